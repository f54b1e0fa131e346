//! events/*.json, each fed to its own function alone, as Lambda would: the payload is read by the very type that the
//! function's runtime reads, and an HTTP request is answered by that group's routes and no others.

use aws_lambda_events::sqs::SqsEvent;
use aws_sdk_dynamodb::types::AttributeValue;
use axum::Router;
use lambda_http::request::LambdaRequest;
use serde_json::{Value, json};
use store::key;
use tests::documents::{read, root};
use tests::secrets::as_function;
use tests::{Answer, Shop};

use super::groups;

fn event(name: &str) -> Value {
    serde_json::from_str(&read(&format!("events/{name}.json"))).unwrap()
}

/// What a group's Lambda answers to a payload.
async fn invoke(lambda: Router, payload: Value) -> Answer {
    let request: LambdaRequest = serde_json::from_value(payload).unwrap();
    let request: lambda_http::Request = request.into();
    let response = tower::ServiceExt::oneshot(lambda, request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 22).await.unwrap();
    let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
    Answer { status: parts.status.as_u16(), headers: parts.headers, body, bytes: bytes.to_vec() }
}

fn lambda(shop: &Shop, function: &str) -> Router {
    let (_, routes) = groups().into_iter().find(|(name, _)| *name == function).unwrap();
    web::serve::lambda(routes, as_function(&shop.product.app, function))
}

/// Puts a real token in TOKEN's place.
fn with_token(event: &Value, token: &str) -> Value {
    serde_json::from_str(&event.to_string().replace("Bearer TOKEN", &format!("Bearer {token}"))).unwrap()
}

/// So that the next ids are the guide's: order 55 and deposit 120.
async fn count_up(shop: &Shop) {
    let workspace = domain::WorkspaceId::new(1).unwrap();
    for (name, last) in [("ORDER", 54), ("DEPOSIT", 119)] {
        let key = key::sequence(Some(workspace), name);
        let put = shop
            .product
            .dynamo()
            .put_item()
            .table_name(local::product::TABLE)
            .item("PK", AttributeValue::S(key.pk))
            .item("SK", AttributeValue::S(key.sk));
        put.item("last", AttributeValue::N(last.to_string()))
            .item("fmt", AttributeValue::N("1".to_owned()))
            .send()
            .await
            .unwrap();
    }
}

/// What each HTTP event is answered, in the order in which they are sent.
const ANSWERS: [(&str, &str, u16); 36] = [
    ("auth", "auth-login", 200),
    ("auth", "auth-me", 200),
    ("bank-accounts", "bank-accounts-banks", 200),
    ("bank-accounts", "bank-accounts-register", 201),
    ("workspaces", "workspaces-list", 200),
    ("workspaces", "workspaces-create", 200),
    ("workspaces", "workspaces-openapi", 200),
    ("workspaces", "workspaces-default", 404),
    ("orders", "orders-preflight", 204),
    ("orders", "orders-place", 201),
    ("orders", "orders-list", 200),
    ("deposits", "deposits-record", 201),
    ("deposits", "deposits-list", 200),
    // The two were paired at once; so first apart, then by hand.
    ("matches", "matches-unmatch", 200),
    ("matches", "matches-manual", 200),
    ("messages", "messages-list", 200),
    ("messages", "messages-deposit", 404),
    ("orders", "orders-amend", 404),
    ("phone-webhook", "phone-webhook-receipt", 404),
    ("sms-webhook", "sms-webhook-guide", 200),
    // It tells no account, so it means nothing over the open URL.
    ("sms-webhook", "sms-webhook-notipay", 400),
    ("sms-webhook", "sms-webhook-incoming-sms", 200),
    ("sms-webhook", "sms-webhook-incoming-sms-notification", 200),
    ("sms-webhook", "sms-webhook-httpsms", 200),
    ("sms-webhook", "sms-webhook-sms-gate", 200),
    ("sms-webhook", "sms-webhook-sms-gate-mms", 200),
    ("sms-webhook", "sms-webhook-sms-gate-ping", 200),
    ("sms-webhook", "sms-webhook-sms-forwarder", 200),
    ("sms-webhook", "sms-webhook-sms-forwarder-notification", 200),
    ("sms-webhook", "sms-webhook-macrodroid", 200),
    ("sms-webhook", "sms-webhook-macrodroid-notification", 200),
    ("sms-webhook", "sms-webhook-tasker", 200),
    ("sms-webhook", "sms-webhook-any", 200),
    ("sms-webhook", "sms-webhook-plain", 200),
    // Its key closes the open URL, so it comes last.
    ("phone-numbers", "phone-numbers-add", 201),
    // The last: from here on the workspace would tell of everything.
    ("webhook-endpoints", "webhook-endpoints-create", 201),
];

