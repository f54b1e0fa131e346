//! GET and POST /workspaces/{id}/senders, DELETE /workspaces/{id}/senders/{sender_id}

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{ApprovedSender, BankCode, SenderId, text};
use serde::Serialize;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::{ActiveOwner, ActiveOwnerSession, Named, Reader};
use web::field::{Line, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

/// A sender that the owner approved: its texts about this bank's accounts pay by themselves.
#[derive(Serialize, ToSchema)]
pub struct SenderView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = "004")]
    pub bank_code: String,
    /// A number's digits, or the name under which the phone's messages app shows it.
    #[schema(example = "021234567")]
    pub sender: String,
    /// The user who approved it.
    pub approved_by: u64,
    #[schema(example = "2024-02-12T11:00:00+09:00")]
    pub approved_at: String,
}

impl SenderView {
    pub fn of(approved: &ApprovedSender) -> Self {
        Self {
            id: approved.id.get(),
            bank_code: approved.bank_code.to_string(),
            sender: approved.sender.clone(),
            approved_by: approved.approved_by.get(),
            approved_at: approved.approved_at.rfc3339(),
        }
    }
}

fields! {
    /// A sender to be approved.
    pub struct ApproveSender {
        /// Three digits.
        bank_code: Required<BankCode> = "004",
        /// As a held deposit shows it.
        sender: Required<Line<{ text::SENDER }>> = "02-123-4567",
    }
}

/// An approved sender, and how many held deposits it released at once.
#[derive(Serialize, ToSchema)]
pub struct ApprovedView {
    #[serde(flatten)]
    pub sender: SenderView,
    /// More may follow within five minutes: lists lag.
    pub released: usize,
}

/// The approved senders, oldest first; at most 50.
#[utoipa::path(get, path = "/workspaces/{id}/senders", operation_id = "list_senders", tag = "deposits", params(("id" = u64, Path)),
    responses((status = 200, body = [SenderView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader) -> Result<Json<Vec<SenderView>>, Problem> {
    let stands = app.store().workspace(reader.id()).await?.ok_or_else(|| Problem::of(Code::WorkspaceNotFound))?;
    Ok(Json(stands.senders.iter().map(SenderView::of).collect()))
}

/// Approves a sender for a bank, and releases the deposits that were held for it.
///
/// A mobile, 070 or foreign number, an app or an e-mail address cannot be approved. The same again answers what stands.
#[utoipa::path(post, path = "/workspaces/{id}/senders", operation_id = "approve_sender", tag = "deposits", params(("id" = u64, Path)), request_body = ApproveSender,
    responses((status = 201, body = ApprovedView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn approve(
    State(app): State<App>,
    owner: ActiveOwner,
    once: IdempotencyContext,
    body: Sent<ApproveSender>,
) -> Result<Answer<ApprovedView>, Problem> {
    let ApproveSender { bank_code, sender } = body.finish()?;
    let view = |approved: &ApprovedSender, released| ApprovedView { sender: SenderView::of(approved), released };
    // What an approval releases is known only once it is committed: the kept answer tells none.
    let kept = |approved: &_| once.answer(&app, StatusCode::CREATED, view(approved, 0));
    let through = |approved: &_| keeping(&app, kept(approved));
    let (user, actor) = (owner.caller.user, owner.actor());
    let approval = app.pairing.approve_sender(owner.id(), &bank_code, &sender, (user, &actor), through);
    let (approved, released, made) = approval.await?;
    let answer = kept(&approved)?.showing(view(&approved, released));
    Ok(if made { answer } else { answer.not_kept() })
}

/// Takes an approval back. Deposits that it released stay as they are.
#[utoipa::path(delete, path = "/workspaces/{id}/senders/{sender_id}", operation_id = "remove_sender", tag = "deposits", params(("id" = u64, Path), ("sender_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn remove(State(app): State<App>, owner: ActiveOwnerSession, named: Named) -> Result<StatusCode, Problem> {
    let id = named.id("sender_id", SenderId::parse, Code::SenderNotFound)?;
    match app.pairing.disapprove_sender(owner.id(), id, &owner.actor()).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::of(Code::SenderNotFound)),
    }
}
