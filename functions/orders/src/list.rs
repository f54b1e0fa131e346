//! GET /workspaces/{id}/orders

use axum::extract::State;
use axum::response::Response;
use domain::{OrderId, Timestamp, Won, text};
use store::Page;
use store::orders::OrderFilter;
use web::caller::Reader;
use web::field::{Asked, Exact, NamePart};
use web::page::{Paging, Query};
use web::{App, Problem, fields};

use crate::view::OrderView;

fields! {
    /// Which orders.
    pub struct ListOrders {
        status: Asked<words::OrderStatus>,
        payment_state: Asked<words::PaymentState>,
        order_number: Asked<Exact<{ text::ORDER_NUMBER }>>,
        /// How the number begins. Such a list stands in the order of the numbers, highest first
        order_number_prefix: Asked<Exact<{ text::ORDER_NUMBER }>>,
        /// A part of the name; case, spaces and signs make no difference
        depositor_name: Asked<NamePart>,
        /// Whole KRW; included
        amount_min: Asked<Won>,
        /// Whole KRW; included
        amount_max: Asked<Won>,
        /// RFC 3339; included
        created_from: Asked<Timestamp>,
        /// RFC 3339; included
        created_to: Asked<Timestamp>,
    }
}

/// Orders, newest first.
///
/// A list by status may lag a second; a list of all, and a look-up by number or its beginning, never do.
#[utoipa::path(get, path = "/workspaces/{id}/orders", operation_id = "list_orders", tag = "orders",
    params(("id" = u64, Path), ListOrders, Paging),
    responses((status = 200, body = [OrderView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    let (asked, page) = query.list::<ListOrders>(&app, "orders", reader.id().get())?;
    let number = asked.order_number;
    let filter = OrderFilter {
        status: asked.status,
        payment: asked.payment_state,
        created_from: asked.created_from,
        created_to: asked.created_to,
        amount_min: asked.amount_min,
        amount_max: asked.amount_max,
        number_prefix: asked.order_number_prefix,
        name_part: asked.depositor_name,
    };
    let now = app.now();
    let found = match (number, &filter.number_prefix) {
        (None, None) => app.store().orders(reader.id(), &filter, page.before, page.limit, now).await?,
        (None, Some(prefix)) => {
            let before = page.before.and_then(OrderId::new);
            app.store().orders_by_prefix(reader.id(), prefix, &filter, before, page.limit, now).await?
        }
        (Some(number), _) => {
            let order = app.store().order_by_number(reader.id(), &number.into()).await?;
            let rows = order
                .filter(|order| filter.keeps(order, now) && page.before.is_none_or(|before| order.id.get() < before));
            Page { rows: rows.into_iter().collect(), next: None }
        }
    };
    Ok(page.answer(&app, found.rows.iter().map(|order| OrderView::of(order, now)).collect(), found.next))
}
