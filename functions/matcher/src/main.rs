//! The Lambda that reads queued messages, finds their account, and pairs the deposits that they tell of.

use aws_lambda_events::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use tracing::Instrument;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::serve::log();
    let pairing = web::serve::worker().await?;
    let work = |event: LambdaEvent<SqsEvent>| {
        let invocation = web::serve::invocation(&event.context.request_id, None);
        let pairing = &pairing;
        async move { Ok::<_, Error>(matcher::handle(pairing, event.payload).await) }.instrument(invocation)
    };
    lambda_runtime::run(service_fn(work)).await
}
