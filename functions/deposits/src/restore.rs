//! POST /workspaces/{id}/deposits/{deposit_id}/restore

use axum::extract::State;
use domain::DepositId;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named};
use web::{App, Code, Problem};

use crate::decided::Deciding;
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
    let deciding = Deciding { app: &app, writer: &writer, once: &once };
    let decision = app.pairing.restore(&writer.workspace, id, &writer.actor(), deciding.through()).await?;
    deciding.answered(&decision)
}
