//! The looks that a queue's message asks for, one after the other in one invocation. What is left at its end goes on
//! through the queue.

use domain::{Timestamp, Won, WorkspaceId};
use pairing::{LookScope, Pairing};
use store::StoreError;
use store::queue::CONTINUE_DELAY_S;
use store::tasks::Task;

/// Settles what waits at an amount.
pub async fn at_amount(
    pairing: &Pairing,
    workspace: WorkspaceId,
    amount: Won,
    mut scope: LookScope,
    until: Timestamp,
) -> Result<(), StoreError> {
    loop {
        let Some(left) = pairing.settle_some(workspace, amount, scope.clone()).await? else { return Ok(()) };
        // Others are at work on the same: a second later it goes through.
        let stands_still = left == scope;
        scope = left;
        if stands_still || pairing.now() >= until {
            return pairing.leave_over(workspace, amount, scope).await;
        }
    }
}

/// Settles every amount at which a deposit of the workspace waits, with an id above `after`.
pub async fn at_all(
    pairing: &Pairing,
    workspace: WorkspaceId,
    mut after: u64,
    until: Timestamp,
) -> Result<(), StoreError> {
    while let Some(next) = pairing.settle_page(workspace, after).await? {
        after = next;
        if pairing.now() >= until {
            let revisit = Task::Revisit { workspace, after };
            return pairing.store.tasks.send(revisit, CONTINUE_DELAY_S).await;
        }
    }
    Ok(())
}
