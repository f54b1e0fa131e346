//! The data of a deleted workspace goes, some items a step. What is left goes on through the queue, so a step that dies is
//! simply delivered again.

use domain::WorkspaceId;
use store::queue::Task;
use store::{Store, StoreError};

/// How many items one step deletes.
const ITEMS_A_STEP: i32 = 100;
/// After how many rounds that found nothing the work is done: the second looks for what was under way during the first.
const ROUNDS: u8 = 2;
/// How long after the first such round the second begins, in seconds: longer than any call or task that had begun
/// before the workspace was deleted can run.
const ROUND_DELAY_S: i32 = 300;

/// One step. A workspace that stands is left alone: its deletion was called off, or never committed.
pub async fn some(store: &Store, workspace: WorkspaceId, round: u8) -> Result<(), StoreError> {
    if store.workspace(workspace).await?.is_some() {
        return Ok(());
    }
    let workspace_id = workspace.get();
    if store.erase_some(workspace, ITEMS_A_STEP).await? {
        return store.send(Task::Erase { workspace_id, round }, 0).await;
    }
    match round + 1 {
        ROUNDS.. => {
            tracing::info!(workspace.id = workspace_id, "nothing is left of a deleted workspace");
            Ok(())
        }
        next => store.send(Task::Erase { workspace_id, round: next }, ROUND_DELAY_S).await,
    }
}
