//! A deposit needs you: mailed to who wants it, seldom, and without a word that a stranger could use.

use axum::http::Method;
use domain::time::MINUTE_MS;
use serde_json::{Value, json};
use tests::Shop;
use tests::mail_server::MailServer;
use web::Policy;

use super::super::api::help::assert_problem;
use super::{Seen, mail, open};

const REMINDER: &str = "/workspaces/1/reminder";

/// A deposit that a person must decide: its id.
async fn held(shop: &Shop, name: &str, balance: u64) -> u64 {
    // Of one won nobody knows whose text stands in the name.
    let told = shop.pay(name, 1, balance).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let newest = shop.get("/workspaces/1/deposits?limit=1", 200).await.body;
    assert_eq!(newest[0]["state"], "HELD", "{newest}");
    // What changed this very moment is left for the next look.
    shop.clock.advance_ms(10_000);
    newest[0]["id"].as_u64().unwrap()
}

/// The sweeper comes by, and what it found is mailed.
async fn sweep(shop: &Shop) {
    shop.sweep().await.unwrap();
    mail(shop).await;
}

/// A reminder that is off.
fn off() -> Value {
    json!({"is_on": false, "language": null, "kinds": [], "quiet_hours": null})
}

/// One that was just switched on.
fn on() -> Value {
    json!({"is_on": true, "language": "ko", "kinds": ["DEPOSITS", "REVERSALS"], "quiet_hours": null})
}

async fn switch(shop: &Shop, session: &str, is_on: bool) -> Value {
    shop.call(Method::PATCH, REMINDER, Some(session), Some(json!({"is_on": is_on})), 200).await.body
}

#[tokio::test]
async fn who_wants_it_is_mailed_how_many_deposits_wait_and_nothing_else() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    assert_eq!(shop.get(REMINDER, 200).await.body, off());
    held(&shop, "김철수", 500_000).await;
    held(&shop, "이영희", 500_001).await;
    sweep(&shop).await;
    assert!(server.taken().is_empty(), "nobody asked for it");
    assert_eq!(switch(&shop, &shop.owner, true).await, on());
    sweep(&shop).await;
    let seen = super::only(&server);
    assert_eq!((seen.to.as_str(), seen.subject.as_str()), ("owner@example.com", "[LunePay] 확인할 입금 2건"));
    assert!(seen.text.contains("\nhttps://pay.shop.example/w/1/deposits\n"), "{}", seen.text);
    for secret in ["김철수", "이영희", "110", "쇼핑몰", "원"] {
        assert!(!seen.text.contains(secret), "{secret}: {}", seen.text);
    }
    shop.end().await;
}

#[tokio::test]
async fn a_mail_comes_at_most_once_in_a_quarter_of_an_hour_and_for_news_only() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    switch(&shop, &shop.owner, true).await;
    held(&shop, "김철수", 500_000).await;
    sweep(&shop).await;
    assert_eq!(server.taken().len(), 1);
    held(&shop, "이영희", 500_001).await;
    for _ in 0..14 {
        shop.clock.advance_ms(MINUTE_MS);
        sweep(&shop).await;
    }
    assert_eq!(server.taken().len(), 1, "a quarter of an hour is not over");
    shop.clock.advance_ms(MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(server.taken().len(), 2);
    for _ in 0..8 {
        shop.clock.advance_ms(15 * MINUTE_MS);
        sweep(&shop).await;
    }
    assert_eq!(server.taken().len(), 2, "nothing is new");
    // Decided before the mail leaves.
    let third = held(&shop, "박민수", 500_002).await;
    shop.clock.advance_ms(15 * MINUTE_MS);
    shop.sweep().await.unwrap();
    assert_eq!(shop.product.events.counts().delayed, 1);
    for id in [third - 2, third - 1, third] {
        shop.post(&format!("/workspaces/1/deposits/{id}/dismiss"), json!({"reason": "PRIVATE"}), 200).await;
    }
    mail(&shop).await;
    assert_eq!(server.taken().len(), 2, "all of it was decided meanwhile");
    shop.end().await;
}

#[tokio::test]
async fn one_person_with_two_shops_gets_one_mail_in_a_quarter_of_an_hour() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    let account =
        json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-999-000000", "account_holder": "옆"});
    shop.post("/workspaces/2/bank-accounts", account, 201).await;
    let at = shop.clock.now().rfc3339();
    for (workspace, account) in [(1, 1), (2, 1)] {
        let typed = json!({"bank_account_id": account, "amount": 1, "depositor_name": "김철수", "deposited_at": at});
        shop.post(&format!("/workspaces/{workspace}/deposits"), typed, 201).await;
        shop.patch(&format!("/workspaces/{workspace}/reminder"), json!({"is_on": true}), 200).await;
    }
    shop.clock.advance_ms(10_000);
    sweep(&shop).await;
    assert_eq!(server.taken().len(), 1, "{:?}", server.taken());
    shop.clock.advance_ms(15 * MINUTE_MS);
    mail(&shop).await;
    assert_eq!(server.taken().len(), 2);
    shop.end().await;
}

