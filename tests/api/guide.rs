//! The API guide, block by block: every request and every answer that it shows, to the letter. The clock stands where
//! the guide's times stand, and ids are given out until the guide's own are next.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::{DepositId, OrderId, Timestamp, WorkspaceId};
use serde_json::{Value, json};
use store::Sequence;
use tests::Shop;
use tests::shop::GUIDE_SMS;
use web::Policy;

use super::help::{ACCOUNTS, DEPOSITS, HOUR_MS, MANUAL, ORDERS, assert_has, assert_problem, ids};

fn guide_order() -> Value {
    json!({
        "order_number": "A-2024-0001",
        "amount": 14510,
        "depositor_name": "홍길동",
        "customer_email": "buyer@example.com",
        "customer_phone": "01012345678",
        "memo": "무통장 입금",
        "expires_at": null
    })
}

/// Gives out ids until these are the next of workspace 1.
async fn next_ids(shop: &Shop, order: u64, deposit: u64) {
    let (store, workspace) = (shop.app.store(), WorkspaceId::new(1).unwrap());
    for _ in 1..order {
        store.next_id(Sequence::Order(workspace), OrderId::new).await.unwrap();
    }
    for _ in 1..deposit {
        store.next_id(Sequence::Deposit(workspace), DepositId::new).await.unwrap();
    }
}

