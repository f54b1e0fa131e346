//! GET /webhooks/bank-sms/receipts/{receipt_id}

use axum::extract::State;
use axum::response::Response;
use domain::time::MINUTE_MS;
use web::caller::Named;
use web::{App, Code, Problem};

use crate::answer::{self, WebhookAnswer};
use crate::intake::NO_ACCOUNT_STANDS_MS;
use crate::receipt_id;

/// How long a receipt without an outcome reads as "still at work", in milliseconds.
const AT_WORK_MS: i64 = 15 * MINUTE_MS;

/// What became of a message that was answered with 202.
#[utoipa::path(get, path = "/webhooks/bank-sms/receipts/{receipt_id}", operation_id = "get_receipt", tag = "webhook", params(("receipt_id" = String, Path)), security(()),
    responses((status = 200, body = WebhookAnswer), (status = 202, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn receipts(State(app): State<App>, named: Named) -> Result<Response, Problem> {
    let id = named.text("receipt_id");
    let (receipt, given) = receipt_id::open(&app.keys, id).ok_or_else(|| Problem::of(Code::ReceiptNotFound))?;
    match app.store().receipt(&receipt, given.plus_ms(-NO_ACCOUNT_STANDS_MS)).await? {
        Some(outcome) => answer::outcome(&app, outcome, false).await,
        None if app.now().ms() - given.ms() < AT_WORK_MS => Ok(answer::accepted(id.to_owned())),
        None => Err(Problem::of(Code::ReceiptNotFound)),
    }
}
