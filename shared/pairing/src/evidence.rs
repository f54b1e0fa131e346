//! What is decided of a new deposit before it is written, as pure code: how far its sender is believed, and why it is
//! held.

use domain::deposit::is_stale;
use domain::occurrence::{Kind, Occurrence};
use domain::time::{DAY_MS, HOUR_MS};
use domain::{DepositId, HoldReason, HoldReasons, MissingSender, SenderVerdict, Timestamp, Via, sender};
use store::waiting::Active;

use crate::{Evidence, Incoming};

/// The same, with the sender judged as the workspace stands now. What a person tells needs no judge.
pub(crate) fn judged(incoming: &Incoming, active: &Active) -> Incoming {
    let mut incoming = incoming.clone();
    incoming.details.verdict = match (incoming.evidence, incoming.details.bank_code.bank()) {
        (Evidence::Person, _) => SenderVerdict::ByPerson,
        (Evidence::Text { is_marked, .. }, Some(bank)) => {
            sender::judge(&incoming.details.sender, bank, is_marked, &active.senders)
        }
        (Evidence::Text { .. }, None) => SenderVerdict::Missing,
    };
    incoming
}

/// Why its sender may not pay by itself.
fn sender_hold(incoming: &Incoming, active: &Active) -> Option<HoldReason> {
    let missing = match incoming.evidence {
        Evidence::Text { missing, .. } => missing,
        Evidence::Person => MissingSender::Held,
    };
    let details = &incoming.details;
    sender::hold(details.verdict, details.via, details.sender.ambiguous, missing, active.settings.senders)
}

/// Why it is held whatever else was told: by its sender, its time, and what it says itself.
pub(crate) fn own_holds(incoming: &Incoming, active: &Active, now: Timestamp) -> HoldReasons {
    let details = &incoming.details;
    let by_time = [
        (HoldReason::TimeUnlikely, details.deposited_at > now.plus_ms(DAY_MS)),
        (HoldReason::OutsideMatchWindow, is_stale(details.deposited_at, active.settings.match_window_days, now)),
    ];
    let by_time = by_time.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason);
    let is_locked = active.settings.locks(incoming.account_added, now);
    let by_account = is_locked.then_some(HoldReason::AccountNew);
    let by_format = incoming.is_unproved.then_some(HoldReason::FormatUnproved);
    let by_text = incoming.may_be_cut.then_some(HoldReason::AmountCut);
    let by_sender = sender_hold(incoming, active);
    let reasons = by_time.chain(by_account).chain(by_format).chain(by_text).chain(by_sender).collect::<HoldReasons>();
    reasons.and(details.holds(active.settings.auto_match_limit))
}

/// What the guard remembers of it.
pub(crate) fn occurrence(
    incoming: &Incoming,
    deposit: Option<DepositId>,
    active: &Active,
    now: Timestamp,
) -> Occurrence {
    let details = &incoming.details;
    let is_late = now.ms() - details.deposited_at.ms() > HOUR_MS;
    Occurrence {
        kind: Kind::Deposit,
        fingerprint: incoming.identity.fingerprint,
        words: incoming.identity.words,
        receipt: incoming.receipt,
        deposited_at: details.deposited_at,
        heard_at: is_late.then_some(now),
        has_time: incoming.identity.has_time,
        is_stamped: incoming.identity.is_stamped,
        balance: details.balance,
        balance_may_be_cut: incoming.identity.balance_may_be_cut,
        printed: details.printed().clone(),
        deposit,
        via: details.via,
        is_payable: details.is_readable()
            && !incoming.is_unproved
            && !incoming.may_be_cut
            && sender_hold(incoming, active).is_none(),
        is_typed: details.via == Via::Api,
    }
}
