//! POST /workspaces/{id}/messages/{message_id}/reversal

use axum::extract::State;
use axum::http::StatusCode;
use domain::{DepositId, OrderId};
use serde::Serialize;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named};
use web::field::{Id, Required};
use web::form::Sent;
use web::{App, Problem, fields};

fields! {
    /// Which deposit the bank took back.
    pub struct TakeBack {
        deposit_id: Required<Id<DepositId>> = 120,
    }
}

/// What was undone.
#[derive(Serialize, ToSchema)]
pub struct TakenBack {
    pub deposit_id: u64,
    /// The order that the deposit had paid, which waits again; `null` when it had paid none.
    pub order_id: Option<u64>,
}

/// Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the
/// order that it had paid waits again, and the message is RESOLVED.
#[utoipa::path(post, path = "/workspaces/{id}/messages/{message_id}/reversal", operation_id = "reverse_deposit_of_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)), request_body = TakeBack,
    responses((status = 200, body = TakenBack), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn reversal(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
    sent: Sent<TakeBack>,
) -> Result<Answer<TakenBack>, Problem> {
    let deposit = sent.finish()?.deposit_id;
    let message = crate::named(&named)?;
    let view = |order: Option<OrderId>| TakenBack { deposit_id: deposit.get(), order_id: order.map(OrderId::get) };
    let stands = app.store().deposit(writer.id(), deposit).await?;
    let answer = once.answer(&app, StatusCode::OK, view(stands.and_then(|deposit| deposit.state.order())))?;
    let store = answer.store(&app);
    let undone = app.pairing.reverse_by_hand(&writer.workspace, &message, deposit, &writer.actor(), &store).await?;
    Ok(match undone {
        Some(order) => answer.showing(view(order)),
        None => answer.not_kept(),
    })
}
