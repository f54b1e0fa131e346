//! The words of closed sets, as the API's document names them.

use domain::{ArrivalKind, MissingSender, PhoneProblem};
use strum::IntoEnumIterator;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// What an owner may choose: a phone of before is undecided by itself only.
pub fn choosable() -> impl Iterator<Item = MissingSender> {
    MissingSender::iter().filter(|word| *word != MissingSender::Undecided)
}

pub fn missing_sender() -> RefOr<Schema> {
    let meaning = "What becomes of texts whose call tells no sender. `UNDECIDED`: the phone was added before senders \
        were judged, and its first message since then decides.";
    one_of(meaning, MissingSender::iter())
}

pub fn chosen_missing_sender() -> RefOr<Schema> {
    let meaning = "What becomes of texts whose call tells no sender: `HELD` for a person (of a new phone, unless said \
        otherwise), or `ALLOWED`: they pay by themselves, whoever sent them. The owner alone may set it.";
    one_of(meaning, choosable())
}

pub fn arrival_kind() -> RefOr<Schema> {
    one_of("What the call brought.", ArrivalKind::iter())
}

pub fn phone_problem() -> RefOr<Schema> {
    one_of("What is to be mended.", PhoneProblem::iter())
}

fn one_of<E: Into<&'static str>>(meaning: &str, words: impl Iterator<Item = E>) -> RefOr<Schema> {
    let words = words.map(Into::into);
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some(meaning)).into()
}
