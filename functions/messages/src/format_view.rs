//! Message formats as JSON, and a message explained piece by piece.

use bank_sms::CustomFormat;
use bank_sms::custom::{self, may_be_tried};
use domain::Message;
use domain::format::{MarkKind, MessageFormat, PieceMeaning};
use pairing::{Explained, Tried, may_teach};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::ReadingView;

/// A format that an owner added.
#[derive(Serialize, ToSchema)]
pub struct FormatView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = "004")]
    pub bank_code: String,
    /// The message with holes over what changes.
    #[schema(example = "[KB]{date} {time} {in=별빛입금} {won}\n{name}")]
    pub layout: String,
    /// How many of its deposits people released or matched; from `proofs_needed` on they pay by themselves.
    pub proofs: usize,
    #[schema(example = 5)]
    pub proofs_needed: usize,
    /// The user who added it.
    pub created_by: u64,
    #[schema(example = "2024-02-12T11:00:00+09:00")]
    pub created_at: String,
    /// A line of the reader's corpus, to be handed to whoever keeps the reader. Digits, the payer and persons addressed
    /// as 님 are invented; the rest of the text is the bank's, and may name somebody: look at it first.
    pub corpus_row: String,
}

impl FormatView {
    pub fn of(format: &MessageFormat) -> Self {
        Self {
            id: format.id.get(),
            bank_code: format.bank().code.to_owned(),
            layout: format.format.layout().to_owned(),
            proofs: format.proved_by.len(),
            proofs_needed: MessageFormat::PROOFS,
            created_by: format.created_by.get(),
            created_at: format.created_at.rfc3339(),
            corpus_row: corpus_row(&format.format),
        }
    }
}

/// A row of the corpus that a format reads.
fn corpus_row(format: &CustomFormat) -> String {
    let sample = format.sample();
    let code = format.bank().code;
    let is = |hole| sample.holes.contains(&hole);
    let value = |hole, value: serde_json::Value| if is(hole) { value } else { serde_json::Value::Null };
    let expected = serde_json::json!({
        "kind": "deposit",
        "bank_code": code,
        "account": value(custom::Hole::Account, sample.account.into()),
        "amount": sample.amount,
        "balance": value(custom::Hole::Balance, sample.balance.into()),
        "depositor": value(custom::Hole::Payer, sample.depositor.into()),
        "date": value(custom::Hole::Date, sample.date.into()),
        "time": value(custom::Hole::Time, sample.time.into()),
    });
    let row = serde_json::json!({"bank_code": code, "raw": sample.raw, "expected": expected, "provenance": "real"});
    row.to_string()
}

/// What a format would read of the messages that wait.
#[derive(Serialize, ToSchema)]
pub struct TriedView {
    pub bank_code: String,
    pub layout: String,
    /// How many messages wait for a person and could be read by a format.
    pub of: usize,
    /// Those that this one reads, newest first, and how.
    pub reads: Vec<TriedMessage>,
}

/// A message that a format would read.
#[derive(Serialize, ToSchema)]
pub struct TriedMessage {
    pub message_id: String,
    pub reading: ReadingView,
}

impl TriedView {
    pub fn of(format: &CustomFormat, tried: &Tried) -> Self {
        let read = tried.read.iter().map(|(message, reading)| TriedMessage {
            message_id: message.id.to_string(),
            reading: ReadingView::of(reading, None),
        });
        Self {
            bank_code: format.bank().code.to_owned(),
            layout: format.layout().to_owned(),
            of: tried.of,
            reads: read.collect(),
        }
    }
}

/// A message's text, piece by piece: what the reader took each for, and what a person may mark.
#[derive(Serialize, ToSchema)]
pub struct ExplanationView {
    /// The text as formats see it; marks count its characters.
    pub text: String,
    /// In the order of the text.
    pub parts: Vec<PartView>,
    /// What may be marked, as far as only one thing can be meant.
    pub proposed_marks: Vec<MarkView>,
    /// Whether a format can be made of the message: it waits, came over a phone's URL, and the reader did not know its
    /// words.
    pub may_add_format: bool,
}

/// A piece of a text.
#[derive(Serialize, ToSchema)]
pub struct PartView {
    pub text: String,
    pub is: words::PieceMeaning,
    /// The same for shop staff.
    #[schema(example = "금액")]
    pub korean: &'static str,
}

/// A marked piece of a text, in characters.
#[derive(Serialize, ToSchema)]
pub struct MarkView {
    pub is: words::MarkKind,
    pub from: usize,
    /// Behind its last character.
    pub to: usize,
}

impl ExplanationView {
    pub fn of(message: &Message, explained: &Explained) -> Self {
        let part = |part: &bank_sms::Part| PartView {
            text: part.text.clone(),
            is: PieceMeaning(part.meaning).into(),
            korean: part.meaning.korean(),
        };
        let mark = |mark: &custom::Mark| MarkView { is: MarkKind(mark.hole).into(), from: mark.from, to: mark.to };
        Self {
            text: custom::shown(&message.raw),
            parts: explained.parts.iter().map(part).collect(),
            proposed_marks: custom::proposed(&message.raw).iter().map(mark).collect(),
            may_add_format: may_teach(message) && may_be_tried(explained.built_in),
        }
    }
}
