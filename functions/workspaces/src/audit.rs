//! GET /workspaces/{id}/audit

use axum::extract::State;
use axum::response::Response;
use domain::{AuditEntry, AuditId};
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::Reader;
use web::page::{Paging, Query};
use web::{App, Problem};
use webhooks::payload::ChangeTold;

/// An entry of the audit log: who changed what, by what, and when.
#[derive(Serialize, ToSchema)]
pub struct AuditEntryView {
    #[schema(example = "1707703200000-0a1b2c3d")]
    pub id: String,
    #[schema(example = "2024-02-12T11:00:00+09:00")]
    pub at: String,
    /// `user:<id>` for a person, `token:<user>/<number>` for an API token, `operator` for whoever runs LunePay.
    #[schema(example = "user:1")]
    pub by: String,
    #[schema(example = "phone.added")]
    pub kind: words::AuditedChange,
    /// The id of what was changed, of the kind that `kind` names: an account, a phone, a sender, an endpoint, an
    /// invitation, a user, a token, or the workspace.
    #[schema(example = 3)]
    pub subject_id: u64,
    /// What of it changed.
    pub changes: Vec<ChangeTold>,
}

impl AuditEntryView {
    pub fn of(entry: &AuditEntry) -> Self {
        Self {
            id: entry.id.to_string(),
            at: entry.id.at.rfc3339(),
            by: entry.by.code(),
            kind: entry.change.into(),
            subject_id: entry.subject,
            changes: entry.fields.iter().map(ChangeTold::of).collect(),
        }
    }
}

/// Who changed phones, keys, accounts, senders, settings, endpoints, members and tokens, newest first.
#[utoipa::path(get, path = "/workspaces/{id}/audit", operation_id = "list_audit_log", tag = "workspaces",
    params(("id" = u64, Path), ("kind" = Option<words::AuditedChange>, Query),
        Paging),
    responses((status = 200, body = [AuditEntryView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn audit(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Response, Problem> {
    let kind = query.word("kind");
    let page = query.page_by::<AuditId>(&app, "audit", [reader.id().get(), 0])?;
    let found = app.store().audit_log(reader.id(), kind, page.before, page.limit).await?;
    Ok(page.answer(&app, found.rows.iter().map(AuditEntryView::of).collect(), found.next))
}
