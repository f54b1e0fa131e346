//! The kinds of fields: each with its limits, what is wrong with a bad one, and its schema.

use std::marker::PhantomData;

use domain::{BankCode, ClosedSet, Day, DepositorName, Email, FieldFault, Metadata, OrderNumber, Timestamp, Won, text};
use serde_json::Value;
use utoipa::openapi::schema::{AdditionalProperties, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};
use words::Word;

use super::{Bad, Field};

fn string(value: &Value) -> Result<&str, Bad> {
    value.as_str().ok_or_else(|| Bad::new(FieldFault::WrongType, "문자열이어야 합니다."))
}

/// A text: trimmed at both ends, of so many characters, without control characters but perhaps line breaks.
fn clean(value: &Value, min: usize, max: usize, lines: bool) -> Result<String, Bad> {
    let trimmed = string(value)?.trim();
    let length = trimmed.chars().count();
    let is_clean = if lines { text::is_clean_text(trimmed) } else { text::is_clean_line(trimmed) };
    match () {
        () if length < min => Err(Bad::new(FieldFault::TooShort, format!("{min}자 이상이어야 합니다."))),
        () if length > max => Err(Bad::new(FieldFault::TooLong, format!("{max}자 이하여야 합니다."))),
        () if !is_clean => Err(Bad::new(FieldFault::ForbiddenCharacter, "제어 문자를 넣을 수 없습니다.")),
        () => Ok(trimmed.to_owned()),
    }
}

/// One line of `MIN` to `MAX` characters.
pub struct Line<const MAX: usize, const MIN: usize = 1>;

impl<const MAX: usize, const MIN: usize> Field for Line<MAX, MIN> {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        clean(value, MIN, MAX, false)
    }

    fn schema() -> RefOr<Schema> {
        let min = Some(MIN).filter(|min| *min > 0);
        ObjectBuilder::new().schema_type(Type::String).min_length(min).max_length(Some(MAX)).into()
    }
}

/// A text of 1 to `MAX` characters as it was typed, to be compared with what is kept.
pub struct Exact<const MAX: usize>;

impl<const MAX: usize> Field for Exact<MAX> {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let typed = string(value)?;
        let fits = (1..=MAX).contains(&typed.chars().count());
        if fits {
            Ok(typed.to_owned())
        } else {
            Err(Bad::new(FieldFault::Invalid, format!("1–{MAX}자여야 합니다.")))
        }
    }

    fn schema() -> RefOr<Schema> {
        Line::<MAX>::schema()
    }
}

/// Text of up to `MAX` characters; may be empty and have line breaks.
pub struct Prose<const MAX: usize>;

impl<const MAX: usize> Field for Prose<MAX> {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        clean(value, 0, MAX, true)
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(MAX)).into()
    }
}

/// A whole number in a range. What is too large for one is out of range, not of a wrong type.
fn integer(value: &Value, min: u64, max: u64) -> Result<u64, Bad> {
    let whole = value.as_number().filter(|number| {
        let text = number.to_string();
        !number.is_f64() || text.contains(['e', 'E']) || !text.contains('.')
    });
    let number = whole.ok_or_else(|| Bad::new(FieldFault::WrongType, "정수여야 합니다."))?;
    let found = number.as_u64().filter(|number| (min..=max).contains(number));
    found.ok_or_else(|| Bad::new(FieldFault::OutOfRange, format!("{min} 이상 {max} 이하의 정수여야 합니다.")))
}

/// A whole number in a range, as a `T`, which holds all of it.
pub struct Integer<const MIN: u64, const MAX: u64, T = u64>(PhantomData<T>);

impl<const MIN: u64, const MAX: u64, T: TryFrom<u64>> Field for Integer<MIN, MAX, T> {
    type Value = T;

    fn read(value: &Value) -> Result<T, Bad> {
        let number = integer(value, MIN, MAX)?;
        T::try_from(number).map_err(|_| Bad::new(FieldFault::OutOfRange, "너무 큰 수입니다."))
    }

    fn of_query(text: &str) -> Value {
        text.parse().map_or_else(|_| text.into(), |number: u64| number.into())
    }

