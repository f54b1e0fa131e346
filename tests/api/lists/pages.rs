//! Pages: newest first, bounded, and every row exactly once.

use domain::{OrderId, WorkspaceId};
use serde_json::json;
use tests::{Answer, Shop};

use super::super::help::{ACCOUNTS, DEPOSITS, ORDERS, assert_problem, bad_fields, ids, record};

/// The path of the `Link` to the next page, below `/api/v1`.
fn next_link(answer: &Answer) -> Option<String> {
    let link = answer.header("link")?;
    let path =
        link.strip_prefix("</api/v1")?.strip_suffix(">; rel=\"next\"").unwrap_or_else(|| panic!("{link} is no link"));
    Some(path.to_owned())
}

/// Every page from this one on, along the links.
async fn pages(shop: &Shop, path: &str) -> Vec<Vec<u64>> {
    let (mut pages, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = shop.get(&path, 200).await;
        assert_eq!(page.header("x-next-cursor").is_some(), page.header("link").is_some());
        pages.push(ids(&page));
        next = next_link(&page);
    }
    pages
}

async fn orders(shop: &Shop, many: u64) {
    for nth in 1..=many {
        shop.place(&format!("A-{nth}"), 1_000 + nth, "홍길동").await;
    }
}

#[tokio::test]
async fn more_than_a_hundred_rows_come_once_each_newest_first() {
    let shop = Shop::open().await;
    orders(&shop, 120).await;
    let newest_first: Vec<u64> = (1..=120).rev().collect();
    for (path, sizes) in [
        (ORDERS.to_owned(), vec![50, 50, 20]),
        (format!("{ORDERS}?limit=100"), vec![100, 20]),
        (format!("{ORDERS}?limit=7&status=PENDING"), [vec![7; 17], vec![1]].concat()),
    ] {
        let found = pages(&shop, &path).await;
        assert_eq!(found.concat(), newest_first, "{path}");
        let mut lengths: Vec<usize> = found.iter().map(Vec::len).collect();
        // A last page may be empty where the rows ended with the page before.
        lengths.retain(|length| *length > 0);
        assert_eq!(lengths, sizes, "{path}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_list_without_a_filter_reads_one_row_more_than_it_shows() {
    let shop = Shop::open().await;
    for list in [ORDERS, DEPOSITS] {
        shop.wire.taken();
        shop.get(&format!("{list}?limit=7"), 200).await;
        let limits: Vec<_> = shop
            .wire
            .taken()
            .iter()
            .filter(|call| call.operation == "Query")
            .map(|call| call.body["Limit"].clone())
            .collect();
        assert_eq!(limits, [8], "{list}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_list_of_deposits_reads_where_the_fewest_stand() {
    let shop = Shop::open().await;
    for (query, index) in [
        ("", json!(null)),
        ("is_matched=true", json!(null)),
        ("is_matched=false", json!("GSI1")),
        ("state=HELD", json!("GSI1")),
        ("state=MATCHED", json!(null)),
        ("bank_account_id=1", json!("GSI2")),
        ("bank_account_id=1&is_matched=false", json!("GSI1")),
        ("bank_account_id=1&state=WAITING", json!("GSI1")),
    ] {
        shop.wire.taken();
        shop.get(&format!("{DEPOSITS}?{query}"), 200).await;
        let taken = shop.wire.taken();
        let indexes: Vec<_> =
            taken.iter().filter(|call| call.operation == "Query").map(|call| &call.body["IndexName"]).collect();
        assert_eq!(indexes, [&index], "{query}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_list_that_grows_while_it_is_read_repeats_and_skips_nothing() {
    let shop = Shop::open().await;
    orders(&shop, 5).await;
    let first = shop.get(&format!("{ORDERS}?limit=2"), 200).await;
    assert_eq!(ids(&first), [5, 4]);
    shop.place("B-1", 9_000, "홍길동").await;
    let rest = pages(&shop, &next_link(&first).unwrap()).await.concat();
    assert_eq!(rest, [3, 2, 1]);
    let by_header = format!("{ORDERS}?limit=2&cursor={}", first.header("x-next-cursor").unwrap());
    assert_eq!(ids(&shop.get(&by_header, 200).await), [3, 2], "the header's cursor is the link's");
    shop.end().await;
}

#[tokio::test]
async fn a_limit_lies_between_one_and_a_hundred() {
    let shop = Shop::open().await;
    for list in [ORDERS, DEPOSITS, ACCOUNTS, "/workspaces", "/workspaces/1/members", "/auth/tokens"] {
        for limit in ["0", "101", "x", "-1", "1.0", "", "99999999999999999999"] {
            let answer = shop.get(&format!("{list}?limit={limit}"), 400).await;
            assert_problem(&answer, "invalid_query");
            assert_eq!(bad_fields(&answer), ["limit:invalid"], "{list} {limit}");
        }
        for limit in ["1", "100"] {
            shop.get(&format!("{list}?limit={limit}"), 200).await;
        }
    }
    shop.end().await;
}

#[tokio::test]
async fn every_list_goes_on_by_cursor() {
    let shop = Shop::open().await;
    for nth in 2..=4_u64 {
        shop.register(&format!("110-123-00000{nth}")).await;
        shop.post("/workspaces", json!({"name": format!("가게 {nth}")}), 200).await;
        shop.post("/auth/tokens", json!({"name": format!("서버 {nth}")}), 201).await;
        record(&shop, "홍길동", 1_000 + nth).await;
    }
    for list in [ACCOUNTS, "/workspaces", "/auth/tokens", DEPOSITS] {
        let all = ids(&shop.get(list, 200).await);
        assert!(all.len() >= 3 && all.is_sorted_by(|a, b| a > b), "{list}: {all:?}");
        assert_eq!(pages(&shop, &format!("{list}?limit=1")).await.concat(), all, "{list}");
        let whole = shop.get(&format!("{list}?limit={}", all.len()), 200).await;
        assert_eq!((ids(&whole), next_link(&whole)), (all, None), "{list}: what is whole goes on nowhere");
    }
    shop.member("a@example.com", "VIEWER").await;
    let first = shop.get("/workspaces/1/members?limit=1", 200).await;
    let second = shop.get(&next_link(&first).unwrap(), 200).await;
    assert_eq!((&first.body[0]["user_id"], &second.body[0]["user_id"]), (&json!(2), &json!(1)));
    shop.end().await;
}

#[tokio::test]
async fn a_cursor_is_of_its_list_its_filter_and_its_workspace() {
    let shop = Shop::open().await;
    orders(&shop, 3).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    let first = shop.get(&format!("{ORDERS}?limit=1"), 200).await;
    let cursor = first.header("x-next-cursor").unwrap();
    shop.get(&format!("{ORDERS}?limit=2&cursor={cursor}"), 200).await;
    let filtered = shop.get(&format!("{ORDERS}?limit=1&status=PENDING"), 200).await;
    let filtered = filtered.header("x-next-cursor").unwrap();
    let bent = format!("{}{}", if cursor.starts_with('A') { 'B' } else { 'A' }, &cursor[1..]);
    for (what, path) in [
        ("another list", format!("{DEPOSITS}?cursor={cursor}")),
        ("another workspace", format!("/workspaces/2/orders?cursor={cursor}")),
        ("another filter", format!("{ORDERS}?status=PENDING&cursor={cursor}")),
        ("another status", format!("{ORDERS}?status=MATCHED&cursor={filtered}")),
        ("no filter", format!("{ORDERS}?cursor={filtered}")),
        ("bent", format!("{ORDERS}?cursor={bent}")),
        ("cut", format!("{ORDERS}?cursor={}", &cursor[..cursor.len() - 1])),
        ("none", format!("{ORDERS}?cursor=")),
        ("invented", format!("{ORDERS}?cursor=WS%231%23ORDER")),
    ] {
        let answer = shop.get(&path, 400).await;
        assert_eq!(answer.code(), "invalid_cursor", "{what}");
        assert_problem(&answer, "invalid_cursor");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_cursor_tells_no_key_of_the_table() {
    use base64::Engine;
    let shop = Shop::open().await;
    orders(&shop, 2).await;
    let first = shop.get(&format!("{ORDERS}?limit=1"), 200).await;
    let bytes =
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(first.header("x-next-cursor").unwrap()).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("WS#"), "{bytes:?}");
    shop.end().await;
}

#[tokio::test]
async fn accounts_are_skipped_by_offset() {
    let shop = Shop::open().await;
    for nth in 2..=5 {
        shop.register(&format!("110-123-00000{nth}")).await;
    }
    shop.patch(&format!("{ACCOUNTS}/4"), json!({"is_active": false}), 200).await;
    for (query, found) in [
        ("offset=0", vec![5, 4, 3, 2, 1]),
        ("offset=1&limit=2", vec![4, 3]),
        ("offset=4", vec![1]),
        ("offset=5", vec![]),
        ("offset=10000", vec![]),
        ("is_active=true&offset=1", vec![3, 2, 1]),
        ("is_active=false", vec![4]),
        ("is_active=false&offset=1", vec![]),
    ] {
        assert_eq!(ids(&shop.get(&format!("{ACCOUNTS}?{query}"), 200).await), found, "{query}");
    }
    // An offset goes on by cursor: it is skipped once.
    assert_eq!(pages(&shop, &format!("{ACCOUNTS}?offset=1&limit=2")).await.concat(), [4, 3, 2, 1]);
    for offset in ["-1", "10001", "x", ""] {
        assert_eq!(
            bad_fields(&shop.get(&format!("{ACCOUNTS}?offset={offset}"), 400).await),
            ["offset:invalid"],
            "{offset}"
        );
    }
    shop.end().await;
}

#[tokio::test]
async fn a_gap_in_the_ids_is_no_end_of_the_list() {
    let shop = Shop::open().await;
    shop.place("A-1", 1_000, "홍길동").await;
    for _ in 0..200 {
        shop.product
            .app
            .store()
            .next_id(store::Sequence::Order(WorkspaceId::new(1).unwrap()), OrderId::new)
            .await
            .unwrap();
    }
    shop.place("A-2", 1_000, "김철수").await;
    assert_eq!(pages(&shop, &format!("{ORDERS}?limit=1")).await.concat(), [202, 1]);
    shop.end().await;
}
