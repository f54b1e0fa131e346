//! Every condition alone. An item is planted as no program writes it, so that one condition only can refuse; then the
//! same again with that condition taken out at the wire, which must commit: without it, the test would fail.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::occurrence::{Kind, Occurrence};
use domain::{
    Actor, Amendment, Deposit, DepositId, HoldReasons, NewOrder, Order, OrderId, OrderStatus, Rule, UserId, Via,
    WaitingOrder, Won, WorkspaceId,
};
use local::product::TABLE;
use serde_json::json;
use store::Store;
use store::key::{self, Key};
use store::orders::Placing;
use store::pair::{Beside, Pairing, Resolves, clause};
use store::recording::{Guard, GuardPlace, NewDeposit, Recording};
use tests::Shop;

use tests::mutant::without;

type Item = HashMap<String, AttributeValue>;

const ABSENT: &str = "attribute_not_exists(#PK)";
const PRESENT: &str = "attribute_exists(#PK)";
const AS_READ: &str = "#version = :version";
const FROM: &str = "#status = :from";
const STATE: &str = "#state = :from";

/// Order 1 of 홍길동 and deposit 1 of 김철수 wait at one amount; order 2 is paid by deposit 2.
pub(super) struct Scene {
    pub(super) shop: Shop,
    pub(super) order: Order,
    pub(super) deposit: Deposit,
    paid_order: Order,
    matched: Deposit,
    /// The guard of deposit 1.
    pub(super) guard: Guard,
    /// The guard of a name that was never seen.
    fresh_guard: Guard,
}

pub(super) fn ws() -> WorkspaceId {
    WorkspaceId::new(1).unwrap()
}

fn won() -> Won {
    Won::new(14_510).unwrap()
}

pub(super) fn by() -> Actor {
    Actor::User(UserId::new(1).unwrap())
}