    fn schema() -> RefOr<Schema> {
        let format =
            SchemaFormat::KnownFormat(if MAX > u64::from(u32::MAX) { KnownFormat::Int64 } else { KnownFormat::Int32 });
        let number = ObjectBuilder::new().schema_type(Type::Integer).format(Some(format));
        number.minimum(Some(MIN)).maximum(Some(MAX)).into()
    }
}

/// An id of the workspace's things, such as an account's.
pub struct Id<T>(PhantomData<T>);

impl<T: TryFrom<u64>> Field for Id<T> {
    type Value = T;

    fn read(value: &Value) -> Result<T, Bad> {
        let number = Integer::<1, { domain::id::MAX }>::read(value)?;
        T::try_from(number).map_err(|_| Bad::new(FieldFault::OutOfRange, "id여야 합니다."))
    }

    fn of_query(text: &str) -> Value {
        Integer::<1, { domain::id::MAX }>::of_query(text)
    }

    fn schema() -> RefOr<Schema> {
        Integer::<1, { domain::id::MAX }>::schema()
    }
}

/// An amount in whole KRW.
impl Field for Won {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        let number = Integer::<1, { Self::MAX }>::read(value)?;
        Self::new(number).ok_or_else(|| Bad::new(FieldFault::OutOfRange, "금액이어야 합니다."))
    }

    fn of_query(text: &str) -> Value {
        Integer::<1, { Self::MAX }>::of_query(text)
    }

    fn schema() -> RefOr<Schema> {
        Integer::<1, { Self::MAX }>::schema()
    }
}

/// An instant in RFC 3339. In a query a `+` that arrived as a space is read as the `+` that it was.
impl Field for Timestamp {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        let hint = "2024-02-12T09:00:00+09:00 같은 RFC 3339 시각이어야 합니다(2000년 이후).";
        Self::parse(string(value)?).ok_or_else(|| Bad::new(FieldFault::Invalid, hint))
    }

    fn of_query(text: &str) -> Value {
        text.replace(' ', "+").into()
    }

    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

/// A day of Korean standard time, `2024-02-12`.
impl Field for Day {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        Self::parse(string(value)?).ok_or_else(|| Bad::new(FieldFault::Invalid, "2024-02-12 같은 날짜여야 합니다."))
    }

    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Date);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl Field for bool {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        value.as_bool().ok_or_else(|| Bad::new(FieldFault::WrongType, "true 또는 false여야 합니다."))
    }

    fn of_query(text: &str) -> Value {
        text.parse().map_or_else(|_| text.into(), |yes: bool| yes.into())
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Boolean).into()
    }
}

/// A value of a closed set, by its word.
impl<T: ClosedSet> Field for Word<T> {
    type Value = T;

    fn read(value: &Value) -> Result<T, Bad> {
        choice(value, T::all())
    }

    fn schema() -> RefOr<Schema> {
        Ref::from_schema_name(<Self as ToSchema>::name()).into()
    }

    fn referred(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((<Self as ToSchema>::name().into_owned(), <Self as PartialSchema>::schema()));
    }
}

/// One of these values of a closed set, by its word.
pub fn choice<T: ClosedSet>(value: &Value, choices: impl Iterator<Item = T>) -> Result<T, Bad> {
    let choices: Vec<T> = choices.collect();
    let known = value.as_str().and_then(T::parse).filter(|choice| choices.contains(choice));
    known.ok_or_else(|| Bad::new(FieldFault::Invalid, one_of(&choices)))
}

/// Some values of a closed set: those that a caller may say.
pub trait Choices {
    type Of: ClosedSet;

    fn all() -> impl Iterator<Item = Self::Of>;
}

/// One of the values that `C` allows, by its word.
pub struct Among<C>(PhantomData<C>);

impl<C: Choices> Field for Among<C> {
    type Value = C::Of;

    fn read(value: &Value) -> Result<C::Of, Bad> {
        choice(value, C::all())
    }

    fn schema() -> RefOr<Schema> {
        words::among(C::all())
    }
}

/// What a caller reads who names none of these.
pub(crate) fn one_of<T: ClosedSet>(choices: &[T]) -> String {
    let words: Vec<_> = choices.iter().map(|choice| choice.code()).collect();
    format!("{} 중 하나여야 합니다.", words.join(", "))
}