#[tokio::test]
async fn every_http_event_is_answered_by_its_function_alone() {
    let shop = Shop::open().await;
    // The guide's text is of ten days before its order.
    shop.patch("/workspaces/1", json!({"settings": {"early_deposit_hours": 720}}), 200).await;
    count_up(&shop).await;
    for (function, name, status) in ANSWERS {
        let payload = with_token(&event(name), &shop.owner);
        let answer = tokio::select! {
            answer = invoke(lambda(&shop, function), payload) => answer,
            () = matching(&shop) => unreachable!(),
        };
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        match name {
            "orders-place" => {
                assert_eq!((&answer.body["id"], &answer.body["depositor_name"]), (&json!(55), &json!("홍길동")))
            }
            "orders-list" => assert_eq!(answer.body.as_array().map(Vec::len), Some(1)),
            "deposits-record" => {
                assert_eq!((&answer.body["id"], &answer.body["matched_order_id"]), (&json!(120), &json!(55)))
            }
            "matches-unmatch" => assert_eq!(answer.body["message"], "매칭 해제 완료: 입금 #120 (주문 #55 → PENDING)"),
            "matches-manual" => assert_eq!(answer.body["message"], "매칭 완료: 입금 #120 ↔ 주문 #55"),
            // The same money as the deposit that was typed in: a person must look.
            "sms-webhook-guide" => assert_eq!(
                shop.deposit(answer.body["deposit_id"].as_u64().unwrap()).await["hold_reason"],
                "possible_duplicate"
            ),
            _ => {}
        }
    }
    shop.end().await;
}

/// The matcher, beside the webhook that waits for it.
async fn matching(shop: &Shop) {
    loop {
        shop.drain().await;
        tokio::task::yield_now().await;
    }
}

