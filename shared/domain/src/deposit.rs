//! Deposits: money that came. *Waiting* (it may pair later by itself), *held* (a person must decide), *matched*, or
//! *dismissed* (a person said that it pays nothing).

use strum::{EnumIter, IntoStaticStr};

use crate::allocation::{Allocation, RestTreatment};
use crate::history::{self, Actor, DepositEvent, Entry};
use crate::hold::{DismissReason, HoldReason, HoldReasons};
use crate::report::TransferReport;
use crate::returning::Return;
use crate::sender::{SenderClaim, SenderVerdict};
use crate::time::DAY_MS;
use crate::{
    AccountId, BankCode, ClosedSet, DepositId, DepositorName, FormatId, NameKey, OrderId, PhoneId, Refusal, Rule,
    Timestamp, WaitingDeposit, WaitingOrder, Won, WorkspaceId,
};

/// Money that came into a registered account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deposit {
    pub id: DepositId,
    pub workspace: WorkspaceId,
    pub account: AccountId,
    pub details: DepositDetails,
    /// The name key of its waiting entry. Stored, since the rules of names may change; `upgrade` then rewrites it.
    pub name_key: NameKey,
    /// Other deposits that may be this very money, at most [`Deposit::TWINS_MAX`].
    pub twins: Vec<DepositId>,
    /// What else told of this transfer, oldest first, at most [`Deposit::REPORTS_MAX`].
    pub reports: Vec<TransferReport>,
    pub state: DepositState,
    /// What it pays, where that is not one order of exactly its amount; empty while it pays nothing.
    pub allocations: Vec<Allocation<OrderId>>,
    /// While it is matched, or dismissed with its order, and a part of it pays nothing: what a person said of that
    /// part.
    pub rest_treatment: Option<RestTreatment>,
    /// What of it was sent back, as people noted it, oldest first; at most [`Deposit::RETURNS_MAX`].
    pub returns: Vec<Return>,
    /// While it is matched or dismissed: the reasons for which it is held once that is undone.
    pub former_holds: HoldReasons,
    /// What the person said who dismissed it.
    pub note: Option<String>,
    pub created_at: Timestamp,
    /// Counts the entries of this deposit's history, also those that are no longer kept.
    pub version: u64,
    /// Oldest first, the newest [`history::KEPT`].
    pub history: Vec<Entry<DepositEvent>>,
}

/// What a message, or a person, told of a deposit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DepositDetails {
    pub amount: Won,
    /// As printed by the bank or typed by a person; `None` when the message prints no name.
    pub depositor_name: Option<DepositorName>,
    pub deposited_at: Timestamp,
    pub source: Source,
    pub via: Via,
    /// The phone whose URL it came over.
    pub phone: Option<PhoneId>,
    /// What the call said of the text's sender.
    pub sender: SenderClaim,
    /// How far that sender can be believed.
    pub verdict: SenderVerdict,
    /// In KRW, when the message told it; can be negative.
    pub balance: Option<i64>,
    /// The account's institution: its messages cut long names in their own way.
    pub bank_code: BankCode,
    /// The text was read by the grammar, not by a known shape: it pairs on a *same* name only.
    pub by_grammar: bool,
    /// The format of the shop's own by which it was read.
    pub format: Option<FormatId>,
    pub raw_sms: Option<String>,
}

/// Who told of the deposit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Source {
    Sms,
    Manual,
}

/// By which way it came.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Via {
    /// The public webhook, where anybody may post.
    Open,
    /// A phone's own webhook URL.
    Keyed,
    /// A phone's own webhook URL, with a signature over the body.
    Signed,
    /// The REST API.
    Api,
}

/// The state of a deposit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DepositState {
    Waiting,
    /// A person must decide; there is at least one reason.
    Held(HoldReasons),
    Matched {
        order: OrderId,
    },
    Dismissed(DismissReason),
}

impl DepositState {
    /// The state without what it carries.
    pub fn status(&self) -> DepositStatus {
        match self {
            Self::Waiting => DepositStatus::Waiting,
            Self::Held(_) => DepositStatus::Held,
            Self::Matched { .. } => DepositStatus::Matched,
            Self::Dismissed(_) => DepositStatus::Dismissed,
        }
    }

    /// Held for these reasons; waiting when there is none.
    pub fn held(reasons: HoldReasons) -> Self {
        if reasons.is_empty() { Self::Waiting } else { Self::Held(reasons) }
    }

