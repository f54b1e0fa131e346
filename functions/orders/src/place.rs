//! POST /workspaces/{id}/orders

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{NewOrder, Order, Settings, Timestamp, text};
use serde::Deserialize;
use utoipa::ToSchema;
use web::account::{account_id, account_of_body};
use web::body::{Body, Fields, Input, line, prose};
use web::caller::OrderWriter;
use web::{App, Problem};

use crate::names::may_match;
use crate::view::OrderView;

/// A new order.
#[derive(Deserialize, ToSchema)]
pub struct PlaceOrder {
    /// The shop's own number, unique in the workspace.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 100, example = "A-2024-0001")]
    order_number: Input,
    /// Whole KRW.
    #[serde(default)]
    #[schema(required = true, value_type = u64, minimum = 1, maximum = 1_000_000_000_000_u64, example = 14510)]
    amount: Input,
    /// The name under which the customer will pay.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "홍길동")]
    depositor_name: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 254, example = "buyer@example.com")]
    customer_email: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30, example = "01012345678")]
    customer_phone: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    memo: Input,
    #[serde(default)]
    #[schema(schema_with = crate::metadata::schema, required = false)]
    metadata: Input,
    /// The account into which it is to be paid: a deposit into another one is a candidate, `other_account`. Never changes.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 9_999_999_999_u64)]
    bank_account_id: Input,
    /// A deposit made up to this instant pays the order. RFC 3339, in the future.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Input,
    /// When the customer ordered, where that was earlier than this call. RFC 3339, at most 60 days ago.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    ordered_at: Input,
}

impl PlaceOrder {
    fn parse(&self, settings: &Settings, now: Timestamp) -> Result<NewOrder, Problem> {
        let mut fields = Fields::default();
        let number = fields.required("order_number", &self.order_number, |f, name, value| {
            f.text(name, value, line(text::ORDER_NUMBER))
        });
        let amount = fields.required("amount", &self.amount, Fields::won);
        let payer = fields.required("depositor_name", &self.depositor_name, |f, name, value| {
            f.text(name, value, line(text::DEPOSITOR_NAME)).filter(|payer| may_match(f, name, payer, settings))
        });
        let email = fields
            .optional("customer_email", &self.customer_email, |f, name, value| f.text(name, value, line(text::EMAIL)));
        let phone = fields
            .optional("customer_phone", &self.customer_phone, |f, name, value| f.text(name, value, line(text::PHONE)));
        let memo = fields.optional("memo", &self.memo, |f, name, value| f.text(name, value, prose(text::MEMO)));
        let metadata = fields.optional("metadata", &self.metadata, Fields::metadata);
        let account = fields.optional("bank_account_id", &self.bank_account_id, account_id);
        let deadline = fields.optional("expires_at", &self.expires_at, Fields::instant);
        let ordered = fields.optional("ordered_at", &self.ordered_at, Fields::instant);
        let earliest = now.plus_ms(-Order::ORDERED_BACK_MS);
        if ordered.flatten().is_some_and(|ordered| !(earliest..=now).contains(&ordered)) {
            fields.bad("ordered_at", "out_of_range", "지금까지의, 60일 이내의 시각이어야 합니다.");
        }
        let new = || {
            Some(NewOrder {
                number: number?,
                amount: amount?,
                depositor_name: payer?,
                customer_email: email?,
                customer_phone: phone?,
                memo: memo?,
                metadata: metadata?.unwrap_or_default(),
                account: account?,
                expires_at: deadline?,
                ordered_at: ordered?,
            })
        };
        let new = new();
        fields.finish(new)
    }
}

/// Places an order that waits for its deposit.
///
/// A deposit that already came is matched at once. The identical body again answers the existing order.
#[utoipa::path(post, path = "/workspaces/{id}/orders", operation_id = "place_order", tag = "orders", params(("id" = u64, Path)), request_body = PlaceOrder,
    responses((status = 201, body = OrderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn place(
    State(app): State<App>,
    writer: OrderWriter,
    Body(body): Body<PlaceOrder>,
) -> Result<(StatusCode, Json<OrderView>), Problem> {
    let new = body.parse(&writer.workspace.settings, app.now())?;
    if let Some(account) = new.account {
        account_of_body(&app, writer.id(), account).await?;
    }
    let placed = app.pairing.place(writer.id(), new, writer.actor()).await?;
    Ok((StatusCode::CREATED, Json(OrderView::of(&placed.order, app.now()))))
}
