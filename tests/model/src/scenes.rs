//! The scenes that are explored to their ends with the protocol as it is: small ones by the tests, in every run or each
//! night, large ones by hand.

use crate::rules::Change;
use crate::scene::{Call, Scene};
use crate::table::Amount::{A, B};
use crate::table::Deadline::{self, Noon};
use crate::table::Name::{Bx, X, Xa, Xb, Y, Yd};

const NONE: Deadline = Deadline::None;
const CANCEL: Call = Call::Amend(0, Change::Cancel);
const REOPEN: Call = Call::Amend(0, Change::Reopen);

/// Cancel, reopen, match by hand, unmatch, and an order that leaves by its name.
const MIX: [Call; 5] = [CANCEL, REOPEN, Call::Match(0, 1), Call::Unmatch(0), Call::Amend(1, Change::Name(Y))];

/// Two equal orders, one of them with a deadline; two equal deposits, one of them told twice.
fn two_by_two(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, Noon).waiting(A, X, NONE).message(A, X, 2).message(A, X, 1)
}

/// Two orders that are placed while two deposits come, one of them told twice.
fn race(name: &'static str) -> Scene {
    let scene = Scene::named(name).order(A, X, NONE).order(A, X, NONE).message(A, X, 2).message(A, X, 1);
    scene.calls(&[Call::Place(0), Call::Place(1)]).deaths()
}

/// By the tests.
pub fn quick() -> Vec<Scene> {
    let scenes = [quick_mixes(), quick_corners(), crate::evidence_scenes::quick()];
    scenes.into_iter().flatten().collect()
}

fn quick_mixes() -> Vec<Scene> {
    vec![
        race("a race, with deaths").at_once(3),
        race("a race, with deaths and lost replies").lost_replies().at_once(2),
        two_by_two("every call, time and deaths").calls(&MIX[..4]).time_passes().deaths().at_once(2),
        two_by_two("cancel, reopen, expire, with deaths").calls(&MIX[..2]).time_passes().deaths().at_once(2),
        two_by_two("matches by hand, with deaths").calls(&MIX[2..4]).time_passes().deaths().at_once(2),
        two_by_two("calls whose replies are lost").calls(&MIX[..4]).lost_replies().at_once(2),
    ]
}

