//! Why a deposit is held, and why one is dismissed.
//!
//! A deposit keeps all its reasons; each decision takes away only its own, and when the last is gone the deposit waits.

use crate::ClosedSet;
use strum::{EnumIter, IntoStaticStr};

/// Why a person must decide. In order of gravity: the gravest of several is told first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum HoldReason {
    /// The bank took it back.
    Reversed,
    /// Another report of the same account and amount may tell of this very deposit.
    PossibleDuplicate,
    /// It was told so late that the reports which it may repeat are no longer kept apart: its guard dropped as old
    /// ones, or later money took the balance that it tells.
    TooLateToCompare,
    /// The text cannot come from the bank: see [`crate::SenderVerdict::Unlikely`].
    SenderUnlikely,
    /// The call told no sender: see [`crate::SenderVerdict::Missing`].
    SenderMissing,
    /// The sender is on no list: see [`crate::SenderVerdict::Unlisted`].
    SenderUnlisted,
    /// Its account is younger than the workspace's `account_lock_hours`.
    AccountNew,
    /// Its printed time lies more than a day ahead of our clock.
    TimeUnlikely,
    /// It was made longer ago than the workspace's match window.
    OutsideMatchWindow,
    /// Money of the same name and amount went out again after it.
    RefundSeen,
    /// It came over the open URL, where anybody may post, and lies above the workspace's `auto_match_limit`.
    OverLimit,
    /// The printed name is masked, missing, or has fewer than two letters.
    UnreadableName,
    /// The balance does not hold the money: amount and balance in each other's place, or an overdraft just lifted.
    BalanceBelowAmount,
    /// Its text ends in the amount, which may be the beginning of a longer one, and the account's messages do not end
    /// so.
    AmountCut,
    /// A format that the shop added read it, and people have not yet pressed for enough of its readings.
    FormatUnproved,
    /// One won: a bank's or an app's proof of account, not a payment.
    OneWon,
    /// A person dismissed it and restored it.
    Restored,
    /// Its match was undone by a person.
    UnmatchedByHand,
    /// The order that it paid a part of was cancelled.
    OrderCancelled,
    /// A part of it was sent back: what is left pays by hand only.
    PartlyReturned,
}

impl HoldReason {
    /// A sentence fragment for shop staff.
    pub fn korean(self) -> &'static str {
        match self {
            Self::Reversed => "은행이 취소한 입금",
            Self::PossibleDuplicate => "같은 입금이 이미 등록되었을 수 있음",
            Self::TooLateToCompare => "늦게 온 입금이라 중복인지 확인할 수 없음",
            Self::SenderUnlikely => "은행이 보낸 문자가 아닐 수 있음",
            Self::SenderMissing => "보낸 번호가 없음",
            Self::SenderUnlisted => "목록에 없는 번호가 보냄",
            Self::AccountNew => "등록한 지 얼마 되지 않은 계좌",
            Self::TimeUnlikely => "입금 시각이 앞으로의 시각임",
            Self::OutsideMatchWindow => "매칭 기간이 지난 입금",
            Self::RefundSeen => "같은 금액이 다시 출금됨",
            Self::UnreadableName => "입금자명을 확인할 수 없음",
            Self::BalanceBelowAmount => "잔액이 입금액보다 적음",
            Self::AmountCut => "금액이 끝까지 왔는지 알 수 없음",
            Self::FormatUnproved => "추가한 문자 형식의 처음 입금",
            Self::OneWon => "1원 인증 입금일 수 있음",
            Self::OverLimit => "자동 매칭 한도를 넘는 금액",
            Self::Restored => "제외했다가 되돌린 입금",
            Self::UnmatchedByHand => "매칭이 해제된 입금",
            Self::OrderCancelled => "취소된 주문에 들어온 입금",
            Self::PartlyReturned => "일부를 돌려준 입금",
        }
    }
}

/// The reasons for which a deposit is held: a set, gravest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct HoldReasons(u32);

impl HoldReasons {
    /// No reason.
    pub const NONE: Self = Self(0);
    /// What speaks of the sender.
    pub const OF_SENDER: [HoldReason; 3] =
        [HoldReason::SenderUnlikely, HoldReason::SenderMissing, HoldReason::SenderUnlisted];
    /// What a person answers with "this is money of its own".
    pub const TOLD_APART: [HoldReason; 2] = [HoldReason::PossibleDuplicate, HoldReason::TooLateToCompare];
    /// What no person can release: matched by hand or dismissed only.
    pub const NEVER_RELEASED: [HoldReason; 2] = [HoldReason::SenderUnlikely, HoldReason::Reversed];
    /// What stays true whatever a person says: a release of these would change nothing.
    pub const RELEASED_IN_VAIN: [HoldReason; 4] = [
        HoldReason::OutsideMatchWindow,
        HoldReason::TimeUnlikely,
        HoldReason::UnreadableName,
        HoldReason::PartlyReturned,
    ];

