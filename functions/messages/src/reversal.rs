//! POST /workspaces/{id}/messages/{message_id}/reversal

use axum::extract::State;
use axum::http::StatusCode;
use domain::{DepositId, OrderId, id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::body::{Body, Fields, Input};
use web::caller::{DepositWriter, Named};
use web::{App, Problem};

/// Which deposit the bank took back.
#[derive(Deserialize, ToSchema)]
pub struct TakeBack {
    #[serde(default)]
    #[schema(required = true, value_type = u64, minimum = 1, maximum = 9_999_999_999_u64, example = 120)]
    deposit_id: Input,
}

/// What was undone.
#[derive(Serialize, ToSchema)]
pub struct TakenBack {
    pub deposit_id: u64,
    /// The order that the deposit had paid, which waits again; `null` when it had paid none.
    pub order_id: Option<u64>,
}

/// Says which deposit a message of a reversal (`reversal_unclear`) took back: the deposit is held, `reversed`, the order
/// that it had paid waits again, and the message is RESOLVED.
#[utoipa::path(post, path = "/workspaces/{id}/messages/{message_id}/reversal", operation_id = "reverse_deposit_of_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)), request_body = TakeBack,
    responses((status = 200, body = TakenBack), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn reversal(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
    Body(body): Body<TakeBack>,
) -> Result<Answer<TakenBack>, Problem> {
    let mut fields = Fields::default();
    let deposit = fields.required("deposit_id", &body.deposit_id, |f, name, value| f.integer(name, value, 1, id::MAX));
    let deposit = fields.finish(deposit.and_then(DepositId::new))?;
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
