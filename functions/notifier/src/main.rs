//! The Lambda that sends webhooks.

use aws_lambda_events::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use tracing::Instrument;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::serve::log();
    let app = web::serve::app().await?;
    let notifier = notifier::Notifier::new(&app, webhooks::Resolver::system()).map_err(|broken| broken.to_string())?;
    let work = |event: LambdaEvent<SqsEvent>| {
        let invocation = web::serve::invocation(&event.context.request_id, None);
        let notifier = &notifier;
        async move { Ok::<_, Error>(notifier.handle(event.payload).await) }.instrument(invocation)
    };
    lambda_runtime::run(service_fn(work)).await
}