#[tokio::test]
async fn who_switched_it_off_or_left_gets_none() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let staff = shop.member("staff@example.com", "MEMBER").await;
    switch(&shop, &staff, true).await;
    assert_eq!(switch(&shop, &shop.owner, true).await["is_on"], true);
    held(&shop, "김철수", 500_000).await;
    shop.sweep().await.unwrap();
    assert_eq!(switch(&shop, &shop.owner, false).await, off());
    shop.delete("/workspaces/1/members/2", 204).await;
    mail(&shop).await;
    shop.clock.advance_ms(15 * MINUTE_MS);
    sweep(&shop).await;
    assert!(server.taken().is_empty(), "{:?}", server.taken());
    let kinds: Vec<_> = shop.items().await.iter().map(tests::day::kind).collect();
    assert!(!kinds.contains(&"reminder of a member"), "what nobody wants is gone");
    shop.end().await;
}

#[tokio::test]
async fn a_mail_server_that_is_down_loses_no_reminder_and_doubles_none() {
    let server = MailServer::start(|verb, before| (verb == "MAIL" && before < 2).then(|| "451 later".to_owned())).await;
    let shop = open(&server).await;
    switch(&shop, &shop.owner, true).await;
    held(&shop, "김철수", 500_000).await;
    sweep(&shop).await;
    held(&shop, "이영희", 500_001).await;
    shop.clock.advance_ms(15 * MINUTE_MS);
    sweep(&shop).await;
    for _ in 0..3 {
        mail(&shop).await;
    }
    let taken = server.taken();
    assert_eq!(taken.len(), 1, "{taken:?}");
    assert_eq!(Seen::of(&taken[0].mail).subject, "[LunePay] 확인할 입금 2건");
    shop.end().await;
}

#[tokio::test]
async fn where_no_mail_is_sent_it_cannot_be_switched_on() {
    let shop = Shop::open_with(Policy::default()).await;
    assert_problem(&shop.patch(REMINDER, json!({"is_on": true}), 400).await, "mail_off");
    shop.patch(REMINDER, json!({"is_on": false}), 200).await;
    shop.end().await;
}

/// What the owner chooses.
async fn choose(shop: &Shop, body: Value) -> Value {
    shop.call(Method::PATCH, REMINDER, Some(&shop.owner), Some(body), 200).await.body
}

#[tokio::test]
async fn each_kind_is_mailed_of_to_who_chose_it() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let staff = shop.member("staff@example.com", "MEMBER").await;
    switch(&shop, &staff, true).await;
    let kinds = json!(["ORDERS", "PHONES", "REVERSALS"]);
    let chosen = choose(&shop, json!({"is_on": true, "kinds": kinds})).await;
    assert_eq!(chosen["kinds"], json!(["REVERSALS", "PHONES", "ORDERS"]));
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 1_000_000).await;
    shop.clock.advance_ms(10_000);
    sweep(&shop).await;
    let seen = super::only(&server);
    assert_eq!(seen.to, "owner@example.com");
    assert_eq!(seen.subject, "[LunePay] 입금이 확인된 주문 1건");
    assert!(seen.text.contains("\nhttps://pay.shop.example/w/1\n"), "{}", seen.text);
    held(&shop, "김철수", 500_000).await;
    shop.clock.advance_ms(15 * MINUTE_MS);
    sweep(&shop).await;
    let taken = server.taken();
    let second = Seen::of(&taken[1].mail);
    assert_eq!((second.to.as_str(), second.subject.as_str()), ("staff@example.com", "[LunePay] 확인할 입금 1건"));
    assert_eq!(taken.len(), 2, "what was paid is mailed of once");
    shop.end().await;
}

#[tokio::test]
async fn a_phone_that_fell_silent_is_mailed_of() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let key = shop.phone().await;
    shop.patch("/workspaces/1/phone-numbers/1", json!({"silent_after_minutes": 60}), 200).await;
    shop.call(Method::POST, &format!("/webhooks/ping/{key}"), None, None, 200).await;
    choose(&shop, json!({"is_on": true, "kinds": ["PHONES"]})).await;
    sweep(&shop).await;
    assert!(server.taken().is_empty(), "it was just heard of");
    shop.clock.advance_ms(60 * MINUTE_MS + 1);
    sweep(&shop).await;
    shop.clock.advance_ms(15 * MINUTE_MS);
    sweep(&shop).await;
    let seen = super::only(&server);
    assert_eq!(seen.subject, "[LunePay] 신호가 끊긴 휴대폰 1대");
    shop.end().await;
}

#[tokio::test]
async fn in_quiet_hours_nothing_is_mailed_but_a_test() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let clock = shop.clock.now().datetime();
    let minute = u64::from(clock.hour()) * 60 + u64::from(clock.minute());
    let quiet = json!({"from": minute, "until": (minute + 60) % 1440});
    let chosen = choose(&shop, json!({"is_on": true, "quiet_hours": quiet})).await;
    assert_eq!(chosen["quiet_hours"], quiet);
    held(&shop, "김철수", 500_000).await;
    sweep(&shop).await;
    shop.clock.advance_ms(30 * MINUTE_MS);
    sweep(&shop).await;
    assert!(server.taken().is_empty(), "it is quiet");
    shop.call(Method::POST, &format!("{REMINDER}/test"), Some(&shop.owner), Some(json!({})), 202).await;
    mail(&shop).await;
    assert_eq!(super::only(&server).subject, "[LunePay] 시험 메일");
    shop.clock.advance_ms(31 * MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(server.taken().len(), 2, "what happened meanwhile is mailed of");
    let same = json!({"is_on": true, "quiet_hours": {"from": 7, "until": 7}});
    let refused = shop.call(Method::PATCH, REMINDER, Some(&shop.owner), Some(same), 400).await;
    assert_eq!(refused.body["errors"][0]["field"], "quiet_hours.until");
    shop.end().await;
}
