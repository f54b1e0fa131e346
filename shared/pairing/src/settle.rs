//! Settle: the one way to look. For each waiting deposit of an amount, oldest first, run its own choice over what
//! waits, and pair.

use std::collections::BTreeSet;

use domain::deposit::is_stale;
use domain::{
    Actor, Choice, ClosedSet, DepositId, DepositState, HoldReason, OrderId, Rule, Timestamp, WaitingDeposit,
    WaitingOrder, Won, WorkspaceId, choice, choose,
};
use store::StoreError;
use store::events::Notice;
use store::pair::Pairing as Pairs;
use store::queue::CONTINUE_DELAY_S;
use store::recording::Recording;
use store::tasks::Task;
use store::waiting::{Active, Look};

use crate::{CHOICE_GOOD_FOR_MS, Pairing, TRIES};

/// What a settling made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settled {
    pub pairs: Vec<(DepositId, OrderId, Rule)>,
}

impl Settled {
    /// The order that a deposit paid in this settling.
    pub fn order_of(&self, deposit: DepositId) -> Option<OrderId> {
        self.pairs.iter().find(|(paid, _, _)| *paid == deposit).map(|(_, order, _)| *order)
    }

    /// Whether an order was paid in this settling.
    pub fn paid(&self, order: OrderId) -> bool {
        self.pairs.iter().any(|(_, paid, _)| *paid == order)
    }
}

/// What a look left over: the waiting deposits after this one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    pub after: Option<String>,
}

/// What one pass over the waiting deposits came to.
enum Pass {
    /// Nothing more fits: at rest.
    Rest,
    /// Something was paired or moved: what is left may fit now.
    Again,
    /// The bound of one look was reached: what stands after this is for a later one.
    LeftOver(String),
}

impl Pairing {
    /// Pairs every waiting deposit of this amount that has its one order. Bounded: what is left over goes on through
    /// the queue. A deactivated workspace is left as it is.
    pub async fn settle(&self, workspace: WorkspaceId, amount: Won) -> Result<Settled, StoreError> {
        self.settle_after(workspace, amount, None).await
    }

    /// As [`Pairing::settle`], from where a look before stopped at its bound. What stands before it was looked at; every
    /// later change of it is followed by a look of its own.
    pub async fn settle_after(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        after: Option<String>,
    ) -> Result<Settled, StoreError> {
        let (settled, left) = self.settle_some(workspace, amount, after).await?;
        if let Some(Left { after }) = left {
            let look = Task::Look { workspace, amount, after };
            self.store.tasks.send(look, CONTINUE_DELAY_S).await?;
        }
        Ok(settled)
    }

    /// As [`Pairing::settle_after`], and what is left over is the caller's to go on with.
    pub async fn settle_some(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        after: Option<String>,
    ) -> Result<(Settled, Option<Left>), StoreError> {
        let mut settled = Settled::default();
        for _ in 0..TRIES {
            match self.pass(workspace, amount, after.as_deref(), &mut settled).await? {
                Pass::Rest => return Ok((settled, None)),
                Pass::Again => {}
                Pass::LeftOver(at) => return Ok((settled, Some(Left { after: Some(at) }))),
            }
        }
        Ok((settled, Some(Left { after })))
    }