    /// Whether it pays nothing yet and may: it waits, or is held.
    pub fn is_undecided(&self) -> bool {
        match self {
            Self::Waiting | Self::Held(_) => true,
            Self::Matched { .. } | Self::Dismissed(_) => false,
        }
    }

    /// Why a person must decide; none unless it is held.
    pub fn holds(&self) -> HoldReasons {
        match self {
            Self::Held(reasons) => *reasons,
            Self::Waiting | Self::Matched { .. } | Self::Dismissed(_) => HoldReasons::NONE,
        }
    }

    /// The order that it pays.
    pub fn order(&self) -> Option<OrderId> {
        match self {
            Self::Matched { order } => Some(*order),
            Self::Waiting | Self::Held(_) | Self::Dismissed(_) => None,
        }
    }

    /// The machine word of the status.
    pub fn code(&self) -> &'static str {
        self.status().code()
    }
}

/// The state of a deposit, without what it carries.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum DepositStatus {
    Waiting,
    Held,
    Matched,
    Dismissed,
}

impl DepositDetails {
    /// The name; empty when there is none.
    pub fn printed(&self) -> &DepositorName {
        self.depositor_name.as_ref().unwrap_or_default()
    }

    /// The key of its waiting entry. Empty when there is no name.
    pub fn name_key(&self) -> NameKey {
        self.depositor_name.as_ref().map(NameKey::waiting).unwrap_or_default()
    }

    /// The key of its whole name, with its sending bank and number. Empty when there is no name.
    pub fn whole_name_key(&self) -> NameKey {
        self.depositor_name.as_ref().map(NameKey::of).unwrap_or_default()
    }

    /// Whether its name can be compared with an order's.
    pub fn is_readable(&self) -> bool {
        self.printed().is_readable()
    }

    /// Why this deposit must wait for a person whatever orders there are, by what it tells itself.
    pub fn holds(&self, limit: Option<Won>) -> HoldReasons {
        let over = self.via == Via::Open && limit.is_some_and(|limit| self.amount > limit);
        let reasons = [
            (HoldReason::OneWon, self.amount.get() == 1),
            (HoldReason::UnreadableName, !self.is_readable()),
            (HoldReason::BalanceBelowAmount, is_balance_below(self.balance, self.amount)),
            (HoldReason::OverLimit, over),
        ];
        reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
    }
}

impl Deposit {
    /// How many twins are named.
    pub const TWINS_MAX: usize = 8;
    /// How many reports are kept.
    pub const REPORTS_MAX: usize = 8;

    /// A deposit as it is first recorded: held for these reasons, or waiting.
    pub fn receive(
        place: (WorkspaceId, AccountId, DepositId),
        details: DepositDetails,
        holds: HoldReasons,
        twins: Vec<DepositId>,
        by: Actor,
        now: Timestamp,
    ) -> Self {
        let (workspace, account, id) = place;
        let what = if holds.is_empty() { DepositEvent::Received } else { DepositEvent::Held(holds) };
        Self {
            id,
            workspace,
            account,
            name_key: details.name_key(),
            details,
            twins,
            reports: Vec::new(),
            state: DepositState::held(holds),
            allocations: Vec::new(),
            rest_treatment: None,
            returns: Vec::new(),
            former_holds: HoldReasons::NONE,
            note: None,
            created_at: now,
            version: 1,
            history: vec![Entry { at: now, by, what }],
        }
    }

    /// The waiting entry that a waiting deposit has; any other has none.
    pub fn waiting(&self) -> Option<WaitingDeposit> {
        (self.state == DepositState::Waiting).then(|| self.as_if_waiting())
    }

    /// What the choice reads of this deposit, whatever its state: for showing candidates to a person.
    pub fn as_if_waiting(&self) -> WaitingDeposit {
        WaitingDeposit {
            id: self.id,
            amount: self.details.amount,
            account: self.account,
            printed: self.details.printed().clone(),
            name_key: self.name_key.clone(),
            bank_code: self.details.bank_code.clone(),
            by_grammar: self.details.by_grammar,
            by_format: self.details.format.is_some(),
            deposited_at: self.details.deposited_at,
            created_at: self.created_at,
        }
    }

    /// The state that answers and rules use: a deposit that waits longer than the match window reads as held.
    pub fn state_now(&self, match_window_days: u16, now: Timestamp) -> DepositState {
        let stale = is_stale(self.details.deposited_at, match_window_days, now);
        match self.state {
            DepositState::Waiting if stale => DepositState::Held(HoldReason::OutsideMatchWindow.into()),
            DepositState::Waiting | DepositState::Held(_) | DepositState::Matched { .. } => self.state,
            DepositState::Dismissed(_) => self.state,
        }
    }

