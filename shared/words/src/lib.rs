//! How a value of a [`ClosedSet`] is written in JSON, and described in the OpenAPI document: by its word, as an `enum`.
//! Views, bodies, filters and webhook payloads all use the types of this crate, so none spells a word itself.
//!
//! Each type bears the name of its set: `words::Via` writes a `domain::Via`.

use std::borrow::Cow;

use domain::ClosedSet;
use serde::{Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A value of a closed set, written as its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word<T>(pub T);

impl<T> From<T> for Word<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: ClosedSet> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<T: ClosedSet> PartialSchema for Word<T> {
    fn schema() -> RefOr<Schema> {
        described(T::all()).into()
    }
}

impl<T: ClosedSet> ToSchema for Word<T> {
    /// The name of the set.
    fn name() -> Cow<'static, str> {
        let path = std::any::type_name::<T>();
        Cow::Borrowed(path.rsplit_once("::").map_or(path, |(_, name)| name))
    }
}

/// The schema of a field whose caller may choose among some values of a closed set.
pub fn choice<T: ClosedSet>(description: &str, values: impl Iterator<Item = T>) -> RefOr<Schema> {
    described(values).description(Some(description)).into()
}

/// As [`choice`], for what is described elsewhere.
pub fn among<T: ClosedSet>(values: impl Iterator<Item = T>) -> RefOr<Schema> {
    described(values).into()
}

fn described<T: ClosedSet>(values: impl Iterator<Item = T>) -> ObjectBuilder {
    // A set that is made of others may have one word of two of them.
    let mut words: Vec<_> = Vec::new();
    for word in values.map(T::code) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words))
}

/// Several values, each as its word.
pub fn list<T: ClosedSet>(values: impl IntoIterator<Item = T>) -> Vec<Word<T>> {
    values.into_iter().map(Word).collect()
}

// The document's generator reads no generic arguments, so each set has a name here.
macro_rules! words {
    ($($set:ident),+ $(,)?) => { $(
        #[doc = concat!("A [`domain::", stringify!($set), "`] as its word.")]
        pub type $set = Word<domain::$set>;
    )+ };
}

words!(
    ArrivalKind,
    AuditedChange,
    Broken,
    DeliveryStatus,
    DepositEventKind,
    DepositStatus,
    Difference,
    DisabledReason,
    DismissReason,
    EndpointFormat,
    EndpointKind,
    EventType,
    FieldFault,
    HoldReason,
    Intake,
    Language,
    MarkKind,
    MatchReason,
    MatchRule,
    MessageReason,
    MessageStatus,
    MissingSender,
    OrderEventKind,
    OrderField,
    OrderStatus,
    OrderFlag,
    OrderWarning,
    PaymentState,
    PhoneProblem,
    PhoneStatus,
    PieceMeaning,
    PlayStatus,
    PolicyKind,
    ProposalKind,
    ProposalOutcome,
    ProposalReason,
    ReminderKind,
    RestTreatment,
    Role,
    ScenarioName,
    Scope,
    SenderKind,
    SenderPolicy,
    SenderVerdict,
    Source,
    SumPolicy,
    TiePolicy,
    Treatment,
    Via,
    WorkspaceMode,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_written_and_described_as_its_set_says() {
        assert_eq!(serde_json::to_value(Via::from(domain::Via::Keyed)).unwrap(), "keyed");
        assert_eq!(Via::name(), "Via");
        let schema = serde_json::to_value(Via::schema()).unwrap();
        assert_eq!(schema, serde_json::json!({"type": "string", "enum": ["open", "keyed", "signed", "api"]}));
    }

    #[test]
    fn every_set_has_a_name_of_its_own() {
        assert_eq!(MatchRule::name(), "MatchRule");
        assert_eq!(serde_json::to_value(MatchRule::from(domain::MatchRule::ByHand)).unwrap(), "by_hand");
    }
}
