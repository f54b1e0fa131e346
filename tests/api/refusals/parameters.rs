//! Query parameters that no operation knows: with a slip of the pen a list would answer everything.

use axum::http::Method;
use serde_json::json;
use tests::Shop;
use tests::documents::{openapi, operations, parameters};

use super::super::help::{ORDERS, assert_problem, bad_fields, ids};

#[tokio::test]
async fn an_unknown_query_parameter_is_refused_by_name_on_every_call_with_a_token() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let mut document = openapi();
    let mut tried = 0;
    for (name, operation) in operations(&mut document) {
        if operation.get("security").is_some() || name.contains("/openapi.") {
            continue;
        }
        let known = parameters(operation).filter(|one| one["in"] == "query").count();
        let (method, path) = name.split_once(' ').unwrap();
        let path: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
        let path = format!("{}?page=2&sinc%65=x", path.join("/"));
        let method: Method = method.parse().unwrap();
        let answer = shop.call(method, &path, Some(&shop.owner), None, 400).await;
        assert_problem(&answer, "invalid_query");
        assert_eq!(bad_fields(&answer), ["page:unknown", "since:unknown"], "{name}, which knows {known}");
        tried += 1;
    }
    assert!(tried > 40, "{tried} were tried");
    assert_eq!(ids(&shop.get(&format!("{ORDERS}?limit=3&status=PENDING"), 200).await), [1]);
    // Whoever has no token is refused for that.
    assert_problem(&shop.call(Method::GET, &format!("{ORDERS}?page=2"), None, None, 401).await, "token_missing");
    shop.end().await;
}

#[tokio::test]
async fn what_a_refused_parameter_asked_for_has_no_effect() {
    let shop = Shop::open().await;
    let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동"});
    shop.post(&format!("{ORDERS}?dry_run=true"), body.clone(), 400).await;
    assert_eq!(ids(&shop.get(ORDERS, 200).await), [0_u64; 0]);
    shop.post(ORDERS, body, 201).await;
    shop.end().await;
}
