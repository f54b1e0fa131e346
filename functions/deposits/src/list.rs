//! GET /workspaces/{id}/deposits

use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, Deposit, Timestamp, Won, Workspace};
use store::deposits::DepositFilter;
use store::{Page, StoreError};
use web::caller::Reader;
use web::field::{Asked, Id, NamePart, SearchWords};
use web::page::{Paging, Query};
use web::{App, Problem, fields};

use crate::view::DepositView;

fields! {
    /// Which deposits.
    pub struct ListDeposits {
        is_matched: Asked<bool>,
        state: Asked<words::DepositStatus>,
        /// Whether it waits for its order or for a person
        is_undecided: Asked<bool>,
        /// What becomes of what is left of it: `REFUND_DUE` lists what is to be sent back
        rest_treatment: Asked<words::RestTreatment>,
        /// A part of the name; case, spaces and signs make no difference
        depositor_name: Asked<NamePart>,
        /// Words, each of which a deposit tells: a part of the name, the amount
        q: Asked<SearchWords>,
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

impl ListDeposits {
    /// A page of the deposits that are asked for, behind the last one of the page before.
    pub async fn page(
        &self,
        app: &App,
        workspace: &Workspace,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<Deposit>, StoreError> {
        let filter = DepositFilter {
            undecided: self.is_undecided,
            is_matched: self.is_matched,
            account: self.bank_account_id,
            deposited_from: self.deposited_from,
            deposited_to: self.deposited_to,
            amount_min: self.amount_min,
            amount_max: self.amount_max,
            status: self.state,
            rest_treatment: self.rest_treatment,
            as_of: Some((workspace.settings.match_window_days, app.now())),
            name_part: self.depositor_name.clone(),
            search: self.q.clone(),
        };
        app.store().deposits(workspace.id, &filter, before, limit).await
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
    let found = asked.page(&app, &reader.workspace, page.before, page.limit).await?;
    let (workspace, now) = (&reader.workspace, app.now());
    Ok(page.answer(&app, found.rows.iter().map(|row| DepositView::of(row, workspace, now)).collect(), found.next))
}
