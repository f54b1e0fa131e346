//! Problems (RFC 9457): the one table from what went wrong to a status, a title and Korean words that tell what to do.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use pairing::PairingError;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::StoreError;
use utoipa::ToSchema;

/// Everything that a caller can be told went wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    MalformedJson,
    MalformedBody,
    InvalidFields,
    InvalidQuery,
    InvalidCursor,
    UnsupportedMediaType,
    BodyTooLarge,
    TokenMissing,
    TokenInvalid,
    TokenExpired,
    LoginFailed,
    RoleInsufficient,
    NotFound,
    WorkspaceNotFound,
    BankAccountNotFound,
    OrderNotFound,
    DepositNotFound,
    PhoneNotFound,
    PhoneKeyNotFound,
    MemberNotFound,
    TokenNotFound,
    InvitationNotFound,
    ReceiptNotFound,
    EndpointNotFound,
    DeliveryNotFound,
    MessageNotFound,
    MethodNotAllowed,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
    IdempotencyKeyInUse,
    WorkspaceInactive,
    AccountNotFound,
    AccountNumberTaken,
    PhoneInUse,
    TooManyPhones,
    EmailTaken,
    SignupClosed,
    PasswordWrong,
    TooManyTokens,
    InvitationInvalid,
    AlreadyMember,
    OwnerStays,
    PublicWebhookClosed,
    TooManyEndpoints,
    EndpointDisabled,
    SignatureInvalid,
    PhoneUrlNeeded,
    MessageEncrypted,
    OrderNumberTaken,
    OrderNumberFixed,
    ExpiresAtPast,
    ReopenNeeded,
    UnmatchFirst,
    StatusByHand,
    OrderCancelled,
    OrderAlreadyMatched,
    DepositAlreadyMatched,
    DepositNotMatched,
    MessageResolved,
    RestoreFirst,
    DepositNotDismissed,
    NeverReleased,
    ReleaseChangesNothing,
    TooManySenders,
    SenderNotApprovable,
    SenderNotFound,
    NotItsReversal,
    TooManyRequests,
    Contended,
    Unavailable,
    Internal,
}

impl Code {
    /// All of them, for the document and the snapshot of this table.
    pub const ALL: [Self; 71] = [
        Self::MalformedJson,
        Self::MalformedBody,
        Self::InvalidFields,
        Self::InvalidQuery,
        Self::InvalidCursor,
        Self::UnsupportedMediaType,
        Self::BodyTooLarge,
        Self::TokenMissing,
        Self::TokenInvalid,
        Self::TokenExpired,
        Self::LoginFailed,
        Self::RoleInsufficient,
        Self::NotFound,
        Self::WorkspaceNotFound,
        Self::BankAccountNotFound,
        Self::OrderNotFound,
        Self::DepositNotFound,
        Self::PhoneNotFound,
        Self::PhoneKeyNotFound,
        Self::MemberNotFound,
        Self::TokenNotFound,
        Self::InvitationNotFound,
        Self::ReceiptNotFound,
        Self::EndpointNotFound,
        Self::DeliveryNotFound,
        Self::MessageNotFound,
        Self::MethodNotAllowed,
        Self::IdempotencyKeyInvalid,
        Self::IdempotencyKeyReused,
        Self::IdempotencyKeyInUse,
        Self::WorkspaceInactive,
        Self::AccountNotFound,
        Self::AccountNumberTaken,
        Self::PhoneInUse,
        Self::TooManyPhones,
        Self::EmailTaken,
        Self::SignupClosed,
        Self::PasswordWrong,
        Self::TooManyTokens,
        Self::InvitationInvalid,
        Self::AlreadyMember,
        Self::OwnerStays,
        Self::PublicWebhookClosed,
        Self::TooManyEndpoints,
        Self::EndpointDisabled,
        Self::SignatureInvalid,
        Self::PhoneUrlNeeded,
        Self::MessageEncrypted,
        Self::OrderNumberTaken,
        Self::OrderNumberFixed,
        Self::ExpiresAtPast,
        Self::ReopenNeeded,
        Self::UnmatchFirst,
        Self::StatusByHand,
        Self::OrderCancelled,
        Self::OrderAlreadyMatched,
        Self::DepositAlreadyMatched,
        Self::DepositNotMatched,
        Self::MessageResolved,
        Self::RestoreFirst,
        Self::DepositNotDismissed,
        Self::NeverReleased,
        Self::ReleaseChangesNothing,
        Self::TooManySenders,
        Self::SenderNotApprovable,
        Self::SenderNotFound,
        Self::NotItsReversal,
        Self::TooManyRequests,
        Self::Contended,
        Self::Unavailable,
        Self::Internal,
    ];