#[test]
fn every_http_event_has_its_answer_here() {
    let mut files: Vec<_> = std::fs::read_dir(root().join("events"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.retain(|name| {
        name.ends_with(".json") && !["matcher-", "notifier-", "sweeper-"].iter().any(|worker| name.starts_with(worker))
    });
    files.sort();
    let mut answered: Vec<_> = ANSWERS.iter().map(|(_, name, _)| format!("{name}.json")).collect();
    answered.sort();
    assert_eq!(files, answered);
}

#[tokio::test]
async fn an_event_without_a_real_token_is_a_401() {
    let shop = Shop::open().await;
    for (function, name, _) in ANSWERS {
        let payload = event(name);
        // httpSMS brings a token of its own, which is nobody's here.
        if payload["headers"]["authorization"] == "Bearer TOKEN" {
            let answer = invoke(lambda(&shop, function), payload).await;
            assert_eq!((answer.status, answer.code()), (401, "token_invalid"), "{name}");
        }
    }
    shop.end().await;
}

/// The address that limits count is the gateway's, never a header's.
#[tokio::test]
async fn the_source_is_who_the_gateway_saw() {
    let shop = Shop::open().await;
    let mut payload = event("auth-login");
    payload["body"] = json!({"email": "owner@example.com", "password": "not the password"}).to_string().into();
    let mut refused = None;
    for tries in 0..50 {
        payload["headers"]["x-forwarded-for"] = format!("198.51.100.{tries}").into();
        let answer = invoke(lambda(&shop, "auth"), payload.clone()).await;
        if answer.status == 429 {
            refused = Some(tries);
            break;
        }
        assert_eq!(answer.status, 401);
    }
    assert!(refused.is_some(), "a header cannot get around the limit");
    payload["requestContext"]["http"]["sourceIp"] = "198.51.100.77".into();
    assert_eq!(invoke(lambda(&shop, "auth"), payload).await.status, 401, "another address is another count");
    shop.end().await;
}

#[tokio::test]
async fn bent_bodies_are_the_callers_mistake() {
    let shop = Shop::open().await;
    let bodies = [json!("{"), json!("[]"), json!("null"), json!(""), json!("\u{0}"), json!("{\"raw_sms\": 1}")];
    for (function, name) in [("sms-webhook", "sms-webhook-guide"), ("orders", "orders-place"), ("auth", "auth-login")] {
        for body in &bodies {
            let mut payload = with_token(&event(name), &shop.owner);
            payload["body"] = body.clone();
            payload["isBase64Encoded"] = json!(false);
            let answer = invoke(lambda(&shop, function), payload).await;
            assert_eq!(answer.status, 400, "{name} with {body}: {}", answer.body);
        }
        let mut payload = with_token(&event(name), &shop.owner);
        payload["body"] = json!("/////w==");
        payload["isBase64Encoded"] = json!(true);
        assert_eq!(
            invoke(lambda(&shop, function), payload.clone()).await.status,
            400,
            "{name} with bytes that are no text"
        );
        payload["headers"]["content-type"] = json!("text/plain");
        // The webhook takes texts by themselves, as some apps send them; but these bytes are none.
        let refused = if function == "sms-webhook" { 400 } else { 415 };
        assert_eq!(invoke(lambda(&shop, function), payload).await.status, refused, "{name} as plain text");
    }
    shop.end().await;
}

async fn to_the_matcher(shop: &Shop, event: Value) -> Vec<String> {
    let event: SqsEvent = serde_json::from_value(event).unwrap();
    let answer = matcher::handle(&shop.product.app.pairing, event).await;
    answer.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect()
}

#[tokio::test]
async fn the_matcher_takes_its_events_and_takes_them_again() {
    let shop = Shop::open().await;
    // The guide's text is of ten days before its order.
    shop.patch("/workspaces/1", json!({"settings": {"early_deposit_hours": 720}}), 200).await;
    shop.place("A-2024-0001", 14_510, "홍길동").await;
    for _ in 0..2 {
        for name in ["matcher-sms", "matcher-look", "matcher-erase"] {
            assert!(to_the_matcher(&shop, event(name)).await.is_empty(), "{name}");
        }
    }
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    assert_eq!(shop.get("/workspaces/1/deposits", 200).await.body.as_array().map(Vec::len), Some(1));
    shop.end().await;
}

/// Whatever stands beside it in the batch, a good message is worked off and only the bad ones come again.
#[tokio::test]
async fn a_bad_record_harms_no_other() {
    let shop = Shop::open().await;
    let good = event("matcher-sms")["Records"][0].clone();
    let bad = |id: &str, body: Value| {
        let mut record = good.clone();
        record["messageId"] = json!(id);
        record["body"] = body;
        record
    };
    let records = json!([
        bad("no json", json!("{")),
        bad("a later format", json!("{\"v\":999,\"kind\":\"look\",\"workspace_id\":1,\"amount\":1}")),
        bad("of no kind", json!("{\"v\":1,\"kind\":\"dance\"}")),
        bad("no workspace", json!("{\"v\":1,\"kind\":\"look\",\"workspace_id\":0,\"amount\":1}")),
        bad("no amount", json!("{\"v\":1,\"kind\":\"look\",\"workspace_id\":1,\"amount\":0}")),
        bad("no body", Value::Null),
        good,
    ]);
    let mut failed = to_the_matcher(&shop, json!({"Records": records})).await;
    failed.sort();
    assert_eq!(failed, ["a later format", "no amount", "no body", "no json", "no workspace", "of no kind"]);
    assert_eq!(shop.deposit(1).await["state"], "WAITING");
    assert!(to_the_matcher(&shop, json!({"Records": []})).await.is_empty());
    shop.end().await;
}

/// A panic is planted in the very request of one message: nine others of its batch are worked off, and it too, once the
/// panic is gone.
#[tokio::test]
async fn a_message_that_panics_fails_alone() {
    const POISON: &str = "000666";
    let shop = Shop::open().await;
    shop.wire.rule(|call| {
        assert!(!call.body.to_string().contains(POISON), "planted");
        tests::Fate::Pass
    });
    let record = |nth: u64, amount: u64| {
        let body = json!({"v": 1, "kind": "look", "workspace_id": 1, "amount": amount});
        json!({"messageId": format!("m{nth}"), "receiptHandle": format!("h{nth}"), "body": body.to_string()})
    };
    let mut records: Vec<Value> = (0..9).map(|nth| record(nth, 1_000 + nth)).collect();
    records.insert(4, record(9, 666));
    assert_eq!(to_the_matcher(&shop, json!({"Records": records})).await, ["m9"]);
    shop.wire.calm();
    assert!(to_the_matcher(&shop, json!({"Records": records})).await.is_empty());
    shop.end().await;
}

#[tokio::test]
async fn the_notifier_takes_its_events_and_takes_them_again() {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, ..web::Policy::default() }).await;
    let server = tests::receiver::Receiver::good().await;
    let endpoint = json!({"url": server.url, "events": ["order.matched"]});
    shop.post("/workspaces/1/webhook-endpoints", endpoint, 201).await;
    shop.place("A-2024-0001", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 532_513).await;
    for _ in 0..2 {
        let event: SqsEvent = serde_json::from_value(event("notifier-notice")).unwrap();
        let answer = shop.product.notifier()(event).await.unwrap();
        assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    }
    shop.rest().await;
    assert_eq!(server.kinds(), ["order.matched"]);
    shop.end().await;
}

