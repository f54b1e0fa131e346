//! What can happen to money, row by row: `tests/exceptions.jsonl` says what is done, and what the shop sees then.
//!
//! A row is `{"case": …, "do": [step, …], "see": {what: fields, …}}`. A step is a verb and what it needs, as in
//! [`Play::step`]; `refused` and a code before it say that it is refused. What is seen is a part of the JSON that the
//! API answers: of `order 1`, `deposit 2`, `answer` (the last one), `proposal 1`; or the whole of a list: `proposals`,
//! `candidates 1`, `inbox`; or whether the proposals are `capped`.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::time::MINUTE_MS;
use serde_json::{Value, json};
use tests::documents::read;
use tests::{Answer, Shop};

const WS: &str = "/workspaces/1";
/// The bank's own number.
const BANK: &str = "1644-9999";
/// The balance before the first deposit.
const BALANCE: i64 = 5_000_000;

/// So many rows are played at once.
const AT_ONCE: usize = 8;

/// A shop while a row is played.
struct Play {
    shop: Shop,
    key: String,
    balance: i64,
    orders: u64,
    /// The last text that a bank sent.
    text: String,
    /// The proposals as they were when somebody looked.
    seen: Vec<Value>,
    /// The last answer of the API.
    answer: Answer,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_is_seen_as_it_says() {
    let rows = read("tests/exceptions.jsonl");
    let rows: Vec<Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for some in rows.chunks(AT_ONCE) {
        let playing: Vec<_> = some.iter().map(|row| (&row["case"], tokio::spawn(play(row.clone())))).collect();
        for (case, told) in playing {
            let told = told.await.unwrap_or_else(|_| vec!["it cannot be played".to_owned()]);
            wrong.extend(told.iter().map(|line| format!("{case}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Plays a row: what is seen otherwise than it says.
async fn play(row: Value) -> Vec<String> {
    let mut play = Play::open().await;
    for step in row["do"].as_array().unwrap() {
        play.step(step.as_array().unwrap()).await;
    }
    let mut wrong = Vec::new();
    for (what, wanted) in row["see"].as_object().unwrap() {
        let told = play.see(what).await;
        match (wanted, &told) {
            (Value::Object(fields), Value::Object(_)) => {
                let differ = fields.iter().filter(|(field, value)| told[field.as_str()] != **value);
                wrong.extend(differ.map(|(field, value)| format!("{what}.{field} is {}, not {value}", told[field])));
            }
            _ if *wanted == told => {}
            _ => wrong.push(format!("{what} is {told}, not {wanted}")),
        }
    }
    play.shop.end().await;
    wrong
}

fn number(step: &[Value], at: usize) -> u64 {
    step[at].as_u64().unwrap_or_else(|| panic!("no number at {at} of {step:?}"))
}

fn word(step: &[Value], at: usize) -> &str {
    step[at].as_str().unwrap_or_else(|| panic!("no word at {at} of {step:?}"))
}

impl Play {
    async fn open() -> Self {
        let mut shop = Shop::open().await;
        let token = shop.post("/auth/tokens", json!({"name": "쇼핑몰 서버"}), 201).await;
        // A session would not last for the days that pass in some rows.
        shop.owner = token.body["token"].as_str().unwrap().to_owned();
        let key = shop.phone().await;
        Self { shop, key, balance: BALANCE, orders: 0, text: String::new(), seen: Vec::new(), answer: token }
    }

    async fn step(&mut self, step: &[Value]) {
        let refused = (word(step, 0) == "refused").then(|| word(step, 1).to_owned());
        let step = if refused.is_some() { &step[2..] } else { step };
        if self.passes(step).await || self.is_told(step).await {
            return;
        }
        let (method, path, body) = self.request(step).await;
        let answer = match word(step, 0) {
            "settings" => self.shop.in_person(method, &path, body, 200).await,
            _ => self.shop.ask(method, &path, Some(&self.shop.owner), Some(body)).await,
        };
        match refused {
            Some(code) => assert_eq!(answer.code(), code, "{step:?}: {}", answer.body),
            None => assert!(answer.status < 300, "{step:?}: {}", answer.body),
        }
        self.answer = answer;
        self.shop.drain().await;
    }

    /// `["wait", minutes]`: time passes, and what falls due is done. `["look"]`: somebody opens the page, whose
    /// proposals are accepted later.
    async fn passes(&mut self, step: &[Value]) -> bool {
        match word(step, 0) {
            "wait" => {
                self.shop.clock.advance_ms(i64::try_from(number(step, 1)).unwrap() * MINUTE_MS);
                self.shop.sweep().await.unwrap();
                self.shop.drain().await;
            }
            "look" => self.seen = self.proposals().await,
            _ => return false,
        }
        true
    }

    /// `["pay", amount, name, {"ago": minutes, "text": [from, to], "from": number}]`: a bank tells of money, made so
    /// long ago, in a text that differs so; or another number does. `["reverse", amount, name]`: the bank takes it
    /// back. `["again"]`: the last text comes again.
    async fn is_told(&mut self, step: &[Value]) -> bool {
        self.text = match word(step, 0) {
            "again" => self.text.clone(),
            "pay" | "reverse" => {
                self.shop.clock.advance_ms(MINUTE_MS);
                let (amount, is_back) = (number(step, 1), word(step, 0) == "reverse");
                let moved = i64::try_from(amount).unwrap();
                self.balance += if is_back { -moved } else { moved };
                let how = step.get(3).cloned().unwrap_or_default();
                let ago = how["ago"].as_i64().unwrap_or(0) * MINUTE_MS;
                self.shop.clock.tick_ms(-ago);
                let text = self.shop.kb(word(step, 2), amount, u64::try_from(self.balance).unwrap());
                self.shop.clock.tick_ms(ago);
                let text = if is_back { text.replace("입금 ", "입금취소 ") } else { text };
                match how["text"].as_array() {
                    Some(change) => text.replace(word(change, 0), word(change, 1)),
                    None => text,
                }
            }
            _ => return false,
        };
        let sender = step.get(3).and_then(|how| how["from"].as_str()).unwrap_or(BANK);
        let body = json!({"text": self.text, "from": sender, "sentStamp": self.shop.clock.now().ms()});
        let request = Request::post(format!("/api/v1/webhooks/bank-sms/{}", self.key))
            .header(header::CONTENT_TYPE, "application/json")
            .header("prefer", "respond-async");
        let accepted = self.shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
        self.answer = self.shop.outcome(accepted).await;
        true
    }

    /// What an API call asks for.
    async fn request(&mut self, step: &[Value]) -> (Method, String, Value) {
        let post = |path: String, body: Value| (Method::POST, format!("{WS}/{path}"), body);
        let rest = step.get(2).cloned().unwrap_or(json!({}));
        match word(step, 0) {
            "order" => post("orders".to_owned(), self.new_order(step)),
            "amend" => (Method::PATCH, format!("{WS}/orders/{}", step[1]), rest),
            "cancel" => {
                (Method::PATCH, format!("{WS}/orders/{}", step[1]), merged(json!({"status": "CANCELLED"}), &rest))
            }
            "account" => {
                let body = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": step[1],
                    "account_holder": "홍길동"});
                post("bank-accounts".to_owned(), body)
            }
            "settings" => (Method::PATCH, WS.to_owned(), json!({"settings": step[1]})),
            "type" => {
                let now = self.shop.clock.now().rfc3339();
                let body = json!({"bank_account_id": 1, "amount": step[1], "depositor_name": step[2],
                    "deposited_at": now});
                post("deposits".to_owned(), body)
            }
            "match" => {
                let said = step.get(3).cloned().unwrap_or(json!("NONE"));
                let body = json!({"deposit_ids": step[1], "order_ids": step[2], "difference": said});
                post("matches".to_owned(), body)
            }
            "force" => post("matches/manual".to_owned(), json!({"deposit_id": step[1], "order_id": step[2]})),
            "unmatch" => post(format!("matches/{}/unmatch", step[1]), json!({})),
            "dismiss" => post(format!("deposits/{}/dismiss", step[1]), json!({"reason": step[2]})),
            "restore" | "release" => post(format!("deposits/{}/{}", step[1], word(step, 0)), json!({})),
            "returned" => post(format!("deposits/{}/returned", step[1]), rest),
            "not returned" => (Method::DELETE, format!("{WS}/deposits/{}/returned", step[1]), json!({})),
            "accept" | "reject" => {
                if self.seen.is_empty() {
                    self.seen = self.proposals().await;
                }
                let nth = usize::try_from(number(step, 1)).unwrap() - 1;
                let id = self.seen.get(nth).unwrap_or_else(|| panic!("{step:?}: {:?}", self.seen));
                let path = format!("proposals/{}/{}", id["proposal_id"].as_str().unwrap(), word(step, 0));
                let body = step.get(2).map_or(json!({}), |treatment| json!({"treatment": treatment}));
                post(path, body)
            }
            other => panic!("no step is called {other}"),
        }
    }

    /// `["order", amount, name, {…}]`; its number is its place in the row, `minutes` its time.
    fn new_order(&mut self, step: &[Value]) -> Value {
        self.shop.clock.advance_ms(1_000);
        self.orders += 1;
        let mut body = json!({"order_number": format!("A-{}", self.orders), "amount": step[1],
            "depositor_name": step[2]});
        if let Some(more) = step.get(3) {
            body = merged(body, more);
        }
        if let Some(minutes) = body.as_object_mut().unwrap().remove("minutes") {
            let until = self.shop.clock.now().plus_ms(minutes.as_i64().unwrap() * MINUTE_MS);
            body["expires_at"] = json!(until.rfc3339());
        }
        body
    }

    async fn see(&self, what: &str) -> Value {
        let (kind, id) = what.split_once(' ').unwrap_or((what, ""));
        let list = async |path: String| self.shop.get(&format!("{WS}/{path}"), 200).await.body;
        match kind {
            "order" => list(format!("orders/{id}")).await,
            "deposit" => list(format!("deposits/{id}")).await,
            "answer" => self.answer.body.clone(),
            "proposal" => self.proposals().await[id.parse::<usize>().unwrap() - 1].clone(),
            "capped" => list("proposals".to_owned()).await["capped"].clone(),
            "proposals" => self.proposals().await.iter().map(short).collect(),
            "candidates" => {
                let found = list(format!("deposits/{id}/candidates")).await;
                found.as_array().unwrap().iter().map(|one| one["order_id"].clone()).collect()
            }
            "inbox" => {
                let found = list("messages".to_owned()).await;
                found.as_array().unwrap().iter().map(|one| json!([one["status"], one["why"]])).collect()
            }
            other => panic!("nothing to see is called {other}"),
        }
    }

    async fn proposals(&self) -> Vec<Value> {
        let found = self.shop.get(&format!("{WS}/proposals"), 200).await.body;
        found["items"].as_array().unwrap().clone()
    }
}

fn merged(mut body: Value, more: &Value) -> Value {
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// A proposal's kind, deposits, orders and difference.
fn short(proposal: &Value) -> Value {
    let ids =
        |list: &str| proposal[list].as_array().unwrap().iter().map(|one| one["id"].clone()).collect::<Vec<Value>>();
    json!([proposal["kind"], ids("deposits"), ids("orders"), proposal["difference"]])
}
