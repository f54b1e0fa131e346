//! Every POST that takes a key: whichever of its commits is not answered, it takes effect once.

use std::collections::BTreeMap;

use tests::authenticator::Authenticator;
use tests::browser::browser;
use tests::day::{self, Item};

use super::*;

/// What one request is: its operation, and its path and body where the day left them.
struct Ask {
    operation: &'static str,
    path: String,
    body: Value,
}

fn ask(operation: &'static str, at: &str, body: Value) -> Ask {
    let path = operation.strip_prefix("POST ").unwrap();
    let mut names = at.split_whitespace();
    let segment = |segment: &str| match segment.starts_with('{') {
        true => names.next().unwrap().to_owned(),
        false => segment.to_owned(),
    };
    Ask { operation, path: path.split('/').map(segment).collect::<Vec<_>>().join("/"), body }
}

/// The first of a list.
async fn first(shop: &Shop, list: &str) -> String {
    let listed = shop.get(&format!("/workspaces/1/{list}"), 200).await.body;
    let id = &listed[0]["id"];
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The deposit of workspace 1 of which this is true.
async fn deposit(shop: &Shop, is_it: impl Fn(&Value) -> bool) -> u64 {
    let all = shop.get("/workspaces/1/deposits", 200).await.body;
    all.as_array().unwrap().iter().find(|deposit| is_it(deposit)).expect("the day has one")["id"].as_u64().unwrap()
}

/// One request of each operation, all of which a day's owner may ask.
async fn all(shop: &Shop) -> Vec<Ask> {
    let inbox = shop.get("/workspaces/1/messages?status=QUARANTINED", 200).await.body;
    let [unclear, message] = [true, false].map(|is_unclear| {
        let of_kind = |message: &&Value| (message["why"] == "reversal_unclear") == is_unclear;
        let message = inbox.as_array().unwrap().iter().find(of_kind).expect("the day has both");
        format!("1 {}", message["id"].as_str().unwrap())
    });
    let [paid, waits, order, delivery, offered] = [
        first(shop, "deposits?is_matched=true").await,
        deposit(shop, |deposit| deposit["state"] == json!("WAITING")).await.to_string(),
        first(shop, "orders?status=PENDING").await,
        first(shop, "webhook-endpoints/1/deliveries").await,
        first(shop, "webhook-endpoints/3/deliveries").await,
    ];
    let held = deposit(shop, |deposit| deposit["hold_reasons"] == json!(["sender_missing"])).await;
    let taken_back = deposit(shop, |deposit| deposit["amount"] == json!(900)).await;
    let dismissed = deposit(shop, |deposit| deposit["state"] == json!("DISMISSED")).await;
    let unread = inbox.as_array().unwrap().iter().find(|message| {
        !message["phone_number_id"].is_null() && message["raw_sms"].as_str().unwrap().contains("덧붙은 줄")
    });
    let unread = unread.expect("the day has a text that nobody read")["id"].as_str().unwrap();
    let explained = shop.get(&format!("/workspaces/1/messages/{unread}"), 200).await.body;
    let marked = json!({"message_id": unread, "marks": explained["explanation"]["proposed_marks"]});
    let number = |id: &str| id.parse::<u64>().unwrap();
    let [received, asked] = [
        shop.get(&format!("/workspaces/1/deposits/{waits}"), 200).await.body["amount"].as_u64(),
        shop.order(number(&order)).await["amount"].as_u64(),
    ];
    let (kind, difference) = if received < asked { ("SHORT", "ACCEPT_SHORT") } else { ("OVER", "ACCEPT_OVER") };
    let version = async |path: String| shop.get(&path, 200).await.body["history"].as_array().map_or(0, Vec::len);
    let proposal = format!(
        "p1.{kind}.{waits}v{}.{order}v{}",
        version(format!("/workspaces/1/deposits/{waits}")).await,
        version(format!("/workspaces/1/orders/{order}")).await,
    );
    let typed = json!({"bank_account_id": 1, "amount": 999, "depositor_name": "나무", "deposited_at": "2024-02-12T10:00:00+09:00"});
    let account =
        json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-123-000009", "account_holder": "가게"});
    let password = json!({"current": "correct horse battery", "new": "another horse battery"});
    vec![
        ask("POST /auth/logout", "", json!({})),
        ask("POST /auth/password", "", password),
        ask("POST /auth/second-factor", "", json!({"password": "correct horse battery"})),
        ask("POST /auth/second-factor/confirm", "", Value::Null),
        ask("POST /auth/second-factor/end", "", Value::Null),
        ask("POST /auth/second-factor/recovery-codes", "", Value::Null),
        ask("POST /auth/tokens", "", json!({"name": "서버"})),
        ask("POST /invitations/accept", "", Value::Null),
        ask("POST /workspaces", "", json!({"name": "가게"})),
        ask("POST /workspaces/{id}/bank-accounts", "1", account),
        ask("POST /workspaces/{id}/deposits", "1", typed.clone()),
        ask("POST /workspaces/{id}/deposits/{deposit_id}/dismiss", &format!("1 {waits}"), json!({"reason": "PRIVATE"})),
        ask("POST /workspaces/{id}/deposits/{deposit_id}/release", &format!("1 {held}"), json!({})),
        ask("POST /workspaces/{id}/deposits/{deposit_id}/restore", &format!("1 {dismissed}"), json!({})),
        ask("POST /workspaces/{id}/deposits/{deposit_id}/returned", &format!("1 {dismissed}"), json!({"amount": 1})),
        ask("POST /workspaces/{id}/invitations", "1", json!({"email": "new@example.com", "role": "VIEWER"})),
        ask(
            "POST /workspaces/{id}/matches",
            "1",
            json!({"deposit_ids": [number(&waits)], "order_ids": [number(&order)], "difference": difference}),
        ),
        ask(
            "POST /workspaces/{id}/matches/manual",
            "1",
            json!({"deposit_id": number(&waits), "order_id": number(&order)}),
        ),
        ask("POST /workspaces/{id}/matches/{deposit_id}/unmatch", &format!("1 {paid}"), json!({})),
        ask("POST /workspaces/{id}/message-formats", "1", marked.clone()),
        ask("POST /workspaces/{id}/message-formats/test", "1", marked),
        ask("POST /workspaces/{id}/messages/{message_id}/deposit", &message, typed),
        ask("POST /workspaces/{id}/messages/{message_id}/dismiss", &message, json!({})),
        ask("POST /workspaces/{id}/messages/{message_id}/reread", &message, json!({})),
        ask("POST /workspaces/{id}/messages/{message_id}/reversal", &unclear, json!({"deposit_id": taken_back})),
        ask(
            "POST /workspaces/{id}/orders",
            "1",
            json!({"order_number": "N-1", "amount": 1_234, "depositor_name": "나무"}),
        ),
        ask("POST /workspaces/{id}/phone-numbers", "1", json!({"phone_number": "010-0000-0009"})),
        ask("POST /workspaces/{id}/phone-numbers/{phone_id}/confirm-sender", "1 1", json!({})),
        ask("POST /workspaces/{id}/phone-numbers/{phone_id}/rotate-key", "1 1", json!({})),
        ask("POST /workspaces/{id}/phone-numbers/{phone_id}/test-code", "1 1", json!({})),
        ask("POST /workspaces/{id}/proposals/accept", "1", json!({"proposal_ids": [proposal]})),
        ask("POST /workspaces/{id}/proposals/{proposal_id}/accept", &format!("1 {proposal}"), json!({})),
        ask("POST /workspaces/{id}/proposals/{proposal_id}/reject", &format!("1 {proposal}"), json!({})),
        ask("POST /workspaces/{id}/test/messages", day::TEST_WORKSPACE, json!({"amount": 500, "name": "홍길동"})),
        ask("POST /workspaces/{id}/test/scenarios", day::TEST_WORKSPACE, json!({"name": "paid", "seed": 8})),
        ask("POST /workspaces/{id}/senders", "1", json!({"bank_code": "004", "sender": "02-765-4321"})),
        ask("POST /workspaces/{id}/reminder/test", "1", json!({})),
        ask("POST /workspaces/{id}/push-subscriptions", "1", browser("http://127.0.0.1:9/push")),
        ask("POST /workspaces/{id}/push-subscriptions/{subscription_id}/test", "1 4", json!({})),
        ask("POST /workspaces/{id}/webhook-endpoints", "1", json!({"url": "http://127.0.0.1:9/more"})),
        ask(
            "POST /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/ack",
            &format!("1 3 {offered}"),
            json!({}),
        ),
        ask(
            "POST /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay",
            &format!("1 1 {delivery}"),
            json!({}),
        ),
        ask("POST /workspaces/{id}/webhook-endpoints/{endpoint_id}/ping", "1 1", json!({})),
        ask(
            "POST /workspaces/{id}/webhook-endpoints/{endpoint_id}/replay",
            "1 1",
            json!({"since": "2024-01-01T00:00:00Z"}),
        ),
        ask("POST /workspaces/{id}/webhook-endpoints/{endpoint_id}/rotate-secret", "1 1", json!({})),
    ]
}

/// How many items of each kind stand, and how often those that people change were changed.
async fn stand(shop: &Shop) -> BTreeMap<&'static str, (usize, u64)> {
    let mut stand = BTreeMap::new();
    let version = |item: &Item| item.get("version").and_then(|version| version.as_n().ok()?.parse::<u64>().ok());
    for item in shop.items().await {
        let (many, versions): &mut (usize, u64) = stand.entry(day::kind(&item)).or_default();
        *many += 1;
        *versions += version(&item).unwrap_or(0);
    }
    stand
}

