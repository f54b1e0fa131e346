//! POST and DELETE /workspaces/{id}/deposits/{deposit_id}/returned

use axum::Json;
use axum::extract::State;
use domain::returning::Return;
use domain::{DepositId, Timestamp, Won};
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named};
use web::field::{Asked, Integer, Memo, Optional, Required};
use web::form::Sent;
use web::page::Query;
use web::{App, Code, Problem, fields};

use crate::decided::Deciding;
use crate::view::DepositView;

fields! {
    /// What was sent back.
    pub struct ReturnDeposit {
        /// Whole KRW; at most what is left of the deposit.
        amount: Required<Won>,
        /// When it was sent; absent: now.
        at: Optional<Timestamp>,
        note: Optional<Memo>,
    }
}

/// Notes that a part of a deposit was sent back. LunePay sends no money: you did, at your bank.
///
/// Of any deposit that does not wait, as often as eight times, until nothing is left. A held deposit that is sent back
/// whole is dismissed as `REFUNDED`; what is left of one that is not pays an order by hand only.
#[utoipa::path(post, path = "/workspaces/{id}/deposits/{deposit_id}/returned", operation_id = "return_deposit", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)), request_body = ReturnDeposit,
    responses((status = 200, body = DepositView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn give_back(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
    body: Sent<ReturnDeposit>,
) -> Result<Answer<DepositView>, Problem> {
    let ReturnDeposit { amount, at, note } = body.finish()?;
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let sent = Return { amount, at: at.unwrap_or(app.now()), by: writer.actor(), note };
    let deciding = Deciding { app: &app, writer: &writer, once: &once };
    let decision = app.pairing.give_back(&writer.workspace, id, sent, deciding.through()).await?;
    deciding.answered(&decision)
}

fields! {
    /// What the person who takes a note back saw.
    pub struct UndoReturn {
        /// The deposit's `version` that was shown: of one that changed since nothing is taken back, `deposit_changed`.
        /// Send it, so that a call that comes twice takes back one note
        version: Asked<Integer<1, { domain::id::MAX }>>,
    }
}

/// Takes back the last note that a part of a deposit was sent back.
#[utoipa::path(delete, path = "/workspaces/{id}/deposits/{deposit_id}/returned", operation_id = "undo_return", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path), UndoReturn),
    responses((status = 200, body = DepositView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn undo_return(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    mut query: Query,
) -> Result<Json<DepositView>, Problem> {
    let UndoReturn { version } = query.asked()?;
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let deposit = app.pairing.undo_return(&writer.workspace, id, version, &writer.actor()).await?;
    Ok(Json(DepositView::of(&deposit, &writer.workspace, app.now())))
}
