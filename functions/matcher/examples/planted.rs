//! The matcher with a panic planted in the message whose `call_id` says so: what `infra/emulator/planted` deploys in
//! the matcher's place, built as the matcher is, to see that it fails that message only.

use aws_lambda_events::sqs::SqsEvent;
use pairing::Pairing;
use runtime::{Error, worker};
use store::tasks::Task;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    runtime::log::to_stdout();
    let (store, clock) = runtime::connect().await?;
    let pairing = &Pairing::new(store, clock);
    runtime::run(async |event: SqsEvent| {
        let run = {
            let pairing = pairing.clone();
            move |task, _| {
                let pairing = pairing.clone();
                async move {
                    assert!(!matches!(&task, Task::Sms(sms) if sms.call_id.as_deref() == Some("planted")), "planted");
                    matcher::run(&pairing, task).await
                }
            }
        };
        Ok(worker::handle(&pairing.store.tasks, event, run, matcher::is_contended).await)
    })
    .await
}
