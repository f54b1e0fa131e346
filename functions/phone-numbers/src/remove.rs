//! DELETE /workspaces/{id}/phone-numbers/{phone_id}

use axum::extract::State;
use axum::http::StatusCode;
use domain::AuditedChange;
use web::caller::{ActiveOwnerSession, Named};
use web::{App, Code, Problem};

use crate::get;

/// Removes a phone: its URL ends at the very next call. One that accounts are bound to stays, because those accounts
/// would fall silent.
#[utoipa::path(delete, path = "/workspaces/{id}/phone-numbers/{phone_id}", operation_id = "remove_phone_number", tag = "phone-numbers", params(("id" = u64, Path), ("phone_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn remove(State(app): State<App>, owner: ActiveOwnerSession, named: Named) -> Result<StatusCode, Problem> {
    for _ in 0..pairing::TRIES {
        let phone = get::of(&app, owner.id(), &named).await?;
        let bound = app.store().bound_accounts(owner.id(), phone.id).await?;
        if !bound.is_empty() {
            let ids: Vec<_> = bound.iter().map(|account| account.id.get()).collect();
            return Err(Problem::of(Code::PhoneInUse).with("bank_account_ids", ids));
        }
        let audit = [owner.entry((AuditedChange::PhoneRemoved, phone.id.get()), [], app.now())];
        if app.store().remove_phone(&phone, &audit).await? {
            return Ok(StatusCode::NO_CONTENT);
        }
    }
    Err(Problem::of(Code::Contended))
}
