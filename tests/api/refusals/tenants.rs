//! One tenant and another, and a workspace that is switched off.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::Shop;
use tests::receiver::Receiver;
use web::Policy;

use super::super::help::{
    ACCOUNTS, DEPOSITS, MANUAL, ORDERS, assert_has, assert_problem, bad_fields, ids, record, refused, typed,
};

#[tokio::test]
async fn the_ids_of_another_tenant_are_not_there() {
    let shop = Shop::open().await;
    let stranger = shop.sign_up("stranger@example.com").await;
    shop.call(Method::POST, "/workspaces", Some(&stranger), Some(json!({"name": "옆 가게"})), 200).await;
    for nth in 1..=3 {
        shop.place(&format!("A-{nth}"), 14_510 + nth, "홍길동").await;
        record(&shop, "김철수", 20_000 + nth).await;
    }
    let as_stranger = async |method: Method, path: &str, body: Option<Value>, code: &str| {
        let answer = shop.call(method, path, Some(&stranger), body, 404).await;
        assert_problem(&answer, code);
    };
    // Under the other's workspace: the workspace itself is not there, whatever is asked of it.
    for path in [
        "/workspaces/1",
        ORDERS,
        "/workspaces/1/orders/1",
        "/workspaces/1/orders/999",
        DEPOSITS,
        "/workspaces/1/deposits/1/candidates",
        ACCOUNTS,
        "/workspaces/99",
    ] {
        as_stranger(Method::GET, path, None, "workspace_not_found").await;
    }
    as_stranger(Method::POST, ORDERS, Some(json!({"order_number": "B"})), "workspace_not_found").await;
    as_stranger(Method::POST, MANUAL, Some(json!({"deposit_id": 1, "order_id": 1})), "workspace_not_found").await;
    // Under their own workspace: the ids are of another one.
    as_stranger(Method::GET, "/workspaces/2/orders/1", None, "order_not_found").await;
    as_stranger(Method::PATCH, "/workspaces/2/orders/1", Some(json!({"status": "CANCELLED"})), "order_not_found").await;
    as_stranger(Method::GET, "/workspaces/2/deposits/1", None, "deposit_not_found").await;
    as_stranger(Method::GET, "/workspaces/2/deposits/1/candidates", None, "deposit_not_found").await;
    as_stranger(Method::GET, "/workspaces/2/bank-accounts/1", None, "bank_account_not_found").await;
    let lacked = typed(&shop, "홍길동", 14_511);
    let lacked = shop.call(Method::POST, "/workspaces/2/deposits", Some(&stranger), Some(lacked), 400).await;
    assert_eq!(bad_fields(&lacked), ["bank_account_id:not_found"]);
    as_stranger(
        Method::POST,
        "/workspaces/2/matches/manual",
        Some(json!({"deposit_id": 1, "order_id": 1})),
        "deposit_not_found",
    )
    .await;
    as_stranger(Method::POST, "/workspaces/2/matches/1/unmatch", None, "deposit_not_found").await;
    // Under no workspace at all.
    for bent in ["0", "-1", "01", "1e0", "x", "%31%20", "99999999999999999999", "1%2Forders"] {
        as_stranger(Method::GET, &format!("/workspaces/{bent}"), None, "workspace_not_found").await;
    }
    assert_eq!(shop.order(1).await["version"], 1);
    shop.end().await;
}

/// Gives workspace 1 a phone, two endpoints and a delivery to the second, a message, a member and an invitation: the
/// ids of the delivery and the message.
async fn one_of_everything(shop: &Shop, server: &Receiver) -> (String, String) {
    shop.member("staff@example.com", "MEMBER").await;
    shop.post("/workspaces/1/invitations", json!({"email": "new@example.com", "role": "MEMBER"}), 201).await;
    shop.sms(&shop.kb("한가인", 800, 600_000).replace("입금", "출금"), shop.clock.now()).await;
    shop.phone().await;
    let endpoint = json!({"url": server.url, "events": ["order.matched"]});
    shop.post("/workspaces/1/webhook-endpoints", endpoint.clone(), 201).await;
    shop.post("/workspaces/1/webhook-endpoints", endpoint, 201).await;
    shop.post("/workspaces/1/webhook-endpoints/2/ping", Value::Null, 202).await;
    shop.notify().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let of = async |path: &str| {
        let listed = shop.get(&format!("/workspaces/1/{path}"), 200).await.body;
        listed[0]["id"].as_str().unwrap().to_owned()
    };
    (of("webhook-endpoints/2/deliveries").await, of("messages").await)
}

