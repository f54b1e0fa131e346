//! What people decide of a deposit: released, dismissed, restored. Nothing pairs on the way.

use serde_json::json;
use tests::Shop;

use super::{call, deposits, kb, keyed, newest, told};

#[tokio::test]
async fn what_was_dismissed_pays_nothing_and_comes_back_held() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 50_000, 90_000).await;
    let away = json!({"reason": "REFUNDED", "note": "고객에게 돌려줌"});
    let dismissed = shop.post("/workspaces/1/deposits/1/dismiss", away.clone(), 200).await.body;
    assert_eq!((&dismissed["state"], &dismissed["dismiss_reason"]), (&json!("DISMISSED"), &json!("REFUNDED")));
    assert_eq!(shop.post("/workspaces/1/deposits/1/dismiss", away, 200).await.body["version"], dismissed["version"]);
    shop.place("A-1", 50_000, "홍길동").await;
    assert_eq!(shop.order(1).await["status"], json!("PENDING"));
    let body = json!({"deposit_id": 1, "order_id": 1});
    let refused = shop.post("/workspaces/1/matches/manual", body.clone(), 400).await;
    assert_eq!(refused.body["code"], json!("restore_first"));
    let listed = shop.get("/workspaces/1/deposits?state=DISMISSED", 200).await.body;
    assert_eq!((&listed[0]["id"], &listed[0]["is_matched"]), (&json!(1), &json!(false)));
    let restored = shop.post("/workspaces/1/deposits/1/restore", json!({}), 200).await.body;
    assert_eq!((&restored["state"], &restored["hold_reasons"]), (&json!("HELD"), &json!(["restored"])));
    assert_eq!(shop.order(1).await["status"], json!("PENDING"), "never straight into a pair");
    shop.post("/workspaces/1/deposits/1/release", json!({}), 200).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    shop.end().await;
}

#[tokio::test]
async fn one_of_two_twins_dismissed_as_a_duplicate_frees_the_other() {
    let shop = Shop::open().await;
    shop.place("A-1", 50_000, "홍길동").await;
    shop.sms(&kb(shop.clock.now(), "홍길동", 50_000, None), shop.clock.now()).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!(null), 200).await;
    shop.sms(&kb(shop.clock.now(), "홍길동", 50_000, Some(90_000)), shop.clock.now().plus_ms(1_000)).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["possible_duplicate"]));
    shop.post("/workspaces/1/deposits/1/dismiss", json!({"reason": "DUPLICATE"}), 200).await;
    assert_eq!(newest(&shop).await["state"], json!("MATCHED"), "the other one pays");
    shop.end().await;
}

#[tokio::test]
async fn refunded_money_is_dismissed_in_every_report() {
    let shop = Shop::open().await;
    shop.sms(&kb(shop.clock.now(), "홍길동", 50_000, None), shop.clock.now()).await;
    shop.sms(&kb(shop.clock.now(), "홍길동", 50_000, Some(90_000)), shop.clock.now().plus_ms(1_000)).await;
    shop.post("/workspaces/1/deposits/2/dismiss", json!({"reason": "PRIVATE"}), 200).await;
    assert_eq!(shop.deposit(1).await["state"], json!("DISMISSED"));
    shop.end().await;
}

#[tokio::test]
async fn a_strangers_text_is_matched_by_hand_or_dismissed_and_never_released() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    let raw = kb(shop.clock.now(), "홍길동", 50_000, Some(90_000));
    call(&shop, &key, &json!({"text": raw, "from": "010-1234-5678", "sentStamp": 1})).await;
    let refused = shop.post("/workspaces/1/deposits/1/release", json!({}), 400).await;
    assert_eq!(refused.body["code"], json!("never_released"));
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!(null), 200).await;
    let reasons = newest(&shop).await["hold_reasons"].clone();
    assert_eq!(reasons, json!(["sender_unlikely", "unmatched_by_hand"]), "it is what it was before");
    shop.end().await;
}

/// A stranger told of money before the bank did, and a person dismissed that: the bank's own word is not swallowed.
#[tokio::test]
async fn a_dismissed_fake_swallows_no_true_text() {
    let (shop, key) = keyed().await;
    let raw = kb(shop.clock.now(), "홍길동", 50_000, Some(90_000));
    call(&shop, &key, &json!({"text": raw.replace("홍길동", "토스홍길동"), "from": "010-1234-5678", "sentStamp": 1}))
        .await;
    shop.post("/workspaces/1/deposits/1/dismiss", json!({"reason": "OTHER"}), 200).await;
    shop.place("A-1", 50_000, "홍길동").await;
    told(&shop, &key, &raw).await;
    let true_one = newest(&shop).await;
    assert_eq!((&true_one["id"], &true_one["hold_reasons"]), (&json!(2), &json!(["possible_duplicate"])), "{true_one}");
    shop.post("/workspaces/1/deposits/2/release", json!({}), 200).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    shop.end().await;
}

