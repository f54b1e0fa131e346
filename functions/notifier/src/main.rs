//! The Lambda that sends webhooks.

use aws_lambda_events::sqs::SqsEvent;
use notifier::Notifier;
use runtime::{Error, Purpose, config};
use webhooks::Resolver;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    runtime::log::to_stdout();
    let keys = config::keys(&[Purpose::Sealing]).map_err(|bad| bad.to_string())?;
    let (store, clock) = runtime::connect().await?;
    let notifier =
        Notifier::new(store, clock, keys.into(), config::policy().map_err(|bad| bad.to_string())?, Resolver::system());
    let notifier = notifier.map_err(|broken| broken.to_string())?;
    runtime::run(async |event: SqsEvent| Ok(notifier.handle(event).await)).await
}