#[tokio::test]
async fn a_workspace_is_created_with_200_and_an_account_with_201() {
    let mut shop = Shop::empty(Policy::default()).await;
    shop.clock.tick_ms(-2 * HOUR_MS);
    shop.owner = shop.sign_up("owner@example.com").await;
    let made = shop.post("/workspaces", json!({"name": "쇼핑몰 운영팀"}), 200).await;
    let workspace = json!({"id": 1, "name": "쇼핑몰 운영팀", "owner_id": 1, "is_active": true, "created_at": "2024-02-12T09:00:00+09:00"});
    assert_has(&made.body, &workspace);
    let listed = shop.get("/workspaces", 200).await;
    assert_eq!(ids(&listed), [1]);
    assert_has(&listed.body[0], &workspace);

    shop.clock.tick_ms(HOUR_MS);
    let body = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "123-456-789012", "account_holder": "홍길동"});
    let made = shop.post(ACCOUNTS, body, 201).await;
    let account = json!({
        "id": 1,
        "workspace_id": 1,
        "bank_code": "004",
        "bank_name": "국민은행",
        "account_number": "123-456-789012",
        "account_holder": "홍길동",
        "is_active": true,
        "phone_number_id": null,
        "created_at": "2024-02-12T10:00:00+09:00"
    });
    assert_has(&made.body, &account);
    let listed = shop.get(&format!("{ACCOUNTS}?is_active=true&limit=50&offset=0"), 200).await;
    assert_eq!(ids(&listed), [1]);
    assert_has(&listed.body[0], &account);
    assert_eq!(ids(&shop.get(&format!("{ACCOUNTS}?is_active=false"), 200).await), [0_u64; 0]);
    assert_eq!(ids(&shop.get(&format!("{ACCOUNTS}?offset=1"), 200).await), [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn an_order_is_placed_listed_and_changed_as_the_guide_shows() {
    let shop = Shop::open().await;
    let placed = shop.post(ORDERS, guide_order(), 201).await;
    let order = json!({
        "id": 1,
        "workspace_id": 1,
        "order_number": "A-2024-0001",
        "amount": 14510,
        "depositor_name": "홍길동",
        "status": "PENDING",
        "customer_email": "buyer@example.com",
        "customer_phone": "01012345678",
        "memo": "무통장 입금",
        "expires_at": null,
        "matched_at": null,
        "created_at": "2024-02-12T11:00:00+09:00",
        "updated_at": "2024-02-12T11:00:00+09:00"
    });
    assert_has(&placed.body, &order);
    assert_has(&shop.order(1).await, &order);
    let listed = shop.get(&format!("{ORDERS}?status=PENDING&limit=50"), 200).await;
    assert_eq!(ids(&listed), [1]);
    assert_has(&listed.body[0], &order);

    shop.clock.tick_ms(1_999);
    let changed =
        shop.patch("/workspaces/1/orders/1", json!({"depositor_name": "김철수", "status": "CANCELLED"}), 200).await;
    let mut wanted = order;
    wanted["depositor_name"] = json!("김철수");
    wanted["status"] = json!("CANCELLED");
    wanted["updated_at"] = json!("2024-02-12T11:00:01+09:00");
    assert_has(&changed.body, &wanted);
    for (status, found) in [("PENDING", 0), ("MATCHED", 0), ("CANCELLED", 1), ("EXPIRED", 0)] {
        assert_eq!(ids(&shop.get(&format!("{ORDERS}?status={status}"), 200).await).len(), found, "{status}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_is_recorded_and_listed_as_the_guide_shows() {
    let shop = Shop::open().await;
    shop.clock.tick_ms(HOUR_MS / 12);
    let body = json!({"bank_account_id": 1, "amount": 14510, "depositor_name": "홍길동", "deposited_at": "2024-02-01T11:05:00+09:00", "raw_sms": null});
    let deposit = json!({
        "id": 1,
        "bank_account_id": 1,
        "amount": 14510,
        "depositor_name": "홍길동",
        "deposited_at": "2024-02-01T11:05:00+09:00",
        "matched_order_id": null,
        "is_matched": false,
        "raw_sms": null,
        "created_at": "2024-02-12T11:05:00+09:00"
    });
    assert_has(&shop.post(DEPOSITS, body, 201).await.body, &deposit);
    assert_has(&shop.deposit(1).await, &deposit);
    let listed = shop.get(&format!("{DEPOSITS}?is_matched=false&bank_account_id=1"), 200).await;
    assert_eq!(ids(&listed), [1]);
    assert_has(&listed.body[0], &deposit);
    assert_eq!(ids(&shop.get(&format!("{DEPOSITS}?is_matched=true"), 200).await), [0_u64; 0]);
    assert_eq!(ids(&shop.get(&format!("{DEPOSITS}?bank_account_id=2"), 200).await), [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn a_match_by_hand_and_its_undoing_speak_the_guides_words() {
    let shop = Shop::open().await;
    next_ids(&shop, 55, 120).await;
    let order = shop.place("A-2024-0001", 20_000, "김철수").await;
    let deposit = super::help::record(&shop, "홍길동", 14_510).await;
    assert_eq!((&order["id"], &deposit["id"]), (&json!(55), &json!(120)));
    let matched = shop.post(MANUAL, json!({"deposit_id": 120, "order_id": 55}), 200).await;
    assert_has(
        &matched.body,
        &json!({"success": true, "message": "매칭 완료: 입금 #120 ↔ 주문 #55", "deposit_id": 120, "order_id": 55}),
    );
    assert_has(
        &shop.order(55).await,
        &json!({"status": "MATCHED", "matched_deposit_id": 120, "matched_at": "2024-02-12T11:00:00+09:00"}),
    );
    assert_has(&shop.deposit(120).await, &json!({"is_matched": true, "matched_order_id": 55, "state": "MATCHED"}));

    let undone = shop.call(Method::POST, "/workspaces/1/matches/120/unmatch", Some(&shop.owner), None, 200).await;
    let wanted = json!({"success": true, "message": "매칭 해제 완료: 입금 #120 (주문 #55 → PENDING)", "deposit_id": 120, "order_id": 55});
    assert_has(&undone.body, &wanted);
    assert_has(&shop.order(55).await, &json!({"status": "PENDING", "matched_deposit_id": null, "matched_at": null}));
    assert_has(&shop.deposit(120).await, &json!({"is_matched": false, "matched_order_id": null}));
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "by the world's clock the guide's message is old money")]
async fn the_guides_message_pays_the_guides_order() {
    let shop = Shop::open().await;
    // The guide's text is of ten days before its order.
    shop.patch("/workspaces/1", json!({"settings": {"early_deposit_hours": 720}}), 200).await;
    next_ids(&shop, 55, 123).await;
    let order = shop.post(ORDERS, guide_order(), 201).await;
    assert_eq!(order.body["id"], 55);
    let answer = shop.sms(GUIDE_SMS, Timestamp::parse("2024-02-01T11:05:00+09:00").unwrap()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({"success": true, "message": "입금 14510원 (홍길동) → 주문 #55 자동 매칭", "deposit_id": 123})
    );
    let told = json!({"raw_sms": GUIDE_SMS, "source": "SMS", "state": "MATCHED", "via": "open", "balance": 532_513, "deposited_at": "2024-02-01T11:05:00+09:00"});
    assert_has(&shop.deposit(123).await, &told);
    shop.end().await;
}

#[tokio::test]
async fn the_guides_error_types_are_the_titles_of_problems() {
    let shop = Shop::open().await;
    let no_account = shop.sms(&GUIDE_SMS.replace("110-", "999-"), shop.clock.now()).await;
    assert_problem(&no_account, "account_not_found");
    assert_eq!(no_account.body["title"], "Bad Request");
    let nobody = shop.call(Method::GET, "/workspaces", None, None, 401).await;
    assert_eq!(nobody.body["title"], "Unauthorized");
    let nothing = shop.get("/workspaces/1/orders/7", 404).await;
    assert_eq!(nothing.body["title"], "Not Found");
    shop.end().await;
}

#[tokio::test]
async fn the_webhook_needs_no_token_and_the_rest_a_bearer() {
    let shop = Shop::open().await;
    assert_eq!(shop.sms_async(GUIDE_SMS, shop.clock.now()).await.status, 202, "sent without a token");
    for scheme in ["Bearer", "bearer", "BEARER"] {
        let request =
            Request::get("/api/v1/workspaces").header(header::AUTHORIZATION, format!("{scheme} {}", shop.owner));
        assert_eq!(shop.send(request.body(Body::empty()).unwrap()).await.status, 200, "{scheme}");
    }
    for other in ["Basic b3duZXI6", "Bearer", &shop.owner] {
        let request = Request::get("/api/v1/workspaces").header(header::AUTHORIZATION, other);
        let answer = shop.send(request.body(Body::empty()).unwrap()).await;
        assert_problem(&answer, "token_missing");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    shop.end().await;
}
