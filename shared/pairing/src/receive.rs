//! A deposit is received: from a bank's message, or typed by hand. Prefetch, decide, commit.

use domain::occurrence::{DuplicateCheck, Fingerprint, Occurrence, awaiting_reversal, check_duplicate};
use domain::{
    Actor, Audience, Choice, Deposit, DepositId, DepositState, DepositStatusNow, HoldReason, HoldReasons, Intake,
    Looks, Message, OrderId, Received, Rule, Timestamp, TransferReport, Via, WaitingOrder, WorkspaceId, choose,
};
use store::StoreError;
use store::events::Notice;
use store::pair::Pairing as Pairs;
use store::recording::{BalanceHolder, NewDeposit, Recording};

use crate::equals::looks_beside_all;
use crate::evidence::{judged, occurrence, own_holds};
use crate::prefetch::Prefetched;
use crate::received::looks_of_typed;
use crate::settle::{LookScope, log_pair};
use crate::twins::Twins;
use crate::{CHOICE_GOOD_FOR_MS, Incoming, Pairing, PairingError, TRIES};

/// A new deposit as it was decided.
pub(crate) struct Decided {
    pub deposit: Deposit,
    seen: Occurrence,
    linked: Vec<(Deposit, Deposit)>,
    reversal: Option<Occurrence>,
    /// What is looked at once it is held as a possible duplicate.
    pub looks: LookScope,
}