    /// Stable code, status, and what to tell a person. One row a line, however long: it is a table.
    #[rustfmt::skip]
    pub fn row(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::MalformedJson => ("malformed_json", 400, "요청 본문을 JSON 객체로 읽을 수 없습니다. UTF-8로 인코딩된 올바른 JSON 객체를 보내 주세요."),
            Self::MalformedBody => ("malformed_body", 400, "요청 본문을 읽을 수 없습니다. UTF-8로 인코딩된 텍스트, JSON 객체 또는 URL 인코딩된 폼으로 보내 주세요."),
            Self::InvalidFields => ("invalid_fields", 400, "입력값이 올바르지 않습니다. errors의 각 필드를 고쳐 다시 보내 주세요."),
            Self::InvalidQuery => ("invalid_query", 400, "쿼리 파라미터가 올바르지 않습니다. errors의 각 항목을 고쳐 다시 보내 주세요."),
            Self::InvalidCursor => ("invalid_cursor", 400, "cursor가 이 목록의 것이 아닙니다. 같은 목록과 필터의 응답에서 받은 X-Next-Cursor를 그대로 보내 주세요."),
            Self::UnsupportedMediaType => ("unsupported_media_type", 415, "이 경로에서 받지 않는 Content-Type입니다. application/json으로 보내 주세요."),
            Self::BodyTooLarge => ("body_too_large", 413, "요청 본문이 64KiB를 넘습니다. 줄여서 다시 보내 주세요."),
            Self::TokenMissing => ("token_missing", 401, "Authorization: Bearer 헤더에 토큰을 넣어 주세요."),
            Self::TokenInvalid => ("token_invalid", 401, "토큰이 올바르지 않거나 폐기되었습니다. 다시 로그인하거나 새 토큰을 발급받아 주세요."),
            Self::TokenExpired => ("token_expired", 401, "토큰이 만료되었습니다. 다시 로그인하거나 새 토큰을 발급받아 주세요."),
            Self::LoginFailed => ("login_failed", 401, "이메일 또는 비밀번호가 맞지 않습니다."),
            Self::RoleInsufficient => ("role_insufficient", 403, "이 작업을 할 권한이 없습니다. 필요한 권한이 있는 계정으로 로그인해 주세요."),
            Self::NotFound => ("not_found", 404, "요청한 경로가 없습니다. API 문서에서 경로를 확인해 주세요."),
            Self::WorkspaceNotFound => ("workspace_not_found", 404, "요청한 워크스페이스를 찾을 수 없습니다."),
            Self::BankAccountNotFound => ("bank_account_not_found", 404, "요청한 계좌를 찾을 수 없습니다."),
            Self::OrderNotFound => ("order_not_found", 404, "요청한 주문을 찾을 수 없습니다."),
            Self::DepositNotFound => ("deposit_not_found", 404, "요청한 입금 내역을 찾을 수 없습니다."),
            Self::PhoneNotFound => ("phone_not_found", 404, "요청한 휴대폰을 찾을 수 없습니다."),
            Self::PhoneKeyNotFound => ("phone_key_not_found", 404, "이 웹훅 주소의 키를 찾을 수 없습니다. 휴대폰의 웹훅 주소를 다시 확인하거나 새 키를 발급받아 주세요."),
            Self::MemberNotFound => ("member_not_found", 404, "요청한 멤버를 찾을 수 없습니다."),
            Self::TokenNotFound => ("token_not_found", 404, "요청한 토큰을 찾을 수 없습니다."),
            Self::InvitationNotFound => ("invitation_not_found", 404, "요청한 초대를 찾을 수 없습니다."),
            Self::ReceiptNotFound => ("receipt_not_found", 404, "접수 번호를 찾을 수 없습니다. 메시지를 다시 보내면 새로 처리합니다."),
            Self::EndpointNotFound => ("endpoint_not_found", 404, "요청한 웹훅 엔드포인트를 찾을 수 없습니다."),
            Self::DeliveryNotFound => ("delivery_not_found", 404, "요청한 전송 내역을 찾을 수 없습니다. 전송 내역은 30일 동안 보관합니다."),
            Self::MessageNotFound => ("message_not_found", 404, "요청한 메시지를 찾을 수 없습니다."),
            Self::MethodNotAllowed => ("method_not_allowed", 405, "이 경로에서 쓸 수 없는 메서드입니다. API 문서를 확인해 주세요."),
            Self::IdempotencyKeyInvalid => ("idempotency_key_invalid", 400, "Idempotency-Key는 1–255자의 ASCII 문자열이어야 합니다."),
            Self::IdempotencyKeyReused => ("idempotency_key_reused", 422, "이 Idempotency-Key는 다른 요청에 이미 쓰였습니다. 새 요청에는 새 키를 보내 주세요."),
            Self::IdempotencyKeyInUse => ("idempotency_key_in_use", 409, "같은 Idempotency-Key의 요청을 처리하고 있습니다. 잠시 후 같은 요청을 다시 보내 주세요."),
            Self::WorkspaceInactive => ("workspace_inactive", 400, "비활성화된 워크스페이스입니다. 소유자가 is_active를 true로 바꾼 뒤 다시 시도해 주세요."),
            Self::AccountNotFound => ("account_not_found", 400, "메시지의 계좌와 일치하는 등록 계좌가 없습니다. 계좌를 등록하면 이 메시지를 다시 처리합니다."),
            Self::AccountNumberTaken => ("account_number_taken", 400, "이 워크스페이스에 이미 등록된 계좌번호입니다."),
            Self::PhoneInUse => ("phone_in_use", 400, "이 휴대폰을 쓰는 계좌가 있습니다. bank_account_ids의 계좌에서 phone_number_id를 바꾼 뒤 다시 삭제해 주세요."),
            Self::TooManyPhones => ("too_many_phones", 400, "휴대폰이 너무 많습니다. 쓰지 않는 휴대폰을 삭제한 뒤 다시 등록해 주세요."),
            Self::EmailTaken => ("email_taken", 400, "가입할 수 없는 이메일입니다. 이미 가입했다면 로그인해 주세요."),
            Self::SignupClosed => ("signup_closed", 400, "이 서버는 새 가입을 받지 않습니다. 운영자에게 문의해 주세요."),
            Self::PasswordWrong => ("password_wrong", 400, "현재 비밀번호가 맞지 않습니다."),
            Self::TooManyTokens => ("too_many_tokens", 400, "토큰이 너무 많습니다. 쓰지 않는 토큰을 폐기한 뒤 다시 발급해 주세요."),
            Self::InvitationInvalid => ("invitation_invalid", 400, "초대 코드가 올바르지 않거나 만료되었거나 다른 이메일로 보낸 초대입니다. 새 코드를 요청해 주세요."),
            Self::AlreadyMember => ("already_member", 400, "이미 이 워크스페이스의 멤버입니다."),
            Self::OwnerStays => ("owner_stays", 400, "소유자는 내보내거나 역할을 바꿀 수 없습니다. 먼저 다른 멤버를 OWNER로 지정해 소유권을 넘겨 주세요."),
            Self::PublicWebhookClosed => ("public_webhook_closed", 404, "이 서버는 공개 웹훅을 받지 않습니다. 휴대폰별 웹훅 주소를 사용해 주세요."),
            Self::TooManyEndpoints => ("too_many_endpoints", 400, "웹훅 엔드포인트는 워크스페이스마다 10개까지 등록할 수 있습니다. 쓰지 않는 엔드포인트를 삭제한 뒤 다시 등록해 주세요."),
            Self::EndpointDisabled => ("endpoint_disabled", 400, "꺼져 있는 웹훅 엔드포인트입니다. is_active를 true로 바꾼 뒤 다시 시도해 주세요."),
            Self::SignatureInvalid => ("signature_invalid", 401, "이 휴대폰은 서명된 요청만 받습니다. 앱의 서명 키가 휴대폰에 설정한 signing_secret과 같은지 확인해 주세요."),
            Self::PhoneUrlNeeded => ("phone_url_needed", 400, "이 앱의 본문에는 은행과 계좌가 없어 공개 웹훅으로는 처리할 수 없습니다. 휴대폰별 웹훅 주소로 보내 주세요."),
            Self::MessageEncrypted => ("message_encrypted", 400, "암호화된 메시지는 읽을 수 없습니다. 앱의 설정에서 받은 메시지 암호화를 꺼 주세요."),
            Self::OrderNumberTaken => ("order_number_taken", 400, "이미 다른 주문이 쓰는 주문번호입니다. order_id의 주문을 확인하거나 다른 번호로 등록해 주세요."),
            Self::OrderNumberFixed => ("order_number_fixed", 400, "주문번호는 바꿀 수 없습니다. 주문을 취소하고 새 번호로 등록해 주세요."),
            Self::ExpiresAtPast => ("expires_at_past", 400, "expires_at이 이미 지난 시각입니다. null 또는 앞으로의 시각을 함께 보내 주세요."),
            Self::ReopenNeeded => ("reopen_needed", 400, "취소되었거나 만료된 주문입니다. status를 PENDING으로 함께 보내 다시 열어 주세요."),
            Self::UnmatchFirst => ("unmatch_first", 400, "이미 매칭된 주문입니다. 먼저 매칭을 해제해 주세요."),
            Self::StatusByHand => ("status_by_hand", 400, "직접 바꿀 수 없는 상태입니다. MATCHED는 입금 매칭으로, EXPIRED는 기한이 지나면 됩니다."),
            Self::OrderCancelled => ("order_cancelled", 400, "취소된 주문입니다. 주문을 다시 연 뒤 매칭해 주세요."),
            Self::OrderAlreadyMatched => ("order_already_matched", 400, "이미 다른 입금과 매칭된 주문입니다. 먼저 매칭을 해제해 주세요."),
            Self::DepositAlreadyMatched => ("deposit_already_matched", 400, "이미 주문과 매칭된 입금입니다. 먼저 매칭을 해제해 주세요."),
            Self::DepositNotMatched => ("deposit_not_matched", 400, "매칭되지 않은 입금입니다."),
            Self::MessageResolved => ("message_resolved", 400, "이미 처리된 메시지입니다. deposit_id가 있으면 그 입금을 확인해 주세요."),
            Self::RestoreFirst => ("restore_first", 400, "제외한 입금입니다. 먼저 되돌린 뒤 다시 시도해 주세요."),
            Self::DepositNotDismissed => ("deposit_not_dismissed", 400, "제외한 입금이 아니어서 되돌릴 것이 없습니다."),
            Self::NeverReleased => ("never_released", 400, "보류를 풀 수 없는 입금입니다. 은행 앱에서 확인한 뒤 주문과 직접 매칭하거나 제외해 주세요."),
            Self::ReleaseChangesNothing => ("release_changes_nothing", 400, "보류를 풀어도 자동으로 매칭되지 않는 입금입니다. 주문과 직접 매칭하거나 제외해 주세요."),
            Self::TooManySenders => ("too_many_senders", 400, "승인한 보낸 번호는 50개까지 둘 수 있습니다. 쓰지 않는 것을 삭제한 뒤 다시 승인해 주세요."),
            Self::SenderNotApprovable => ("sender_not_approvable", 400, "승인할 수 없는 보낸 번호입니다. 휴대전화·070·해외 번호, 앱, 이메일은 승인할 수 없습니다. 은행의 대표번호를 보내 주세요."),
            Self::SenderNotFound => ("sender_not_found", 404, "요청한 승인된 보낸 번호를 찾을 수 없습니다."),
            Self::NotItsReversal => ("not_its_reversal", 400, "이 메시지는 입금 취소 안내가 아닙니다."),
            Self::TooManyRequests => ("too_many_requests", 429, "요청이 너무 많습니다. Retry-After에 적힌 시간(초) 뒤에 다시 시도해 주세요."),
            Self::Contended => ("contended", 503, "같은 주문이나 입금을 여러 곳에서 동시에 바꾸고 있습니다. 잠시 후 다시 시도해 주세요."),
            Self::Unavailable => ("unavailable", 503, "일시적으로 처리할 수 없습니다. 잠시 후 같은 요청을 다시 보내 주세요."),
            Self::Internal => ("internal", 500, "서버 오류가 발생했습니다. request_id와 함께 운영자에게 알려 주세요."),
        }
    }

    /// The stable snake_case code.
    pub fn code(self) -> &'static str {
        self.row().0
    }
}