fn quick_corners() -> Vec<Scene> {
    let deadlines = [Call::Amend(0, Change::Deadline(NONE)), Call::Amend(1, Change::Deadline(Noon)), REOPEN];
    let late = Scene::named("deadlines move").waiting(A, X, Noon).waiting(A, X, NONE).message(A, X, 2).message(A, X, 1);
    let amounts = Scene::named("amounts change").waiting(A, X, NONE).waiting(B, X, NONE);
    let changes =
        [Call::Amend(0, Change::Amount(B)), Call::Amend(1, Change::Amount(A)), Call::Match(0, 1), Call::Unmatch(0)];
    let twins = Scene::named("a twin typed in by hand").waiting(A, X, NONE).waiting(A, X, NONE).message(A, X, 2);
    let twin_calls = [Call::Record(1), CANCEL, Call::Match(1, 1), Call::Unmatch(0)];
    let hands = Scene::named("hands against hands").waiting(A, X, NONE).waiting(A, Y, NONE);
    let hand_calls = [Call::Match(0, 1), Call::Match(1, 0), Call::Match(0, 0), Call::Unmatch(0), Call::Unmatch(1)];
    let both = Scene::named("two orders of one deposit").waiting(A, X, NONE).waiting(A, Y, NONE).message(A, X, 1);
    let both_calls = [Call::MatchBoth(0, 0, 1), Call::Unmatch(0), CANCEL, Call::Amend(1, Change::Name(X))];
    let parts = Scene::named("an order in parts").waiting(A, X, NONE).message(B, Y, 1).message(B, X, 1);
    let part_calls = [Call::KeepOpen(0, 0), Call::KeepOpen(1, 0), Call::Unmatch(0), Call::Unmatch(1), CANCEL];
    let cut = Scene::named("names that the bank cut").order(A, Xa, NONE).order(A, Xb, NONE);
    let cut_calls = [Call::Place(0), Call::Place(1), Call::Amend(0, Change::Name(X))];
    let page = Scene::named("two orders expire").waiting(A, X, Noon).waiting(A, X, Noon).waiting(A, X, NONE);
    let torn = Scene::named("a look that is no snapshot").waiting(A, X, NONE).waiting(A, Y, NONE).message(A, X, 2);
    let read = Scene::named("two readings of a name").order(A, X, NONE).waiting(A, Bx, NONE).message(A, Bx, 2);
    let readings = [Call::Place(0), Call::Amend(1, Change::Name(X)), Call::Amend(0, Change::Name(Bx))];
    let codes = Scene::named("codes behind a name").waiting(A, Y, NONE).coded().order(A, Y, NONE).waiting(A, Yd, NONE);
    let code_calls = [
        Call::Place(1),
        Call::Amend(0, Change::Code(false)),
        Call::Amend(1, Change::Code(true)),
        Call::Amend(2, Change::Name(Y)),
    ];
    let renames = [Call::Amend(0, Change::Name(Y)), Call::Amend(1, Change::Name(X)), Call::Amend(0, Change::Name(X))];
    let many = Scene::named("as many deposits as orders").waiting(A, X, NONE).order(A, X, NONE).as_many();
    let many_calls = [Call::Place(1), CANCEL, Call::DismissRefunded(1)];
    let two = Scene::named("as many, by two readings").order(A, Bx, NONE).waiting(A, X, Noon).waiting(A, X, NONE);
    let two_calls = [Call::Place(0), Call::Unmatch(0), Call::Amend(1, Change::Cancel)];
    vec![
        many.message(A, X, 2).message(A, X, 1).calls(&many_calls).deaths().at_once(2),
        two.as_many().message(A, Bx, 1).late().message(A, X, 1).calls(&two_calls).time_passes().deaths().at_once(2),
        late.late().calls(&deadlines).time_passes().deaths().at_once(2),
        amounts.message(A, X, 2).message(B, X, 1).calls(&changes).deaths().at_once(2),
        twins.message(A, X, 0).again(0).calls(&twin_calls).deaths().lost_replies().at_once(3),
        hands.message(A, X, 1).message(A, Y, 1).calls(&hand_calls).lost_replies().at_once(3),
        both.message(A, Y, 1).calls(&both_calls).deaths().lost_replies().at_once(2),
        parts.calls(&part_calls).deaths().lost_replies().at_once(2),
        cut.message(A, X, 2).message(A, Xa, 1).calls(&cut_calls).deaths().bounded().at_once(2),
        two_by_two("settings change").calls(&[Call::Oldest, Call::Unmatch(0), CANCEL]).deaths().bounded().at_once(2),
        page.message(A, X, 2).message(A, X, 1).calls(&[CANCEL]).time_passes().deaths().at_once(2),
        torn.calls(&renames).deaths().torn().at_once(3),
        read.message(A, X, 1).calls(&readings).deaths().torn().at_once(2),
        codes.message(A, Yd, 2).message(A, Y, 1).calls(&code_calls).deaths().at_once(2),
        crate::mutants::one_tie_ends_another().deaths().at_once(2),
    ]
}

/// By hand: `cargo run --release -p model --example explore`.
pub fn large() -> Vec<Scene> {
    let three = Scene::named("three orders, three deposits, with deaths").order(A, X, NONE).order(A, X, NONE);
    let three = three.waiting(A, X, NONE).message(A, X, 2).message(A, X, 1).message(A, X, 1);
    let moved = Scene::named("a rename that no look sees whole, with deaths").order(A, X, NONE).waiting(A, Y, NONE);
    let moves = [Call::Place(0), Call::Amend(1, Change::Name(X)), Call::Amend(0, Change::Name(Y))];
    let scenes = vec![
        two_by_two("every call, time, deaths and lost replies, 2 at once")
            .calls(&MIX)
            .time_passes()
            .deaths()
            .lost_replies()
            .at_once(2),
        two_by_two("every call and time, 3 at once").calls(&MIX).time_passes().at_once(3),
        two_by_two("cancel, reopen, hands, lost replies and deaths, 2 at once")
            .calls(&MIX[..4])
            .deaths()
            .lost_replies()
            .at_once(2),
        two_by_two("every call and a rename, time and deaths").calls(&MIX).time_passes().deaths().at_once(2),
        race("a race, with deaths and lost replies, 4 at once").lost_replies(),
        three.calls(&[Call::Place(0), Call::Place(1)]).deaths().at_once(2),
        moved.message(A, X, 1).message(A, Y, 1).calls(&moves).deaths().torn().at_once(3),
    ];
    scenes.into_iter().chain(crate::evidence_scenes::large()).collect()
}
