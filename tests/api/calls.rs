//! How many calls a token and a workspace may make, and how answers tell it.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;
use tests::{Answer, Call, Fate, Shop};
use tokio::task::JoinSet;
use web::{CallLimit, Policy};

use super::help::assert_problem;

/// One a second, and a hundred at once.
const SMALL: CallLimit = CallLimit { per_minute: 60, burst: 100 };

async fn shop(token: Option<CallLimit>, workspace: Option<CallLimit>) -> Shop {
    let mut shop =
        Shop::open_with(Policy { token_calls: token, workspace_calls: workspace, ..Policy::default() }).await;
    // What opening it took is no call of these sessions.
    shop.owner = shop.log_in("owner@example.com").await;
    shop.wire.taken();
    shop
}

async fn me(shop: &Shop, token: &str) -> Answer {
    shop.ask(Method::GET, "/auth/me", Some(token), None).await
}

/// So many calls: how many passed.
async fn passed(shop: &Shop, token: &str, calls: usize) -> usize {
    let mut passed = 0;
    for _ in 0..calls {
        passed += usize::from(me(shop, token).await.status == 200);
    }
    passed
}

fn is_count(call: &Call) -> bool {
    call.body.to_string().contains("BUCKET#")
}

#[tokio::test]
async fn a_token_makes_its_calls_at_once_and_then_as_many_as_its_rate() {
    let shop = shop(Some(SMALL), None).await;
    // The bucket's hundred, and 49 that are counted with the call that is refused.
    assert_eq!(passed(&shop, &shop.owner, 160).await, 149);
    let refused = me(&shop, &shop.owner).await;
    assert_problem(&refused, "too_many_requests");
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("50")));
    assert_eq!(refused.header("ratelimit"), Some("\"token\";r=0;t=50"));
    assert_eq!(refused.header("ratelimit-policy"), Some("\"token\";q=100;w=100"));
    // Another token of the same person is another bucket.
    let other = shop.log_in("owner@example.com").await;
    assert_eq!(me(&shop, &other).await.status, 200);
    shop.clock.advance_ms(49_999);
    assert_eq!(passed(&shop, &shop.owner, 3).await, 0);
    shop.clock.advance_ms(1);
    assert_eq!(passed(&shop, &shop.owner, 60).await, 50);
    // In the long run one a second, whatever is asked for.
    let mut all = 0;
    for _ in 0..60 {
        shop.clock.advance_ms(10_000);
        all += passed(&shop, &shop.owner, 20).await;
    }
    assert!((550..=600).contains(&all), "{all} in ten minutes");
    shop.end().await;
}

#[tokio::test]
async fn all_tokens_of_a_workspace_share_its_calls() {
    let shop = shop(None, Some(SMALL)).await;
    let member = shop.member("member@example.com", "VIEWER").await;
    let mut passed = 0;
    for at in 0..200 {
        let token = if at % 2 == 0 { &shop.owner } else { &member };
        passed += usize::from(shop.ask(Method::GET, "/workspaces/1", Some(token), None).await.status == 200);
    }
    // Two were made before: an account, and an invitation.
    assert_eq!(passed, 147);
    let refused = shop.get("/workspaces/1/orders", 429).await;
    assert_eq!(refused.header("ratelimit"), Some("\"workspace\";r=0;t=50"));
    // Elsewhere it says nothing, and a stranger is no caller of it.
    assert_eq!(me(&shop, &shop.owner).await.status, 200);
    let stranger = shop.sign_up("stranger@example.com").await;
    shop.call(Method::GET, "/workspaces/1", Some(&stranger), None, 404).await;
    shop.end().await;
}

/// Who tries until nothing is let through any more takes nothing from the shop.
#[tokio::test]
async fn a_test_workspace_has_calls_of_its_own() {
    let shop = shop(None, Some(SMALL)).await;
    let ws = shop.test_workspace().await;
    let mut refused = 0;
    for _ in 0..200 {
        refused += usize::from(shop.ask(Method::GET, &ws, Some(&shop.owner), None).await.status == 429);
    }
    assert!(refused > 0);
    shop.post(&format!("{ws}/test/scenarios"), json!({"name": "paid"}), 429).await;
    shop.get("/workspaces/1/orders", 200).await;
    shop.end().await;
}

