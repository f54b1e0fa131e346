//! The senders that a workspace's owner approves for a bank.
//!
//! Invariant: an approval commits first, then releases what it frees. Lists lag, so the queue releases again, after
//! half a minute and after five.

use domain::{
    Actor, ApprovedSender, AuditedChange, BankCode, ChangedField, DepositStatus, HoldReason, Refusal, SenderId,
    SenderVerdict, UserId, Workspace, WorkspaceId, sender,
};
use store::audit::entry;
use store::deposits::DepositFilter;
use store::tasks::Task;
use store::{Sequence, Store, StoreError};

use crate::{Pairing, PairingError, TRIES};

/// After how many seconds the queue releases again what an approval frees.
const AGAIN_S: [i32; 2] = [30, 300];
/// How many held deposits one page holds, and how many pages one release looks at.
const DEPOSITS_A_PAGE: usize = 100;
const PAGES_A_RELEASE: usize = 20;

impl Pairing {
    /// Approves a sender for a bank; how many deposits that released, and whether it was approved by this call. What
    /// `through` gives, once the approval is known, commits it, and may keep the answer with it.
    pub async fn approve_sender(
        &self,
        workspace: WorkspaceId,
        bank_code: &BankCode,
        typed: &str,
        (by, actor): (UserId, &Actor),
        through: impl Fn(&ApprovedSender) -> Result<Store, StoreError>,
    ) -> Result<(ApprovedSender, usize, bool), PairingError> {
        let sender = sender::approvable_text(typed).ok_or(Refusal::SenderNotApprovable)?;
        let id = self.store.next_id(Sequence::Sender(workspace), SenderId::new).await?;
        for seconds in AGAIN_S {
            self.store.tasks.send(Task::Release { workspace }, seconds).await?;
        }
        for _ in 0..TRIES {
            let before = self.store.workspace(workspace).await?.ok_or(PairingError::Deactivated)?;
            if let Some(stands) = before.approval(bank_code, &sender) {
                let stands = stands.clone();
                return Ok((stands, self.release_approved(workspace).await?, false));
            }
            let approved = ApprovedSender {
                id,
                bank_code: bank_code.clone(),
                sender: sender.clone(),
                approved_by: by,
                approved_at: self.now(),
            };
            let after = before.approve(approved.clone())?;
            let bank = ChangedField::told("bank_code", None::<&str>, Some(bank_code)).into_iter().collect();
            let change = (AuditedChange::SenderApproved, id.get());
            let audit = [entry(workspace, actor.clone(), change, bank, self.now())];
            if self.audited(&before, &audit, through(&approved)?.write_workspace(&after, &audit)).await? {
                return Ok((approved, self.release_approved(workspace).await?, true));
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Takes an approval back: from now on the sender's texts are held again. What waits by it goes on waiting.
    pub async fn disapprove_sender(
        &self,
        workspace: WorkspaceId,
        id: SenderId,
        by: &Actor,
    ) -> Result<bool, PairingError> {
        for _ in 0..TRIES {
            let before = self.store.workspace(workspace).await?.ok_or(PairingError::Deactivated)?;
            let Some(after) = before.disapprove(id) else { return Ok(false) };
            let change = (AuditedChange::SenderRemoved, id.get());
            let audit = [entry(workspace, by.clone(), change, Vec::new(), self.now())];
            if self.store.write_workspace(&after, &audit).await? {
                return Ok(true);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Releases the held deposits whose sender is approved now; how many.
    pub async fn release_approved(&self, workspace: WorkspaceId) -> Result<usize, StoreError> {
        let Some(shop) = self.store.workspace(workspace).await? else { return Ok(0) };
        let filter = DepositFilter { status: Some(DepositStatus::Held), ..DepositFilter::default() };
        let (mut released, mut before) = (0, None);
        for _ in 0..PAGES_A_RELEASE {
            let page = self.store.deposits(workspace, &filter, before, DEPOSITS_A_PAGE).await?;
            for held in &page.rows {
                released += usize::from(self.release_one(&shop, held.id).await?);
            }
            match page.next {
                Some(next) => before = Some(next),
                None => break,
            }
        }
        Ok(released)
    }

    /// Whether a held deposit's sender is approved now, so that it was released. The list may lag: it is read again.
    async fn release_one(&self, shop: &Workspace, id: domain::DepositId) -> Result<bool, StoreError> {
        let Some(held) = self.store.deposit(shop.id, id).await? else { return Ok(false) };
        let details = &held.details;
        let unlisted = details.verdict == SenderVerdict::Unlisted;
        let Some(bank) = details.bank_code.bank().filter(|_| unlisted) else { return Ok(false) };
        // An unlisted sender bore no foreign mark.
        if sender::judge(&details.sender, bank, false, &shop.senders) != SenderVerdict::Approved {
            return Ok(false);
        }
        let mut after = held.clear(HoldReason::SenderUnlisted.into(), &Actor::Auto, self.now());
        if after == held {
            return Ok(false);
        }
        after.details.verdict = SenderVerdict::Approved;
        self.free_as(&held, after).await
    }
}
