//! The one reader of all dialects.

use std::borrow::Cow;

use domain::{CallId, FieldFault, Timestamp, Won, text};
use serde_json::{Map, Value};
use web::field::Bad;
use web::{Code, Problem};

use super::clarity::{self, Clarity};
use super::placeholder::is_placeholder;
use super::table::{self, AppFields, Dialect, Events, PLAIN, at};
use super::{CALL_ID, Content, Fields as Carried, Forwarded, Message, ParsedDeposit, claim, encoding};

/// Reads the fields of a dialect.
pub fn read(dialect: &'static Dialect, carried: Carried) -> Result<Forwarded, Problem> {
    let fields = &carried.named;
    let forwarded = |content| Ok(Forwarded { dialect: dialect.name, content });
    if let Some(told) = &dialect.app_fields {
        return forwarded(Content::Parsed(deposit(told, fields)?));
    }
    match dialect.events.as_ref().map(|events| kind(events, fields)) {
        Some(Kind::Ping) => return forwarded(Content::Ping),
        Some(Kind::Other) => return forwarded(Content::Other),
        Some(Kind::Message) | None => {}
    }
    if dialect.encrypted.and_then(|path| at(fields, path)) == Some(&Value::Bool(true)) {
        return Err(Problem::of(Code::MessageEncrypted));
    }
    match text(dialect, fields) {
        Some(Candidate { path, value: Value::String(given), text, .. }) => {
            // An MMS that is only a picture.
            if dialect.events.is_some() && is_blank(given) {
                return forwarded(Content::Other);
            }
            check(path, given)?;
            forwarded(Content::Message(message(dialect, path, text.into_owned(), &carried)?))
        }
        Some(Candidate { path, .. }) => {
            Err(Problem::field(path, FieldFault::WrongType, "문자열이어야 합니다.").with(ACCEPTED, table::text_names()))
        }
        None if dialect.events.is_some() => forwarded(Content::Other),
        None => Err(no_text()),
    }
}

/// A field that may carry the message.
struct Candidate<'v> {
    path: &'static str,
    value: &'v Value,
    /// The value as the phone was given it; empty where it is no text.
    text: Cow<'v, str>,
    clarity: Clarity,
}

impl<'v> Candidate<'v> {
    fn of(path: &'static str, value: &'v Value) -> Self {
        let (text, clarity) = value.as_str().map_or((Cow::Borrowed(""), Clarity::Other), encoding::undone);
        Self { path, value, text, clarity }
    }
}

/// The field that carries the message: of those that a dialect names, the first; but one of any dialect that is more of
/// a bank's message, where people put a title into the one and the text into the other.
fn text<'v>(dialect: &Dialect, fields: &'v Map<String, Value>) -> Option<Candidate<'v>> {
    let at_path = |path: &&'static str| Some((*path, at(fields, path)?));
    let own = dialect.texts.iter().filter_map(at_path);
    let is_filled = |(_, value): &(&str, &Value)| value.as_str().is_some_and(|text| !is_blank(text));
    let first = own.clone().find(is_filled).or_else(|| own.clone().next());
    let mut best = first.map(|(path, value)| Candidate::of(path, value));
    if dialect.events.is_none() && best.as_ref().is_none_or(|best| best.clarity < Clarity::Read) {
        for (path, value) in table::TEXT_PATHS.iter().filter_map(at_path).filter(is_filled) {
            let other = Candidate::of(path, value);
            if best.as_ref().is_none_or(|best| other.clarity > best.clarity) {
                best = Some(other);
            }
        }
    }
    best
}

/// The member of a problem that lists the names under which a text is looked for.
const ACCEPTED: &str = "accepted_fields";

/// Nothing that carries a text: whoever follows the guide hears of the guide's field, all others of every name.
pub fn no_text() -> Problem {
    let names = table::text_names();
    let detail = format!("문자 내용이 든 항목이 없습니다. 다음 이름 중 하나로 보내 주세요: {}.", names.join(", "));
    Problem::field("raw_sms", FieldFault::Required, detail).with(ACCEPTED, names)
}

/// Reads a text by itself.
pub fn plain(text: String, beside: &Carried) -> Result<Forwarded, Problem> {
    check("body", &text)?;
    let text = encoding::undone(&text).0.into_owned();
    Ok(Forwarded { dialect: PLAIN.name, content: Content::Message(message(&PLAIN, "body", text, beside)?) })
}

enum Kind {
    Message,
    Ping,
    Other,
}

fn kind(events: &Events, fields: &Map<String, Value>) -> Kind {
    let event = at(fields, events.at).and_then(Value::as_str).unwrap_or_default();
    match (events.message.contains(&event), events.ping.contains(&event)) {
        (true, _) => Kind::Message,
        (_, true) => Kind::Ping,
        (false, false) => Kind::Other,
    }
}

