//! POST /webhooks/bank-sms

use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bank_sms::{Outcome as Read, Reading, Why, is_bank_message};
use domain::Outcome;
use domain::occurrence::ReceiptId;
use pairing::fingerprint;
use store::StoreError;
use web::body::Body;
use web::{App, Code, Problem};

use crate::answer::{self, WebhookAnswer};
use crate::call::BankSms;
use crate::receipt_id;

/// How long the call waits for the matcher, in milliseconds: shorter than the shortest time-out of a forwarder app.
const WAIT_MS: u64 = 4_000;
/// How long to wait before each look at the receipt, in milliseconds; the last goes on.
const POLL_MS: [u64; 4] = [30, 60, 120, 250];

/// Takes a bank's message and pairs the deposit that it tells of.
///
/// Needs no token. The same call again changes nothing. With `Prefer: respond-async` it answers 202 at once.
#[utoipa::path(post, path = "/webhooks/bank-sms", operation_id = "send_bank_sms", tag = "webhook", request_body = BankSms, security(()),
    params(("prefer" = Option<String>, Header, max_length = 200, description = "respond-async (RFC 7240): do not wait for the outcome")),
    responses((status = 200, body = WebhookAnswer), (status = 202, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument),
        (status = 503, body = web::problem::ProblemDocument)))]
pub async fn send(State(app): State<App>, headers: HeaderMap, Body(body): Body<BankSms>) -> Result<Response, Problem> {
    if !app.policy.public_webhook_open {
        return Err(Problem::of(Code::PublicWebhookClosed));
    }
    let call = body.parse(app.now())?;
    if !is_bank_message(&call.raw, call.sender.as_deref()) {
        return Ok(answer::left_alone(Why::NotABankMessage));
    }
    let reading = call.reading();
    if reading.outcome == Read::Ignored(Why::NotABankMessage) {
        return Ok(answer::left_alone(Why::NotABankMessage));
    }
    let receipt = call.receipt(&app.keys, &reading);
    if let Some(outcome) = app.store().receipt(&receipt).await? {
        return answer::outcome(&app, outcome, true).await;
    }
    app.store().send_sms(call.message(&receipt), &group(&reading)).await.map_err(queue_down)?;
    if !wants_no_wait(&headers)
        && let Some(outcome) = wait(&app, &receipt).await
    {
        return answer::outcome(&app, outcome, false).await;
    }
    Ok(answer::accepted(receipt_id::seal(&app.keys, &receipt, app.now())))
}

/// One account's flood must not hold up the others: the queue is fair between groups.
fn group(reading: &Reading) -> String {
    let bank = reading.bank.map(|bank| bank.code).unwrap_or_default();
    let account = reading.account.as_ref().map(|account| account.as_printed()).unwrap_or_default();
    fingerprint(&[bank.as_bytes(), account.as_bytes()]).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The phone must send again: whatever is wrong with the queue, the message is not lost while the phone has it.
fn queue_down(error: StoreError) -> Problem {
    tracing::error!(%error, "the queue takes no message");
    Problem { retry_after_s: Some(5), ..Problem::of(Code::Unavailable) }
}

fn wants_no_wait(headers: &HeaderMap) -> bool {
    let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split([',', ';']))
        .any(|preference| preference.trim().eq_ignore_ascii_case("respond-async"))
}

/// Looks for the outcome until it is there or the time is up. A fault in a look is not the message's: it is queued.
async fn wait(app: &App, receipt: &ReceiptId) -> Option<Outcome> {
    let mut waited = 0;
    let mut polls = POLL_MS.iter().copied().chain(std::iter::repeat(POLL_MS[POLL_MS.len() - 1]));
    while waited < WAIT_MS {
        let pause = polls.next().unwrap_or(WAIT_MS);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        waited += pause;
        match app.store().receipt(receipt).await {
            Ok(Some(outcome)) => return Some(outcome),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a receipt could not be read; looking again"),
        }
    }
    None
}
