//! The matcher with a panic planted in the message that says so: what `infra/emulator/planted` deploys in the matcher's place,
//! built as the matcher is, to see that it fails that message only.

use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use web::batch::{TaskFailed, work};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::serve::log();
    let pairing = web::serve::worker().await?;
    let handle = |event: LambdaEvent<SqsEvent>| {
        let pairing = pairing.clone();
        async move {
            let acknowledge = |handles| pairing.store.acknowledge(handles);
            let task = |record: SqsMessage| {
                let pairing = pairing.clone();
                async move {
                    let body = record.body.unwrap_or_default();
                    assert!(!body.contains("planted"), "planted");
                    matcher::run(&pairing, &body).await.map_err(|_| TaskFailed)
                }
            };
            Ok::<_, Error>(work(event.payload.records, acknowledge, task).await)
        }
    };
    lambda_runtime::run(service_fn(handle)).await
}
