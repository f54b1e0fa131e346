//! The Lambda that reads queued messages, finds their account, and pairs the deposits that they tell of.

use aws_lambda_events::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::serve::log();
    let pairing = web::serve::worker().await?;
    lambda_runtime::run(service_fn(|event: LambdaEvent<SqsEvent>| async {
        Ok::<_, Error>(matcher::handle(&pairing, event.payload).await)
    }))
    .await
}
