//! Was this transfer told before? Reports of one account and amount, whose payers' names begin alike, are remembered in
//! one guard, and each new one is held against it.
//!
//! Invariant: a report whose sender may not pay by itself neither holds another nor swallows it.

use strum::{EnumIter, IntoStaticStr};

use crate::newtype::hash_type;
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{DepositId, DepositorName, Timestamp, Via};

/// How many occurrences a guard keeps: the newest.
pub const KEPT: usize = 64;
/// How long a guard keeps an occurrence, in milliseconds.
pub const KEPT_MS: i64 = 3 * DAY_MS;
/// Two reports of related names this close, in milliseconds, may be one transfer.
pub const TWIN_WINDOW_MS: i64 = 5 * MINUTE_MS;
/// Two reports of related names and equal balances this close, in milliseconds, are one transfer.
pub const SAME_BALANCE_MS: i64 = DAY_MS;
/// A report that a person typed is held against related ones this close, in milliseconds.
pub const TYPED_WINDOW_MS: i64 = 2 * DAY_MS;
/// A text without date, balance or stamp is held against the same words for so long, in milliseconds.
pub const SAME_WORDS_MS: i64 = DAY_MS;
/// How far back a reversal can reach, in milliseconds.
pub const REVERSAL_REACH_MS: i64 = 14 * DAY_MS;

hash_type!(
    /// 128 bits that stand for the text of a message, or for what a person asks of one.
    Fingerprint
);
hash_type!(
    /// 128 bits that stand for one webhook call.
    ReceiptId
);

/// What a report tells of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Kind {
    /// Money came in.
    Deposit,
    /// The bank took it back.
    Reversal,
}

/// One report (or a deposit typed by hand) that was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    pub kind: Kind,
    pub fingerprint: Fingerprint,
    /// The text alone, where it prints no date: the same words can tell of another day.
    pub words: Option<Fingerprint>,
    /// The webhook call that brought it; `None` for a deposit typed by hand.
    pub receipt: Option<ReceiptId>,
    pub deposited_at: Timestamp,
    /// When it was heard of, where that is much later than `deposited_at`: it is kept from then.
    pub heard_at: Option<Timestamp>,
    /// The text prints its minute.
    pub has_time: bool,
    /// The call told when the phone got the text, or an id of it.
    pub is_stamped: bool,
    pub balance: Option<i64>,
    /// The text ends in the balance: it may be cut, `1,234` of `1,234,567`.
    pub balance_may_be_cut: bool,
    /// The payer as printed.
    pub printed: DepositorName,
    /// The deposit that it told of; of a reversal: the one that it took back, once there is one.
    pub deposit: Option<DepositId>,
    pub via: Via,
    /// Its sender may pay by itself and its name can be read: only such a report holds another.
    pub is_payable: bool,
    /// A person typed it.
    pub is_typed: bool,
}

impl Occurrence {
    /// How far from `deposited_at` the transfer may lie, in milliseconds.
    pub fn span_ms(&self) -> i64 {
        if self.has_time { MINUTE_MS } else { TWIN_WINDOW_MS }
    }

    /// Whether another report of the same money that tells its minute and a balance is met by the balance item.
    fn meets_its_balance(&self) -> bool {
        let is_whole = self.balance.is_some() && !self.balance_may_be_cut;
        self.kind == Kind::Deposit && self.has_time && is_whole && !self.is_typed
    }

    fn apart_ms(&self, other: &Self) -> i64 {
        (self.deposited_at.ms() - other.deposited_at.ms()).abs()
    }

    /// Two known balances that differ tell two transfers, unless one may be the beginning of the other.
    fn told_apart(&self, other: &Self) -> bool {
        self.balance.is_some_and(|balance| !other.may_tell(balance))
            && other.balance.is_some_and(|balance| !self.may_tell(balance))
    }

