//! How the document describes the fields of a body or a query.

use serde_json::Value;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, Required as IsRequired};

use super::{Form, Presence, plain};

/// What is known of one field, for the document.
pub struct Declared {
    pub name: &'static str,
    pub required: bool,
    pub about: Option<String>,
    pub example: Option<Value>,
    pub schema: RefOr<Schema>,
}

impl Declared {
    pub fn of<P: Presence>(name: &'static str, about: &[&str], example: Option<Value>) -> Self {
        Self { name: plain(name), required: P::REQUIRED, about: paragraph(about), example, schema: P::schema() }
    }

    fn described(self) -> RefOr<Schema> {
        let Self { name, about, example, schema, .. } = self;
        match schema {
            RefOr::T(Schema::Object(mut object)) => {
                object.description = about;
                object.example = example;
                Schema::Object(object).into()
            }
            RefOr::T(Schema::Array(mut array)) => {
                array.description = about;
                array.example = example;
                Schema::Array(array).into()
            }
            RefOr::T(Schema::OneOf(mut one_of)) => {
                one_of.description = about;
                one_of.example = example;
                Schema::OneOf(one_of).into()
            }
            RefOr::Ref(mut reference) => {
                debug_assert!(example.is_none(), "the example of {name} is its set's own");
                reference.description = about.unwrap_or_default();
                reference.into()
            }
            other @ RefOr::T(_) => other,
        }
    }

    /// As a parameter of a query. A query says no `null`.
    fn parameter(self) -> Parameter {
        let required = if self.required { IsRequired::True } else { IsRequired::False };
        let parameter = ParameterBuilder::new().name(self.name).parameter_in(ParameterIn::Query).required(required);
        parameter.description(self.about).schema(Some(not_null(self.schema))).build()
    }
}

fn not_null(schema: RefOr<Schema>) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            if let SchemaType::Array(types) = &object.schema_type
                && let Some(only) = types.first().cloned()
            {
                object.schema_type = only.into();
            }
            Schema::Object(object).into()
        }
        RefOr::T(Schema::OneOf(one_of)) if one_of.items.len() == 2 => one_of.items[0].clone(),
        other @ (RefOr::Ref(_) | RefOr::T(_)) => other,
    }
}

/// The lines of a doc comment.
fn paragraph(lines: &[&str]) -> Option<String> {
    let lines: Vec<_> = lines.iter().map(|line| line.trim()).collect();
    Some(lines.join("\n")).filter(|text| !text.is_empty())
}

/// The schema of a body.
pub fn object<T: Form>(about: &[&str]) -> RefOr<Schema> {
    let mut object = ObjectBuilder::new().description(paragraph(about));
    for field in T::declared() {
        if field.required {
            object = object.required(field.name);
        }
        object = object.property(field.name, field.described());
    }
    object.into()
}

/// The parameters of a query.
pub fn parameters<T: Form>() -> Vec<Parameter> {
    T::declared().into_iter().map(Declared::parameter).collect()
}

/// The schema, or `null`.
pub(super) fn nullable(schema: RefOr<Schema>) -> RefOr<Schema> {
    let null = ObjectBuilder::new().schema_type(Type::Null);
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            if let SchemaType::Type(only) = object.schema_type {
                object.schema_type = SchemaType::from_iter([only, Type::Null]);
            }
            Schema::Object(object).into()
        }
        RefOr::T(Schema::Array(mut array)) => {
            array.schema_type = SchemaType::from_iter([Type::Array, Type::Null]);
            Schema::Array(array).into()
        }
        other @ (RefOr::Ref(_) | RefOr::T(_)) => OneOfBuilder::new().item(other).item(null).into(),
    }
}

/// The schema of what may be `null`, or the empty text that stands for it.
pub(super) fn nullable_or_empty(schema: RefOr<Schema>) -> RefOr<Schema> {
    match nullable(schema) {
        RefOr::T(Schema::Object(mut object)) => {
            object.min_length = None;
            Schema::Object(object).into()
        }
        other @ (RefOr::Ref(_) | RefOr::T(_)) => other,
    }
}
