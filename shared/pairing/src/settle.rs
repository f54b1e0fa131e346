//! Settle: the one way to look. Each waiting deposit that a change concerns runs its own choice over the orders that it
//! reads, and pairs; a pair concerns the deposits that read its order, and so on to the end or the bound.
//!
//! Invariant: whatever a look finds, it reads after the change that it follows. So whoever commits second sees the
//! first.

use std::collections::BTreeMap;

use domain::deposit::is_stale;
use domain::{
    Choice, ClosedSet, DepositId, Looks, NameKey, OrderId, Rule, Timestamp, WaitingDeposit, WaitingOrder, Won,
    WorkspaceId, choice,
};
use store::StoreError;
use store::events::Notice;
use store::pair::Pairing as Pairs;
use store::queue::CONTINUE_DELAY_S;
use store::tasks::Task;
use store::waiting::{Active, Look};

use crate::equals::looks_beside;
use crate::{CHOICE_GOOD_FOR_MS, Pairing};

/// How many looks and tried pairs, together, one settling makes before it leaves the rest to the queue.
const STEPS: usize = 64;

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

/// What a task of the queue looks at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LookScope {
    /// All that waits at the amount, above `after`: for a change of what every choice reads.
    All { after: Option<String> },
    /// What these say. `after`: of their first key, what waits above it.
    Some { looks: Looks, after: Option<String> },
}

impl LookScope {
    /// Without looks: all of the amount.
    pub fn of(looks: Looks, after: Option<String>) -> Self {
        if looks.is_empty() { Self::All { after } } else { Self::Some { looks, after } }
    }

    fn task(self, workspace: WorkspaceId, amount: Won) -> Task {
        match self {
            Self::All { after } => Task::look(workspace, amount, Looks::default(), after),
            Self::Some { looks, after } => Task::look(workspace, amount, looks, after),
        }
    }
}

/// What was read of the orders that deposits of one name can pay, and when.
struct Seen {
    orders: Look<WaitingOrder>,
    at: Timestamp,
}

/// One settling.
struct Run<'a> {
    pairing: &'a Pairing,
    workspace: WorkspaceId,
    amount: Won,
    /// What is still to be looked at.
    work: Looks,
    /// What will be looked at should this program die. `None`: all of the amount, from its beginning.
    insured: Option<Looks>,
    settled: Settled,
    steps: usize,
}

impl Pairing {
    /// Looks at what a change concerns. Bounded: what is left over goes on through the queue. A deactivated workspace
    /// is left as it is. The caller, or who delivers to it again, is insured for these looks.
    pub async fn settle(&self, workspace: WorkspaceId, amount: Won, looks: Looks) -> Result<Settled, StoreError> {
        let insured = looks.clone();
        self.settle_known(workspace, amount, (Vec::new(), looks), insured).await
    }

    /// The same of deposits that were just written as waiting, and need not be read again.
    pub(crate) async fn settle_known(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        (known, looks): (Vec<WaitingDeposit>, Looks),
        insured: Looks,
    ) -> Result<Settled, StoreError> {
        let mut run = Run::new(self, workspace, amount, Some(insured));
        run.work = looks;
        // On the heap, as all that follows: every caller's future would hold these large ones within itself.
        if !Box::pin(run.look_at(&known)).await? {
            run.work.deposits.extend(known.iter().map(|deposit| deposit.id));
        }
        Box::pin(run.drain(None)).await?;
        if !run.work.is_empty() {
            self.store.tasks.send(Task::look(workspace, amount, run.work, None), CONTINUE_DELAY_S).await?;
        }
        Ok(run.settled)
    }

    /// What a task of the queue asks for; what is left over is the caller's to go on with.
    pub async fn settle_some(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        scope: LookScope,
    ) -> Result<Option<LookScope>, StoreError> {
        let rest = |looks: Looks| (!looks.is_empty()).then_some(LookScope::Some { looks, after: None });
        match scope {
            LookScope::Some { looks, after } => {
                // Delivered again, a task that goes on looks above `after` only.
                let insured = if after.is_none() { looks.clone() } else { Looks::default() };
                let mut run = Run::new(self, workspace, amount, Some(insured));
                run.work = looks;
                Box::pin(run.drain(after)).await?;
                Ok(rest(run.work))
            }
            LookScope::All { after } => {
                let insured = after.is_some().then(Looks::default);
                let mut run = Run::new(self, workspace, amount, insured);
                let next = Box::pin(run.look_at_all(after.as_deref())).await?;
                Box::pin(run.drain(None)).await?;
                let Some(after) = next else { return Ok(rest(run.work)) };
                if let Some(left) = rest(run.work) {
                    self.leave_over(workspace, amount, left).await?;
                }
                Ok(Some(LookScope::All { after: Some(after) }))
            }
        }
    }

    /// Leaves to the queue what a look left over.
    pub async fn leave_over(&self, workspace: WorkspaceId, amount: Won, scope: LookScope) -> Result<(), StoreError> {
        self.store.tasks.send(scope.task(workspace, amount), CONTINUE_DELAY_S).await
    }

