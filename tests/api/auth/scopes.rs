//! What a token may do: within its user's role only what it was given, in the workspaces that it reaches, for as long
//! as it lives.

use axum::body::Body;
use axum::http::{Method, Request};
use domain::time::DAY_MS;
use serde_json::{Value, json};
use tests::documents::{openapi, operations};
use tests::{Answer, Shop};

use super::super::help::{ORDERS, assert_has, assert_problem, bad_fields, ids, refused};

async fn issue(shop: &Shop, mut about: Value) -> String {
    about["name"] = json!("서버");
    shop.post("/auth/tokens", about, 201).await.body["token"].as_str().unwrap().to_owned()
}

/// The scope that a call asks for; `None`: a person alone may call it, or whoever has a token.
fn needed(method: &str, path: &str) -> Option<&'static str> {
    let in_person = path.starts_with("/auth")
        || path == "/banks"
        || path.contains("invitations")
        || path.ends_with("/rotate-key")
        || path.ends_with("/rotate-secret")
        || path.ends_with("/export")
        || path.contains("/reminder")
        || path.contains("/push-subscriptions")
        || (method == "DELETE" && !path.contains("message-formats") && !path.ends_with("/returned"))
        || (path.contains("/members/"));
    match (method, path) {
        _ if in_person => None,
        ("GET", _) => Some("read"),
        (_, path) if path.starts_with("/workspaces/{id}/orders") || path.ends_with("/ack") => Some("orders"),
        (_, path)
            if ["deposits", "matches", "messages", "proposals", "test"]
                .iter()
                .any(|part| path.starts_with(&format!("/workspaces/{{id}}/{part}"))) =>
        {
            Some("deposits")
        }
        (_, _) => Some("manage"),
    }
}

async fn ask(shop: &Shop, method: &str, path: &str, token: &str) -> Answer {
    let path: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
    let request = Request::builder().method(method).uri(format!("/api/v1{}", path.join("/")));
    let request = request.header("authorization", format!("Bearer {token}")).header("content-type", "application/json");
    shop.send(request.body(Body::from("{}")).unwrap()).await
}

#[tokio::test]
async fn each_call_asks_for_its_scope_and_for_no_other() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.phone().await;
    let mut document = openapi();
    let mut tried = 0;
    for scope in ["read", "orders", "deposits", "manage"] {
        let token = issue(&shop, json!({"scopes": [scope]})).await;
        for (name, operation) in operations(&mut document) {
            let (method, path) = name.split_once(' ').unwrap();
            let Some(needed) = needed(method, path).filter(|_| operation.get("security").is_none()) else { continue };
            if path.starts_with("/openapi.") {
                continue;
            }
            let answer = ask(&shop, method, path, &token).await;
            if needed == scope {
                assert_ne!(answer.status, 403, "{name} with {scope}: {}", answer.body);
            } else {
                assert_problem(&answer, "scope_insufficient");
                assert_eq!(answer.body["scope"], needed, "{name} with {scope}");
            }
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried} were tried");
    shop.end().await;
}

#[tokio::test]
async fn a_token_reaches_the_workspaces_that_it_was_given_and_makes_none() {
    let shop = Shop::open().await;
    for name in ["둘째", "셋째"] {
        shop.post("/workspaces", json!({"name": name}), 200).await;
    }
    let token = issue(&shop, json!({"workspace_ids": [3, 1, 1]})).await;
    assert_has(&shop.get("/auth/tokens", 200).await.body[0], &json!({"workspace_ids": [1, 3]}));
    let call = async |method: Method, path: &str, body: Option<Value>, status: u16| {
        shop.call(method, path, Some(&token), body, status).await
    };
    assert_eq!(ids(&call(Method::GET, "/workspaces", None, 200).await), [3, 1]);
    call(Method::GET, ORDERS, None, 200).await;
    assert_problem(&call(Method::GET, "/workspaces/2/orders", None, 404).await, "workspace_not_found");
    assert_problem(&call(Method::PATCH, "/workspaces/2", Some(json!({"name": "x"})), 404).await, "workspace_not_found");
    assert_problem(&call(Method::POST, "/workspaces", Some(json!({"name": "x"})), 403).await, "scope_insufficient");
    // Its entry stands in the logs of those workspaces alone.
    for (workspace, entries) in [(1, 1), (2, 0), (3, 1)] {
        let log = shop.get(&format!("/workspaces/{workspace}/audit?kind=token.issued"), 200).await.body;
        assert_eq!(log.as_array().map(Vec::len), Some(entries), "{workspace}");
    }
    let stranger = shop.sign_up("stranger@example.com").await;
    let body = json!({"name": "x", "workspace_ids": [1]});
    let answer = shop.call(Method::POST, "/auth/tokens", Some(&stranger), Some(body), 400).await;
    assert_eq!(bad_fields(&answer), ["workspace_ids:not_found"]);
    shop.end().await;
}

