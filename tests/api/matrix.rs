//! Who may call what: every route, for every kind of caller. The routes come from the product itself, so that a route
//! without a row fails, and so does a row without a route.

use std::collections::BTreeMap;

use axum::http::Method;
use domain::{ClosedSet, Grant, Token, TokenKind, UserId};
use serde_json::json;
use store::Sequence;
use tests::Shop;

use super::help::{assert_problem, record};

/// `ok`: let in (2xx, or 400 since the body is empty). A number: that status. Callers: the owner, a member and a viewer
/// of the workspace, the owner of another one (`other`), no token, an expired and a revoked session of the owner, and
/// API tokens of the owner and of the viewer.
const TABLE: &str = "
route                                                  owner member viewer other nobody expired revoked api viewers_api
POST   /auth/signup                                    ok    ok     ok     ok    ok     ok      ok      ok  ok
POST   /auth/login                                     ok    ok     ok     ok    ok     ok      ok      ok  ok
POST   /auth/logout                                    ok    ok     ok     ok    401    401     401     403 403
GET    /auth/me                                        ok    ok     ok     ok    401    401     401     ok  ok
POST   /auth/password                                  ok    ok     ok     ok    401    401     401     403 403
POST   /auth/password/forgot                           ok    ok     ok     ok    ok     ok      ok      ok  ok
POST   /auth/password/reset                            ok    ok     ok     ok    ok     ok      ok      ok  ok
GET    /auth/second-factor                             ok    ok     ok     ok    401    401     401     403 403
POST   /auth/second-factor                             ok    ok     ok     ok    401    401     401     403 403
POST   /auth/second-factor/confirm                     ok    ok     ok     ok    401    401     401     403 403
POST   /auth/second-factor/recovery-codes              ok    ok     ok     ok    401    401     401     403 403
POST   /auth/second-factor/end                         ok    ok     ok     ok    401    401     401     403 403
GET    /auth/tokens                                    ok    ok     ok     ok    401    401     401     403 403
POST   /auth/tokens                                    ok    ok     ok     ok    401    401     401     403 403
DELETE /auth/tokens/{token_id}                         404   404    404    404   401    401     401     403 403
GET    /banks                                          ok    ok     ok     ok    401    401     401     ok  ok
GET    /openapi.json                                   ok    ok     ok     ok    ok     ok      ok      ok  ok
GET    /openapi.ko.json                                ok    ok     ok     ok    ok     ok      ok      ok  ok
POST   /invitations/accept                             ok    ok     ok     ok    401    401     401     403 403
GET    /workspaces                                     ok    ok     ok     ok    401    401     401     ok  ok
POST   /workspaces                                     ok    ok     ok     ok    401    401     401     ok  ok
GET    /workspaces/{id}                                ok    ok     ok     404   401    401     401     ok  ok
PATCH  /workspaces/{id}                                ok    403    403    404   401    401     401     ok  403
DELETE /workspaces/{id}                                ok    403    403    404   401    401     401     403 403
GET    /workspaces/{id}/members                        ok    ok     ok     404   401    401     401     ok  ok
PATCH  /workspaces/{id}/members/{user_id}              ok    403    403    404   401    401     401     403 403
DELETE /workspaces/{id}/members/{user_id}              ok    403    403    404   401    401     401     403 403
GET    /workspaces/{id}/invitations                    ok    403    403    404   401    401     401     403 403
POST   /workspaces/{id}/invitations                    ok    403    403    404   401    401     401     403 403
DELETE /workspaces/{id}/invitations/{invitation_id}    404   403    403    404   401    401     401     403 403
GET    /workspaces/{id}/reminder                       ok    ok     ok     404   401    401     401     403 403
PATCH  /workspaces/{id}/reminder                       ok    ok     ok     404   401    401     401     403 403
POST   /workspaces/{id}/reminder/test                  ok    ok     ok     404   401    401     401     403 403
GET    /workspaces/{id}/days                           ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/audit                          ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/export                        ok    403    403    404   401    401     401     403 403
GET    /workspaces/{id}/orders.csv                     ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/orders.xlsx                    ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/deposits.csv                   ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/deposits.xlsx                  ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/counts                         ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/stamp                          ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/bank-accounts                  ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/bank-accounts                  ok    403    403    404   401    401     401     ok  403
GET    /workspaces/{id}/bank-accounts/{account_id}     ok    ok     ok     404   401    401     401     ok  ok
PATCH  /workspaces/{id}/bank-accounts/{account_id}     ok    403    403    404   401    401     401     ok  403
GET    /workspaces/{id}/phone-numbers                  ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/phone-numbers                  ok    403    403    404   401    401     401     ok  403
GET    /workspaces/{id}/phone-numbers/{phone_id}       ok    ok     ok     404   401    401     401     ok  ok
PATCH  /workspaces/{id}/phone-numbers/{phone_id}       ok    403    403    404   401    401     401     ok  403
DELETE /workspaces/{id}/phone-numbers/{phone_id}       ok    403    403    404   401    401     401     403 403
POST   /workspaces/{id}/phone-numbers/{phone_id}/rotate-key ok 403  403    404   401    401     401     403 403
POST   /workspaces/{id}/phone-numbers/{phone_id}/test-code ok ok    403    404   401    401     401     ok  403
POST   /workspaces/{id}/phone-numbers/{phone_id}/confirm-sender ok 403 403 404 401   401     401     ok  403
GET    /workspaces/{id}/orders                         ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/orders                         ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/orders/{order_id}              ok    ok     ok     404   401    401     401     ok  ok
PATCH  /workspaces/{id}/orders/{order_id}              ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/deposits                       ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/deposits                       ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/deposits/{deposit_id}          ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/deposits/{deposit_id}/candidates ok  ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/deposits/{deposit_id}/release  ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/deposits/{deposit_id}/dismiss  ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/deposits/{deposit_id}/restore  ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/deposits/{deposit_id}/returned ok    ok     403    404   401    401     401     ok  403
DELETE /workspaces/{id}/deposits/{deposit_id}/returned ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/senders                        ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/senders                        ok    403    403    404   401    401     401     ok  403
DELETE /workspaces/{id}/senders/{sender_id}            404   403    403    404   401    401     401     403 403
POST   /workspaces/{id}/messages/{message_id}/reversal ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/matches                        ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/matches/manual                 ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/matches/{deposit_id}/unmatch   ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/proposals                      ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/proposals/accept               ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/proposals/{proposal_id}/accept ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/proposals/{proposal_id}/reject ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/deposits/{deposit_id}/proposals ok   ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/test/messages                  ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/test/scenarios                 ok    ok     403    404   401    401     401     ok  403
GET    /workspaces/{id}/test/scenarios/{scenario_id}   404   404    404    404   401    401     401     404 404
GET    /workspaces/{id}/policies/backtest              ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/webhook-endpoints             ok ok ok 404 401 401 401 ok ok
POST   /workspaces/{id}/webhook-endpoints             ok 403 403 404 401 401 401 ok 403
GET    /workspaces/{id}/webhook-endpoints/{endpoint_id} ok ok ok 404 401 401 401 ok ok
PATCH  /workspaces/{id}/webhook-endpoints/{endpoint_id} ok 403 403 404 401 401 401 ok 403
DELETE /workspaces/{id}/webhook-endpoints/{endpoint_id} 404 403 403 404 401 401 401 403 403
POST   /workspaces/{id}/webhook-endpoints/{endpoint_id}/rotate-secret ok 403 403 404 401 401 401 403 403
POST   /workspaces/{id}/webhook-endpoints/{endpoint_id}/ping ok ok 403 404 401 401 401 ok 403
POST   /workspaces/{id}/webhook-endpoints/{endpoint_id}/replay ok ok 403 404 401 401 401 ok 403
GET    /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries ok ok ok 404 401 401 401 ok ok
GET    /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id} 404 404 404 404 401 401 401 404 404
POST   /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/ack 400 400 403 404 401 401 401 400 403
POST   /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay 404 404 403 404 401 401 401 404 403
GET    /workspaces/{id}/push-subscriptions             ok ok ok 404 401 401 401 403 403
POST   /workspaces/{id}/push-subscriptions             ok ok ok 404 401 401 401 403 403
PATCH  /workspaces/{id}/push-subscriptions/{subscription_id} 404 404 404 404 401 401 401 403 403
DELETE /workspaces/{id}/push-subscriptions/{subscription_id} 404 404 404 404 401 401 401 403 403
POST   /workspaces/{id}/push-subscriptions/{subscription_id}/test 404 404 404 404 401 401 401 403 403
GET    /workspaces/{id}/message-formats                ok    ok     ok     404   401    401     401     ok  ok
POST   /workspaces/{id}/message-formats                ok    403    403    404   401    401     401     ok  403
POST   /workspaces/{id}/message-formats/test           ok    403    403    404   401    401     401     ok  403
DELETE /workspaces/{id}/message-formats/{format_id}    404   403    403    404   401    401     401     404 403
GET    /workspaces/{id}/messages                       ok    ok     ok     404   401    401     401     ok  ok
GET    /workspaces/{id}/messages/{message_id}          404   404    404    404   401    401     401     404 404
POST   /workspaces/{id}/messages/{message_id}/reread   404   404    403    404   401    401     401     404 403
POST   /workspaces/{id}/messages/{message_id}/deposit  ok    ok     403    404   401    401     401     ok  403
POST   /workspaces/{id}/messages/{message_id}/dismiss  404   404    403    404   401    401     401     404 403
POST   /webhooks/bank-sms                              ok    ok     ok     ok    ok     ok      ok      ok  ok
GET    /webhooks/bank-sms/receipts/{receipt_id}        404   404    404    404   404    404     404     404 404
POST   /webhooks/bank-sms/{key}                        404   404    404    404   404    404     404     404 404
GET    /webhooks/bank-sms/{key}                        404   404    404    404   404    404     404     404 404
POST   /webhooks/ping/{key}                            404   404    404    404   404    404     404     404 404
";

