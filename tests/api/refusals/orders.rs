//! Orders: what may not be placed, and every change of state that is refused.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::super::help::{HOUR_MS, ORDERS, assert_has, bad_fields, ids, raw, refused};

const ORDER: &str = "/workspaces/1/orders/1";

fn body(number: &str) -> Value {
    json!({"order_number": number, "amount": 14_510, "depositor_name": "홍길동"})
}

#[tokio::test]
async fn the_identical_body_again_is_the_same_order() {
    let shop = Shop::open().await;
    let mut full = body("A-1");
    full["memo"] = json!("급해요");
    full["expires_at"] = json!("2024-02-13T11:00:00+09:00");
    let first = shop.post(ORDERS, full.clone(), 201).await.body;
    let again = shop.post(ORDERS, full, 201).await.body;
    assert_eq!(first, again);
    assert_eq!(ids(&shop.get(ORDERS, 200).await), [1]);
    shop.end().await;
}

#[tokio::test]
async fn a_retry_looks_again_and_tells_the_order_as_it_is_now() {
    let shop = Shop::open().await;
    shop.post(ORDERS, body("A-1"), 201).await;
    shop.pay("홍길동", 14_510, 1_000_000).await;
    let again = shop.post(ORDERS, body("A-1"), 201).await;
    assert_has(&again.body, &json!({"id": 1, "status": "MATCHED", "matched_deposit_id": 1}));
    shop.end().await;
}

#[tokio::test]
async fn a_number_is_taken_once_and_the_refusal_names_the_order() {
    let shop = Shop::open().await;
    shop.place("A-0", 100, "홍길동").await;
    shop.post(ORDERS, body("A-1"), 201).await;
    for (field, value) in [
        ("amount", json!(14_511)),
        ("depositor_name", json!("김철수")),
        ("memo", json!("메모")),
        ("customer_email", json!("a@example.com")),
        ("customer_phone", json!("010")),
        ("expires_at", json!("2024-02-13T11:00:00+09:00")),
    ] {
        let mut other = body("A-1");
        other[field] = value;
        let answer = refused(&shop, Method::POST, ORDERS, other, "order_number_taken").await;
        assert_eq!(answer.body["order_id"], 2, "{field}");
    }
    // Another case is another number; so is another workspace's.
    shop.post(ORDERS, body("a-1"), 201).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    shop.post("/workspaces/2/orders", body("A-1"), 201).await;
    shop.end().await;
}

