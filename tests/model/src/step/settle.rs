//! `pairing::settle` over `store::waiting` and `store::pair::pair_waiting`.

use crate::evidence_check as check;
use crate::model::{Fate, Pairing, deposits_under};
use crate::rules::{self, Seen};
use crate::state::{Looks, Pass, Phase, Settling, State};
use crate::step::pair::Told;
use crate::step::{Next, next_look};
use crate::switch::Switch;
use crate::table::{Amount, By, Deposit, DepositState, Name, Policy, bits};

/// What waits under an amount; a choice reads of it what its names let it.
pub(super) fn waiting_orders(state: &State, amount: Amount) -> Seen {
    state.table.order_entries.map(|entries| entries.under(amount))
}

impl Pairing {
    /// `Store::undecided` of `settle_page`, after a change of settings.
    pub(super) fn read_amounts(&self, state: &mut State) -> Next {
        let waits = |amount: &Amount| {
            state.table.deposits.iter().flatten().any(|deposit| {
                deposit.state == DepositState::Waiting && self.scene.told(deposit.words).amount == *amount
            })
        };
        let amounts = Amount::ALL.into_iter().filter(waits);
        let looks: Vec<_> = amounts.map(|amount| (Looks::amount(amount), Switch::LookAfterSettings)).collect();
        self.settle(&looks)
    }

    /// `Store::{deposits_of_key, deposits_of_amount, deposit}`, of the next that is to be looked at. Of a deposit that
    /// has paid, its order is read with it: its name stays as it is while it is paid.
    pub(super) fn look_at_deposits(&self, state: &mut State, mut settling: Settling) -> Next {
        let Some(look) = settling.work.each().next() else { return Next::End };
        settling.work = settling.work.without(look);
        let deposits =
            bits(look.deposits).fold(0, |set, deposit| match state.table.deposit(deposit).map(|it| it.state) {
                Some(DepositState::Waiting) => set | 1 << deposit,
                Some(DepositState::Matched { order, .. }) => {
                    for order in
                        [Some(order), state.table.deposit(deposit).and_then(|it| it.also)].into_iter().flatten()
                    {
                        settling.work = settling.work.and(self.look_of_paid(state, deposit, order));
                    }
                    set
                }
                Some(DepositState::Held | DepositState::Dismissed) | None => set,
            });
        let found = Amount::ALL.into_iter().fold(deposits, |set, amount| {
            let of_amount = deposits_under(&self.scene, state, amount);
            let is_found = |deposit: &u8| {
                let printed = state.table.deposit(*deposit).map(|deposit| self.scene.told(deposit.words).name);
                printed.is_some_and(|printed| look.amounts & amount.bit() != 0 || self.finds(look, amount, printed))
            };
            bits(of_amount).filter(is_found).fold(set, |set, deposit| set | 1 << deposit)
        });
        match found {
            0 => next_look(settling, true),
            deposits => Next::To(Phase::LookAtOrders { settling, deposits, seen: Seen::default(), names: 0 }),
        }
    }

    fn waiting_key(&self, printed: Name) -> Name {
        let keeps_digits = printed == Name::Yd && !self.has(Switch::StrippedDigits);
        if keeps_digits { printed } else { rules::waiting_key(printed) }
    }

    /// Whether a key that is looked under finds a deposit of this printed name.
    fn finds(&self, look: Looks, amount: Amount, printed: Name) -> bool {
        Name::ALL.into_iter().filter(|key| look.has(Looks::key(amount, *key))).any(|key| {
            let stripped = self.has(Switch::StrippedKeys);
            rules::is_found(self.waiting_key(printed), key, stripped) && rules::may_pay(printed, key)
        })
    }

    /// At the amount that the deposit told.
    fn look_of_paid(&self, state: &State, deposit: u8, order: u8) -> Looks {
        let told = state.table.deposit(deposit).map(|deposit| self.scene.told(deposit.words).amount);
        match (told, state.table.order(order)) {
            (Some(amount), Some(order)) if self.has(Switch::RedeliveryOfPaid) => {
                let beside = state.table.deposit(deposit).map(|deposit| self.beside_of(deposit.words, state));
                Looks::key(amount, order.name).and(beside.unwrap_or_default())
            }
            (_, _) => Looks::NONE,
        }
    }

