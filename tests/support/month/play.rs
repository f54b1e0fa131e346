//! The month, played against the product: orders over the API, texts over a phone's URL, the sweeper as time goes.

use std::collections::BTreeMap;

use axum::http::Method;
use domain::Timestamp;
use domain::time::{DAY_MS, HOUR_MS};
use serde_json::{Value, json};

use super::{Asked, Cause, Fate, Figures, Plan, plan};
use crate::clock::START_MS;
use crate::{Answer, Shop, no_limits};

pub(super) const WS: &str = "/workspaces/1";
/// What was promised is done so long after it was promised.
const PROMISE_MS: i64 = 31_000;
/// The sweeper comes every minute; that an order is over shows without it.
const SWEEP_MS: i64 = HOUR_MS;
/// The days of a month, and those after it in which the last money is worked off.
const LOOKS_DAYS: i64 = 38;
/// When the owner looks, counted from the eleven o'clock at which the month began.
const LOOKS_HOURS: [i64; 5] = [-2, 1, 4, 7, 10];

/// What happens at a moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Event {
    Place(usize),
    Cancel(usize),
    Pay(usize),
    /// A customer asks where the goods are: the message of the money never came.
    Complain(usize),
    Look,
}

/// A month under way.
pub(super) struct Play {
    pub shop: Shop,
    key: String,
    pub plan: Plan,
    balance: u64,
    swept_at: i64,
    /// The ids of orders and deposits, where they are known to the shop.
    pub order_ids: Vec<Option<u64>>,
    pub orders: BTreeMap<u64, usize>,
    pub deposits: BTreeMap<u64, usize>,
    pub told_at: Vec<i64>,
    /// What nobody could read, and whose text it is.
    pub unread: BTreeMap<String, usize>,
    /// What a person did.
    pub fates: Vec<Option<Fate>>,
    pub named: (u64, u64),
    pub unseen: Vec<String>,
}

/// Plays a month under these settings, as JSON, beside those of a new workspace: its figures.
pub async fn play(asked: Asked, settings: Option<&str>) -> Figures {
    let plan = plan(asked);
    let mut play = Play::open(plan, settings).await;
    for (at, event) in play.events() {
        play.pass(at).await;
        match event {
            Event::Place(nth) => play.place(nth).await,
            Event::Cancel(nth) => play.cancel(nth).await,
            Event::Pay(nth) => play.pay(nth).await,
            Event::Complain(nth) => play.complain(nth).await,
            Event::Look => play.look().await,
        }
    }
    let figures = play.figures().await;
    play.shop.end().await;
    figures
}

impl Play {
    async fn open(plan: Plan, settings: Option<&str>) -> Self {
        let mut shop = Shop::open_with(no_limits()).await;
        let token = shop.post("/auth/tokens", json!({"name": "쇼핑몰 서버"}), 201).await.body;
        shop.owner = token["token"].as_str().unwrap().to_owned();
        let key = shop.phone().await;
        if let Some(settings) = settings {
            let settings: Value = serde_json::from_str(settings).unwrap();
            shop.in_person(Method::PATCH, WS, json!({"settings": settings}), 200).await;
        }
        Self {
            shop,
            key,
            balance: 3_000_000,
            swept_at: 0,
            order_ids: vec![None; plan.orders.len()],
            orders: BTreeMap::new(),
            deposits: BTreeMap::new(),
            told_at: vec![0; plan.deposits.len()],
            unread: BTreeMap::new(),
            fates: vec![None; plan.deposits.len()],
            named: (0, 0),
            unseen: Vec::new(),
            plan,
        }
    }

    fn events(&self) -> Vec<(i64, Event)> {
        let mut events = Vec::new();
        for (nth, order) in self.plan.orders.iter().enumerate() {
            events.push((order.at, Event::Place(nth)));
            events.extend(order.cancelled_at.map(|at| (at, Event::Cancel(nth))));
        }
        for (nth, deposit) in self.plan.deposits.iter().enumerate() {
            events.push(match deposit.cause {
                Cause::LostMessage => (deposit.at + 20 * HOUR_MS, Event::Complain(nth)),
                _ => (deposit.at, Event::Pay(nth)),
            });
        }
        let looks = (1..LOOKS_DAYS).flat_map(|day| LOOKS_HOURS.map(move |hour| day * DAY_MS + hour * HOUR_MS));
        events.extend(looks.map(|at| (at, Event::Look)));
        events.sort_unstable();
        events
    }

    /// Milliseconds since the month began.
    pub fn now(&self) -> i64 {
        self.shop.clock.now().ms() - START_MS
    }

    pub fn time(at: i64) -> Timestamp {
        Timestamp::from_ms(START_MS + at)
    }

