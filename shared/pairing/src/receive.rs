//! A deposit is received: from a bank's message, or typed by hand.

use domain::deposit::{Scrutiny, Told};
use domain::occurrence::{Fingerprint, Occurrence, ReceiptId, Sighting, sight};
use domain::{
    AccountId, Actor, Became, Choice, Deposit, DepositId, DepositState, Intake, Message, Received, Via, WaitingOrder,
    WorkspaceId, choice, choose, outcome,
};
use store::events::Notice;
use store::pair::{Guard, Pairing as Pairs, Recording, Resolves};
use store::waiting::{Active, Look};
use store::{Sequence, StoreError};

use crate::{CHOICE_GOOD_FOR_MS, Pairing, PairingError, TRIES};

/// A deposit as it comes in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incoming {
    pub account: AccountId,
    pub told: Told,
    pub fingerprint: Fingerprint,
    /// The webhook call that brought it; `None` for a deposit typed by hand.
    pub receipt: Option<ReceiptId>,
    pub by: Actor,
}

/// What the first, parallel reads saw.
struct Saw {
    guard: Guard,
    id: DepositId,
    orders: Look<WaitingOrder>,
    active: Active,
    /// A look is queued for the case that this program dies. A message needs none: the queue delivers it again.
    insured: bool,
}

