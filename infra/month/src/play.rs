//! The month, played against the product: orders over the API, texts over a phone's URL, the sweeper as time goes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::Timestamp;
use domain::time::{DAY_MS, HOUR_MS};
use serde_json::{Value, json};

use crate::json::{items, number, text};
use crate::{Answer, Asked, Cause, Fate, Figures, Plan, PlannedDeposit, Stage, plan};

/// The path of its one workspace.
const WS: &str = "/workspaces/1";
/// The number that the bank sends from.
const KB: &str = "16449999";
const JSON: &str = "application/json";
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
pub struct Play<'a, S> {
    stage: &'a S,
    began: Timestamp,
    /// The owner's session, then the token of the shop's server.
    token: Option<String>,
    /// Of the phone's URL.
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

/// Plays a month under these settings, as JSON, beside those of a new workspace: its figures. Tells how many of its
/// events are over.
pub async fn play<S: Stage>(
    stage: &S,
    asked: Asked,
    settings: Option<&str>,
    mut progress: impl FnMut(usize, usize),
) -> Result<Figures> {
    let mut play = Play::open(stage, plan(asked), settings).await?;
    let events = play.events();
    for (nth, (at, event)) in events.iter().enumerate() {
        progress(nth, events.len());
        play.pass(*at).await?;
        match *event {
            Event::Place(nth) => play.place(nth).await?,
            Event::Cancel(nth) => play.cancel(nth).await?,
            Event::Pay(nth) => play.pay(nth).await?,
            Event::Complain(nth) => play.complain(nth).await?,
            Event::Look => play.look().await?,
        }
    }
    play.figures().await
}

/// What KB prints of money that came into an account like 110-***-000000.
pub fn kb_text(at: Timestamp, name: &str, amount: u64, balance: u64) -> String {
    let at = at.datetime();
    let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    format!("[Web발신]\n국민 {minute}\n110-***-000000\n입금 {amount}원\n잔액 {balance}원\n{name}")
}

impl<'a, S: Stage> Play<'a, S> {
    async fn open(stage: &'a S, plan: Plan, settings: Option<&str>) -> Result<Self> {
        let mut play = Self {
            stage,
            began: stage.now(),
            token: None,
            key: String::new(),
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
        };
        play.set_up(settings).await?;
        Ok(play)
    }

