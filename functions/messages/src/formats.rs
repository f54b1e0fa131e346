//! GET and POST /workspaces/{id}/message-formats, POST …/test, DELETE …/{format_id}

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bank_sms::CustomFormat;
use bank_sms::custom::{Hole, Mark, TEXT_MAX};
use domain::format::MessageFormats;
use domain::{FieldFault, FormatId, Message, MessageId};
use web::answer::{Answer, IdempotencyContext};
use web::caller::{ActiveOwner, Named, Reader};
use web::field::{Bad, Described, Field, Integer, Line, List, Object, Required, Value};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::format_view::{FormatView, TriedView};

fields! {
    /// A message that nobody could read, and what is what in it.
    pub struct MarkedMessage {
        /// A message of the inbox.
        message_id: Required<InboxId> = "1706752800000-0123456789abcdef0123456789abcdef",
        /// Pieces of the `text` of its explanation, one of each kind at most; the rest becomes the format's fixed text.
        marks: Required<List<Object<MarkBody>, 1, { Hole::ALL.len() }>>,
    }
}

fields! {
    /// A marked piece of a text.
    pub struct MarkBody {
        is: Required<words::MarkKind>,
        /// Its first character, counted from 0 in Unicode characters.
        from: Required<Integer<0, { TEXT_MAX as u64 }, usize>>,
        /// Behind its last character.
        to: Required<Integer<0, { TEXT_MAX as u64 }, usize>>,
    }
}

/// The id of a message of the inbox.
pub struct InboxId;

impl Field for InboxId {
    type Value = MessageId;

    fn read(value: &Value) -> Result<MessageId, Bad> {
        let otherwise = || Bad::new(FieldFault::Invalid, "문자함에 있는 메시지의 id여야 합니다.");
        value.as_str().and_then(MessageId::parse).ok_or_else(otherwise)
    }

    fn schema() -> Described {
        Line::<46, 46>::schema()
    }
}

/// The message, and the format that its marks make.
async fn format_of(
    app: &App,
    owner: &ActiveOwner,
    body: Sent<MarkedMessage>,
) -> Result<(Message, CustomFormat), Problem> {
    let MarkedMessage { message_id, marks } = body.finish()?;
    let marks: Vec<_> = marks.iter().map(|mark| Mark { hole: mark.is.0, from: mark.from, to: mark.to }).collect();
    let message = app.pairing.message(owner.id(), &message_id).await?;
    if !pairing::may_teach(&message) {
        let detail = "읽지 못한 채 남아 있고, 휴대폰 전용 주소로 온 문자여야 합니다.";
        return Err(Problem::field("message_id", FieldFault::Invalid, detail));
    }
    match app.pairing.format_of(owner.id(), &message, &marks).await? {
        Ok(format) => Ok((message, format)),
        Err(error) => Err(Problem::field("marks", FieldFault::from(&error), error.korean())),
    }
}

/// The formats that the workspace added for messages that nobody could read, oldest first; at most 50.
#[utoipa::path(get, path = "/workspaces/{id}/message-formats", operation_id = "list_message_formats", tag = "messages", params(("id" = u64, Path)),
    responses((status = 200, body = [FormatView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader) -> Result<Json<Vec<FormatView>>, Problem> {
    let MessageFormats { formats, .. } = app.store().message_formats(reader.id()).await?;
    Ok(Json(formats.iter().map(FormatView::of).collect()))
}

/// Adds a format: from now on messages of its form over a phone's URL are read, if nothing else reads them.
///
/// The deposits of its first five readings are held (`format_unproved`) until a person releases or matches each. After
/// that its deposits pair with orders of the same name by themselves. Messages that wait are read again one by one, by
/// `reread`.
#[utoipa::path(post, path = "/workspaces/{id}/message-formats", operation_id = "add_message_format", tag = "messages", params(("id" = u64, Path)), request_body = MarkedMessage,
    responses((status = 201, body = FormatView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn add(
    State(app): State<App>,
    owner: ActiveOwner,
    once: IdempotencyContext,
    body: Sent<MarkedMessage>,
) -> Result<Answer<FormatView>, Problem> {
    let (_, format) = format_of(&app, &owner, body).await?;
    let id = app.pairing.next_format(owner.id()).await?;
    let new = pairing::new_format(id, format, owner.caller.user, app.now());
    let answer = once.answer(&app, StatusCode::CREATED, FormatView::of(&new))?;
    app.pairing.add_format(owner.id(), &new, &owner.actor(), &answer.store(&app)).await?;
    Ok(answer)
}

/// Tells which of the messages that wait a format would read, and how. Nothing is written.
///
/// Looked at are the newest 100 messages that wait for a person.
#[utoipa::path(post, path = "/workspaces/{id}/message-formats/test", operation_id = "test_message_format", tag = "messages", params(("id" = u64, Path)), request_body = MarkedMessage,
    responses((status = 200, body = TriedView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn test(
    State(app): State<App>,
    owner: ActiveOwner,
    body: Sent<MarkedMessage>,
) -> Result<Json<TriedView>, Problem> {
    let (_, format) = format_of(&app, &owner, body).await?;
    let tried = app.pairing.try_format(owner.id(), &format).await?;
    Ok(Json(TriedView::of(&format, &tried)))
}

/// Takes a format away. Deposits that it read stay as they are.
#[utoipa::path(delete, path = "/workspaces/{id}/message-formats/{format_id}", operation_id = "remove_message_format", tag = "messages", params(("id" = u64, Path), ("format_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn remove(State(app): State<App>, owner: ActiveOwner, named: Named) -> Result<StatusCode, Problem> {
    let id = named.id("format_id", FormatId::parse, Code::MessageFormatNotFound)?;
    match app.pairing.remove_format(owner.id(), id, &owner.actor()).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::of(Code::MessageFormatNotFound)),
    }
}