#[tokio::test]
async fn a_number_may_have_any_character_that_a_shop_may_use() {
    let shop = Shop::open().await;
    let numbers = ["#1001", "2024/02/12-1", "a b", "주문?1&2=3", "100%", "../orders", "é\u{1F600}", "WS#1#ORDER"];
    for number in numbers {
        shop.post(ORDERS, body(number), 201).await;
    }
    for (nth, number) in numbers.iter().enumerate() {
        let encoded: String = number.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let found = shop.get(&format!("{ORDERS}?order_number={encoded}"), 200).await;
        assert_eq!(ids(&found), [nth as u64 + 1], "{number}");
        assert_eq!(found.body[0]["order_number"], *number);
    }
    assert_eq!(ids(&shop.get(&format!("{ORDERS}?order_number=%231001"), 200).await), [1]);
    assert_eq!(ids(&shop.get(&format!("{ORDERS}?order_number=%231002"), 200).await), [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn every_missing_field_is_told_at_once() {
    let shop = Shop::open().await;
    let answer = refused(&shop, Method::POST, ORDERS, json!({}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["order_number:required", "amount:required", "depositor_name:required"]);
    let nulls = json!({"order_number": null, "amount": null, "depositor_name": null, "memo": null, "expires_at": null});
    assert_eq!(bad_fields(&refused(&shop, Method::POST, ORDERS, nulls, "invalid_fields").await).len(), 3);
    let all_wrong = json!({"order_number": [], "amount": {}, "depositor_name": true, "customer_email": 1, "customer_phone": 2, "memo": 3, "expires_at": 4});
    let wrong = bad_fields(&refused(&shop, Method::POST, ORDERS, all_wrong, "invalid_fields").await);
    assert_eq!(wrong.len(), 7);
    assert!(wrong.iter().all(|error| error.ends_with(":wrong_type")), "{wrong:?}");
    shop.end().await;
}

#[tokio::test]
async fn an_amount_is_a_whole_number_of_won() {
    let shop = Shop::open().await;
    let amounts = [
        ("0", "out_of_range"),
        ("-1", "out_of_range"),
        ("-14510", "out_of_range"),
        ("1000000000001", "out_of_range"),
        ("18446744073709551616", "out_of_range"),
        ("1e400", "malformed"),
        ("1e30", "out_of_range"),
        ("14510.5", "wrong_type"),
        ("14510.0", "wrong_type"),
        ("\"14510\"", "wrong_type"),
        ("true", "wrong_type"),
        ("[14510]", "wrong_type"),
        ("NaN", "malformed"),
        ("014510", "malformed"),
    ];
    for (amount, code) in amounts {
        let text = format!(r#"{{"order_number":"A-1","amount":{amount},"depositor_name":"홍길동"}}"#);
        let answer = raw(&shop, Method::POST, ORDERS, Some("application/json"), text).await;
        assert_eq!(answer.status, 400, "{amount}: {}", answer.body);
        match code {
            "malformed" => assert_eq!(answer.code(), "malformed_json", "{amount}"),
            code => assert_eq!(bad_fields(&answer), [format!("amount:{code}")], "{amount}"),
        }
    }
    let mut most = body("A-1");
    most["amount"] = json!(1_000_000_000_000_u64);
    assert_eq!(shop.post(ORDERS, most, 201).await.body["amount"], 1_000_000_000_000_u64);
    shop.end().await;
}

#[tokio::test]
async fn controls_are_refused_and_odd_letters_are_kept() {
    let shop = Shop::open().await;
    for bent in ["홍\u{0}길동", "홍\n길동", "홍\u{7f}길동", "홍\u{202E}길동", "홍\u{2066}길동", "홍\u{85}길동"]
    {
        let text = json!({"order_number": bent, "amount": 1_000, "depositor_name": bent});
        let answer = refused(&shop, Method::POST, ORDERS, text, "invalid_fields").await;
        assert_eq!(
            bad_fields(&answer),
            ["order_number:forbidden_character", "depositor_name:forbidden_character"],
            "{bent:?}"
        );
    }
    for (nth, odd) in
        ["ㅎㄱㄷ", "홍길동\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "e\u{301}", "\u{FF28}ong", "شركة", "𠀀"]
            .iter()
            .enumerate()
    {
        let made = shop.place(&format!("A-{nth}"), 1_000, odd).await;
        assert_eq!(made["depositor_name"], *odd, "a name is shown as it was typed");
    }
    for empty in ["", "   ", "\u{3000}"] {
        let answer = refused(
            &shop,
            Method::POST,
            ORDERS,
            json!({"order_number": "B", "amount": 1_000, "depositor_name": empty}),
            "invalid_fields",
        )
        .await;
        assert_eq!(bad_fields(&answer), ["depositor_name:too_short"]);
    }
    let memo = json!({"order_number": "M", "amount": 1_000, "depositor_name": "홍길동", "memo": "첫 줄\n둘째 줄\t끝"});
    assert_eq!(shop.post(ORDERS, memo, 201).await.body["memo"], "첫 줄\n둘째 줄\t끝");
    shop.end().await;
}

#[tokio::test]
async fn fields_of_the_server_in_a_body_never_take_effect() {
    let shop = Shop::open().await;
    let mut body = body("A-1");
    for (field, value) in [
        ("id", json!(99)),
        ("workspace_id", json!(2)),
        ("status", json!("MATCHED")),
        ("matched_at", json!("2024-02-12T11:00:00+09:00")),
        ("matched_deposit_id", json!(1)),
        ("created_at", json!("2020-01-01T00:00:00+09:00")),
        ("version", json!(7)),
        ("unheard_of", json!({"a": []})),
    ] {
        body[field] = value;
    }
    let made = shop.post(ORDERS, body, 201).await.body;
    let wanted = json!({"id": 1, "workspace_id": 1, "status": "PENDING", "matched_at": null, "matched_deposit_id": null,
        "created_at": "2024-02-12T11:00:00+09:00", "version": 1});
    assert_has(&made, &wanted);
    shop.end().await;
}

#[tokio::test]
async fn a_deadline_lies_ahead() {
    let shop = Shop::open().await;
    for past in ["2024-02-12T11:00:00+09:00", "2024-02-12T02:00:00Z", "2001-01-01T00:00:00+09:00"] {
        let mut order = body("A-1");
        order["expires_at"] = json!(past);
        refused(&shop, Method::POST, ORDERS, order, "expires_at_past").await;
    }
    for no_instant in
        ["2024-02-13", "2024-02-13T11:00:00", "내일", "1999-01-01T00:00:00+09:00", "2024-02-30T00:00:00+09:00"]
    {
        let mut order = body("A-1");
        order["expires_at"] = json!(no_instant);
        assert_eq!(
            bad_fields(&refused(&shop, Method::POST, ORDERS, order, "invalid_fields").await),
            ["expires_at:invalid"],
            "{no_instant}"
        );
    }
    let mut order = body("A-1");
    order["expires_at"] = json!("2024-02-12T02:00:01Z");
    assert_eq!(shop.post(ORDERS, order, 201).await.body["expires_at"], "2024-02-12T11:00:01+09:00");
    shop.end().await;
}

/// The states of order 1 in which its changes are tried.
async fn in_state(state: &str) -> Shop {
    let shop = Shop::open().await;
    let mut order = body("A-1");
    if state.starts_with("EXPIRED") {
        order["expires_at"] = json!("2024-02-12T11:30:00+09:00");
    }
    shop.post(ORDERS, order, 201).await;
    match state {
        "PENDING" => {}
        "CANCELLED" => drop(shop.patch(ORDER, json!({"status": "CANCELLED"}), 200).await),
        "MATCHED" => drop(shop.pay("홍길동", 14_510, 1_000_000).await),
        "EXPIRED unswept" => shop.clock.advance_ms(HOUR_MS),
        "EXPIRED" => {
            shop.clock.advance_ms(HOUR_MS);
            shop.expire_due().await;
        }
        _ => panic!("no state is called {state}"),
    }
    assert_eq!(shop.order(1).await["status"], state.split(' ').next().unwrap());
    shop
}

#[tokio::test]
async fn every_refused_change_of_state_has_its_code_and_changes_nothing() {
    const SOON: &str = "2024-02-12T13:00:00+09:00";
    const PAST: &str = "2024-02-12T10:59:59+09:00";
    let by_hand = [(json!({"status": "MATCHED"}), "status_by_hand")];
    let everywhere = [(json!({"order_number": "A-2"}), "order_number_fixed")];
    let table: [(&str, Vec<(Value, &str)>); 5] = [
        (
            "PENDING",
            vec![(json!({"status": "EXPIRED"}), "status_by_hand"), (json!({"expires_at": PAST}), "expires_at_past")],
        ),
        (
            "CANCELLED",
            vec![
                (json!({"status": "EXPIRED"}), "status_by_hand"),
                (json!({"expires_at": SOON}), "reopen_needed"),
                (json!({"status": "PENDING", "expires_at": PAST}), "expires_at_past"),
                (json!({"expires_at": PAST}), "expires_at_past"),
            ],
        ),
        (
            "EXPIRED",
            vec![
                (json!({"expires_at": SOON}), "reopen_needed"),
                (json!({"status": "PENDING"}), "expires_at_past"),
                (json!({"status": "PENDING", "expires_at": PAST}), "expires_at_past"),
            ],
        ),
        (
            "EXPIRED unswept",
            vec![
                (json!({"expires_at": SOON}), "reopen_needed"),
                (json!({"status": "PENDING"}), "expires_at_past"),
                (json!({"status": "EXPIRED", "expires_at": SOON}), "reopen_needed"),
            ],
        ),
        (
            "MATCHED",
            vec![
                (json!({"amount": 1}), "unmatch_first"),
                (json!({"depositor_name": "김철수"}), "unmatch_first"),
                (json!({"expires_at": SOON}), "unmatch_first"),
                (json!({"status": "PENDING"}), "unmatch_first"),
                (json!({"status": "CANCELLED"}), "unmatch_first"),
                (json!({"status": "EXPIRED"}), "unmatch_first"),
                (json!({"status": "CANCELLED", "memo": "그래도"}), "unmatch_first"),
            ],
        ),
    ];
    for (state, refusals) in table {
        let shop = in_state(state).await;
        let before = shop.order(1).await;
        let by_hand = if state == "MATCHED" { &[][..] } else { &by_hand[..] };
        for (change, code) in refusals.iter().chain(by_hand).chain(&everywhere) {
            refused(&shop, Method::PATCH, ORDER, change.clone(), code).await;
        }
        assert_eq!(shop.order(1).await, before, "{state}");
        shop.end().await;
    }
}

#[tokio::test]
async fn every_allowed_change_of_state_is_made() {
    const SOON: &str = "2024-02-12T13:00:00+09:00";
    let all = json!({"amount": 20_000, "depositor_name": "김철수", "memo": "새", "customer_email": "b@example.com", "customer_phone": null});
    let table: [(&str, Vec<(Value, Value)>); 5] = [
        (
            "PENDING",
            vec![
                (all.clone(), all.clone()),
                (json!({"expires_at": SOON}), json!({"expires_at": SOON})),
                (json!({"status": "CANCELLED"}), json!({"status": "CANCELLED"})),
            ],
        ),
        ("CANCELLED", vec![(all.clone(), all.clone()), (json!({"status": "PENDING"}), json!({"status": "PENDING"}))]),
        (
            "EXPIRED",
            vec![
                (all.clone(), json!({"status": "EXPIRED", "amount": 20_000})),
                (json!({"status": "CANCELLED"}), json!({"status": "CANCELLED"})),
            ],
        ),
        (
            "EXPIRED unswept",
            vec![(json!({"status": "PENDING", "expires_at": null}), json!({"status": "PENDING", "expires_at": null}))],
        ),
        (
            "MATCHED",
            vec![(
                json!({"memo": "새", "customer_phone": "010"}),
                json!({"status": "MATCHED", "memo": "새", "customer_phone": "010"}),
            )],
        ),
    ];
    for (state, changes) in table {
        let shop = in_state(state).await;
        for (change, wanted) in changes {
            assert_has(&shop.patch(ORDER, change, 200).await.body, &wanted);
            assert_has(&shop.order(1).await, &wanted);
        }
        shop.end().await;
    }
}

#[tokio::test]
async fn the_status_that_an_order_has_changes_nothing() {
    for state in ["PENDING", "CANCELLED", "EXPIRED", "EXPIRED unswept", "MATCHED"] {
        let shop = in_state(state).await;
        let before = shop.order(1).await;
        shop.clock.advance_ms(1_000);
        shop.patch(ORDER, json!({"status": before["status"], "order_number": "A-1"}), 200).await;
        shop.patch(ORDER, json!({}), 200).await;
        assert_eq!(shop.order(1).await, before, "{state}");
        shop.end().await;
    }
}

#[tokio::test]
async fn what_may_not_be_null_says_so() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let nulls = json!({"order_number": null, "amount": null, "depositor_name": null, "status": null, "memo": null});
    let answer = refused(&shop, Method::PATCH, ORDER, nulls, "invalid_fields").await;
    assert_eq!(
        bad_fields(&answer),
        ["order_number:required", "amount:required", "depositor_name:required", "status:required"]
    );
    let answer = refused(&shop, Method::PATCH, ORDER, json!({"status": "pending"}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["status:invalid"]);
    shop.end().await;
}
