//! The rules of `domain`, over the model's small words. `tests/suite/rules.rs` holds them against the real ones, case
//! by case.

use crate::table::{Amount, Deadline, DepositState, Entry, Name, ORDERS, Order, OrderState, Policy};

/// The last tick: every deadline and its grace have passed.
pub const LAST_TICK: u8 = 2;

/// What one message tells of a deposit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Details {
    pub amount: Amount,
    pub name: Name,
    /// The tick at which the money came: 0 is in time for every deadline.
    pub at: u8,
}

/// The waiting orders of one amount as a look saw them: name and entry of each order that waits.
pub type Seen = [Option<(Name, Entry)>; ORDERS];

/// `domain::order::is_overdue`.
pub fn is_overdue(deadline: Deadline, clock: u8) -> bool {
    deadline == Deadline::Noon && clock >= LAST_TICK
}

/// Whether a deposit made at this tick pays an order of this deadline: `choice::obstacle`, and `clause::ORDER_IN_TIME`.
pub fn in_time(at: u8, deadline: Deadline) -> bool {
    deadline == Deadline::None || at == 0
}

/// Whether a bank cuts the order's name to the printed one, in one of its readings.
pub fn cuts(printed: Name, order: Name) -> bool {
    matches!(printed, Name::X | Name::Bx) && matches!(order, Name::Xa | Name::Xb)
}

/// Whether the printed name is the order's, in one of its readings.
pub fn is_same(printed: Name, order: Name) -> bool {
    printed == order || (printed == Name::Bx && order == Name::X)
}

/// Whether the printed name is the order's with digits behind it: it pays by them only where they are a code of the
/// order.
pub fn has_digits_behind(printed: Name, order: Name) -> bool {
    printed == Name::Yd && order == Name::Y
}

/// `domain::choice::may_pay`: the orders that a deposit's choice reads, by their names.
pub fn may_pay(printed: Name, order: Name) -> bool {
    is_same(printed, order)
        || cuts(printed, order)
        || has_digits_behind(printed, order)
        || has_digits_behind(order, printed)
}

/// The key under which a deposit waits: `bank_sms::related::waiting_key`.
pub fn waiting_key(printed: Name) -> Name {
    match printed {
        Name::Bx => Name::X,
        Name::Yd => Name::Y,
        Name::X | Name::Xa | Name::Xb | Name::Y => printed,
    }
}

/// Whether the spans of an order's key hold a deposit's waiting key: `bank_sms::related::payer_keys`. `stripped`: with
/// what is left of the key behind a bank's name.
pub fn is_found(waiting_key: Name, order: Name, stripped: bool) -> bool {
    let is_beginning = waiting_key == order || cuts(waiting_key, order) || has_digits_behind(order, waiting_key);
    is_beginning || (stripped && order == Name::Bx && waiting_key == Name::X)
}

/// `domain::choose`: the order that a deposit pays, if it is one. An order's age is its place.
pub fn choose(told: &Details, orders: &Seen, policy: Policy, clock: u8) -> Option<u8> {
    let fitting = |agrees: &dyn Fn(Name, Entry) -> bool| fitting(told, orders, clock, agrees);
    let same = fitting(&|name, _| is_same(told.name, name));
    let coded = fitting(&|name, entry| has_digits_behind(told.name, name) && entry.has_code);
    if let [(order, _), rest @ ..] = coded.as_slice() {
        return (rest.is_empty() && same.is_empty()).then_some(*order);
    }
    let found = if same.is_empty() { fitting(&|name, _| cuts(told.name, name)) } else { same };
    match (found.as_slice(), policy) {
        ([(order, _)], _) => Some(*order),
        ([(first, name), rest @ ..], Policy::Oldest) if rest.iter().all(|(_, other)| other == name) => Some(*first),
        (_, Policy::Hold | Policy::Oldest | Policy::AsMany) => None,
    }
}

/// The orders that a deposit may pay and whose names agree so.
fn fitting(told: &Details, orders: &Seen, clock: u8, agrees: &dyn Fn(Name, Entry) -> bool) -> Vec<(u8, Name)> {
    let is_payable = |deadline| in_time(told.at, deadline) && !is_overdue(deadline, clock);
    (0u8..)
        .zip(orders)
        .filter_map(|(order, seen)| seen.map(|(name, entry)| (order, name, entry)))
        .filter(|(_, name, entry)| agrees(*name, *entry) && is_payable(entry.deadline))
        .map(|(order, name, _)| (order, name))
        .collect()
}

/// The orders of one name that a deposit pays by just that name.
fn equals(told: &Details, orders: &Seen, clock: u8) -> Option<Vec<(u8, Name)>> {
    let coded = fitting(told, orders, clock, &|name, entry| has_digits_behind(told.name, name) && entry.has_code);
    let found = fitting(told, orders, clock, &|name, _| is_same(told.name, name));
    let (_, first) = found.first().filter(|_| coded.is_empty())?;
    found.iter().all(|(_, name)| name == first).then_some(found)
}

/// Whether a choice under AS_MANY reads what else waits.
pub fn is_tie(told: &Details, orders: &Seen, clock: u8) -> bool {
    equals(told, orders, clock).is_some_and(|found| found.len() > 1)
}

