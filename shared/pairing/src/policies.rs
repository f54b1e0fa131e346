//! Policies at work: half a minute after a deposit was recorded or released, or an order placed, what a policy that is
//! on covers is matched, as a person would who accepts its only proposal.
//!
//! Nothing is promised: a policy that does not run, or finds anything in doubt, leaves the deposit to a person.

use domain::matching::{Press, match_orders};
use domain::policy::LatePolicy;
use domain::proposal::{Covered, Pool};
use domain::{
    Actor, Deposit, DepositId, DepositState, Matched, Order, OrderId, OrderStatus, ProposalId, Settings, Workspace,
    WorkspaceId,
};
use store::StoreError;
use store::pair::Beside;
use store::queue::POLICY_DELAY_S;
use store::tasks::Task;

use crate::{Pairing, PairingError, TRIES};

impl Pairing {
    /// Before a deposit is written that waits from then on: a workspace with a policy looks at it later.
    pub(crate) async fn expect_policies(&self, workspace: WorkspaceId, settings: &Settings, deposit: DepositId) {
        self.expect(settings, Task::Policies { workspace, deposit }).await;
    }

    /// The same before an order is placed, or expires: its payer's deposits may wait.
    pub(crate) async fn expect_policies_of_payer(&self, shop: &Workspace, order: OrderId) {
        self.expect(&shop.settings, Task::PoliciesOfPayer { workspace: shop.id, order }).await;
    }

    async fn expect(&self, settings: &Settings, task: Task) {
        if !settings.policies.are_on() {
            return;
        }
        if let Err(error) = Box::pin(self.store.tasks.send(task, POLICY_DELAY_S)).await {
            tracing::warn!(%error, "no policy will look at this; a person does");
        }
    }

    /// Matches what a policy covers of a deposit. `None`: nothing.
    pub async fn apply_policies(
        &self,
        workspace: WorkspaceId,
        deposit: DepositId,
    ) -> Result<Option<Matched>, PairingError> {
        for _ in 0..TRIES {
            let Some(shop) = self.with_policies(workspace).await? else { return Ok(None) };
            let asked = self.store.deposit(workspace, deposit).await?;
            let Some(asked) = asked.filter(|asked| asked.state == DepositState::Waiting) else { return Ok(None) };
            match self.try_policies(&shop, &asked).await? {
                Tried::Nothing => return Ok(None),
                Tried::Matched(matched) => return Ok(Some(*matched)),
                Tried::Moved => {}
            }
        }
        // The lists lag behind what is written; a person sees it all the same.
        Ok(None)
    }

    /// The same of the deposits that wait and bear the name of an order that was placed, or has expired.
    pub async fn apply_policies_to_payer(
        &self,
        workspace: WorkspaceId,
        order: OrderId,
    ) -> Result<Option<Matched>, PairingError> {
        let Some(shop) = self.with_policies(workspace).await? else { return Ok(None) };
        let order = self.store.order(workspace, order).await?;
        let may_be_paid = |order: &Order| match order.status(self.now()) {
            OrderStatus::Pending | OrderStatus::Expired => true,
            OrderStatus::Matched | OrderStatus::Cancelled => false,
        };
        let Some(order) = order.filter(may_be_paid) else { return Ok(None) };
        let waiting = self.waiting(&shop).await?;
        let deposits = waiting.deposits.iter().filter(|deposit| deposit.state == DepositState::Waiting);
        let of_payer: Vec<DepositId> =
            deposits.filter(|deposit| deposit.bears_name_of(&order)).map(|deposit| deposit.id).collect();
        for deposit in of_payer {
            if let Some(matched) = Box::pin(self.apply_policies(workspace, deposit)).await? {
                return Ok(Some(matched));
            }
        }
        Ok(None)
    }

    async fn with_policies(&self, workspace: WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        let shop = self.store.workspace(workspace).await?;
        Ok(shop.filter(|shop| shop.is_active && shop.settings.policies.are_on()))
    }

    async fn try_policies(&self, shop: &Workspace, asked: &Deposit) -> Result<Tried, PairingError> {
        let (mut waiting, now) = (self.waiting(shop).await?, self.now());
        // Of what is cut off nothing can be concluded: of orders that ended, those that a deposit may still mean.
        let reach = now.plus_ms(-LatePolicy::REACH_MS);
        if waiting.is_capped || waiting.ended_since.is_some_and(|since| since > reach) {
            return Ok(Tried::Nothing);
        }
        waiting.add(asked);
        let pool = Pool::of(&waiting.orders, &waiting.deposits, &shop.settings, &waiting.rejected, now);
        let Some(covered) = pool.covered(asked, now) else { return Ok(Tried::Nothing) };
        let id = ProposalId::of(&covered.proposal, &waiting.deposits, &waiting.orders);
        match id {
            Some(id) => self.match_by_policy(shop, &covered, &id).await,
            None => Ok(Tried::Nothing),
        }
    }

    /// Writes what a policy covers, if what it was computed from stands.
    async fn match_by_policy(
        &self,
        shop: &Workspace,
        covered: &Covered,
        id: &ProposalId,
    ) -> Result<Tried, PairingError> {
        let (deposits, orders) = id.named();
        let before = self.named(shop.id, &deposits, &orders).await?;
        if !id.is_of(&before.deposits, &before.orders) {
            return Ok(Tried::Moved);
        }
        let press = Press { by: &Actor::Policy(covered.policy), now: self.now() };
        let Ok(after) = match_orders(&before.deposits, &before.orders, covered.said, press) else {
            return Ok(Tried::Nothing);
        };
        let through = |_: &Matched| Ok(self.store.clone());
        if !Box::pin(self.write_matched(shop, (&before, &after), &Beside::default(), &through)).await? {
            return Ok(Tried::Moved);
        }
        tracing::info!(workspace.id = shop.id.get(), policy = covered.policy.rule(), "matched by a policy");
        Ok(Tried::Matched(Box::new(after)))
    }
}

/// What became of one look.
enum Tried {
    Nothing,
    /// Something of it was written meanwhile.
    Moved,
    Matched(Box<Matched>),
}
