//! Fields that hold other fields: objects and lists within a body.

use domain::FieldFault;
use std::marker::PhantomData;

use serde_json::Value;
use utoipa::openapi::schema::{ArrayBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::{Bad, Field, Form, Reader};
use crate::FieldError;

/// An object within a body, whose fields [`fields!`](crate::fields!) declares.
pub struct Object<T>(PhantomData<T>);

impl<T: Form + ToSchema> Field for Object<T> {
    type Value = T;

    fn read(value: &Value) -> Result<T, Bad> {
        all_good(Self::read_at("", value, &mut Vec::new()))
    }

    fn read_at(place: &str, value: &Value, errors: &mut Vec<FieldError>) -> Option<T> {
        let Some(object) = value.as_object() else {
            errors.push(Bad::new(FieldFault::WrongType, "객체여야 합니다.").at(place));
            return None;
        };
        let mut reader = Reader::within(format!("{place}."), object);
        let said = T::read(&mut reader);
        errors.append(&mut reader.errors);
        said
    }

    fn schema() -> RefOr<Schema> {
        Ref::from_schema_name(<T as ToSchema>::name()).into()
    }

    fn referred(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((<T as ToSchema>::name().into_owned(), <T as PartialSchema>::schema()));
        T::schemas(schemas);
    }
}

/// A list of `MIN` to `MAX` values.
pub struct List<F, const MIN: usize, const MAX: usize>(PhantomData<F>);

impl<F: Field, const MIN: usize, const MAX: usize> Field for List<F, MIN, MAX> {
    type Value = Vec<F::Value>;

    fn read(value: &Value) -> Result<Self::Value, Bad> {
        all_good(Self::read_at("", value, &mut Vec::new()))
    }

    fn read_at(place: &str, value: &Value, errors: &mut Vec<FieldError>) -> Option<Self::Value> {
        let list = match value.as_array() {
            Some(list) if (MIN..=MAX).contains(&list.len()) => list,
            Some(_) => {
                errors
                    .push(Bad::new(FieldFault::OutOfRange, format!("{MIN}개 이상 {MAX}개 이하여야 합니다.")).at(place));
                return None;
            }
            None => {
                errors.push(Bad::new(FieldFault::WrongType, "목록이어야 합니다.").at(place));
                return None;
            }
        };
        // Each is read, also behind a bad one: the caller hears of all.
        let read: Vec<_> =
            list.iter().enumerate().map(|(nth, value)| F::read_at(&format!("{place}[{nth}]"), value, errors)).collect();
        read.into_iter().collect()
    }

    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new().items(F::schema()).min_items(Some(MIN)).max_items(Some(MAX)).into()
    }

    fn referred(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        F::referred(schemas);
    }
}

fn all_good<T>(read: Option<T>) -> Result<T, Bad> {
    read.ok_or_else(|| Bad::new(FieldFault::Invalid, "올바르지 않은 항목이 있습니다."))
}