/// A person matched a stranger's text, and the bank told the same: undone, it is the bank's.
#[tokio::test]
async fn what_the_bank_told_after_a_match_by_hand_is_the_banks_once_undone() {
    let (shop, key) = keyed().await;
    let raw = kb(shop.clock.now(), "홍길동", 50_000, Some(90_000));
    call(&shop, &key, &json!({"text": raw.replace("홍길동", "토스홍길동"), "from": "010-1234-5678", "sentStamp": 1}))
        .await;
    shop.place("A-1", 50_000, "김다른").await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    told(&shop, &key, &raw).await;
    assert_eq!(deposits(&shop).await, 1);
    shop.post("/workspaces/1/matches/1/unmatch", json!(null), 200).await;
    assert_eq!(shop.deposit(1).await["hold_reasons"], json!(["unmatched_by_hand"]));
    shop.end().await;
}

/// What an approval freed is held again where the approval is gone, and the other way round.
#[tokio::test]
async fn what_is_undone_is_judged_by_the_senders_of_now() {
    let (shop, key) = keyed().await;
    let unlisted = async |nth: u64| {
        let raw = kb(shop.clock.now(), "홍길동", 50_000 + nth, Some(90_000));
        call(&shop, &key, &json!({"text": raw, "from": "02-123-4567", "sentStamp": 1})).await;
        newest(&shop).await
    };
    let approve = json!({"bank_code": "004", "sender": "02-123-4567"});
    shop.post("/workspaces/1/senders", approve.clone(), 201).await;
    shop.place("A-1", 50_001, "홍길동").await;
    assert_eq!(unlisted(1).await["state"], json!("MATCHED"));
    shop.delete("/workspaces/1/senders/1", 204).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!(null), 200).await;
    let undone = shop.deposit(1).await;
    assert_eq!(undone["hold_reasons"], json!(["sender_unlisted", "unmatched_by_hand"]), "{undone}");
    assert_eq!(undone["sender_verdict"], json!("unlisted"));
    unlisted(2).await;
    shop.post("/workspaces/1/deposits/2/dismiss", json!({"reason": "OTHER"}), 200).await;
    shop.post("/workspaces/1/senders", approve, 201).await;
    shop.place("A-2", 50_002, "홍길동").await;
    let restored = shop.post("/workspaces/1/deposits/2/restore", json!({}), 200).await.body;
    assert_eq!((&restored["hold_reasons"], &restored["sender_verdict"]), (&json!(["restored"]), &json!("approved")));
    assert_eq!(shop.order(2).await["status"], json!("PENDING"), "never straight into a pair");
    shop.end().await;
}

#[tokio::test]
async fn a_viewer_decides_nothing_and_a_member_does_the_days_work() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 1, 90_000).await;
    let viewer = shop.member("viewer@example.com", "VIEWER").await;
    let member = shop.member("member@example.com", "MEMBER").await;
    for action in ["release", "restore"] {
        let path = format!("/workspaces/1/deposits/1/{action}");
        shop.call(axum::http::Method::POST, &path, Some(&viewer), Some(json!({})), 403).await;
    }
    let released = shop
        .call(axum::http::Method::POST, "/workspaces/1/deposits/1/release", Some(&member), Some(json!({})), 200)
        .await;
    assert_eq!(released.body["state"], json!("WAITING"));
    shop.end().await;
}

/// A dismissal and a match by hand at one instant: one of them wins, and nothing is both.
#[tokio::test]
async fn dismiss_against_match() {
    let shop = std::sync::Arc::new(Shop::open().await);
    shop.place("A-1", 50_000, "김다른").await;
    shop.pay("홍길동", 50_000, 90_000).await;
    let seat = shop.app.store().workspace(domain::WorkspaceId::new(1).unwrap()).await.unwrap().unwrap();
    let (deposit, order) = (domain::DepositId::new(1).unwrap(), domain::OrderId::new(1).unwrap());
    let by = domain::Actor::User(domain::UserId::new(1).unwrap());
    let pairing = &shop.app.pairing;
    let store = shop.app.store();
    let (matched, dismissed) = tokio::join!(
        pairing.match_by_hand(&seat, deposit, order, by.clone(), |_| Ok(store.clone())),
        pairing.dismiss(&seat, deposit, (domain::DismissReason::Private, None), &by, |_| Ok(store.clone())),
    );
    assert!(matched.is_ok() != dismissed.is_ok(), "{matched:?} {dismissed:?}");
    std::sync::Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn a_release_is_told_once_under_its_key() {
    let (shop, key) = keyed().await;
    let raw = kb(shop.clock.now(), "홍길동", 50_000, Some(90_000));
    call(&shop, &key, &json!({"text": raw, "sentStamp": shop.clock.now().ms()})).await;
    let released = shop.post("/workspaces/1/deposits/1/release", json!({}), 200).await.body;
    assert_eq!(released["state"], json!("WAITING"));
    let again = shop.post("/workspaces/1/deposits/1/release", json!({}), 200).await.body;
    assert_eq!(again["version"], released["version"], "it waits already");
    told(&shop, &key, &raw).await;
    assert_eq!(newest(&shop).await["id"], json!(1), "the very text makes no second deposit");
    shop.end().await;
}