impl Scene {
    pub(super) async fn open() -> Self {
        let shop = Shop::open().await;
        let until = shop.clock.now().plus_ms(3_600_000).rfc3339();
        let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "expires_at": until});
        shop.post("/workspaces/1/orders", body, 201).await;
        shop.pay("김철수", 14_510, 100_000).await;
        shop.place("A-2", 700, "박영희").await;
        shop.pay("박영희", 700, 800).await;
        let store = shop.product.app.store();
        let (order, paid_order) = (read_order(store, 1).await, read_order(store, 2).await);
        let (deposit, matched) = (read_deposit(store, 1).await, read_deposit(store, 2).await);
        let guard_of = |name| store.guard(GuardPlace::of(ws(), deposit.account, won(), name));
        let (guard, fresh_guard) = (guard_of("김철수").await.unwrap(), guard_of("최민수").await.unwrap());
        Self { order, deposit, paid_order, matched, guard, fresh_guard, shop }
    }

    pub(super) fn store(&self) -> &Store {
        self.shop.product.app.store()
    }

    pub(super) async fn item(&self, key: &Key) -> Item {
        let got =
            self.shop.product.dynamo().get_item().table_name(TABLE).set_key(Some(keys(key))).send().await.unwrap();
        got.item.unwrap_or_else(|| panic!("nothing stands at {key:?}"))
    }

    pub(super) async fn plant(&self, key: &Key, mut item: Item) {
        item.extend(keys(key));
        self.shop.product.dynamo().put_item().table_name(TABLE).set_item(Some(item)).send().await.unwrap();
    }

    pub(super) async fn bend(&self, key: &Key, attribute: &str, value: AttributeValue) {
        let mut item = self.item(key).await;
        item.insert(attribute.to_owned(), value);
        self.plant(key, item).await;
    }

    pub(super) async fn take_away(&self, key: &Key) {
        self.item(key).await;
        self.shop.product.dynamo().delete_item().table_name(TABLE).set_key(Some(keys(key))).send().await.unwrap();
    }

    pub(super) fn order_key(&self) -> Key {
        key::order(ws(), self.order.id)
    }

    pub(super) fn deposit_key(&self) -> Key {
        key::deposit(ws(), self.deposit.id)
    }

    fn order_entry(&self) -> Key {
        key::waiting_order(ws(), &self.order.waiting().unwrap())
    }

    pub(super) fn deposit_entry(&self) -> Key {
        key::waiting_deposit(ws(), &self.deposit.waiting().unwrap())
    }

    pub(super) fn guard_key(&self, name: &str) -> Key {
        key::occurrences(ws(), self.deposit.account, won(), name)
    }

    /// Deposit 3, as it comes.
    fn new_deposit(&self) -> Deposit {
        let id = DepositId::new(3).unwrap();
        let (told, place) = (self.deposit.told.clone(), (ws(), self.deposit.account, id));
        Deposit::receive(place, told, HoldReasons::NONE, Vec::new(), Actor::Auto, self.shop.clock.now())
    }

    fn seen(&self, balance: Option<i64>, is_payable: bool) -> Occurrence {
        let told = &self.deposit.told;
        Occurrence {
            kind: Kind::Deposit,
            fingerprint: [7; 16],
            words: None,
            receipt: None,
            deposited_at: told.deposited_at,
            heard_at: None,
            has_time: true,
            is_stamped: true,
            balance,
            printed: "김철수".to_owned(),
            deposit: DepositId::new(3),
            via: Via::Open,
            is_payable,
            is_typed: false,
        }
    }

    /// The balance item of deposit 1.
    fn balance_key(&self) -> Key {
        key::balance(ws(), Kind::Deposit, self.deposit.account, won(), 100_000)
    }

    pub(super) async fn paired_waiting(&self) -> Pairing {
        let (deposit, order) = (self.deposit.waiting().unwrap(), self.order.waiting().unwrap());
        let became = self.store().pair_waiting(ws(), &deposit, &order, Rule::Same, self.shop.clock.now()).await;
        became.unwrap()
    }

    async fn pair_waiting(&self) -> bool {
        self.paired_waiting().await == Pairing::Paired
    }

    /// Pairs with an order that was read in parentheses, and has them unless others were planted.
    async fn pair_qualified(&self) -> bool {
        if !self.item(&self.order_entry()).await.contains_key("qualifier") {
            self.bend(&self.order_entry(), "qualifier", text("1234")).await;
        }
        let order = WaitingOrder { qualifier: Some("1234".to_owned()), ..self.order.waiting().unwrap() };
        let (deposit, now) = (self.deposit.waiting().unwrap(), self.shop.clock.now());
        self.store().pair_waiting(ws(), &deposit, &order, Rule::Same, now).await.unwrap() == Pairing::Paired
    }

    fn alone<'a>(
        deposit: &'a Deposit,
        guard: &'a Guard,
        seen: &'a Occurrence,
        message: Resolves<'a>,
    ) -> NewDeposit<'a> {
        NewDeposit { deposit, guard, seen, reversal: None, balance_taken: false, linked: &[], message }
    }

    pub(super) async fn paired_new(&self, guard: &Guard, resolves: Resolves<'_>) -> Pairing {
        self.paired_seen(guard, resolves, &self.seen(None, true)).await
    }

    async fn paired_seen(&self, guard: &Guard, resolves: Resolves<'_>, seen: &Occurrence) -> Pairing {
        let now = self.shop.clock.now();
        let paid = self.new_deposit().pay(self.order.id, Some(Rule::Same), Actor::Auto, now).unwrap();
        let order = self.order.waiting().unwrap();
        self.store().pair_new(&Self::alone(&paid, guard, seen, resolves), &order, Rule::Same).await.unwrap()
    }

    async fn pair_new(&self, guard: &Guard) -> bool {
        self.paired_new(guard, None).await == Pairing::Paired
    }

    pub(super) async fn recorded(&self, guard: &Guard, resolves: Resolves<'_>) -> Recording {
        self.recorded_seen(guard, resolves, &self.seen(None, true)).await
    }

    async fn recorded_seen(&self, guard: &Guard, resolves: Resolves<'_>, seen: &Occurrence) -> Recording {
        self.store().record(&Self::alone(&self.new_deposit(), guard, seen, resolves)).await.unwrap()
    }

    /// The same balance at the same time, by a report that may pay or not.
    async fn record_balance(&self, is_payable: bool) -> bool {
        let seen = self.seen(Some(900), is_payable);
        self.recorded_seen(&self.guard, None, &seen).await == Recording::Recorded
    }

    async fn pair_balance(&self) -> bool {
        let seen = self.seen(Some(900), true);
        self.paired_seen(&self.guard, None, &seen).await == Pairing::Paired
    }

    /// Another report told the balance of deposit 3 at its time.
    async fn plant_balance(&self) {
        let key = key::balance(ws(), Kind::Deposit, self.deposit.account, won(), 900);
        self.plant(&key, self.item(&self.balance_key()).await).await;
    }

    async fn record(&self, guard: &Guard) -> bool {
        self.recorded(guard, None).await == Recording::Recorded
    }

    pub(super) fn new_order(&self) -> Order {
        let new = NewOrder {
            number: "A-3".to_owned(),
            amount: won(),
            depositor_name: "최민수".to_owned(),
            customer_email: None,
            customer_phone: None,
            memo: None,
            metadata: Default::default(),
            account: None,
            expires_at: None,
            ordered_at: None,
        };
        Order::place(ws(), OrderId::new(3).unwrap(), new, by(), self.shop.clock.now()).unwrap()
    }

    pub(super) async fn place(&self) -> bool {
        matches!(self.store().place_order(&self.new_order(), "words").await, Ok(Placing::Placed))
    }

    pub(super) async fn write_order(&self, after: &Order) -> bool {
        self.store().write_order(&self.order, after).await.unwrap()
    }

    pub(super) fn renamed(&self) -> Order {
        let change = Amendment { depositor_name: Some("이순신".to_owned()), ..Amendment::default() };
        self.order.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap()
    }

    fn postponed(&self) -> Order {
        let change = Amendment { expires_at: Some(None), ..Amendment::default() };
        self.order.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap()
    }

    fn cancelled(&self) -> Order {
        let change = Amendment { status: Some(OrderStatus::Cancelled), ..Amendment::default() };
        self.order.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap()
    }

    /// Cancels order 1, unless it is cancelled, and opens it again.
    async fn reopen(&self) -> bool {
        let cancelled = self.cancelled();
        if read_order(self.store(), 1).await == self.order {
            assert!(self.write_order(&cancelled).await);
        }
        let change = Amendment { status: Some(OrderStatus::Pending), ..Amendment::default() };
        let reopened = cancelled.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap();
        self.store().write_order(&cancelled, &reopened).await.unwrap()
    }

    pub(super) async fn match_by_hand(&self) -> bool {
        let now = self.shop.clock.now();
        let paid = self.deposit.pay(self.order.id, None, by(), now).unwrap();
        let matched = self.order.pay(self.deposit.id, None, by(), now).unwrap();
        self.store().write_pair((&self.deposit, &paid), (&self.order, &matched), &Beside::default()).await.unwrap()
    }

    fn unpaid(&self) -> Order {
        self.paid_order.unpay(self.matched.id, by(), self.shop.clock.now())
    }

    async fn unmatch(&self) -> bool {
        let (held, _) = self.matched.unpay(by(), self.shop.clock.now()).unwrap();
        self.store()
            .write_pair((&self.matched, &held), (&self.paid_order, &self.unpaid()), &Beside::default())
            .await
            .unwrap()
    }
}

