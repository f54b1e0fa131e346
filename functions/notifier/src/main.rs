//! The Lambda that sends webhooks and mail.

use aws_lambda_events::sqs::SqsEvent;
use mail::Mailer;
use notifier::Notifier;
use runtime::{Error, Purpose, config};
use webhooks::Resolver;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    runtime::log::to_stdout();
    let keys = config::keys(&[Purpose::Sealing]).map_err(|bad| bad.to_string())?;
    let (store, clock) = runtime::connect().await?;
    let policy = config::policy().map_err(|bad| bad.to_string())?;
    let notifier = Notifier::new(store, clock, keys.into(), policy, Resolver::system());
    let notifier = notifier.map_err(|broken| broken.to_string())?;
    let mailer = config::mail().map_err(|bad| bad.to_string())?.as_ref().map(Mailer::over_smtp).transpose();
    let notifier = mailer.map_err(|bad| bad.to_string())?.into_iter().fold(notifier, Notifier::with_mailer);
    runtime::run(async |event: SqsEvent| Ok(notifier.handle(event).await)).await
}
