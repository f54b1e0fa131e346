//! The matcher: takes tasks off the queue. A bank's message is read, its account found, its deposit paired; a delayed
//! look settles what a death left open; what a deleted workspace held is deleted step by step.
//!
//! Invariant: a message that cannot be read is recorded, never failed. So whatever reaches the dead-letter queue is a
//! bug or an outage.

mod account;
mod erase;
mod message;
mod offer;
mod told;

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use domain::{AccountId, Won, WorkspaceId};
use pairing::{Pairing, PairingError};
use store::StoreError;
use store::queue::{self, Task, Unreadable};
use tokio::task::JoinSet;

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

/// Works on a batch, record by record, and answers which must be tried again.
pub async fn handle(pairing: &Pairing, event: SqsEvent) -> SqsBatchResponse {
    let mut tasks = JoinSet::new();
    for record in event.records {
        let pairing = pairing.clone();
        tasks.spawn(async move { work(&pairing, record).await });
    }
    let mut response = SqsBatchResponse::default();
    while let Some(done) = tasks.join_next().await {
        match done {
            Ok(None) => {}
            Ok(Some(id)) => response.batch_item_failures.push(failure(id)),
            // A task that panicked names no record: an empty id fails the whole batch, so that none is lost.
            Err(_) => response.batch_item_failures.push(failure(String::new())),
        }
    }
    response
}

fn failure(id: String) -> BatchItemFailure {
    let mut failure = BatchItemFailure::default();
    failure.item_identifier = id;
    failure
}

/// Works on one record. `Some`: its id, since it must be tried again.
async fn work(pairing: &Pairing, record: SqsMessage) -> Option<String> {
    let id = record.message_id.unwrap_or_default();
    let mut waits = WAITS_MS.iter();
    loop {
        let Err(error) = run(pairing, record.body.as_deref().unwrap_or_default()).await else { return None };
        match waits.next().filter(|_| error.is_contention()) {
            Some(ms) => store::pause(*ms).await,
            None => {
                tracing::error!(message.id = id, %error, "a task failed and will be tried again");
                return Some(id);
            }
        }
    }
}

/// Runs one task.
pub async fn run(pairing: &Pairing, body: &str) -> Result<(), TaskError> {
    match queue::read(body)? {
        Task::Sms(sms) => message::take(pairing, &sms).await,
        Task::Look { workspace_id, amount, after } => {
            let amount = Won::new(amount).ok_or(TaskError::Unnamed("amount"))?;
            pairing.settle_after(workspace(workspace_id)?, amount, after).await?;
            Ok(())
        }
        Task::Revisit { workspace_id, after } => {
            let workspace = workspace(workspace_id)?;
            if after == 0 {
                offer::to_all_accounts(pairing, workspace).await?;
            }
            Ok(pairing.settle_all(workspace, after).await?)
        }
        Task::Offer { workspace_id, account_id } => {
            let account = AccountId::new(account_id).ok_or(TaskError::Unnamed("account"))?;
            Ok(offer::to_account(pairing, workspace(workspace_id)?, account).await?)
        }
        Task::ReleaseSenders { workspace_id } => {
            pairing.release_approved(workspace(workspace_id)?).await?;
            Ok(())
        }
        Task::Erase { workspace_id, round } => Ok(erase::some(&pairing.store, workspace(workspace_id)?, round).await?),
    }
}

fn workspace(id: u64) -> Result<WorkspaceId, TaskError> {
    WorkspaceId::new(id).ok_or(TaskError::Unnamed("workspace"))
}
