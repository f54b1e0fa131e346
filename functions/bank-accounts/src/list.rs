//! GET /workspaces/{id}/bank-accounts

use axum::extract::State;
use axum::response::Response;
use web::caller::Reader;
use web::page::Query;
use web::{App, Problem};

use crate::view::AccountView;

/// How many accounts one page of the table answers at most.
const ROWS: usize = 100;

/// Accounts, newest first.
#[utoipa::path(get, path = "/workspaces/{id}/bank-accounts", operation_id = "list_bank_accounts", tag = "bank-accounts",
    params(("id" = u64, Path),
        ("is_active" = Option<bool>, Query),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100),
        ("offset" = Option<u64>, Query, maximum = 10_000),
        ("cursor" = Option<String>, Query, max_length = 64, description = "X-Next-Cursor of the page before, as it was")),
    responses((status = 200, body = [AccountView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Response, Problem> {
    let is_active = query.boolean("is_active");
    let mut skip = query.offset();
    let page = query.page(&app, "bank-accounts", reader.id().get())?;
    let mut before = page.before;
    while skip > 0 {
        let skipped = app.store().accounts(reader.id(), is_active, before, skip.min(ROWS)).await?;
        skip -= skipped.rows.len();
        match skipped.next {
            Some(next) => before = Some(next),
            None => return Ok(page.answer(&app, Vec::<AccountView>::new(), None)),
        }
    }
    let found = app.store().accounts(reader.id(), is_active, before, page.limit).await?;
    Ok(page.answer(&app, found.rows.iter().map(AccountView::of).collect(), found.next))
}
