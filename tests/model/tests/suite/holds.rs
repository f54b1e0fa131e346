//! The protocol as it is: every scene explored to its end, every property true in every state.

use std::collections::BTreeSet;

use model::{Protocol, explore, scenes};

/// Every state of the scene was visited, there are at least so many, and all is well in each.
fn holds(name: &str, at_least: usize) {
    let scene = scenes::quick().into_iter().find(|scene| scene.name == name).expect("no such scene");
    let end = explore(scene, Protocol::WHOLE, 1);
    assert_eq!(end.broken, Vec::<&str>::new());
    assert!(end.whole, "the search stopped early");
    assert!(end.states >= at_least, "only {} states: something no longer happens", end.states);
}

macro_rules! scenes {
    (each_run { $($test:ident: $name:literal, $at_least:literal;)* }
    each_night { $($late:ident: $late_name:literal, $late_at_least:literal;)* }) => {
        $(
            #[test]
            fn $test() {
                holds($name, $at_least);
            }
        )*
        $(
            #[test]
            #[cfg_attr(not(feature = "night"), ignore = "takes long, and nothing but the model changes it")]
            fn $late() {
                holds($late_name, $late_at_least);
            }
        )*

        #[test]
        fn every_scene_has_its_test() {
            let tested = BTreeSet::from([$($name,)* $($late_name),*]);
            assert_eq!(tested, scenes::quick().iter().map(|scene| scene.name).collect());
        }
    };
}

scenes! {
    each_run {
        orders_and_deposits_race_while_programs_die: "a race, with deaths", 1_000_000;
        orders_and_deposits_race_while_replies_are_lost: "a race, with deaths and lost replies", 140_000;
        orders_are_cancelled_reopened_and_expire_while_programs_die: "cancel, reopen, expire, with deaths", 400_000;
        people_match_and_unmatch_while_programs_die: "matches by hand, with deaths", 200_000;
        calls_are_sent_twice_when_their_replies_are_lost: "calls whose replies are lost", 100_000;
        deadlines_move_under_late_deposits: "deadlines move", 1_200_000;
        amounts_change_under_deposits: "amounts change", 850_000;
        a_twin_is_held_and_only_a_person_matches_it: "a twin typed in by hand", 190_000;
        people_match_against_one_another: "hands against hands", 390_000;
        one_transfer_pays_two_orders_or_none: "two orders of one deposit", 50_000;
        two_instalments_pay_one_order_while_programs_die: "an order in parts", 380_000;
        a_cut_name_is_alone_when_another_is_paid: "names that the bank cut", 200_000;
        as_many_deposits_as_orders_pay_while_programs_die: "as many deposits as orders", 100_000;
        as_many_are_told_by_two_readings_while_programs_die: "as many, by two readings", 100_000;
        a_change_of_settings_breaks_ties: "settings change", 300_000;
        two_orders_of_one_page_expire_while_programs_die: "two orders expire", 160_000;
        a_rename_is_found_by_a_look_that_is_no_snapshot: "a look that is no snapshot", 500_000;
        codes_come_and_go_while_programs_die: "codes behind a name", 100_000;
        a_tie_that_ends_ends_another_while_programs_die: "one tie ends another", 80_000;
        one_transfer_told_three_times_pays_once: "one transfer told three times", 17_000;
        a_better_report_lifts_the_hold_of_a_worse_one: "a better report of a deposit that is held", 380_000;
        two_spellings_with_one_balance_pay_once: "two spellings with one balance", 870_000;
        a_fake_holds_nothing_and_takes_nothing_in: "fakes beside what is true", 160_000;
        a_fake_that_a_person_matched_takes_nothing_in: "a fake matched by hand", 410_000;
        an_approval_frees_all_that_it_should_and_once: "an approval, with deaths", 140_000;
        twins_are_dismissed_restored_and_released: "twins are dismissed, restored and released", 270_000;
        a_release_is_of_what_a_person_saw: "a release of what a person saw", 23_000;
        refunds_are_dismissed_with_their_twins: "refunds are dismissed", 330_000;
        a_reversal_told_twice_takes_back_once: "a reversal, told twice", 120_000;
        a_reversal_of_twins_takes_back_both: "a reversal of twins", 80_000;
        a_reversal_meets_a_match_by_hand: "a reversal against hands", 200_000;
        a_guard_that_forgets_holds_what_is_not_later: "a guard that forgets", 400_000;
        a_guard_that_forgets_a_reversal_reverses_once: "a guard that forgets a reversal", 540_000;
        a_balance_that_comes_again_is_held: "a balance that comes again", 23_000;
    }
    each_night {
        every_call_meets_every_other_while_time_passes_and_programs_die: "every call, time and deaths", 1_000_000;
        two_readings_of_a_name_are_found_by_looks_that_are_no_snapshot: "two readings of a name", 3_000_000;
        a_guard_that_forgets_a_balance_leaves_it_to_its_item: "a guard that forgets what told its balance", 10_000;
    }
}
