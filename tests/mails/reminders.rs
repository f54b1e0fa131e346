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

async fn switch(shop: &Shop, session: &str, is_on: bool) -> Value {
    shop.call(Method::PATCH, REMINDER, Some(session), Some(json!({"is_on": is_on})), 200).await.body
}

#[tokio::test]
async fn who_wants_it_is_mailed_how_many_deposits_wait_and_nothing_else() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    assert_eq!(shop.get(REMINDER, 200).await.body, json!({"is_on": false, "language": null}));
    held(&shop, "김철수", 500_000).await;
    held(&shop, "이영희", 500_001).await;
    sweep(&shop).await;
    assert!(server.taken().is_empty(), "nobody asked for it");
    assert_eq!(switch(&shop, &shop.owner, true).await, json!({"is_on": true, "language": "ko"}));
    sweep(&shop).await;
    let seen = super::only(&server);
    assert_eq!(
        (seen.to.as_str(), seen.subject.as_str()),
        ("owner@example.com", "[LunePay] 확인할 입금이 2건 있습니다")
    );
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
    assert_eq!(switch(&shop, &shop.owner, false).await, json!({"is_on": false, "language": null}));
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
    assert_eq!(Seen::of(&taken[0].mail).subject, "[LunePay] 확인할 입금이 2건 있습니다");
    shop.end().await;
}

#[tokio::test]
async fn where_no_mail_is_sent_it_cannot_be_switched_on() {
    let shop = Shop::open_with(Policy::default()).await;
    assert_problem(&shop.patch(REMINDER, json!({"is_on": true}), 400).await, "mail_off");
    shop.patch(REMINDER, json!({"is_on": false}), 200).await;
    shop.end().await;
}
