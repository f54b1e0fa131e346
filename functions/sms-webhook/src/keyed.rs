//! POST and GET /webhooks/bank-sms/{key}: a phone's own URL.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bank_sms::is_bank_message;
use domain::{Arrival, ArrivalKind, FieldFault, MissingSender, PhoneRef, SenderClaim, SenderKind, WorkspaceMode};
use store::phones::{Keyed, TEST_CODE_MARK, seal_context};
use store::pulse::Heard;
use web::caller::{Named, Source};
use web::keys::sha256;
use web::{App, Code, Problem};

use crate::answer::{self, WebhookAnswer};
use crate::arrived::Arrived;
use crate::batch::{self, Results};
use crate::call::{Call, Way};
use crate::dialect::{self, Content, Message};
use crate::intake;
use crate::limit::Limit;
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
    let phone = PhoneRef { workspace: keyed.workspace, phone: keyed.phone };
    let way = Way::Phone { phone, signed };
    let limit = Limit::of(way, &source);
    let mut messages = dialect::read(&arrived.request())?;
    if messages.len() == 1 {
        return one(&app, &keyed, way, &limit, &arrived.headers, messages.remove(0)?.content).await;
    }
    let limit = limit.take_all(&app, messages.len()).await?;
    let (headers, mut results) = (batch::at_once(&arrived.headers), Results::default());
    for message in messages {
        let taken = match message {
            Ok(message) => one(&app, &keyed, way, &limit, &headers, message.content).await,
            Err(problem) => Err(problem),
        };
        results.add(taken).await?;
    }
    results.answer()
}

/// Takes what one message carries.
pub(crate) async fn one(
    app: &App,
    keyed: &Keyed,
    way: Way,
    limit: &Limit,
    headers: &HeaderMap,
    content: Content,
) -> Result<Response, Problem> {
    let now = app.now();
    let (mut call, kind) = match content {
        Content::Ping => {
            beat(app, keyed, &Arrival::ping(now)).await;
            return Ok(answer::alive());
        }
        Content::Other => return Ok(answer::no_message()),
        Content::Parsed(told) => (Call::told(&told, way, now), ArrivalKind::BankMessage),
        Content::Message(message) if dialect::is_hidden(&message.text) => {
            beat(app, keyed, &Arrival::of(ArrivalKind::Hidden, &message.claim, now)).await;
            return Ok(answer::hidden());
        }
        Content::Message(message) => {
            if let Some(response) = test(app, keyed, &message).await? {
                return Ok(response);
            }
            let is_bank = is_bank_message(&message.text, message.claim.hint());
            (Call::new(message, way, now), if is_bank { ArrivalKind::BankMessage } else { ArrivalKind::Other })
        }
    };
    // Before the message is queued: the calls before this one tell whether its sender is a new thing.
    let heard = beat(app, keyed, &Arrival::of(kind, &call.claim, now)).await;
    let heard = heard.unwrap_or_else(|| unheard(keyed, &call.claim));
    call.claim.unconfirmed = heard.sender_unconfirmed;
    call.missing_sender = Some(heard.sender_missing);
    let is_told = call.is_told();
    let taken = intake::take(app, headers, limit, call).await;
    if is_told { Ok(answer::told(taken?).await) } else { taken }
}

/// What is taken for true when the pulse cannot be written: nothing that lets a message pay.
fn unheard(keyed: &Keyed, claim: &SenderClaim) -> Heard {
    let sender_missing = match keyed.sender_missing {
        MissingSender::Allowed => MissingSender::Allowed,
        MissingSender::Held | MissingSender::Undecided => MissingSender::Held,
    };
    Heard { sender_unconfirmed: SenderKind::of(claim).tells_sender(), sender_missing }
}

/// The longest message over GET, in characters: percent-encoded, it fits the 64 KiB that a URL may have.
const GET_MAX: usize = 4_000;

/// The same over GET, for apps that put the message into the query.
#[utoipa::path(get, path = "/webhooks/bank-sms/{key}", operation_id = "send_keyed_bank_sms_by_get", tag = "webhook", security(()),
    params(("key" = String, Path, max_length = 64), ("raw_sms" = Option<String>, Query, max_length = 4000, description = "A URL holds less than a body: longer messages go by POST")),
    responses((status = 200, body = WebhookAnswer), (status = 202, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument),
        (status = 503, body = web::problem::ProblemDocument)))]
pub async fn send_by_get(
    state: State<App>,
    source: Source,
    named: Named,
    arrived: Arrived,
) -> Result<Response, Problem> {
    let length = |name: &str, value: &str| if name == "raw_sms" { value.chars().count() } else { 0 };
    let query = arrived.request().query.unwrap_or_default();
    if form_urlencoded::parse(query.as_bytes()).any(|(name, value)| length(&name, &value) > GET_MAX) {
        let detail = format!("GET으로는 {GET_MAX}자까지 보낼 수 있습니다. 더 긴 문자는 POST로 보내 주세요.");
        return Err(Problem::field("raw_sms", FieldFault::TooLong, detail));
    }
    send(state, source, named, arrived).await
}

/// Whose URL this is. A key that was replaced works until its overlap ends. White space copied with the key is ignored.
/// What a phone sends is real: a test workspace takes none of it.
pub(crate) async fn of(app: &App, named: &Named) -> Result<Keyed, Problem> {
    let hash = sha256(named.text("key").trim().as_bytes());
    let keyed = app.store().keyed(&hash).await?;
    let live = keyed.filter(|keyed| keyed.valid_until.is_none_or(|end| app.now() < end));
    let keyed = live.ok_or_else(|| Problem::of(Code::PhoneKeyNotFound))?;
    match keyed.workspace.mode() {
        WorkspaceMode::Live => Ok(keyed),
        WorkspaceMode::Test => Err(Problem::of(Code::TestWorkspace)),
    }
}

/// Whether the call carries a signature over its body. A phone with a secret takes no other.
fn check(app: &App, keyed: &Keyed, arrived: &Arrived) -> Result<bool, Problem> {
    let Some(sealed) = &keyed.secret else { return Ok(false) };
    let Some(opened) = app.keys.secrets().open(&seal_context(keyed.workspace, keyed.phone), sealed) else {
        return Err(Problem::internal("no live key opens a phone's signing secret: set the secret again"));
    };
    match signature::check(&arrived.request(), &opened.secret, app.now()) {
        Signature::Valid { covers_body } => Ok(covers_body),
        Signature::Absent | Signature::Invalid => Err(Problem::of(Code::SignatureInvalid)),
    }
}

/// A text with a test code of this phone: verified, and kept nowhere.
async fn test(app: &App, keyed: &Keyed, message: &Message) -> Result<Option<Response>, Problem> {
    let Some(code) = code_in(&message.text) else { return Ok(None) };
    match app.store().test_code(code, app.now()).await? {
        Some((workspace, phone)) if (workspace, phone) == (keyed.workspace, keyed.phone) => {
            app.store().beat(keyed, &Arrival::of(ArrivalKind::Test, &message.claim, app.now())).await?;
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

/// Best effort: a failed heartbeat must not lose the message. `None`: it failed.
pub(crate) async fn beat(app: &App, keyed: &Keyed, arrival: &Arrival) -> Option<Heard> {
    let noted = app.store().beat(keyed, arrival).await;
    let (workspace, phone) = (keyed.workspace.get(), keyed.phone.get());
    noted
        .inspect_err(|error| {
            tracing::warn!(workspace.id = workspace, phone.id = phone, %error, "a phone's pulse could not be noted");
        })
        .ok()
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
