//! Fields of bodies and queries, each declared once: its type says how it is read, its limits, what a caller is told
//! who gets it wrong, and how the document describes it.
//!
//! [`fields!`](crate::fields!) declares a body or a query out of them. A caller hears of every bad field at once.

mod document;
mod kind;
mod nested;
mod search;

use domain::FieldFault;
use std::marker::PhantomData;

use serde_json::Map;
pub use serde_json::Value;
pub use utoipa;
use utoipa::openapi::RefOr;
pub use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::Schema;

pub use self::document::{Declared, object, parameters};
use self::document::{nullable, nullable_or_empty};
pub use self::kind::*;
pub use self::nested::{List, Object};
pub use self::search::{NamePart, SearchWords};
use crate::FieldError;

/// What is wrong with a field: a machine word, and what to do, in Korean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bad {
    pub code: FieldFault,
    pub detail: String,
}

impl Bad {
    pub fn new(code: FieldFault, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// As the caller is told it, of the field at this place.
    pub fn at(self, place: impl Into<String>) -> FieldError {
        FieldError { field: place.into(), code: self.code.into(), detail: self.detail }
    }
}

/// A field that must be there is not.
fn missing() -> Bad {
    Bad::new(FieldFault::Required, "필수 항목입니다.")
}

/// A field is `null` that may only be left out.
fn null() -> Bad {
    Bad::new(FieldFault::Required, "null일 수 없는 항목입니다. 바꾸지 않으려면 빼고 보내 주세요.")
}

/// What was read, or nothing and a note of what is wrong with it.
fn noted<T>(place: &str, read: Result<T, Bad>, errors: &mut Vec<FieldError>) -> Option<T> {
    read.map_err(|bad| errors.push(bad.at(place))).ok()
}

/// What a field may be.
pub trait Field {
    type Value;

    /// The value of what a body says.
    fn read(value: &Value) -> Result<Self::Value, Bad>;

    /// As [`Field::read`], of the field at this place. A kind that holds other fields notes each bad one at its own.
    fn read_at(place: &str, value: &Value, errors: &mut Vec<FieldError>) -> Option<Self::Value> {
        noted(place, Self::read(value), errors)
    }

    /// What a query says, as a body would say it.
    fn of_query(text: &str) -> Value {
        text.into()
    }

    /// As the document describes it.
    fn schema() -> RefOr<Schema>;

    /// The schemas that the description refers to.
    fn referred(_: &mut Vec<(String, RefOr<Schema>)>) {}
}

/// Whether a field must be there, and whether it may be `null`.
pub trait Presence {
    type Value;
    const REQUIRED: bool = false;

    /// The value of what stands at this place; no `value` where the field is not there. `None`: it is bad, and noted.
    fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<Self::Value>;

