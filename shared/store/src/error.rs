//! What can go wrong between this program and its table or queue. Each kind means one thing to do.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// A fault: nothing is known to be wrong with what the caller asked. Try later, or page someone.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Other writers kept winning. Try again.
    #[error("the item is contended")]
    Contended,
    /// The table or queue asks to slow down. Try again later.
    #[error("throttled by {0}")]
    Throttled(String),
    /// No answer, or a server-side fault. Try again later; what was asked may or may not have happened.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The request itself was refused (permissions, a missing table, an expression): a bug or a faulty deployment.
    #[error("rejected: {0}")]
    Rejected(String),
    /// An item has a format that only a newer version of this program knows: one that is being deployed, or that was
    /// taken back. Try again later; the newer one may take it.
    #[error("item {key} has format {format}, which only a newer version knows")]
    Newer { key: String, format: u64 },
    /// An item was written by an earlier version, and the upgrade command has not rewritten it. Run it
    /// (docs/deploy.md).
    #[error("item {key} has format {format} of an earlier version: stop the programs and run the upgrade command")]
    Older { key: String, format: u64 },
    /// An item does not have the shape that its kind has. A bug, or somebody wrote to the table by hand.
    #[error("corrupt item {key}: {what}")]
    Corrupt { key: String, what: String },
}

impl StoreError {
    /// A new item's key was taken: its id was given out twice, as after a restored table whose sequences were not
    /// lifted.
    pub(crate) fn twice_given(key: &crate::key::Key) -> Self {
        Self::Corrupt { key: format!("{} / {}", key.pk, key.sk), what: "its id was given out twice".to_owned() }
    }

    /// Whether the same request can succeed later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Contended | Self::Throttled(_) | Self::Unavailable(_) | Self::Newer { .. } => true,
            Self::Rejected(_) | Self::Older { .. } | Self::Corrupt { .. } => false,
        }
    }
}

/// Classifies an SDK error by its code; one without a code never reached the service, or its answer never came back.
impl<E: ProvideErrorMetadata, R> From<SdkError<E, R>> for StoreError {
    fn from(error: SdkError<E, R>) -> Self {
        let Some(code) = error.as_service_error().and_then(ProvideErrorMetadata::code) else {
            return Self::Unavailable(connection_fault(&error).to_owned());
        };
        match code {
            "TransactionConflictException" | "TransactionInProgressException" | "TransactionCanceledException" => {
                Self::Contended
            }
            "ThrottlingException"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "Throttling"
            | "RequestThrottled"
            | "KmsThrottled"
            | "KMS.ThrottlingException" => {
                // A metric (runtime::metrics): of table and indexes alike.
                tracing::debug!(target: "metrics", { metric = "Throttled", value = 1_i64 }, "a request was turned away");
                Self::Throttled(code.to_owned())
            }
            "InternalServerError"
            | "InternalFailure"
            | "ServiceUnavailable"
            | "ServiceUnavailableException"
            | "ReplicatedWriteConflictException" => Self::Unavailable(code.to_owned()),
            _ => Self::Rejected(code.to_owned()),
        }
    }
}

fn connection_fault<E, R>(error: &SdkError<E, R>) -> &'static str {
    match error {
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(_) => "no connection",
        SdkError::ResponseError(_) => "unreadable answer",
        SdkError::ConstructionFailure(_) => "request could not be built",
        SdkError::ServiceError(_) => "server error without a code",
        // SdkError is non-exhaustive.
        _ => "unknown fault",
    }
}
