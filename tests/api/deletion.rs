//! DELETE /workspaces/{id}: gone for everybody at once, and its data soon after, whatever is under way and whoever
//! dies.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::types::AttributeValue;
use axum::http::Method;
use domain::time::DAY_MS;
use serde_json::json;
use tests::{Answer, Call, Fate, Gate, Shop};
use web::Policy;

use super::help::{assert_problem, bad_fields};

type Item = HashMap<String, AttributeValue>;

const SHOP: &str = "/workspaces/1";

async fn delete(shop: &Shop, name: &str) -> Answer {
    shop.ask(Method::DELETE, SHOP, Some(&shop.owner), Some(json!({"name": name}))).await
}

/// A shop with something of everything: members, an invitation, a phone, accounts, orders in every state, deposits that
/// wait, are held and matched, messages, receipts, a retention pass, an endpoint and deliveries to it. Beside it
/// workspace 2, with the same owner.
async fn full() -> Shop {
    let shop = Shop::open_with(Policy { loopback_endpoints: true, mail: true, ..Policy::default() }).await;
    shop.patch("/workspaces/1/reminder", json!({"is_on": true}), 200).await;
    // Nobody listens there: each delivery waits for its next try.
    shop.post("/workspaces/1/webhook-endpoints", json!({"url": "http://127.0.0.1:9/hooks"}), 201).await;
    shop.member("staff@example.com", "MEMBER").await;
    shop.post("/workspaces/1/invitations", json!({"email": "later@example.com", "role": "VIEWER"}), 201).await;
    shop.register("110-999-000000").await;
    shop.patch("/workspaces/1/bank-accounts/2", json!({"is_active": false}), 200).await;
    for nth in 1..=30 {
        shop.place(&format!("A-{nth}"), 1_000 + nth, "홍길동").await;
    }
    shop.patch("/workspaces/1/orders/2", json!({"status": "CANCELLED"}), 200).await;
    let soon = shop.clock.now().plus_ms(60_000).rfc3339();
    shop.post(
        "/workspaces/1/orders",
        json!({"order_number": "B-1", "amount": 77, "depositor_name": "홍길동", "expires_at": soon}),
        201,
    )
    .await;
    shop.pay("홍길동", 1_001, 500_000).await;
    shop.pay("이*수", 900, 500_000).await;
    for nth in 1..=12 {
        shop.pay("박영희", 70_000 + nth, 500_000 + nth).await;
    }
    shop.sms(&shop.kb("한가인", 800, 600_000).replace("입금", "출금"), shop.clock.now()).await;
    shop.post("/workspaces/1/phone-numbers", json!({"phone_number": "010-0000-0000", "label": "계산대"}), 201).await;
    shop.patch(SHOP, json!({"settings": {"retention_days": 30, "intake": "OPEN"}}), 200).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    let account =
        json!({"bank_code": "004", "bank_name": "국민", "account_number": "555-123-000000", "account_holder": "옆"});
    shop.post("/workspaces/2/bank-accounts", account, 201).await;
    shop.post("/workspaces/2/orders", json!({"order_number": "N-1", "amount": 500, "depositor_name": "이웃"}), 201)
        .await;
    shop.rest().await;
    shop
}

fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}

/// The keys of what a workspace has left. An invitation and the receipt of a repeated call go by their time to live.
async fn left_of(shop: &Shop, workspace: u64) -> Vec<String> {
    let (ws, number) = (format!("{workspace:010}"), AttributeValue::N(workspace.to_string()));
    let of_it = |item: &Item| {
        let (pk, sk) = (text(item, "PK"), text(item, "SK"));
        let its_own = pk == format!("WS#{ws}") || pk.starts_with(&format!("WS#{ws}#")) || pk == format!("SEQ#{ws}");
        let elsewhere = pk.starts_with("USER#") && sk == format!("WS#{ws}")
            || pk.starts_with("BANK#") && sk.contains(&format!("#{ws}#"));
        let told = item.get("workspace_id") == Some(&number) && !pk.starts_with("INVITATION#");
        its_own || elsewhere || told
    };
    let items = shop.items().await;
    items.iter().filter(|item| of_it(item)).map(|item| format!("{} / {}", text(item, "PK"), text(item, "SK"))).collect()
}

