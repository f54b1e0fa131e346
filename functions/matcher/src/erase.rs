//! The data of a deleted workspace goes, some items a step. What is left when the time is up goes on through the queue,
//! so a step that dies is simply delivered again.

use domain::{Timestamp, WorkspaceId};
use pairing::Pairing;
use store::StoreError;
use store::tasks::Task;

/// How many items one step deletes.
const ITEMS_A_STEP: i32 = 100;
/// After how many rounds that found nothing the work is done: the second looks for what was under way during the first.
const ROUNDS: u8 = 2;
/// How long after the first such round the second begins, in seconds: longer than any call or task that had begun
/// before the workspace was deleted can run.
const ROUND_DELAY_S: i32 = 300;

/// Deletes what there is, until the time is up. A workspace that stands is left alone: its deletion was called off, or
/// never committed.
pub async fn some(pairing: &Pairing, workspace: WorkspaceId, round: u8, until: Timestamp) -> Result<(), StoreError> {
    let store = &pairing.store;
    if store.workspace(workspace).await?.is_some() {
        return Ok(());
    }
    while store.erase_some(workspace, ITEMS_A_STEP).await? {
        if pairing.now() >= until {
            return store.tasks.send(Task::Erase { workspace, round }, 0).await;
        }
    }
    match round + 1 {
        ROUNDS.. => {
            tracing::info!(workspace.id = workspace.get(), "nothing is left of a deleted workspace");
            Ok(())
        }
        next => store.tasks.send(Task::Erase { workspace, round: next }, ROUND_DELAY_S).await,
    }
}
