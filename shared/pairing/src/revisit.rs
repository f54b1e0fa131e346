//! What a change of settings concerns: all that waits, page by page; and what has waited for too long.

use std::collections::BTreeSet;

use domain::deposit::is_stale;
use domain::{Actor, Audience, DepositId, DepositState, HoldReason, WorkspaceId};
use store::StoreError;
use store::events::Notice;
use store::recording::Recording;

use crate::Pairing;
use crate::settle::LookScope;

impl Pairing {
    /// Writes that a deposit has waited for longer than the match window: it is held. Its entry goes, so no look meets
    /// it again.
    pub(crate) async fn hold_stale(
        &self,
        workspace: WorkspaceId,
        id: DepositId,
        audience: Audience,
    ) -> Result<(), StoreError> {
        let Some(before) = self.store.deposit(workspace, id).await? else { return Ok(()) };
        let now = self.now();
        let after = before.hold(HoldReason::OutsideMatchWindow.into(), &Actor::Auto, now);
        if before.state != DepositState::Waiting {
            return Ok(());
        }
        let notice = Notice::of(workspace, now).deposit(id);
        self.promise(audience, &notice).await?;
        match self.store.write_deposits(&[(before, after)], None).await? {
            Recording::Recorded => self.give(audience, notice, true).await,
            // Somebody decided otherwise meanwhile.
            Recording::GuardMoved | Recording::BalanceTaken(_) | Recording::MessageMoved => Ok(()),
        }
    }

    /// Settles the amounts at which deposits of the workspace wait, some pages of them: after a change of settings. A
    /// longer match window lets those wait again that were too old for the one before. The value is where to go on.
    pub async fn settle_page(&self, workspace: WorkspaceId, after: u64) -> Result<Option<u64>, StoreError> {
        let (undecided, next) = self.store.undecided(workspace, after, store::waiting::PAGES_A_LOOK).await?;
        let Some(active) = self.store.active_settings(workspace, true).await? else { return Ok(None) };
        let window = active.settings.match_window_days;
        let mut amounts = BTreeSet::new();
        for deposit in undecided {
            let too_old = deposit.state.holds().contains(HoldReason::OutsideMatchWindow);
            match too_old && !is_stale(deposit.details.deposited_at, window, self.now()) {
                true => drop(self.free(&deposit, HoldReason::OutsideMatchWindow.into(), &Actor::Auto).await?),
                false if deposit.state == DepositState::Waiting => drop(amounts.insert(deposit.details.amount)),
                false => {}
            }
        }
        for amount in amounts {
            if let Some(left) = self.settle_some(workspace, amount, LookScope::All { after: None }).await? {
                self.leave_over(workspace, amount, left).await?;
            }
        }
        Ok(next)
    }
}
