//! POST /workspaces/{id}/orders

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::StatusCode;
use domain::time::DAY_MS;
use domain::{AccountId, DepositorName, FieldFault, NewOrder, Order, OrderNumber, Timestamp, Won};
use pairing::Prepared;
use store::StoreError;
use web::account::account_of_body;
use web::caller::OrderWriter;
use web::field::{Bad, CustomerEmail, CustomerPhone, GuardedOptional, Id, Memo, Optional, Required, Texts};
use web::form::Sent;
use web::{App, Problem, fields};

use crate::names::matchable;
use crate::view::OrderView;

fields! {
    /// A new order.
    pub struct PlaceOrder {
        /// The shop's own number, unique in the workspace. The customer may write its last four to six digits behind
        /// the name: they are codes of the order.
        order_number: Required<OrderNumber> = "A-2024-0001",
        /// Whole KRW.
        amount: Required<Won> = 14510,
        /// The name under which the customer will pay, or that name with a code behind it: `홍길동4821`.
        depositor_name: Required<DepositorName> = "홍길동",
        customer_email: Optional<CustomerEmail> = "buyer@example.com",
        /// Its last four digits are a code of the order.
        customer_phone: Optional<CustomerPhone> = "01012345678",
        memo: Optional<Memo>,
        /// What your program notes of the order: at most 16 texts under names, together at most 1,024 bytes.
        metadata: Optional<Texts>,
        /// The account into which it is to be paid: a deposit into another one is a candidate, `other_account`. Never
        /// changes.
        bank_account_id: GuardedOptional<Id<AccountId>>,
        /// A deposit made up to this instant pays the order. RFC 3339, in the future.
        expires_at: Optional<Timestamp>,
        /// When the customer ordered, where that was earlier than this call. RFC 3339, at most 60 days ago.
        ordered_at: Optional<Timestamp>,
    }
}

impl From<PlaceOrder> for NewOrder {
    fn from(body: PlaceOrder) -> Self {
        Self {
            number: body.order_number,
            amount: body.amount,
            depositor_name: body.depositor_name,
            customer_email: body.customer_email,
            customer_phone: body.customer_phone,
            memo: body.memo,
            metadata: body.metadata.unwrap_or_default(),
            account: body.bank_account_id,
            expires_at: body.expires_at,
            ordered_at: body.ordered_at,
        }
    }
}

/// Who places an order, what it says, and what was prepared for it beside the check of a caller who is known here.
pub struct Placing {
    writer: OrderWriter,
    body: Sent<PlaceOrder>,
    prepared: Option<Result<Prepared, StoreError>>,
}

impl FromRequest<App> for Placing {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let expected = app.let_in.expected(&mut parts, app).await;
        let body = Sent::<PlaceOrder>::from_request(Request::from_parts(parts.clone(), body), app).await;
        let prepare = async {
            let body = body.as_ref().ok()?;
            let (amount, name) = (body.value::<Won>("amount")?, body.value::<DepositorName>("depositor_name")?);
            Some(app.pairing.prepare(expected.as_ref()?.workspace, amount, &name).await)
        };
        let (writer, prepared) = tokio::join!(OrderWriter::from_request_parts(&mut parts, app), prepare);
        let writer = writer.inspect_err(|_| expected.iter().for_each(|known| app.let_in.forget(known)))?;
        app.let_in.note(&writer, app.now());
        Ok(Self { writer, body: body?, prepared })
    }
}

/// Places an order that waits for its deposit.
///
/// A deposit that already came is matched at once. The identical body again answers the existing order.
#[utoipa::path(post, path = "/workspaces/{id}/orders", operation_id = "place_order", tag = "orders", params(("id" = u64, Path)), request_body = PlaceOrder,
    responses((status = 201, body = OrderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn place(
    State(app): State<App>,
    Placing { writer, body, prepared }: Placing,
) -> Result<(StatusCode, Json<OrderView>), Problem> {
    let now = app.now();
    let recent = now.plus_ms(-Order::ORDERED_BACK_MS)..=now;
    let days = Order::ORDERED_BACK_MS / DAY_MS;
    let otherwise = Bad::new(FieldFault::OutOfRange, format!("지금까지의, {days}일 이내의 시각이어야 합니다."));
    let body = body.check::<Timestamp>("ordered_at", |at| recent.contains(&at), otherwise);
    let new: NewOrder = matchable(body, &writer.workspace.settings).finish()?.into();
    if let Some(account) = new.account {
        account_of_body(&app, writer.id(), account).await?;
    }
    let placed = app.pairing.place(&writer.workspace, new, writer.actor(), prepared.transpose()?).await?;
    Ok((StatusCode::CREATED, Json(OrderView::of(&placed.order, app.now()))))
}
