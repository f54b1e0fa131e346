//! The Lambda that reads queued messages, finds their account, and pairs the deposits that they tell of.

use aws_lambda_events::sqs::SqsEvent;
use pairing::Pairing;
use runtime::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    runtime::log::to_stdout();
    let (store, clock) = runtime::connect().await?;
    let pairing = Pairing::new(store, clock);
    runtime::run(async |event: SqsEvent| Ok(matcher::handle(&pairing, event).await)).await
}
