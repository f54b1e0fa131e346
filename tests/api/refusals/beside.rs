//! Mass assignment: whatever stands in a body beside the fields that its schema names takes no effect. Each call is
//! made in two shops that are alike, in one of them with fields beside; the answers, and the shops afterwards, must be
//! the same.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Map, Value, json};
use tests::Shop;
use tests::browser::browser;
use tests::documents::openapi;
use web::Policy;

use super::super::help::typed;

/// A call: method, path as the document has it, path, body, status.
type Call = (Method, &'static str, &'static str, Value, u16);

/// Every call that has a body of named fields, in an order in which each goes through.
fn calls(shop: &Shop) -> Vec<Call> {
    let (post, patch) = (Method::POST, Method::PATCH);
    let w = "/workspaces/{id}";
    let of = |rest: &str| -> &'static str { Box::leak(format!("{w}{rest}").into_boxed_str()) };
    let account =
        json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-999-000000", "account_holder": "가"});
    let order = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동"});
    let phone = json!({"phone_number": "010-0000-0000"});
    let sender = json!({"bank_code": "004", "sender": "02-123-4567"});
    let endpoint = json!({"url": "http://127.0.0.1:9/hook", "events": ["order.matched"]});
    let person = json!({"email": "new@example.com", "password": "correct horse battery", "name": "가"});
    vec![
        (post.clone(), "/auth/signup", "/auth/signup", person, 201),
        (post.clone(), "/workspaces", "/workspaces", json!({"name": "둘째"}), 200),
        (patch.clone(), w, "/workspaces/1", json!({"name": "새 이름"}), 200),
        (post.clone(), of("/bank-accounts"), "/workspaces/1/bank-accounts", account, 201),
        (
            patch.clone(),
            of("/bank-accounts/{account_id}"),
            "/workspaces/1/bank-accounts/1",
            json!({"bank_name": "나"}),
            200,
        ),
        (post.clone(), of("/orders"), "/workspaces/1/orders", order, 201),
        (patch.clone(), of("/orders/{order_id}"), "/workspaces/1/orders/1", json!({"memo": "문 앞"}), 200),
        (post.clone(), of("/deposits"), "/workspaces/1/deposits", typed(shop, "김철수", 500), 201),
        (post.clone(), of("/deposits/{deposit_id}/release"), "/workspaces/1/deposits/1/release", json!({}), 200),
        (
            post.clone(),
            of("/matches/manual"),
            "/workspaces/1/matches/manual",
            json!({"deposit_id": 1, "order_id": 1}),
            200,
        ),
        // They are matched already: it is answered as it stands.
        (
            post.clone(),
            of("/matches"),
            "/workspaces/1/matches",
            json!({"deposit_ids": [1], "order_ids": [1], "difference": "ACCEPT_SHORT"}),
            200,
        ),
        (post.clone(), of("/deposits"), "/workspaces/1/deposits", typed(shop, "이철수", 600), 201),
        (
            post.clone(),
            of("/deposits/{deposit_id}/dismiss"),
            "/workspaces/1/deposits/2/dismiss",
            json!({"reason": "PRIVATE"}),
            200,
        ),
        (
            post.clone(),
            of("/deposits/{deposit_id}/returned"),
            "/workspaces/1/deposits/2/returned",
            json!({"amount": 1}),
            200,
        ),
        (post.clone(), of("/senders"), "/workspaces/1/senders", sender, 201),
        (
            post.clone(),
            of("/invitations"),
            "/workspaces/1/invitations",
            json!({"email": "b@example.com", "role": "VIEWER"}),
            201,
        ),
        (patch.clone(), of("/reminder"), "/workspaces/1/reminder", json!({"is_on": false}), 200),
        (patch.clone(), of("/members/{user_id}"), "/workspaces/1/members/2", json!({"role": "VIEWER"}), 200),
        (post.clone(), of("/phone-numbers"), "/workspaces/1/phone-numbers", phone, 201),
        (patch.clone(), of("/phone-numbers/{phone_id}"), "/workspaces/1/phone-numbers/1", json!({"label": "폰"}), 200),
        (post.clone(), of("/webhook-endpoints"), "/workspaces/1/webhook-endpoints", endpoint, 201),
        (post, of("/push-subscriptions"), "/workspaces/1/push-subscriptions", browser("http://127.0.0.1:9/"), 201),
        (
            patch.clone(),
            of("/push-subscriptions/{subscription_id}"),
            "/workspaces/1/push-subscriptions/2",
            json!({"shows_names": true}),
            200,
        ),
        (
            patch,
            of("/webhook-endpoints/{endpoint_id}"),
            "/workspaces/1/webhook-endpoints/1",
            json!({"description": "a"}),
            200,
        ),
    ]
}

