//! The protocol without one of its parts: each mutant shows a counterexample, of a known shortest length, in a scene in
//! which the whole protocol has none. So the model would have noticed.

use std::collections::BTreeSet;

use model::{Protocol, Switch, counterexample, covered, explore, mutants};

fn finds(name: &str) {
    let mutant = mutants().into_iter().find(|mutant| mutant.name == name).expect("no such mutant");
    let whole = explore(mutant.scene.clone(), Protocol::WHOLE, 1);
    assert!(whole.whole && whole.broken.is_empty(), "the whole protocol breaks {:?}", whole.broken);
    let protocol = Protocol::without(mutant.without);
    let way = counterexample(&mutant.scene, protocol, mutant.breaks);
    let way = way.unwrap_or_else(|| panic!("without {:?} nothing breaks {}", mutant.without, mutant.breaks));
    assert_eq!(way.len(), mutant.steps, "the shortest way is another: {way:#?}");
}

macro_rules! mutants {
    (each_run { $($name:ident)* } each_night { $($late:ident)* }) => {
        $(
            #[test]
            fn $name() {
                finds(stringify!($name));
            }
        )*
        $(
            #[test]
            #[cfg_attr(not(feature = "night"), ignore = "takes long, and nothing but the model changes it")]
            fn $late() {
                finds(stringify!($late));
            }
        )*

        #[test]
        fn every_mutant_has_its_test() {
            let tested = BTreeSet::from([$(stringify!($name),)* $(stringify!($late)),*]);
            assert_eq!(tested, mutants().iter().map(|mutant| mutant.name).collect());
        }
    };
}

mutants! {
    each_run {
        an_order_is_paid_only_while_pending
        an_order_is_paid_only_at_its_amount
        an_order_is_paid_only_under_its_name
        an_order_is_paid_by_a_code_only_while_it_has_it
        an_order_is_paid_only_in_time
        a_deposit_pays_only_while_it_waits
        a_deposit_that_is_held_pays_nothing_by_itself
        a_message_is_recorded_once
        a_message_is_paired_as_it_comes_once
        a_short_cut_sent_twice_undoes_no_unmatch
        a_record_sent_twice_undoes_no_pair
        an_order_placed_twice_undoes_no_pair
        an_order_is_put_only_as_it_was_read
        a_cancel_overrides_no_pair
        an_unmatch_undoes_only_the_match_that_it_read
        a_match_by_hand_overrides_no_pair
        a_match_of_two_orders_takes_the_second_only_as_it_was_read
        an_unmatch_gives_every_order_back
        a_pair_of_the_whole_overwrites_no_part
        a_part_is_completed_only_at_what_is_open
        an_unmatch_takes_its_part_from_an_order_that_waits
        a_cancel_gives_the_part_back
        the_look_after_a_part
        the_look_after_placing
        what_waits_behind_a_banks_name
        what_waits_without_its_digits
        the_look_after_a_change_of_codes
        the_look_after_a_cancel
        the_look_after_a_reopening
        the_look_at_the_amount_that_was
        the_look_at_the_amount_that_comes
        the_look_after_a_change_of_name
        the_look_at_the_name_that_was
        the_look_after_a_change_of_deadline
        the_look_after_an_order_expired
        the_look_after_a_match_by_hand
        the_look_after_a_match_of_two_orders
        the_look_after_an_unmatch
        the_look_after_two_orders_wait_again
        the_look_after_a_change_of_settings
        the_look_after_recording
        the_look_after_a_short_cut
        the_look_after_a_pair
        what_was_counted_with_a_deposit_that_paid
        what_was_counted_with_a_deposit_that_goes
        the_look_on_redelivery
        the_look_on_redelivery_of_what_has_paid
        the_redelivery_itself
        the_look_that_a_bound_left_over
        the_insurance_of_a_call
        the_insurance_of_the_sweeper
        the_delay_of_the_insurance
        the_name_guard
        the_balance_item
        a_balance_item_is_not_replaced_by_earlier_money
        what_a_guard_has_forgotten_holds
        a_fake_holds_nothing
        a_fake_takes_nothing_in
        a_fake_takes_no_unlisted_report_in
        a_fake_tells_no_name
        an_approval_commits_before_it_releases
        an_approval_releases_again
        what_is_released_holds_in_its_guard
        what_is_released_holds_its_balance
        two_unlisted_reports_are_not_both_freed
        a_match_by_hand_vouches
        a_match_by_hand_holds_the_twin
        an_unmatch_judges_the_sender_anew
        an_unmatch_forgets_no_reason
        a_release_is_of_what_the_person_saw
        a_duplicate_is_dismissed_beside_its_twin
        a_duplicate_frees_only_where_no_third_is_left
        what_is_restored_is_held
        what_is_restored_is_a_duplicate_too
        a_reversal_is_written_into_its_guard
        a_reversal_holds_what_has_paid_nothing
        a_reversal_holds_the_twins
        a_freed_twin_stays_reversed
        the_look_after_a_better_report
        the_look_of_what_a_guard_has_forgotten
        the_look_after_a_release
        the_look_after_a_dismissal
        the_look_after_a_reversal
    }
    each_night {
        the_insurance_of_another_orders_key
    }
}

/// What other conditions cover for: taken out alone it is not missed, and the group in which it is missed has its own
/// mutant above. Real items planted one by one, in `tests/pairing/conditions.rs`, test each of these alone.
#[test]
fn what_is_covered_is_not_missed_alone() {
    for (switch, scene) in covered() {
        let end = explore(scene, Protocol::without(&[switch]), 1);
        assert!(end.states > 40, "{switch:?}: {} states", end.states);
        assert!(end.whole && end.broken.is_empty(), "without {switch:?} alone: {:?}", end.broken);
    }
}

#[test]
fn every_condition_and_every_look_was_taken_out() {
    let without = mutants().into_iter().flat_map(|mutant| mutant.without.to_vec());
    let taken: BTreeSet<Switch> = without.chain(covered().into_iter().map(|(switch, _)| switch)).collect();
    assert_eq!(taken, Switch::ALL.into_iter().collect());
}
