//! Expires the orders whose deadline and grace have passed. What a run does not get to, the next one does: the due
//! index is the cursor.

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
    Ok(())
}
