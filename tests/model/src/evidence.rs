//! What makes two reports one transfer, over the model's small words: the name guard, the balance item, and who may
//! pay. Moments are numbers; only the three distances below matter.

use crate::rules;
use crate::scene::{Message, Scene};
use crate::switch::{Protocol, Switch};
use crate::table::{GuardItem, Kind, Name, Sender, Table, bits};

/// Printed minutes of one transfer are at most so far apart.
pub const SPAN: u8 = 1;
/// Related names so close in time may be one transfer.
pub const CLOSE: u8 = 5;
/// Related names and an equal balance so close in time are one transfer.
pub const DAY: u8 = 40;

/// How sure it is that two reports tell of one transfer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    Possible,
    Certain,
}

/// Related names: equal in a reading, or one a prefix of the other.
pub fn related(one: Name, other: Name) -> bool {
    rules::may_pay(one, other) || rules::may_pay(other, one)
}

/// Whether two reports of one kind, amount and guard may tell of one transfer.
pub fn likeness(one: &Message, other: &Message) -> Option<Likeness> {
    let apart = one.moment.abs_diff(other.moment);
    let related = related(one.details.name, other.details.name);
    match one.balance.zip(other.balance) {
        Some((one, other)) if one != other => None,
        Some(_) if apart <= SPAN && related => Some(Likeness::Certain),
        Some(_) => (apart <= SPAN || apart <= DAY && related).then_some(Likeness::Possible),
        None => (apart <= CLOSE && related).then_some(Likeness::Possible),
    }
}

/// Whether a reversal can be of the deposit that a report tells of.
pub fn takes_back(reversal: &Message, deposit: &Message) -> bool {
    let balances_differ = reversal.balance.zip(deposit.balance).is_some_and(|(one, other)| one != other);
    related(reversal.details.name, deposit.details.name) && deposit.moment <= reversal.moment && !balances_differ
}

/// What a guard says of a report that it does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Finding {
    /// The deposit of which it is one more report.
    pub certain: Option<u8>,
    /// A report that may pay may tell of the same transfer.
    pub holds: bool,
    /// The deposits that may be the same transfer.
    pub twins: u8,
    /// The guard has forgotten what is as late as this.
    pub forgotten: bool,
    /// A reversal that has met no deposit may be of this one.
    pub reversal: Option<u8>,
}

/// Whether a report's sender may pay by itself.
pub fn may_pay(sender: Sender, approved: bool) -> bool {
    match sender {
        Sender::Bank => true,
        Sender::Unlisted => approved,
        Sender::Unlikely => false,
    }
}

/// Holds a report against its guard.
pub fn find(scene: &Scene, protocol: Protocol, table: &Table, guard: &GuardItem, message: u8, pays: bool) -> Finding {
    let new = scene.report(message);
    let forgotten = protocol.has(Switch::ForgottenIsHeld) && guard.has_forgotten(new);
    let mut found = Finding { forgotten, ..Finding::default() };
    let mut certain_pays = false;
    for old in bits(guard.seen).filter(|_| protocol.has(Switch::NameGuard)) {
        let (report, old_pays) = (scene.report(old), guard.pays & 1 << old != 0);
        if report.kind != new.kind {
            let unused = report.kind == Kind::Reversal && old_pays && guard.used & 1 << old == 0;
            found.reversal = found.reversal.or((unused && takes_back(report, new)).then_some(old));
            continue;
        }
        let Some(likeness) = likeness(report, new) else { continue };
        found.holds |= old_pays || !protocol.has(Switch::UnpayingHoldsNothing);
        let Some(deposit) = table.deposit_of(old) else { continue };
        found.twins |= 1 << deposit;
        // A report that may not pay takes in nothing but a better one.
        let takes = old_pays || pays || !protocol.has(Switch::UnpayingTakesNothing);
        if likeness == Likeness::Certain && takes && (found.certain.is_none() || old_pays && !certain_pays) {
            (found.certain, certain_pays) = (Some(deposit), old_pays);
        }
    }
    found
}

/// The guard with a new occurrence, without the earliest of more than it keeps.
pub fn remember(scene: &Scene, guard: &GuardItem, message: u8, pays: bool) -> GuardItem {
    let bit = 1 << message;
    let mut after = GuardItem { seen: guard.seen | bit, pays: guard.pays | if pays { bit } else { 0 }, ..*guard };
    while after.seen.count_ones() > scene.keeps {
        let Some(earliest) = bits(after.seen).min_by_key(|other| scene.report(*other).moment) else { break };
        after.seen &= !(1 << earliest);
        after.pays &= after.seen;
        after.used &= after.seen;
        let dropped = scene.report(earliest);
        match dropped.meets_its_balance() {
            true => after.forgot_balanced = after.forgot_balanced.max(Some(dropped.moment)),
            false => after.forgot = after.forgot.max(Some(dropped.moment)),
        }
    }
    after
}

/// The deposit that a balance item holds against a report, unless it is its `own`: outer `None` when the report's item
/// may be put.
pub fn balance_taken(
    scene: &Scene,
    protocol: Protocol,
    table: &Table,
    message: u8,
    pays: bool,
    own: Option<u8>,
) -> Option<Option<u8>> {
    let item = table.balances[scene.balance_of(message)?]?;
    let moment = scene.report(message).moment;
    let in_span = item.moment.abs_diff(moment) <= SPAN;
    let later = moment > item.moment.saturating_add(SPAN);
    let free = if protocol.has(Switch::BalanceOnlyLater) { later } else { !in_span };
    let taken = !pays || item.pays && !free;
    (taken && protocol.has(Switch::BalanceItem) && (own.is_none() || item.deposit != own)).then_some(item.deposit)
}