/// The rows, as (method, path) → (caller, expected).
fn rows() -> BTreeMap<(&'static str, &'static str), Vec<(&'static str, &'static str)>> {
    let mut lines = TABLE.trim().lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let callers = lines.next().unwrap();
    lines
        .map(|cells| ((cells[0], cells[1]), callers[1..].iter().copied().zip(cells[2..].iter().copied()).collect()))
        .collect()
}

/// The product's routes, as its OpenAPI document has them.
fn routes() -> Vec<(String, String)> {
    let (_, document) = local::product::routes().split_for_parts();
    let document = serde_json::to_value(document).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let verbs = methods
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| !["parameters", "summary", "description", "servers"].contains(&key.as_str()));
        routes.extend(verbs.map(|verb| (verb.to_uppercase(), path.clone())));
    }
    routes
}

/// A fresh token of a user.
async fn token(shop: &Shop, user: u64, kind: TokenKind, lives_ms: i64, revoked: bool) -> String {
    let (app, now) = (&shop.app, shop.clock.now());
    let number = match kind {
        TokenKind::Api => app.store().next_id(Sequence::Token, Some).await.unwrap(),
        TokenKind::Session => 0,
    };
    let jti = format!("matrix-{user}-{}-{lives_ms}-{revoked}", kind.code());
    let token = Token {
        user: UserId::new(user).unwrap(),
        jti,
        kind,
        number,
        name: "matrix".into(),
        grant: Grant::whole(),
        created_at: now,
        expires_at: Some(now.plus_ms(lives_ms)),
        last_used_at: None,
    };
    app.store().issue(&token, &[]).await.unwrap();
    let text = web::token::sign(&app.keys, &token).unwrap();
    if revoked {
        app.store().revoke(token.user, &token.jti).await.unwrap();
    }
    text
}

