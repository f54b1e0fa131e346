//! Money that goes out again: the bank takes a deposit back, or the shop sends it back.

use domain::occurrence::{DuplicateCheck, Kind, Occurrence, REVERSAL_REACH_MS, TWIN_WINDOW_MS, check_duplicate};
use domain::{
    Actor, Deposit, DepositEvent, DepositId, DepositState, HoldReason, Looks, Message, Order, OrderId, Refusal,
    Settings, Timestamp, Via, Won, Workspace, WorkspaceId,
};
use store::events::Notice;
use store::recording::{Guard, GuardPlace, Recording};
use store::waiting::Active;
use store::{Store, StoreError};

use crate::by_hand::{looks, notices};
use crate::equals::looks_beside_all;
use crate::evidence::{judged, occurrence};
use crate::{Incoming, Pairing, PairingError, TRIES, fingerprint};

/// What became of a reversal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reversal {
    /// The deposit is held, and the order that it had paid waits again.
    Applied { deposit: DepositId, order: Option<OrderId> },
    /// The same reversal had been told before.
    Repeat,
    /// A person must say what it means.
    Unclear,
}

/// What a reversal takes back: the deposit and its other reports, as read and as they will be, with the orders.
struct Undone {
    /// The deposit that was meant comes first.
    deposits: Vec<(Deposit, Deposit)>,
    /// Those that it had paid, the first first.
    orders: Vec<(Order, Order)>,
}

impl Undone {
    fn deposit(&self) -> Option<&Deposit> {
        self.deposits.first().map(|(before, _)| before)
    }

    /// That deposit alone.
    fn first(&self) -> &[(Deposit, Deposit)] {
        self.deposits.get(..1).unwrap_or_default()
    }

    /// The first of the orders.
    fn order(&self) -> Option<OrderId> {
        self.orders.first().map(|(before, _)| before.id)
    }

    /// What reads the orders as they waited, and as they wait now; and what was counted with the deposits.
    fn looks(&self, settings: &Settings) -> Vec<(Won, Looks)> {
        [looks(&self.orders), looks_beside_all(settings, &self.deposits)].concat()
    }
}