/// `domain::choose_among`: the same beside the deposits that wait at the amount. A deposit's age is its place, if both
/// came in time or both did not.
pub fn choose_among(
    own: (u8, Details),
    waiting: &[(u8, Details)],
    orders: &Seen,
    policy: Policy,
    clock: u8,
) -> Option<u8> {
    let alone = choose(&own.1, orders, policy, clock);
    if alone.is_some() || policy != Policy::AsMany {
        return alone;
    }
    let found = equals(&own.1, orders, clock)?;
    let claims = |told: &Details| found.iter().any(|(_, name)| is_same(told.name, *name));
    let mut mates: Vec<_> = waiting.iter().filter(|(_, told)| claims(told)).collect();
    let lookup = |name| if name == Name::Yd { Name::Y } else { name };
    let is_mate = |told: &Details| {
        lookup(told.name) == lookup(own.1.name) && equals(told, orders, clock).as_ref() == Some(&found)
    };
    if mates.len() != found.len() || !mates.iter().all(|(_, told)| is_mate(told)) {
        return None;
    }
    mates.sort_by_key(|(deposit, told)| (told.at, *deposit));
    let place = mates.iter().position(|(deposit, _)| *deposit == own.0)?;
    found.get(place).map(|(order, _)| *order)
}

/// `domain::Looks::beside`: the readings of a printed name, as names of orders.
pub fn readings(printed: Name) -> Vec<Name> {
    Name::ALL.into_iter().filter(|order| is_same(printed, *order)).collect()
}

/// What a PATCH asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Change {
    Amount(Amount),
    Name(Name),
    Deadline(Deadline),
    /// The phone by which the order has its code.
    Code(bool),
    Cancel,
    /// PENDING again, without a deadline.
    Reopen,
}

/// `domain::Order::amend`: the order after the PATCH; `None` when it is refused or changes nothing.
pub fn amend(order: &Order, change: Change, clock: u8) -> Option<Order> {
    let overdue = order.state == OrderState::Pending && is_overdue(order.deadline, clock);
    let from = if overdue { OrderState::Expired } else { order.state };
    if matches!(from, OrderState::Matched { .. }) {
        // Of what a payment does not rest on.
        let Change::Code(has_code) = change else { return None };
        return (has_code != order.has_code).then_some(Order { has_code, ..*order });
    }
    let after = match change {
        // It stays above what was received.
        Change::Amount(Amount::B) if order.part.is_some() => return None,
        Change::Amount(amount) => Order { amount, ..*order },
        Change::Name(name) => Order { name, ..*order },
        Change::Code(has_code) => Order { has_code, ..*order },
        Change::Deadline(deadline) => {
            let passed = deadline == Deadline::Noon && clock > 0;
            let reopens = from == OrderState::Expired || (from == OrderState::Cancelled && deadline != Deadline::None);
            if deadline != order.deadline && (passed || reopens) {
                return None;
            }
            Order { deadline, ..*order }
        }
        Change::Cancel => {
            return (from != OrderState::Cancelled).then_some(Order {
                state: OrderState::Cancelled,
                part: None,
                ..*order
            });
        }
        Change::Reopen => Order { state: OrderState::Pending, deadline: Deadline::None, ..*order },
    };
    let state = if change == Change::Reopen { OrderState::Pending } else { from };
    let after = Order { state, ..after };
    (after != Order { state: from, ..*order }).then_some(after)
}

/// `domain::Order::expire`.
pub fn expire(order: &Order, clock: u8) -> Option<Order> {
    let due = order.state == OrderState::Pending && is_overdue(order.deadline, clock);
    due.then_some(Order { state: OrderState::Expired, ..*order })
}

/// `domain::Order::pay`, by hand.
pub fn pay(order: &Order, deposit: u8) -> Option<Order> {
    match order.state {
        OrderState::Pending | OrderState::Expired => Some(Order { state: OrderState::Matched { deposit }, ..*order }),
        OrderState::Matched { .. } | OrderState::Cancelled => None,
    }
}

/// The part of an order that a person keeps open: `domain::matching::match_orders`.
pub fn keep_open(order: &Order, deposit: u8, amount: Amount) -> Option<Order> {
    let waits = matches!(order.state, OrderState::Pending | OrderState::Expired);
    let is_half = order.part.is_none() && order.amount == Amount::A && amount == Amount::B;
    (waits && is_half).then_some(Order { part: Some(deposit), ..*order })
}

/// `domain::Order::unpay`: PENDING again once it was matched, and a deadline that has passed is taken off. What another
/// deposit paid of it stays.
pub fn unpay(order: &Order, deposit: u8, clock: u8) -> Order {
    let OrderState::Matched { deposit: paid_by } = order.state else {
        return Order { part: order.part.filter(|part| *part != deposit), ..*order };
    };
    let deadline = if clock == 0 { order.deadline } else { Deadline::None };
    let part = if order.part == Some(deposit) { Some(paid_by) } else { order.part };
    Order { state: OrderState::Pending, deadline, part, ..*order }
}

/// `domain::Deposit::pay`: whether a person may match it.
pub fn can_pay(state: DepositState) -> bool {
    matches!(state, DepositState::Waiting | DepositState::Held)
}
