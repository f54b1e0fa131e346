//! GET and PATCH /workspaces/{id}/reminder: whether the caller is mailed when deposits wait for a person.

use axum::Json;
use axum::extract::State;
use domain::Language;
use domain::reminder::Reminder;
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::MemberSession;
use web::field::{Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

/// The caller's reminder of a workspace.
#[derive(Serialize, ToSchema)]
pub struct ReminderView {
    /// Whether the caller is mailed.
    pub is_on: bool,
    /// The language of the mails; `null` while there are none.
    pub language: Option<words::Language>,
}

impl ReminderView {
    fn of(reminder: Option<&Reminder>) -> Self {
        Self { is_on: reminder.is_some(), language: reminder.map(|reminder| reminder.language.into()) }
    }
}

/// Whether the caller is mailed when deposits of this workspace wait for a person.
#[utoipa::path(get, path = "/workspaces/{id}/reminder", operation_id = "get_reminder", tag = "members", params(("id" = u64, Path)),
    responses((status = 200, body = ReminderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, member: MemberSession) -> Result<Json<ReminderView>, Problem> {
    let reminder = app.store().reminder(member.id(), member.caller.user.id).await?;
    Ok(Json(ReminderView::of(reminder.as_ref())))
}

fields! {
    /// Whether the caller wants to be mailed.
    pub struct AmendReminder {
        is_on: Required<bool>,
        /// The language of the mails; absent: as it is, and `ko` when it is switched on.
        language: Optional<words::Language>,
    }
}

/// Switches the caller's reminder on or off. While it is on and deposits wait for a person, they are mailed how many,
/// at most once in a quarter of an hour, and only when there are others than before.
#[utoipa::path(patch, path = "/workspaces/{id}/reminder", operation_id = "amend_reminder", tag = "members", params(("id" = u64, Path)), request_body = AmendReminder,
    responses((status = 200, body = ReminderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    member: MemberSession,
    body: Sent<AmendReminder>,
) -> Result<Json<ReminderView>, Problem> {
    let AmendReminder { is_on, language } = body.finish()?;
    let (workspace, user) = (member.id(), member.caller.user.id);
    if !is_on {
        app.store().end_reminder(workspace, user).await?;
        return Ok(Json(ReminderView::of(None)));
    }
    if !app.policy.mail {
        return Err(Problem::of(Code::MailOff));
    }
    let reminder = match app.store().reminder(workspace, user).await? {
        // What was mailed of stays mailed of.
        Some(before) => {
            Reminder { language: language.unwrap_or(before.language), version: before.version + 1, ..before }
        }
        None => Reminder::begin(workspace, user, language.unwrap_or(Language::Ko), app.now()),
    };
    app.store().begin_reminder(&reminder).await?;
    Ok(Json(ReminderView::of(Some(&reminder))))
}