    /// The deposit after it paid `order`, which is of its amount. `rule` is `None` for a match by hand, which ignores
    /// why it is held.
    pub fn pay(&self, order: OrderId, rule: Option<Rule>, by: Actor, now: Timestamp) -> Result<Self, Refusal> {
        self.pay_with(order, Vec::new(), (rule, 0), by, now)
    }

    /// The deposit after the rules paired it with an order that waits, whose open amount it is. Where a part of that is
    /// paid, what it pays is noted.
    pub fn pay_waiting(&self, order: &WaitingOrder, rule: Rule, now: Timestamp) -> Result<Self, Refusal> {
        let mut after = self.pay(order.id, Some(rule), Actor::Auto, now)?;
        if order.has_parts {
            let amount = self.details.amount;
            after.allocations = vec![Allocation { with: order.id, amount, at: now, by: Actor::Auto, rule: Some(rule) }];
        }
        Ok(after)
    }

    /// The same of an order, and others, that ask together for so much less than its amount.
    pub(crate) fn pay_with(
        &self,
        order: OrderId,
        others: Vec<OrderId>,
        (rule, difference): (Option<Rule>, i64),
        by: Actor,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let what = DepositEvent::Matched { order, others, rule, difference: Some(difference) };
        match self.state {
            DepositState::Matched { order } if !self.has_free_rest() => Err(Refusal::DepositAlreadyMatched(order)),
            DepositState::Dismissed(_) => Err(Refusal::RestoreFirst(self.id)),
            // What is left of it pays others: it stays named after the first.
            DepositState::Matched { .. } => Ok(self.stepped(what, by, now)),
            DepositState::Waiting | DepositState::Held(_) => {
                let mut after = self.stepped(what, by, now);
                after.state = DepositState::Matched { order };
                after.former_holds = self.state.holds();
                Ok(after)
            }
        }
    }

    /// The deposit after its match was undone, with the orders that it paid: held, for a person to decide again.
    pub fn unpay(&self, by: Actor, now: Timestamp) -> Result<(Self, Vec<OrderId>), Refusal> {
        let order = self.state.order().ok_or(Refusal::DepositNotMatched(self.id))?;
        let others = self.other_orders();
        let mut after = self.stepped(DepositEvent::Unmatched { order, others }, by, now);
        after.hold_unpaid(HoldReason::UnmatchedByHand);
        Ok((after, self.orders()))
    }

    /// It pays nothing, and is held for its former reasons and this one.
    pub(crate) fn hold_unpaid(&mut self, reason: HoldReason) {
        self.state = DepositState::Held(self.former_holds.and(reason.into()));
        self.former_holds = HoldReasons::NONE;
        self.pay_nothing();
    }

    /// The deposit without its raw messages, once it does not wait and was recorded before `cutoff`; `None` when there
    /// is nothing to forget yet.
    pub fn forget(&self, cutoff: Timestamp, now: Timestamp) -> Option<Self> {
        let has_raw = self.details.raw_sms.is_some() || self.reports.iter().any(|report| report.raw_sms.is_some());
        let due = has_raw && self.state != DepositState::Waiting && self.created_at < cutoff;
        due.then(|| {
            let mut after = self.stepped(DepositEvent::Redacted, Actor::Sweeper, now);
            after.details.raw_sms = None;
            after.reports.iter_mut().for_each(|report| report.raw_sms = None);
            after
        })
    }

    pub(crate) fn stepped(&self, what: DepositEvent, by: Actor, now: Timestamp) -> Self {
        let mut after = self.clone();
        after.version = self.version + 1;
        history::append(&mut after.history, Entry { at: now, by, what });
        after
    }
}

/// Whether the balance after a deposit does not hold it.
pub fn is_balance_below(balance: Option<i64>, amount: Won) -> bool {
    balance.is_some_and(|balance| balance >= 0 && balance.unsigned_abs() < amount.get())
}

/// Whether money made then is older than the match window: it pays nothing by itself.
pub fn is_stale(deposited_at: Timestamp, match_window_days: u16, now: Timestamp) -> bool {
    now.ms() - deposited_at.ms() > i64::from(match_window_days) * DAY_MS
}

#[cfg(test)]
#[path = "deposit_fixture.rs"]
pub(crate) mod fixture;

#[cfg(test)]
#[path = "deposit_tests.rs"]
mod tests;
