//! Expires the orders whose deadline and grace have passed, starts the deliveries whose next try has come, notices
//! phones that fell silent, has members mailed of what waits for them, and forgets what a workspace keeps for so many
//! days only. What a run does not get to, the next one does: the index is the cursor.

use domain::{DeliveryState, Timestamp};
use pairing::Pairing;
use store::StoreError;
use store::events::EventTask;
use store::key::DUE_SHARDS;

/// How many deliveries of one shard are started before those of the next.
const DELIVERIES_A_PAGE: i32 = 100;
/// How long one run goes on starting deliveries, in milliseconds: what expires may take 30 s of the function's 50
/// before.
const STARTS_FOR_MS: i64 = 8_000;

/// One run.
pub async fn handle(pairing: &Pairing) -> Result<(), StoreError> {
    let swept = pairing.sweep().await?;
    let (started, oldest) = start_deliveries(pairing).await?;
    let late_ms = swept.oldest.into_iter().chain(oldest).map(|since| pairing.now().ms() - since.ms()).max();
    runtime::metrics::due_age(late_ms.unwrap_or_default() / 1_000, pairing.now().ms());
    tracing::info!(
        sweep.expired = swept.expired,
        sweep.corrupt = swept.corrupt,
        sweep.started = started,
        "swept: {} orders expired, {started} deliveries started",
        swept.expired
    );
    let turned = pairing.watch_phones().await?;
    tracing::info!(sweep.turned = turned, "{turned} phones fell silent or were heard of again");
    let forgotten = pairing.retain().await?;
    tracing::info!(
        retention.orders = forgotten.orders,
        retention.deposits = forgotten.deposits,
        retention.messages = forgotten.messages,
        "forgotten: fields of {} orders",
        forgotten.orders
    );
    let mailed = pairing.remind().await?;
    tracing::info!(sweep.mailed = mailed, "{mailed} members are mailed that deposits wait");
    Ok(())
}

/// Sends for the deliveries whose time has come, one page of each shard in turn, until none is left or the time is up.
/// Answers how many, and when the oldest of them fell due.
async fn start_deliveries(pairing: &Pairing) -> Result<(usize, Option<Timestamp>), StoreError> {
    let until = pairing.now().plus_ms(STARTS_FOR_MS);
    let (mut started, mut oldest) = (0, None);
    let mut shards = (0..DUE_SHARDS).collect::<Vec<_>>();
    while !shards.is_empty() && pairing.now() < until {
        let mut more = Vec::new();
        for shard in shards {
            let due = pairing.store.take_due_deliveries(shard, pairing.now(), DELIVERIES_A_PAGE).await?;
            more.extend((!due.is_empty()).then_some(shard));
            for delivery in due {
                if let DeliveryState::Pending { next_at } = delivery.state {
                    oldest = oldest.into_iter().chain([next_at]).min();
                }
                pairing.store.events.send(EventTask::deliver(&delivery, 0), 0).await?;
                started += 1;
            }
        }
        shards = more;
    }
    Ok((started, oldest))
}
