//! How the document shows what a shop's program notes of an order.

use domain::text;
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder, SchemaType, Type};

/// Texts under names, or `null`.
pub fn schema() -> Object {
    let texts = ObjectBuilder::new().schema_type(Type::String).max_length(Some(text::METADATA_BYTES)).build();
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Object, Type::Null]))
        .additional_properties(Some(AdditionalProperties::<utoipa::openapi::Schema>::RefOr(texts.into())))
        .max_properties(Some(text::METADATA_KEYS))
        .description(Some(
            "What your program notes of the order: at most 16 texts under names, together at most 1,024 bytes. A PATCH \
             replaces all of it; `null` takes it away.",
        ))
        .build()
}
