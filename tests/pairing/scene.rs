//! A shop in which one pair may be made, and every transaction of the store on it: what tests of single conditions
//! plant, and what they call.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::occurrence::{Kind, Occurrence};
use domain::{
    Actor, Amendment, Deposit, DepositId, HoldReasons, NewOrder, Order, OrderId, OrderStatus, Rule, UserId, Via,
    WaitingDeposit, WaitingOrder, Won, WorkspaceId,
};
use local::product::TABLE;
use serde_json::json;
use store::Store;
use store::key::{self, Key};
use store::orders::Placing;
use store::pair::{Beside, Pairing, Resolves};
use store::recording::{Guard, GuardPlace, NewDeposit, Recording};
use tests::Shop;

type Item = HashMap<String, AttributeValue>;

/// Order 1 of 홍길동 and deposit 1 of 김철수 wait at one amount; order 2 is paid by deposit 2.
pub(super) struct Scene {
    pub(super) shop: Shop,
    pub(super) order: Order,
    pub(super) deposit: Deposit,
    pub(super) paid_order: Order,
    pub(super) matched: Deposit,
    /// The guard of deposit 1.
    pub(super) guard: Guard,
    /// The guard of a name that was never seen.
    pub(super) fresh_guard: Guard,
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
        let guard_of = |name: &str| store.guard(GuardPlace::of(ws(), deposit.account, won(), &name.into()));
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

    pub(super) fn order_entry(&self) -> Key {
        key::waiting_order(ws(), &self.order.waiting().unwrap())
    }

    pub(super) fn deposit_entry(&self) -> Key {
        key::waiting_deposit(ws(), &self.deposit.waiting().unwrap())
    }

    pub(super) fn guard_key(&self, name: &str) -> Key {
        key::occurrences(ws(), self.deposit.account, won(), name)
    }

    /// Deposit 3, as it comes.
    pub(super) fn new_deposit(&self) -> Deposit {
        let id = DepositId::new(3).unwrap();
        let (told, place) = (self.deposit.details.clone(), (ws(), self.deposit.account, id));
        Deposit::receive(place, told, HoldReasons::NONE, Vec::new(), Actor::Auto, self.shop.clock.now())
    }

    pub(super) fn seen(&self, balance: Option<i64>, is_payable: bool) -> Occurrence {
        let details = &self.deposit.details;
        Occurrence {
            kind: Kind::Deposit,
            fingerprint: [7; 16].into(),
            words: None,
            receipt: None,
            deposited_at: details.deposited_at,
            heard_at: None,
            has_time: true,
            is_stamped: true,
            balance,
            balance_may_be_cut: false,
            printed: "김철수".into(),
            deposit: DepositId::new(3),
            via: Via::Open,
            is_payable,
            is_typed: false,
        }
    }

    /// The balance item of deposit 1.
    pub(super) fn balance_key(&self) -> Key {
        key::balance(ws(), Kind::Deposit, self.deposit.account, won(), 100_000)
    }

    pub(super) async fn paired_waiting(&self) -> Pairing {
        let (deposit, order) = (self.deposit.waiting().unwrap(), self.order.waiting().unwrap());
        let became = self.store().pair_waiting(ws(), &deposit, &order, Rule::Same, self.shop.clock.now()).await;
        became.unwrap()
    }

    pub(super) async fn pair_waiting(&self) -> bool {
        self.paired_waiting().await == Pairing::Paired
    }

    /// Pairs with an order that was read in parentheses, and has them unless others were planted.
    pub(super) async fn pair_qualified(&self) -> bool {
        if !self.item(&self.order_entry()).await.contains_key("qualifier") {
            self.bend(&self.order_entry(), "qualifier", text("1234")).await;
        }
        let order = WaitingOrder { qualifier: Some("1234".to_owned()), ..self.order.waiting().unwrap() };
        let (deposit, now) = (self.deposit.waiting().unwrap(), self.shop.clock.now());
        self.store().pair_waiting(ws(), &deposit, &order, Rule::Same, now).await.unwrap() == Pairing::Paired
    }

    /// Pairs by the code of an order that was read with it, and has it unless another was planted.
    pub(super) async fn pair_coded(&self) -> bool {
        if !self.item(&self.order_entry()).await.contains_key("codes") {
            self.bend(&self.order_entry(), "codes", codes(&["1111", "4821"])).await;
        }
        let order = WaitingOrder { codes: vec!["4821".to_owned()], ..self.order.waiting().unwrap() };
        let deposit = WaitingDeposit { printed: "홍길동4821".into(), ..self.deposit.waiting().unwrap() };
        let now = self.shop.clock.now();
        self.store().pair_waiting(ws(), &deposit, &order, Rule::Coded, now).await.unwrap() == Pairing::Paired
    }

