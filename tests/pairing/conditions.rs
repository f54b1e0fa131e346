//! Every condition alone. An item is planted as no program writes it, so that one condition only can refuse; then the
//! same again with that condition taken out at the wire, which must commit: without it, the test would fail.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{DepositId, OrderId};
use store::key;
use store::pair::clause;
use tests::mutant::without;

use super::scene::{Scene, codes, number, text, ws};

const ABSENT: &str = "attribute_not_exists(#PK)";
const PRESENT: &str = "attribute_exists(#PK)";
const AS_READ: &str = "#version = :version";
const FROM: &str = "#status = :from";
const STATE: &str = "#state = :from";

/// `act` commits on what was read; is refused when something was planted, and leaves everything as it stands; and
/// commits all the same when `clause` is taken out of the write at `position`.
async fn only(position: usize, clause: &'static str, plant: impl AsyncFn(&Scene), act: impl AsyncFn(&Scene) -> bool) {
    let scene = Scene::open().await;
    assert!(act(&scene).await, "nothing was planted and it was refused");
    scene.shop.abandon();

    let scene = Scene::open().await;
    plant(&scene).await;
    let before = scene.shop.items().await;
    assert!(!act(&scene).await, "{clause} did not refuse");
    assert!(scene.shop.items().await == before, "{clause} refused and something was written");
    scene.shop.abandon();

    let mutant = Scene::open().await;
    plant(&mutant).await;
    mutant.shop.wire.rule(without(position, clause));
    assert!(act(&mutant).await, "another condition than {clause} refused too");
    mutant.shop.abandon();
}

macro_rules! conditions {
    ($($name:ident: $position:literal $clause:expr, $plant:expr, $act:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            only($position, $clause, $plant, $act).await;
        }
    )*};
}