/// The token of a caller, made anew for each call: some calls end it.
async fn token_of(shop: &Shop, caller: &str) -> Option<String> {
    let (user, kind, lives_ms, revoked) = match caller {
        "owner" => (1, TokenKind::Session, 60_000, false),
        "member" => (2, TokenKind::Session, 60_000, false),
        "viewer" => (3, TokenKind::Session, 60_000, false),
        "other" => (5, TokenKind::Session, 60_000, false),
        "nobody" => return None,
        "expired" => (1, TokenKind::Session, 0, false),
        "revoked" => (1, TokenKind::Session, 59_000, true),
        "api" => (1, TokenKind::Api, 60_000, false),
        "viewers_api" => (3, TokenKind::Api, 60_000, false),
        _ => panic!("nobody is called {caller}"),
    };
    Some(token(shop, user, kind, lives_ms, revoked).await)
}

/// The path with ids of things that are there.
fn concrete(path: &str) -> String {
    let path = path
        .replace("{id}", "1")
        .replace("{user_id}", "4")
        .replace("{invitation_id}", "999")
        .replace("{account_id}", "1");
    let path = path.replace("{order_id}", "1").replace("{deposit_id}", "1").replace("{token_id}", "999");
    let path = path.replace("{receipt_id}", "none").replace("{endpoint_id}", "1").replace("{delivery_id}", "none");
    let path = path.replace("{message_id}", &format!("1707703200000-{:032x}", 0));
    let path = path.replace("{receipt_id}", "none").replace("{phone_id}", "1").replace("{key}", "none");
    let path = path.replace("{sender_id}", "999").replace("{format_id}", "999").replace("{scenario_id}", "paid-1");
    let path = path.replace("{subscription_id}", "1").replace("{proposal_id}", "p1.SAME_AMOUNT.1v1.1v1");
    assert!(!path.contains('{'), "{path} has a part that this test does not know");
    path
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let (rows, routes) = (rows(), routes());
    assert!(routes.len() > 30, "{routes:?}");
    for (method, path) in &routes {
        assert!(rows.contains_key(&(method.as_str(), path.as_str())), "{method} {path} has no row in the matrix");
    }
    for (method, path) in rows.keys() {
        assert!(routes.contains(&((*method).to_owned(), (*path).to_owned())), "{method} {path} is no route");
    }
    assert!(rows.values().all(|cells| cells.len() == 9), "a row has a cell too few");
}

