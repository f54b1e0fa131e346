//! The looks that a queue's message asks for, one after the other in one invocation. What is left at its end goes on
//! through the queue.

use domain::{Timestamp, Won, WorkspaceId};
use pairing::Pairing;
use store::StoreError;
use store::queue::CONTINUE_DELAY_S;
use store::tasks::Task;

/// Settles an amount, from where a look before stopped at its bound.
pub async fn at_amount(
    pairing: &Pairing,
    workspace: WorkspaceId,
    amount: Won,
    mut after: Option<String>,
    until: Timestamp,
) -> Result<(), StoreError> {
    loop {
        let (_, left) = pairing.settle_some(workspace, amount, after.clone()).await?;
        let Some(left) = left else { return Ok(()) };
        // Others are at work on the same: a second later it goes through.
        let stands_still = left.after == after;
        after = left.after;
        if stands_still || pairing.now() >= until {
            let look = Task::Look { workspace, amount, after };
            return pairing.store.tasks.send(look, CONTINUE_DELAY_S).await;
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
