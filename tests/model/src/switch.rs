//! What can be taken out of the protocol: each named condition, and each look. A protocol that lacks one must show a
//! counterexample; otherwise the model would not have noticed.

/// A condition of a transaction, or a look, named after the code that it stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Switch {
    // store::pair::order_paid, the order's half of every pair
    /// `clause::ORDER_IS_PENDING`.
    OrderIsPending,
    /// `clause::ORDER_AMOUNT`.
    OrderAmount,
    /// `clause::ORDER_WHOLE`, of an order that was read without parts.
    OrderWhole,
    /// `clause::ORDER_OPEN`, of an order that was read with parts.
    OrderOpen,
    /// `clause::ORDER_NAME`.
    OrderName,
    /// `clause::ORDER_IN_TIME`.
    OrderInTime,
    /// `clause::ENTRY_CODE`, where it is paid by a code.
    OrderCode,
    /// The order's waiting entry is deleted and must stand.
    OrderEntryStands,

    // store::pair::pair_waiting
    /// `clause::DEPOSIT_IS_WAITING`.
    DepositIsWaiting,
    /// The deposit's waiting entry is deleted and must stand.
    DepositEntryStands,

    // store::pair::{pair_new, record}
    /// `clause::GUARD_AS_READ` (or no guard yet, if none was read) in the short cut.
    PairNewGuardAsRead,
    /// The deposit of the short cut must not stand yet.
    PairNewDepositAbsent,
    /// `clause::GUARD_AS_READ` (or no guard yet, if none was read) when a deposit is recorded.
    RecordGuardAsRead,
    /// The deposit that is recorded must not stand yet.
    RecordDepositAbsent,
    /// Nor its waiting entry.
    RecordEntryAbsent,

    // store::orders::place_order
    /// The order must not stand yet.
    PlaceOrderAbsent,
    /// Nor the guard of its number.
    PlaceNumberAbsent,
    /// Nor its waiting entry.
    PlaceEntryAbsent,

    // store::orders::order_writes, in write_order and write_pair
    /// `#version = :version` of the order.
    OrderVersion,
    /// `#status = :from` of the order.
    OrderFrom,
    /// The old entry is deleted, or replaced under its key, and must stand.
    OldEntryStands,
    /// No entry may stand under the new key.
    NewEntryAbsent,

    // store::pair::write_pair
    /// `#version = :version` of the deposit.
    DepositVersion,
    /// `#state = :from` of the deposit.
    DepositFrom,
    /// The entry of a deposit that waited is deleted and must stand.
    HandDepositEntryStands,
    /// Each order after the first is put under the conditions of the first.
    EveryOrderAsRead,
    /// An unmatch gives back each order after the first.
    EveryOrderUnmatched,
    /// An unmatch takes its part from an order that is not matched.
    UnmatchTakesPart,
    /// A cancel gives back the part that was paid.
    CancelGivesBack,

    // Looks: settle_committed, after...
    /// ... an order is placed.
    LookAfterPlace,
    /// ... an order is placed again by the same words.
    LookAfterPlaceAgain,
    /// ... a deposit is recorded.
    LookAfterRecord,
    /// ... a short cut.
    LookAfterShortCut,
    /// ... a message that was seen before: `receive::again`.
    LookOnRedelivery,
    /// ... a cancel.
    LookAfterCancel,
    /// ... a reopening.
    LookAfterReopen,
    /// ... an amendment, at the amount that the order left.
    LookAtOldAmount,
    /// ... an amendment, at the amount that the order came to.
    LookAtNewAmount,
    /// ... a change of name, under the name that the order came to.
    LookAfterRename,
    /// ... a change of name, under the name that the order left.
    LookAtOldName,
    /// ... a change of deadline.
    LookAfterDeadline,
    /// ... a change of codes.
    LookAfterCode,
    /// ... an order expired: `expire_page`.
    LookAfterExpire,
    /// ... a match by hand.
    LookAtHandOrder,
    /// ... a match by hand, for each order after the first.
    LookAtEveryHandOrder,
    /// ... a part, at what is open then.
    LookAfterPart,
    /// ... an unmatch.
    LookAfterUnmatch,
    /// ... an unmatch, for each order after the first.
    LookAfterEveryUnmatch,
    /// ... a change of settings: `Task::Revisit`.
    LookAfterSettings,

    // Looks of settle itself
    /// What an order's key finds is looked at after each pair.
    LookAfterPair,
    /// Under AS_MANY, what was counted with a deposit is looked at after it paid.
    LookBesidePair,
    /// ... and after it waits no longer, for whatever else.
    LookBeside,
    /// A deposit whose pair was refused is looked at again.
    LookAfterLostRace,
    /// An order whose key begins with a bank's name finds what waits under the rest of it too.
    StrippedKeys,
    /// A deposit waits without the digits behind its name.
    StrippedDigits,
    /// What the bound of one settling leaves over goes on through the queue.
    LookLeftOver,

    // Looks of the queue
    /// `store::insure`: a look is queued for the case that the program dies.
    Insurance,
    /// It comes after the program has ended: `INSURANCE_DELAY_S`.
    InsuranceDelay,
    /// Before a look pairs an order whose key it is not insured for, it sends that look.
    InsureBeforePair,
    /// A message whose program died is delivered again.
    Redelivery,
    /// Its deposit is found matched: then what its order's key finds is looked at.
    RedeliveryOfPaid,

    // What a refusal says
    /// A refusal that names this very partner is our own commit: `store::pair::names`.
    OwnCommitIsPaired,

    // What the evidence asks for
    /// The name guard holds reports of related names against one another.
    NameGuard,
    /// The balance item holds reports of an equal balance against one another, under any names.
    BalanceItem,
    /// A balance item that may pay is replaced only by later money: replacing it forgets what it told of.
    BalanceOnlyLater,
    /// A report not later than what its guard has forgotten is held.
    ForgottenIsHeld,
    /// A report whose sender may not pay holds no other.
    UnpayingHoldsNothing,
    /// Nor is another report noted on its deposit, but one that may pay.
    UnpayingTakesNothing,
    /// A report that may pay, noted on a deposit that may not, takes the hold of the sender off.
    BetterReportLifts,
    /// ... and the deposit takes its words.
    BetterReportTells,
    /// Of two linked deposits the one that may not pay is held as a duplicate besides.
    WorseIsHeld,
    /// What is released or lifted may pay in its guard too.
    VouchInGuard,
    /// ... and in its balance item, under the conditions of a new report.
    VouchInBalance,
    /// What is released or lifted stays held where a report that may pay is like it.
    VouchLooks,
    /// An approval is committed before it releases.
    ApprovalCommitsFirst,
    /// ... and releases again through the queue.
    ApprovalAgain,
    /// A release is of the deposit as the person saw it.
    PressAsShown,
    /// A duplicate is dismissed only while the other stands.
    DuplicateNeedsTwin,
    /// It frees the other only where no third is left.
    DuplicateFreesAlone,
    /// What is restored is held.
    RestoreHolds,
    /// ... as a duplicate too, where a twin stands that may pay.
    RestoreLinks,
    /// A reversal is written into its guard.
    ReversalInGuard,
    /// A reversal holds a deposit that has paid no order yet.
    ReversalHoldsOpen,
    /// ... and its twins.
    ReversalHoldsTwins,
    /// A twin that is freed from a reversed one is reversed.
    FreedStaysReversed,
    /// A match by hand vouches in guard and balance item.
    HandVouches,
    /// ... and holds the twins that wait.
    HandHoldsTwins,
    /// An unmatched deposit is held for what it was held for before, too.
    UnmatchKeepsHolds,
    /// What is unmatched or restored is judged by the senders that are approved by then.
    JudgeAnew,
    /// ... a report that lifted a hold or told another name.
    LookAfterNote,
    /// ... a report that the guard may have forgotten.
    LookOfForgotten,
    /// ... a release, an approval.
    LookAfterRelease,
    /// ... a dismissal that freed a twin.
    LookAfterDismiss,
    /// ... a reversal, whose order waits again.
    LookAfterReversal,
}