    /// `settle` at its bound: what is left over goes on through the queue.
    pub(super) fn leave_over(&self, state: &mut State, settling: Settling) -> Next {
        if self.has(Switch::LookLeftOver) {
            state.looks = state.looks.and(settling.work);
        }
        Next::End
    }

    /// `Store::orders_for` and `Store::active_settings`.
    pub(super) fn look_at_orders(&self, state: &mut State, settling: Settling, deposits: u8) -> Next {
        let Some((amount, _)) = self.first_told(state, deposits) else { return next_look(settling, true) };
        self.choose_all(state, settling, deposits, waiting_orders(state, amount))
    }

    /// The same where the Query is no snapshot: it reads name after name, in the order of its keys, and may so miss an
    /// order that a transaction moves from a name to come to one that it has read.
    pub(super) fn look_at_a_name(
        &self,
        state: &mut State,
        settling: Settling,
        deposits: u8,
        mut seen: Seen,
        names: u8,
    ) -> Next {
        let Some((amount, printed)) = self.first_told(state, deposits) else { return next_look(settling, true) };
        let read: Vec<Name> = Name::ALL.into_iter().filter(|name| rules::may_pay(printed, *name)).collect();
        let Some(name) = read.get(usize::from(names)).copied() else { return Next::End };
        for (seen, entries) in seen.iter_mut().zip(&state.table.order_entries) {
            *seen = seen.or(entries.at(amount, name).map(|entry| (name, entry)));
        }
        if usize::from(names) + 1 < read.len() {
            return Next::To(Phase::LookAtOrders { settling, deposits, seen, names: names + 1 });
        }
        self.choose_all(state, settling, deposits, seen)
    }

    /// Amount and name that the first of some deposits tells.
    fn first_told(&self, state: &State, deposits: u8) -> Option<(Amount, Name)> {
        let first = bits(deposits).find_map(|deposit| state.table.deposit(deposit))?;
        let told = self.scene.told(first.words);
        Some((told.amount, told.name))
    }

    /// The orders that were read serve all deposits of the first one's name.
    fn choose_all(&self, state: &State, settling: Settling, deposits: u8, orders: Seen) -> Next {
        let first = self.first_told(state, deposits);
        let is_like = |deposit: &u8| self.first_told(state, 1 << deposit) == first;
        let like = bits(deposits).filter(is_like).fold(0, |set, deposit| set | 1 << deposit);
        let pass = Pass { deposits: like, others: deposits & !like, orders, policy: state.table.policy };
        self.go_on(state, settling, pass)
    }

    /// The choices of the deposits that are still to come, up to the first that finds its order.
    fn go_on(&self, state: &State, settling: Settling, mut pass: Pass) -> Next {
        for deposit in bits(pass.deposits) {
            pass.deposits &= !(1 << deposit);
            let Some(stands) = state.table.deposit(deposit) else { continue };
            let told = self.scene.told(stands.words);
            if let Some(order) = rules::choose(&told, &pass.orders, pass.policy, state.clock) {
                return self.send_pair(state, settling, (deposit, stands.words), order, pass);
            }
            if pass.policy == Policy::AsMany && rules::is_tie(&told, &pass.orders, state.clock) {
                return Next::To(Phase::LookAtMates { settling, deposit, pass });
            }
        }
        match pass.others {
            0 => next_look(settling, true),
            deposits => Next::To(Phase::LookAtOrders { settling, deposits, seen: Seen::default(), names: 0 }),
        }
    }

