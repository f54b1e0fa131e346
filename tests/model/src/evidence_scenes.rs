//! The scenes of reports, senders, twins and reversals, explored by the tests.

use crate::rules::Change;
use crate::scene::{Call, Scene};
use crate::table::Amount::A;
use crate::table::Deadline;
use crate::table::Name::{X, Xa, Y};
use crate::table::Sender::{Unlikely, Unlisted};

const CANCEL: Call = Call::Amend(0, Change::Cancel);
const NONE: Deadline = Deadline::None;

/// Two orders of one name.
fn two(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, NONE).waiting(A, X, NONE).oldest()
}

/// One order of each of two unrelated names.
fn each(name: &'static str) -> Scene {
    Scene::named(name).waiting(A, X, NONE).waiting(A, Y, NONE)
}

pub(crate) fn quick() -> Vec<Scene> {
    [senders(), people(), reversals(), memory()].into_iter().flatten().collect()
}

fn senders() -> Vec<Scene> {
    let told = two("one transfer told three times").message(A, X, 2).balance(1).message(A, Xa, 1).again(0).balance(1);
    let better = two("a better report of a deposit that is held").message(A, X, 2).balance(1).sender(Unlisted);
    let better = better.message(A, Xa, 1).again(0).balance(1).message(A, X, 1).again(0);
    let spelt = each("two spellings with one balance").message(A, X, 2).balance(1).sender(Unlisted);
    let spelt = spelt.message(A, Y, 1).again(0).balance(1).message(A, X, 1).again(0).sender(Unlisted);
    let fakes = two("fakes beside what is true").message(A, X, 2).balance(1).message(A, X, 1).balance(2).moment(3);
    let fakes = fakes.message(A, Xa, 1).fake(0, Unlikely).balance(1).message(A, X, 1).fake(0, Unlikely);
    let vouched =
        two("a fake matched by hand").message(A, X, 2).balance(1).message(A, Xa, 1).fake(0, Unlikely).balance(1);
    let vouched = vouched.message(A, X, 1).moment(2);
    let approvals = two("an approval, with deaths").message(A, X, 2).sender(Unlisted).message(A, Xa, 1).again(0);
    vec![
        told.message(A, X, 1).again(0).deaths().lost_replies().at_once(2),
        better.message(A, Xa, 1).fake(0, Unlikely).calls(&[Call::Approve]).deaths().at_once(2),
        spelt.calls(&[Call::Approve, Call::DismissDuplicate(1)]).deaths().at_once(2),
        fakes.deaths().at_once(2),
        vouched.calls(&[Call::Match(0, 0), Call::Unmatch(0), Call::Release(0)]).deaths().at_once(2),
        approvals.sender(Unlisted).calls(&[Call::Approve, Call::Match(0, 1)]).deaths().lost_replies().at_once(2),
    ]
}

fn people() -> Vec<Scene> {
    let three = two("twins are dismissed, restored and released").message(A, X, 2).message(A, X, 1).again(0);
    let three = three.message(A, X, 1).again(0);
    let calls = [Call::DismissDuplicate(0), Call::DismissDuplicate(1), Call::Restore(0), Call::Release(0)];
    let seen = two("a release of what a person saw").message(A, X, 2).sender(Unlisted).message(A, Xa, 1).again(0);
    let seen_calls = [Call::Release(0), Call::Match(0, 0), Call::Unmatch(0), Call::Release(1)];
    let refunds = two("refunds are dismissed").message(A, X, 2).message(A, X, 1).again(0).message(A, X, 1).moment(2);
    let refund_calls = [Call::DismissRefunded(0), Call::Restore(1), Call::Release(2), Call::Release(1)];
    vec![
        three.calls(&calls).deaths().at_once(2),
        seen.calls(&seen_calls).deaths().at_once(2),
        refunds.calls(&refund_calls).deaths().at_once(2),
    ]
}

fn reversals() -> Vec<Scene> {
    let back = two("a reversal, told twice").message(A, X, 2).balance(1).message(A, X, 1).balance(2);
    let back = back.message(A, X, 2).reverses(0).balance(1).message(A, X, 1).reverses(0).balance(1);
    let twins = two("a reversal of twins").message(A, X, 2).message(A, X, 1).again(0).message(A, X, 1).reverses(0);
    let calls = [Call::DismissDuplicate(0), Call::DismissDuplicate(1), Call::Unmatch(0)];
    let hands = two("a reversal against hands").message(A, X, 2).message(A, X, 1).reverses(0);
    let hand_calls = [Call::Match(0, 1), Call::Unmatch(0), Call::Release(0), Call::Restore(0), CANCEL];
    vec![
        back.deaths().at_once(2),
        twins.calls(&calls).deaths().at_once(2),
        hands.calls(&hand_calls).calls(&[Call::DismissDuplicate(0)]).deaths().at_once(2),
    ]
}

fn memory() -> Vec<Scene> {
    let full = two("a guard that forgets").message(A, X, 2).message(A, X, 1).message(A, X, 1).again(0);
    let back = two("a guard that forgets a reversal").message(A, X, 1).message(A, X, 1).moment(10);
    let back = back.message(A, X, 2).reverses(0).message(A, X, 1).again(1);
    let told =
        two("a guard that forgets what told its balance").message(A, X, 2).balance(1).message(A, X, 1).balance(2);
    let told = told.message(A, Xa, 1).again(0).balance(1).message(A, X, 1).again(1);
    let again = each("a balance that comes again").message(A, X, 2).balance(1).message(A, X, 1).balance(1);
    vec![
        full.keeps(1).calls(&[Call::Release(1)]).deaths().at_once(2),
        back.keeps(2).deaths().at_once(2),
        told.keeps(1).calls(&[Call::Release(1)]).deaths().at_once(2),
        again.message(A, Y, 1).again(0).balance(1).calls(&[Call::Release(1)]).deaths().at_once(2),
    ]
}

/// By hand.
pub(crate) fn large() -> Vec<Scene> {
    let people = [Call::Approve, Call::DismissDuplicate(0), Call::Restore(0), Call::Release(0), Call::Release(1)];
    let spelt = each("spellings, senders and people, with deaths").message(A, X, 1).balance(1).sender(Unlisted);
    let spelt = spelt.message(A, Y, 1).again(0).balance(1).message(A, X, 1).again(0).message(A, Xa, 1).again(0);
    let back = two("a reversal, senders and people, with deaths").message(A, X, 1).sender(Unlisted);
    let back = back.message(A, X, 1).again(0).message(A, X, 1).moment(2).balance(2);
    let back_calls = [Call::Approve, Call::DismissDuplicate(0), Call::Release(0), Call::Match(0, 0), Call::Unmatch(0)];
    let full = two("a guard that forgets, senders and people, with deaths").message(A, X, 1).sender(Unlisted);
    let full = full.message(A, X, 1).balance(1).message(A, X, 1).again(0);
    vec![
        spelt.calls(&people).deaths().at_once(2),
        back.message(A, X, 1).reverses(0).calls(&back_calls).deaths().at_once(2),
        full.keeps(1).calls(&[Call::Approve, Call::Release(1)]).deaths().at_once(2),
    ]
}
