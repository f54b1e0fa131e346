//! PATCH /workspaces/{id}/orders/{order_id}

use axum::Json;
use axum::extract::State;
use domain::{Amendment, OrderId, Settings, text};
use serde::Deserialize;
use utoipa::ToSchema;
use web::account::account_id;
use web::body::{Body, Fields, Input, line, prose};
use web::caller::{Named, OrderWriter};
use web::{App, Code, Problem};

use crate::names::may_match;
use crate::view::OrderView;

/// What changes. A field that is not mentioned stays.
#[derive(Deserialize, ToSchema)]
pub struct AmendOrder {
    /// Never changes; the number that the order has may be sent along.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100)]
    order_number: Input,
    /// Whole KRW.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 1_000_000_000_000_u64)]
    amount: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60, example = "김철수")]
    depositor_name: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 254)]
    customer_email: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30)]
    customer_phone: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    memo: Input,
    #[serde(default)]
    #[schema(schema_with = crate::metadata::schema, required = false)]
    metadata: Input,
    /// Never changes; what the order has may be sent along.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 9_999_999_999_u64)]
    bank_account_id: Input,
    /// Never changes; what the order has may be sent along.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    ordered_at: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Input,
    /// `CANCELLED` cancels, `PENDING` reopens.
    #[serde(default)]
    #[schema(value_type = Option<words::OrderStatus>, example = "CANCELLED")]
    status: Input,
}

impl AmendOrder {
    fn parse(&self, settings: &Settings) -> Result<Amendment, Problem> {
        let mut fields = Fields::default();
        let number = fields.changed("order_number", &self.order_number, |f, name, value| {
            f.text(name, value, line(text::ORDER_NUMBER))
        });
        let amount = fields.changed("amount", &self.amount, Fields::won);
        let payer = fields.changed("depositor_name", &self.depositor_name, |f, name, value| {
            f.text(name, value, line(text::DEPOSITOR_NAME)).filter(|payer| may_match(f, name, payer, settings))
        });
        let email = fields
            .nullable("customer_email", &self.customer_email, |f, name, value| f.text(name, value, line(text::EMAIL)));
        let phone = fields
            .nullable("customer_phone", &self.customer_phone, |f, name, value| f.text(name, value, line(text::PHONE)));
        let memo = fields.nullable("memo", &self.memo, |f, name, value| f.text(name, value, prose(text::MEMO)));
        let metadata = fields.nullable("metadata", &self.metadata, Fields::metadata);
        let account = fields.nullable("bank_account_id", &self.bank_account_id, account_id);
        let ordered_at = fields.nullable("ordered_at", &self.ordered_at, Fields::instant);
        let deadline = fields.nullable("expires_at", &self.expires_at, Fields::instant);
        let status = fields.changed("status", &self.status, Fields::word);
        let change = || {
            Some(Amendment {
                number: number?,
                amount: amount?,
                depositor_name: payer?,
                customer_email: email?,
                customer_phone: phone?,
                memo: memo?,
                metadata: metadata?.map(Option::unwrap_or_default),
                account: account?,
                ordered_at: ordered_at?,
                expires_at: deadline?,
                status: status?,
            })
        };
        let change = change();
        fields.finish(change)
    }
}

/// Changes an order, cancels it, or reopens it.
#[utoipa::path(patch, path = "/workspaces/{id}/orders/{order_id}", operation_id = "amend_order", tag = "orders", params(("id" = u64, Path), ("order_id" = u64, Path)), request_body = AmendOrder,
    responses((status = 200, body = OrderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    writer: OrderWriter,
    named: Named,
    Body(body): Body<AmendOrder>,
) -> Result<Json<OrderView>, Problem> {
    let id = named.id("order_id", OrderId::parse, Code::OrderNotFound)?;
    let change = body.parse(&writer.workspace.settings)?;
    let order = app.pairing.amend(&writer.workspace, id, &change, writer.actor()).await?;
    Ok(Json(OrderView::of(&order, app.now())))
}
