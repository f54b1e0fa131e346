//! Every refusal of a write that pairs or records has its own name, and who refused with it does not matter but as it
//! is ranked: a deposit that moved is looked at again, whatever became of the order and of the message. What is
//! answered by our own commit is no refusal.

use domain::{DepositId, Message};
use store::inbox::MessageFilter;
use store::key;
use store::pair::{Pairing, Resolves};
use store::recording::Recording;

use super::scene::{Scene, by, number, text, ws};

/// A scene with a message in its inbox: as it was read, and as it is once deposit 3 is recorded.
async fn open() -> (Scene, Message, Message) {
    let scene = Scene::open().await;
    let raw = scene.shop.kb("한가인", 800, 600_000).replace("입금", "출금");
    scene.shop.sms(&raw, scene.shop.clock.now()).await;
    let message = scene.store().inbox(ws(), &MessageFilter::default(), None, 1).await.unwrap().rows.remove(0);
    let resolved = message.resolve(DepositId::new(3), [9; 16].into(), by(), scene.shop.clock.now()).unwrap().unwrap();
    (scene, message, resolved)
}

/// What moved before the write: each as another program would have left it.
#[derive(Clone, Copy, Debug)]
enum Moved {
    Deposit,
    Guard,
    Order,
    Message,
}

async fn moved(moves: &[Moved]) -> (Scene, Message, Message) {
    let (scene, message, resolved) = open().await;
    for moved in moves {
        match moved {
            Moved::Deposit => {
                let other = scene.item(&scene.deposit_key()).await;
                scene.plant(&key::deposit(ws(), DepositId::new(3).unwrap()), other).await;
            }
            Moved::Guard => scene.bend(&scene.guard_key("김철수"), "version", number(9)).await,
            Moved::Order => scene.bend(&scene.order_key(), "amount", number(14_511)).await,
            Moved::Message => {
                let at = key::message(ws(), message.id.at, &message.id.fingerprint);
                scene.bend(&at, "version", number(9)).await;
            }
        }
    }
    (scene, message, resolved)
}

#[tokio::test]
async fn a_recording_that_is_refused_names_the_message_only_when_nothing_else_refused() {
    for (moves, with_message, became) in [
        (&[][..], true, Recording::Recorded),
        (&[Moved::Guard], false, Recording::GuardMoved),
        (&[Moved::Guard], true, Recording::GuardMoved),
        (&[Moved::Deposit], true, Recording::GuardMoved),
        (&[Moved::Message], true, Recording::MessageMoved),
        (&[Moved::Guard, Moved::Message], true, Recording::GuardMoved),
        (&[Moved::Deposit, Moved::Message], true, Recording::GuardMoved),
    ] {
        let (scene, message, resolved) = moved(moves).await;
        let resolves: Resolves<'_> = with_message.then_some((&message, &resolved));
        assert_eq!(scene.recorded(&scene.guard, resolves).await, became, "{moves:?}");
        scene.shop.abandon();
    }
}

#[tokio::test]
async fn a_new_deposit_that_does_not_pay_says_whether_it_the_message_or_the_order_moved() {
    for (moves, with_message, became) in [
        (&[][..], true, Pairing::Paired),
        (&[Moved::Order], false, Pairing::OrderTaken),
        (&[Moved::Order], true, Pairing::OrderTaken),
        (&[Moved::Message], true, Pairing::MessageMoved),
        (&[Moved::Message, Moved::Order], true, Pairing::MessageMoved),
        (&[Moved::Guard, Moved::Message, Moved::Order], true, Pairing::DepositMoved),
        (&[Moved::Guard], false, Pairing::DepositMoved),
        (&[Moved::Deposit], false, Pairing::DepositMoved),
    ] {
        let (scene, message, resolved) = moved(moves).await;
        let resolves: Resolves<'_> = with_message.then_some((&message, &resolved));
        assert_eq!(scene.paired_new(&scene.guard, resolves).await, became, "{moves:?}");
        scene.shop.abandon();
    }
}

#[tokio::test]
async fn a_waiting_deposit_that_does_not_pay_says_whether_it_or_the_order_moved() {
    let scene = Scene::open().await;
    scene.bend(&scene.order_key(), "amount", number(14_511)).await;
    assert_eq!(scene.paired_waiting().await, Pairing::OrderTaken);
    scene.take_away(&scene.deposit_entry()).await;
    assert_eq!(scene.paired_waiting().await, Pairing::DepositMoved, "its entry is gone");
    scene.shop.abandon();

    let scene = Scene::open().await;
    scene.bend(&scene.deposit_key(), "state", text("HELD")).await;
    assert_eq!(scene.paired_waiting().await, Pairing::DepositMoved, "it is held");
    scene.shop.abandon();
}

#[tokio::test]
async fn a_pair_that_stands_is_our_own_and_a_pair_with_another_is_not() {
    let scene = Scene::open().await;
    assert_eq!(scene.paired_waiting().await, Pairing::Paired);
    assert_eq!(scene.paired_waiting().await, Pairing::Paired, "its reply was lost");
    scene.bend(&scene.deposit_key(), "matched_order_id", number(2)).await;
    assert_eq!(scene.paired_waiting().await, Pairing::DepositMoved, "it paid order 2");
    scene.shop.abandon();

    let scene = Scene::open().await;
    assert_eq!(scene.paired_new(&scene.guard, None).await, Pairing::Paired);
    assert_eq!(scene.paired_new(&scene.guard, None).await, Pairing::Paired, "its reply was lost");
    scene.bend(&scene.order_key(), "matched_deposit_id", number(2)).await;
    assert_eq!(scene.paired_new(&scene.guard, None).await, Pairing::DepositMoved, "deposit 2 paid it");
    scene.shop.abandon();
}

#[tokio::test]
async fn what_was_placed_changed_or_matched_by_hand_is_ours_when_it_is_written_again() {
    let scene = Scene::open().await;
    assert!(scene.place().await && scene.place().await, "placed");
    assert!(scene.match_by_hand().await && scene.match_by_hand().await, "matched");
    assert!(!scene.write_order(&scene.renamed()).await, "an order that was matched meanwhile was not renamed");
    scene.shop.abandon();

    let scene = Scene::open().await;
    assert!(scene.write_order(&scene.renamed()).await && scene.write_order(&scene.renamed()).await, "renamed");
    scene.shop.abandon();
}