    /// Settles after a commit of an operation over HTTP. The commit stands whatever happens now: when the look fails
    /// and the operation is insured, the queue looks again in half a minute and the caller hears of the commit.
    pub(crate) async fn settle_committed(
        &self,
        workspace: WorkspaceId,
        touched: &[(Won, Looks)],
        insured: bool,
    ) -> Result<Settled, StoreError> {
        let mut all = Settled::default();
        for (amount, looks) in touched {
            let settled = self.settle(workspace, *amount, looks.clone()).await;
            all.pairs.extend(or_later(workspace, settled, insured)?.pairs);
        }
        Ok(all)
    }
}

/// What a look after a commit came to. One that failed while it is insured is made by the queue.
pub(crate) fn or_later(
    workspace: WorkspaceId,
    settled: Result<Settled, StoreError>,
    insured: bool,
) -> Result<Settled, StoreError> {
    match settled {
        Err(error) if insured && error.is_passing() => {
            tracing::warn!(workspace.id = workspace.get(), %error, "the look is left to the queue");
            Ok(Settled::default())
        }
        settled => settled,
    }
}

impl<'a> Run<'a> {
    fn new(pairing: &'a Pairing, workspace: WorkspaceId, amount: Won, insured: Option<Looks>) -> Self {
        let (work, settled) = (Looks::default(), Settled::default());
        Self { pairing, workspace, amount, work, insured, settled, steps: 0 }
    }

    /// Looks at one thing after the other, until nothing is left or the bound is reached. `after`: where the first key
    /// was left before.
    async fn drain(&mut self, mut after: Option<String>) -> Result<(), StoreError> {
        while self.steps < STEPS {
            self.steps += 1;
            if let Some(key) = self.work.keys.pop_first() {
                let after = after.take();
                let found = self.pairing.store.deposits_of_key(self.workspace, self.amount, &key, after.as_deref());
                let (deposits, stopped) = found.await?;
                if let Some(stopped) = stopped {
                    let rest = Task::look(self.workspace, self.amount, Looks::key(key.clone()), Some(stopped));
                    self.pairing.store.tasks.send(rest, CONTINUE_DELAY_S).await?;
                }
                if !Box::pin(self.look_at(&deposits)).await? {
                    self.work.keys.insert(key);
                }
            } else if let Some(id) = self.work.deposits.pop_first() {
                let waiting: Vec<_> = self.waiting(id).await?.into_iter().collect();
                if !Box::pin(self.look_at(&waiting)).await? {
                    self.work.deposits.insert(id);
                }
            } else {
                return Ok(());
            }
        }
        Ok(())
    }

    /// A deposit, if it waits. Of one that has paid, what reads its order is to be looked at: the program that made the
    /// pair may have died before it did.
    async fn waiting(&mut self, id: DepositId) -> Result<Option<WaitingDeposit>, StoreError> {
        let Some(deposit) = self.pairing.store.deposit(self.workspace, id).await? else { return Ok(None) };
        let paired_at = |order| deposit.paired_at(order);
        for order in deposit.orders() {
            let Some(order) = self.pairing.store.order(self.workspace, order).await? else { continue };
            // A combined transfer's orders stand at amounts of their own, whose looks are insured by themselves.
            if paired_at(order.id) == self.amount && !order.name_cannot_match() {
                // Under `AS_MANY` it was counted with the deposits of its name.
                let looks = Looks::beside(deposit.details.printed());
                self.work.keys.extend(looks.keys.into_iter().chain([order.name_key]));
            }
        }
        Ok(deposit.waiting())
    }

    /// The choices of some deposits, oldest first, each over the orders that it reads. `false`: the bound was reached
    /// before the last of them.
    async fn look_at(&mut self, deposits: &[WaitingDeposit]) -> Result<bool, StoreError> {
        let Some(first) = deposits.first() else { return Ok(true) };
        let (store, at) = (&self.pairing.store, self.pairing.now());
        let keys = choice::lookup_keys(&first.printed);
        let (orders, active) = tokio::join!(
            store.orders_for(self.workspace, self.amount, keys.clone()),
            store.active_settings(self.workspace, true)
        );
        let Some(active) = active? else { return Ok(true) };
        let mut seen = BTreeMap::from([(keys, Seen { orders: orders?, at })]);
        for deposit in deposits {
            if self.steps >= STEPS {
                return Ok(false);
            }
            let keys = choice::lookup_keys(&deposit.printed);
            let fresh =
                seen.get(&keys).is_some_and(|seen| self.pairing.now().ms() - seen.at.ms() <= CHOICE_GOOD_FOR_MS);
            if !fresh {
                let at = self.pairing.now();
                let orders = self.pairing.store.orders_for(self.workspace, self.amount, keys.clone()).await?;
                seen.insert(keys.clone(), Seen { orders, at });
            }
            // Of orders that are cut off nothing can be concluded.
            let Some(own) = seen.get(&keys).filter(|own| !own.orders.partial) else { continue };
            match self.choose(deposit, &own.orders.rows, &active, own.at).await? {
                Chose::Nothing => {}
                Chose::Paid(order) => {
                    seen.values_mut().for_each(|seen| seen.orders.rows.retain(|row| row.id != order));
                }
                Chose::Refused => seen.clear(),
            }
        }
        Ok(true)
    }