impl From<Refusal> for Code {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OrderNumberTaken(_) => Self::OrderNumberTaken,
            Refusal::OrderNumberFixed => Self::OrderNumberFixed,
            Refusal::ExpiresAtPast => Self::ExpiresAtPast,
            Refusal::ReopenNeeded => Self::ReopenNeeded,
            Refusal::UnmatchFirst => Self::UnmatchFirst,
            Refusal::StatusByHand => Self::StatusByHand,
            Refusal::OrderCancelled => Self::OrderCancelled,
            Refusal::OrderAlreadyMatched => Self::OrderAlreadyMatched,
            Refusal::DepositAlreadyMatched(_) => Self::DepositAlreadyMatched,
            Refusal::DepositNotMatched(_) => Self::DepositNotMatched,
            Refusal::MessageResolved(_) => Self::MessageResolved,
            Refusal::RestoreFirst(_) => Self::RestoreFirst,
            Refusal::DepositNotDismissed(_) => Self::DepositNotDismissed,
            Refusal::NeverReleased(_) => Self::NeverReleased,
            Refusal::ReleaseChangesNothing(_) => Self::ReleaseChangesNothing,
            Refusal::TooManySenders => Self::TooManySenders,
            Refusal::SenderNotApprovable => Self::SenderNotApprovable,
            Refusal::NotItsReversal(_) => Self::NotItsReversal,
        }
    }
}

