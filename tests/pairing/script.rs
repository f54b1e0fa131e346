//! Scenarios as text: one step a line, played against a shop. An indented line that cannot be read stops the test.
//!
//! ```text
//! order A-1 14510 홍길동 [until 30m]     place; the deadline counts from now
//! order A-1 14510 홍길동 phone 0104821    place, with the customer's phone
//! pay 홍길동 14510 [balance 900|none]     a bank's message of a payment made now; each has a balance of its own
//! pay 홍길동 14510 into 220-***-111111    into another account
//! resend [later 3m]                      the last message again: the same call, or another call later
//! record 홍길동 14510                     a deposit typed by a person
//! amend A-1 amount|name|until|phone <value> a PATCH
//! cancel|reopen A-1                      a PATCH of the status
//! match 2 A-1 · unmatch 2 · dismiss 2     by hand
//! refused <code>: <one of the above>     the same step, refused with this code
//! setting tie_policy|match_window_days <value> · deactivate · activate
//! advance 11m · sweep · rest · register <account>
//! expect order A-1 MATCHED by 1 · expect deposit 1 MATCHED A-1 cut · expect deposit 2 HELD possible_duplicate of 1
//! expect said <part of the last answer's text> · expect deposits 2
//! ```

use std::collections::BTreeMap;

use axum::http::Method;
use domain::Timestamp;
use serde_json::{Value, json};
use tests::Shop;

/// Tests, each a script by its name.
macro_rules! scenarios {
    ($($name:ident: $script:literal)*) => {$(
        #[tokio::test]
        async fn $name() {
            $crate::pairing::script::play($script).await;
        }
    )*};
}

pub(super) use scenarios;

/// Plays a script in a shop of its own, and ends the shop.
pub async fn play(script: &str) {
    play_in(Shop::open().await, script).await;
}

/// Plays a script in this shop, and ends it.
pub async fn play_in(shop: Shop, script: &str) {
    let mut player = Player { shop, orders: BTreeMap::new(), balance: 1_000_000, sent: None, said: String::new() };
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        player.step(line).await;
    }
    player.shop.end().await;
}

struct Player {
    shop: Shop,
    /// Order numbers and their ids.
    orders: BTreeMap<String, u64>,
    balance: u64,
    /// The last message and when it arrived.
    sent: Option<(String, Timestamp)>,
    /// What the last message was answered.
    said: String,
}

/// `11m`, `2h` or `31d`, in milliseconds.
fn span(text: &str) -> i64 {
    let (count, unit) = text.split_at(text.len() - 1);
    let unit = match unit {
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        unit => panic!("no unit of time: {unit}"),
    };
    count.parse::<i64>().unwrap() * unit
}