#[tokio::test]
async fn a_deleted_workspace_is_gone_at_once_and_its_data_soon_after() {
    let shop = full().await;
    let neighbour = left_of(&shop, 2).await;
    assert!(left_of(&shop, 1).await.len() > 100 && neighbour.len() >= 8, "{neighbour:?}");
    let staff = shop.log_in("staff@example.com").await;
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
    for token in [&shop.owner, &staff] {
        for path in [SHOP, "/workspaces/1/orders", "/workspaces/1/deposits/1", "/workspaces/1/messages"] {
            let gone = shop.call(Method::GET, path, Some(token), None, 404).await;
            assert_problem(&gone, "workspace_not_found");
        }
    }
    assert_problem(&delete(&shop, "쇼핑몰 운영팀").await, "workspace_not_found");
    assert_eq!(shop.get("/workspaces", 200).await.body.as_array().unwrap().len(), 1, "the token works elsewhere");
    // Its account takes no message.
    let raw = shop.kb("홍길동", 1_003, 700_000);
    assert_problem(&shop.sms(&raw, shop.clock.now()).await, "account_not_found");
    shop.rest().await;
    assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
    assert_eq!(left_of(&shop, 2).await, neighbour);
    let made = shop.post("/workspaces", json!({"name": "새 가게"}), 200).await;
    assert_eq!(made.body["id"], 3, "no id is given twice");
    let account = json!({"bank_code": "004", "bank_name": "국민", "account_number": "110-123-000000", "account_holder": "홍길동"});
    shop.post("/workspaces/3/bank-accounts", account, 201).await;
    shop.end().await;
}

#[tokio::test]
async fn it_takes_the_owner_in_person_and_the_very_name() {
    let shop = Shop::open().await;
    let wrong = delete(&shop, "쇼핑몰").await;
    assert_eq!((wrong.status, bad_fields(&wrong)), (400, vec!["name:invalid".to_owned()]));
    assert_eq!(
        bad_fields(&shop.ask(Method::DELETE, SHOP, Some(&shop.owner), Some(json!({}))).await),
        ["name:required"]
    );
    let token =
        shop.post("/auth/tokens", json!({"name": "서버"}), 201).await.body["token"].as_str().unwrap().to_owned();
    let body = json!({"name": "쇼핑몰 운영팀"});
    assert_problem(&shop.ask(Method::DELETE, SHOP, Some(&token), Some(body.clone())).await, "role_insufficient");
    let staff = shop.member("staff@example.com", "MEMBER").await;
    assert_problem(&shop.ask(Method::DELETE, SHOP, Some(&staff), Some(body)).await, "role_insufficient");
    shop.rest().await;
    assert_eq!(shop.get(SHOP, 200).await.body["name"], "쇼핑몰 운영팀");
    // A deactivated one is deleted, too.
    shop.patch(SHOP, json!({"is_active": false}), 200).await;
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
    shop.rest().await;
    assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
    shop.end().await;
}

/// Calls that had begun are held until the workspace is gone, and then write what they had to.
#[tokio::test]
async fn what_was_under_way_leaves_nothing_behind() {
    let shop = Arc::new(full().await);
    let gate = Gate::shut();
    let held = gate.clone();
    shop.wire.rule(move |call: &Call| {
        match call.operation == "TransactWriteItems" && call.body.to_string().contains("LATE") {
            true => Fate::HoldRequest(held.clone()),
            false => Fate::Pass,
        }
    });
    let late = tokio::spawn({
        let shop = Arc::clone(&shop);
        async move {
            let body = json!({"order_number": "LATE-1", "amount": 4_321, "depositor_name": "홍길동"});
            shop.ask(Method::POST, "/workspaces/1/orders", Some(&shop.owner), Some(body)).await
        }
    });
    gate.when_come(1).await;
    for nth in 0..5 {
        shop.sms_async(&shop.kb("홍길동", 2_000 + nth, 700_000), shop.clock.now()).await;
    }
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
    // The first round, to its end.
    shop.drain().await;
    assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
    gate.open();
    late.await.unwrap();
    shop.wire.calm();
    assert!(!left_of(&shop, 1).await.is_empty(), "the order that was under way stands there");
    shop.rest().await;
    assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
    Arc::into_inner(shop).unwrap().end().await;
}

