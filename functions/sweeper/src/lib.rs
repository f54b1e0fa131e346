//! Expires the orders whose deadline and grace have passed, starts the deliveries whose next try has come, and forgets
//! what a workspace keeps for so many days only. What a run does not get to, the next one does: the index is the cursor.

use pairing::Pairing;
use store::StoreError;
use store::events::EventTask;
use store::key::DUE_SHARDS;

/// How many deliveries of one shard one run starts.
const DELIVERIES_A_SHARD: i32 = 500;

/// One run.
pub async fn handle(pairing: &Pairing) -> Result<(), StoreError> {
    let swept = pairing.sweep().await?;
    let started = start_deliveries(pairing).await?;
    tracing::info!(
        sweep.expired = swept.expired,
        sweep.corrupt = swept.corrupt,
        sweep.started = started,
        "swept: {} orders expired, {started} deliveries started",
        swept.expired
    );
    let forgotten = pairing.retain().await?;
    tracing::info!(
        retention.orders = forgotten.orders,
        retention.deposits = forgotten.deposits,
        retention.messages = forgotten.messages,
        "forgotten: fields of {} orders",
        forgotten.orders
    );
    Ok(())
}

/// Sends for the deliveries that waited for longer than a queue can hold them.
async fn start_deliveries(pairing: &Pairing) -> Result<usize, StoreError> {
    let mut started = 0;
    for shard in 0..DUE_SHARDS {
        for delivery in pairing.store.take_due_deliveries(shard, pairing.now(), DELIVERIES_A_SHARD).await? {
            let task = EventTask::Deliver {
                workspace_id: delivery.workspace.get(),
                endpoint_id: delivery.endpoint.get(),
                delivery: delivery.id(),
                tries: delivery.tries,
            };
            pairing.store.send_event(task, 0).await?;
            started += 1;
        }
    }
    Ok(started)
}
