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
    ($($test:ident: $name:literal, $at_least:literal;)*) => {
        $(
            #[test]
            fn $test() {
                holds($name, $at_least);
            }
        )*

        #[test]
        fn every_scene_has_its_test() {
            let tested = BTreeSet::from([$($name),*]);
            assert_eq!(tested, scenes::quick().iter().map(|scene| scene.name).collect());
        }
    };
}

scenes! {
    orders_and_deposits_race_while_programs_die: "a race, with deaths", 1_000_000;
    orders_and_deposits_race_while_replies_are_lost: "a race, with deaths and lost replies", 140_000;
    every_call_meets_every_other_while_time_passes_and_programs_die: "every call, time and deaths", 12_000_000;
    orders_are_cancelled_reopened_and_expire_while_programs_die: "cancel, reopen, expire, with deaths", 400_000;
    people_match_and_unmatch_while_programs_die: "matches by hand, with deaths", 200_000;
    calls_are_sent_twice_when_their_replies_are_lost: "calls whose replies are lost", 100_000;
    deadlines_move_under_late_deposits: "deadlines move", 1_200_000;
    amounts_change_under_deposits: "amounts change", 850_000;
    a_twin_is_held_and_only_a_person_matches_it: "a twin typed in by hand", 300_000;
    people_match_against_one_another: "hands against hands", 450_000;
    a_cut_name_is_alone_when_another_is_paid: "names that the bank cut", 200_000;
    a_change_of_settings_breaks_ties: "settings change", 300_000;
    two_orders_of_one_page_expire_while_programs_die: "two orders expire", 160_000;
    a_rename_is_found_by_a_look_that_is_no_snapshot: "a look that is no snapshot", 500_000;
}
