//! The mutants of what the evidence asks for: one part taken out, in the smallest scene that shows what it was for.

use crate::mutants::Row;
use crate::scene::{Call, Scene};
use crate::switch::Switch::*;
use crate::table::Amount::A;
use crate::table::Deadline;
use crate::table::Name::{X, Xa, Xb, Y};
use crate::table::Sender::{Unlikely, Unlisted};

const NONE: Deadline = Deadline::None;

pub(crate) fn rows() -> Vec<Row> {
    [guards(), senders(), vouching(), people(), reversals(), looks()].into_iter().flatten().collect()
}

/// Two orders of one name.
fn two(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, NONE).waiting(A, X, NONE).oldest()
}

/// One order of each of two unrelated names.
fn each(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, NONE).waiting(A, Y, NONE)
}

/// One transfer, told twice without a balance.
fn told_twice() -> Scene {
    two("one transfer, two reports").message(A, X, 1).message(A, X, 1).again(0)
}

/// One transfer, told under two names with one balance.
fn spelt_twice() -> Scene {
    each("one transfer, two spellings").message(A, X, 1).balance(1).message(A, Y, 1).again(0).balance(1)
}

/// One transfer, told first by a sender that may not pay.
fn unlisted_first() -> Scene {
    two("one transfer, first unlisted").message(A, X, 1).sender(Unlisted).message(A, X, 1).again(0)
}

fn unlisted_spelling() -> Scene {
    let scene = each("one transfer, an unlisted spelling").message(A, X, 1).balance(1).sender(Unlisted);
    scene.message(A, Y, 1).again(0).balance(1)
}

/// A fake of a transfer, with its balance and a longer name.
fn fake() -> Scene {
    let scene = Scene::named("a fake")
        .waiting(A, X, NONE)
        .waiting(A, Xa, NONE)
        .message(A, Xa, 1)
        .balance(1)
        .sender(Unlikely)
        .message(A, X, 1)
        .balance(1)
        .moment(0);
    scene.invent(0)
}

fn guards() -> Vec<Row> {
    let again = each("a balance comes again").message(A, X, 1).balance(1).message(A, X, 1).balance(1);
    let full =
        two("a full guard").waiting(A, X, NONE).message(A, X, 1).message(A, X, 1).message(A, X, 1).again(0).keeps(1);
    vec![
        ("the_name_guard", &[NameGuard], told_twice(), "once", 6),
        ("the_balance_item", &[BalanceItem], spelt_twice(), "I12", 6),
        (
            "a_balance_item_is_not_replaced_by_earlier_money",
            &[BalanceOnlyLater],
            again.message(A, Y, 1).again(0).balance(1),
            "I12",
            9,
        ),
        ("what_a_guard_has_forgotten_holds", &[ForgottenIsHeld], full, "once", 9),
    ]
}

fn senders() -> Vec<Row> {
    vec![
        ("a_fake_holds_nothing", &[UnpayingHoldsNothing], fake_without_balance(), "free", 6),
        ("a_fake_takes_nothing_in", &[BetterReportLifts], fake(), "kept", 7),
        ("a_fake_takes_no_unlisted_report_in", &[UnpayingTakesNothing], fake_of_unlisted(), "kept", 12),
        ("a_fake_tells_no_name", &[BetterReportTells], fake(), "I11", 9),
        ("an_approval_commits_before_it_releases", &[ApprovalCommitsFirst], approval(), "approved", 6),
        ("an_approval_releases_again", &[ApprovalAgain], approval(), "approved", 6),
    ]
}

fn fake_without_balance() -> Scene {
    let scene = two("a fake without a balance").message(A, X, 1).sender(Unlikely).message(A, X, 1).balance(1);
    scene.moment(0).invent(0)
}

fn fake_of_unlisted() -> Scene {
    let scene = two("a fake of an unlisted report").message(A, X, 1).balance(1).sender(Unlikely);
    scene.message(A, X, 1).balance(1).moment(0).sender(Unlisted).invent(0).calls(&[Call::Approve])
}

fn approval() -> Scene {
    two("an approval").message(A, X, 1).sender(Unlisted).calls(&[Call::Approve])
}

fn vouching() -> Vec<Row> {
    let both = two("two unlisted reports").message(A, X, 1).sender(Unlisted).message(A, X, 1).again(0).sender(Unlisted);
    vec![
        ("what_is_released_holds_in_its_guard", &[VouchInGuard], unlisted_first().calls(&[Call::Approve]), "once", 12),
        (
            "what_is_released_holds_its_balance",
            &[VouchInBalance],
            unlisted_spelling().calls(&[Call::Approve]),
            "I12",
            13,
        ),
        ("two_unlisted_reports_are_not_both_freed", &[VouchLooks], both.calls(&[Call::Approve]), "once", 17),
        ("a_match_by_hand_vouches", &[HandVouches], unlisted_first().calls(&[Call::Match(0, 0)]), "once", 8),
        ("a_match_by_hand_holds_the_twin", &[HandHoldsTwins], hand_twins(), "once", 12),
        (
            "an_unmatch_judges_the_sender_anew",
            &[JudgeAnew],
            approval().calls(&[Call::Match(0, 0), Call::Unmatch(0)]),
            "approved",
            15,
        ),
        (
            "an_unmatch_forgets_no_reason",
            &[UnmatchKeepsHolds],
            fake().calls(&[Call::Match(0, 0), Call::Unmatch(0), Call::Release(0)]),
            "I11",
            13,
        ),
    ]
}

