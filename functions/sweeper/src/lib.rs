//! Expires the orders whose deadline and grace have passed, and forgets what a workspace keeps for so many days only.
//! What a run does not get to, the next one does: the due index is the cursor.

use pairing::Pairing;
use store::StoreError;

/// One run.
pub async fn handle(pairing: &Pairing) -> Result<(), StoreError> {
    let swept = pairing.sweep().await?;
    tracing::info!(
        sweep.expired = swept.expired,
        sweep.corrupt = swept.corrupt,
        "swept: {} orders expired",
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
