//! Bodies that [`fields!`](crate::fields) declares, as a handler takes them: JSON objects of at most 64 KiB.

use axum::extract::{FromRequest, Request};
use domain::FieldFault;
use serde_json::{Map, Value};

use crate::body::json_object;
use crate::field::{Bad, Field, Form, Reader};
use crate::{Code, FieldError, Problem};

/// A body as it was sent, and what its fields say.
pub struct Sent<T> {
    object: Map<String, Value>,
    said: Option<T>,
    errors: Vec<FieldError>,
}

impl<T: Form, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        Ok(Self::of(json_object(request, false).await?))
    }
}

/// As [`Sent`], of a call that says nothing it must say: no body at all is the empty object.
pub struct MaybeSent<T>(pub Sent<T>);

impl<T: Form, S: Send + Sync> FromRequest<S> for MaybeSent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        Ok(Self(Sent::of(json_object(request, true).await?)))
    }
}

impl<T: Form> Sent<T> {
    fn of(object: Map<String, Value>) -> Self {
        let mut reader = Reader::new(&object);
        let said = T::read(&mut reader);
        let errors = reader.errors;
        Self { object, said, errors }
    }
}

impl<T: Form> Sent<T> {
    /// What a field says, if it is there and good.
    pub fn value<F: Field>(&self, field: &str) -> Option<F::Value> {
        debug_assert!(T::declared().iter().any(|declared| declared.name == field), "no field {field} is declared");
        self.object.get(field).filter(|value| !value.is_null()).and_then(|value| F::read(value).ok())
    }

    /// A rule that depends on the clock or on settings. A field that is absent, `null` or already bad is skipped.
    pub fn check<F: Field>(self, field: &str, holds: impl FnOnce(F::Value) -> bool, otherwise: Bad) -> Self {
        self.check_or::<F>(field, |value| if holds(value) { Ok(()) } else { Err(otherwise) })
    }

    /// As [`Sent::check`], where what is wrong depends on the value.
    pub fn check_or<F: Field>(mut self, field: &str, check: impl FnOnce(F::Value) -> Result<(), Bad>) -> Self {
        if let Some(Err(bad)) = self.value::<F>(field).map(check) {
            self.errors.push(bad.at(field));
        }
        self
    }

    /// Refuses a field that is not declared: a body whose slip of the pen would grant more than was meant.
    pub fn and_no_other(mut self) -> Self {
        let names: Vec<_> = T::declared().iter().map(|declared| declared.name).collect();
        let detail = format!("모르는 항목입니다. {}만 보낼 수 있습니다.", names.join(", "));
        let strange = self.object.keys().filter(|name| !names.contains(&name.as_str())).take(20);
        let error = |name: &String| FieldError {
            field: name.clone(),
            code: FieldFault::Unknown.into(),
            detail: detail.clone(),
        };
        self.errors.extend(strange.map(error).collect::<Vec<_>>());
        self
    }

    /// What the body says, or every bad field at once.
    pub fn finish(self) -> Result<T, Problem> {
        match self.said {
            Some(said) if self.errors.is_empty() => Ok(said),
            Some(_) | None => Err(Problem::fields(Code::InvalidFields, self.errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Won;

    use super::*;
    use crate::field::Required;
    use crate::fields;

    fields! {
        struct Priced {
            amount: Required<Won>,
        }
    }

    #[test]
    #[should_panic(expected = "no field amuont is declared")]
    fn a_rule_for_a_field_that_is_misspelt_is_seen_by_every_test() {
        let sent = || Sent::<Priced>::of(Map::from_iter([("amount".to_owned(), 1.into())]));
        assert_eq!(sent().finish().unwrap().amount.get(), 1);
        let _ = sent().check::<Won>("amuont", |_| false, Bad::new(FieldFault::OutOfRange, ""));
    }
}
