//! The mutants: the protocol without a condition or a look, each in the smallest scene that shows what it was for.
//!
//! Conditions that cover for one another are taken out as a group; that one of a group alone is not missed is told by
//! [`covered`], and tested too.

use crate::rules::Change;
use crate::scene::{Call, Scene};
use crate::switch::Switch::{self, *};
use crate::table::Amount::{A, B};
use crate::table::Deadline::{self, Noon};
use crate::table::Name::{Bx, X, Xa, Xb, Y, Yd};

const NONE: Deadline = Deadline::None;

/// A protocol that lacks something, and where that shows.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub name: &'static str,
    pub without: &'static [Switch],
    pub scene: Scene,
    /// How the name of the broken property begins.
    pub breaks: &'static str,
    /// How many steps the shortest counterexample takes.
    pub steps: usize,
}

pub(crate) type Row = (&'static str, &'static [Switch], Scene, &'static str, usize);

/// Every mutant.
pub fn mutants() -> Vec<Mutant> {
    let rows = conditions_of_a_pair().into_iter().chain(conditions_of_a_record()).chain(conditions_of_a_person());
    let rows = rows.chain(looks_of_an_order()).chain(looks_of_a_deposit()).chain(looks_of_the_queue());
    let rows = rows.chain(crate::part_mutants::rows()).chain(crate::evidence_mutants::rows());
    rows.map(|(name, without, scene, breaks, steps)| Mutant { name, without, scene, breaks, steps }).collect()
}

/// One order, and two messages that both fit it.
fn one_order_two_deposits() -> Scene {
    Scene::named("one order, two deposits").waiting(A, X, NONE).message(A, X, 1).message(A, X, 1)
}

/// Two orders that both fit one message.
fn tie() -> Scene {
    Scene::named("a tie").waiting(A, X, NONE).waiting(A, X, NONE).message(A, X, 1)
}

/// Two orders that both fit one message, until one of them expires.
fn tie_that_ends() -> Scene {
    Scene::named("one of a tie expires").waiting(A, X, NONE).waiting(A, X, Noon).message(A, X, 1)
}

/// A message whose cut name fits two orders, and one that names one of the two.
fn tie_by_cut() -> Scene {
    Scene::named("a tie by a cut name").waiting(A, Xa, NONE).waiting(A, Xb, NONE).message(A, X, 1).message(A, Xa, 1)
}

/// An order that waits, and one message that fits it.
fn one_pair() -> Scene {
    Scene::named("one pair").waiting(A, X, NONE).message(A, X, 1)
}

/// An order that is placed, and one message that fits it.
fn one_placed() -> Scene {
    Scene::named("an order is placed").order(A, X, NONE).message(A, X, 1).calls(&[Call::Place(0)])
}

/// An order and a message that both bear a bank's name before the payer's.
fn behind_a_bank() -> Scene {
    Scene::named("a bank's name before the payer's").order(A, Bx, NONE).message(A, Bx, 1).calls(&[Call::Place(0)])
}

/// When `Xb` is cancelled, the late message pays the `Xa` without a deadline; then the other message is alone with the
/// other `Xa`.
pub(crate) fn one_tie_ends_another() -> Scene {
    let orders = Scene::named("one tie ends another").waiting(A, Xb, NONE).waiting(A, Xa, NONE).waiting(A, Xa, Noon);
    amended(orders.message(A, X, 1).late().message(A, Xa, 1).time_passes(), Change::Cancel)
}

/// One deposit for two orders, of two names: under its own it pays neither by itself.
fn combined() -> Scene {
    Scene::named("one deposit for two orders").waiting(B, X, NONE).waiting(A, Y, NONE).message(A, X, 1)
}

/// A message whose digits are the code of an order, or will be.
fn by_code() -> Scene {
    Scene::named("a code behind the name").waiting(A, Y, NONE).message(A, Yd, 1)
}

/// The same, of an order that is placed.
fn placed_by_code() -> Scene {
    let order = Scene::named("an order with a code is placed").order(A, Y, NONE).coded();
    order.message(A, Yd, 1).calls(&[Call::Place(0)])
}

/// A late deposit of two readings makes two orders a guess, until its own order is placed.
fn by_two_readings() -> Scene {
    let orders = Scene::named("a mate of two readings pays").order(A, Bx, NONE).waiting(A, X, Noon).waiting(A, X, Noon);
    let messages = orders.message(A, Bx, 1).late().message(A, X, 1).message(A, X, 1);
    messages.calls(&[Call::Place(0)]).as_many().time_passes().at_once(1)
}

/// Three deposits for two orders, of which one is dismissed.
fn one_too_many() -> Scene {
    let orders = Scene::named("a mate goes").waiting(A, X, NONE).waiting(A, X, NONE);
    let messages = orders.message(A, X, 1).message(A, X, 1).message(A, X, 1);
    messages.calls(&[Call::DismissRefunded(0)]).as_many()
}

fn amended(scene: Scene, change: Change) -> Scene {
    scene.calls(&[Call::Amend(0, change)])
}

fn conditions_of_a_pair() -> Vec<Row> {
    let late =
        amended(Scene::named("a deadline moves").waiting(A, X, NONE).message(A, X, 1).late(), Change::Deadline(Noon));
    let two_orders = || Scene::named("two orders, one deposit").order(A, X, NONE).order(A, X, NONE).message(A, X, 1);
    vec![
        ("an_order_is_paid_only_while_pending", &[OrderIsPending, OrderEntryStands], one_order_two_deposits(), "I2", 6),
        (
            "an_order_is_paid_only_at_its_amount",
            &[OrderAmount, OrderEntryStands],
            amended(one_pair(), Change::Amount(B)),
            "I2",
            5,
        ),
        (
            "an_order_is_paid_only_under_its_name",
            &[OrderName, OrderEntryStands],
            amended(one_pair(), Change::Name(Y)),
            "I2",
            5,
        ),
        (
            "an_order_is_paid_by_a_code_only_while_it_has_it",
            &[OrderCode],
            amended(
                Scene::named("a code is taken away").waiting(A, Y, NONE).coded().message(A, Yd, 1),
                Change::Code(false),
            ),
            "I2",
            5,
        ),
        ("an_order_is_paid_only_in_time", &[OrderInTime], late.time_passes(), "I2", 6),
        (
            "a_deposit_pays_only_while_it_waits",
            &[DepositIsWaiting, DepositEntryStands],
            two_orders().calls(&[Call::Place(0), Call::Place(1)]),
            "I2",
            10,
        ),
        (
            "a_deposit_that_is_held_pays_nothing_by_itself",
            &[DepositIsWaiting, DepositEntryStands],
            tie().calls(&[Call::Amend(0, Change::Cancel), Call::Match(0, 0), Call::Match(0, 1), Call::Unmatch(0)]),
            "I9",
            10,
        ),
    ]
}

fn conditions_of_a_record() -> Vec<Row> {
    let duplicate = Scene::named("a duplicate").message(A, X, 2);
    let dup_and_order = Scene::named("a duplicate, and an order comes").waiting(A, X, NONE).order(A, X, NONE);
    vec![
        ("a_message_is_recorded_once", &[RecordGuardAsRead], duplicate, "I1", 6),
        (
            "a_message_is_paired_as_it_comes_once",
            &[PairNewGuardAsRead],
            dup_and_order.message(A, X, 2).calls(&[Call::Place(1)]),
            "I1",
            7,
        ),
        (
            "a_short_cut_sent_twice_undoes_no_unmatch",
            &[PairNewGuardAsRead, PairNewDepositAbsent],
            one_pair().calls(&[Call::Unmatch(0)]).lost_replies(),
            "I9",
            7,
        ),
        (
            "a_record_sent_twice_undoes_no_pair",
            &[RecordGuardAsRead, RecordDepositAbsent],
            one_placed().lost_replies(),
            "I2",
            8,
        ),
        (
            "an_order_placed_twice_undoes_no_pair",
            &[PlaceOrderAbsent, PlaceNumberAbsent],
            one_placed().lost_replies(),
            "I2",
            5,
        ),
    ]
}

fn conditions_of_a_person() -> Vec<Row> {
    let by_hand = || tie().message(A, X, 1).calls(&[Call::Match(0, 0)]);
    let due = Scene::named("a deadline passes").waiting(A, X, Noon);
    vec![
        ("an_order_is_put_only_as_it_was_read", &[OrderVersion], amended(due, Change::Reopen).time_passes(), "I8", 6),
        (
            "a_cancel_overrides_no_pair",
            &[OrderVersion, OrderFrom, OldEntryStands],
            amended(one_pair(), Change::Cancel),
            "I2",
            5,
        ),
        (
            "an_unmatch_undoes_only_the_match_that_it_read",
            &[DepositVersion],
            tie().calls(&[Call::Match(0, 0), Call::Unmatch(0), Call::Unmatch(0), Call::Match(0, 1)]),
            "I2",
            14,
        ),
        (
            "a_match_by_hand_overrides_no_pair",
            &[DepositVersion, DepositFrom, HandDepositEntryStands],
            by_hand().calls(&[Call::Amend(0, Change::Name(Y))]),
            "I2",
            9,
        ),
        (
            "a_match_of_two_orders_takes_the_second_only_as_it_was_read",
            &[EveryOrderAsRead],
            combined().message(A, Y, 1).calls(&[Call::MatchBoth(0, 0, 1)]),
            "I2",
            8,
        ),
        (
            "an_unmatch_gives_every_order_back",
            &[EveryOrderUnmatched],
            combined().calls(&[Call::MatchBoth(0, 0, 1), Call::Unmatch(0)]),
            "I2",
            8,
        ),
    ]
}

fn looks_of_an_order() -> Vec<Row> {
    let elsewhere = |amount, name| Scene::named("an order elsewhere").waiting(amount, name, NONE).message(A, X, 1);
    let cancelled = one_pair().calls(&[Call::Amend(0, Change::Cancel), Call::Amend(0, Change::Reopen)]);
    let late = Scene::named("a late deposit").waiting(A, X, Noon).message(A, X, 1).late();
    vec![
        ("the_look_after_placing", &[LookAfterPlace], one_placed(), "I5", 5),
        ("what_waits_behind_a_banks_name", &[StrippedKeys], behind_a_bank(), "I5", 6),
        ("what_waits_without_its_digits", &[StrippedDigits], placed_by_code(), "I5", 6),
        ("the_look_after_a_change_of_codes", &[LookAfterCode], amended(by_code(), Change::Code(true)), "I5", 6),
        ("the_look_after_a_cancel", &[LookAfterCancel], amended(tie(), Change::Cancel), "I5", 6),
        ("the_look_after_a_reopening", &[LookAfterReopen], cancelled, "I5", 9),
        ("the_look_at_the_amount_that_was", &[LookAtOldAmount], amended(tie(), Change::Amount(B)), "I5", 7),
        ("the_look_at_the_amount_that_comes", &[LookAtNewAmount], amended(elsewhere(B, X), Change::Amount(A)), "I5", 7),
        ("the_look_after_a_change_of_name", &[LookAfterRename], amended(elsewhere(A, Y), Change::Name(X)), "I5", 7),
        ("the_look_at_the_name_that_was", &[LookAtOldName], amended(tie(), Change::Name(Y)), "I5", 7),
        (
            "the_look_after_a_change_of_deadline",
            &[LookAfterDeadline],
            amended(late, Change::Deadline(NONE)).time_passes(),
            "I5",
            7,
        ),
        ("the_look_after_an_order_expired", &[LookAfterExpire], tie_that_ends().time_passes(), "I5", 8),
        (
            "the_look_after_a_match_by_hand",
            &[LookAtHandOrder],
            tie().message(B, Y, 1).calls(&[Call::Match(0, 0), Call::Match(1, 0)]),
            "I5",
            10,
        ),
        (
            "the_look_after_an_unmatch",
            &[LookAfterUnmatch],
            one_order_two_deposits().calls(&[Call::Unmatch(0)]),
            "I5",
            11,
        ),
        (
            "the_look_after_a_match_of_two_orders",
            &[LookAtEveryHandOrder],
            tie().order(B, Y, NONE).message(B, Xb, 1).calls(&[Call::Place(2), Call::MatchBoth(1, 2, 0)]),
            "I5",
            13,
        ),
        (
            "the_look_after_two_orders_wait_again",
            &[LookAfterEveryUnmatch],
            combined().message(A, Y, 1).calls(&[Call::MatchBoth(0, 0, 1), Call::Unmatch(0)]),
            "I5",
            16,
        ),
        ("the_look_after_a_change_of_settings", &[LookAfterSettings], tie().calls(&[Call::Oldest]), "I5", 5),
    ]
}

fn looks_of_a_deposit() -> Vec<Row> {
    vec![
        ("the_look_after_recording", &[LookAfterRecord], one_placed(), "I5", 5),
        ("the_look_after_a_short_cut", &[LookAfterShortCut], tie_by_cut(), "I5", 7),
        ("the_look_after_a_pair", &[LookAfterPair], tie_by_cut(), "I5", 10),
        ("what_was_counted_with_a_deposit_that_paid", &[LookBesidePair], by_two_readings(), "I5", 20),
        ("what_was_counted_with_a_deposit_that_goes", &[LookBeside], one_too_many(), "I5", 17),
        ("the_look_on_redelivery", &[LookOnRedelivery], one_placed().deaths(), "I5", 8),
        ("the_look_on_redelivery_of_what_has_paid", &[RedeliveryOfPaid], tie_by_cut().deaths(), "I5", 11),
        ("the_redelivery_itself", &[Redelivery], one_placed().deaths(), "I5", 6),
    ]
}

fn looks_of_the_queue() -> Vec<Row> {
    let renamed = || amended(Scene::named("a name is put right").waiting(A, Y, NONE).message(A, X, 1), Change::Name(X));
    let expires = || tie_that_ends().time_passes().deaths();
    vec![
        ("the_look_that_a_bound_left_over", &[LookLeftOver], tie_by_cut().bounded(), "I5", 11),
        ("the_insurance_of_a_call", &[Insurance], renamed().deaths(), "I5", 7),
        ("the_insurance_of_the_sweeper", &[Insurance], expires(), "I5", 9),
        ("the_insurance_of_another_orders_key", &[InsureBeforePair], one_tie_ends_another().deaths(), "I5", 16),
        ("the_delay_of_the_insurance", &[InsuranceDelay], renamed().deaths(), "I5", 9),
    ]
}

/// What can be taken out alone, and nothing is missed: what covers for it, and the scene in which both at once are
/// missed, or in which it would be if anywhere.
pub fn covered() -> Vec<(Switch, Scene)> {
    let of = |name: &str| mutants().into_iter().find(|mutant| mutant.name == name).map(|mutant| mutant.scene);
    let scene = |name| of(name).unwrap_or_else(|| Scene::named("none"));
    vec![
        (OrderIsPending, scene("an_order_is_paid_only_while_pending")),
        (OrderEntryStands, scene("an_order_is_paid_only_while_pending")),
        (OrderAmount, scene("an_order_is_paid_only_at_its_amount")),
        (OrderWhole, scene("a_pair_of_the_whole_overwrites_no_part")),
        (OrderOpen, scene("a_part_is_completed_only_at_what_is_open")),
        (OrderName, scene("an_order_is_paid_only_under_its_name")),
        (DepositIsWaiting, scene("a_deposit_that_is_held_pays_nothing_by_itself")),
        (DepositEntryStands, scene("a_deposit_that_is_held_pays_nothing_by_itself")),
        (PairNewDepositAbsent, scene("a_short_cut_sent_twice_undoes_no_unmatch")),
        (RecordDepositAbsent, scene("a_record_sent_twice_undoes_no_pair")),
        (RecordEntryAbsent, scene("a_record_sent_twice_undoes_no_pair")),
        (PlaceOrderAbsent, scene("an_order_placed_twice_undoes_no_pair")),
        (PlaceNumberAbsent, scene("an_order_placed_twice_undoes_no_pair")),
        (PlaceEntryAbsent, scene("an_order_placed_twice_undoes_no_pair")),
        (OrderFrom, scene("a_cancel_overrides_no_pair")),
        (OldEntryStands, scene("a_cancel_overrides_no_pair")),
        (NewEntryAbsent, scene("the_look_at_the_amount_that_comes").calls(&[Call::Amend(0, Change::Amount(B))])),
        (DepositFrom, scene("a_match_by_hand_overrides_no_pair")),
        (HandDepositEntryStands, scene("a_match_by_hand_overrides_no_pair")),
        (LookAfterPlaceAgain, one_placed().calls(&[Call::Place(0)]).deaths()),
        (LookAfterLostRace, tie_by_cut().order(A, X, NONE).calls(&[Call::Place(2), Call::Amend(0, Change::Name(Xb))])),
        (InsuranceDelay, tie_that_ends().time_passes().deaths()),
        (OwnCommitIsPaired, one_placed().lost_replies().deaths()),
        (WorseIsHeld, scene("what_is_released_holds_in_its_guard")),
        (ReversalHoldsTwins, scene("a_reversal_holds_the_twins")),
        (RestoreLinks, scene("what_is_restored_is_a_duplicate_too")),
    ]
}
