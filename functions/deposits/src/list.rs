//! GET /workspaces/{id}/deposits

use axum::extract::State;
use axum::response::Response;
use domain::AccountId;
use store::deposits::DepositFilter;
use web::caller::Reader;
use web::page::Query;
use web::{App, Problem};

use crate::view::DepositView;

/// Deposits, newest first.
///
/// Lists of unmatched deposits and of one account may lag a second; a list of all never does.
#[utoipa::path(get, path = "/workspaces/{id}/deposits", operation_id = "list_deposits", tag = "deposits",
    params(("id" = u64, Path),
        ("is_matched" = Option<bool>, Query),
        ("state" = Option<words::DepositStatus>, Query),
        ("depositor_name" = Option<String>, Query, min_length = 1, max_length = 60, description = "A part of the name; case, spaces and signs make no difference"),
        ("amount_min" = Option<u64>, Query, minimum = 1, maximum = 1_000_000_000_000_u64, description = "Whole KRW; included"),
        ("amount_max" = Option<u64>, Query, minimum = 1, maximum = 1_000_000_000_000_u64, description = "Whole KRW; included"),
        ("bank_account_id" = Option<u64>, Query, minimum = 1, maximum = 9_999_999_999_u64),
        ("deposited_from" = Option<String>, Query, format = DateTime, description = "RFC 3339; included"),
        ("deposited_to" = Option<String>, Query, format = DateTime, description = "RFC 3339; included"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, max_length = 64, description = "X-Next-Cursor of the page before, as it was")),
    responses((status = 200, body = [DepositView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Response, Problem> {
    let filter = DepositFilter {
        is_matched: query.boolean("is_matched"),
        account: query.parsed("bank_account_id", AccountId::parse, "계좌 id(양의 정수)여야 합니다."),
        deposited_from: query.instant("deposited_from"),
        deposited_to: query.instant("deposited_to"),
        amount_min: query.won("amount_min"),
        amount_max: query.won("amount_max"),
        status: query.word("state"),
        as_of: Some((reader.workspace.settings.match_window_days, app.now())),
        name_part: query.name_part("depositor_name"),
    };
    let page = query.page(&app, "deposits", reader.id().get())?;
    let found = app.store().deposits(reader.id(), &filter, page.before, page.limit).await?;
    Ok(page.answer(
        &app,
        found.rows.iter().map(|row| DepositView::of(row, &reader.workspace, app.now())).collect(),
        found.next,
    ))
}