#[tokio::test]
async fn under_ones_own_workspace_the_ids_of_another_are_not_there() {
    let shop = Shop::open_with(Policy { loopback_endpoints: true, ..Policy::default() }).await;
    let server = Receiver::good().await;
    let (delivery, message) = one_of_everything(&shop, &server).await;
    let stranger = shop.sign_up("stranger@example.com").await;
    shop.call(Method::POST, "/workspaces", Some(&stranger), Some(json!({"name": "옆 가게"})), 200).await;
    // A deposit and an endpoint of their own, so that only what is foreign is not there.
    let account =
        json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-999-000000", "account_holder": "옆"});
    shop.call(Method::POST, "/workspaces/2/bank-accounts", Some(&stranger), Some(account), 201).await;
    shop.call(Method::POST, "/workspaces/2/deposits", Some(&stranger), Some(typed(&shop, "홍길동", 14_510)), 201).await;
    let endpoint = json!({"url": server.url, "events": ["order.matched"]});
    shop.call(Method::POST, "/workspaces/2/webhook-endpoints", Some(&stranger), Some(endpoint), 201).await;
    let pair = json!({"deposit_id": 1, "order_id": 1});
    let seat = json!({"role": "VIEWER"});
    let (get, post, patch, delete) = (Method::GET, Method::POST, Method::PATCH, Method::DELETE);
    let foreign = [
        (&post, "matches/manual".to_owned(), pair, "order_not_found"),
        (&post, "matches".to_owned(), json!({"deposit_ids": [1], "order_ids": [1]}), "order_not_found"),
        (&get, "phone-numbers/1".to_owned(), Value::Null, "phone_not_found"),
        (&patch, "phone-numbers/1".to_owned(), json!({"label": "내 것"}), "phone_not_found"),
        (&post, "phone-numbers/1/rotate-key".to_owned(), json!({"overlap_hours": 0}), "phone_not_found"),
        (&post, "phone-numbers/1/test-code".to_owned(), Value::Null, "phone_not_found"),
        (&post, "phone-numbers/1/confirm-sender".to_owned(), Value::Null, "phone_not_found"),
        (&delete, "phone-numbers/1".to_owned(), Value::Null, "phone_not_found"),
        (&get, "webhook-endpoints/2".to_owned(), Value::Null, "endpoint_not_found"),
        (&patch, "webhook-endpoints/2".to_owned(), json!({"is_active": false}), "endpoint_not_found"),
        (&post, "webhook-endpoints/2/rotate-secret".to_owned(), Value::Null, "endpoint_not_found"),
        (&post, "webhook-endpoints/2/ping".to_owned(), Value::Null, "endpoint_not_found"),
        (&get, "webhook-endpoints/2/deliveries".to_owned(), Value::Null, "endpoint_not_found"),
        (&get, format!("webhook-endpoints/1/deliveries/{delivery}"), Value::Null, "delivery_not_found"),
        (&post, format!("webhook-endpoints/1/deliveries/{delivery}/replay"), Value::Null, "delivery_not_found"),
        (&delete, "webhook-endpoints/2".to_owned(), Value::Null, "endpoint_not_found"),
        (&get, format!("messages/{message}"), Value::Null, "message_not_found"),
        (&post, format!("messages/{message}/reread"), Value::Null, "message_not_found"),
        (&post, format!("messages/{message}/deposit"), typed(&shop, "홍길동", 800), "message_not_found"),
        (&post, format!("messages/{message}/dismiss"), Value::Null, "message_not_found"),
        (&patch, "members/2".to_owned(), seat, "member_not_found"),
        (&delete, "members/2".to_owned(), Value::Null, "member_not_found"),
        (&delete, "invitations/1".to_owned(), Value::Null, "invitation_not_found"),
    ];
    let mut found = Vec::new();
    let before = everything_of_the_first(&shop).await;
    for (method, path, body, code) in foreign {
        let request = Request::builder().method(method).uri(format!("/api/v1/workspaces/2/{path}"));
        let request = request.header("authorization", format!("Bearer {stranger}"));
        let answer = match body {
            Value::Null => shop.send(request.body(Body::empty()).unwrap()).await,
            body => {
                let request = request.header("content-type", "application/json");
                shop.send(request.body(Body::from(body.to_string())).unwrap()).await
            }
        };
        if (answer.status, answer.code()) != (404, code) {
            found.push(format!("{method} {path}: {}", answer.body));
        }
    }
    assert!(found.is_empty(), "found: {found:#?}");
    assert!(everything_of_the_first(&shop).await == before, "something of the first workspace changed");
    shop.end().await;
}