    /// The choices of all that waits at the amount above `after`, over all orders that wait there: where it stopped at
    /// its bound.
    async fn look_at_all(&mut self, after: Option<&str>) -> Result<Option<String>, StoreError> {
        let (store, workspace, amount) = (&self.pairing.store, self.workspace, self.amount);
        let (deposits, stopped) = store.deposits_of_amount(workspace, amount, after).await?;
        if deposits.is_empty() {
            return Ok(None);
        }
        let at = self.pairing.now();
        let (orders, active) =
            tokio::join!(store.all_orders(workspace, amount), store.active_settings(workspace, true));
        let (mut orders, Some(active)) = (orders?, active?) else { return Ok(None) };
        for deposit in &deposits {
            let keys = choice::lookup_keys(&deposit.printed);
            let is_whole = !orders.partial && self.pairing.now().ms() - at.ms() <= CHOICE_GOOD_FOR_MS;
            let (rows, at) = match is_whole {
                true => (with_keys(&orders.rows, &keys), at),
                false => {
                    let at = self.pairing.now();
                    let own = self.pairing.store.orders_for(workspace, amount, keys).await?;
                    if own.partial {
                        continue;
                    }
                    (own.rows, at)
                }
            };
            match self.choose(deposit, &rows, &active, at).await? {
                Chose::Nothing | Chose::Refused => {}
                Chose::Paid(order) => orders.rows.retain(|row| row.id != order),
            }
        }
        Ok(stopped)
    }
}

/// What became of one deposit's choice.
enum Chose {
    Nothing,
    Paid(OrderId),
    /// It is looked at again, over a fresh look at its orders.
    Refused,
}

impl Run<'_> {
    async fn choose(
        &mut self,
        deposit: &WaitingDeposit,
        orders: &[WaitingOrder],
        active: &Active,
        seen_at: Timestamp,
    ) -> Result<Chose, StoreError> {
        let (pairing, workspace, now) = (self.pairing, self.workspace, self.pairing.now());
        if is_stale(deposit.deposited_at, active.settings.match_window_days, now) {
            let looks = looks_beside(&active.settings, deposit);
            pairing.store.insure(workspace, &[(self.amount, looks.clone())]).await;
            pairing.hold_stale(workspace, deposit.id, active.audience).await?;
            self.work.keys.extend(looks.keys);
            return Ok(Chose::Nothing);
        }
        let choice = pairing.choose(workspace, deposit, orders, &active.settings, now).await?;
        let (Choice::Match(chosen, rule), now) = (choice, pairing.now()) else { return Ok(Chose::Nothing) };
        let Some(order) = orders.iter().find(|order| order.id == chosen) else { return Ok(Chose::Nothing) };
        self.steps += 1;
        if now.ms() - seen_at.ms() > CHOICE_GOOD_FOR_MS {
            // Too old to act upon.
            self.work.deposits.insert(deposit.id);
            return Ok(Chose::Refused);
        }
        let looks = Looks::key(order.name_key.clone()).and(looks_beside(&active.settings, deposit));
        self.insure(deposit, &looks).await;
        let notice = Notice::of(workspace, now).order(chosen).deposit(deposit.id);
        pairing.promise(active.audience, &notice).await?;
        let paired = pairing.store.pair_waiting(workspace, deposit, order, rule, now).await?;
        if paired != Pairs::Paired {
            self.work.deposits.insert(deposit.id);
            return Ok(Chose::Refused);
        }
        pairing.give(active.audience, notice, true).await?;
        log_pair(workspace, chosen, deposit.id, rule);
        self.settled.pairs.push((deposit.id, chosen, rule));
        // Whoever saw this order beside another may be alone with that one now.
        self.work.keys.extend(looks.keys);
        Ok(Chose::Paid(chosen))
    }

    /// Before a pair: should this program die after it, what it concerns is looked at all the same.
    async fn insure(&mut self, deposit: &WaitingDeposit, looks: &Looks) {
        let Some(insured) = &mut self.insured else { return };
        if !insured.keys.is_superset(&looks.keys) && !insured.deposits.contains(&deposit.id) {
            let look = (self.amount, looks.clone());
            if self.pairing.store.insure(self.workspace, &[look]).await {
                insured.keys.extend(looks.keys.iter().cloned());
            }
        }
    }
}

/// Those of the orders, which stand by their keys, whose keys begin with one of these.
fn with_keys(orders: &[WaitingOrder], keys: &[NameKey]) -> Vec<WaitingOrder> {
    let mut found: Vec<WaitingOrder> = Vec::new();
    for key in keys {
        let first = orders.partition_point(|order| order.name_key < *key);
        let under = orders.iter().skip(first).take_while(|order| order.name_key.starts_with(key.as_str()));
        found.extend(under.cloned());
    }
    found.sort_by_key(|order| order.id);
    found.dedup_by_key(|order| order.id);
    found
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
