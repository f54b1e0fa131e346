//! The scenes of reports, senders, twins and reversals, explored in every run of the tests.

use crate::scene::{Call, Scene};
use crate::table::Amount::A;
use crate::table::Deadline;
use crate::table::Name::{X, Xa, Y};
use crate::table::Sender::{Unlikely, Unlisted};

const NONE: Deadline = Deadline::None;

/// Two orders of one name.
fn two(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, NONE).waiting(A, X, NONE)
}

/// One order of each of two unrelated names.
fn each(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, NONE).waiting(A, Y, NONE)
}

pub(crate) fn quick() -> Vec<Scene> {
    vec![
        two("one transfer told three times").message(A, X, 2).balance(1).message(A, X, 1).again(0).balance(1)
            .message(A, X, 1).again(0).deaths().lost_replies().at_once(2),
    ]
}