    /// An owner with a workspace, an account, a phone, and a token for the shop's server.
    async fn set_up(&mut self, settings: Option<&str>) -> Result<()> {
        let (email, password) = ("owner@example.com", "correct horse battery");
        self.post("/auth/signup", json!({"email": email, "password": password, "name": "홍길동"})).await?;
        let session = self.post("/auth/login", json!({"email": email, "password": password})).await?;
        self.token = Some(text(&session["access_token"])?.to_owned());
        self.post("/workspaces", json!({"name": "쇼핑몰 운영팀"})).await?;
        let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110-123-000000",
            "account_holder": "홍길동"});
        self.post(&format!("{WS}/bank-accounts"), account).await?;
        let phone = self.post(&format!("{WS}/phone-numbers"), json!({"phone_number": "010-0000-0000"})).await?;
        self.key = text(&phone["key"])?.to_owned();
        if let Some(settings) = settings {
            let settings: Value = serde_json::from_str(settings).context("the settings are no JSON")?;
            let changed = self.ask(Method::PATCH, WS, Some(json!({"settings": settings}))).await?;
            must_succeed(WS, changed)?;
        }
        let token = self.post("/auth/tokens", json!({"name": "쇼핑몰 서버"})).await?;
        self.token = Some(text(&token["token"])?.to_owned());
        Ok(())
    }

    fn events(&self) -> Vec<(i64, Event)> {
        let mut events = Vec::new();
        for (nth, order) in self.plan.orders.iter().enumerate() {
            events.push((order.at, Event::Place(nth)));
            events.extend(order.cancelled_at.map(|at| (at, Event::Cancel(nth))));
        }
        for (nth, deposit) in self.plan.deposits.iter().enumerate() {
            events.push(if deposit.cause == Cause::LostMessage {
                (deposit.at + 20 * HOUR_MS, Event::Complain(nth))
            } else {
                (deposit.at, Event::Pay(nth))
            });
        }
        let looks = (1..LOOKS_DAYS).flat_map(|day| LOOKS_HOURS.map(move |hour| day * DAY_MS + hour * HOUR_MS));
        events.extend(looks.map(|at| (at, Event::Look)));
        events.sort_unstable();
        events
    }

    /// Milliseconds since the month began.
    pub fn now(&self) -> i64 {
        self.stage.now().ms() - self.began.ms()
    }

    fn time(&self, at: i64) -> String {
        self.began.plus_ms(at).rfc3339()
    }

    /// Time passes, and what falls due is done.
    async fn pass(&mut self, at: i64) -> Result<()> {
        if at - self.now() > PROMISE_MS {
            self.stage.advance_ms(PROMISE_MS);
            self.stage.drain().await?;
        }
        self.stage.advance_ms((at - self.now()).max(0));
        if self.now() - self.swept_at > SWEEP_MS {
            self.swept_at = self.now();
            self.stage.sweep().await?;
        }
        self.stage.drain().await
    }

    async fn place(&mut self, nth: usize) -> Result<()> {
        let order = &self.plan.orders[nth];
        let person = &self.plan.people[order.customer];
        let body = json!({"order_number": order.number, "amount": order.amount, "depositor_name": order.name,
            "customer_phone": person.phone, "customer_email": person.email, "expires_at": self.time(order.until)});
        let placed = self.post(&format!("{WS}/orders"), body).await?;
        let id = number(&placed["id"])?;
        self.order_ids[nth] = Some(id);
        self.orders.insert(id, nth);
        Ok(())
    }

    async fn cancel(&mut self, nth: usize) -> Result<()> {
        let Some(id) = self.order_ids[nth] else { return Ok(()) };
        // Somebody else's money may have paid it.
        self.ask(Method::PATCH, &format!("{WS}/orders/{id}"), Some(json!({"status": "CANCELLED"}))).await?;
        Ok(())
    }

    async fn pay(&mut self, nth: usize) -> Result<()> {
        let deposit = self.plan.deposits[nth].clone();
        self.balance += deposit.amount;
        let raw = kb_text(self.stage.now(), &deposit.name, deposit.amount, self.balance);
        let raw = if deposit.cause == Cause::Unreadable { raw.replace("입금 ", "별빛입금 ") } else { raw };
        self.told_at[nth] = self.now();
        let told = self.forward(&raw).await?;
        if told["deposit_id"].is_null() {
            let cause: &str = deposit.cause.into();
            self.unseen.push(format!("{cause}: {} was not read: {}", deposit.name, told["message"]));
            self.unread.insert(raw, nth);
            return Ok(());
        }
        self.recorded(nth, &told["deposit_id"])
    }

    /// A phone forwards a text: what became of it.
    async fn forward(&self, raw: &str) -> Result<Value> {
        let path = format!("/webhooks/bank-sms/{}", self.key);
        let body = json!({"raw_sms": raw, "sender": KB, "received_at": self.stage.now().rfc3339()});
        let forwarded =
            request(Method::POST, &path).header(header::CONTENT_TYPE, JSON).header("prefer", "respond-async");
        let accepted = self.stage.send(forwarded.body(Body::from(body.to_string()))?).await?;
        let accepted = must_succeed(&path, accepted)?;
        let Some(receipt) = accepted["receipt_id"].as_str() else { return Ok(accepted) };
        self.stage.drain().await?;
        let path = format!("/webhooks/bank-sms/receipts/{receipt}");
        must_succeed(&path, self.stage.send(request(Method::GET, &path).body(Body::empty())?).await?)
    }

    /// The owner sees the money at the bank, and types it in.
    async fn complain(&mut self, nth: usize) -> Result<()> {
        let typed = self.post(&format!("{WS}/deposits"), self.typed(nth)).await?;
        self.told_at[nth] = self.now();
        self.fates[nth] = Some(Fate::Call);
        self.recorded(nth, &typed["id"])
    }

    /// What a person types in of a deposit.
    pub fn typed(&self, nth: usize) -> Value {
        let PlannedDeposit { amount, name, at, .. } = &self.plan.deposits[nth];
        json!({"bank_account_id": 1, "amount": amount, "depositor_name": name, "deposited_at": self.time(*at)})
    }

    pub fn recorded(&mut self, nth: usize, id: &Value) -> Result<()> {
        let id = number(id).with_context(|| format!("{:?} made no deposit", self.plan.deposits[nth]))?;
        self.deposits.insert(id, nth);
        Ok(())
    }

    /// A change in the workspace, which may be refused.
    pub async fn press(&self, path: &str, body: Value) -> Result<Answer> {
        self.ask(Method::POST, &format!("{WS}/{path}"), Some(body)).await
    }

    /// Something of the workspace.
    pub async fn read(&self, path: &str) -> Result<Value> {
        let path = format!("{WS}/{path}");
        must_succeed(&path, self.ask(Method::GET, &path, None).await?)
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value> {
        must_succeed(path, self.ask(Method::POST, path, Some(body)).await?)
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Answer> {
        let mut request = request(method, path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = match body {
            Some(body) => request.header(header::CONTENT_TYPE, JSON).body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.stage.send(request?).await
    }

    /// Compares each deposit with the truth.
    async fn figures(&self) -> Result<Figures> {
        let mut figures = Figures { named: self.named, unseen: self.unseen.clone(), ..Figures::default() };
        for (id, nth) in &self.deposits {
            let deposit = self.read(&format!("deposits/{id}")).await?;
            let planned = &self.plan.deposits[*nth];
            let customer = |nth: &usize| self.plan.orders[*nth].customer;
            let payer = planned.orders.first().map(customer);
            let paid = items(&deposit["allocations"])?;
            let mut is_wrong = false;
            for part in paid {
                is_wrong |= Some(customer(&self.orders[&number(&part["order_id"])?])) != payer;
            }
            let fate = self.fates[*nth].unwrap_or(if paid.is_empty() { Fate::Left } else { Fate::Automatic });
            if is_wrong {
                let cause: &str = planned.cause.into();
                figures.wrong.push(format!("{cause}: {} {} paid {paid:?}", planned.name, planned.amount));
            }
            figures.by_cause.entry(planned.cause).or_default().count(fate, is_wrong);
        }
        Ok(figures)
    }
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(format!("{}{path}", web::serve::BASE_PATH))
}

/// The body of an answer that is no refusal.
fn must_succeed(path: &str, answer: Answer) -> Result<Value> {
    if !answer.is_success() {
        bail!("{path} answered {}: {}", answer.status, answer.body);
    }
    Ok(answer.body)
}
