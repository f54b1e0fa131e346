//! GET /workspaces/{id}/bank-accounts

use axum::extract::State;
use axum::response::Response;
use web::caller::Reader;
use web::field::Asked;
use web::page::{Paging, Query};
use web::{App, Problem, fields};

use crate::view::AccountView;

/// How many accounts one page of the table answers at most.
const ROWS: usize = 100;

fields! {
    /// Which accounts.
    pub struct ListAccounts {
        is_active: Asked<bool>,
    }
}

/// Accounts, newest first.
#[utoipa::path(get, path = "/workspaces/{id}/bank-accounts", operation_id = "list_bank_accounts", tag = "bank-accounts",
    params(("id" = u64, Path), ListAccounts, Paging, ("offset" = Option<u64>, Query, maximum = 10_000)),
    responses((status = 200, body = [AccountView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Response, Problem> {
    let mut skip = query.offset();
    let (ListAccounts { is_active }, page) = query.list(&app, "bank-accounts", reader.id().get())?;
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
