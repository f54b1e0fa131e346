//! What only a product in this process has.

use std::ops::Deref;

/// A part of the product that stands here when the product runs in this process. Where it is deployed elsewhere, a test
/// that reaches for the part fails: it must not pass for having looked at something else.
pub struct Here<T>(Option<T>);

impl<T> Here<T> {
    pub fn is(part: T) -> Self {
        Self(Some(part))
    }

    pub fn is_not() -> Self {
        Self(None)
    }

    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<T> Deref for Here<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("this test reaches into the program: it cannot run against a deployed one")
    }
}
