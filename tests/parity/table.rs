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

/// Whether a key is one of this pattern: `WS#<ws>#ORDER` takes `WS#0000000001#ORDER`.
fn fits(pattern: &str, key: &str) -> bool {
    let mut rest = key;
    let mut parts = pattern.split('<');
    let Some(after) = rest.strip_prefix(parts.next().unwrap()) else { return false };
    rest = after;
    for part in parts {
        let (_, literal) = part.split_once('>').unwrap();
        match literal {
            "" => return !rest.is_empty(),
            literal => match rest.char_indices().skip(1).find(|(at, _)| rest[*at..].starts_with(literal)) {
                Some((at, _)) => rest = &rest[at + literal.len()..],
                None => return false,
            },
        }
    }
    rest.is_empty()
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
    let mut seen = std::collections::BTreeSet::new();
    for item in &items {
        let (pk, sk) = (item["PK"].as_s().unwrap(), item["SK"].as_s().unwrap());
        let rows = LAYOUT
            .iter()
            .filter(|(_, pk_is, sk_is, _)| pk_is.split(" or ").any(|pk_is| fits(pk_is, pk)) && fits(sk_is, sk));
        let names: Vec<_> = rows.map(|row| row.0).collect();
        assert!(!names.is_empty(), "docs/table.md has no row for {pk} / {sk}");
        seen.extend(names);
    }
    assert!(seen.len() > LAYOUT.len() / 2, "this test writes most kinds: {seen:?}");
    shop.end().await;
}
