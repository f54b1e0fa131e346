//! What must hold in every state, and what must hold at rest. The names are those of the auditor's invariants.

use crate::model::Pairing;
use crate::rules::{self, Seen};
use crate::state::State;
use crate::table::{Amount, By, Deposit, DepositState, Entries, Hold, Kind, OrderState};

pub type Holds = fn(&Pairing, &State) -> bool;

/// Every property, by name.
pub const PROPERTIES: [(&str, Holds); 7] = [
    ("I1 a message has at most one deposit, as long as its guard remembers it", one_deposit),
    ("I2 an order and its deposit name one another, and what `auto` matched fits", mutual),
    ("I3 who waits has its one entry, and nobody else has any", entries),
    ("I4 at rest a message that came has its deposit", none_lost),
    ("I5 at rest no waiting deposit has its one order", none_missed),
    ("I8 no change is overwritten, and every history is a legal path", legal),
    ("I9 a held deposit is never matched by `auto`", never_held),
];

fn one_deposit(model: &Pairing, state: &State) -> bool {
    // Of a message that told its balance the item remembers, and holds the second deposit until a person says
    // otherwise.
    let by_item = |deposit: &Deposit| {
        let guard = state.table.guards[model.scene.guard_of(deposit.message)];
        let moment = model.scene.report(deposit.message).moment;
        let is_dropped = guard.forgot_balanced.is_some_and(|forgot| moment <= forgot);
        is_dropped && (deposit.holds.has(Hold::Duplicate) || deposit.apart != 0)
    };
    let known = |deposit: &&Deposit| !deposit.holds.has(Hold::Forgotten) && !by_item(deposit);
    let deposits = || state.table.deposits.iter().flatten().filter(known).map(|deposit| deposit.reports);
    deposits().enumerate().all(|(nth, reports)| deposits().skip(nth + 1).all(|other| other & reports == 0))
}

fn mutual(model: &Pairing, state: &State) -> bool {
    let table = &state.table;
    let pays = |deposit: u8, place: u8| table.deposit(deposit).is_some_and(|deposit| deposit.pays_for(place));
    let paid =
        (0u8..).zip(&table.orders).filter_map(|(place, order)| Some((place, (*order)?))).all(|(place, order)| {
            let in_parts = order.part.is_none_or(|part| pays(part, place) && order.state != OrderState::Cancelled);
            in_parts
                && match order.state {
                    OrderState::Matched { deposit } => pays(deposit, place),
                    OrderState::Pending | OrderState::Cancelled | OrderState::Expired => true,
                }
        });
    // Of a part, what it fitted may have been amended since.
    let fits_part = |message: u8| model.scene.told(message).amount == Amount::B;
    let fits = |message: u8, order: u8| {
        let told = model.scene.told(message);
        table.order(order).is_some_and(|order| {
            let coded = rules::has_digits_behind(told.name, order.name);
            let named = rules::is_same(told.name, order.name) || rules::cuts(told.name, order.name) || coded;
            named && order.open() == told.amount && rules::in_time(told.at, order.deadline)
        })
    };
    !table.broken.paid_uncoded
        && paid
        && (0u8..).zip(&table.deposits).all(|(place, deposit)| match deposit.map(|deposit| (deposit.state, deposit)) {
            Some((DepositState::Matched { order, by }, deposit)) => {
                let also = deposit.also.is_none_or(|also| table.pays(place, also));
                let is_part = table.order(order).is_some_and(|order| order.part == Some(place));
                let fits = if is_part { fits_part(deposit.words) } else { fits(deposit.words, order) };
                table.pays(place, order) && also && (by == By::Hand || fits)
            }
            Some((DepositState::Waiting | DepositState::Held | DepositState::Dismissed, _)) | None => true,
        })
}

fn entries(_: &Pairing, state: &State) -> bool {
    let table = &state.table;
    let orders =
        table.orders.iter().zip(&table.order_entries).all(|(order, entries)| Entries::of(order.as_ref()) == *entries);
    orders
        && (0u8..).zip(&table.deposits).all(|(place, deposit)| {
            let waits = deposit.is_some_and(|deposit| deposit.state == DepositState::Waiting);
            waits == (table.deposit_entries & (1 << place) != 0)
        })
}

fn none_lost(model: &Pairing, state: &State) -> bool {
    let ended = |message: u8| match model.scene.report(message).kind {
        Kind::Deposit => state.table.deposit_of(message).is_some(),
        Kind::Reversal => state.table.reversals & 1 << message != 0,
    };
    let mut messages = (0u8..).zip(&model.scene.messages).map(|(message, _)| message);
    !state.is_at_rest() || messages.all(|message| !state.came(&model.scene, message) || ended(message))
}

fn none_missed(model: &Pairing, state: &State) -> bool {
    if !state.is_at_rest() {
        return true;
    }
    let table = &state.table;
    let waits = (0u8..).zip(&table.deposits).filter_map(|(place, deposit)| Some((place, deposit.as_ref()?)));
    let waits = waits.filter(|(_, deposit)| deposit.state == DepositState::Waiting);
    let waits: Vec<_> = waits.map(|(place, deposit)| (place, model.scene.told(deposit.words))).collect();
    waits.iter().all(|(place, told)| {
        let beside: Vec<_> = waits.iter().copied().filter(|(_, other)| other.amount == told.amount).collect();
        let waiting: Seen = table.orders.map(|order| {
            let order = order.filter(|order| order.state == OrderState::Pending && order.open() == told.amount)?;
            Some((order.name, order.entry()))
        });
        rules::choose_among((*place, *told), &beside, &waiting, table.policy, state.clock).is_none()
    })
}

fn legal(_: &Pairing, state: &State) -> bool {
    let broken = &state.table.broken;
    !broken.overwrote && !broken.paid_unpending && !broken.expired_early
}

fn never_held(_: &Pairing, state: &State) -> bool {
    !state.table.broken.matched_held
}
