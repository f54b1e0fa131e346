//! POST /workspaces/{id}/deposits/{deposit_id}/restore

use axum::extract::State;
use axum::http::StatusCode;
use domain::DepositId;
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::{DepositWriter, Named};
use web::{App, Code, Problem};

use crate::decided;
use crate::view::DepositView;

/// Undoes a deposit's dismissal: it is held, for its former reasons or as `restored`, and never paired at once.
#[utoipa::path(post, path = "/workspaces/{id}/deposits/{deposit_id}/restore", operation_id = "restore_deposit", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)),
    responses((status = 200, body = DepositView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn restore(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
) -> Result<Answer<DepositView>, Problem> {
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let answer =
        |deposit: &_| once.answer(&app, StatusCode::OK, DepositView::of(deposit, &writer.workspace, app.now()));
    let through = |deposit: &_| keeping(&app, answer(deposit));
    let decision = app.pairing.restore(&writer.workspace, id, &writer.actor(), through).await?;
    decided::answer(decision, answer)
}