/// What stands under workspace 1, by its key.
async fn everything_of_the_first(shop: &Shop) -> BTreeMap<String, HashMap<String, AttributeValue>> {
    let key = |item: &HashMap<String, AttributeValue>| format!("{:?} {:?}", item["PK"], item["SK"]);
    let items: BTreeMap<_, _> = shop.items().await.into_iter().map(|item| (key(&item), item)).collect();
    let items: BTreeMap<_, _> = items.into_iter().filter(|(key, _)| key.contains("WS#0000000001")).collect();
    assert!(items.len() > 8, "{items:#?}");
    items
}

#[tokio::test]
async fn each_workspace_counts_for_itself() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let made = shop.post("/workspaces", json!({"name": "둘째 가게"}), 200).await;
    assert_eq!(made.body["id"], 2);
    let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동"});
    assert_has(&shop.post("/workspaces/2/orders", body, 201).await.body, &json!({"id": 1, "workspace_id": 2}));
    assert_eq!(ids(&shop.get("/workspaces", 200).await), [2, 1]);
    shop.end().await;
}

#[tokio::test]
async fn a_workspace_that_is_off_takes_no_writes_and_no_messages() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    record(&shop, "김철수", 9_900).await;
    assert_eq!(shop.patch("/workspaces/1", json!({"is_active": false}), 200).await.body["is_active"], false);
    let writes = [
        (Method::POST, ORDERS, json!({"order_number": "A-2", "amount": 1_000, "depositor_name": "홍길동"})),
        (Method::PATCH, "/workspaces/1/orders/1", json!({"status": "CANCELLED"})),
        (Method::POST, DEPOSITS, typed(&shop, "홍길동", 14_510)),
        (Method::POST, MANUAL, json!({"deposit_id": 1, "order_id": 1})),
        (Method::POST, "/workspaces/1/matches/1/unmatch", json!({})),
        (Method::POST, ACCOUNTS, json!({"bank_code": "004"})),
        (Method::PATCH, "/workspaces/1/bank-accounts/1", json!({"is_active": false})),
        (Method::POST, "/workspaces/1/invitations", json!({"email": "a@example.com", "role": "MEMBER"})),
        (Method::PATCH, "/workspaces/1", json!({"name": "새 이름"})),
    ];
    for (method, path, body) in writes {
        refused(&shop, method, path, body, "workspace_inactive").await;
    }
    for path in ["/workspaces/1", ORDERS, "/workspaces/1/orders/1", DEPOSITS, ACCOUNTS] {
        shop.get(path, 200).await;
    }
    assert_problem(&shop.pay("홍길동", 14_510, 1_000_000).await, "account_not_found");
    assert_has(&shop.order(1).await, &json!({"status": "PENDING", "version": 1}));
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [1]);

    // Switched on again it takes them, and the message that came meanwhile is not lost.
    shop.patch("/workspaces/1", json!({"is_active": true, "name": "새 이름"}), 200).await;
    shop.rest().await;
    let order = shop.order(1).await;
    assert_eq!(order["status"], "MATCHED");
    assert_eq!(shop.deposit(order["matched_deposit_id"].as_u64().unwrap()).await["source"], "SMS");
    shop.end().await;
}

#[tokio::test]
async fn settings_are_checked_field_by_field() {
    let shop = Shop::open().await;
    let changed = shop
        .patch("/workspaces/1", json!({"settings": {"tie_policy": "OLDEST", "match_window_days": 365}}), 200)
        .await
        .body;
    assert_has(&changed["settings"], &json!({"tie_policy": "OLDEST", "match_window_days": 365}));
    for (settings, field) in [
        (json!({"tie_policy": "NEWEST"}), "settings.tie_policy:invalid"),
        (json!({"match_window_days": 0}), "settings.match_window_days:out_of_range"),
        (json!({"match_window_days": 366}), "settings.match_window_days:out_of_range"),
        (json!({"match_window_days": "30"}), "settings.match_window_days:wrong_type"),
        (json!("HOLD"), "settings:wrong_type"),
        (json!(null), "settings:required"),
    ] {
        let answer =
            refused(&shop, Method::PATCH, "/workspaces/1", json!({"settings": settings}), "invalid_fields").await;
        assert_eq!(super::super::help::bad_fields(&answer), [field]);
    }
    assert_eq!(shop.get("/workspaces/1", 200).await.body, changed);
    shop.end().await;
}
