//! A person notes that money was sent back, or takes that note back.

use domain::returning::Return;
use domain::{Actor, Deposit, DepositId, DepositState, DismissReason, Refusal, Workspace};
use store::{Store, StoreError};

use crate::decide::with_twins;
use crate::{Decision, Pairing, PairingError, TRIES};

impl Pairing {
    /// A person notes that a part of a deposit was sent back. One that is sent back whole and paid nothing is
    /// dismissed, in every report. What `through` gives, once the deposit is known, commits it, and may keep the answer
    /// with it.
    pub async fn give_back(
        &self,
        shop: &Workspace,
        id: DepositId,
        sent: Return,
        through: impl Fn(&Deposit) -> Result<Store, StoreError>,
    ) -> Result<Decision, PairingError> {
        for _ in 0..TRIES {
            let (before, now) = (self.deposit(shop.id, id).await?, self.now());
            let after = before.give_back(sent.clone(), now)?;
            let refunded = DismissReason::Refunded;
            let is_dismissed =
                matches!(before.state, DepositState::Held(_)) && after.state == DepositState::Dismissed(refunded);
            let mut changes = match is_dismissed {
                true => with_twins(&before, &self.twins_of(&before).await?, refunded, &sent.by, now)?,
                false => Vec::new(),
            };
            changes.insert(0, (before, after));
            if let Some(decision) = self.write(shop, changes, None, &through).await? {
                return Ok(decision);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// A person takes the last such note back. `seen`: the version that the person saw.
    pub async fn undo_return(
        &self,
        shop: &Workspace,
        id: DepositId,
        seen: Option<u64>,
        by: &Actor,
    ) -> Result<Deposit, PairingError> {
        let through = |_: &Deposit| Ok(self.store.clone());
        let mut seen = seen;
        for _ in 0..TRIES {
            let before = self.deposit(shop.id, id).await?;
            let version = *seen.get_or_insert(before.version);
            if version != before.version {
                return Err(Refusal::DepositChanged(version).into());
            }
            let undone = before.undo_return(by, self.now())?;
            let after = match undone.state {
                DepositState::Held(_) => self.judged_again(shop, undone).await?,
                DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed(_) => undone,
            };
            match self.write(shop, vec![(before, after)], None, &through).await? {
                Some(Decision::Made(deposit) | Decision::Stood(deposit)) => return Ok(deposit),
                None => {}
            }
        }
        Err(StoreError::Contended.into())
    }
}