conditions! {
    a_recorded_deposit_pays_only_an_order_that_is_stored_pending: 2 clause::ORDER_IS_PENDING,
        async |scene: &Scene| scene.bend(&scene.order_key(), "status", text("CANCELLED")).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_the_amount_that_was_read: 2 clause::ORDER_AMOUNT,
        async |scene: &Scene| scene.bend(&scene.order_key(), "amount", number(14_511)).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_still_without_parts: 2 clause::ORDER_WHOLE,
        async |scene: &Scene| scene.bend(&scene.order_key(), "open", number(14_510)).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_what_is_still_open_of_an_order: 2 clause::ORDER_OPEN,
        async |scene: &Scene| scene.leave_open(14_511).await, Scene::pair_open;
    a_recorded_deposit_pays_only_the_name_that_was_read: 2 clause::ORDER_NAME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "name_key", text("이순신")).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_before_the_deadline_as_it_is_now: 2 clause::ORDER_IN_TIME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "expires_at", number(scene.deposit.details.deposited_at.ms() - 1)).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_whose_entry_stands: 3 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_still_without_parentheses: 3 clause::ENTRY_WITHOUT_QUALIFIER,
        async |scene: &Scene| scene.bend(&scene.order_entry(), "qualifier", text("5678")).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_in_the_parentheses_that_were_read: 3 clause::ENTRY_QUALIFIER,
        async |scene: &Scene| scene.bend(&scene.order_entry(), "qualifier", text("5678")).await, Scene::pair_qualified;
    a_recorded_deposit_pays_only_an_order_that_still_has_the_code_behind_its_name: 3 clause::ENTRY_CODE,
        async |scene: &Scene| scene.bend(&scene.order_entry(), "codes", codes(&["9999"])).await, Scene::pair_coded;
    a_recorded_deposit_pays_only_an_order_that_is_still_not_masked: 3 clause::ENTRY_CAN_MATCH,
        async |scene: &Scene| scene.bend(&scene.order_entry(), "name_cannot_match", AttributeValue::Bool(true)).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_while_it_is_stored_waiting: 0 clause::DEPOSIT_IS_WAITING,
        async |scene: &Scene| scene.bend(&scene.deposit_key(), "state", text("HELD")).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_while_its_own_entry_stands: 1 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.deposit_entry()).await, Scene::pair_waiting;

    a_new_deposit_pays_only_an_order_that_is_stored_pending: 2 clause::ORDER_IS_PENDING,
        async |scene: &Scene| scene.bend(&scene.order_key(), "status", text("EXPIRED")).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_pays_only_the_amount_that_was_read: 2 clause::ORDER_AMOUNT,
        async |scene: &Scene| scene.bend(&scene.order_key(), "amount", number(14_511)).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_pays_only_an_order_still_without_parts: 2 clause::ORDER_WHOLE,
        async |scene: &Scene| scene.bend(&scene.order_key(), "open", number(14_510)).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_pays_only_the_name_that_was_read: 2 clause::ORDER_NAME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "name_key", text("이순신")).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_pays_only_before_the_deadline_as_it_is_now: 2 clause::ORDER_IN_TIME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "expires_at", number(scene.deposit.details.deposited_at.ms() - 1)).await,
        async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_pays_only_an_order_whose_entry_stands: 3 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_that_pays_overwrites_no_other: 0 ABSENT,
        async |scene: &Scene| scene.plant(&key::deposit(ws(), DepositId::new(3).unwrap()), scene.item(&scene.deposit_key()).await).await,
        async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_that_pays_moves_its_guard_on_from_where_it_was_read: 1 clause::GUARD_AS_READ,
        async |scene: &Scene| scene.bend(&scene.guard_key("김철수"), "version", number(2)).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_that_pays_makes_a_guard_only_where_none_was: 1 ABSENT,
        async |scene: &Scene| scene.plant(&scene.guard_key("최민수"), scene.item(&scene.guard_key("김철수")).await).await,
        async |scene: &Scene| scene.pair_new(&scene.fresh_guard).await;

    a_new_deposit_pays_only_when_no_other_report_told_its_balance: 2 clause::BALANCE_FREE,
        Scene::plant_balance, Scene::pair_balance;
    a_recorded_deposit_waits_only_when_no_other_report_told_its_balance: 2 clause::BALANCE_FREE,
        Scene::plant_balance, async |scene: &Scene| scene.record_balance(true).await;
    a_report_that_may_not_pay_takes_no_balance_from_another: 2 ABSENT,
        Scene::plant_balance, async |scene: &Scene| scene.record_balance(false).await;

    a_recorded_deposit_overwrites_no_other: 0 ABSENT,
        async |scene: &Scene| scene.plant(&key::deposit(ws(), DepositId::new(3).unwrap()), scene.item(&scene.deposit_key()).await).await,
        async |scene: &Scene| scene.record(&scene.guard).await;
    a_recorded_deposit_moves_its_guard_on_from_where_it_was_read: 1 clause::GUARD_AS_READ,
        async |scene: &Scene| scene.bend(&scene.guard_key("김철수"), "version", number(2)).await, async |scene: &Scene| scene.record(&scene.guard).await;
    a_recorded_deposit_makes_a_guard_only_where_none_was: 1 ABSENT,
        async |scene: &Scene| scene.plant(&scene.guard_key("최민수"), scene.item(&scene.guard_key("김철수")).await).await,
        async |scene: &Scene| scene.record(&scene.fresh_guard).await;
    a_recorded_deposits_entry_overwrites_no_other: 2 ABSENT,
        async |scene: &Scene| {
            let key = key::waiting_deposit(ws(), &scene.new_deposit().waiting().unwrap());
            scene.plant(&key, scene.item(&scene.deposit_entry()).await).await;
        },
        async |scene: &Scene| scene.record(&scene.guard).await;

    an_order_that_is_placed_overwrites_no_other: 0 ABSENT,
        async |scene: &Scene| scene.plant(&key::order(ws(), OrderId::new(3).unwrap()), scene.item(&scene.order_key()).await).await, Scene::place;
    an_order_number_is_given_once: 1 ABSENT,
        async |scene: &Scene| scene.plant(&key::order_number(ws(), &"A-3".into()), scene.item(&key::order_number(ws(), &"A-1".into())).await).await, Scene::place;
    a_placed_orders_entry_overwrites_no_other: 2 ABSENT,
        async |scene: &Scene| {
            let key = key::waiting_order(ws(), &scene.new_order().waiting().unwrap());
            scene.plant(&key, scene.item(&scene.order_entry()).await).await;
        },
        Scene::place;

    an_order_is_amended_only_as_it_was_read: 0 AS_READ,
        async |scene: &Scene| scene.bend(&scene.order_key(), "version", number(9)).await, async |scene: &Scene| scene.write_order(&scene.renamed()).await;
    an_order_is_amended_only_from_the_status_that_was_read: 0 FROM,
        async |scene: &Scene| scene.bend(&scene.order_key(), "status", text("EXPIRED")).await, async |scene: &Scene| scene.write_order(&scene.renamed()).await;
    an_amended_order_takes_its_old_entry_along: 1 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, async |scene: &Scene| scene.write_order(&scene.renamed()).await;
    an_amended_orders_new_entry_overwrites_no_other: 2 ABSENT,
        async |scene: &Scene| {
            let key = key::waiting_order(ws(), &scene.renamed().waiting().unwrap());
            scene.plant(&key, scene.item(&scene.order_entry()).await).await;
        },
        async |scene: &Scene| scene.write_order(&scene.renamed()).await;
    a_moved_deadline_replaces_an_entry_that_stands: 1 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, async |scene: &Scene| scene.write_order(&scene.postponed()).await;

    a_match_by_hand_takes_the_order_only_as_it_was_read: 0 AS_READ,
        async |scene: &Scene| scene.bend(&scene.order_key(), "version", number(9)).await, Scene::match_by_hand;
    a_match_by_hand_takes_the_order_only_from_the_status_that_was_read: 0 FROM,
        async |scene: &Scene| scene.bend(&scene.order_key(), "status", text("CANCELLED")).await, Scene::match_by_hand;
    a_match_by_hand_takes_the_orders_entry_along: 1 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, Scene::match_by_hand;
    a_match_by_hand_takes_the_deposit_only_as_it_was_read: 2 AS_READ,
        async |scene: &Scene| scene.bend(&scene.deposit_key(), "version", number(9)).await, Scene::match_by_hand;
    a_match_by_hand_takes_the_deposit_only_from_the_state_that_was_read: 2 STATE,
        async |scene: &Scene| scene.bend(&scene.deposit_key(), "state", text("MATCHED")).await, Scene::match_by_hand;
    a_match_by_hand_takes_the_deposits_entry_along: 3 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.deposit_entry()).await, Scene::match_by_hand;

    an_unmatched_orders_entry_overwrites_no_other: 1 ABSENT,
        async |scene: &Scene| {
            let key = key::waiting_order(ws(), &scene.unpaid().waiting().unwrap());
            scene.plant(&key, scene.item(&scene.order_entry()).await).await;
        },
        Scene::unmatch;
    an_unmatched_order_waits_again_only_as_it_was_read: 0 AS_READ,
        async |scene: &Scene| scene.bend(&key::order(ws(), scene.paid_order.id), "version", number(9)).await, Scene::unmatch;
    an_unmatched_order_waits_again_only_from_the_status_that_was_read: 0 FROM,
        async |scene: &Scene| scene.bend(&key::order(ws(), scene.paid_order.id), "status", text("CANCELLED")).await, Scene::unmatch;
    an_unmatched_deposit_is_held_only_as_it_was_read: 2 AS_READ,
        async |scene: &Scene| scene.bend(&key::deposit(ws(), scene.matched.id), "version", number(9)).await, Scene::unmatch;
    an_unmatched_deposit_is_held_only_from_the_state_that_was_read: 2 STATE,
        async |scene: &Scene| scene.bend(&key::deposit(ws(), scene.matched.id), "state", text("HELD")).await, Scene::unmatch;

    a_cancelled_order_takes_its_entry_along: 1 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, async |scene: &Scene| scene.write_order(&scene.cancelled()).await;
    a_reopened_orders_entry_overwrites_no_other: 1 ABSENT,
        async |scene: &Scene| {
            scene.write_order(&scene.cancelled()).await;
            scene.plant(&scene.order_entry(), scene.item(&scene.deposit_entry()).await).await;
        },
        Scene::reopen;
}
