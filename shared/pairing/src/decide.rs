//! Decisions on a deposit that was recorded: released, dismissed, restored, freed by an approval. Nothing here pairs:
//! what waits again is settled as any.
//!
//! Invariant: whoever lets a deposit go vouches for its reports, in the same transaction: from then on they hold
//! others, and the balance item is theirs. A deposit beside a report that may pay stays held.

use domain::occurrence::{Kind, Occurrence, TWIN_WINDOW_MS, payable_twins};
use domain::{
    Actor, Deposit, DepositId, DepositState, DepositStatus, DismissReason, HoldReason, HoldReasons, Looks, Refusal,
    Timestamp, Via, WaitingDeposit, Workspace, WorkspaceId,
};
use store::events::Notice;
use store::recording::{Guard, GuardPlace, Recording};
use store::vouch::{Vouched, Word};
use store::{Store, StoreError};

use crate::equals::looks_beside_all;
use crate::settle::or_later;
use crate::{Pairing, PairingError, TRIES};

/// What a decision made of a deposit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// It was written so.
    Made(Deposit),
    /// It was so already: nothing was written.
    Stood(Deposit),
}

/// Deposits as they were read and as they will be; the first is the one that was decided on.
pub(crate) type Changes = Vec<(Deposit, Deposit)>;