    const fn bit(reason: HoldReason) -> u32 {
        1 << reason as u32
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this reason is one of them.
    pub fn contains(self, reason: HoldReason) -> bool {
        self.0 & Self::bit(reason) != 0
    }

    /// Whether a release says that this is money of its own.
    pub fn asks_whether_two(self) -> bool {
        !self.common(Self::from_iter(Self::TOLD_APART)).is_empty()
    }

    /// These and those.
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// These without those.
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Those that stand in both.
    pub fn common(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Gravest first.
    pub fn iter(self) -> impl Iterator<Item = HoldReason> {
        HoldReason::all().filter(move |reason| self.contains(*reason))
    }

    /// These; of none, that it was restored.
    pub fn or_restored(self) -> Self {
        if self.is_empty() { HoldReason::Restored.into() } else { self }
    }

    /// The gravest.
    pub fn gravest(self) -> Option<HoldReason> {
        self.iter().next()
    }

    /// The codes, gravest first.
    pub fn codes(self) -> Vec<&'static str> {
        self.iter().map(HoldReason::code).collect()
    }

    /// What a person can take away.
    pub fn releasable(self) -> Self {
        self.without(Self::from_iter(Self::NEVER_RELEASED)).without(Self::from_iter(Self::RELEASED_IN_VAIN))
    }
}

impl std::fmt::Debug for HoldReasons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl From<HoldReason> for HoldReasons {
    fn from(reason: HoldReason) -> Self {
        Self(Self::bit(reason))
    }
}

impl FromIterator<HoldReason> for HoldReasons {
    fn from_iter<I: IntoIterator<Item = HoldReason>>(reasons: I) -> Self {
        reasons.into_iter().fold(Self::NONE, |all, reason| all.and(reason.into()))
    }
}

/// Why a deposit pays no order, although its money came.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum DismissReason {
    /// The money was sent back.
    Refunded,
    /// It is no customer's payment.
    Private,
    /// Another deposit tells of the same money.
    Duplicate,
    Other,
    /// The owner's pay. As the next two, only the program says so, of what the bank's text says.
    Salary,
    /// The bank's interest.
    Interest,
    /// An own transfer that came back.
    Returned,
    /// The order that it paid was cancelled, and a person said what becomes of its money.
    OrderCancelled,
}

impl DismissReason {
    /// Whether the program gives it by itself, of what the bank's text says or what became of an order; and no person
    /// who dismisses.
    pub fn is_programs(self) -> bool {
        match self {
            Self::Salary | Self::Interest | Self::Returned | Self::OrderCancelled => true,
            Self::Refunded | Self::Private | Self::Duplicate | Self::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_tells_its_gravest_and_loses_only_what_is_taken() {
        let held = HoldReasons::from_iter([HoldReason::OverLimit, HoldReason::SenderMissing]);
        assert_eq!(held.gravest(), Some(HoldReason::SenderMissing));
        assert_eq!(held.without(HoldReason::SenderMissing.into()).codes(), ["over_limit"]);
        assert_eq!(HoldReasons::NONE.gravest(), None);
        for reason in HoldReason::all() {
            assert!(HoldReasons::from(reason).contains(reason));
            assert_eq!(HoldReason::parse(reason.code()), Some(reason));
        }
    }

    #[test]
    fn staff_read_of_each_reason_another_sentence() {
        let told: std::collections::BTreeSet<_> = HoldReason::all().map(HoldReason::korean).collect();
        assert_eq!(told.len(), HoldReason::all().count());
        assert!(told.iter().all(|sentence| sentence.chars().any(|c| ('가'..='힣').contains(&c))), "{told:?}");
    }

    #[test]
    fn what_a_person_cannot_release_stays() {
        let all = HoldReasons::from_iter(HoldReason::all());
        let left = all.without(all.releasable());
        let never = ["reversed", "sender_unlikely"];
        let in_vain = ["time_unlikely", "outside_match_window", "unreadable_name", "partly_returned"];
        let expected: Vec<&str> = never.into_iter().chain(in_vain).collect();
        assert_eq!(left.codes(), expected);
    }
}