    /// Order 1 as if so much were open of it.
    pub(super) async fn leave_open(&self, amount: i64) {
        self.bend(&self.order_key(), "allocations", AttributeValue::L(Vec::new())).await;
        self.bend(&self.order_key(), "open", number(amount)).await;
    }

    /// Pairs with what is open of an order that was read with a part paid, and has one unless another was planted.
    pub(super) async fn pair_open(&self) -> bool {
        if !self.item(&self.order_key()).await.contains_key("open") {
            self.leave_open(14_510).await;
        }
        let order = WaitingOrder { has_parts: true, ..self.order.waiting().unwrap() };
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

    pub(super) async fn paired_seen(&self, guard: &Guard, resolves: Resolves<'_>, seen: &Occurrence) -> Pairing {
        let now = self.shop.clock.now();
        let paid = self.new_deposit().pay(self.order.id, Some(Rule::Same), Actor::Auto, now).unwrap();
        let order = self.order.waiting().unwrap();
        self.store().pair_new(&Self::alone(&paid, guard, seen, resolves), &order, Rule::Same).await.unwrap()
    }

    pub(super) async fn pair_new(&self, guard: &Guard) -> bool {
        self.paired_new(guard, None).await == Pairing::Paired
    }

    pub(super) async fn recorded(&self, guard: &Guard, resolves: Resolves<'_>) -> Recording {
        self.recorded_seen(guard, resolves, &self.seen(None, true)).await
    }

    pub(super) async fn recorded_seen(&self, guard: &Guard, resolves: Resolves<'_>, seen: &Occurrence) -> Recording {
        self.store().record(&Self::alone(&self.new_deposit(), guard, seen, resolves)).await.unwrap()
    }

    /// The same balance at the same time, by a report that may pay or not.
    pub(super) async fn record_balance(&self, is_payable: bool) -> bool {
        let seen = self.seen(Some(900), is_payable);
        self.recorded_seen(&self.guard, None, &seen).await == Recording::Recorded
    }

    pub(super) async fn pair_balance(&self) -> bool {
        let seen = self.seen(Some(900), true);
        self.paired_seen(&self.guard, None, &seen).await == Pairing::Paired
    }

    /// Another report told the balance of deposit 3 at its time.
    pub(super) async fn plant_balance(&self) {
        let key = key::balance(ws(), Kind::Deposit, self.deposit.account, won(), 900);
        self.plant(&key, self.item(&self.balance_key()).await).await;
    }

    pub(super) async fn record(&self, guard: &Guard) -> bool {
        self.recorded(guard, None).await == Recording::Recorded
    }

    pub(super) fn new_order(&self) -> Order {
        let new = NewOrder::plain("A-3", won(), "최민수");
        Order::place(ws(), OrderId::new(3).unwrap(), new, by(), self.shop.clock.now()).unwrap()
    }

    pub(super) async fn place(&self) -> bool {
        matches!(self.store().place_order(&self.new_order(), "words").await, Ok(Placing::Placed))
    }

    pub(super) async fn write_order(&self, after: &Order) -> bool {
        self.store().write_order(&self.order, after).await.unwrap()
    }

    pub(super) fn renamed(&self) -> Order {
        let change = Amendment { depositor_name: Some("이순신".into()), ..Amendment::default() };
        self.order.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap()
    }

    pub(super) fn postponed(&self) -> Order {
        let change = Amendment { expires_at: Some(None), ..Amendment::default() };
        self.order.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap()
    }

    pub(super) fn cancelled(&self) -> Order {
        let change = Amendment { status: Some(OrderStatus::Cancelled), ..Amendment::default() };
        self.order.amend(&change, &by(), self.shop.clock.now()).unwrap().unwrap()
    }

    /// Cancels order 1, unless it is cancelled, and opens it again.
    pub(super) async fn reopen(&self) -> bool {
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
        let orders = [(self.order.clone(), matched)];
        self.store().write_match(&[(self.deposit.clone(), paid)], &orders, &Beside::default()).await.unwrap()
    }

    pub(super) fn unpaid(&self) -> Order {
        self.paid_order.unpay(self.matched.id, by(), self.shop.clock.now())
    }

    pub(super) async fn unmatch(&self) -> bool {
        let (held, _) = self.matched.unpay(by(), self.shop.clock.now()).unwrap();
        let orders = [(self.paid_order.clone(), self.unpaid())];
        self.store().write_match(&[(self.matched.clone(), held)], &orders, &Beside::default()).await.unwrap()
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

pub(super) fn codes(values: &[&str]) -> AttributeValue {
    AttributeValue::L(values.iter().copied().map(text).collect())
}

pub(super) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}
