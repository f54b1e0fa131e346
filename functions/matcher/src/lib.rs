//! The matcher: takes tasks off the queue. A bank's message is read, its account found, its deposit paired; a delayed
//! look settles what a death left open; what a deleted workspace held is deleted step by step.
//!
//! Invariant: a message that cannot be read is recorded, never failed. So whatever reaches the dead-letter queue is a
//! bug or an outage.

mod account;
mod erase;
mod looks;
mod message;
mod offer;
mod told;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use domain::{AccountId, Won, WorkspaceId};
use pairing::{Pairing, PairingError};
use store::StoreError;
use store::queue::{self, Task, Unreadable};
use web::batch::{self, TaskFailed};

/// Why a task must be tried again.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("the task names no such {0}")]
    Unnamed(&'static str),
    #[error(transparent)]
    Pairing(#[from] PairingError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TaskError {
    /// Others were at work on the same item, and kept winning: in a moment it goes through.
    fn is_contention(&self) -> bool {
        match self {
            Self::Pairing(PairingError::Store(error)) | Self::Store(error) => matches!(error, StoreError::Contended),
            Self::Unreadable(_) | Self::Unnamed(_) | Self::Pairing(_) => false,
        }
    }
}

/// How long a task waits that met others at its item, before each new try in this delivery, in milliseconds; jitter is
/// added. What then still fails is delivered again when its visibility timeout is over: three minutes later, where a crowd
/// is gone in a second.
const WAITS_MS: [u64; 3] = [100, 300, 900];

/// How long a task that goes on by itself (a deletion, the looks at what waits) does so in one invocation, in
/// milliseconds: what is left goes on through the queue. Half of the function's time-out.
pub const GOES_ON_FOR_MS: i64 = 15_000;

/// Works on a batch, record by record, and answers which must be tried again.
pub async fn handle(pairing: &Pairing, event: SqsEvent) -> SqsBatchResponse {
    let acknowledge = |handles| pairing.store.acknowledge(handles);
    let task = |record| {
        let pairing = pairing.clone();
        async move { work(&pairing, record).await }
    };
    batch::work(event.records, acknowledge, task).await
}

/// Works on one record.
async fn work(pairing: &Pairing, record: SqsMessage) -> Result<(), TaskFailed> {
    let id = record.message_id.unwrap_or_default();
    let mut waits = WAITS_MS.iter();
    loop {
        let Err(error) = run(pairing, record.body.as_deref().unwrap_or_default()).await else { return Ok(()) };
        match waits.next().filter(|_| error.is_contention()) {
            Some(ms) => store::pause(*ms).await,
            None => {
                tracing::error!(message.id = id, %error, "a task failed and will be tried again");
                return Err(TaskFailed);
            }
        }
    }
}

/// Runs one task.
pub async fn run(pairing: &Pairing, body: &str) -> Result<(), TaskError> {
    let until = pairing.now().plus_ms(GOES_ON_FOR_MS);
    match queue::read(body)? {
        Task::Sms(sms) => message::take(pairing, &sms).await,
        Task::Look { workspace_id, amount, after } => {
            let amount = Won::new(amount).ok_or(TaskError::Unnamed("amount"))?;
            Ok(looks::at_amount(pairing, workspace(workspace_id)?, amount, after, until).await?)
        }
        Task::Revisit { workspace_id, after } => {
            let workspace = workspace(workspace_id)?;
            if after == 0 {
                offer::to_all_accounts(pairing, workspace).await?;
            }
            Ok(looks::at_all(pairing, workspace, after, until).await?)
        }
        Task::Offer { workspace_id, account_id } => {
            let account = AccountId::new(account_id).ok_or(TaskError::Unnamed("account"))?;
            Ok(offer::to_account(pairing, workspace(workspace_id)?, account).await?)
        }
        Task::Release { workspace_id } => {
            pairing.release_approved(workspace(workspace_id)?).await?;
            Ok(())
        }
        Task::Erase { workspace_id, round } => Ok(erase::some(pairing, workspace(workspace_id)?, round, until).await?),
    }
}

fn workspace(id: u64) -> Result<WorkspaceId, TaskError> {
    WorkspaceId::new(id).ok_or(TaskError::Unnamed("workspace"))
}