impl Pairing {
    /// Records a deposit and pairs it with its order, if it has exactly one. A transfer that was told before makes no
    /// second deposit; one that may be is held.
    pub async fn receive(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<Received, PairingError> {
        self.receive_prefetched(workspace, incoming, None).await
    }

    /// As [`Pairing::receive`], with what [`Pairing::prefetch`] saw for this very report.
    pub async fn receive_prefetched(
        &self,
        workspace: WorkspaceId,
        incoming: &Incoming,
        saw: Option<Prefetched>,
    ) -> Result<Received, PairingError> {
        // On the heap: every caller's future would hold this large one within itself.
        Box::pin(self.receive_of(workspace, incoming, None, saw)).await
    }

    /// As [`Pairing::receive`]. The deposit of a message of the inbox resolves it in the very transaction that records
    /// the deposit, so that no message makes two; the message's `call` is what asked for it.
    pub(crate) async fn receive_of(
        &self,
        workspace: WorkspaceId,
        incoming: &Incoming,
        of: Option<(&Message, Fingerprint)>,
        saw: Option<Prefetched>,
    ) -> Result<Received, PairingError> {
        let saw = match saw {
            Some(saw) => Some(saw),
            None => self.prefetch(workspace, incoming).await?,
        };
        let Some(mut saw) = saw else { return Err(PairingError::Deactivated) };
        if incoming.details.via == Via::Open && saw.active.settings.intake == Intake::Keyed {
            return Err(PairingError::IntakeKeyed);
        }
        let mut incoming = judged(incoming, &saw.active);
        incoming.may_be_cut = incoming.may_be_cut && !self.is_shown_whole(workspace, &incoming).await?;
        let call = Call { workspace, incoming, of, looked_at: saw.looked_at };
        // A message needs no promise: the queue delivers it again.
        self.promise(saw.active.audience.told_if(call.by_hand()), &call.notice(saw.id)).await?;
        let mut balance_holder = None;
        for tried in 0..TRIES {
            match self.attempt(&call, &saw, balance_holder, tried == 0).await? {
                Attempt::Done(received) => return Ok(received),
                Attempt::BalanceTaken(holder) => balance_holder = Some(holder),
                Attempt::Moved => {}
            }
            saw.guard = self.store.guard(saw.guard.place.clone()).await?;
        }
        Err(StoreError::Contended.into())
    }

    /// Holds the report against its guard as it was read, decides, and commits.
    async fn attempt(
        &self,
        call: &Call<'_>,
        saw: &Prefetched,
        balance_holder: Option<Option<BalanceHolder>>,
        is_first: bool,
    ) -> Result<Attempt, PairingError> {
        let now = self.now();
        let seen = occurrence(&call.incoming, Some(saw.id), &saw.active, now);
        let check = check_duplicate(&saw.guard.seen, &seen);
        match check {
            DuplicateCheck::SameMessage { deposit: Some(deposit), redelivered } => {
                return self.again(call, deposit, redelivered, saw.active.audience).await.map(Attempt::Done);
            }
            DuplicateCheck::SameTransfer { deposit: Some(deposit) } if balance_holder.is_none() => {
                return self.note(call, deposit, seen, saw).await;
            }
            DuplicateCheck::SameMessage { .. } | DuplicateCheck::SameTransfer { .. } => {}
            DuplicateCheck::New { .. } | DuplicateCheck::Possible { .. } => {}
        }
        let twins = self.twins(call.workspace, (&call.incoming, &seen), check, balance_holder).await?;
        let decided = self.decide(call, saw, seen, twins, now).await?;
        let is_fresh = is_first && now.ms() - call.looked_at.ms() <= CHOICE_GOOD_FOR_MS;
        let beside = looks_beside_all(&saw.active.settings, &decided.linked);
        let beside_insured = self.store.insure(call.workspace, &beside).await;
        match self.commit(call, &decided, saw, balance_holder.is_some(), is_fresh).await? {
            Committed::Paired { order, looks, insured } => {
                self.tell_of(call, &decided, saw).await?;
                // The pair may have left another deposit alone with one order.
                let touched = [(call.incoming.details.amount, looks)];
                self.settle_committed(call.workspace, &touched, insured).await?;
                Box::pin(self.settle_committed(call.workspace, &beside, beside_insured)).await?;
                Ok(Attempt::Done(call.answer(saw.id, DepositStatusNow::Matched(order), false)))
            }
            Committed::Recorded => {
                self.tell_of(call, &decided, saw).await?;
                Box::pin(self.settle_committed(call.workspace, &beside, beside_insured)).await?;
                self.recorded(call, &decided, saw.insured).await.map(Attempt::Done)
            }
            Committed::MessageMoved => Err(PairingError::MessageMoved),
            Committed::BalanceTaken(holder) => Ok(Attempt::BalanceTaken(holder)),
            Committed::Moved => Ok(Attempt::Moved),
        }
    }

    /// The deposit as it is to be recorded, with the deposits that it is linked with.
    async fn decide(
        &self,
        call: &Call<'_>,
        saw: &Prefetched,
        seen: Occurrence,
        mut twins: Twins,
        now: Timestamp,
    ) -> Result<Decided, StoreError> {
        let mut linked = Vec::new();
        for id in twins.all().into_iter().take(Deposit::TWINS_MAX) {
            let Some(before) = self.store.deposit(call.workspace, id).await? else { continue };
            let mut after = before.linked(saw.id, &Actor::Auto, now);
            // A worse report that a person matched is true: then the new one is held against it.
            match (twins.worse.contains(&id), before.state.order()) {
                (true, Some(_)) => twins.holding.push(id),
                (true, None) => after = after.hold(HoldReason::PossibleDuplicate.into(), &Actor::Auto, now),
                (false, _) => {}
            }
            if after != before {
                linked.push((before, after));
            }
        }
        let reversal = awaiting_reversal(&saw.guard.seen, &seen, call.incoming.details.amount.get()).cloned();
        let reversed = reversal.is_some().then_some(HoldReason::Reversed);
        let looks = match saw.guard.seen.has_forgotten(&seen) {
            // Nobody knows the deposit that it made.
            true => LookScope::All { after: None },
            // The balance item names the deposit of a report that the guard may have forgotten.
            false => {
                let looks = Looks { deposits: twins.of_balance.iter().copied().collect(), ..Looks::default() };
                LookScope::Some { looks, after: None }
            }
        };
        let holds = twins.hold().into_iter().chain(reversed).collect::<HoldReasons>();
        let own = own_holds(&call.incoming, &saw.active, now);
        let own = self.but_for_overdraft(own, call.workspace, &call.incoming).await?;
        let holds = holds.and(own);
        let twin_ids = twins.all().into_iter().take(Deposit::TWINS_MAX).collect();
        let (incoming, place) = (&call.incoming, (call.workspace, call.incoming.account, saw.id));
        let came = Deposit::receive(place, incoming.details.clone(), holds, twin_ids, incoming.by.clone(), now);
        let settled = incoming.settled.and_then(|reason| came.dismiss(reason, None, &Actor::Auto, now).ok().flatten());
        let deposit = settled.unwrap_or(came);
        Ok(Decided { deposit, seen, linked, reversal, looks })
    }

    /// Pairs and records in one transaction when the look made before the write already shows the one order; records it
    /// otherwise.
    async fn commit(
        &self,
        call: &Call<'_>,
        decided: &Decided,
        saw: &Prefetched,
        balance_taken: bool,
        is_fresh: bool,
    ) -> Result<Committed, PairingError> {
        let deposit = &decided.deposit;
        let resolved = call.resolve(deposit.id, deposit.created_at)?;
        let new = NewDeposit {
            deposit,
            guard: &saw.guard,
            seen: &decided.seen,
            reversal: decided.reversal.as_ref(),
            balance_taken,
            linked: &decided.linked,
            message: call.message().zip(resolved.as_ref()),
        };
        if let Some((order, rule)) = short_cut(deposit, saw).filter(|_| is_fresh) {
            let paid = deposit.pay_waiting(order, rule, deposit.created_at)?;
            let looks = Looks::of(order);
            let insured = self.insured_for(call, saw, &looks).await;
            match self.store.pair_new(&NewDeposit { deposit: &paid, ..new }, order, rule).await? {
                Pairs::Paired => {
                    log_pair(deposit.workspace, order.id, deposit.id, rule);
                    return Ok(Committed::Paired { order: order.id, looks, insured });
                }
                Pairs::OrderTaken => {}
                Pairs::DepositMoved => return Ok(Committed::Moved),
                Pairs::MessageMoved => return Ok(Committed::MessageMoved),
                Pairs::BalanceTaken(holder) => return Ok(Committed::BalanceTaken(holder)),
            }
        }
        if deposit.state == DepositState::Waiting {
            self.expect_policies(call.workspace, &saw.active.settings, deposit.id).await;
        }
        Ok(match self.store.record(&new).await? {
            Recording::Recorded => Committed::Recorded,
            Recording::GuardMoved => Committed::Moved,
            Recording::BalanceTaken(holder) => Committed::BalanceTaken(holder),
            Recording::MessageMoved => Committed::MessageMoved,
        })
    }

    /// Whether a look at what reads an order is queued before the order is paid by a typed deposit. The one that was
    /// queued beside the first reads is of the printed name, which may be another than the order's.
    async fn insured_for(&self, call: &Call<'_>, saw: &Prefetched, looks: &Looks) -> bool {
        let details = &call.incoming.details;
        let queued = looks_of_typed(details.printed());
        match call.by_hand() && queued != *looks {
            true => self.store.insure(call.workspace, &[(details.amount, looks.clone())]).await,
            false => saw.insured,
        }
    }

    /// Gives the notices of a new deposit and of those that it holds.
    async fn tell_of(&self, call: &Call<'_>, decided: &Decided, saw: &Prefetched) -> Result<(), StoreError> {
        for (_, after) in &decided.linked {
            let linked = Notice::of(call.workspace, decided.deposit.created_at).deposit(after.id);
            self.give(saw.active.audience, linked, false).await?;
        }
        self.give(saw.active.audience, call.notice(saw.id), call.by_hand()).await
    }

    /// Notes a report of a transfer that was told before, and looks again: it may have freed its deposit.
    async fn note(
        &self,
        call: &Call<'_>,
        id: DepositId,
        seen: Occurrence,
        saw: &Prefetched,
    ) -> Result<Attempt, PairingError> {
        let now = self.now();
        let before = self.store.deposit(call.workspace, id).await?.ok_or(PairingError::NoSuchDeposit)?;
        if seen.is_payable && before.was_dismissed_unproved() {
            let until = before.details.deposited_at;
            return Ok(Attempt::BalanceTaken(Some(BalanceHolder { deposit: id, until })));
        }
        let after = before.reported(call.report(now), seen.is_payable, &Actor::Auto, now);
        let resolved = call.resolve(id, now)?;
        let message = call.message().zip(resolved.as_ref());
        let seen = Occurrence { deposit: Some(id), ..seen };
        let beside = looks_beside_all(&saw.active.settings, &[(before.clone(), after.clone())]);
        let insured = saw.insured && self.store.insure(call.workspace, &beside).await;
        match self.store.note_report(&saw.guard, &seen, (&before, &after), message, now).await? {
            Recording::Recorded => {}
            Recording::GuardMoved => return Ok(Attempt::Moved),
            Recording::BalanceTaken(holder) => return Ok(Attempt::BalanceTaken(holder)),
            Recording::MessageMoved => return Err(PairingError::MessageMoved),
        }
        self.give(saw.active.audience, Notice::of(call.workspace, now).deposit(id), false).await?;
        let touched = [vec![(call.incoming.details.amount, Looks::deposit(id))], beside].concat();
        self.settle_committed(call.workspace, &touched, insured).await?;
        let (status, _) = self.stands(call.workspace, id).await?;
        Ok(Attempt::Done(call.answer(id, status, true)))
    }

    /// The message was seen before: looks again and gives its notices again, since its first try may have died before
    /// either, and tells the deposit as it is now.
    async fn again(
        &self,
        call: &Call<'_>,
        deposit: DepositId,
        redelivered: bool,
        audience: Audience,
    ) -> Result<Received, PairingError> {
        self.settle(call.workspace, call.incoming.details.amount, Looks::deposit(deposit)).await?;
        let (status, stands) = self.stands(call.workspace, deposit).await?;
        for id in stands.twins.iter().copied().chain([deposit]) {
            let notice = Notice::of(call.workspace, stands.created_at).deposit(id);
            self.give(audience.told_if(redelivered), notice, false).await?;
        }
        Ok(call.answer(deposit, status, !redelivered))
    }
}

/// One call of [`Pairing::receive`].
pub(crate) struct Call<'a> {
    pub workspace: WorkspaceId,
    /// With its verdict.
    incoming: Incoming,
    /// The message of the inbox that it comes of, and what asked for it.
    of: Option<(&'a Message, Fingerprint)>,
    looked_at: Timestamp,
}

impl<'a> Call<'a> {
    pub fn by_hand(&self) -> bool {
        self.incoming.receipt.is_none()
    }

