//! The mutants of orders that are paid in parts.

use crate::mutants::Row;
use crate::rules::Change;
use crate::scene::{Call, Scene};
use crate::switch::Switch::*;
use crate::table::Amount::{A, B};
use crate::table::Deadline;
use crate::table::Name::{X, Y};

const NONE: Deadline = Deadline::None;
const CANCEL: Call = Call::Amend(0, Change::Cancel);

/// An order, and a message of half of it under another name.
fn half() -> Scene {
    Scene::named("an order and half of it").waiting(A, X, NONE).message(B, Y, 1)
}

pub fn rows() -> Vec<Row> {
    vec![
        (
            "a_pair_of_the_whole_overwrites_no_part",
            &[OrderWhole, OrderEntryStands],
            half().message(A, X, 1).calls(&[Call::KeepOpen(0, 0)]),
            "I2",
            8,
        ),
        (
            "a_part_is_completed_only_at_what_is_open",
            &[OrderOpen, OrderEntryStands],
            half().message(B, X, 1).calls(&[Call::KeepOpen(0, 0), Call::Unmatch(0)]),
            "I2",
            11,
        ),
        (
            "an_unmatch_takes_its_part_from_an_order_that_waits",
            &[UnmatchTakesPart],
            half().calls(&[Call::KeepOpen(0, 0), Call::Unmatch(0)]),
            "I2",
            8,
        ),
        ("a_cancel_gives_the_part_back", &[CancelGivesBack], half().calls(&[Call::KeepOpen(0, 0), CANCEL]), "I2", 7),
        ("the_look_after_a_part", &[LookAfterPart], half().message(B, X, 1).calls(&[Call::KeepOpen(0, 0)]), "I5", 11),
    ]
}