/// Of calls side by side none is forgotten, and of two programs each lets pass 49 that it does not count.
#[tokio::test]
async fn calls_side_by_side_and_in_two_programs_are_counted_together() {
    let mut shop = shop(Some(SMALL), None).await;
    let mut calls = JoinSet::new();
    for _ in 0..300 {
        let bearer = format!("Bearer {}", shop.owner);
        let request = Request::get("/api/v1/auth/me").header(header::AUTHORIZATION, bearer).body(Body::empty());
        calls.spawn(tower::ServiceExt::oneshot(shop.api.clone(), request.unwrap()));
    }
    let calls = calls.join_all().await;
    let at_once = calls.iter().filter(|answer| answer.as_ref().unwrap().status() == 200).count();
    assert_eq!(at_once, 149);
    let second = web::App { calls: std::sync::Arc::default(), ..shop.product.app.clone() };
    shop.api = tests::secrets::api(&second);
    assert_eq!(passed(&shop, &shop.owner, 60).await, 49);
    shop.end().await;
}

#[tokio::test]
async fn a_limit_costs_one_write_for_fifty_calls_and_none_for_what_it_refuses() {
    let shop = shop(Some(SMALL), Some(CallLimit { per_minute: 60, burst: 1_000 })).await;
    // One call in the workspace was made before. The last write of the token's bucket is refused.
    for (calls, writes) in [(48, 0), (2, 2), (100, 4), (20, 0)] {
        shop.wire.taken();
        for _ in 0..calls {
            shop.ask(Method::GET, "/workspaces/1", Some(&shop.owner), None).await;
        }
        let counted = shop.wire.taken().iter().filter(|call| is_count(call)).count();
        assert_eq!(counted, writes, "{calls}");
    }
    shop.end().await;
}

#[tokio::test]
async fn every_answer_to_a_token_tells_what_is_left() {
    let shop = shop(Some(CallLimit::TOKEN), Some(CallLimit::WORKSPACE)).await;
    let told = |answer: &Answer| {
        let both = ["ratelimit-policy", "ratelimit"];
        both.map(|name| answer.header(name).unwrap_or_default().to_owned())
    };
    let (token, workspace) = ("\"token\";q=1500;w=150", "\"workspace\";q=3000;w=150");
    let first = shop.get("/workspaces/1", 200).await;
    let left = "\"token\";r=1499;t=1, \"workspace\";r=2998;t=1";
    assert_eq!(told(&first), [format!("{token}, {workspace}"), left.to_owned()]);
    let all = format!("{token}, {workspace}");
    let order = json!({"order_number": "A-1", "amount": 0, "depositor_name": "가"});
    assert_eq!(told(&shop.post("/workspaces/1/orders", order, 400).await)[0], all);
    assert_eq!(told(&shop.get("/workspaces/1/orders/77", 404).await)[0], all);
    let viewer = shop.member("viewer@example.com", "VIEWER").await;
    let forbidden = shop.call(Method::POST, "/workspaces/1/orders", Some(&viewer), Some(json!({})), 403).await;
    assert_eq!(told(&forbidden)[0], all);
    for (path, status) in [("/auth/me", 200), ("/workspaces/99", 404), ("/workspaces?what=1", 400)] {
        assert_eq!(told(&shop.get(path, status).await)[0], token, "{path}");
    }
    // Nobody's token has no limit.
    for (token, status) in [(None, 401), (Some("nobody's"), 401)] {
        let answer = shop.call(Method::GET, "/workspaces/1", token, None, status).await;
        assert_eq!(told(&answer), [String::new(), String::new()]);
    }
    shop.end().await;
}

#[tokio::test]
async fn without_a_limit_nothing_is_counted_or_told() {
    let shop = shop(None, None).await;
    for _ in 0..60 {
        let answer = shop.get("/workspaces/1", 200).await;
        assert_eq!((answer.header("ratelimit"), answer.header("ratelimit-policy")), (None, None));
    }
    assert!(!shop.wire.taken().iter().any(is_count));
    shop.end().await;
}

#[tokio::test]
async fn a_limit_that_cannot_be_counted_stops_no_call() {
    let shop = shop(Some(SMALL), None).await;
    shop.wire.rule(|call| {
        if is_count(call) { Fate::Refuse(400, json!({"__type": "ValidationException"})) } else { Fate::Pass }
    });
    assert_eq!(passed(&shop, &shop.owner, 170).await, 170);
    shop.end().await;
}