async fn read_order(store: &Store, id: u64) -> Order {
    store.order(ws(), OrderId::new(id).unwrap()).await.unwrap().unwrap()
}

async fn read_deposit(store: &Store, id: u64) -> Deposit {
    store.deposit(ws(), DepositId::new(id).unwrap()).await.unwrap().unwrap()
}

fn keys(key: &Key) -> Item {
    Item::from([("PK".to_owned(), text(&key.pk)), ("SK".to_owned(), text(&key.sk))])
}

pub(super) fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

pub(super) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

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
    a_recorded_deposit_pays_only_the_name_that_was_read: 2 clause::ORDER_NAME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "name_key", text("이순신")).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_before_the_deadline_as_it_is_now: 2 clause::ORDER_IN_TIME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "expires_at", number(scene.deposit.told.deposited_at.ms() - 1)).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_whose_entry_stands: 3 PRESENT,
        async |scene: &Scene| scene.take_away(&scene.order_entry()).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_still_without_parentheses: 3 clause::ENTRY_WITHOUT_QUALIFIER,
        async |scene: &Scene| scene.bend(&scene.order_entry(), "qualifier", text("5678")).await, Scene::pair_waiting;
    a_recorded_deposit_pays_only_an_order_in_the_parentheses_that_were_read: 3 clause::ENTRY_QUALIFIER,
        async |scene: &Scene| scene.bend(&scene.order_entry(), "qualifier", text("5678")).await, Scene::pair_qualified;
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
    a_new_deposit_pays_only_the_name_that_was_read: 2 clause::ORDER_NAME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "name_key", text("이순신")).await, async |scene: &Scene| scene.pair_new(&scene.guard).await;
    a_new_deposit_pays_only_before_the_deadline_as_it_is_now: 2 clause::ORDER_IN_TIME,
        async |scene: &Scene| scene.bend(&scene.order_key(), "expires_at", number(scene.deposit.told.deposited_at.ms() - 1)).await,
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
        async |scene: &Scene| scene.plant(&key::order_number(ws(), "A-3"), scene.item(&key::order_number(ws(), "A-1")).await).await, Scene::place;
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
