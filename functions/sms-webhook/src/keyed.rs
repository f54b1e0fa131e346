//! POST and GET /webhooks/bank-sms/{key}: a phone's own URL.

use axum::extract::State;
use axum::response::Response;
use bank_sms::is_bank_message;
use store::phones::{Beat, Keyed, TEST_CODE_MARK, seal_context};
use store::queue::PhoneRef;
use web::caller::{Named, Source};
use web::keys::sha256;
use web::{App, Code, Problem};

use crate::answer::{self, WebhookAnswer};
use crate::arrived::Arrived;
use crate::call::{Call, Way};
use crate::dialect::{self, Content};
use crate::intake;
use crate::signature::{self, Signature};

/// Takes a bank's message from a phone of a workspace, and pairs the deposit that it tells of.
///
/// Understands what the usual forwarder apps send, as JSON, form or plain text (docs/forwarders.md). Once the phone has
/// a signing secret, a call without a valid signature is refused.
#[utoipa::path(post, path = "/webhooks/bank-sms/{key}", operation_id = "send_keyed_bank_sms", tag = "webhook", request_body = dialect::BankSms, security(()),
    params(("key" = String, Path, max_length = 64), ("prefer" = Option<String>, Header, max_length = 200, description = "respond-async (RFC 7240): do not wait for the outcome")),
    responses((status = 200, body = WebhookAnswer), (status = 202, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument),
        (status = 503, body = web::problem::ProblemDocument)))]
pub async fn send(State(app): State<App>, source: Source, named: Named, arrived: Arrived) -> Result<Response, Problem> {
    let keyed = of(&app, &named).await?;
    let signed = check(&app, &keyed, &arrived)?;
    let phone = PhoneRef { workspace_id: keyed.workspace.get(), phone_id: keyed.phone.get() };
    let (way, now) = (Way::Phone { phone, signed }, app.now());
    let (call, kind) = match dialect::read(&arrived.request())?.content {
        Content::Ping => {
            beat(&app, &keyed, Beat::Ping).await;
            return Ok(answer::alive());
        }
        Content::Other => return Ok(answer::no_message()),
        Content::Told(told) => (Call::told(&told, way, now), Beat::Message),
        Content::Message(message) => {
            if let Some(response) = test(&app, &keyed, &message.text).await? {
                return Ok(response);
            }
            let is_bank = is_bank_message(&message.text, message.sender.as_deref());
            (Call::new(message, way, now), if is_bank { Beat::Message } else { Beat::Other })
        }
    };
    let is_told = call.is_told();
    let (taken, ()) = tokio::join!(intake::take(&app, &arrived.headers, &source, call), beat(&app, &keyed, kind));
    if is_told { Ok(answer::told(taken?).await) } else { taken }
}

/// The same over GET, for apps that put the message into the query.
#[utoipa::path(get, path = "/webhooks/bank-sms/{key}", operation_id = "send_keyed_bank_sms_by_get", tag = "webhook", security(()),
    params(("key" = String, Path, max_length = 64), ("raw_sms" = Option<String>, Query, max_length = 8000)),
    responses((status = 200, body = WebhookAnswer), (status = 202, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument),
        (status = 503, body = web::problem::ProblemDocument)))]
pub async fn send_by_get(
    state: State<App>,
    source: Source,
    named: Named,
    arrived: Arrived,
) -> Result<Response, Problem> {
    send(state, source, named, arrived).await
}

/// Whose URL this is. A key that was replaced works until its overlap ends.
pub(crate) async fn of(app: &App, named: &Named) -> Result<Keyed, Problem> {
    let hash = sha256(named.text("key").as_bytes());
    let keyed = app.store().keyed(&hash).await?;
    let live = keyed.filter(|keyed| keyed.valid_until.is_none_or(|end| app.now() < end));
    live.ok_or_else(|| Problem::of(Code::PhoneKeyNotFound))
}

/// Whether the call carries a signature over its body. A phone with a secret takes no other.
fn check(app: &App, keyed: &Keyed, arrived: &Arrived) -> Result<bool, Problem> {
    let Some(sealed) = &keyed.secret else { return Ok(false) };
    let Some(opened) = app.keys.open(&seal_context(keyed.workspace, keyed.phone), sealed) else {
        return Err(Problem::internal("no live key opens a phone's signing secret: set the secret again"));
    };
    match signature::check(&arrived.request(), &opened.secret, app.now()) {
        Signature::Valid { covers_body } => Ok(covers_body),
        Signature::Absent | Signature::Invalid => Err(Problem::of(Code::SignatureInvalid)),
    }
}

/// A text with a test code of this phone: verified, and kept nowhere.
async fn test(app: &App, keyed: &Keyed, text: &str) -> Result<Option<Response>, Problem> {
    let Some(code) = code_in(text) else { return Ok(None) };
    match app.store().test_code(code, app.now()).await? {
        Some((workspace, phone)) if (workspace, phone) == (keyed.workspace, keyed.phone) => {
            app.store().verify_phone(keyed, app.now()).await?;
            Ok(Some(answer::verified(phone)))
        }
        Some(_) | None => Ok(None),
    }
}

/// The test code that a text carries.
pub(crate) fn code_in(text: &str) -> Option<&str> {
    let code = &text[text.find(TEST_CODE_MARK)?..];
    let end = TEST_CODE_MARK.len() + 8;
    let is_code = code.as_bytes().get(..end)?.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    is_code.then(|| &code[..end])
}

/// That the phone is alive is worth a try, not a message's delay or loss.
pub(crate) async fn beat(app: &App, keyed: &Keyed, beat: Beat) {
    if let Err(error) = app.store().beat(keyed, beat, app.now()).await {
        tracing::warn!(workspace.id = keyed.workspace.get(), phone.id = keyed.phone.get(), %error, "a phone's pulse could not be noted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_code_is_found_wherever_it_stands() {
        assert_eq!(code_in("[Web발신]\nLunePay 연결 시험 LUNEPAY-7KQ2MX9R\n"), Some("LUNEPAY-7KQ2MX9R"));
        assert_eq!(code_in("LUNEPAY-7KQ2MX9R입니다"), Some("LUNEPAY-7KQ2MX9R"));
        for text in ["", "LUNEPAY-", "LUNEPAY-7KQ2MX9", "LUNEPAY-7KQ2가나", "lunepay-7kq2mx9r"] {
            assert_eq!(code_in(text), None, "{text}");
        }
    }
}