    /// Settles after a commit of an operation over HTTP. The commit stands whatever happens now: when the look fails and
    /// the operation is insured, the queue looks again in half a minute and the caller hears of the commit.
    pub(crate) async fn settle_committed(
        &self,
        workspace: WorkspaceId,
        amounts: &[Won],
        insured: bool,
    ) -> Result<Settled, StoreError> {
        let mut all = Settled::default();
        for amount in amounts {
            match self.settle(workspace, *amount).await {
                Ok(settled) => all.pairs.extend(settled.pairs),
                Err(error) if insured && error.is_passing() => {
                    tracing::warn!(workspace.id = workspace.get(), %error, "the look is left to the queue")
                }
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    async fn pass(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        after: Option<&str>,
        settled: &mut Settled,
    ) -> Result<Pass, StoreError> {
        let (deposits, left_over) = self.store.deposits_of_amount(workspace, amount, after).await?;
        if deposits.is_empty() {
            return Ok(Pass::Rest);
        }
        let looked_at = self.now();
        let (orders, active) =
            tokio::join!(self.store.all_orders(workspace, amount), self.store.active_settings(workspace, true));
        let (mut orders, Some(active)) = (orders?, active?) else { return Ok(Pass::Rest) };
        let mut moved = false;
        for deposit in &deposits {
            if is_stale(deposit.deposited_at, active.settings.match_window_days, self.now()) {
                self.hold_stale(workspace, deposit.id, active.notifies).await?;
                continue;
            }
            let seen = self.orders_seen(workspace, deposit, &orders, looked_at).await?;
            let (Some(seen), now) = (seen, self.now()) else { continue };
            match self.try_pair(workspace, deposit, &seen.0, &active, now, seen.1).await? {
                None => {}
                Some((order, rule, Pairs::Paired)) => {
                    settled.pairs.push((deposit.id, order, rule));
                    orders.rows.retain(|row| row.id != order);
                    moved = true;
                }
                Some((_, _, Pairs::DepositMoved | Pairs::OrderTaken)) => moved = true,
                Some((_, _, Pairs::MessageMoved | Pairs::BalanceTaken(_))) => moved = true,
            }
        }
        Ok(match (moved, left_over) {
            (true, _) => Pass::Again,
            (false, Some(at)) => Pass::LeftOver(at),
            (false, None) => Pass::Rest,
        })
    }

    /// The orders that a deposit's choice is made over: those of the common look while it is whole and fresh, otherwise
    /// a look of its own. `None`: too many to conclude anything.
    async fn orders_seen(
        &self,
        workspace: WorkspaceId,
        deposit: &WaitingDeposit,
        common: &Look<WaitingOrder>,
        looked_at: Timestamp,
    ) -> Result<Option<(Vec<WaitingOrder>, Timestamp)>, StoreError> {
        if !common.partial && self.now().ms() - looked_at.ms() <= CHOICE_GOOD_FOR_MS {
            return Ok(Some((common.rows.clone(), looked_at)));
        }
        let looked_at = self.now();
        let own = self.store.orders_for(workspace, deposit.amount, choice::lookup_keys(&deposit.printed)).await?;
        Ok((!own.partial).then_some((own.rows, looked_at)))
    }

    async fn try_pair(
        &self,
        workspace: WorkspaceId,
        deposit: &WaitingDeposit,
        orders: &[WaitingOrder],
        active: &Active,
        now: Timestamp,
        looked_at: Timestamp,
    ) -> Result<Option<(OrderId, Rule, Pairs)>, StoreError> {
        let Choice::Match(chosen, rule) = choose(deposit, orders, &active.settings, now) else { return Ok(None) };
        let Some(order) = orders.iter().find(|order| order.id == chosen) else { return Ok(None) };
        if now.ms() - looked_at.ms() > CHOICE_GOOD_FOR_MS {
            // Too old to act upon: as if the order had moved, so that the next pass looks again.
            return Ok(Some((chosen, rule, Pairs::OrderTaken)));
        }
        let notice = Notice::of(workspace, now).order(chosen).deposit(deposit.id);
        self.promise(active.notifies, &notice).await?;
        let became = self.store.pair_waiting(workspace, deposit, order, rule, now).await?;
        if became == Pairs::Paired {
            self.give(active.notifies, notice, true).await?;
            log_pair(workspace, chosen, deposit.id, rule);
        }
        Ok(Some((chosen, rule, became)))
    }
}

impl Pairing {
    /// Writes that a deposit has waited for longer than the match window: it is held. Its entry goes, so no look meets it
    /// again.
    async fn hold_stale(&self, workspace: WorkspaceId, id: DepositId, notifies: bool) -> Result<(), StoreError> {
        let Some(before) = self.store.deposit(workspace, id).await? else { return Ok(()) };
        let now = self.now();
        let after = before.hold(HoldReason::OutsideMatchWindow.into(), &Actor::Auto, now);
        if before.state != DepositState::Waiting {
            return Ok(());
        }
        let notice = Notice::of(workspace, now).deposit(id);
        self.promise(notifies, &notice).await?;
        match self.store.write_deposits(&[(before, after)], None).await? {
            Recording::Recorded => self.give(notifies, notice, true).await,
            // Somebody decided otherwise meanwhile.
            Recording::GuardMoved | Recording::BalanceTaken(_) | Recording::MessageMoved => Ok(()),
        }
    }

    /// Settles the amounts at which deposits of the workspace wait, some pages of them: after a change of settings. A longer
    /// match window lets those wait again that were too old for the one before. The value is where to go on.
    pub async fn settle_page(&self, workspace: WorkspaceId, after: u64) -> Result<Option<u64>, StoreError> {
        let (undecided, next) = self.store.undecided(workspace, after, store::waiting::PAGES_A_LOOK).await?;
        let Some(active) = self.store.active_settings(workspace, true).await? else { return Ok(None) };
        let window = active.settings.match_window_days;
        let mut amounts = BTreeSet::new();
        for deposit in undecided {
            let too_old = deposit.state.holds().contains(HoldReason::OutsideMatchWindow);
            match too_old && !is_stale(deposit.told.deposited_at, window, self.now()) {
                true => drop(self.free(&deposit, HoldReason::OutsideMatchWindow.into(), &Actor::Auto).await?),
                false if deposit.state == DepositState::Waiting => drop(amounts.insert(deposit.told.amount)),
                false => {}
            }
        }
        for amount in amounts {
            self.settle(workspace, amount).await?;
        }
        Ok(next)
    }
}

pub(crate) fn log_pair(workspace: WorkspaceId, order: OrderId, deposit: DepositId, rule: Rule) {
    tracing::info!(
        workspace.id = workspace.get(),
        order.id = order.get(),
        deposit.id = deposit.get(),
        rule = rule.code(),
        "paired"
    );
}
