//! GET /workspaces/{id}/phone-numbers

use axum::extract::State;
use axum::response::Response;
use web::caller::Reader;
use web::page::{Paging, Query};
use web::{App, Problem};

use crate::get::orders_wait;
use crate::view::PhoneView;

/// Phones, newest first, with when each was last heard of.
#[utoipa::path(get, path = "/workspaces/{id}/phone-numbers", operation_id = "list_phone_numbers", tag = "phone-numbers",
    params(("id" = u64, Path), Paging),
    responses((status = 200, body = [PhoneView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    let page = query.page(&app, "phone-numbers", reader.id().get())?;
    let found = app.store().phones(reader.id(), page.before, page.limit).await?;
    let ids: Vec<_> = found.rows.iter().map(|phone| phone.id).collect();
    let pulses = app.store().pulses(reader.id(), &ids).await?;
    let (orders_wait, now) = (orders_wait(&app, &found.rows).await?, app.now());
    let rows =
        found.rows.iter().zip(&pulses).map(|(phone, pulse)| PhoneView::of(phone, pulse, orders_wait, now)).collect();
    Ok(page.answer(&app, rows, found.next))
}
