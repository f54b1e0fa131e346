//! GET and PATCH /workspaces/{id}/reminder, POST …/reminder/test: of what the caller is mailed, and when.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::reminder::Reminder;
use domain::{ClosedSet, Language, ReminderKind};
use serde::Serialize;
use serde_json::json;
use store::events::EventTask;
use store::mail::{Mail, MailTask};
use utoipa::ToSchema;
use web::caller::MemberSession;
use web::field::{List, Nullable, Object, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};
use webhook_endpoints::quiet::{Quiet, QuietHoursView};

/// How many kinds there are.
const KINDS: usize = 4;

/// The caller's reminder of a workspace.
#[derive(Serialize, ToSchema)]
pub struct ReminderView {
    /// Whether the caller is mailed.
    pub is_on: bool,
    /// The language of the mails; `null` while there are none.
    pub language: Option<words::Language>,
    /// What the caller is mailed of; none while it is off.
    #[schema(example = json!(["DEPOSITS", "REVERSALS"]))]
    pub kinds: Vec<words::ReminderKind>,
    /// When no mail is sent; what happens then is mailed of after it.
    pub quiet_hours: Option<QuietHoursView>,
}

impl ReminderView {
    fn of(reminder: Option<&Reminder>) -> Self {
        Self {
            is_on: reminder.is_some(),
            language: reminder.map(|reminder| reminder.language.into()),
            kinds: words::list(reminder.iter().flat_map(|reminder| reminder.kinds.iter().copied())),
            quiet_hours: reminder.and_then(|reminder| reminder.quiet).map(QuietHoursView::of),
        }
    }
}

/// Whether the caller is mailed when deposits of this workspace wait for a person.
#[utoipa::path(get, path = "/workspaces/{id}/reminder", operation_id = "get_reminder", tag = "members", params(("id" = u64, Path)),
    responses((status = 200, body = ReminderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, member: MemberSession) -> Result<Json<ReminderView>, Problem> {
    let reminder = app.store().reminder(member.id(), member.caller.user).await?;
    Ok(Json(ReminderView::of(reminder.as_ref())))
}

fields! {
    /// Whether the caller wants to be mailed.
    pub struct AmendReminder {
        is_on: Required<bool>,
        /// The language of the mails; absent: as it is, and `ko` when it is switched on.
        language: Optional<words::Language>,
        /// Absent: as they are, and `DEPOSITS` and `REVERSALS` when it is switched on.
        kinds: Optional<List<words::ReminderKind, 1, { KINDS }>> = json!(["DEPOSITS", "ORDERS"]),
        /// Absent: as they are. `null`: a mail may come at any time.
        quiet_hours: Nullable<Object<Quiet>>,
    }
}

/// Switches the caller's reminder on or off. While it is on, they are mailed how much there is of what they chose, such
/// as deposits that wait for a person: at most once in a quarter of an hour, and only when there is more than before.
#[utoipa::path(patch, path = "/workspaces/{id}/reminder", operation_id = "amend_reminder", tag = "members", params(("id" = u64, Path)), request_body = AmendReminder,
    responses((status = 200, body = ReminderView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    member: MemberSession,
    body: Sent<AmendReminder>,
) -> Result<Json<ReminderView>, Problem> {
    let AmendReminder { is_on, language, kinds, quiet_hours } = body.finish()?;
    let quiet = quiet_hours.as_ref().map(|told| told.as_ref().map(Quiet::hours).transpose()).transpose()?;
    let (workspace, user) = (member.id(), member.caller.user);
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
    let kinds = kinds.map(|told| ReminderKind::all().filter(|kind| told.contains(kind)).collect());
    let kinds = kinds.unwrap_or_else(|| reminder.kinds.clone());
    let reminder = Reminder { kinds, quiet: quiet.unwrap_or(reminder.quiet), ..reminder };
    app.store().begin_reminder(&reminder).await?;
    Ok(Json(ReminderView::of(Some(&reminder))))
}

/// Mails the caller once, whether their reminder is on or not: so they see that mail arrives.
#[utoipa::path(post, path = "/workspaces/{id}/reminder/test", operation_id = "test_reminder", tag = "members", params(("id" = u64, Path)),
    responses((status = 202), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn test(State(app): State<App>, member: MemberSession) -> Result<StatusCode, Problem> {
    if !app.policy.mail {
        return Err(Problem::of(Code::MailOff));
    }
    let (workspace, user) = (member.id(), member.caller.user);
    let reminder = app.store().reminder(workspace, user).await?;
    let language = reminder.map_or(Language::Ko, |reminder| reminder.language);
    let task = MailTask::new(Mail::Test { workspace, user }, language, app.now());
    app.store().events.send(EventTask::Mail(task), 0).await?;
    Ok(StatusCode::ACCEPTED)
}