impl Field for OrderNumber {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        Line::<{ text::ORDER_NUMBER }>::read(value).map(Self::from)
    }

    fn schema() -> RefOr<Schema> {
        Line::<{ text::ORDER_NUMBER }>::schema()
    }
}

impl Field for DepositorName {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        Line::<{ text::DEPOSITOR_NAME }>::read(value).map(Self::from)
    }

    fn schema() -> RefOr<Schema> {
        Line::<{ text::DEPOSITOR_NAME }>::schema()
    }
}

/// An address that a person is told apart by.
impl Field for Email {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        let hint = "owner@example.com 같은 이메일 주소여야 합니다.";
        value.as_str().and_then(Self::parse).ok_or_else(|| Bad::new(FieldFault::Invalid, hint))
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(text::EMAIL)).into()
    }
}

/// A customer's e-mail address: kept as the shop tells it.
pub type CustomerEmail = Line<{ text::EMAIL }>;
/// A customer's phone: kept as the shop tells it.
pub type CustomerPhone = Line<{ text::PHONE }>;
/// A note.
pub type Memo = Prose<{ text::MEMO }>;
/// A name of a person, a workspace, a bank, a phone: one line, of which every letter is seen.
pub struct Name;

impl Field for Name {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let name = Line::<{ text::NAME }>::read(value)?;
        let hidden = || Bad::new(FieldFault::ForbiddenCharacter, "보이지 않는 글자를 넣을 수 없습니다.");
        if text::is_seen(&name) { Ok(name) } else { Err(hidden()) }
    }

    fn schema() -> RefOr<Schema> {
        Line::<{ text::NAME }>::schema()
    }
}

/// A bank's message as it came.
pub type RawSms = Prose<{ text::RAW_SMS }>;

/// Texts under names, as a shop's program notes them.
pub struct Texts;

impl Field for Texts {
    type Value = Metadata;

    fn read(value: &Value) -> Result<Metadata, Bad> {
        let object = "이름과 문자열의 JSON 객체여야 합니다.";
        let given = value.as_object().ok_or_else(|| Bad::new(FieldFault::WrongType, object))?;
        let texts: Option<Metadata> =
            given.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
        let texts = texts.ok_or_else(|| Bad::new(FieldFault::WrongType, "값은 모두 문자열이어야 합니다."))?;
        let (keys, most) = (text::METADATA_KEYS, text::METADATA_BYTES);
        let bytes: usize = texts.iter().map(|(name, value)| name.len() + value.len()).sum();
        let is_clean = |(name, value): (&String, &String)| text::is_clean_line(name) && text::is_clean_text(value);
        match () {
            () if texts.len() > keys => Err(Bad::new(FieldFault::TooLong, format!("{keys}개까지 넣을 수 있습니다."))),
            () if bytes > most => {
                Err(Bad::new(FieldFault::TooLong, format!("이름과 값을 모두 합해 {most}바이트까지입니다.")))
            }
            () if texts.keys().any(|name| name.trim().is_empty()) => {
                Err(Bad::new(FieldFault::TooShort, "이름이 비어 있습니다."))
            }
            () if !texts.iter().all(is_clean) => {
                Err(Bad::new(FieldFault::ForbiddenCharacter, "제어 문자를 넣을 수 없습니다."))
            }
            () => Ok(texts),
        }
    }

    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(text::METADATA_BYTES));
        let texts = AdditionalProperties::<Schema>::RefOr(text.into());
        ObjectBuilder::new().additional_properties(Some(texts)).max_properties(Some(text::METADATA_KEYS)).into()
    }
}

/// The three digits of an institution that is known.
impl Field for BankCode {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        let hint = "GET /banks의 기관 코드(세 자리)여야 합니다.";
        value
            .as_str()
            .map(Self::from)
            .filter(|code| code.bank().is_some())
            .ok_or_else(|| Bad::new(FieldFault::Invalid, hint))
    }

    fn schema() -> RefOr<Schema> {
        Line::<3, 3>::schema()
    }
}