#[tokio::test]
async fn a_bad_event_record_harms_no_other() {
    let shop = Shop::open().await;
    let good = event("notifier-notice")["Records"][0].clone();
    let bad = |id: &str, body: Value| {
        let mut record = good.clone();
        record["messageId"] = json!(id);
        record["body"] = body;
        record
    };
    let records = json!([
        bad("a later format", json!("{\"v\":999,\"kind\":\"notice\",\"workspace_id\":1,\"since_ms\":1}")),
        bad("no body", Value::Null),
        bad(
            "no delivery",
            json!("{\"v\":1,\"kind\":\"deliver\",\"workspace_id\":1,\"endpoint_id\":1,\"delivery\":\"x\",\"tries\":0}")
        ),
        bad("no workspace", json!("{\"v\":1,\"kind\":\"notice\",\"workspace_id\":0,\"since_ms\":1}")),
        bad("of no kind", json!("{\"v\":1,\"kind\":\"dance\"}")),
        good,
    ]);
    let event: SqsEvent = serde_json::from_value(json!({"Records": records})).unwrap();
    let answer = shop.product.notifier()(event).await.unwrap();
    let mut failed: Vec<_> = answer.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect();
    failed.sort();
    assert_eq!(failed, ["a later format", "no body", "no delivery", "no workspace", "of no kind"]);
    shop.end().await;
}

#[tokio::test]
async fn the_sweeper_takes_its_tick() {
    let tick = event("sweeper-tick");
    assert_eq!(tick["detail-type"], "Scheduled Event");
    let shop = Shop::open().await;
    let soon = shop.clock.now().plus_ms(60_000).rfc3339();
    shop.post(
        "/workspaces/1/orders",
        json!({"order_number": "A-1", "amount": 500, "depositor_name": "홍길동", "expires_at": soon}),
        201,
    )
    .await;
    shop.clock.advance_ms(3_600_000);
    for _ in 0..2 {
        shop.sweep().await.unwrap();
    }
    let order = shop.order(1).await;
    assert_eq!((&order["status"], &order["version"]), (&json!("EXPIRED"), &json!(2)));
    shop.end().await;
}

#[tokio::test]
async fn the_guides_amendment_cancels_an_order() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let answer = invoke(lambda(&shop, "orders"), with_token(&event("orders-amend"), &shop.owner)).await;
    assert_eq!(
        (answer.status, &answer.body["status"], &answer.body["depositor_name"]),
        (200, &json!("CANCELLED"), &json!("김철수"))
    );
    shop.end().await;
}