    fn of_query(text: &str) -> Value;
    fn schema() -> RefOr<Schema>;
    fn referred(schemas: &mut Vec<(String, RefOr<Schema>)>);
}

macro_rules! presence {
    ($(#[doc = $doc:literal])* $name:ident -> $value:ty { $($read:tt)* } $schema:expr) => {
        $(#[doc = $doc])*
        pub struct $name<F>(PhantomData<F>);

        impl<F: Field> Presence for $name<F> {
            type Value = $value;
            $($read)*

            fn of_query(text: &str) -> Value {
                F::of_query(text)
            }

            fn schema() -> RefOr<Schema> {
                $schema(F::schema())
            }

            fn referred(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                F::referred(schemas);
            }
        }
    };
}

presence!(
    /// It must be there.
    Required -> F::Value {
        const REQUIRED: bool = true;

        fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<F::Value> {
            match value {
                None | Some(Value::Null) => noted(place, Err(missing()), errors),
                Some(value) => F::read_at(place, value, errors),
            }
        }
    }
    std::convert::identity
);

presence!(
    /// It may be absent, `null` or `""`, which is the same.
    Optional -> Option<F::Value> {
        fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<Option<F::Value>> {
            GuardedOptional::<F>::read_at(place, filled(value), errors)
        }
    }
    nullable_or_empty
);

presence!(
    /// As [`Optional`], of what guards money or access: there an empty text is refused; it does not count as
    /// `null`.
    GuardedOptional -> Option<F::Value> {
        fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<Option<F::Value>> {
            match value {
                None | Some(Value::Null) => Some(None),
                Some(value) => F::read_at(place, value, errors).map(Some),
            }
        }
    }
    nullable
);

presence!(
    /// A field of a PATCH that may not be `null`: `None` when it is not mentioned.
    Changed -> Option<F::Value> {
        fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<Option<F::Value>> {
            match value {
                None => Some(None),
                Some(Value::Null) => noted(place, Err(null()), errors),
                Some(value) => F::read_at(place, value, errors).map(Some),
            }
        }
    }
    std::convert::identity
);

presence!(
    /// A field of a PATCH that may be `null`: `None` when it is not mentioned, `Some(None)` for `null` or `""`.
    Nullable -> Option<Option<F::Value>> {
        fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<Self::Value> {
            GuardedNullable::<F>::read_at(place, filled(value), errors)
        }
    }
    nullable_or_empty
);

presence!(
    /// As [`Nullable`], of what guards money or access: there an empty text is refused; it does not count as
    /// `null`.
    GuardedNullable -> Option<Option<F::Value>> {
        fn read_at(place: &str, value: Option<&Value>, errors: &mut Vec<FieldError>) -> Option<Self::Value> {
            match value {
                None => Some(None),
                Some(Value::Null) => Some(Some(None)),
                Some(value) => F::read_at(place, value, errors).map(|value| Some(Some(value))),
            }
        }
    }
    nullable
);

/// A parameter of a query: an empty one is a mistake.
pub type Asked<F> = GuardedOptional<F>;

/// What stands there; an empty text, as forms send it for what was not filled in, is `null`.
fn filled(value: Option<&Value>) -> Option<&Value> {
    match value {
        Some(Value::String(text)) if text.trim().is_empty() => Some(&Value::Null),
        given => given,
    }
}

/// What a schema is, or which one.
pub type Described = RefOr<Schema>;

/// The example of a field, where there is one.
pub fn example(given: &[Value]) -> Option<Value> {
    given.first().cloned()
}

/// A field's name without the mark of a word of Rust's own.
fn plain(name: &'static str) -> &'static str {
    name.trim_start_matches("r#")
}

/// Reads fields one after the other, and notes each bad one.
pub struct Reader<'a> {
    object: &'a Map<String, Value>,
    /// What stands before the names of the fields: empty, or the place of an object within a body and a dot.
    within: String,
    pub errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    pub fn new(object: &'a Map<String, Value>) -> Self {
        Self::within(String::new(), object)
    }

    pub(crate) fn within(within: String, object: &'a Map<String, Value>) -> Self {
        Self { object, within, errors: Vec::new() }
    }

    /// The value of a field; `None` when it is bad.
    pub fn field<P: Presence>(&mut self, name: &'static str) -> Option<P::Value> {
        let name = plain(name);
        P::read_at(&format!("{}{name}", self.within), self.object.get(name), &mut self.errors)
    }
}

/// A body or a query whose fields [`fields!`](crate::fields!) declares.
pub trait Form: Sized {
    /// What the fields say; `None` when one of them is bad.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;

    /// What a query says of a field, as a body would say it.
    fn of_query(name: &str, text: &str) -> Value;

    fn declared() -> Vec<Declared>;
}

/// What a query says, as an object.
pub fn object_of_query<'a, T: Form>(given: impl Iterator<Item = (&'a String, &'a String)>) -> Map<String, Value> {
    given.map(|(name, text)| (name.clone(), T::of_query(name, text))).collect()
}

/// Declares a body or a query: a struct of values, how they are read, and how the document describes them.
///
/// ```ignore
/// fields! {
///     /// A new order.
///     pub struct PlaceOrder {
///         /// Whole KRW.
///         amount: Required<Won> = 14510,
///     }
/// }
/// ```
#[macro_export]
macro_rules! fields {
    ($(#[doc = $doc:literal])* $vis:vis struct $name:ident {
        $( $(#[doc = $about:literal])* $field:ident: $presence:ty $(= $example:expr)? ),* $(,)?
    }) => {
        $(#[doc = $doc])*
        $vis struct $name {
            $( pub $field: <$presence as $crate::field::Presence>::Value, )*
        }

        impl $crate::field::Form for $name {
            fn read(reader: &mut $crate::field::Reader<'_>) -> Option<Self> {
                $( let $field = reader.field::<$presence>(stringify!($field)); )*
                Some(Self { $( $field: $field?, )* })
            }

            fn of_query(name: &str, text: &str) -> $crate::field::Value {
                $( if name == stringify!($field) {
                    return <$presence as $crate::field::Presence>::of_query(text);
                } )*
                text.into()
            }

            fn declared() -> Vec<$crate::field::Declared> {
                vec![$( $crate::field::Declared::of::<$presence>(
                    stringify!($field),
                    &[$($about),*],
                    $crate::field::example(&[$($crate::field::Value::from($example))?]),
                ) ),*]
            }
        }

        impl $crate::field::utoipa::PartialSchema for $name {
            fn schema() -> $crate::field::Described {
                $crate::field::object::<Self>(&[$($doc),*])
            }
        }

        impl $crate::field::utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schemas(schemas: &mut Vec<(String, $crate::field::Described)>) {
                $( <$presence as $crate::field::Presence>::referred(schemas); )*
            }
        }

        impl $crate::field::utoipa::IntoParams for $name {
            fn into_params(
                _: impl Fn() -> Option<$crate::field::ParameterIn>,
            ) -> Vec<$crate::field::Parameter> {
                $crate::field::parameters::<Self>()
            }
        }
    };
}
