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

use domain::Clock;
use lambda_runtime::{LambdaEvent, service_fn};
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

/// Runs a function that is invoked with an event, such as a batch of a queue or the tick of a schedule.
pub async fn run<E, R>(handle: impl AsyncFn(E) -> Result<R, Error>) -> Result<(), Error>
where
    E: DeserializeOwned,
    R: Serialize,
{
    let handle = &handle;
    let invoke = |event: LambdaEvent<E>| {
        let invocation = log::invocation(&event.context.request_id, None);
        async move { handle(event.payload).await }.instrument(invocation)
    };
    lambda_runtime::run(service_fn(invoke)).await
}