    /// `Pairing::choose` of a tie, where as many deposits as orders pay one another: what else waits is read now.
    pub(super) fn look_at_mates(&self, state: &State, settling: Settling, deposit: u8, pass: Pass) -> Next {
        let Some(stands) = state.table.deposit(deposit) else { return self.go_on(state, settling, pass) };
        let told = self.scene.told(stands.words);
        let of = |deposit: u8| Some((deposit, self.scene.told(state.table.deposit(deposit)?.words)));
        let waiting: Vec<_> = bits(deposits_under(&self.scene, state, told.amount)).filter_map(of).collect();
        match rules::choose_among((deposit, told), &waiting, &pass.orders, pass.policy, state.clock) {
            Some(order) => self.send_pair(state, settling, (deposit, stands.words), order, pass),
            None => self.go_on(state, settling, pass),
        }
    }

    /// Insures a pair, and sends it.
    fn send_pair(
        &self,
        state: &State,
        mut settling: Settling,
        (deposit, words): (u8, u8),
        order: u8,
        mut pass: Pass,
    ) -> Next {
        if pass.deposits == 0 {
            // Nobody reads the rest of the look any more.
            pass.policy = Policy::Hold;
            (0u8..).zip(&mut pass.orders).for_each(|(place, seen)| *seen = seen.filter(|_| place == order));
        }
        if let Some((name, _)) = pass.orders[usize::from(order)] {
            let amount = self.scene.told(words).amount;
            let look = Looks::key(amount, name).and(self.beside_of(words, state));
            settling.sent = settling.sent.and(self.not_insured(settling, deposit, amount, look));
        }
        Next::To(Phase::Pair { settling, deposit, words, order, pass })
    }

    /// The look under the key of an order that is about to be paid, if neither the task nor another message of the
    /// queue would make it.
    fn not_insured(&self, settling: Settling, deposit: u8, amount: Amount, look: Looks) -> Looks {
        let insured = settling.insured;
        let by_task = insured.has(look) || insured.has(Looks::deposit(deposit)) || insured.has(Looks::amount(amount));
        if by_task || !self.has(Switch::InsureBeforePair) { Looks::NONE } else { look }
    }

    /// `Store::pair_waiting`, and what the pass makes of its answer.
    pub(super) fn pair_waiting(
        &self,
        state: &mut State,
        mut settling: Settling,
        (deposit, words): (u8, u8),
        order: u8,
        mut pass: Pass,
        fate: Fate,
    ) -> Next {
        let (Some(entry), Some(stands)) = (pass.orders[usize::from(order)], state.table.deposit(deposit)) else {
            return Next::End;
        };
        let told = self.scene.told(words);
        let paid = Told { order, amount: told.amount, entry, printed: told.name, at: told.at };
        // Its entry stands under the name that it had.
        let has_entry = state.table.deposit_entries & (1 << deposit) != 0 && stands.words == words;
        let deposit_moved = (stands.state != DepositState::Waiting && self.has(Switch::DepositIsWaiting))
            || (!has_entry && self.has(Switch::DepositEntryStands));
        let refused = deposit_moved || self.order_paid_is_refused(state, paid);
        if !refused {
            state.table.broken.matched_held |= matches!(stands.state, DepositState::Held | DepositState::Dismissed);
            state.table.broken.paid_again |= check::is_paid_already(&self.scene, state, deposit);
            let matched = DepositState::Matched { order, by: By::Auto };
            state.table.deposits[usize::from(deposit)] = Some(Deposit { state: matched, ..stands });
            state.table.deposit_entries &= !(1 << deposit);
            state.deposit_written(deposit);
            self.order_paid(state, paid, deposit);
            if fate == Fate::ReplyLost {
                return Next::To(Phase::Pair { settling, deposit, words: stands.words, order, pass });
            }
        }
        let own = matches!(stands.state, DepositState::Matched { order: paid, .. } if paid == order);
        if !refused || (own && self.has(Switch::OwnCommitIsPaired)) {
            pass.orders[usize::from(order)] = None;
            if self.has(Switch::LookAfterPair) {
                settling.work = settling.work.and(Looks::key(told.amount, entry.0));
            }
            if self.has(Switch::LookBesidePair) {
                settling.work = settling.work.and(self.beside_of(words, state));
            }
        } else if self.has(Switch::LookAfterLostRace) {
            settling.work = settling.work.and(Looks::deposit(deposit));
        }
        self.go_on(state, settling, pass)
    }
}