    /// Whether the balance may be this one, as far as it was told.
    fn may_tell(&self, balance: i64) -> bool {
        self.balance.is_none_or(|told| {
            told == balance || self.balance_may_be_cut && balance.to_string().starts_with(&told.to_string())
        })
    }

    fn has_balance_of(&self, other: &Self) -> bool {
        self.balance.is_some() && self.balance == other.balance
    }

    /// Whether both certainly tell of one transfer.
    fn is_same_transfer(&self, other: &Self) -> bool {
        self.has_balance_of(other)
            && self.apart_ms(other) <= self.span_ms().max(other.span_ms())
            && self.printed.is_related_to(&other.printed)
    }

    /// Whether both may tell of one transfer.
    fn may_be_same_transfer(&self, other: &Self) -> bool {
        // Names are compared last: that is dear, and a guard has up to 64.
        let (apart, related) = (self.apart_ms(other), || self.printed.is_related_to(&other.printed));
        let by_balance = self.has_balance_of(other)
            && (apart <= self.span_ms().max(other.span_ms()) || (apart <= SAME_BALANCE_MS && related()));
        let by_words = self.words.is_some()
            && self.words == other.words
            && match (self.balance.is_some(), self.is_stamped && other.is_stamped) {
                (true, _) => true,
                (false, false) => apart <= SAME_WORDS_MS,
                (false, true) => false,
            };
        let by_name = apart <= TWIN_WINDOW_MS && !self.told_apart(other);
        let by_hand = (self.is_typed || other.is_typed) && apart <= TYPED_WINDOW_MS;
        by_balance || by_words || ((by_name || by_hand) && related())
    }
}

/// What a guard remembers.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Seen {
    /// Oldest first, at most [`KEPT`].
    pub occurrences: Vec<Occurrence>,
    /// The latest `deposited_at` that it dropped: of money not later than that it cannot tell. Without those of
    /// [`Seen::forgot_balanced`].
    pub forgot: Option<Timestamp>,
    /// The latest `deposited_at` that it dropped of reports that told their minute and a balance: they still meet their
    /// second report, if that tells both too, by the balance item.
    pub forgot_balanced: Option<Timestamp>,
}

impl Seen {
    /// Whether the money of `new` may have been told by a report that it dropped, and that no balance item tells.
    pub fn has_forgotten(&self, new: &Occurrence) -> bool {
        let balanced = if new.meets_its_balance() { None } else { self.forgot_balanced };
        self.forgot.max(balanced).is_some_and(|forgot| new.deposited_at <= forgot)
    }
}

/// What a guard says of a new report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DuplicateCheck {
    /// A transfer of its own. `worse`: deposits that may be the same money by a report that may not pay by itself.
    New { worse: Vec<DepositId> },
    /// The very message was seen. `redelivered`: by the very call too, so that this is the queue's redelivery.
    /// `deposit` is `None` for a reversal that took back none.
    SameMessage { deposit: Option<DepositId>, redelivered: bool },
    /// Another report of a transfer that was told: it makes no second deposit.
    SameTransfer { deposit: Option<DepositId> },
    /// It may tell of a transfer that was told: a person decides. No twins: the guard has forgotten which.
    Possible { twins: Vec<DepositId> },
}