impl Pairing {
    /// Takes back the deposit that a reversal means, if the bank said so over a phone and one alone can be meant;
    /// resolves its message of the inbox in the same transaction.
    pub async fn reverse(
        &self,
        workspace: WorkspaceId,
        incoming: &Incoming,
        message: &Message,
    ) -> Result<Reversal, PairingError> {
        for _ in 0..TRIES {
            let shop = self.store.workspace(workspace).await?.filter(|shop| shop.is_active);
            let shop = shop.ok_or(PairingError::Deactivated)?;
            let Some(seen) = self.credible(&shop, incoming) else { return Ok(Reversal::Unclear) };
            let place = GuardPlace::of(workspace, incoming.account, incoming.details.amount, &seen.printed);
            let guard = self.store.guard(place).await?;
            match check_duplicate(&guard.seen, &seen) {
                DuplicateCheck::SameMessage { deposit, .. } => return self.told_before(&shop, deposit, message).await,
                DuplicateCheck::SameTransfer { deposit: Some(_) } => return Ok(Reversal::Repeat),
                DuplicateCheck::SameTransfer { deposit: None } => return Ok(Reversal::Unclear),
                DuplicateCheck::Possible { .. } => return Ok(Reversal::Unclear),
                DuplicateCheck::New { .. } => {}
            }
            let undone = match self.meant(&guard, &seen, incoming).await? {
                Some(deposit) if is_undone_by_rule(&deposit) => Some(self.undo(deposit, &Actor::Auto).await?),
                Some(_) | None => None,
            };
            if let Some(reversal) = self.write_reversal(&shop, &guard, seen, undone, message).await? {
                return Ok(reversal);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// The reversal as its guard remembers it, when the bank itself said so over a phone.
    fn credible(&self, shop: &Workspace, incoming: &Incoming) -> Option<Occurrence> {
        let active = Active::of(shop.clone());
        let incoming = judged(incoming, &active);
        let is_credible = incoming.details.verdict.may_reverse(incoming.details.via) && !incoming.may_be_cut;
        // It names no deposit until it took one back.
        let seen = occurrence(&incoming, None, &active, self.now());
        is_credible.then_some(Occurrence { kind: Kind::Reversal, is_payable: true, ..seen })
    }

    /// The one deposit that a reversal can mean: of its account and amount, of a related name, not long before it.
    /// Linked ones count as one, the balance before decides among several, else the newest is meant.
    async fn meant(
        &self,
        guard: &Guard,
        seen: &Occurrence,
        incoming: &Incoming,
    ) -> Result<Option<Deposit>, StoreError> {
        let (workspace, amount) = (guard.place.workspace, incoming.details.amount);
        let span = (seen.deposited_at.plus_ms(-REVERSAL_REACH_MS), seen.deposited_at.plus_ms(TWIN_WINDOW_MS));
        let mut found = self.store.deposits_between(workspace, incoming.account, amount, span).await?;
        // The index may lag; the guard does not.
        let told: Vec<_> = guard.seen.occurrences.iter().filter(|old| old.kind == Kind::Deposit).collect();
        for id in told.into_iter().filter_map(|old| old.deposit) {
            if !found.iter().any(|deposit| deposit.id == id) {
                found.extend(self.store.deposit(workspace, id).await?);
            }
        }
        found.retain(|deposit| {
            let related = seen.printed.is_empty() || deposit.details.printed().is_related_to(&seen.printed);
            let in_time = (span.0..=span.1).contains(&deposit.details.deposited_at);
            related && in_time && is_reversible(deposit)
        });
        Ok(one_of(found, seen.balance, amount.get()))
    }

    /// The deposit after it was taken back, and its orders after that.
    async fn undo(&self, before: Deposit, by: &Actor) -> Result<Undone, PairingError> {
        let (workspace, now) = (before.workspace, self.now());
        let (after, ids) = before.reverse(by, now)?;
        let mut orders = Vec::new();
        for id in ids {
            let paid = self.order(workspace, id).await?;
            let waits = paid.reverse_payment(before.id, by.clone(), now);
            orders.push((paid, waits));
        }
        let mut deposits = vec![(before, after)];
        let twins = deposits.first().map(|(before, _)| before.twins.clone()).unwrap_or_default();
        for twin in twins {
            let twin = self.store.deposit(workspace, twin).await?;
            // Another report of the same money: it went back as well.
            if let Some(twin) = twin.filter(|twin| twin.state.order().is_none() && is_reversible(twin)) {
                let after = twin.reverse(by, now)?.0;
                deposits.push((twin, after));
            }
        }
        Ok(Undone { deposits, orders })
    }

    /// Writes the reversal, tells of it, and settles: the order may be paid by another deposit. `None`: something
    /// moved.
    async fn write_reversal(
        &self,
        shop: &Workspace,
        guard: &Guard,
        seen: Occurrence,
        undone: Option<Undone>,
        message: &Message,
    ) -> Result<Option<Reversal>, PairingError> {
        let now = self.now();
        let id = undone.as_ref().and_then(|undone| undone.deposit()).map(|deposit| deposit.id);
        let order = undone.as_ref().and_then(Undone::order);
        let resolved = match id {
            Some(id) => message.resolve(Some(id), fingerprint(&[b"reversal"]), Actor::Auto, now)?,
            None => None,
        };
        let orders = undone.as_ref().map_or(&[][..], |undone| undone.orders.as_slice());
        let notices = undone.as_ref().map(|undone| notices(shop.id, now, undone.first(), orders));
        for notice in notices.iter().flatten() {
            self.promise(shop.audience(), notice).await?;
        }
        let seen = Occurrence { deposit: id, ..seen };
        let deposits = undone.as_ref().map_or(&[][..], |undone| undone.deposits.as_slice());
        let touched = undone.as_ref().map(|undone| undone.looks(&shop.settings)).unwrap_or_default();
        // A message that comes again looks at the order only.
        self.store.insure(shop.id, &looks_beside_all(&shop.settings, deposits)).await;
        let written = self
            .store
            .record_reversal(guard, &seen, deposits, orders, resolved.as_ref().map(|after| (message, after)), now)
            .await?;
        match written {
            Recording::Recorded => {}
            Recording::GuardMoved | Recording::MessageMoved => return Ok(None),
            Recording::BalanceTaken(_) => return Ok(Some(Reversal::Unclear)),
        }
        let (Some(deposit), Some(notices)) = (id, notices) else { return Ok(Some(Reversal::Unclear)) };
        self.told_and_settled(shop, &touched, notices, false).await?;
        Ok(Some(Reversal::Applied { deposit, order }))
    }

    /// The very message was seen: tells of it again, since its first try may have died before it did.
    async fn told_before(
        &self,
        shop: &Workspace,
        deposit: Option<DepositId>,
        message: &Message,
    ) -> Result<Reversal, PairingError> {
        let Some(id) = deposit else { return Ok(Reversal::Unclear) };
        let stands = self.store.deposit(shop.id, id).await?.ok_or(PairingError::NoSuchDeposit)?;
        let entry = stands.history.iter().rev().find(|entry| matches!(entry.what, DepositEvent::Reversed { .. }));
        let order = match entry.map(|entry| &entry.what) {
            // What several orders shared, a person matched, and a person takes back.
            Some(DepositEvent::Reversed { order, .. }) => *order,
            Some(_) | None => None,
        };
        self.give(shop.audience(), notice(shop.id, message.created_at, id, order), false).await?;
        if let Some(order) = order {
            let waits = self.store.order(shop.id, order).await?.and_then(|order| order.waiting());
            self.settle_committed(shop.id, &Looks::of_change(None, waits.as_ref()), false).await?;
        }
        Ok(Reversal::Applied { deposit: id, order })
    }

    /// A person says which deposit a reversal of the inbox took back; the order that it had paid. `through` commits it.
    /// `None`: it was said before.
    pub async fn reverse_by_hand(
        &self,
        shop: &Workspace,
        message: &domain::MessageId,
        deposit: DepositId,
        by: &Actor,
        through: &Store,
    ) -> Result<Option<Option<OrderId>>, PairingError> {
        for _ in 0..TRIES {
            let (message, now) = (self.message(shop.id, message).await?, self.now());
            if message.why != domain::message::MessageReason::ReversalUnclear {
                return Err(Refusal::NotItsReversal(deposit).into());
            }
            let before = self.store.deposit(shop.id, deposit).await?.ok_or(PairingError::NoSuchDeposit)?;
            let call = fingerprint(&[b"reversal", &deposit.get().to_be_bytes()]);
            let Some(resolved) = message.resolve(Some(deposit), call, by.clone(), now)? else {
                return Ok(None);
            };
            let undone = self.undo(before, by).await?;
            let notices = notices(shop.id, now, undone.first(), &undone.orders);
            let touched = undone.looks(&shop.settings);
            let insured = self.insured_and_promised(shop, &touched, &notices).await?;
            if through.write_reversed(&undone.deposits, &undone.orders, (&message, &resolved)).await? {
                self.told_and_settled(shop, &touched, notices, insured).await?;
                return Ok(Some(undone.order()));
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Money went out again: deposits of its name and amount that still wait are held, for a person to say whether it
    /// was their refund; on one that was matched it is noted.
    pub async fn refund_seen(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<(), PairingError> {
        let Some(shop) = self.store.workspace(workspace).await?.filter(|shop| shop.is_active) else { return Ok(()) };
        let Some(seen) = self.credible(&shop, incoming).filter(|seen| !seen.printed.is_empty()) else { return Ok(()) };
        let (at, amount) = (seen.deposited_at, incoming.details.amount);
        let span = (at.plus_ms(-REVERSAL_REACH_MS), at.plus_ms(TWIN_WINDOW_MS));
        let (waiting, _) = self.store.deposits_of_amount(workspace, amount, None).await?;
        let mut found = self.store.deposits_between(workspace, incoming.account, amount, span).await?;
        for entry in waiting {
            if !found.iter().any(|deposit| deposit.id == entry.id) {
                found.extend(self.store.deposit(workspace, entry.id).await?);
            }
        }
        let related = |deposit: &&Deposit| {
            deposit.account == incoming.account
                && (span.0..=span.1).contains(&deposit.details.deposited_at)
                && deposit.details.printed().is_related_to(&seen.printed)
        };
        let related: Vec<&Deposit> = found.iter().filter(related).collect();
        let waits = |deposit: &&&Deposit| matches!(deposit.state, DepositState::Waiting);
        let waiting: Vec<&&Deposit> = related.iter().filter(waits).collect();
        for deposit in &waiting {
            self.hold_refunded(&shop, deposit.id).await?;
        }
        let newest =
            related.iter().filter(|deposit| deposit.state.order().is_some()).max_by_key(|it| it.details.deposited_at);
        if let Some(matched) = newest.filter(|_| waiting.is_empty()) {
            self.hint_refund(matched).await?;
        }
        Ok(())
    }

    async fn hold_refunded(&self, shop: &Workspace, id: DepositId) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let Some(before) = self.store.deposit(shop.id, id).await? else { return Ok(()) };
            let now = self.now();
            let after = before.hold(HoldReason::RefundSeen.into(), &Actor::Auto, now);
            if after == before {
                return Ok(());
            }
            let notice = Notice::of(shop.id, now).deposit(id);
            self.promise(shop.audience(), &notice).await?;
            let changes = [(before, after)];
            let beside = looks_beside_all(&shop.settings, &changes);
            let insured = self.store.insure(shop.id, &beside).await;
            if self.store.write_deposits(&changes, None).await? == Recording::Recorded {
                self.give(shop.audience(), notice, true).await?;
                return Box::pin(self.settle_committed(shop.id, &beside, insured)).await.map(drop);
            }
        }
        Err(StoreError::Contended)
    }

    /// Once: a second withdrawal tells nothing more.
    async fn hint_refund(&self, matched: &Deposit) -> Result<(), StoreError> {
        if matched.history.iter().any(|entry| entry.what == DepositEvent::RefundSeen) {
            return Ok(());
        }
        let now = self.now();
        let after = matched.refund_hinted(&Actor::Auto, now);
        // Somebody wrote it meanwhile: a hint is worth no second try.
        self.store.write_deposits(&[(matched.clone(), after)], None).await.map(drop)
    }
}

fn notice(workspace: WorkspaceId, since: Timestamp, deposit: DepositId, order: Option<OrderId>) -> Notice {
    let notice = Notice::of(workspace, since).deposit(deposit);
    match order {
        Some(order) => notice.order(order),
        None => notice,
    }
}

/// Neither dismissed nor taken back already.
fn is_reversible(deposit: &Deposit) -> bool {
    let holds = deposit.state.holds().and(deposit.former_holds);
    !matches!(deposit.state, DepositState::Dismissed(_)) && !holds.contains(HoldReason::Reversed)
}

/// A pair that a person made is a person's to undo.
fn is_undone_by_rule(deposit: &Deposit) -> bool {
    match deposit.state {
        DepositState::Matched { .. } => deposit.is_paired_by_rule() && deposit.details.via != Via::Api,
        // What of it was sent back may be what the bank tells of.
        DepositState::Waiting | DepositState::Held(_) => deposit.returns.is_empty(),
        DepositState::Dismissed(_) => false,
    }
}

fn one_of(mut found: Vec<Deposit>, balance: Option<i64>, amount: u64) -> Option<Deposit> {
    found.sort_by_key(|deposit| (deposit.details.deposited_at, deposit.id));
    let first = found.first()?.clone();
    if found.iter().all(|other| other.id == first.id || first.twins.contains(&other.id)) {
        let paired = found.iter().find(|deposit| deposit.state.order().is_some());
        return Some(paired.cloned().unwrap_or(first));
    }
    let before = |deposit: &Deposit| deposit.details.balance?.checked_sub(i64::try_from(amount).ok()?);
    let told = balance.filter(|_| found.iter().any(|deposit| deposit.details.balance.is_some()));
    match told {
        Some(balance) => {
            let mut fitting = found.into_iter().filter(|deposit| before(deposit) == Some(balance));
            let (only, None) = (fitting.next()?, fitting.next()) else { return None };
            Some(only)
        }
        None => found.into_iter().next_back(),
    }
}
