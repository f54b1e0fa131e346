//! The table ↔ `docs/table.md`, and the keys that really stand in it.

use store::layout::LAYOUT;
use tests::{Shop, documents};

#[test]
fn the_page_is_what_the_code_and_the_template_say() {
    assert_eq!(documents::read("docs/table.md"), documents::table(), "run: cargo run -p tests --example documents");
}

#[test]
fn the_cost_is_what_the_budgets_say() {
    let page = documents::read("docs/cost.md");
    assert_eq!(page, tests::cost::page(), "run: cargo run -p tests --example documents");
}

#[test]
fn every_kind_of_item_has_one_row() {
    let mut keys: Vec<_> = LAYOUT.iter().map(|(_, pk, sk, _)| (pk, sk)).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), LAYOUT.len());
}

#[tokio::test]
async fn every_item_stands_under_keys_of_the_page() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 532_513).await;
    shop.pay("김철수", 9_000, 541_513).await;
    shop.member("staff@example.com", "MEMBER").await;
    let unclaimed = tests::shop::GUIDE_SMS.replace("110-", "999-");
    shop.sms(&unclaimed, shop.clock.now()).await;
    let items = auditor::read_all(shop.product.dynamo(), local::product::TABLE).await.unwrap();
    let seen: std::collections::BTreeSet<_> = items.iter().map(tests::day::kind).collect();
    assert!(seen.len() > LAYOUT.len() / 2, "this test writes most kinds: {seen:?}");
    shop.end().await;
}