impl Player {
    async fn step(&mut self, line: &str) {
        let (refusal, step) = match line.strip_prefix("refused ").and_then(|rest| rest.split_once(": ")) {
            Some((code, step)) => (Some(code), step),
            None => (None, line),
        };
        let words: Vec<&str> = step.split_whitespace().collect();
        match words.as_slice() {
            ["order", number, amount, name, rest @ ..] => self.order(line, number, amount, name, rest, refusal).await,
            ["pay", name, amount] => {
                self.balance += amount.parse::<u64>().unwrap();
                self.pay(name, amount, Some(self.balance)).await;
            }
            ["pay", name, amount, "balance", balance] => self.pay(name, amount, balance.parse().ok()).await,
            ["pay", name, amount, "into", account] => {
                let raw = self.shop.kb(name, amount.parse().unwrap(), self.balance).replace("110-***-000000", account);
                self.sent = Some((raw, self.shop.clock.now()));
                self.resend(0).await;
            }
            ["resend"] => self.resend(0).await,
            ["resend", "later", later] => self.resend(span(later)).await,
            ["record", name, amount] => {
                let at = self.shop.clock.now().rfc3339();
                let body = json!({"bank_account_id": 1, "amount": amount.parse::<u64>().unwrap(), "depositor_name": name, "deposited_at": at});
                self.ask(line, Method::POST, "/workspaces/1/deposits", Some(body), 201, refusal).await;
            }
            ["amend", number, "amount", amount] => {
                self.amend(line, number, json!({"amount": amount.parse::<u64>().unwrap()}), refusal).await
            }
            ["amend", number, "name", name] => self.amend(line, number, json!({"depositor_name": name}), refusal).await,
            ["amend", number, "phone", "none"] => {
                self.amend(line, number, json!({"customer_phone": null}), refusal).await
            }
            ["amend", number, "phone", phone] => {
                self.amend(line, number, json!({"customer_phone": phone}), refusal).await
            }
            ["amend", number, "until", "none"] => self.amend(line, number, json!({"expires_at": null}), refusal).await,
            ["amend", number, "until", until] => {
                self.amend(line, number, json!({"expires_at": self.after(until)}), refusal).await
            }
            ["cancel", number] => self.amend(line, number, json!({"status": "CANCELLED"}), refusal).await,
            ["reopen", number] => self.amend(line, number, json!({"status": "PENDING"}), refusal).await,
            ["reopen", number, "until", until] => {
                self.amend(line, number, json!({"status": "PENDING", "expires_at": self.after(until)}), refusal).await
            }
            ["match", deposit, number] => {
                let body = json!({"deposit_id": deposit.parse::<u64>().unwrap(), "order_id": self.orders[*number]});
                self.ask(line, Method::POST, "/workspaces/1/matches/manual", Some(body), 200, refusal).await;
            }
            ["unmatch", deposit] => {
                self.ask(line, Method::POST, &format!("/workspaces/1/matches/{deposit}/unmatch"), None, 200, refusal)
                    .await;
            }
            ["dismiss", deposit] => {
                let path = format!("/workspaces/1/deposits/{deposit}/dismiss");
                self.ask(line, Method::POST, &path, Some(json!({"reason": "OTHER"})), 200, refusal).await;
            }
            ["setting", "match_window_days", days] => {
                self.set(line, json!({"settings": {"match_window_days": days.parse::<u16>().unwrap()}})).await
            }
            ["setting", "tie_policy", policy] => self.set(line, json!({"settings": {"tie_policy": policy}})).await,
            ["deactivate"] => self.set(line, json!({"is_active": false})).await,
            ["activate"] => self.set(line, json!({"is_active": true})).await,
            ["advance", time] => {
                self.shop.clock.advance_ms(span(time));
                // A session ends sooner than the longest scenario.
                self.shop.owner = self.shop.log_in("owner@example.com").await;
            }
            ["sweep"] => {
                self.shop.expire_due().await;
            }
            ["rest"] => self.shop.rest().await,
            ["register", number] => {
                self.shop.register(number).await;
                self.shop.drain().await;
            }
            ["expect", rest @ ..] => self.expect(line, rest).await,
            _ => panic!("no such step: {line}"),
        }
    }

    fn after(&self, time: &str) -> String {
        self.shop.clock.now().plus_ms(span(time)).rfc3339()
    }

    async fn order(
        &mut self,
        line: &str,
        number: &str,
        amount: &str,
        name: &str,
        rest: &[&str],
        refusal: Option<&str>,
    ) {
        let mut body =
            json!({"order_number": number, "amount": amount.parse::<u64>().unwrap(), "depositor_name": name});
        match rest {
            [] => {}
            ["until", time] => body["expires_at"] = json!(self.after(time)),
            ["phone", phone] => body["customer_phone"] = json!(phone),
            _ => panic!("no such step: {line}"),
        }
        let order = self.ask(line, Method::POST, "/workspaces/1/orders", Some(body), 201, refusal).await;
        if let Some(id) = order["id"].as_u64() {
            self.orders.insert(number.to_owned(), id);
        }
    }

