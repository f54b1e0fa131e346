//! GET /workspaces/{id}/bank-accounts/{account_id}

use axum::Json;
use axum::extract::State;
use domain::AccountId;
use web::caller::{Named, Reader};
use web::{App, Code, Problem};

use crate::view::AccountView;

/// One account.
#[utoipa::path(get, path = "/workspaces/{id}/bank-accounts/{account_id}", operation_id = "get_bank_account", tag = "bank-accounts", params(("id" = u64, Path), ("account_id" = u64, Path)),
    responses((status = 200, body = AccountView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, named: Named) -> Result<Json<AccountView>, Problem> {
    let id = named.id("account_id", AccountId::parse, Code::BankAccountNotFound)?;
    let account = app.store().account(reader.id(), id).await?.ok_or_else(|| Problem::of(Code::BankAccountNotFound))?;
    Ok(Json(AccountView::of(&account)))
}
