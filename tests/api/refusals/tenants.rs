//! One tenant and another, and a workspace that is switched off.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::super::help::{ACCOUNTS, DEPOSITS, MANUAL, ORDERS, assert_has, assert_problem, ids, record, refused, typed};

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
    as_stranger(Method::POST, "/workspaces/2/deposits", Some(typed(&shop, "홍길동", 14_511)), "bank_account_not_found")
        .await;
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