/// A message, or what is wrong with its text. A sender or a stamp that makes no sense loses no message.
fn message(dialect: &Dialect, field: &str, text: String, carried: &Carried) -> Result<Message, Problem> {
    let fields = &carried.named;
    // A text message is whole by itself: above it the messages app shows whoever it takes for the sender.
    let title = strings(fields, dialect.titles).find(|title| is_filled(title)).filter(|_| !is_text_message(&text));
    let subject = || strings(fields, dialect.subjects).find(|subject| is_filled(subject));
    let text = match title.or_else(subject) {
        Some(above) => format!("{}\n{text}", above.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => text,
    };
    if text.chars().count() > text::RAW_SMS {
        return Err(Problem::field(field, FieldFault::TooLong, format!("{}자 이하여야 합니다.", text::RAW_SMS)));
    }
    let mut claim = claim::of(dialect, carried);
    claim.ambiguous |= dialect.events.is_none() && tells_other_money(&text, fields);
    Ok(Message { text, claim, call_id: call_id(dialect, fields), stamp: stamp(dialect, fields) })
}

/// Whether another field carries a message of other money: which of the two came from the bank cannot be told.
fn tells_other_money(text: &str, fields: &Map<String, Value>) -> bool {
    let mut others = table::TEXT_PATHS.iter().filter_map(|path| at(fields, path)?.as_str());
    others.any(|other| clarity::are_two(text, &encoding::undone(other).0))
}

/// Whether a text begins as carriers begin what is sent from the web: `[Web발신]`.
fn is_text_message(text: &str) -> bool {
    let prefix = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(prefix, _)| prefix);
    prefix.is_some_and(|prefix| prefix.ends_with("발신") && prefix.chars().count() <= 8)
}

/// What the app calls this message; the first that is there.
pub fn call_id(dialect: &Dialect, fields: &Map<String, Value>) -> Option<CallId> {
    strings(fields, dialect.ids).find(|id| is_filled(id) && id.chars().count() <= CALL_ID).map(CallId::from)
}

/// When the message came; the first that is a time.
pub fn stamp(dialect: &Dialect, fields: &Map<String, Value>) -> Option<Timestamp> {
    dialect.stamps.iter().find_map(|path| super::stamp::read(at(fields, path)?))
}

/// Whether an app filled in what its template asked for.
pub fn is_filled(text: &str) -> bool {
    !is_blank(text) && !is_placeholder(text)
}

/// Refuses the texts that an app sends when it has none.
pub fn check(field: &str, text: &str) -> Result<(), Problem> {
    if is_blank(text) {
        return Err(Problem::field(
            field,
            FieldFault::TooShort,
            "내용이 있어야 합니다. 앱의 시험 버튼은 빈 값을 보내기도 하니, 실제 문자를 받아 시험해 주세요.",
        ));
    }
    if is_placeholder(text) {
        return Err(Problem::field(
            field,
            FieldFault::Placeholder,
            "앱이 자리표시자를 문자 내용으로 바꾸지 못했습니다. 자리표시자의 철자와 트리거(문자 수신 또는 알림)를 확인하고, 시험 버튼이 아니라 실제 문자로 시험해 주세요.",
        ));
    }
    Ok(())
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control())
}

/// The values at these paths as text.
pub fn strings(fields: &Map<String, Value>, paths: &'static [&'static str]) -> impl Iterator<Item = String> {
    paths.iter().filter_map(|path| string(fields, path))
}

/// The value at a path as text: a number may stand for its digits.
fn string(fields: &Map<String, Value>, path: &str) -> Option<String> {
    match at(fields, path)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A deposit that an app read by itself, or every bad part of it.
fn deposit(told: &AppFields, fields: &Map<String, Value>) -> Result<ParsedDeposit, Problem> {
    let mut errors = Vec::new();
    let mut words = |path: &str, max: usize| {
        let found = string(fields, path).unwrap_or_default();
        let fits =
            !is_blank(&found) && !is_placeholder(&found) && found.chars().count() <= max && text::is_clean_line(&found);
        if !fits {
            errors.push(Bad::new(FieldFault::Invalid, format!("1자 이상 {max}자 이하의 글이어야 합니다.")).at(path));
        }
        fits.then_some(found)
    };
    let (name, printed_at) = (words(told.name, text::DEPOSITOR_NAME), words(told.at, text::NAME));
    let amount = string(fields, told.amount).and_then(|amount| won(&amount));
    if amount.is_none() {
        errors.push(
            Bad::new(FieldFault::Invalid, format!("1 이상 {} 이하의 정수여야 합니다.", Won::MAX)).at(told.amount),
        );
    }
    let deposit = || Some(ParsedDeposit { depositor_name: name?, amount: amount?, printed_at: printed_at? });
    deposit().ok_or_else(|| Problem::fields(Code::InvalidFields, errors))
}

fn won(text: &str) -> Option<Won> {
    let digits = text.trim().trim_end_matches('원').replace(',', "");
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok().and_then(Won::new))?
}
