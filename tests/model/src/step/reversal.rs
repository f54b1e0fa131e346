//! A reversal: an occurrence of the guard, and what it takes back, in one transaction.

use crate::evidence;
use crate::model::Pairing;
use crate::rules;
use crate::state::{Guard, Looks, OrderPut, Phase, State, Task};
use crate::step::Next;
use crate::step::order::put_order;
use crate::switch::Switch;
use crate::table::{BalanceItem, By, DepositState, Hold, Kind, bits};

impl Pairing {
    pub(super) fn reverse(&self, state: &mut State, task: Task, guard: Guard) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        if !guard.unmoved {
            return Next::To(Phase::RereadGuard);
        }
        let pays = self.pays(&guard, message);
        let repeated = self.is_repeated(state, &guard, message);
        let found = self.taken_back(state, &guard, message);
        let place = self.scene.guard_of(message);
        state.table.reversals |= 1 << message;
        if self.has(Switch::ReversalInGuard) {
            let mut item = evidence::remember(&self.scene, &guard.item, message, pays);
            item.used |= if found != 0 || repeated { item.seen & 1 << message } else { 0 };
            state.table.guards[place] = item;
            state.guard_written(&self.scene, place);
        }
        if let Some(place) = self.scene.balance_of(message).filter(|_| !repeated) {
            let moment = self.scene.report(message).moment;
            state.table.balances[place] = Some(BalanceItem { deposit: None, moment, pays });
        }
        if repeated || !pays {
            return Next::End;
        }
        let waited = state.table.deposit_entries;
        let before = state.clone();
        let order = self.take_back(state, found);
        let beside = self.beside(&before, waited & !state.table.deposit_entries);
        let looks = order.map(|order| (look_of(state, order), Switch::LookAfterReversal));
        self.settle_with(looks.as_slice(), &beside)
    }

    /// `receive::again`, and `reversal::told_before`: looks again, since the first try may have died before its look.
    pub(super) fn look_again(&self, state: &mut State, message: u8) -> Next {
        let deposits = state.table.deposits.iter().flatten();
        if self.scene.report(message).kind == Kind::Deposit {
            let look = state.table.deposit_of(message).map_or(Looks::NONE, Looks::deposit);
            return self.settle(&[(look, Switch::LookOnRedelivery)]);
        }
        let gave_back = deposits.filter_map(|deposit| deposit.gave_back);
        let looks: Vec<_> = gave_back.map(|order| (look_of(state, order), Switch::LookOnRedelivery)).collect();
        self.settle(&looks)
    }

    /// Another reversal may tell of the same, or the guard may have forgotten this one.
    fn is_repeated(&self, state: &State, guard: &Guard, message: u8) -> bool {
        let new = self.scene.report(message);
        let alike = |old: u8| {
            let old = self.scene.report(old);
            old.kind == Kind::Reversal && evidence::likeness(old, new).is_some()
        };
        let pays = self.pays(guard, message);
        let forgotten = guard.item.has_forgotten(new);
        (forgotten && self.has(Switch::ForgottenIsHeld))
            || bits(guard.item.seen & guard.item.pays).any(alike)
            || self.balance_taken(&state.table, message, pays, None).is_some()
    }

    /// The deposits that a reversal may be of.
    fn taken_back(&self, state: &State, guard: &Guard, message: u8) -> u8 {
        let reversal = self.scene.report(message);
        let fits = |old: &u8| {
            let report = self.scene.report(*old);
            report.kind == Kind::Deposit && evidence::takes_back(reversal, report)
        };
        let deposits = bits(guard.item.seen & guard.item.pays).filter(fits);
        let deposits = deposits.filter_map(|old| state.table.deposit_of(old));
        let stands =
            |deposit: &u8| state.table.deposit(*deposit).is_some_and(|deposit| !deposit.holds.has(Hold::Reversed));
        deposits.filter(stands).fold(0, |set, deposit| set | 1 << deposit)
    }

    /// Takes back one deposit, with its twins. Several that are no twins, or one that a person matched: a person must
    /// look, and nothing changes. The order that waits again.
    fn take_back(&self, state: &mut State, found: u8) -> Option<u8> {
        let first = bits(found).next().and_then(|first| state.table.deposit(first))?;
        let one = bits(found).skip(1).all(|other| first.rivals() & 1 << other != 0);
        if !one || matched(state, found, By::Hand).is_some() {
            return None;
        }
        let paid = matched(state, found, By::Auto);
        if let Some((deposit, order)) = paid {
            let before = state.table.order(order)?;
            let after = rules::unpay(&before, deposit, state.clock);
            put_order(state, &OrderPut { order, before, after, unmoved: true, own: false });
            if let Some(stands) = &mut state.table.deposits[usize::from(deposit)] {
                (stands.state, stands.gave_back) = (DepositState::Held, Some(order));
            }
            self.hold(state, deposit, Hold::Reversed);
        }
        let twins = bits(found).fold(0, |set, deposit| set | state.table.deposit(deposit).map_or(0, |d| d.rivals()));
        let twins = if paid.is_some() || self.has(Switch::ReversalHoldsOpen) { found | twins } else { 0 };
        for open in bits(twins).filter(|_| paid.is_none() || self.has(Switch::ReversalHoldsTwins)) {
            let unpaid = |state| matches!(state, DepositState::Waiting | DepositState::Held | DepositState::Dismissed);
            if state.table.deposit(open).is_some_and(|deposit| unpaid(deposit.state)) {
                self.hold(state, open, Hold::Reversed);
            }
        }
        paid.map(|(_, order)| order)
    }
}

/// Under the key of an order, if it waits.
fn look_of(state: &State, order: u8) -> Looks {
    state.table.order(order).filter(crate::table::Order::waits).map_or(Looks::NONE, |order| Looks::of(&order))
}

/// The first of some deposits that this one matched, and its order.
fn matched(state: &State, deposits: u8, by: By) -> Option<(u8, u8)> {
    bits(deposits).find_map(|deposit| match state.table.deposit(deposit)?.state {
        DepositState::Matched { order, by: who } => (who == by).then_some((deposit, order)),
        DepositState::Waiting | DepositState::Held | DepositState::Dismissed => None,
    })
}
