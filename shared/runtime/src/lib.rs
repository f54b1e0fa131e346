//! How every program of LunePay runs, whatever it does: environment, clock and AWS clients (`config`), keys
//! (`keys`) and secrets sealed with them (`seal`), log lines (`log`), metrics (`metrics`), and the loop of a worker
//! that takes tasks off a queue (`worker`).
//!
//! Deliberately not here: HTTP (`web`), and any rule of orders and deposits. So a worker links neither.

pub mod calls;
pub mod config;
pub mod keys;
pub mod log;
pub mod metrics;
pub mod reset;
pub mod seal;
pub mod worker;

pub use calls::CallLimit;
pub use config::{MailSettings, Policy};
pub use keys::{Keys, Purpose};
pub use lambda_runtime::Error;

use domain::{Clock, Timestamp};
use lambda_runtime::{Context, LambdaEvent, service_fn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Store;
use tracing::Instrument;

/// The store that the environment names, its connection open, and the system's clock.
pub async fn connect() -> Result<(Store, Clock), Error> {
    // By its text: what `main` returns is printed, and an operator reads sentences.
    let store = config::store().map_err(|bad| bad.to_string())?;
    store.connect().await;
    Ok((store, config::clock()))
}

/// How long before its Lambda is ended a function stops by itself that asks when to, in milliseconds: what is under way
/// then is done by the end, unless table or queue are ill.
const MARGIN_MS: i64 = 5_000;

/// Runs a function that is invoked with an event, such as a batch of a queue or the tick of a schedule.
pub async fn run<E, R>(handle: impl AsyncFn(E) -> Result<R, Error>) -> Result<(), Error>
where
    E: DeserializeOwned,
    R: Serialize,
{
    run_until(async |event, _until| handle(event).await).await
}

/// As [`run`], for a function that has more to do than one invocation may last: it is told when to begin nothing more.
pub async fn run_until<E, R>(handle: impl AsyncFn(E, Timestamp) -> Result<R, Error>) -> Result<(), Error>
where
    E: DeserializeOwned,
    R: Serialize,
{
    let handle = &handle;
    let invoke = |event: LambdaEvent<E>| {
        let invocation = log::invocation(&event.context.request_id, None);
        let until = until(&event.context);
        async move { handle(event.payload, until).await }.instrument(invocation)
    };
    lambda_runtime::run(service_fn(invoke)).await
}

fn until(context: &Context) -> Timestamp {
    Timestamp::from_ms(i64::try_from(context.deadline).unwrap_or(i64::MAX)).plus_ms(-MARGIN_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_stops_by_itself_before_its_lambda_is_ended() {
        let mut context = Context::default();
        context.deadline = 1_700_000_050_000;
        assert_eq!(until(&context), Timestamp::from_ms(1_700_000_045_000));
    }
}