#[tokio::test]
async fn every_caller_gets_what_the_matrix_says() {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, ..web::Policy::default() }).await;
    shop.member("member@example.com", "MEMBER").await;
    shop.member("viewer@example.com", "VIEWER").await;
    shop.member("spare@example.com", "MEMBER").await;
    let other = shop.sign_up("other@example.com").await;
    shop.call(Method::POST, "/workspaces", Some(&other), Some(json!({"name": "옆 가게"})), 200).await;
    shop.place("A-1", 14_510, "홍길동").await;
    record(&shop, "김철수", 9_900).await;
    // The discard port: whatever is sent there is refused.
    let endpoint = json!({"url": "http://127.0.0.1:9/", "events": ["phone.silent"]});
    shop.post("/workspaces/1/webhook-endpoints", endpoint, 201).await;
    shop.phone().await;
    // So that nobody who may remove it does.
    shop.patch("/workspaces/1/bank-accounts/1", json!({"phone_number_id": 1}), 200).await;

    let mut wrong = Vec::new();
    for ((method, path), cells) in rows() {
        // Who may, does: the one endpoint would be gone for the rows that follow.
        let path_of = |path: &str| match (method, path) {
            ("DELETE", "/workspaces/{id}/webhook-endpoints/{endpoint_id}") => {
                concrete(path).replace("endpoints/1", "endpoints/9")
            }
            (_, _) => concrete(path),
        };
        for (caller, expected) in cells {
            let token = token_of(&shop, caller).await;
            let body = (method != "GET").then(|| json!({}));
            let request = axum::http::Request::builder().method(method).uri(format!("/api/v1{}", path_of(path)));
            let request = match &token {
                Some(token) => request.header("authorization", format!("Bearer {token}")),
                None => request,
            };
            let body = body.map_or_else(axum::body::Body::empty, |body| axum::body::Body::from(body.to_string()));
            let answer = shop.send(request.header("content-type", "application/json").body(body).unwrap()).await;
            let right = match expected {
                "ok" => (200..300).contains(&answer.status) || answer.status == 400,
                number => answer.status.to_string() == number,
            };
            if !right {
                wrong.push(format!(
                    "{method} {path} as {caller}: {} instead of {expected}: {}",
                    answer.status, answer.body
                ));
            }
            match (answer.status, caller) {
                (401, "nobody") => assert_problem(&answer, "token_missing"),
                (401, "expired") => assert_problem(&answer, "token_expired"),
                (401, _) => assert_problem(&answer, "token_invalid"),
                (403, _) => assert_problem(&answer, "role_insufficient"),
                (404, "other") if path.starts_with("/workspaces") => assert_problem(&answer, "workspace_not_found"),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    shop.end().await;
}
