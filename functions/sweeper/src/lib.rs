//! Once a minute: orders that are due expire, deliveries whose next try has come are started, phones that fell silent
//! are noticed, what a workspace keeps for so many days only is forgotten, and members are mailed of what waits for
//! them. Each is a pass of its own, side by side with the others, so that none waits for another or fails with it.

mod deliveries;

use domain::Timestamp;
use pairing::Pairing;
use pairing::passes::PassReport;
use store::StoreError;

/// How long a run goes on where no Lambda says when it ends, in milliseconds.
pub const RUN_MS: i64 = 50_000;

/// One run, where no Lambda says when it ends.
pub async fn run(pairing: &Pairing) -> Result<(), StoreError> {
    handle(pairing, pairing.now().plus_ms(RUN_MS)).await
}

/// One run, which begins nothing after `until`. A pass that fails fails the run when the others are done.
pub async fn handle(pairing: &Pairing, until: Timestamp) -> Result<(), StoreError> {
    let reports = passes(pairing, until).await;
    let now = pairing.now();
    for report in &reports {
        let PassReport { done, failed, corrupt, took_ms, .. } = *report;
        let (pass, late_ms) = (report.pass.name(), report.late_ms(now));
        tracing::info!(pass, done, failed, corrupt, late_ms, took_ms, "a pass ended");
    }
    let late = reports.iter().filter_map(|report| Some((report.late_ms(now)?, report.pass))).max_by_key(|late| late.0);
    if let Some((late_ms, pass)) = late {
        runtime::metrics::due_age(pass.name(), late_ms / 1_000, now.ms());
    }
    reports.into_iter().find_map(|report| report.fault).map_or(Ok(()), Err)
}

/// What each pass did, none of which begins anything after `until`.
pub async fn passes(pairing: &Pairing, until: Timestamp) -> [PassReport; 5] {
    // On the heap: the five of them are more than a thread's stack should hold.
    tokio::join!(
        Box::pin(pairing.expire_due(until)),
        Box::pin(deliveries::start_due(pairing, until)),
        Box::pin(pairing.watch_phones(until)),
        Box::pin(pairing.retain(until)),
        Box::pin(pairing.remind(until)),
    )
    .into()
}
