//! The webhook's answers, in the guide's words.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bank_sms::Why;
use domain::{Deposit, DepositEvent, DepositStatusNow, HoldReason, Outcome, PhoneId, Received, outcome};
use pairing::PairingError;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{App, Code, FieldError, Problem};

/// What became of a message.
#[derive(Serialize, ToSchema)]
pub struct WebhookAnswer {
    /// `false` only when the message could not be read with certainty and is kept for a person.
    pub success: bool,
    #[schema(example = "입금 14510원 (홍길동) → 주문 #55 자동 매칭")]
    pub message: String,
    #[schema(example = 123)]
    pub deposit_id: Option<u64>,
    /// The same message had come before. Absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub duplicate: bool,
    /// `success`, for apps that look for this word. Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// On 202: where to ask what became of it, `GET /webhooks/bank-sms/receipts/{receipt_id}`. Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt_id: Option<String>,
    /// Of a message of several that was refused: its bad fields. Absent otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
    /// Where the call carried several messages: what became of each, in their order. Absent otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, value_type = Vec<WebhookAnswer>, no_recursion)]
    pub results: Vec<Value>,
}

impl WebhookAnswer {
    fn without_deposit(success: bool, message: String) -> Self {
        Self {
            success,
            message,
            deposit_id: None,
            duplicate: false,
            status: None,
            receipt_id: None,
            errors: Vec::new(),
            results: Vec::new(),
        }
    }
}

/// The answer to an app that told a deposit without its text: NotiPay sends again until it reads this word.
pub async fn told(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, web::body::BODY_MAX).await.unwrap_or_default();
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(mut answer) if parts.status.is_success() && answer.is_object() => {
            answer["status"] = "success".into();
            (parts.status, Json(answer)).into_response()
        }
        Ok(_) | Err(_) => Response::from_parts(parts, bytes.into()),
    }
}

/// A message that was left alone.
pub fn left_alone(why: Why) -> Response {
    Json(WebhookAnswer::without_deposit(true, format!("입금 메시지가 아니어서 처리하지 않음: {}", why.korean())))
        .into_response()
}

/// A ping: the phone is alive.
pub fn alive() -> Response {
    Json(WebhookAnswer::without_deposit(true, "휴대폰 연결을 확인함".to_owned())).into_response()
}

/// An event of a known app that carries no message. A 2xx: the app would send it again and again.
pub fn no_message() -> Response {
    let message = "새 메시지를 알리는 이벤트가 아니어서 처리하지 않음".to_owned();
    Json(WebhookAnswer::without_deposit(true, message)).into_response()
}

/// A notification whose text the phone hides from apps.
pub fn hidden() -> Response {
    let message = "휴대폰이 이 알림의 내용을 앱에 숨겨 읽을 수 없습니다. 문자(SMS)로 전달하거나, 휴대폰의 알림 설정에서 향상된 알림(민감한 알림 숨기기)을 꺼 주세요.";
    Json(WebhookAnswer::without_deposit(false, message.to_owned())).into_response()
}

/// A message of several that cannot be read, as it stands among the results.
pub fn refused(problem: &Problem) -> WebhookAnswer {
    let errors = problem.errors.clone();
    WebhookAnswer { errors, ..WebhookAnswer::without_deposit(false, problem.code.row().2.to_owned()) }
}

/// Whether a result says that its message was taken.
pub fn is_taken(result: &Value) -> bool {
    result["success"] == true
}

/// A call that carried several messages.
pub fn several(results: Vec<Value>) -> Response {
    let all = results.len();
    let failed = all - results.iter().filter(|result| is_taken(result)).count();
    let message = match failed {
        0 => format!("메시지 {all}건을 처리했습니다. results에서 각각의 결과를 확인할 수 있습니다."),
        _ => format!("메시지 {all}건 중 {failed}건을 읽지 못했습니다. results를 확인해 주세요."),
    };
    Json(WebhookAnswer { results, ..WebhookAnswer::without_deposit(failed == 0, message) }).into_response()
}

/// A phone's test message.
pub fn verified(phone: PhoneId) -> Response {
    let message = format!("시험 메시지를 확인했습니다. 휴대폰(#{phone})이 연결되었습니다.");
    Json(WebhookAnswer::without_deposit(true, message)).into_response()
}

