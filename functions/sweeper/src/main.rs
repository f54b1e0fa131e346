//! The Lambda that expires due orders and forgets what has stayed long enough, every minute.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::serve::log();
    let pairing = web::serve::worker().await?;
    lambda_runtime::run(service_fn(|_tick: LambdaEvent<serde_json::Value>| async {
        sweeper::handle(&pairing).await.map_err(Error::from)
    }))
    .await
}
