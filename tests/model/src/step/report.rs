//! What a report does to guard, balance item and linked deposits: `pairing::receive`, and whatever makes a deposit
//! one that may pay.

use crate::evidence::{self, Finding};
use crate::model::Pairing;
use crate::state::{Guard, Looks, Phase, State, Task};
use crate::step::Next;
use crate::switch::Switch;
use crate::table::{BalanceItem, Deposit, DepositState, Hold, Holds, Name, Table, bits};

impl Pairing {
    /// Whether a report's sender may pay, by the workspace as it was read.
    pub(super) fn pays(&self, guard: &Guard, message: u8) -> bool {
        evidence::may_pay(self.scene.report(message).sender, guard.approved)
    }

    pub(super) fn find(&self, state: &State, guard: &Guard, message: u8) -> Finding {
        let pays = self.pays(guard, message);
        evidence::find(&self.scene, self.protocol, &state.table, &guard.item, message, pays)
    }

    pub(super) fn balance_taken(&self, table: &Table, message: u8, pays: bool, own: Option<u8>) -> Option<Option<u8>> {
        evidence::balance_taken(&self.scene, self.protocol, table, message, pays, own)
    }

    /// Why a new deposit is held.
    pub(super) fn holds_of(&self, guard: &Guard, found: &Finding, message: u8) -> Holds {
        Holds::NONE
            .with_if(Hold::Sender, !self.pays(guard, message))
            .with_if(Hold::Duplicate, found.holds)
            .with_if(Hold::Forgotten, found.forgotten)
            .with_if(Hold::Reversed, found.reversal.is_some())
    }

    /// The deposit, its guard, its balance item, and the links of both ways: the puts of `pair_new` and `record`.
    pub(super) fn put_new(
        &self,
        state: &mut State,
        message: u8,
        guard: &Guard,
        deposit: u8,
        (recorded, holds): (DepositState, Holds),
    ) {
        let (found, pays) = (self.find(state, guard, message), self.pays(guard, message));
        let taken = self.balance_taken(&state.table, message, pays, Some(deposit));
        let twins = (found.twins | taken.flatten().map_or(0, |twin| 1 << twin)) & !(1 << deposit);
        let new = Deposit {
            message,
            words: message,
            state: recorded,
            also: None,
            holds,
            pays,
            reports: 1 << message,
            twins: 0,
            apart: 0,
            gave_back: None,
        };
        state.table.deposits[usize::from(deposit)] = Some(new);
        state.deposit_written(deposit);
        bits(twins).for_each(|twin| self.link(state, deposit, twin));
        let mut item = evidence::remember(&self.scene, &guard.item, message, pays);
        item.used |= found.reversal.map_or(0, |reversal| 1 << reversal) & item.seen;
        let place = self.scene.guard_of(message);
        state.table.guards[place] = item;
        state.guard_written(&self.scene, place);
        if taken.is_none() {
            self.put_balance(state, message, deposit, pays);
        }
    }

    /// Links two deposits both ways. Of the two the one that may not pay is held as a duplicate besides.
    fn link(&self, state: &mut State, one: u8, other: u8) {
        for (own, twin) in [(one, other), (other, one)] {
            let better = state.table.deposit(twin).is_some_and(|deposit| deposit.pays);
            let Some(deposit) = &mut state.table.deposits[usize::from(own)] else { continue };
            let before = *deposit;
            deposit.twins |= 1 << twin;
            let apart = deposit.apart & 1 << twin != 0;
            let worse = better && !deposit.pays && !apart && deposit.state == DepositState::Held;
            deposit.holds = deposit.holds.with_if(Hold::Duplicate, worse && self.has(Switch::WorseIsHeld));
            if *deposit != before {
                state.deposit_written(own);
            }
        }
    }

    fn put_balance(&self, state: &mut State, message: u8, deposit: u8, pays: bool) {
        let Some(place) = self.scene.balance_of(message) else { return };
        let moment = self.scene.report(message).moment;
        let own = state.table.balances[place].filter(|item| item.deposit == Some(deposit));
        let moment = own.map_or(moment, |item| item.moment.max(moment));
        state.table.balances[place] = Some(BalanceItem { deposit: Some(deposit), moment, pays });
    }