impl Pairing {
    /// Records a deposit and pairs it with its order, if it has exactly one. A message that was seen before makes no
    /// second deposit; one that may be a twin is held.
    pub async fn receive(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<Received, PairingError> {
        // On the heap: every caller's future would hold this large one within itself.
        Box::pin(self.receive_of(workspace, incoming, None)).await
    }

    /// As [`Pairing::receive`]. The deposit of a message of the inbox resolves it in the very transaction that records
    /// the deposit, so that no message makes two; the message's `call` is what asked for it.
    pub(crate) async fn receive_of(
        &self,
        workspace: WorkspaceId,
        incoming: &Incoming,
        of: Option<(&Message, Fingerprint)>,
    ) -> Result<Received, PairingError> {
        let looked_at = self.now();
        let Some(mut saw) = self.first_look(workspace, incoming).await? else { return Err(PairingError::Deactivated) };
        if incoming.told.via == Via::Open && saw.active.settings.intake == Intake::Keyed {
            return Err(PairingError::IntakeKeyed);
        }
        let notice = Notice::of(workspace, looked_at).deposit(saw.id);
        // A message needs no promise: the queue delivers it again.
        let (tells, by_hand) = (saw.active.notifies, incoming.receipt.is_none());
        self.promise(tells && by_hand, &notice).await?;
        for tried in 0..TRIES {
            let seen = self.occurrence(incoming, saw.id);
            let twin = match sight(&saw.guard.seen, &seen) {
                Sighting::Same { deposit, redelivered } => {
                    return self.again(workspace, deposit, incoming, redelivered, tells).await;
                }
                Sighting::Twin { deposit } => Some(deposit),
                Sighting::New => None,
            };
            let now = self.now();
            let deposit = Deposit::receive(
                workspace,
                incoming.account,
                saw.id,
                incoming.told.clone(),
                Scrutiny { twin, limit: saw.active.settings.auto_match_limit },
                incoming.by.clone(),
                now,
            );
            let resolved = match of {
                Some((message, call)) => message.resolve(Some(saw.id), call, incoming.by.clone(), now)?,
                None => None,
            };
            let resolves = of.map(|(message, _)| message).zip(resolved.as_ref());
            let fresh = tried == 0 && now.ms() - looked_at.ms() <= CHOICE_GOOD_FOR_MS;
            let short_cut = if fresh { self.short_cut(&deposit, &saw, seen.clone(), resolves).await? } else { None };
            match short_cut {
                Some((Pairs::Paired, became)) => {
                    self.give(tells, notice, by_hand).await?;
                    // The pair may have left another deposit alone with one order.
                    self.settle_committed(workspace, &[incoming.told.amount], saw.insured).await?;
                    return Ok(self.answer(workspace, saw.id, incoming, became, false));
                }
                Some((Pairs::OrderTaken, _)) | None => {
                    match self.store.record(&deposit, &saw.guard, seen, resolves).await? {
                        Recording::Recorded => {
                            self.give(tells, notice, by_hand).await?;
                            return self.recorded(workspace, &deposit, incoming, saw.insured).await;
                        }
                        Recording::MessageMoved => return Err(PairingError::MessageMoved),
                        Recording::GuardMoved => {}
                    }
                }
                Some((Pairs::MessageMoved, _)) => return Err(PairingError::MessageMoved),
                Some((Pairs::DepositMoved, _)) => {}
            }
            saw.guard = self.guard(workspace, incoming).await?;
        }
        Err(StoreError::Contended.into())
    }

    /// One parallel trip: the guard, an id, what waits, the settings. `None`: the workspace is deactivated.
    async fn first_look(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<Option<Saw>, StoreError> {
        let told = &incoming.told;
        let keys = match (told.hold(None), told.depositor_name.as_deref()) {
            (None, Some(printed)) => choice::lookup_keys(printed),
            (Some(_), _) | (_, None) => Vec::new(),
        };
        let by_hand = incoming.receipt.is_none();
        let insured: &[domain::Won] = if by_hand { &[told.amount] } else { &[] };
        let (guard, id, orders, active, insured) = tokio::join!(
            self.guard(workspace, incoming),
            self.store.next_id(Sequence::Deposit(workspace), DepositId::new),
            self.store.orders_for(workspace, told.amount, keys),
            self.store.active_settings(workspace, false),
            self.store.insure(workspace, insured),
        );
        let Some(active) = active? else { return Ok(None) };
        Ok(Some(Saw { guard: guard?, id: id?, orders: orders?, active, insured: by_hand && insured }))
    }

    async fn guard(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<Guard, StoreError> {
        self.store.guard(workspace, incoming.account, incoming.told.amount, &incoming.told.name_key()).await
    }

    fn occurrence(&self, incoming: &Incoming, deposit: DepositId) -> Occurrence {
        Occurrence {
            fingerprint: incoming.fingerprint,
            receipt: incoming.receipt,
            deposited_at: incoming.told.deposited_at,
            balance: incoming.told.balance,
            deposit,
            via: incoming.told.via,
        }
    }

    /// Records and pairs in one transaction, when the look made before the write already shows the one order. `None`:
    /// it does not.
    async fn short_cut(
        &self,
        deposit: &Deposit,
        saw: &Saw,
        seen: Occurrence,
        resolves: Resolves<'_>,
    ) -> Result<Option<(Pairs, Became)>, PairingError> {
        let (Some(waiting), false) = (deposit.waiting(), saw.orders.partial) else { return Ok(None) };
        let now = deposit.created_at;
        let Choice::Match(chosen, rule) = choose(&waiting, &saw.orders.rows, &saw.active.settings, now) else {
            return Ok(None);
        };
        let Some(order) = saw.orders.rows.iter().find(|order| order.id == chosen) else { return Ok(None) };
        let paid = deposit.pay(chosen, Some(rule), Actor::Auto, now)?;
        let became = self.store.pair_new(&paid, &saw.guard, seen, order, rule, resolves).await?;
        if became == Pairs::Paired {
            tracing::info!(
                workspace.id = deposit.workspace.get(),
                order.id = chosen.get(),
                deposit.id = deposit.id.get(),
                rule = rule.code(),
                "paired"
            );
        }
        Ok(Some((became, Became::Matched(chosen))))
    }

    /// The deposit is committed: now the look that counts.
    async fn recorded(
        &self,
        workspace: WorkspaceId,
        deposit: &Deposit,
        incoming: &Incoming,
        insured: bool,
    ) -> Result<Received, PairingError> {
        let became = match deposit.state {
            DepositState::Held(reason) => Became::Held(reason),
            DepositState::Waiting | DepositState::Matched { .. } => {
                let settled = self.settle_committed(workspace, &[incoming.told.amount], insured).await?;
                match settled.order_of(deposit.id) {
                    Some(order) => Became::Matched(order),
                    None => self.stands(workspace, deposit.id).await?.0,
                }
            }
        };
        Ok(self.answer(workspace, deposit.id, incoming, became, false))
    }

    /// The message was seen before: looks again and gives its notice again, since its first try may have died before
    /// either, and tells the deposit as it is now.
    async fn again(
        &self,
        workspace: WorkspaceId,
        deposit: DepositId,
        incoming: &Incoming,
        redelivered: bool,
        tells: bool,
    ) -> Result<Received, PairingError> {
        self.settle(workspace, incoming.told.amount).await?;
        let (became, stands) = self.stands(workspace, deposit).await?;
        let notice = Notice::of(workspace, stands.created_at).deposit(deposit);
        self.give(tells && redelivered, notice, false).await?;
        Ok(self.answer(workspace, deposit, incoming, became, !redelivered))
    }

    /// How a recorded deposit stands now.
    pub async fn stands(&self, workspace: WorkspaceId, id: DepositId) -> Result<(Became, Deposit), PairingError> {
        let deposit = self.store.deposit(workspace, id).await?.ok_or(PairingError::NoSuchDeposit)?;
        let became = match deposit.state {
            DepositState::Matched { order } => Became::Matched(order),
            DepositState::Held(reason) => Became::Held(reason),
            DepositState::Waiting => {
                let now = self.now();
                let orders =
                    self.store.orders_of_amount(workspace, deposit.told.amount, outcome::CANDIDATES_COUNTED).await?;
                let open = orders.iter().filter(|order| !domain::order::is_overdue(order.expires_at, now));
                Became::Waiting { candidates: open.count() }
            }
        };
        Ok((became, deposit))
    }

    fn answer(
        &self,
        workspace: WorkspaceId,
        deposit: DepositId,
        incoming: &Incoming,
        became: Became,
        duplicate: bool,
    ) -> Received {
        let told = &incoming.told;
        Received {
            workspace,
            deposit,
            amount: told.amount,
            depositor_name: told.depositor_name.clone(),
            became,
            duplicate,
        }
    }
}