impl Switch {
    /// All of them.
    pub const ALL: [Self; 94] = [
        Self::OrderIsPending,
        Self::OrderAmount,
        Self::OrderWhole,
        Self::OrderOpen,
        Self::OrderName,
        Self::OrderInTime,
        Self::OrderCode,
        Self::OrderEntryStands,
        Self::DepositIsWaiting,
        Self::DepositEntryStands,
        Self::PairNewGuardAsRead,
        Self::PairNewDepositAbsent,
        Self::RecordGuardAsRead,
        Self::RecordDepositAbsent,
        Self::RecordEntryAbsent,
        Self::PlaceOrderAbsent,
        Self::PlaceNumberAbsent,
        Self::PlaceEntryAbsent,
        Self::OrderVersion,
        Self::OrderFrom,
        Self::OldEntryStands,
        Self::NewEntryAbsent,
        Self::DepositVersion,
        Self::DepositFrom,
        Self::HandDepositEntryStands,
        Self::EveryOrderAsRead,
        Self::EveryOrderUnmatched,
        Self::UnmatchTakesPart,
        Self::CancelGivesBack,
        Self::LookAfterPlace,
        Self::LookAfterPlaceAgain,
        Self::LookAfterRecord,
        Self::LookAfterShortCut,
        Self::LookOnRedelivery,
        Self::LookAfterCancel,
        Self::LookAfterReopen,
        Self::LookAtOldAmount,
        Self::LookAtNewAmount,
        Self::LookAfterRename,
        Self::LookAtOldName,
        Self::LookAfterDeadline,
        Self::LookAfterCode,
        Self::LookAfterExpire,
        Self::LookAtHandOrder,
        Self::LookAtEveryHandOrder,
        Self::LookAfterPart,
        Self::LookAfterUnmatch,
        Self::LookAfterEveryUnmatch,
        Self::LookAfterSettings,
        Self::LookAfterPair,
        Self::LookBesidePair,
        Self::LookBeside,
        Self::LookAfterLostRace,
        Self::StrippedKeys,
        Self::StrippedDigits,
        Self::LookLeftOver,
        Self::Insurance,
        Self::InsuranceDelay,
        Self::InsureBeforePair,
        Self::Redelivery,
        Self::RedeliveryOfPaid,
        Self::OwnCommitIsPaired,
        Self::NameGuard,
        Self::BalanceItem,
        Self::BalanceOnlyLater,
        Self::ForgottenIsHeld,
        Self::UnpayingHoldsNothing,
        Self::UnpayingTakesNothing,
        Self::BetterReportLifts,
        Self::BetterReportTells,
        Self::WorseIsHeld,
        Self::VouchInGuard,
        Self::VouchInBalance,
        Self::VouchLooks,
        Self::ApprovalCommitsFirst,
        Self::ApprovalAgain,
        Self::PressAsShown,
        Self::DuplicateNeedsTwin,
        Self::DuplicateFreesAlone,
        Self::RestoreHolds,
        Self::RestoreLinks,
        Self::ReversalInGuard,
        Self::ReversalHoldsOpen,
        Self::ReversalHoldsTwins,
        Self::FreedStaysReversed,
        Self::HandVouches,
        Self::HandHoldsTwins,
        Self::UnmatchKeepsHolds,
        Self::JudgeAnew,
        Self::LookAfterNote,
        Self::LookOfForgotten,
        Self::LookAfterRelease,
        Self::LookAfterDismiss,
        Self::LookAfterReversal,
    ];
}

/// The protocol, without some of its parts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Protocol {
    off: u128,
}

impl Protocol {
    /// As the code has it.
    pub const WHOLE: Self = Self { off: 0 };

    pub fn without(switches: &[Switch]) -> Self {
        Self { off: switches.iter().fold(0, |off, switch| off | 1 << *switch as u128) }
    }

    /// Whether the protocol has this part.
    pub fn has(&self, switch: Switch) -> bool {
        self.off & (1 << switch as u128) == 0
    }
}
