//! What a list is searched by.

use domain::search::Search;
use domain::{DepositorName, FieldFault, NameKey, text};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::{Bad, Field, Line};

/// What a person searches for: see [`Search`].
pub struct SearchWords;

impl Field for SearchWords {
    type Value = Search;

    fn read(value: &Value) -> Result<Search, Bad> {
        let search = Search::of(&Line::<{ text::SEARCH }>::read(value)?);
        search.ok_or_else(|| Bad::new(FieldFault::TooShort, "찾을 말을 넣어 주세요."))
    }

    fn schema() -> RefOr<Schema> {
        Line::<{ text::SEARCH }>::schema()
    }
}

/// A depositor's name or a part of it, as its name key.
pub struct NamePart;

impl Field for NamePart {
    type Value = NameKey;

    fn read(value: &Value) -> Result<NameKey, Bad> {
        let part = text::name_part(&DepositorName::read(value)?);
        part.ok_or_else(|| Bad::new(FieldFault::Invalid, "글자나 숫자가 있어야 합니다."))
    }

    fn schema() -> RefOr<Schema> {
        DepositorName::schema()
    }
}
