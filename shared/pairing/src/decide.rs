//! Decisions on a deposit that was recorded: released, dismissed, restored, freed by an approval. Nothing here pairs:
//! what waits again is settled as any.

use domain::occurrence::{Kind, Occurrence, TWIN_WINDOW_MS};
use domain::{
    Actor, Deposit, DepositId, DepositState, DismissReason, HoldReason, HoldReasons, Refusal, Timestamp, Via,
    Workspace, WorkspaceId,
};
use store::events::Notice;
use store::recording::{GuardPlace, Recording};
use store::{Store, StoreError};

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
type Changes = Vec<(Deposit, Deposit)>;

impl Pairing {
    /// A person releases a held deposit: it waits, unless something is left that nobody can release. What `through` gives,
    /// once the deposit is known, commits it, and may keep the answer with it.
    pub async fn release(
        &self,
        seat: &Workspace,
        id: DepositId,
        by: &Actor,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        for _ in 0..TRIES {
            let (before, now) = (self.deposit(seat.id, id).await?, self.now());
            let Some(after) = before.release(by, now)? else { return Ok(Decision::Stood(before)) };
            let says_two = before.state.holds().contains(HoldReason::PossibleDuplicate);
            let after = match says_two {
                true => after,
                false => self.unless_told_twice(&before, after).await?,
            };
            if let Some(decision) = self.write(seat, vec![(before, after)], !says_two, &through).await? {
                return Ok(decision);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// A person dismisses a deposit. As a duplicate it frees the deposits that were held against it; refunded or private
    /// money is dismissed in every report.
    pub async fn dismiss(
        &self,
        seat: &Workspace,
        id: DepositId,
        (reason, note): (DismissReason, Option<String>),
        by: &Actor,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        for _ in 0..TRIES {
            let (before, now) = (self.deposit(seat.id, id).await?, self.now());
            let Some(after) = before.dismiss(reason, note.clone(), by, now)? else {
                return Ok(Decision::Stood(before));
            };
            let mut twins = Vec::new();
            for twin in &before.twins {
                twins.extend(self.store.deposit(seat.id, *twin).await?);
            }
            let mut changes = with_twins(&before, &twins, reason, by, now)?;
            changes.insert(0, (before, after));
            if let Some(decision) = self.write(seat, changes, false, &through).await? {
                return Ok(decision);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// A person restores a dismissed deposit: it is held, never paired at once.
    pub async fn restore(
        &self,
        seat: &Workspace,
        id: DepositId,
        by: &Actor,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        for _ in 0..TRIES {
            let before = self.deposit(seat.id, id).await?;
            let after = before.restore(by, self.now())?;
            if let Some(decision) = self.write(seat, vec![(before, after)], false, &through).await? {
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
        let workspace = before.workspace;
        let Some(seat) = self.store.workspace(workspace).await? else { return Ok(false) };
        let after = self.unless_told_twice(before, after).await?;
        let through = |_: &Deposit| Ok(self.store.clone());
        match self.write(&seat, vec![(before.clone(), after)], true, &through).await {
            Ok(written) => Ok(written.is_some()),
            Err(PairingError::Store(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    async fn deposit(&self, workspace: WorkspaceId, id: DepositId) -> Result<Deposit, PairingError> {
        self.store.deposit(workspace, id).await?.ok_or(PairingError::NoSuchDeposit)
    }

    /// Commits changes, tells of them, and settles what waits now. `claims`: the first must hold its balance item, since
    /// it may pay from now on. `None`: something moved meanwhile.
    async fn write(
        &self,
        seat: &Workspace,
        mut changes: Changes,
        claims: bool,
        through: &impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Option<Decision>, PairingError> {
        let now = self.now();
        let amounts: Vec<_> = changes.first().map(|(before, _)| before.told.amount).into_iter().collect();
        let waits = changes.iter().any(|(_, after)| after.state == DepositState::Waiting);
        let insured = waits && self.store.insure(seat.id, &amounts).await;
        for _ in 0..2 {
            let Some((first, after)) = changes.first() else { return Ok(None) };
            for (before, _) in &changes {
                self.promise(seat.notifies(), &Notice::of(seat.id, now).deposit(before.id)).await?;
            }
            let claim = claim(after).filter(|_| claims);
            let claim = claim.as_ref().map(|(place, seen)| (place, seen));
            match through(after)?.write_deposits(&changes, claim, now).await? {
                Recording::Recorded => break,
                Recording::GuardMoved | Recording::MessageMoved => return Ok(None),
                // Another report told this balance at this time: it may be the same money.
                Recording::BalanceTaken(holder) => {
                    let held = held_against(first, after.clone(), holder, now);
                    changes = vec![(first.clone(), held)];
                }
            }
        }
        for (before, _) in &changes {
            self.give(seat.notifies(), Notice::of(seat.id, now).deposit(before.id), true).await?;
        }
        if waits {
            self.settle_committed(seat.id, &amounts, insured).await?;
        }
        Ok(changes.into_iter().next().map(|(_, after)| Decision::Made(after)))
    }

    /// A deposit that would wait stays held when another one, that still stands, told its balance at its time.
    async fn unless_told_twice(&self, before: &Deposit, after: Deposit) -> Result<Deposit, StoreError> {
        let Some(balance) = before.told.balance.filter(|_| after.state == DepositState::Waiting) else {
            return Ok(after);
        };
        let at = before.told.deposited_at;
        let span = (at.plus_ms(-TWIN_WINDOW_MS), at.plus_ms(TWIN_WINDOW_MS));
        let near = self.store.deposits_between(before.workspace, before.account, before.told.amount, span).await?;
        let twin = near.into_iter().find(|other| {
            let counts = match other.state {
                DepositState::Waiting | DepositState::Matched { .. } => true,
                DepositState::Held(_) | DepositState::Dismissed(_) => false,
            };
            counts && other.id != before.id && other.told.balance == Some(balance)
        });
        Ok(match twin {
            Some(twin) => held_against(before, after, Some(twin.id), self.now()),
            None => after,
        })
    }
}

fn held_against(before: &Deposit, after: Deposit, twin: Option<DepositId>, now: Timestamp) -> Deposit {
    let held = after.hold(HoldReason::PossibleDuplicate.into(), &Actor::Auto, now);
    match twin.filter(|twin| *twin != before.id) {
        Some(twin) => held.linked(twin, &Actor::Auto, now),
        None => held,
    }
}

/// The report of a deposit that waits from now on and tells a balance.
fn claim(after: &Deposit) -> Option<(GuardPlace, Occurrence)> {
    let told = &after.told;
    let printed = told.depositor_name.clone().unwrap_or_default();
    told.balance.filter(|_| after.state == DepositState::Waiting)?;
    let seen = Occurrence {
        kind: Kind::Deposit,
        fingerprint: [0; 16],
        words: None,
        receipt: None,
        deposited_at: told.deposited_at,
        heard_at: None,
        has_time: true,
        is_stamped: false,
        balance: told.balance,
        deposit: Some(after.id),
        via: told.via,
        is_payable: true,
        is_typed: told.via == Via::Api,
        printed: printed.clone(),
    };
    Some((GuardPlace::of(after.workspace, after.account, told.amount, &printed), seen))
}

/// What a dismissal does to the deposits that may be the same money.
fn with_twins(
    dismissed: &Deposit,
    twins: &[Deposit],
    reason: DismissReason,
    by: &Actor,
    now: Timestamp,
) -> Result<Changes, Refusal> {
    let mut changes = Vec::new();
    for twin in twins {
        let undecided = match twin.state {
            DepositState::Waiting | DepositState::Held(_) => true,
            DepositState::Matched { .. } | DepositState::Dismissed(_) => false,
        };
        let stands = |id: &DepositId| {
            let of_group = twins.iter().find(|other| other.id == *id);
            *id != dismissed.id && of_group.is_none_or(|other| other.state.status() != domain::DepositStatus::Dismissed)
        };
        let after = match reason {
            DismissReason::Refunded | DismissReason::Private if undecided => twin.dismiss(reason, None, by, now)?,
            DismissReason::Duplicate if undecided && !twin.twins.iter().any(stands) => {
                Some(twin.clear(HoldReason::PossibleDuplicate.into(), by, now))
            }
            DismissReason::Refunded | DismissReason::Private | DismissReason::Duplicate => None,
            DismissReason::Other => None,
        };
        changes.extend(after.filter(|after| after != twin).map(|after| (twin.clone(), after)));
    }
    Ok(changes)
}