    async fn pay(&mut self, name: &str, amount: &str, balance: Option<u64>) {
        let mut raw = self.shop.kb(name, amount.parse().unwrap(), balance.unwrap_or_default());
        if balance.is_none() {
            raw = raw.lines().filter(|line| !line.starts_with("잔액")).collect::<Vec<_>>().join("\n");
        }
        self.sent = Some((raw, self.shop.clock.now()));
        self.resend(0).await;
    }

    async fn resend(&mut self, later_ms: i64) {
        let (raw, at) = self.sent.clone().expect("something was sent");
        let answer = self.shop.sms(&raw, at.plus_ms(later_ms)).await;
        self.said = answer.body["message"].as_str().or(answer.body["code"].as_str()).unwrap_or_default().to_owned();
        if answer.body["duplicate"] == true {
            self.said.push_str(" (duplicate)");
        }
    }

    async fn amend(&self, line: &str, number: &str, body: Value, refusal: Option<&str>) {
        self.ask(
            line,
            Method::PATCH,
            &format!("/workspaces/1/orders/{}", self.orders[number]),
            Some(body),
            200,
            refusal,
        )
        .await;
    }

    async fn set(&self, line: &str, body: Value) {
        self.ask(line, Method::PATCH, "/workspaces/1", Some(body), 200, None).await;
        self.shop.drain().await;
    }

    async fn ask(
        &self,
        line: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
        expected: u16,
        refusal: Option<&str>,
    ) -> Value {
        let answer = self
            .shop
            .call(method, path, Some(&self.shop.owner), body, if refusal.is_some() { 400 } else { expected })
            .await;
        assert_eq!(answer.code(), refusal.unwrap_or_default(), "{line}");
        answer.body
    }

    async fn expect(&self, line: &str, what: &[&str]) {
        match what {
            ["said", part @ ..] => assert!(self.said.contains(&part.join(" ")), "{line}: it said {}", self.said),
            ["deposits", many] => {
                let all = self.shop.get("/workspaces/1/deposits?limit=100", 200).await;
                assert_eq!(all.body.as_array().map(Vec::len), many.parse().ok(), "{line}: {}", all.body);
            }
            ["order", number, wanted @ ..] => {
                let order = self.shop.order(self.orders[*number]).await;
                let by = order["matched_deposit_id"].as_u64().map(|id| format!(" by {id}")).unwrap_or_default();
                let stands = format!("{}{by}", order["status"].as_str().unwrap());
                assert_eq!(stands, wanted.join(" "), "{line}: {order}");
            }
            ["deposit", id, wanted @ ..] => {
                let stands = self.deposit(id.parse().unwrap()).await;
                // The rule may be left out.
                assert!(
                    stands == wanted.join(" ")
                        || stands
                            .rsplit_once(' ')
                            .is_some_and(|(head, _)| stands.starts_with("MATCHED") && head == wanted.join(" ")),
                    "{line}: it is {stands}"
                );
            }
            _ => panic!("no such step: {line}"),
        }
    }

    async fn deposit(&self, id: u64) -> String {
        let deposit = self.shop.deposit(id).await;
        let state = deposit["state"].as_str().unwrap();
        let order = deposit["matched_order_id"].as_u64().map(|id| {
            let number = self
                .orders
                .iter()
                .find(|(_, order)| **order == id)
                .map(|(number, _)| number.clone())
                .unwrap_or_default();
            let rule = deposit["history"]
                .as_array()
                .and_then(|all| all.last())
                .and_then(|last| last["rule"].as_str())
                .unwrap_or("?");
            format!(" {number} {rule}")
        });
        let reason = deposit["hold_reason"].as_str().map(|reason| format!(" {reason}"));
        let twin = deposit["duplicate_of"].as_u64().filter(|_| state == "HELD").map(|twin| format!(" of {twin}"));
        [Some(state.to_owned()), order, reason, twin].into_iter().flatten().collect()
    }
}
