//! Deliveries whose next try has come: the notifier is told to make it.

use domain::Timestamp;
use pairing::Pairing;
use pairing::passes::{Pass, PassReport, ROWS_A_PAGE, Walk};
use store::StoreError;
use store::deliveries::DueDelivery;
use store::events::EventTask;
use store::key::DUE_SHARDS;

/// Starts the deliveries that are due, and begins no page after `until`.
pub async fn start_due(pairing: &Pairing, until: Timestamp) -> PassReport {
    let mut walk = Walk::begin(pairing, Pass::Deliveries, DUE_SHARDS, until);
    while let Some((shard, after)) = walk.next_page() {
        let page = pairing.store.deliveries_due(shard, &after, pairing.now(), ROWS_A_PAGE).await;
        let name = |due: &DueDelivery| format!("workspace {}, event {}", due.delivery.workspace, due.delivery.event);
        let starts = walk.took(shard, page).into_iter().map(|due| (name(&due), start(pairing.clone(), due)));
        let started = walk.report.work(starts).await;
        walk.report.done += started.into_iter().filter(|started| *started).count();
    }
    walk.end()
}

/// `false`: another run took it. One that is taken and then not started is due again in a quarter of an hour.
async fn start(pairing: Pairing, due: DueDelivery) -> Result<bool, StoreError> {
    let is_taken = pairing.store.take_delivery(&due, pairing.now()).await?;
    if is_taken {
        pairing.store.events.send(EventTask::deliver(&due.delivery, 0), 0).await?;
    }
    Ok(is_taken)
}
