//! GET and POST /workspaces/{id}/message-formats, POST …/test, DELETE …/{format_id}

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bank_sms::CustomFormat;
use bank_sms::custom::{Hole, Mark, TEXT_MAX};
use domain::format::MessageFormats;
use domain::{FormatId, Message, MessageId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::body::{Body, Fields, Input};
use web::caller::{ActiveOwner, Named, Reader};
use web::{App, Code, FieldError, Problem};

use crate::format_view::{FormatView, TriedView};

/// A message that nobody could read, and what is what in it.
#[derive(Deserialize, ToSchema)]
pub struct MarkedMessage {
    /// A message of the inbox.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 46, max_length = 46, example = "1706752800000-0123456789abcdef0123456789abcdef")]
    message_id: Input,
    /// Pieces of the `text` of its explanation, one of each kind at most; the rest becomes the format's fixed text.
    #[serde(default)]
    #[schema(required = true, value_type = Vec<MarkBody>, min_items = 1, max_items = 6)]
    marks: Input,
}

/// A marked piece of a text.
#[derive(Deserialize, ToSchema)]
pub struct MarkBody {
    #[serde(default)]
    #[schema(required = true, value_type = words::MarkKind)]
    is: Input,
    /// Its first character, counted from 0 in Unicode characters.
    #[serde(default)]
    #[schema(required = true, value_type = u64, minimum = 0, maximum = 4096)]
    from: Input,
    /// Behind its last character.
    #[serde(default)]
    #[schema(required = true, value_type = u64, minimum = 0, maximum = 4096)]
    to: Input,
}

impl MarkedMessage {
    fn parse(&self) -> Result<(MessageId, Vec<Mark>), Problem> {
        let mut fields = Fields::default();
        let message = fields.required("message_id", &self.message_id, |fields, name, value| {
            let id = value.as_str().and_then(MessageId::parse);
            if id.is_none() {
                fields.bad(name, "invalid", "문자함에 있는 메시지의 id여야 합니다.");
            }
            id
        });
        let marks = fields.required("marks", &self.marks, marks);
        fields.finish(message.zip(marks))
    }
}

fn marks(fields: &mut Fields, name: &str, value: &Value) -> Option<Vec<Mark>> {
    let Some(list) = value.as_array() else {
        fields.bad(name, "wrong_type", "목록이어야 합니다.");
        return None;
    };
    let most = Hole::ALL.len();
    if list.is_empty() || list.len() > most {
        fields.bad(name, "out_of_range", format!("표시는 1–{most}개여야 합니다."));
        return None;
    }
    let marks: Vec<_> =
        list.iter().enumerate().map(|(nth, value)| mark(fields, &format!("{name}[{nth}]"), value)).collect();
    marks.into_iter().collect()
}

fn mark(fields: &mut Fields, name: &str, value: &Value) -> Option<Mark> {
    let Some(body) = value.is_object().then(|| MarkBody::deserialize(value).ok()).flatten() else {
        fields.bad(name, "wrong_type", "is, from, to가 있는 객체여야 합니다.");
        return None;
    };
    let of = |field: &str| format!("{name}.{field}");
    let place = |fields: &mut Fields, field: &str, value: &Value| {
        fields.integer(field, value, 0, TEXT_MAX as u64).and_then(|at| usize::try_from(at).ok())
    };
    let is = fields.required(&of("is"), &body.is, Fields::of::<words::MarkKind>);
    let from = fields.required(&of("from"), &body.from, place);
    let to = fields.required(&of("to"), &body.to, place);
    Some(Mark { hole: is?.0, from: from?, to: to? })
}

/// The message, and the format that its marks make.
async fn format_of(app: &App, owner: &ActiveOwner, body: &MarkedMessage) -> Result<(Message, CustomFormat), Problem> {
    let (id, marks) = body.parse()?;
    let message = app.pairing.message(owner.id(), &id).await?;
    if !pairing::may_teach(&message) {
        let detail = "읽지 못한 채 남아 있고, 휴대폰 전용 주소로 온 문자여야 합니다.";
        return Err(refused("message_id", "invalid", detail.to_owned()));
    }
    match app.pairing.format_of(owner.id(), &message, &marks).await? {
        Ok(format) => Ok((message, format)),
        Err(error) => Err(refused("marks", error.code(), error.korean())),
    }
}

fn refused(field: &str, code: &'static str, detail: String) -> Problem {
    Problem::fields(Code::InvalidFields, vec![FieldError { field: field.to_owned(), code, detail }])
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
    Body(body): Body<MarkedMessage>,
) -> Result<Answer<FormatView>, Problem> {
    let (_, format) = format_of(&app, &owner, &body).await?;
    let id = app.pairing.next_format(owner.id()).await?;
    let new = pairing::new_format(id, format, owner.caller.user.id, app.now());
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
    Body(body): Body<MarkedMessage>,
) -> Result<Json<TriedView>, Problem> {
    let (_, format) = format_of(&app, &owner, &body).await?;
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
