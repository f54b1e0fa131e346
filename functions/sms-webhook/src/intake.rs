//! What every webhook URL does with a call: turn away what is no bank's message, answer an exact repeat from its
//! receipt, queue the rest, and wait a moment for what became of it.

use axum::http::HeaderMap;
use axum::response::Response;
use bank_sms::{Outcome as Read, Reading, Why, is_bank_message};
use domain::Via;
use pairing::fingerprint;
use store::StoreError;
use store::tasks::Task;
use web::{App, Code, Problem};

use crate::call::Call;
use crate::limit::Limit;
use crate::{answer, receipt_id, wait};

/// For so long, in milliseconds, a message that fitted no account is not looked at again.
pub const NO_ACCOUNT_STANDS_MS: i64 = 60_000;

/// Takes a call.
pub async fn take(app: &App, headers: &HeaderMap, limit: &Limit, call: Call) -> Result<Response, Problem> {
    let reading = match read(&call) {
        Ok(reading) => reading,
        Err(why) => return Ok(turn_away(app, &call, why).await),
    };
    let receipt = call.receipt(&app.keys, reading.as_ref())?;
    let since = app.now().plus_ms(-NO_ACCOUNT_STANDS_MS);
    if let Some(outcome) = app.store().receipt(&receipt, since).await? {
        return answer::outcome(app, outcome, true).await;
    }
    limit.take(app).await?;
    let group = group(&call, reading.as_ref());
    let written = app.store().receipts();
    app.store().tasks.send_in_group(Task::Sms(Box::new(call.message(&receipt))), group).await.map_err(queue_down)?;
    if !wants_no_wait(headers)
        && let Some(outcome) = wait::for_outcome(app, (&receipt, since), written).await
    {
        return answer::outcome(app, outcome, false).await;
    }
    Ok(answer::accepted(receipt_id::seal(&app.keys, &receipt, app.now())?))
}

/// What is no bank's is not kept: it is counted, over a phone's URL by its pulse. A count that fails is nobody's loss.
async fn turn_away(app: &App, call: &Call, why: Why) -> Response {
    if call.via() == Via::Open
        && let Err(error) = app.store().count_left_alone(app.now()).await
    {
        tracing::warn!(%error, "a text that is no bank's was not counted");
    }
    answer::left_alone(why)
}

/// What the text says; `None` when an app told the deposit without its text. The error: it is no bank's message.
fn read(call: &Call) -> Result<Option<Reading>, Why> {
    if call.is_told() {
        return Ok(None);
    }
    if !is_bank_message(&call.raw, call.claim.hint()) {
        return Err(if call.carries_code() { Why::VerificationCode } else { Why::NotABankMessage });
    }
    let reading = call.reading();
    match reading.outcome {
        Read::Ignored(why @ (Why::NotABankMessage | Why::VerificationCode)) => Err(why),
        Read::Deposit | Read::Withdrawal { .. } => Ok(Some(reading)),
        Read::Ignored(_) | Read::Quarantined(_) if call.carries_code() => Err(Why::VerificationCode),
        Read::Ignored(_) | Read::Quarantined(_) => Ok(Some(reading)),
    }
}

/// One account's flood must not hold up the others: the queue is fair between groups.
fn group(call: &Call, reading: Option<&Reading>) -> String {
    let bank = reading.and_then(|reading| reading.bank).map(|bank| bank.code).unwrap_or_default();
    let account = reading.and_then(|reading| reading.account.as_ref()).map(|account| account.as_printed());
    let phone = call.way.phone().map(|phone| format!("{}#{}", phone.workspace, phone.phone)).unwrap_or_default();
    let parts = [bank.as_bytes(), account.unwrap_or_default().as_bytes(), phone.as_bytes()];
    fingerprint(&parts).to_string()
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