#[tokio::test]
async fn every_post_takes_effect_once_under_its_key() {
    let (shop, written) = day::spend().await;
    let asks = all(&shop).await;
    shop.end().await;
    let mut document = tests::documents::openapi();
    let takes_a_key = |operation: &Value| {
        tests::documents::parameters(operation).any(|parameter| parameter["name"] == "Idempotency-Key")
    };
    let operations = tests::documents::operations(&mut document);
    let all: Vec<_> = operations.iter().filter(|(_, operation)| takes_a_key(operation)).map(|(name, _)| name).collect();
    let mut asked: Vec<_> = asks.iter().map(|ask| ask.operation).collect();
    asked.sort_unstable();
    assert_eq!(all, asked, "each of the document's, and no other");
    for Ask { operation, path, body } in asks {
        let [calm, stormy] = [day::go_on_from(&written.items).await, day::go_on_from(&written.items).await];
        let mut told = Vec::new();
        for (shop, fate) in [(&calm, Fate::Pass), (&stormy, Fate::LoseReply)] {
            let (asks, body) = match operation {
                "POST /invitations/accept" => {
                    (shop.sign_up("later@example.com").await, json!({"code": written.invitation}))
                }
                operation if operation.starts_with("POST /auth/second-factor/") => {
                    let session = shop.log_in("owner@example.com").await;
                    let app = if operation.ends_with("confirm") {
                        Authenticator::begin(shop, &session).await
                    } else {
                        Authenticator::enrol(shop, &session).await.0
                    };
                    shop.clock.advance_ms(30_000);
                    let code = app.code(shop.clock.now());
                    let ended = json!({"password": "correct horse battery", "code": &code});
                    (session, if operation.ends_with("end") { ended } else { json!({"code": code}) })
                }
                _ => (shop.log_in("owner@example.com").await, body.clone()),
            };
            shop.wire.rule(move |call| match call.operation.as_str() {
                "TransactWriteItems" => fate.clone(),
                _ => Fate::Pass,
            });
            let first = post(shop, &asks, "k-1", &path, &body).await;
            assert!(first.status == 503 || first.status < 300, "{operation}: {}", first.body);
            shop.wire.calm();
            let again = post(shop, &asks, "k-1", &path, &body).await;
            match operation {
                // The session that asked is gone.
                "POST /auth/logout" => assert_problem(&again, "token_invalid"),
                _ => {
                    assert!(again.status < 300, "{operation}: {} {}", again.status, again.body);
                    let third = post(shop, &asks, "k-1", &path, &body).await;
                    assert_eq!((is_replayed(&third), third.status), (true, again.status), "{operation}");
                    assert_eq!(third.body, again.body, "{operation}");
                }
            }
            told.push(again.status);
        }
        assert_eq!(told[0], told[1], "{operation}");
        assert_eq!(stand(&calm).await, stand(&stormy).await, "{operation}");
        calm.end().await;
        stormy.end().await;
    }
}
