//! GET /workspaces/{id}/orders

use axum::extract::State;
use axum::response::Response;
use domain::{OrderId, text};
use store::Page;
use store::orders::OrderFilter;
use web::caller::Reader;
use web::page::Query;
use web::{App, Problem};

use crate::view::OrderView;

/// Orders, newest first.
///
/// A list by status may lag a second; a list of all, and a look-up by number or its beginning, never do.
#[utoipa::path(get, path = "/workspaces/{id}/orders", operation_id = "list_orders", tag = "orders",
    params(("id" = u64, Path),
        ("status" = Option<words::OrderStatus>, Query),
        ("order_number" = Option<String>, Query, min_length = 1, max_length = 100),
        ("order_number_prefix" = Option<String>, Query, min_length = 1, max_length = 100, description = "How the number begins. Such a list stands in the order of the numbers, highest first"),
        ("depositor_name" = Option<String>, Query, min_length = 1, max_length = 60, description = "A part of the name; case, spaces and signs make no difference"),
        ("amount_min" = Option<u64>, Query, minimum = 1, maximum = 1_000_000_000_000_u64, description = "Whole KRW; included"),
        ("amount_max" = Option<u64>, Query, minimum = 1, maximum = 1_000_000_000_000_u64, description = "Whole KRW; included"),
        ("created_from" = Option<String>, Query, format = DateTime, description = "RFC 3339; included"),
        ("created_to" = Option<String>, Query, format = DateTime, description = "RFC 3339; included"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, max_length = 64, description = "X-Next-Cursor of the page before, as it was")),
    responses((status = 200, body = [OrderView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Response, Problem> {
    let filter = OrderFilter {
        status: query.word("status"),
        created_from: query.instant("created_from"),
        created_to: query.instant("created_to"),
        amount_min: query.won("amount_min"),
        amount_max: query.won("amount_max"),
        number_prefix: query.text("order_number_prefix", text::ORDER_NUMBER),
        name_part: query.name_part("depositor_name"),
    };
    let number = query.text("order_number", text::ORDER_NUMBER);
    let page = query.page(&app, "orders", reader.id().get())?;
    let now = app.now();
    let found = match (number, &filter.number_prefix) {
        (None, None) => app.store().orders(reader.id(), &filter, page.before, page.limit, now).await?,
        (None, Some(prefix)) => {
            let before = page.before.and_then(OrderId::new);
            app.store().orders_by_prefix(reader.id(), prefix, &filter, before, page.limit, now).await?
        }
        (Some(number), _) => {
            let order = app.store().order_by_number(reader.id(), &number).await?;
            let rows = order
                .filter(|order| filter.keeps(order, now) && page.before.is_none_or(|before| order.id.get() < before));
            Page { rows: rows.into_iter().collect(), next: None }
        }
    };
    Ok(page.answer(&app, found.rows.iter().map(|order| OrderView::of(order, now)).collect(), found.next))
}