/// A message that was taken and is still at work.
pub fn accepted(receipt_id: String) -> Response {
    let location = HeaderValue::from_str(&format!("{}/webhooks/bank-sms/receipts/{receipt_id}", web::serve::BASE_PATH));
    let answer = WebhookAnswer {
        receipt_id: Some(receipt_id),
        ..WebhookAnswer::without_deposit(
            true,
            "메시지를 접수했습니다. 처리 결과는 receipt_id로 조회할 수 있습니다.".to_owned(),
        )
    };
    let mut response = (StatusCode::ACCEPTED, Json(answer)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// What became of a message. `repeat`: the very same call had come before.
pub async fn outcome(app: &App, outcome: Outcome, repeat: bool) -> Result<Response, Problem> {
    match outcome {
        Outcome::Ignored(why) => Ok(left_alone(why)),
        Outcome::Quarantined(why) => {
            let message = format!("메시지를 확실하게 읽을 수 없어 입금으로 처리하지 않음: {}", why.korean());
            Ok(Json(WebhookAnswer::without_deposit(false, message)).into_response())
        }
        Outcome::Unplaced => {
            let message = "등록된 계좌를 찾을 수 없어 보관함, 계좌를 등록하거나 직접 확인 필요".to_owned();
            Ok(Json(WebhookAnswer::without_deposit(false, message)).into_response())
        }
        Outcome::Reversed { deposit, order, .. } => {
            let order = order.map(|order| format!(" (주문 #{order} → PENDING)")).unwrap_or_default();
            let message = format!("입금 취소 안내: 입금 #{deposit} 보류{order}");
            let answer = WebhookAnswer::without_deposit(true, message);
            Ok(Json(WebhookAnswer { deposit_id: Some(deposit.get()), duplicate: repeat, ..answer }).into_response())
        }
        Outcome::ReversalUnclear => {
            let message = "입금 취소 안내, 어느 입금인지 직접 확인 필요".to_owned();
            Ok(Json(WebhookAnswer::without_deposit(false, message)).into_response())
        }
        Outcome::AccountNotFound => Err(Problem::of(Code::AccountNotFound)),
        Outcome::Deposit(received) if repeat || received.duplicate => {
            let stands = app.pairing.stands(received.workspace, received.deposit).await;
            let (status, deposit) = match stands {
                // Its workspace was deleted: a receipt outlives it by some days.
                Err(PairingError::NoSuchDeposit) => return Err(Problem::of(Code::AccountNotFound)),
                stands => stands?,
            };
            let now = Received { status, duplicate: true, ..received };
            Ok(Json(deposit_answer(&now, is_by_hand(&deposit))).into_response())
        }
        Outcome::Deposit(received) => Ok(Json(deposit_answer(&received, false)).into_response()),
    }
}

fn is_by_hand(deposit: &Deposit) -> bool {
    let told = deposit.history.iter().rev().map(|entry| &entry.what).find(|what| **what != DepositEvent::Redacted);
    matches!(told, Some(DepositEvent::Matched { rule: None, .. }))
}

fn deposit_answer(received: &Received, by_hand: bool) -> WebhookAnswer {
    let name = received.depositor_name.as_deref().unwrap_or("입금자명 없음");
    let deposit = format!("입금 {}원 ({name})", received.amount.get());
    let message = match received.status {
        DepositStatusNow::Matched(order) if by_hand => format!("{deposit} → 주문 #{order} 수동 매칭"),
        DepositStatusNow::Matched(order) => format!("{deposit} → 주문 #{order} 자동 매칭"),
        DepositStatusNow::Waiting { candidates: 0 } => format!("{deposit} 등록, 일치하는 주문 없음"),
        DepositStatusNow::Waiting { candidates } if candidates >= outcome::CANDIDATES_COUNTED => {
            format!("{deposit} 등록, 후보 주문 {candidates}건 이상: 수동 매칭 필요")
        }
        DepositStatusNow::Waiting { candidates } => format!("{deposit} 등록, 후보 주문 {candidates}건: 수동 매칭 필요"),
        DepositStatusNow::Held(reasons) => {
            let why = reasons.gravest().map_or("직접 확인해 주세요", HoldReason::korean);
            format!("{deposit} 등록, 확인 필요: {why}")
        }
        DepositStatusNow::Dismissed(_) => format!("{deposit} 제외됨"),
    };
    WebhookAnswer {
        deposit_id: Some(received.deposit.get()),
        duplicate: received.duplicate,
        ..WebhookAnswer::without_deposit(true, message)
    }
}

#[cfg(test)]
mod tests {
    use domain::{DepositId, OrderId, Won, WorkspaceId};

    use super::*;

    fn said(status: DepositStatusNow, name: Option<&str>) -> String {
        let received = Received {
            workspace: WorkspaceId::new(1).unwrap(),
            deposit: DepositId::new(123).unwrap(),
            amount: Won::new(14_510).unwrap(),
            depositor_name: name.map(Into::into),
            status,
            duplicate: false,
        };
        deposit_answer(&received, false).message
    }

    /// What cannot be told to have been taken is not taken.
    #[tokio::test]
    async fn a_result_that_cannot_be_read_back_is_a_failure() {
        let response = several(vec![Value::Null, serde_json::json!({"success": true})]);
        let body = axum::body::to_bytes(response.into_body(), web::body::BODY_MAX).await.unwrap();
        let answer: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(answer["success"], false, "{answer}");
        assert!(answer["message"].as_str().unwrap().starts_with("메시지 2건 중 1건"), "{answer}");
    }

    /// The table of contract.md.
    #[test]
    fn every_outcome_has_the_contracts_words() {
        let order = OrderId::new(55).unwrap();
        assert_eq!(
            said(DepositStatusNow::Matched(order), Some("홍길동")),
            "입금 14510원 (홍길동) → 주문 #55 자동 매칭"
        );
        assert_eq!(
            said(DepositStatusNow::Waiting { candidates: 0 }, Some("홍길동")),
            "입금 14510원 (홍길동) 등록, 일치하는 주문 없음"
        );
        assert_eq!(
            said(DepositStatusNow::Waiting { candidates: 2 }, Some("홍길동")),
            "입금 14510원 (홍길동) 등록, 후보 주문 2건: 수동 매칭 필요"
        );
        assert_eq!(
            said(DepositStatusNow::Waiting { candidates: 100 }, Some("홍길동")),
            "입금 14510원 (홍길동) 등록, 후보 주문 100건 이상: 수동 매칭 필요"
        );
        assert_eq!(
            said(DepositStatusNow::Held(HoldReason::UnreadableName.into()), None),
            "입금 14510원 (입금자명 없음) 등록, 확인 필요: 입금자명을 확인할 수 없음"
        );
    }
}
