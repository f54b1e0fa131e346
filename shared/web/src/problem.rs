//! Problems (RFC 9457): what went wrong, as the caller is told it. The codes stand in `code`.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::FieldFault;
use domain::Refusal;
use pairing::PairingError;
use runtime::keys::NoKey;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::StoreError;
use utoipa::ToSchema;

use crate::field::Bad;

pub use crate::code::Code;

/// One bad field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// The field's name in the body or the query.
    pub field: String,
    pub code: words::FieldFault,
    /// What to do, in Korean.
    pub detail: String,
}

/// A problem on its way to the caller. Its body is written by [`crate::serve::finish`], which knows the request's id.
#[derive(Clone, Debug)]
pub struct Problem {
    pub code: Code,
    pub errors: Vec<FieldError>,
    /// Members of this problem alone, such as the id of the order that has the number.
    pub extra: Map<String, Value>,
    pub retry_after_s: Option<u64>,
}

impl Problem {
    pub fn of(code: Code) -> Self {
        Self { code, errors: Vec::new(), extra: Map::new(), retry_after_s: None }
    }

    /// Every bad field at once.
    pub fn fields(code: Code, errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::of(code) }
    }

    /// One bad field: where it stands, a machine word, and what to do, in Korean.
    pub fn field(place: &str, code: FieldFault, detail: impl Into<String>) -> Self {
        Self::fields(Code::InvalidFields, vec![Bad::new(code, detail).at(place)])
    }

    /// A field that never changes was to be changed.
    pub fn fixed(field: &str) -> Self {
        let fixed = Bad::new(FieldFault::Fixed, "바꿀 수 없는 항목입니다. 빼거나 지금 값 그대로 보내 주세요.");
        Self::fields(Code::FieldFixed, vec![fixed.at(field)])
    }

    /// A fault of this program. Logged here, once; the caller hears nothing of it but the request's id.
    pub fn internal(what: &str) -> Self {
        tracing::error!(what, "internal fault");
        Self::of(Code::Internal)
    }

    /// Too many requests: try again after so many seconds.
    pub fn too_many(retry_after_s: u64) -> Self {
        Self { retry_after_s: Some(retry_after_s.max(1)), ..Self::of(Code::TooManyRequests) }
    }

    /// Whether the same request may go through later as it is.
    pub fn is_passing(&self) -> bool {
        matches!(self.code.row().1, 429 | 500..)
    }

    /// With one more member.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(name.to_owned(), value.into());
        self
    }

    /// The body (RFC 9457), for the request of this id.
    pub fn body(&self, request_id: &str) -> Value {
        let (code, status, detail) = self.code.row();
        let title = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default();
        let mut body = json!({
            "type": format!("urn:lunepay:problem:{code}"),
            "title": title,
            "status": status,
            "detail": detail,
            "code": code,
            "request_id": request_id,
        });
        if let Some(body) = body.as_object_mut() {
            if !self.errors.is_empty() {
                body.insert("errors".to_owned(), json!(self.errors));
            }
            body.extend(self.extra.clone());
        }
        body
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.row().1).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after_s = self.retry_after_s.or_else(|| (status == StatusCode::SERVICE_UNAVAILABLE).then_some(1));
        let mut response =
            (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))]).into_response();
        if let Some(seconds) = retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(HeaderName::from_static("www-authenticate"), HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<NoKey> for Problem {
    fn from(missing: NoKey) -> Self {
        Self::internal(&missing.to_string())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Contended => Self::of(Code::Contended),
            StoreError::Throttled(_) | StoreError::Unavailable(_) => {
                tracing::warn!(%error, "the table or the queue is not available");
                Self::of(Code::Unavailable)
            }
            StoreError::Newer { .. } => {
                tracing::error!(%error, "an item is newer than this program");
                Self::of(Code::Unavailable)
            }
            StoreError::Older { .. } => {
                tracing::error!(%error, "an item is older than this program");
                Self::of(Code::Unavailable)
            }
            StoreError::Rejected(_) | StoreError::Corrupt { .. } => Self::internal(&error.to_string()),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let problem = Self::of(refusal.into());
        match refusal {
            Refusal::OrderNumberTaken(order) | Refusal::OrderOver(order) | Refusal::DepositAlreadyMatched(order) => {
                problem.with("order_id", order.get())
            }
            Refusal::OrderFieldFixed(field) => Self::fixed(field),
            Refusal::RestoreFirst(deposit)
            | Refusal::DepositNotDismissed(deposit)
            | Refusal::NotItsReversal(deposit) => problem.with("deposit_id", deposit.get()),
            Refusal::NeverReleased(reasons) | Refusal::ReleaseChangesNothing(reasons) => {
                problem.with("hold_reasons", reasons.codes())
            }
            Refusal::DepositChanged(_) | Refusal::NoOtherStands => problem,
            Refusal::TooManySenders | Refusal::SenderNotApprovable | Refusal::TooManyFormats => problem,
            Refusal::FormatExists(format) => problem.with("format_id", format.get()),
            Refusal::DifferenceUnstated { expected, received } => problem
                .with("expected", expected)
                .with("received", received)
                .with("difference", received.cast_signed() - expected.cast_signed()),
            Refusal::NothingLeftFor(order) | Refusal::TooManyParts(order) | Refusal::NothingReceived(order) => {
                problem.with("order_id", order.get())
            }
            Refusal::MoreThanRest { rest } => problem.with("rest", rest),
            Refusal::NothingLeft(deposit) | Refusal::DepositWaits(deposit) | Refusal::KeptWithOrder(deposit) => {
                problem.with("deposit_id", deposit.get())
            }
            Refusal::TooManyReturns(deposit) | Refusal::NothingReturned(deposit) | Refusal::AllReturned(deposit) => {
                problem.with("deposit_id", deposit.get())
            }
            Refusal::AmountNotAboveReceived { received } => problem.with("received", received),
            Refusal::DepositNotMatched(deposit) | Refusal::DepositNotNeeded(deposit) => {
                problem.with("deposit_id", deposit.get())
            }
            Refusal::MessageResolved(deposit) => problem.with("deposit_id", deposit.map(|deposit| deposit.get())),
            Refusal::OrderNumberFixed | Refusal::ExpiresAtPast | Refusal::ReopenNeeded | Refusal::UnmatchFirst => {
                problem
            }
            Refusal::StatusByHand | Refusal::OrderCancelled | Refusal::OrderAlreadyMatched => problem,
            Refusal::ReceivedOfCancelled => problem,
            Refusal::ProposalMoved | Refusal::TreatmentDoesNotFit => problem,
        }
    }
}

impl From<PairingError> for Problem {
    fn from(error: PairingError) -> Self {
        match error {
            PairingError::Refused(refusal) => refusal.into(),
            PairingError::NoSuchOrder => Self::of(Code::OrderNotFound),
            PairingError::NoSuchDeposit => Self::of(Code::DepositNotFound),
            PairingError::NoSuchMessage => Self::of(Code::MessageNotFound),
            PairingError::MessageMoved => Self::of(Code::Contended),
            PairingError::Deactivated => Self::of(Code::WorkspaceInactive),
            PairingError::IntakeKeyed => Self::of(Code::AccountNotFound),
            PairingError::Store(error) => error.into(),
        }
    }
}

/// A problem, as the OpenAPI document shows it (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `urn:lunepay:problem:<code>`.
    pub r#type: String,
    /// The guide's Error Type.
    pub title: String,
    pub status: u16,
    /// Korean: what is wrong and what to do.
    pub detail: String,
    /// Stable, snake_case.
    pub code: String,
    /// As in the header `X-Request-Id`.
    pub request_id: String,
    /// Every bad field of the body or the query.
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
}
