//! GET /workspaces/{id}/orders

use axum::extract::State;
use axum::response::Response;
use domain::{Order, OrderId, Timestamp, Won, WorkspaceId, text};
use store::orders::OrderFilter;
use store::{Page, StoreError};
use web::caller::Reader;
use web::field::{Asked, Exact, NamePart, SearchWords};
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
        /// Words, each of which an order tells: a part of the name, the number, the memo or the e-mail address, the
        /// last digits of the phone, the amount
        q: Asked<SearchWords>,
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

impl ListOrders {
    fn filter(&self) -> OrderFilter {
        OrderFilter {
            status: self.status,
            payment: self.payment_state,
            created_from: self.created_from,
            created_to: self.created_to,
            amount_min: self.amount_min,
            amount_max: self.amount_max,
            number_prefix: self.order_number_prefix.clone(),
            name_part: self.depositor_name.clone(),
            search: self.q.clone(),
        }
    }

    /// A page of the orders that are asked for, behind the last order of the page before.
    pub async fn page(
        &self,
        app: &App,
        workspace: WorkspaceId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<Order>, StoreError> {
        let (store, filter, now) = (app.store(), self.filter(), app.now());
        match (&self.order_number, &filter.number_prefix) {
            (None, None) => store.orders(workspace, &filter, before, limit, now).await,
            (None, Some(prefix)) => {
                let before = before.and_then(OrderId::new);
                store.orders_by_prefix(workspace, prefix, &filter, before, limit, now).await
            }
            (Some(number), _) => {
                let order = store.order_by_number(workspace, &number.clone().into()).await?;
                let shown =
                    |order: &Order| filter.keeps(order, now) && before.is_none_or(|before| order.id.get() < before);
                Ok(Page { rows: order.filter(shown).into_iter().collect(), next: None })
            }
        }
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
    let (found, now) = (asked.page(&app, reader.id(), page.before, page.limit).await?, app.now());
    Ok(page.answer(&app, found.rows.iter().map(|order| OrderView::of(order, now)).collect(), found.next))
}