/// Calls with a body that say nothing of a kept thing's fields, or that are no member's.
const OTHERS: [&str; 23] = [
    "post /auth/login",
    "post /auth/password",
    "post /auth/password/forgot",
    "post /auth/password/reset",
    "post /auth/second-factor",
    "post /auth/second-factor/confirm",
    "post /auth/second-factor/recovery-codes",
    "post /auth/second-factor/end",
    // Refuses what it does not know: `a_field_that_is_not_known_or_makes_no_sense_issues_nothing`.
    "post /auth/tokens",
    "post /invitations/accept",
    "post /webhooks/bank-sms",
    "post /webhooks/bank-sms/{key}",
    "delete /workspaces/{id}",
    "post /workspaces/{id}/proposals/accept",
    "post /workspaces/{id}/proposals/{proposal_id}/accept",
    "post /workspaces/{id}/messages/{message_id}/deposit",
    "post /workspaces/{id}/messages/{message_id}/reversal",
    "post /workspaces/{id}/message-formats",
    "post /workspaces/{id}/message-formats/test",
    "post /workspaces/{id}/phone-numbers/{phone_id}/rotate-key",
    "post /workspaces/{id}/test/messages",
    "post /workspaces/{id}/test/scenarios",
    "post /workspaces/{id}/webhook-endpoints/{endpoint_id}/replay",
];

/// The fields that the document names in the body of a call.
fn named(document: &Value, method: &Method, path: &str) -> Map<String, Value> {
    let operation = &document["paths"][path][method.as_str().to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    // A body that may be left out stands beside `null`.
    let whole = schema["oneOf"].as_array().into_iter().flatten().find(|one| one.get("$ref").is_some());
    let schema = &whole.unwrap_or(schema)["$ref"];
    let schema = document.pointer(schema.as_str().unwrap().trim_start_matches('#')).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

/// Another value for each field that the server has, by what an answer told of it and by what the table knows.
fn beside(answer: &Value) -> Map<String, Value> {
    let other = |name: &str, told: &Value| match (name, told) {
        ("role", _) => json!("OWNER"),
        ("status" | "state", _) => json!("MATCHED"),
        ("source", _) => json!("SMS"),
        ("via", _) => json!("signed"),
        ("hold_reason", _) => json!("one_won"),
        (_, Value::Bool(is)) => json!(!is),
        (_, Value::Number(_)) => json!(41),
        (_, Value::Array(_)) => json!([]),
        (name, _) if name.ends_with("_at") || name.ends_with("_until") => json!("2020-01-01T00:00:00+09:00"),
        (name, _) if name.ends_with("id") => json!(1),
        _ => json!("another"),
    };
    let hidden = json!({"id": 41, "workspace_id": 2, "owner_id": 2, "user_id": 2, "user": 2, "is_active": false,
        "version": 7, "state": "MATCHED", "status": "MATCHED", "source": "SMS", "via": "signed", "role": "OWNER",
        "hold_reason": "one_won", "matched_order_id": 1, "matched_deposit_id": 1, "created_at": "", "updated_at": "",
        "verified_at": "", "by": "auto", "kind": "api", "PK": "WS#2", "SK": "WS", "fmt": 9, "ttl": 1, "history": [],
        "secrets": [], "keys": [], "password_hash": "", "unheard_of": {"a": []}});
    let all = hidden.as_object().unwrap().iter().chain(answer.as_object().into_iter().flatten());
    all.map(|(name, told)| (name.clone(), other(name, told))).collect()
}

/// What is drawn anew each time is left out.
fn fixed(mut body: Value) -> Value {
    if let Some(fields) = body.as_object_mut() {
        for drawn in ["key", "webhook_path", "webhook_url", "ping_url", "secret", "code", "token"] {
            fields.remove(drawn);
        }
    }
    body
}

async fn open() -> Shop {
    let shop = Shop::open_with(Policy { loopback_endpoints: true, ..Policy::default() }).await;
    shop.member("staff@example.com", "MEMBER").await;
    shop
}

#[tokio::test]
async fn fields_beside_those_that_a_body_names_never_take_effect() {
    let (plain, laden) = (open().await, open().await);
    let document = openapi();
    for (method, template, path, body, status) in calls(&plain) {
        let wanted = plain.call(method.clone(), path, Some(&plain.owner), Some(body.clone()), status).await.body;
        let named = named(&document, &method, template);
        let mut more = beside(&wanted);
        more.retain(|field, _| !named.contains_key(field));
        assert!(more.len() > 20, "{method} {path}: {more:?}");
        more.extend(body.as_object().unwrap().clone());
        let became = laden.call(method.clone(), path, Some(&laden.owner), Some(Value::Object(more)), status).await.body;
        assert_eq!(fixed(became), fixed(wanted), "{method} {path}");
    }
    for list in ["orders", "deposits", "bank-accounts", "members", "invitations", "phone-numbers", "webhook-endpoints"]
    {
        let path = format!("/workspaces/1/{list}");
        assert_eq!(laden.get(&path, 200).await.body, plain.get(&path, 200).await.body, "{list}");
    }
    for path in ["/workspaces", "/workspaces/1", "/workspaces/1/orders/1", "/workspaces/1/deposits/1", "/auth/tokens"] {
        assert_eq!(laden.get(path, 200).await.body, plain.get(path, 200).await.body, "{path}");
    }
    plain.end().await;
    laden.end().await;
}

#[tokio::test]
async fn every_call_that_has_a_body_is_one_of_these() {
    let shop = Shop::open().await;
    let mut here: BTreeSet<String> = calls(&shop)
        .iter()
        .map(|(method, template, ..)| format!("{} {template}", method.as_str().to_lowercase()))
        .collect();
    here.extend(OTHERS.map(str::to_owned));
    let document = openapi();
    let mut there = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let with_a_body = methods.as_object().unwrap().iter().filter(|(_, call)| call["requestBody"].is_object());
        there.extend(with_a_body.map(|(method, _)| format!("{method} {path}")));
    }
    assert_eq!(here, there);
    shop.end().await;
}