impl Pairing {
    /// A person releases a held deposit: it waits, unless something is left that nobody can release. `seen`: the
    /// version that the person saw. What `through` gives, once the deposit is known, commits it, and may keep the
    /// answer with it.
    pub async fn release(
        &self,
        shop: &Workspace,
        id: DepositId,
        seen: Option<u64>,
        by: &Actor,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        let mut seen = seen;
        for _ in 0..TRIES {
            let (before, now) = (self.deposit(shop.id, id).await?, self.now());
            let Some(after) = before.release(by, now)? else { return Ok(Decision::Stood(before)) };
            // What was added since is not what the person released.
            let version = *seen.get_or_insert(before.version);
            if version != before.version {
                return Err(Refusal::DepositChanged(version).into());
            }
            let says_two = before.state.holds().asks_whether_two();
            if let Some(decision) = self.let_go(shop, &before, after, says_two, &through).await? {
                self.prove_format(&before).await;
                return Ok(decision);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// A person dismisses a deposit. As a duplicate it frees the deposits that were held against it; refunded or
    /// private money is dismissed in every report.
    pub async fn dismiss(
        &self,
        shop: &Workspace,
        id: DepositId,
        (reason, note): (DismissReason, Option<String>),
        by: &Actor,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        for _ in 0..TRIES {
            let (before, now) = (self.deposit(shop.id, id).await?, self.now());
            let Some(after) = before.dismiss(reason, note.clone(), by, now)? else {
                return Ok(Decision::Stood(before));
            };
            let twins = self.twins_of(&before).await?;
            let mut changes = with_twins(&before, &twins, reason, by, now)?;
            changes.insert(0, (before, after));
            if let Some(decision) = self.write(shop, changes, None, &through).await? {
                return Ok(decision);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// A person restores a dismissed deposit: it is held, never paired at once.
    pub async fn restore(
        &self,
        shop: &Workspace,
        id: DepositId,
        by: &Actor,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        for _ in 0..TRIES {
            let before = self.deposit(shop.id, id).await?;
            let after = self.judged_again(shop, before.restore(by, self.now())?).await?;
            if let Some(decision) = self.write(shop, vec![(before, after)], None, &through).await? {
                return Ok(decision);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Takes reasons away from a deposit as it was read, by the rules. `false`: somebody wrote it meanwhile.
    pub(crate) async fn free(&self, before: &Deposit, reasons: HoldReasons, by: &Actor) -> Result<bool, StoreError> {
        self.free_as(before, before.clear(reasons, by, self.now())).await
    }

    /// The same, with the deposit as it will be.
    pub(crate) async fn free_as(&self, before: &Deposit, after: Deposit) -> Result<bool, StoreError> {
        let Some(shop) = self.store.workspace(before.workspace).await? else { return Ok(false) };
        let through = |_: &Deposit| Ok(self.store.clone());
        match self.let_go(&shop, before, after, false, &through).await {
            Ok(written) => Ok(written.is_some()),
            Err(PairingError::Store(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    pub(crate) async fn deposit(&self, workspace: WorkspaceId, id: DepositId) -> Result<Deposit, PairingError> {
        self.store.deposit(workspace, id).await?.ok_or(PairingError::NoSuchDeposit)
    }

    /// The deposits that may be the same money.
    pub(crate) async fn twins_of(&self, deposit: &Deposit) -> Result<Vec<Deposit>, StoreError> {
        self.store.deposits_of(deposit.workspace, &deposit.twins).await
    }

    /// Commits a deposit that may pay from now on. Unless a person says that it is money of its own, it stays held
    /// beside a report that may pay. `None`: something moved meanwhile.
    async fn let_go(
        &self,
        shop: &Workspace,
        before: &Deposit,
        after: Deposit,
        says_two: bool,
        through: &impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Option<Decision>, PairingError> {
        let guard = self.guard_of(before).await?;
        let after = match says_two {
            true => after,
            false => self.unless_told_twice(before, after, &guard).await?,
        };
        if after.state != DepositState::Waiting {
            return self.write(shop, vec![(before.clone(), after)], None, through).await;
        }
        let seen = report_of(&after);
        let word = if says_two { Word::Person } else { Word::Rules };
        let vouched = Vouched { guard: &guard, seen: &seen, word, now: self.now() };
        self.write(shop, vec![(before.clone(), after)], Some(vouched), through).await
    }

    /// The guard that remembers a deposit's reports.
    pub(crate) async fn guard_of(&self, deposit: &Deposit) -> Result<Guard, StoreError> {
        let printed = deposit.details.printed();
        self.store.guard(GuardPlace::of(deposit.workspace, deposit.account, deposit.details.amount, printed)).await
    }

    /// Commits changes, tells of them, and settles what waits now. `None`: something moved meanwhile.
    pub(crate) async fn write(
        &self,
        shop: &Workspace,
        mut changes: Changes,
        vouched: Option<Vouched<'_>>,
        through: &impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Option<Decision>, PairingError> {
        let now = self.now();
        let of_deposit = |waits: &WaitingDeposit| (waits.amount, Looks::deposit(waits.id));
        let mut touched: Vec<_> = waits_now(&changes).iter().map(of_deposit).collect();
        let beside = looks_beside_all(&shop.settings, &changes);
        touched.extend(beside.clone());
        let insured = self.store.insure(shop.id, &touched).await;
        for (before, _) in &changes {
            self.promise(shop.audience(), &Notice::of(shop.id, now).deposit(before.id)).await?;
        }
        for waits in waits_now(&changes) {
            self.expect_policies(shop.id, &shop.settings, waits.id).await;
        }
        let Some((first, after)) = changes.first().cloned() else { return Ok(None) };
        match through(&after)?.write_deposits(&changes, vouched).await? {
            Recording::Recorded => {}
            Recording::GuardMoved | Recording::MessageMoved => return Ok(None),
            // Another report told this balance at this time, or later money did: it may be the same money.
            Recording::BalanceTaken(holder) => {
                let holder = self.near(&first, holder.map(|holder| holder.deposit)).await?;
                let held = held_against(&first, after, holder, now);
                changes = vec![(first, held.clone())];
                if through(&held)?.write_deposits(&changes, None).await? != Recording::Recorded {
                    return Ok(None);
                }
            }
        }
        for (before, _) in &changes {
            self.give(shop.audience(), Notice::of(shop.id, now).deposit(before.id), true).await?;
        }
        for waits in waits_now(&changes) {
            let (amount, looks) = (waits.amount, Looks::deposit(waits.id));
            let settled = self.settle_known(shop.id, amount, (vec![waits], Looks::default()), looks).await;
            or_later(shop.id, settled, insured)?;
        }
        Box::pin(self.settle_committed(shop.id, &beside, insured)).await?;
        Ok(changes.into_iter().next().map(|(_, after)| Decision::Made(after)))
    }

    /// The holder of a deposit's balance item, unless it is later money.
    async fn near(&self, deposit: &Deposit, holder: Option<DepositId>) -> Result<Option<DepositId>, StoreError> {
        let Some(id) = holder else { return Ok(None) };
        let at = |deposit: &Deposit| deposit.details.deposited_at.ms();
        let is_near = |other: &Deposit| (at(other) - at(deposit)).abs() <= TWIN_WINDOW_MS;
        Ok(self.store.deposit(deposit.workspace, id).await?.filter(is_near).map(|other| other.id))
    }

    /// A deposit that would wait stays held when another one, that may pay or has paid, may be the same money: by the
    /// guard, and by its balance.
    async fn unless_told_twice(&self, before: &Deposit, after: Deposit, guard: &Guard) -> Result<Deposit, StoreError> {
        if after.state != DepositState::Waiting {
            return Ok(after);
        }
        for twin in payable_twins(&guard.seen, before.id) {
            if self.store.deposit(before.workspace, twin).await?.is_some_and(|twin| counts(&twin)) {
                return Ok(held_against(before, after, Some(twin), self.now()));
            }
        }
        let Some(balance) = before.details.balance else { return Ok(after) };
        let at = before.details.deposited_at;
        let span = (at.plus_ms(-TWIN_WINDOW_MS), at.plus_ms(TWIN_WINDOW_MS));
        let near = self.store.deposits_between(before.workspace, before.account, before.details.amount, span).await?;
        let is_twin =
            |other: &Deposit| counts(other) && other.id != before.id && other.details.balance == Some(balance);
        Ok(match near.into_iter().find(is_twin) {
            Some(twin) => held_against(before, after, Some(twin.id), self.now()),
            None => after,
        })
    }
}

/// The deposits that wait from now on.
fn waits_now(changes: &Changes) -> Vec<WaitingDeposit> {
    let after = |(before, after): &(Deposit, Deposit)| after.waiting().filter(|_| before.waiting() != after.waiting());
    changes.iter().filter_map(after).collect()
}

/// Whether a deposit has paid or may pay: then it holds another of the same money.
fn counts(deposit: &Deposit) -> bool {
    match deposit.state {
        DepositState::Waiting | DepositState::Matched { .. } => true,
        DepositState::Held(_) | DepositState::Dismissed(_) => false,
    }
}

fn held_against(before: &Deposit, after: Deposit, twin: Option<DepositId>, now: Timestamp) -> Deposit {
    match twin.filter(|twin| *twin != before.id) {
        Some(twin) => {
            after.hold(HoldReason::PossibleDuplicate.into(), &Actor::Auto, now).linked(twin, &Actor::Auto, now)
        }
        None => after.hold(HoldReason::TooLateToCompare.into(), &Actor::Auto, now),
    }
}

/// The report of a deposit that may pay from now on.
pub(crate) fn report_of(after: &Deposit) -> Occurrence {
    let details = &after.details;
    Occurrence {
        kind: Kind::Deposit,
        fingerprint: [0; 16].into(),
        words: None,
        receipt: None,
        deposited_at: details.deposited_at,
        heard_at: None,
        has_time: true,
        is_stamped: false,
        balance: details.balance,
        balance_may_be_cut: false,
        deposit: Some(after.id),
        via: details.via,
        is_payable: true,
        is_typed: details.via == Via::Api,
        printed: details.printed().clone(),
    }
}

/// What a dismissal does to the deposits that may be the same money. A duplicate is dismissed only while another one
/// stands, which the transaction then holds to: two people cannot dismiss each the other's.
pub(crate) fn with_twins(
    dismissed: &Deposit,
    twins: &[Deposit],
    reason: DismissReason,
    by: &Actor,
    now: Timestamp,
) -> Result<Changes, Refusal> {
    let stands = |twin: &&Deposit| twin.state.status() != DepositStatus::Dismissed;
    let living: Vec<&Deposit> = twins.iter().filter(stands).collect();
    if reason == DismissReason::Duplicate && living.is_empty() && !twins.is_empty() {
        return Err(Refusal::NoOtherStands);
    }
    let mut changes = Vec::new();
    for twin in &living {
        let others =
            |id: &DepositId| *id != dismissed.id && !twins.iter().any(|other| other.id == *id && !stands(&other));
        let undecided = twin.state.order().is_none();
        let after = match reason {
            DismissReason::Refunded | DismissReason::Private if undecided => twin.dismiss(reason, None, by, now)?,
            DismissReason::Duplicate if undecided && !twin.twins.iter().any(others) => {
                Some(twin.clear(HoldReason::PossibleDuplicate.into(), by, now))
            }
            DismissReason::Refunded | DismissReason::Private | DismissReason::Duplicate => None,
            DismissReason::Other | DismissReason::Salary | DismissReason::Interest | DismissReason::Returned => None,
            DismissReason::OrderCancelled => None,
        };
        changes.extend(after.filter(|after| *after != **twin).map(|after| ((*twin).clone(), after)));
    }
    match (reason, living.first()) {
        (DismissReason::Duplicate, Some(one)) if changes.is_empty() => {
            changes.push(((*one).clone(), (*one).clone()));
        }
        (_, _) => {}
    }
    Ok(changes)
}
