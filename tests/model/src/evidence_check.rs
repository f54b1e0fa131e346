//! What must hold of reports, senders, twins and reversals. Some of it is told by the hidden transfer, which no rule of
//! the protocol sees.

use crate::check::Holds;
use crate::evidence::{self, likeness, may_pay, related, takes_back};
use crate::model::Pairing;
use crate::scene::{Call, Scene};
use crate::state::State;
use crate::table::{By, Deposit, DepositState, Hold, Kind, bits};

/// Every property, by name.
pub const PROPERTIES: [(&str, Holds); 10] = [
    ("I11 `auto` matches only what a true report told whose sender may pay", allowed),
    ("I12 two deposits that equal balances call one transfer are never both matched by `auto`", one_transfer),
    ("I13 a dismissed or reversed deposit has no entry and no order", put_aside),
    ("I15 a balance item names a deposit of its balance", of_its_balance),
    ("I16 the reasons for a hold are what happened", explained),
    ("once: no transfer pays twice by `auto`, where the rules can see it", paid_once),
    ("free: no true deposit is held for a fake, or for one of another balance", held_rightly),
    ("kept: no true report ends behind a sender that may not pay, and no transfer is dismissed whole", kept),
    ("back: `auto` matches nothing that the bank took back", taken_back),
    ("approved: at rest no deposit is held for a sender that is approved", freed),
];

/// The deposits that stand, with their places.
fn deposits(state: &State) -> impl Iterator<Item = (u8, &Deposit)> {
    (0u8..).zip(&state.table.deposits).filter_map(|(place, deposit)| Some((place, deposit.as_ref()?)))
}

fn is_by_auto(deposit: &Deposit) -> bool {
    matches!(deposit.state, DepositState::Matched { by: By::Auto, .. })
}

fn transfer(scene: &Scene, deposit: &Deposit) -> Option<u8> {
    scene.report(deposit.words).transfer
}

/// Whether two deposits are of one transfer, and two of their reports share a balance or have related names.
fn is_same(scene: &Scene, one: &Deposit, other: &Deposit) -> bool {
    let share = |own: u8, other: u8| {
        let (own, other) = (scene.report(own), scene.report(other));
        let balance = own.balance.is_some() && own.balance == other.balance;
        own.transfer == other.transfer && (balance || related(own.details.name, other.details.name))
    };
    let transfer = transfer(scene, one);
    let same = transfer.is_some() && transfer == self::transfer(scene, other);
    same && bits(one.reports).any(|own| bits(other.reports).any(|other| share(own, other)))
}

/// Whether another deposit of the same transfer has paid an order.
pub(crate) fn is_paid_already(scene: &Scene, state: &State, deposit: u8) -> bool {
    let Some(own) = state.table.deposit(deposit) else { return false };
    deposits(state).any(|(place, other)| {
        let matched = matches!(other.state, DepositState::Matched { .. });
        place != deposit && matched && is_same(scene, &own, other)
    })
}

/// Whether a person who knows the transfers would take away the reasons that the page shows.
pub(crate) fn is_released_rightly(scene: &Scene, state: &State, deposit: u8) -> bool {
    let Some(own) = state.table.deposit(deposit) else { return false };
    let of = transfer(scene, &own);
    let twins = if own.holds.has(Hold::Duplicate) { own.twins } else { 0 };
    let shown = if own.holds.has(Hold::Forgotten) { u8::MAX } else { twins } & !(1 << deposit);
    let told_again = state
        .table
        .live(shown)
        .any(|twin| of.is_some() && state.table.deposit(twin).is_some_and(|twin| transfer(scene, &twin) == of));
    let invented = of.is_none() && own.holds.has(Hold::Sender);
    !told_again && !invented && !is_taken_back(scene, state, &own)
}

/// Whether a person who knows the transfers would dismiss this one as a duplicate of a linked one.
pub(crate) fn is_duplicate(scene: &Scene, state: &State, deposit: u8) -> bool {
    let Some(own) = state.table.deposit(deposit) else { return false };
    let of = transfer(scene, &own);
    state.table.live(own.rivals()).filter_map(|twin| state.table.deposit(twin)).any(|twin| {
        let other = transfer(scene, &twin);
        other.is_some() && (of.is_none() || of == other)
    })
}

/// Whether a reversal of this deposit's transfer has come from a bank.
fn is_taken_back(scene: &Scene, state: &State, deposit: &Deposit) -> bool {
    reversals_seen(scene, state).any(|reversal| {
        let report = scene.report(reversal);
        report.transfer.is_some() && report.transfer == transfer(scene, deposit)
    })
}

/// The reversals of senders that may pay that were written.
fn reversals_seen(scene: &Scene, state: &State) -> impl Iterator<Item = u8> {
    bits(state.table.reversals).filter(|message| may_pay(scene.report(*message).sender, false))
}

fn allowed(model: &Pairing, state: &State) -> bool {
    deposits(state)
        .filter(|(_, deposit)| is_by_auto(deposit))
        .all(|(_, deposit)| deposit.pays && deposit.holds.is_empty() && transfer(&model.scene, deposit).is_some())
}

fn one_transfer(model: &Pairing, state: &State) -> bool {
    let scene = &model.scene;
    let equal = |own: u8, other: u8| {
        let (own, other) = (scene.report(own), scene.report(other));
        let balance =
            own.balance.is_some() && own.balance == other.balance && own.details.amount == other.details.amount;
        balance && own.moment.abs_diff(other.moment) <= evidence::SPAN
    };
    pairs_by_auto(state)
        .all(|(one, other)| !bits(one.reports).any(|own| bits(other.reports).any(|other| equal(own, other))))
}

