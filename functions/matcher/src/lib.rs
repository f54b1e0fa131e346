//! The matcher: takes tasks off the queue. A bank's message is read, its account found, its deposit paired; a delayed
//! look settles what a death left open; what a deleted workspace held is deleted step by step;
//! a scenario of a test workspace is played.
//!
//! Invariant: a message that cannot be read is recorded, never failed. So whatever reaches the dead-letter queue is a
//! bug or an outage.

mod account;
mod app_deposit;
mod erase;
mod inbox;
mod looks;
mod message;
mod offer;
mod scenario;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::Looks;
use pairing::{LookScope, Pairing, PairingError};
use runtime::worker;
use store::StoreError;
use store::tasks::Task;

/// How long a task that goes on by itself (a deletion, the looks at what waits) does so in one invocation, in
/// milliseconds: what is left goes on through the queue. Half of the function's time-out.
pub const GOES_ON_FOR_MS: i64 = 15_000;

/// Works on a batch, message by message, and answers which must be tried again.
pub async fn handle(pairing: &Pairing, event: SqsEvent) -> SqsBatchResponse {
    let run = {
        let pairing = pairing.clone();
        move |task, _| {
            let pairing = pairing.clone();
            async move { run(&pairing, task).await }
        }
    };
    worker::handle(&pairing.store.tasks, event, run, is_contended).await
}

/// Whether others were at work on the same item, and kept winning: in a moment the task goes through.
pub fn is_contended(error: &PairingError) -> bool {
    matches!(error, PairingError::Store(StoreError::Contended))
}

/// Runs one task.
pub async fn run(pairing: &Pairing, task: Task) -> Result<(), PairingError> {
    let until = pairing.now().plus_ms(GOES_ON_FOR_MS);
    match task {
        Task::Sms(sms) => drop(message::take(pairing, &sms).await?),
        Task::Look { workspace, amount, keys, deposits, after } => {
            let scope = LookScope::of(Looks { keys, deposits }, after);
            looks::at_amount(pairing, workspace, amount, scope, until).await?;
        }
        Task::Revisit { workspace, after } => {
            if after == 0 {
                offer::to_all_accounts(pairing, workspace).await?;
            }
            looks::at_all(pairing, workspace, after, until).await?;
        }
        Task::Offer { workspace, account } => offer::to_account(pairing, workspace, account).await?,
        Task::Policies { workspace, deposit } => {
            // Boxed, so that every other task's future stays small: a debug program's stack is two megabytes.
            Box::pin(pairing.apply_policies(workspace, deposit)).await?;
        }
        Task::PoliciesOfPayer { workspace, order } => {
            Box::pin(pairing.apply_policies_to_payer(workspace, order)).await?;
        }
        Task::Release { workspace } => {
            pairing.release_approved(workspace).await?;
        }
        // Boxed for the same reason.
        Task::Scenario { workspace, scenario } => {
            Box::pin(scenario::play(pairing, workspace, scenario, until)).await?;
        }
        Task::Erase { workspace, round } => erase::some(pairing, workspace, round, until).await?,
    }
    Ok(())
}