/// Holds a new report against those seen before. The new one's `deposit` is not read.
pub fn check_duplicate(seen: &Seen, new: &Occurrence) -> DuplicateCheck {
    let alike = || seen.occurrences.iter().filter(|old| old.kind == new.kind);
    if let Some(same) = alike().find(|old| old.fingerprint == new.fingerprint) {
        let redelivered = same.receipt.is_some() && same.receipt == new.receipt;
        return DuplicateCheck::SameMessage { deposit: same.deposit, redelivered };
    }
    // Of two reports that may not pay, neither vouches for the other: an approval must find each.
    let counts = |old: &&Occurrence| old.is_payable || new.is_payable;
    if let Some(same) = alike().filter(counts).find(|old| old.is_same_transfer(new)) {
        return DuplicateCheck::SameTransfer { deposit: same.deposit };
    }
    let (holding, worse): (Vec<_>, Vec<_>) =
        alike().filter(|old| old.may_be_same_transfer(new)).partition(|old| old.is_payable || !new.is_payable);
    let deposits = |found: Vec<&Occurrence>| {
        let mut ids: Vec<DepositId> = found.into_iter().filter_map(|old| old.deposit).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    match (holding.is_empty(), seen.has_forgotten(new)) {
        (true, false) => DuplicateCheck::New { worse: deposits(worse) },
        (_, _) => DuplicateCheck::Possible { twins: deposits(holding) },
    }
}

/// The deposits whose reports may pay by themselves and may tell of the money of `deposit`: what is to be asked anew
/// before it is let go.
pub fn payable_twins(seen: &Seen, deposit: DepositId) -> Vec<DepositId> {
    let of_deposit = |old: &&Occurrence| old.kind == Kind::Deposit;
    let (own, others): (Vec<_>, Vec<_>) =
        seen.occurrences.iter().filter(of_deposit).partition(|old| old.deposit == Some(deposit));
    let is_twin = |other: &&Occurrence| other.is_payable && own.iter().any(|own| other.may_be_same_transfer(own));
    let mut twins: Vec<DepositId> = others.into_iter().filter(is_twin).filter_map(|other| other.deposit).collect();
    twins.sort_unstable();
    twins.dedup();
    twins
}

/// The guard after somebody vouched for a deposit: from now on its reports hold others.
pub fn vouch(seen: &Seen, deposit: DepositId) -> Seen {
    let mut seen = seen.clone();
    let own = seen.occurrences.iter_mut().filter(|old| old.kind == Kind::Deposit && old.deposit == Some(deposit));
    own.for_each(|old| old.is_payable = true);
    seen
}

/// A reversal that was told before its deposit, and which no deposit has used up.
pub fn awaiting_reversal<'a>(seen: &'a Seen, new: &Occurrence, amount: u64) -> Option<&'a Occurrence> {
    seen.occurrences.iter().rev().find(|old| {
        let after_ms = old.deposited_at.ms() - new.deposited_at.ms();
        let before = new.balance.and_then(|after| after.checked_sub(i64::try_from(amount).ok()?));
        let told_apart = !new.balance_may_be_cut && before.is_some_and(|before| !old.may_tell(before));
        old.kind == Kind::Reversal
            && old.deposit.is_none()
            && old.is_payable
            && (-old.span_ms().max(new.span_ms())..=REVERSAL_REACH_MS).contains(&after_ms)
            && !told_apart
            && old.printed.is_related_to(&new.printed)
    })
}

/// The guard with the new occurrence: what is too old or too much is dropped, and the latest time of it is remembered.
pub fn remember(seen: &Seen, new: Occurrence, now: Timestamp) -> Seen {
    let is_young = |old: &Occurrence| {
        let since = old.heard_at.map_or(old.deposited_at, |heard| heard.max(old.deposited_at));
        now.ms() - since.ms() <= KEPT_MS
    };
    let (mut kept, mut dropped): (Vec<Occurrence>, Vec<Occurrence>) =
        seen.occurrences.iter().cloned().partition(is_young);
    kept.push(new);
    if kept.len() > KEPT {
        dropped.extend(kept.drain(..kept.len() - KEPT));
    }
    let latest = |dropped: Vec<Occurrence>| dropped.iter().map(|old| old.deposited_at).max();
    // Also of reversals: one that is told again later must not take back a second deposit.
    let (balanced, others) = dropped.into_iter().partition(Occurrence::meets_its_balance);
    Seen {
        occurrences: kept,
        forgot: latest(others).max(seen.forgot),
        forgot_balanced: latest(balanced).max(seen.forgot_balanced),
    }
}

#[cfg(test)]
#[path = "occurrence_tests.rs"]
mod tests;