    /// One more report of a deposit, in one transaction with its guard.
    pub(super) fn note(&self, state: &mut State, task: Task, guard: Guard, deposit: u8) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let Some(before) = state.table.deposit(deposit) else { return Next::End };
        if !guard.unmoved {
            return Next::To(Phase::RereadGuard);
        }
        let pays = self.pays(&guard, message);
        let place = self.scene.guard_of(message);
        state.table.guards[place] = evidence::remember(&self.scene, &guard.item, message, pays);
        state.guard_written(&self.scene, place);
        // A deposit for which a person vouched keeps the hold, for the case that the vouching is taken back.
        let worse = !before.pays || before.holds.has(Hold::Sender);
        let lifts = pays && worse && self.has(Switch::BetterReportLifts);
        let told = self.scene.told(before.words).name;
        // The name of what `auto` matched stays the one by which it fits.
        let longer = pays
            && before.is_open()
            && before.pays
            && matches!((told, self.scene.told(message).name), (Name::X, Name::Xa | Name::Xb) | (Name::Y, Name::Yd));
        let tells = lifts && self.has(Switch::BetterReportTells) || longer;
        let words = if tells { message } else { before.words };
        let beside = if tells { self.beside(state, 1 << deposit) } else { Vec::new() };
        state.table.deposits[usize::from(deposit)] =
            Some(Deposit { words, reports: before.reports | 1 << message, ..before });
        state.deposit_written(deposit);
        if lifts {
            self.vouch(state, deposit);
            self.take_off(state, deposit, Holds::NONE.with(Hold::Sender));
        }
        if lifts || longer {
            self.settle_with(&[(Looks::deposit(deposit), Switch::LookAfterNote)], &beside)
        } else {
            self.settle(&[(Looks::deposit(deposit), Switch::LookOnRedelivery)])
        }
    }

    /// From now on a deposit may pay: its occurrences and its balance items say so, under the conditions of a new
    /// report; where these are refused, it is held as a duplicate.
    pub(super) fn vouch(&self, state: &mut State, deposit: u8) {
        let Some(before) = state.table.deposit(deposit) else { return };
        let mut rivals = self.rivals_in_guard(state, &before);
        let place = self.scene.guard_of(before.message);
        let guard = &mut state.table.guards[place];
        let pays = guard.pays | guard.seen & before.reports;
        if guard.pays != pays && self.has(Switch::VouchInGuard) {
            guard.pays = pays;
            state.guard_written(&self.scene, place);
        }
        for message in bits(before.reports).filter(|_| self.has(Switch::VouchInBalance)) {
            match self.balance_taken(&state.table, message, true, Some(deposit)) {
                Some(twin) => rivals |= twin.map_or(0, |twin| 1 << twin),
                None => self.put_balance(state, message, deposit, true),
            }
        }
        if let Some(stands) = &mut state.table.deposits[usize::from(deposit)] {
            stands.pays = true;
        }
        bits(rivals).for_each(|twin| self.link(state, deposit, twin));
        let rivals = state.table.live(rivals & !before.apart).next().is_some();
        if let Some(stands) = &mut state.table.deposits[usize::from(deposit)] {
            stands.holds = stands.holds.with_if(Hold::Duplicate, rivals && stands.is_open());
        }
        state.deposit_written(deposit);
    }

    /// The deposits whose reports in the guard may pay, and may tell of the transfer of this one.
    fn rivals_in_guard(&self, state: &State, deposit: &Deposit) -> u8 {
        let guard = state.table.guards[self.scene.guard_of(deposit.message)];
        let mut rivals = 0;
        for old in bits(guard.seen & guard.pays & !deposit.reports).filter(|_| self.has(Switch::VouchLooks)) {
            let alike = |own: u8| {
                let (own, old) = (self.scene.report(own), self.scene.report(old));
                own.kind == old.kind && evidence::likeness(own, old).is_some()
            };
            if bits(deposit.reports).any(alike) {
                rivals |= state.table.deposit_of(old).map_or(0, |rival| 1 << rival);
            }
        }
        rivals
    }

    /// Takes reasons away; with the last of them a deposit waits.
    pub(super) fn take_off(&self, state: &mut State, deposit: u8, holds: Holds) {
        let Some(stands) = &mut state.table.deposits[usize::from(deposit)] else { return };
        stands.holds = stands.holds.less(holds);
        if stands.state == DepositState::Held && stands.holds.is_empty() {
            stands.state = DepositState::Waiting;
            state.table.deposit_entries |= 1 << deposit;
        }
        state.deposit_written(deposit);
    }

    /// Adds a reason; a deposit that waited is held, and has no entry.
    pub(super) fn hold(&self, state: &mut State, deposit: u8, hold: Hold) {
        let Some(stands) = &mut state.table.deposits[usize::from(deposit)] else { return };
        stands.holds = stands.holds.with(hold);
        if stands.state == DepositState::Waiting {
            stands.state = DepositState::Held;
            state.table.deposit_entries &= !(1 << deposit);
        }
        state.deposit_written(deposit);
    }
}