/// More workspaces than one transaction has room for entries of.
#[tokio::test]
async fn a_token_of_an_old_workspace_is_in_its_log_however_many_came_after() {
    let shop = Shop::open().await;
    let other = shop.sign_up("other@example.com").await;
    let owner = |nth: u64| if nth <= 50 { &shop.owner } else { &other };
    let post = async |token: &str, path: &str, body, status| {
        shop.call(Method::POST, path, Some(token), Some(body), status).await.body
    };
    for nth in 2..=92 {
        post(owner(nth), "/workspaces", json!({"name": format!("{nth}")}), 200).await;
        if nth > 50 {
            let invited = json!({"email": "owner@example.com", "role": "VIEWER"});
            let code = post(&other, &format!("/workspaces/{nth}/invitations"), invited, 201).await["code"].clone();
            post(&shop.owner, "/invitations/accept", json!({"code": code}), 200).await;
        }
    }
    let issued = shop.post("/auth/tokens", json!({"name": "서버", "workspace_ids": [1, 92]}), 201).await;
    shop.delete(&format!("/auth/tokens/{}", issued.body["id"]), 204).await;
    for kind in ["token.issued", "token.revoked"] {
        for (workspace, entries) in [(1, 1), (2, 0), (92, 1)] {
            let path = format!("/workspaces/{workspace}/audit?kind={kind}");
            let log = shop.call(Method::GET, &path, Some(owner(workspace)), None, 200).await.body;
            assert_eq!(log.as_array().map(Vec::len), Some(entries), "{kind} {workspace}");
        }
    }
    shop.end().await;
}

#[tokio::test]
async fn without_a_word_a_token_may_everything_for_a_year() {
    let shop = Shop::open().await;
    let token = issue(&shop, json!({})).await;
    let end = shop.clock.now().plus_ms(365 * DAY_MS);
    let all = json!(["read", "orders", "deposits", "manage"]);
    let told = json!({"scopes": all, "workspace_ids": null, "expires_at": end.rfc3339()});
    assert_has(&shop.get("/auth/tokens", 200).await.body[0], &told);
    issue(&shop, json!({"expires_at": null})).await;
    assert_has(&shop.get("/auth/tokens", 200).await.body[0], &json!({"expires_at": null}));
    shop.clock.advance_ms(365 * DAY_MS - 1_000);
    shop.call(Method::GET, ORDERS, Some(&token), None, 200).await;
    shop.clock.advance_ms(1_000);
    let over = shop.call(Method::GET, ORDERS, Some(&token), None, 401).await;
    assert_problem(&over, "token_expired");
    shop.end().await;
}

/// A slip of the pen must not give more than was meant.
#[tokio::test]
async fn a_field_that_is_not_known_or_makes_no_sense_issues_nothing() {
    let shop = Shop::open().await;
    for (body, wrong) in [
        (json!({"scope": ["read"]}), "scope:unknown"),
        (json!({"expiresAt": "2024-03-01T00:00:00+09:00"}), "expiresAt:unknown"),
        (json!({"scopes": []}), "scopes:invalid"),
        (json!({"scopes": null}), "scopes:required"),
        (json!({"scopes": "read"}), "scopes:invalid"),
        (json!({"scopes": ["read", "all"]}), "scopes:invalid"),
        (json!({"workspace_ids": []}), "workspace_ids:invalid"),
        (json!({"workspace_ids": ["1"]}), "workspace_ids:invalid"),
        (json!({"workspace_ids": [9]}), "workspace_ids:not_found"),
        (json!({"expires_at": ""}), "expires_at:invalid"),
    ] {
        let mut whole = body;
        whole["name"] = json!("서버");
        let answer = refused(&shop, Method::POST, "/auth/tokens", whole.clone(), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), [wrong], "{whole}");
    }
    assert_eq!(shop.get("/auth/tokens", 200).await.body, json!([]));
    shop.end().await;
}

/// What a token of all was told under a key (a phone's URL, say) is not for one that may read only.
#[tokio::test]
async fn a_limited_token_hears_nothing_of_what_another_was_told() {
    let shop = Shop::open().await;
    let (whole, reader) = (issue(&shop, json!({})).await, issue(&shop, json!({"scopes": ["read", "orders"]})).await);
    let ask = async |token: &str| {
        let request =
            Request::post("/api/v1/workspaces/1/phone-numbers").header("authorization", format!("Bearer {token}"));
        let request = request.header("content-type", "application/json").header("idempotency-key", "k-1");
        shop.send(request.body(Body::from(json!({"phone_number": "010-0000-0000"}).to_string())).unwrap()).await
    };
    assert!(ask(&whole).await.body["key"].is_string());
    let answer = ask(&reader).await;
    assert_problem(&answer, "scope_insufficient");
    assert!(!answer.body.to_string().contains("webhook_url"));
    shop.end().await;
}