/// One bad field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// The field's name in the body or the query.
    pub field: String,
    /// `required`, `wrong_type`, `too_short`, `too_long`, `out_of_range`, `invalid`, `not_found`,
    /// `forbidden_character`, `name_cannot_match` or `placeholder` (an app's own, that it did not fill in).
    pub code: &'static str,
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

    /// A fault of this program. Logged here, once; the caller hears nothing of it but the request's id.
    pub fn internal(what: &str) -> Self {
        tracing::error!(what, "internal fault");
        Self::of(Code::Internal)
    }

    /// Too many requests: try again after so many seconds.
    pub fn too_many(retry_after_s: u64) -> Self {
        Self { retry_after_s: Some(retry_after_s.max(1)), ..Self::of(Code::TooManyRequests) }
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
            Refusal::OrderNumberTaken(order) | Refusal::DepositAlreadyMatched(order) => {
                problem.with("order_id", order.get())
            }
            Refusal::RestoreFirst(deposit)
            | Refusal::DepositNotDismissed(deposit)
            | Refusal::NotItsReversal(deposit) => problem.with("deposit_id", deposit.get()),
            Refusal::NeverReleased(reasons) | Refusal::ReleaseChangesNothing(reasons) => {
                problem.with("hold_reasons", reasons.codes())
            }
            Refusal::TooManySenders | Refusal::SenderNotApprovable => problem,
            Refusal::DepositNotMatched(deposit) => problem.with("deposit_id", deposit.get()),
            Refusal::MessageResolved(deposit) => problem.with("deposit_id", deposit.map(|deposit| deposit.get())),
            Refusal::OrderNumberFixed | Refusal::ExpiresAtPast | Refusal::ReopenNeeded | Refusal::UnmatchFirst => {
                problem
            }
            Refusal::StatusByHand | Refusal::OrderCancelled | Refusal::OrderAlreadyMatched => problem,
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
