//! The Lambda that expires due orders and forgets what has stayed long enough, every minute.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use tracing::Instrument;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::serve::log();
    let pairing = web::serve::worker().await?;
    let work = |tick: LambdaEvent<serde_json::Value>| {
        let invocation = web::serve::invocation(&tick.context.request_id, None);
        let pairing = &pairing;
        async move { sweeper::handle(pairing).await.map_err(Error::from) }.instrument(invocation)
    };
    lambda_runtime::run(service_fn(work)).await
}
