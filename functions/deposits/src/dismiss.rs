//! POST /workspaces/{id}/deposits/{deposit_id}/dismiss

use axum::extract::State;
use domain::{ClosedSet, DepositId, DismissReason};
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named};
use web::field::{Among, Choices, Memo, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::decided::Deciding;
use crate::view::DepositView;

fields! {
    /// Why a deposit pays nothing.
    pub struct DismissDeposit {
        /// `REFUNDED`: the money was sent back. `PRIVATE`: no customer's payment. `DUPLICATE`: another deposit tells of
        /// the same money. `OTHER`.
        reason: Required<Among<GivenReason>>,
        note: Optional<Memo>,
    }
}

/// What a person may say; the other reasons the program says by itself.
pub struct GivenReason;

impl Choices for GivenReason {
    type Of = DismissReason;

    fn all() -> impl Iterator<Item = DismissReason> {
        DismissReason::all().filter(|reason| !reason.is_programs())
    }
}

/// Says that a waiting or held deposit pays nothing. It stays in lists and books.
///
/// Dismissed as `DUPLICATE`, it frees the deposits that were held against it. `REFUNDED` or `PRIVATE` dismisses them
/// too.
#[utoipa::path(post, path = "/workspaces/{id}/deposits/{deposit_id}/dismiss", operation_id = "dismiss_deposit", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)), request_body = DismissDeposit,
    responses((status = 200, body = DepositView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn dismiss(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
    body: Sent<DismissDeposit>,
) -> Result<Answer<DepositView>, Problem> {
    let DismissDeposit { reason, note } = body.finish()?;
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let deciding = Deciding { app: &app, writer: &writer, once: &once };
    let decision =
        app.pairing.dismiss(&writer.workspace, id, (reason, note), &writer.actor(), deciding.through()).await?;
    deciding.answered(&decision)
}