fn pairs_by_auto(state: &State) -> impl Iterator<Item = (&Deposit, &Deposit)> {
    let by_auto = || deposits(state).filter(|(_, deposit)| is_by_auto(deposit));
    by_auto().flat_map(move |(place, one)| {
        by_auto().filter(move |(other, _)| *other > place).map(move |(_, other)| (one, other))
    })
}

fn put_aside(_: &Pairing, state: &State) -> bool {
    deposits(state).all(|(place, deposit)| {
        let reversed = deposit.state == DepositState::Held && deposit.holds.has(Hold::Reversed);
        let aside = reversed || deposit.state == DepositState::Dismissed;
        let entry = state.table.deposit_entries & (1 << place) != 0;
        !aside || !entry && (0u8..).zip(&state.table.orders).all(|(order, _)| !state.table.pays(place, order))
    })
}

fn of_its_balance(model: &Pairing, state: &State) -> bool {
    state.table.balances.iter().enumerate().filter_map(|(place, item)| Some((place, (*item)?))).all(|(place, item)| {
        let Some(deposit) = item.deposit else { return true };
        let reports = state.table.deposit(deposit).map_or(0, |deposit| deposit.reports);
        bits(reports).any(|report| model.scene.balance_of(report) == Some(place))
    })
}

fn explained(model: &Pairing, state: &State) -> bool {
    let scene = &model.scene;
    deposits(state).all(|(place, deposit)| {
        let guard = state.table.guards[scene.guard_of(deposit.message)];
        let has = |hold: Hold| deposit.holds.has(hold);
        let by_hand = matches!(deposit.state, DepositState::Matched { by: By::Hand, .. });
        let aside = by_hand || deposit.state == DepositState::Dismissed;
        let linked =
            bits(deposit.twins).all(|twin| state.table.deposit(twin).is_some_and(|twin| twin.twins & 1 << place != 0));
        let held = deposit.state == DepositState::Held;
        (aside || held != deposit.holds.is_empty())
            && linked
            && (!has(Hold::Duplicate) || deposit.twins != 0)
            && (!has(Hold::Forgotten) || guard.has_forgotten(scene.report(deposit.message)))
            && (!has(Hold::Sender) || by_hand || aside || !deposit.pays)
            && (has(Hold::Sender) || deposit.pays || aside)
    })
}

fn paid_once(model: &Pairing, state: &State) -> bool {
    !state.table.broken.paid_again && pairs_by_auto(state).all(|(one, other)| !is_same(&model.scene, one, other))
}

/// A deposit of a bank with a known balance is a duplicate only beside a report that may pay, and that tells no other
/// balance.
fn held_rightly(model: &Pairing, state: &State) -> bool {
    let scene = &model.scene;
    let like = |own: u8, deposit: &Deposit| {
        let own = scene.report(own);
        bits(deposit.reports).map(|other| scene.report(other)).any(|other| {
            let balance = own.balance.is_some() && own.balance == other.balance;
            let vouched = deposit.pays || deposit.holds.has(Hold::Unmatched);
            vouched && (balance || likeness(own, other).is_some())
        })
    };
    deposits(state).all(|(place, deposit)| {
        let report = scene.report(deposit.words);
        let sure = may_pay(report.sender, false) && report.balance.is_some() && report.transfer.is_some();
        let held = deposit.state == DepositState::Held && deposit.holds.has(Hold::Duplicate);
        let others = || deposits(state).filter(|(other, _)| *other != place);
        !sure || !held || others().any(|(_, other)| bits(deposit.reports).any(|own| like(own, other)))
    })
}

fn kept(model: &Pairing, state: &State) -> bool {
    let scene = &model.scene;
    let behind = |(_, deposit): (u8, &Deposit)| {
        let better = |report: u8| {
            let report = scene.report(report);
            may_pay(report.sender, state.table.approved) && report.transfer.is_some()
        };
        deposit.is_open() && !deposit.pays && bits(deposit.reports).any(better)
    };
    let refunds = scene.calls.iter().any(|call| matches!(call, Call::DismissRefunded(_)));
    let lost = |(_, deposit): (u8, &Deposit)| {
        let of = transfer(scene, deposit);
        let stands =
            |(_, other): (u8, &Deposit)| other.state != DepositState::Dismissed && transfer(scene, other) == of;
        of.is_some() && deposit.state == DepositState::Dismissed && !deposits(state).any(stands)
    };
    (!state.is_at_rest() || !deposits(state).any(behind)) && (refunds || !deposits(state).any(lost))
}

/// A reversal that fits reports of two transfers is a person's to read.
fn taken_back(model: &Pairing, state: &State) -> bool {
    let scene = &model.scene;
    reversals_seen(scene, state).all(|reversal| {
        let report = scene.report(reversal);
        let fits = |message: &&crate::scene::Message| {
            message.kind == Kind::Deposit
                && message.details.amount == report.details.amount
                && takes_back(report, message)
        };
        let clear = scene.messages.iter().filter(fits).all(|message| message.transfer == report.transfer);
        let by_hand =
            deposits(state).any(|(_, deposit)| matches!(deposit.state, DepositState::Matched { by: By::Hand, .. }));
        let back = |deposit: &Deposit| transfer(scene, deposit) == report.transfer && is_by_auto(deposit);
        !clear || by_hand || report.transfer.is_none() || !deposits(state).any(|(_, deposit)| back(deposit))
    })
}

fn freed(model: &Pairing, state: &State) -> bool {
    let held = |deposit: &Deposit| deposit.state == DepositState::Held && deposit.holds.has(Hold::Sender);
    let approved = |deposit: &Deposit| may_pay(model.scene.report(deposit.words).sender, state.table.approved);
    !state.is_at_rest() || deposits(state).all(|(_, deposit)| !held(deposit) || !approved(deposit))
}