    fn notice(&self, deposit: DepositId) -> Notice {
        Notice::of(self.workspace, self.looked_at).deposit(deposit)
    }

    fn message(&self) -> Option<&'a Message> {
        self.of.map(|(message, _)| message)
    }

    /// The message as it is once its deposit is recorded.
    fn resolve(&self, deposit: DepositId, now: Timestamp) -> Result<Option<Message>, PairingError> {
        match self.of {
            Some((message, call)) => Ok(message.resolve(Some(deposit), call, self.incoming.by.clone(), now)?),
            None => Ok(None),
        }
    }

    /// What it tells of a transfer that was told before.
    fn report(&self, now: Timestamp) -> TransferReport {
        let details = &self.incoming.details;
        TransferReport {
            at: now,
            via: details.via,
            phone: details.phone,
            sender: details.sender.clone(),
            verdict: details.verdict,
            depositor_name: details.depositor_name.clone(),
            // A deposit does not keep which report named its payer: of a custom format it counts as little.
            by_grammar: details.by_grammar || details.format.is_some(),
            raw_sms: details.raw_sms.clone(),
        }
    }

    pub fn answer(&self, deposit: DepositId, status: DepositStatusNow, duplicate: bool) -> Received {
        let details = &self.incoming.details;
        let (amount, depositor_name) = (details.amount, details.depositor_name.clone());
        Received { workspace: self.workspace, deposit, amount, depositor_name, status, duplicate }
    }
}

/// What became of one attempt.
enum Attempt {
    Done(Received),
    /// Another report holds the balance item, or is of the same money and was dismissed.
    BalanceTaken(Option<BalanceHolder>),
    /// Something moved: read the guard again.
    Moved,
}

/// What became of a try to commit.
enum Committed {
    /// With its order. `looks`: what read that; `insured`: whether a look at it is queued.
    Paired {
        order: OrderId,
        looks: Looks,
        insured: bool,
    },
    Recorded,
    BalanceTaken(Option<BalanceHolder>),
    MessageMoved,
    Moved,
}

/// The one order that the first look shows, while it is whole.
fn short_cut<'a>(deposit: &Deposit, saw: &'a Prefetched) -> Option<(&'a WaitingOrder, Rule)> {
    let waiting = deposit.waiting().filter(|_| !saw.orders.partial)?;
    match choose(&waiting, &saw.orders.rows, &saw.active.settings, deposit.created_at) {
        Choice::Match(chosen, rule) => {
            saw.orders.rows.iter().find(|order| order.id == chosen).map(|order| (order, rule))
        }
        Choice::Several(_) | Choice::None => None,
    }
}
