//! POST /workspaces/{id}/deposits/{deposit_id}/release

use axum::extract::State;
use domain::DepositId;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named};
use web::field::{GuardedOptional, Integer};
use web::form::MaybeSent;
use web::{App, Code, Problem, fields};

use crate::decided::Deciding;
use crate::view::DepositView;

fields! {
    /// What the person who releases saw.
    pub struct ReleaseDeposit {
        /// The deposit's `version` that was shown: one that changed since is not released, `deposit_changed`.
        version: GuardedOptional<Integer<1, { domain::id::MAX }>> = 1,
    }
}

/// Takes away every reason for which a deposit is held and that a person can take away: it waits, and pairs as any.
///
/// Released from `possible_duplicate`, it is a deposit of its own for good. What cannot come from the bank
/// (`sender_unlikely`) or was taken back (`reversed`) stays held: `never_released`. Money that is too old or whose name
/// cannot be read would pay nothing by itself: `release_changes_nothing`.
#[utoipa::path(post, path = "/workspaces/{id}/deposits/{deposit_id}/release", operation_id = "release_deposit", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)), request_body = Option<ReleaseDeposit>,
    responses((status = 200, body = DepositView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn release(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
    MaybeSent(body): MaybeSent<ReleaseDeposit>,
) -> Result<Answer<DepositView>, Problem> {
    let seen = body.finish()?.version;
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let deciding = Deciding { app: &app, writer: &writer, once: &once };
    let decision = app.pairing.release(&writer.workspace, id, seen, &writer.actor(), deciding.through()).await?;
    deciding.answered(&decision)
}
