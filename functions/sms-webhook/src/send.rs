//! POST /webhooks/bank-sms

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use web::caller::Source;
use web::{App, Code, Problem};

use crate::answer::{self, WebhookAnswer};
use crate::arrived::Arrived;
use crate::batch::{self, Results};
use crate::call::{Call, Way};
use crate::dialect::{self, BankSms, Content, Form};
use crate::intake;
use crate::limit::Limit;

/// Takes a bank's message and pairs the deposit that it tells of.
///
/// Needs no token. Understands the bodies of the known forwarder apps, as JSON, as a form or as a text by itself, and
/// lists of them (50 at most). The same call again changes nothing. With `Prefer: respond-async` it answers 202 at
/// once.
#[utoipa::path(post, path = "/webhooks/bank-sms", operation_id = "send_bank_sms", tag = "webhook", security(()),
    request_body(description = "The guide's body, or what a forwarder app sends by itself: see docs/forwarders.md",
        content((BankSms = "application/json"), (Form = "application/x-www-form-urlencoded"), (Form = "multipart/form-data"), (String = "text/plain"))),
    params(("prefer" = Option<String>, Header, max_length = 200, description = "respond-async (RFC 7240): do not wait for the outcome")),
    responses((status = 200, body = WebhookAnswer), (status = 202, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument),
        (status = 503, body = web::problem::ProblemDocument)))]
pub async fn send(State(app): State<App>, source: Source, arrived: Arrived) -> Result<Response, Problem> {
    if !app.policy.public_webhook_open {
        return Err(Problem::of(Code::PublicWebhookClosed));
    }
    let limit = Limit::of(Way::Open, &source);
    let mut messages = dialect::read(&arrived.request())?;
    if messages.len() == 1 {
        return one(&app, &limit, &arrived.headers, messages.remove(0)?.content).await;
    }
    let limit = limit.take_all(&app, messages.len()).await?;
    let (headers, mut results) = (batch::at_once(&arrived.headers), Results::default());
    for message in messages {
        let taken = match message {
            Ok(message) => one(&app, &limit, &headers, message.content).await,
            Err(problem) => Err(problem),
        };
        results.add(taken).await?;
    }
    results.answer()
}

/// Takes what one message carries.
async fn one(app: &App, limit: &Limit, headers: &HeaderMap, content: Content) -> Result<Response, Problem> {
    match content {
        Content::Message(message) if dialect::is_hidden(&message.text) => Ok(answer::hidden()),
        Content::Message(message) => intake::take(app, headers, limit, Call::new(message, Way::Open, app.now())).await,
        Content::Parsed(_) => Err(Problem::of(Code::PhoneUrlNeeded)),
        Content::Ping => Ok(answer::alive()),
        Content::Other => Ok(answer::no_message()),
    }
}
