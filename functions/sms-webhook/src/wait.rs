//! How long a call waits for the outcome of its message. After three timeouts in a row calls do not wait for half a
//! minute: a waiting call holds the concurrency that the matcher needs.

use std::time::Duration;

use domain::occurrence::ReceiptId;
use domain::{Outcome, Timestamp};
use runtime::metrics;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use web::App;

/// How long to wait before each look at the receipt, in milliseconds; the last goes on.
const POLL_MS: [u64; 4] = [30, 60, 120, 250];

/// Looks for the outcome until it is there or the time is up; at once when the matcher of this process writes it. A
/// fault in a look is not the message's: it is queued. `written`: from before the message was queued.
pub async fn for_outcome(app: &App, of: (&ReceiptId, Timestamp), written: Receiver<ReceiptId>) -> Option<Outcome> {
    let outcome = if app.wait_breaker.is_open(app.now()) { None } else { look(app, of, written).await };
    metrics::outcome(outcome.is_none(), app.now().ms());
    outcome
}

async fn look(
    app: &App,
    (receipt, since): (&ReceiptId, Timestamp),
    mut written: Receiver<ReceiptId>,
) -> Option<Outcome> {
    let mut waited = 0;
    let mut polls = POLL_MS.iter().copied().chain(std::iter::repeat(POLL_MS[POLL_MS.len() - 1]));
    while waited < app.policy.webhook_wait_ms {
        let pause = polls.next().unwrap_or(app.policy.webhook_wait_ms);
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(pause)) => {}
            () = until_written(&mut written, receipt) => {}
        }
        waited += pause;
        match app.store().receipt(receipt, since).await {
            Ok(Some(outcome)) => {
                app.wait_breaker.record_success();
                return Some(outcome);
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a receipt could not be read; looking again"),
        }
    }
    app.wait_breaker.record_timeout(app.now());
    None
}

/// Until this process writes the receipt, or has written too many to tell. On Lambda it never does.
async fn until_written(written: &mut Receiver<ReceiptId>, receipt: &ReceiptId) {
    loop {
        match written.recv().await {
            Ok(other) if other != *receipt => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