fn hand_twins() -> Scene {
    let scene = Scene::named("a twin matched by hand").order(A, X, NONE).order(A, X, NONE).oldest();
    let scene = scene.message(A, X, 1).message(A, X, 1).again(0);
    scene.calls(&[Call::Place(0), Call::Place(1), Call::Match(1, 0)])
}

fn people() -> Vec<Row> {
    let third = || told_twice().message(A, X, 1).again(0);
    let restored = [Call::DismissDuplicate(0), Call::Restore(0)];
    let waiting = || {
        let scene = Scene::named("twins before their order").order(A, X, NONE).order(A, X, NONE).oldest();
        scene.message(A, X, 1).message(A, X, 1).again(0).calls(&[Call::Place(0), Call::Place(1)])
    };
    vec![
        (
            "a_release_is_of_what_the_person_saw",
            &[PressAsShown],
            unlisted_first().calls(&[Call::Release(0)]),
            "once",
            11,
        ),
        (
            "a_duplicate_is_dismissed_beside_its_twin",
            &[DuplicateNeedsTwin],
            waiting().calls(&[Call::DismissDuplicate(0), Call::DismissDuplicate(1)]),
            "kept",
            10,
        ),
        (
            "a_duplicate_frees_only_where_no_third_is_left",
            &[DuplicateFreesAlone],
            third().calls(&[Call::DismissDuplicate(1)]),
            "once",
            14,
        ),
        ("what_is_restored_is_held", &[RestoreHolds], waiting().calls(&restored), "once", 16),
        (
            "what_is_restored_is_a_duplicate_too",
            &[RestoreLinks, VouchLooks],
            waiting().calls(&restored).calls(&[Call::Release(0)]),
            "once",
            18,
        ),
    ]
}

fn reversals() -> Vec<Row> {
    let back = || two("a reversal").message(A, X, 1).message(A, X, 1).reverses(0);
    let twins = |name| {
        let scene = Scene::named(name).waiting(A, X, NONE).message(A, X, 1).message(A, X, 1).again(0);
        scene.message(A, X, 1).reverses(0)
    };
    let placed = Scene::named("a reversal before the order").order(A, X, NONE).message(A, X, 1).message(A, X, 1);
    vec![
        ("a_reversal_is_written_into_its_guard", &[ReversalInGuard], back(), "back", 5),
        (
            "a_reversal_holds_what_has_paid_nothing",
            &[ReversalHoldsOpen],
            placed.reverses(0).calls(&[Call::Place(0)]),
            "back",
            8,
        ),
        (
            "a_freed_twin_stays_reversed",
            &[FreedStaysReversed],
            twins("a twin after the reversal").calls(&[Call::DismissDuplicate(0)]),
            "back",
            13,
        ),
        (
            "a_reversal_holds_the_twins",
            &[ReversalHoldsTwins, FreedStaysReversed],
            twins("a reversal of twins").calls(&[Call::DismissDuplicate(0)]),
            "back",
            13,
        ),
    ]
}

fn looks() -> Vec<Row> {
    let lifted = two("a better report").message(A, X, 1).balance(1).sender(Unlisted);
    let lifted = lifted.message(A, X, 1).again(0).balance(1);
    let dismissed = Scene::named("a twin is freed").waiting(A, Xa, NONE).waiting(A, Xb, NONE).message(A, X, 1);
    let dismissed = dismissed.message(A, Xa, 1).again(0);
    let forgets = two("a guard forgets what died").message(A, X, 1).message(A, X, 1).keeps(1);
    let again = Scene::named("an order waits again").waiting(A, X, NONE).message(A, X, 1).balance(1);
    let again = again.message(A, X, 1).balance(2).message(A, X, 1).reverses(0).balance(1);
    vec![
        ("the_look_after_a_better_report", &[LookAfterNote], lifted, "I5", 6),
        ("the_look_of_what_a_guard_has_forgotten", &[LookOfForgotten], forgets.deaths(), "I5", 12),
        ("the_look_after_a_release", &[LookAfterRelease], approval(), "I5", 9),
        ("the_look_after_a_dismissal", &[LookAfterDismiss], dismissed.calls(&[Call::DismissDuplicate(0)]), "I5", 9),
        ("the_look_after_a_reversal", &[LookAfterReversal], again, "I5", 10),
    ]
}