    /// Time passes, and what falls due is done.
    async fn pass(&mut self, at: i64) {
        if at - self.now() > PROMISE_MS {
            self.shop.clock.advance_ms(PROMISE_MS);
            self.shop.drain().await;
        }
        self.shop.clock.advance_ms((at - self.now()).max(0));
        if self.now() - self.swept_at > SWEEP_MS {
            self.swept_at = self.now();
            // Nobody reads what went over the wires of a whole month.
            self.shop.wire.taken();
            self.shop.queue_wire.taken();
            self.shop.sweep().await.unwrap();
        }
        self.shop.drain().await;
    }

    async fn place(&mut self, nth: usize) {
        let order = &self.plan.orders[nth];
        let person = &self.plan.people[order.customer];
        let body = json!({"order_number": order.number, "amount": order.amount, "depositor_name": order.name,
            "customer_phone": person.phone, "customer_email": person.email,
            "expires_at": Self::time(order.until).rfc3339()});
        let placed = self.shop.post(&format!("{WS}/orders"), body, 201).await.body;
        let id = placed["id"].as_u64().unwrap();
        self.order_ids[nth] = Some(id);
        self.orders.insert(id, nth);
    }

    async fn cancel(&mut self, nth: usize) {
        let id = self.order_ids[nth].unwrap();
        // Somebody else's money may have paid it.
        let path = format!("{WS}/orders/{id}");
        let body = json!({"status": "CANCELLED"});
        self.shop.ask(Method::PATCH, &path, Some(&self.shop.owner), Some(body)).await;
    }

    async fn pay(&mut self, nth: usize) {
        let deposit = self.plan.deposits[nth].clone();
        self.balance += deposit.amount;
        let text = self.shop.kb(&deposit.name, deposit.amount, self.balance);
        let text = if deposit.cause == Cause::Unreadable { text.replace("입금 ", "별빛입금 ") } else { text };
        self.told_at[nth] = self.now();
        let told = self.shop.sms_over(&self.key, &text, self.shop.clock.now()).await;
        match &told.body["deposit_id"] {
            Value::Null => {
                let cause: &str = deposit.cause.into();
                self.unseen.push(format!("{cause}: {} was not read: {}", deposit.name, told.body["message"]));
                self.unread.insert(text, nth);
            }
            id => self.recorded(nth, id),
        }
    }

    /// The owner sees the money at the bank, and types it in.
    async fn complain(&mut self, nth: usize) {
        let deposit = &self.plan.deposits[nth];
        let body = json!({"bank_account_id": 1, "amount": deposit.amount, "depositor_name": deposit.name,
            "deposited_at": Self::time(deposit.at).rfc3339()});
        let typed = self.shop.post(&format!("{WS}/deposits"), body, 201).await.body;
        self.told_at[nth] = self.now();
        self.recorded(nth, &typed["id"]);
        self.fates[nth] = Some(Fate::Call);
    }

    pub fn recorded(&mut self, nth: usize, id: &Value) {
        let id = id.as_u64().unwrap_or_else(|| panic!("{:?} made no deposit", self.plan.deposits[nth]));
        self.deposits.insert(id, nth);
    }

    /// As the owner.
    pub async fn press(&self, path: &str, body: Value) -> Answer {
        self.shop.ask(Method::POST, &format!("{WS}/{path}"), Some(&self.shop.owner), Some(body)).await
    }

    pub async fn read(&self, path: &str) -> Value {
        self.shop.get(&format!("{WS}/{path}"), 200).await.body
    }

    /// Compares each deposit with the truth.
    async fn figures(&mut self) -> Figures {
        let mut figures = Figures { named: self.named, unseen: self.unseen.clone(), ..Figures::default() };
        for (id, nth) in self.deposits.clone() {
            let deposit = self.read(&format!("deposits/{id}")).await;
            let planned = &self.plan.deposits[nth];
            let customer = |nth: &usize| self.plan.orders[*nth].customer;
            let payer = planned.orders.first().map(customer);
            let paid = deposit["allocations"].as_array().unwrap();
            let is_wrong = |part: &Value| Some(customer(&self.orders[&part["order_id"].as_u64().unwrap()])) != payer;
            let fate = self.fates[nth].unwrap_or(if paid.is_empty() { Fate::Left } else { Fate::Automatic });
            if paid.iter().any(is_wrong) {
                let cause: &str = planned.cause.into();
                figures.wrong.push(format!("{cause}: {} {} paid {paid:?}", planned.name, planned.amount));
            }
            figures.by_cause.entry(planned.cause).or_default().count(fate, paid.iter().any(is_wrong));
        }
        figures
    }
}
