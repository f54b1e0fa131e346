//! GET /workspaces/{id}/deposits

use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, Timestamp, Won};
use store::deposits::DepositFilter;
use web::caller::Reader;
use web::field::{Asked, Id, NamePart};
use web::page::{Paging, Query};
use web::{App, Problem, fields};

use crate::view::DepositView;

fields! {
    /// Which deposits.
    pub struct ListDeposits {
        is_matched: Asked<bool>,
        state: Asked<words::DepositStatus>,
        /// What becomes of what is left of it: `REFUND_DUE` lists what is to be sent back
        rest_treatment: Asked<words::RestTreatment>,
        /// A part of the name; case, spaces and signs make no difference
        depositor_name: Asked<NamePart>,
        /// Whole KRW; included
        amount_min: Asked<Won>,
        /// Whole KRW; included
        amount_max: Asked<Won>,
        bank_account_id: Asked<Id<AccountId>>,
        /// RFC 3339; included
        deposited_from: Asked<Timestamp>,
        /// RFC 3339; included
        deposited_to: Asked<Timestamp>,
    }
}

/// Deposits, newest first.
///
/// Lists of unmatched deposits and of one account may lag a second; a list of all never does.
#[utoipa::path(get, path = "/workspaces/{id}/deposits", operation_id = "list_deposits", tag = "deposits",
    params(("id" = u64, Path), ListDeposits, Paging),
    responses((status = 200, body = [DepositView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    let (asked, page) = query.list::<ListDeposits>(&app, "deposits", reader.id().get())?;
    let filter = DepositFilter {
        undecided: false,
        is_matched: asked.is_matched,
        account: asked.bank_account_id,
        deposited_from: asked.deposited_from,
        deposited_to: asked.deposited_to,
        amount_min: asked.amount_min,
        amount_max: asked.amount_max,
        status: asked.state,
        rest_treatment: asked.rest_treatment,
        as_of: Some((reader.workspace.settings.match_window_days, app.now())),
        name_part: asked.depositor_name,
    };
    let found = app.store().deposits(reader.id(), &filter, page.before, page.limit).await?;
    Ok(page.answer(
        &app,
        found.rows.iter().map(|row| DepositView::of(row, &reader.workspace, app.now())).collect(),
        found.next,
    ))
}
