//! `store::pair::order_paid`: the order's half of every pair that `auto` makes.

use crate::model::Pairing;
use crate::rules;
use crate::state::State;
use crate::switch::Switch;
use crate::table::{Amount, Entry, Name, Order, OrderState};

/// An order as its waiting entry told it, and when the money came that is to pay it.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub order: u8,
    pub amount: Amount,
    pub entry: (Name, Entry),
    /// The name as it was printed.
    pub printed: Name,
    pub at: u8,
}

impl Told {
    /// It is paid by the code behind its name.
    fn is_by_code(&self) -> bool {
        rules::has_digits_behind(self.printed, self.entry.0)
    }
}

impl Pairing {
    /// The conditions on the order and on its waiting entry.
    pub(super) fn order_paid_is_refused(&self, state: &State, told: Told) -> bool {
        let Some(stands) = state.table.order(told.order) else { return true };
        let entry = state.table.order_entries[usize::from(told.order)].at(told.amount, told.entry.0);
        (stands.state != OrderState::Pending && self.has(Switch::OrderIsPending))
            || self.amount_is_refused(&stands, told)
            || (stands.name != told.entry.0 && self.has(Switch::OrderName))
            || (!rules::in_time(told.at, stands.deadline) && self.has(Switch::OrderInTime))
            || (entry.is_none() && self.has(Switch::OrderEntryStands))
            || (told.is_by_code() && entry.is_none_or(|entry| !entry.has_code) && self.has(Switch::OrderCode))
    }

    /// Under two clauses of the whole, or under one of what is open; never one with OR.
    fn amount_is_refused(&self, stands: &Order, told: Told) -> bool {
        match told.entry.1.in_parts {
            true => (stands.part.is_none() || stands.open() != told.amount) && self.has(Switch::OrderOpen),
            false => {
                (stands.amount != told.amount && self.has(Switch::OrderAmount))
                    || (stands.part.is_some() && self.has(Switch::OrderWhole))
            }
        }
    }

    /// The order is updated, its waiting entry deleted.
    pub(super) fn order_paid(&self, state: &mut State, told: Told, deposit: u8) {
        let place = usize::from(told.order);
        if let Some(order) = &mut state.table.orders[place] {
            state.table.broken.paid_unpending |= order.state != OrderState::Pending;
            state.table.broken.paid_uncoded |= told.is_by_code() && !order.has_code;
            order.state = OrderState::Matched { deposit };
        }
        state.table.order_entries[place].delete(told.amount, told.entry.0);
        state.order_written(told.order);
    }
}
