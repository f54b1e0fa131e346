//! PATCH /workspaces/{id}/orders/{order_id}

use axum::Json;
use axum::extract::State;
use domain::{AccountId, Amendment, DepositorName, OrderId, OrderNumber, RestTreatment, Timestamp, Won};
use web::caller::{Named, OrderWriter};
use web::field::{Among, Changed, Choices, CustomerEmail, CustomerPhone, GuardedNullable, Id, Memo, Nullable, Texts};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::names::matchable;
use crate::view::OrderView;

fields! {
    /// What changes. A field that is not mentioned stays.
    pub struct AmendOrder {
        /// Never changes; the number that the order has may be sent along.
        order_number: Changed<OrderNumber>,
        /// Whole KRW.
        amount: Changed<Won>,
        depositor_name: Changed<DepositorName> = "김철수",
        customer_email: Nullable<CustomerEmail>,
        customer_phone: Nullable<CustomerPhone>,
        memo: Nullable<Memo>,
        /// What your program notes of the order: at most 16 texts under names, together at most 1,024 bytes. Replaces
        /// all of it; `null` takes it away.
        metadata: Nullable<Texts>,
        /// Never changes; what the order has may be sent along.
        bank_account_id: GuardedNullable<Id<AccountId>>,
        /// Never changes; what the order has may be sent along.
        ordered_at: Nullable<Timestamp>,
        expires_at: Nullable<Timestamp>,
        /// `CANCELLED` cancels, `PENDING` reopens.
        status: Changed<words::OrderStatus>,
        /// Of an order that is cancelled after a part of it was paid: what becomes of that money. `REFUND_DUE`: it is
        /// to be sent back; `CREDIT`: it is kept for the customer. Absent: its deposits are held, for a person to
        /// decide.
        received: Changed<Among<ReceivedOfCancelled>>,
    }
}

/// What can become of what was received for a cancelled order.
pub struct ReceivedOfCancelled;

impl Choices for ReceivedOfCancelled {
    type Of = RestTreatment;

    fn all() -> impl Iterator<Item = RestTreatment> {
        [RestTreatment::RefundDue, RestTreatment::Credit].into_iter()
    }
}

impl From<AmendOrder> for Amendment {
    fn from(body: AmendOrder) -> Self {
        Self {
            number: body.order_number,
            amount: body.amount,
            depositor_name: body.depositor_name,
            customer_email: body.customer_email,
            customer_phone: body.customer_phone,
            memo: body.memo,
            metadata: body.metadata.map(Option::unwrap_or_default),
            account: body.bank_account_id,
            ordered_at: body.ordered_at,
            expires_at: body.expires_at,
            status: body.status,
            received: body.received,
        }
    }
}

/// Changes an order, cancels it, or reopens it.
#[utoipa::path(patch, path = "/workspaces/{id}/orders/{order_id}", operation_id = "amend_order", tag = "orders", params(("id" = u64, Path), ("order_id" = u64, Path)), request_body = AmendOrder,
    responses((status = 200, body = OrderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    writer: OrderWriter,
    named: Named,
    body: Sent<AmendOrder>,
) -> Result<Json<OrderView>, Problem> {
    let id = named.id("order_id", OrderId::parse, Code::OrderNotFound)?;
    let change = matchable(body, &writer.workspace.settings).finish()?.into();
    let order = app.pairing.amend(&writer.workspace, id, &change, writer.actor()).await?;
    Ok(Json(OrderView::of(&order, app.now())))
}
