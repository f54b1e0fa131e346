//! On one machine the program upgrades the data that it finds, once, before it serves.

use local::upgrade::{self, FILE, VERSION};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::Shop;

use super::keys::as_before;

/// What of the data lies beside the database.
fn beside(version: &str) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join(FILE), version).unwrap();
    data
}

/// Data of the release before is told by its version alone: an old shape behind a version that says it is new would
/// stay unread for ever.
#[tokio::test]
async fn data_of_an_earlier_version_is_rewritten_at_the_first_start_and_not_again() {
    let shop = Shop::open().await;
    shop.pay("토스홍길동", 1_000, 500_000).await;
    as_before(&shop, "홍길동", "토스홍길동").await;
    let (data, store, now) = (beside("2"), shop.product.app.store(), shop.clock.now());
    upgrade::once(store, data.path(), now).await.unwrap();
    assert_eq!(shop.place("A-1", 1_000, "홍길동").await["status"], "MATCHED");
    assert_eq!(std::fs::read_to_string(data.path().join(FILE)).unwrap(), VERSION);
    shop.wire.taken();
    upgrade::once(store, data.path(), now).await.unwrap();
    assert_eq!(shop.wire.taken().len(), 0, "what this version wrote is not read through again");
    shop.end().await;
}

/// Fails whenever what is kept changes. Can this program not use what the last release wrote? Then `store::upgrade`
/// needs a step for it, and `VERSION` one more. Either way the new digest is written here.
#[test]
fn a_change_of_what_is_kept_asks_whether_the_version_rises() {
    let kept: Value = serde_json::from_str(include_str!("0.2.json")).unwrap();
    let digest = Sha256::digest(kept.to_string());
    let short: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((VERSION, short.as_str()), ("7", "7eaf0a5783409ccb"));
}

/// Otherwise a retry over an upgrade would be refused as another order under the same number.
#[tokio::test]
async fn the_words_of_an_order_are_told_as_they_were_before() {
    let shop = Shop::open().await;
    let plain = json!({"order_number": "A-1", "amount": 1_000, "depositor_name": "홍길동"});
    let whole = json!({
        "order_number": "A-2", "amount": 1_000, "depositor_name": "홍길동", "customer_email": "a@example.com",
        "customer_phone": "010-0000-0000", "memo": "앞에 놓아 주세요", "expires_at": "2024-02-20T00:00:00+09:00",
        "ordered_at": "2024-02-12T09:00:00+09:00", "bank_account_id": 1, "metadata": {"cart": "17", "from": "app"},
    });
    for body in [plain, whole] {
        shop.post("/workspaces/1/orders", body, 201).await;
    }
    let words: Vec<_> = shop.items().await.iter().filter_map(|item| item.get("body")?.as_s().ok().cloned()).collect();
    assert_eq!(words, ["b8751eaeac01fa31dfd0517dfa84fa67", "36e21dec59dab13e9d107195a2ff6edc"]);
    shop.end().await;
}