/// A step that dies after any of its calls is delivered again, and nothing is left.
#[tokio::test]
async fn a_step_that_dies_anywhere_is_made_up() {
    for lost in [Fate::LoseRequest, Fate::LoseReply] {
        let shop = full().await;
        assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
        // Four deaths: the fifth failure would bury the task.
        for dies_at in [0, 2, 40, 77] {
            let seen = AtomicUsize::new(0);
            let lost = lost.clone();
            // Everything from this call on fails: the invocation is dead.
            shop.wire
                .rule(move |_| if seen.fetch_add(1, Ordering::SeqCst) < dies_at { Fate::Pass } else { lost.clone() });
            shop.product.queue.release_delayed();
            shop.product.queue.release_in_flight();
            shop.drain().await;
            shop.wire.calm();
        }
        shop.product.queue.release_in_flight();
        shop.rest().await;
        shop.product.queue.release_in_flight();
        shop.rest().await;
        assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
        shop.end().await;
    }
}

#[tokio::test]
async fn a_program_that_dies_after_the_commit_is_made_up_by_the_queue() {
    let shop = full().await;
    // The second sending, which follows the commit, never comes.
    let sent = AtomicUsize::new(0);
    shop.queue_wire
        .rule(move |_| if sent.fetch_add(1, Ordering::SeqCst) == 0 { Fate::Pass } else { Fate::LoseRequest });
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
    shop.queue_wire.calm();
    shop.rest().await;
    assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
    shop.end().await;
}

#[tokio::test]
async fn without_a_queue_nothing_is_deleted_and_a_task_of_no_deletion_deletes_nothing() {
    let shop = full().await;
    let before = left_of(&shop, 1).await;
    shop.queue_wire.rule(|_| Fate::LoseRequest);
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 503);
    shop.queue_wire.calm();
    shop.get(SHOP, 200).await;
    // The insurance of a deletion that never committed.
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseRequest } else { Fate::Pass });
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 503);
    shop.wire.calm();
    shop.rest().await;
    assert_eq!(left_of(&shop, 1).await, before);
    shop.end().await;
}

#[tokio::test]
async fn an_invitation_into_a_deleted_workspace_is_worth_nothing() {
    let shop = Shop::open().await;
    let guest = shop.sign_up("guest@example.com").await;
    let invited =
        shop.post("/workspaces/1/invitations", json!({"email": "guest@example.com", "role": "VIEWER"}), 201).await;
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
    let accepted =
        shop.ask(Method::POST, "/invitations/accept", Some(&guest), Some(json!({"code": invited.body["code"]}))).await;
    assert_problem(&accepted, "invitation_invalid");
    shop.rest().await;
    assert_eq!(left_of(&shop, 1).await, Vec::<String>::new());
    shop.end().await;
}

/// The receipt of a repeated call outlives the workspace by some days; it tells nobody anything.
#[tokio::test]
async fn a_repeated_message_of_a_deleted_workspace_finds_no_account() {
    let shop = Shop::open().await;
    let raw = shop.kb("홍길동", 14_510, 532_513);
    shop.sms(&raw, shop.clock.now()).await;
    shop.clock.advance_ms(1_000);
    assert_eq!(shop.sms(&raw, shop.clock.now()).await.body["duplicate"], true);
    assert_eq!(delete(&shop, "쇼핑몰 운영팀").await.status, 202);
    shop.rest().await;
    assert_problem(&shop.sms(&raw, shop.clock.now()).await, "account_not_found");
    let left = left_of(&shop, 1).await;
    assert!(left.iter().all(|key| key.starts_with("RECEIPT#")), "{left:?}");
    shop.clock.advance_ms(8 * DAY_MS);
    shop.end().await;
}
