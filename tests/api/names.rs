//! Names of orders that no deposit can match: told in answers and lists, or refused where the workspace wants it.

use serde_json::{Value, json};
use tests::Shop;

const ORDERS: &str = "/workspaces/1/orders";

fn body(number: &str, name: &str) -> Value {
    json!({"order_number": number, "amount": 14_510, "depositor_name": name})
}

fn warned() -> Value {
    json!(["name_cannot_match"])
}

#[tokio::test]
async fn an_order_whose_name_cannot_match_says_so_in_every_answer() {
    let shop = Shop::open().await;
    for (place, name) in ["홍*동", "****", "김", "1234", "☎", "홍#동"].into_iter().enumerate() {
        let placed = shop.post(ORDERS, body(&format!("A-{place}"), name), 201).await.body;
        let path = format!("{ORDERS}/{}", placed["id"]);
        assert_eq!(placed["warnings"], warned(), "{name}");
        assert_eq!(shop.get(&path, 200).await.body["warnings"], warned(), "{name}");
        assert_eq!(shop.patch(&path, json!({"memo": "문 앞"}), 200).await.body["warnings"], warned(), "{name}");
    }
    let listed = shop.get(ORDERS, 200).await.body;
    assert!(listed.as_array().unwrap().iter().all(|order| order["warnings"] == warned()), "{listed}");
    for (place, name) in ["홍길동", "20261128001", "홍길동#1024", "㈜가나다(본점)"].into_iter().enumerate()
    {
        let placed = shop.post(ORDERS, body(&format!("B-{place}"), name), 201).await.body;
        assert_eq!(placed["warnings"], json!([]), "{name}");
    }
    let renamed = shop.patch(&format!("{ORDERS}/1"), json!({"depositor_name": "홍길동"}), 200).await.body;
    assert_eq!(renamed["warnings"], json!([]));
    shop.end().await;
}

#[tokio::test]
async fn strict_names_refuses_a_name_that_cannot_match() {
    let shop = Shop::open().await;
    assert_eq!(shop.get("/workspaces/1", 200).await.body["settings"]["strict_names"], false);
    shop.post(ORDERS, body("A-1", "홍*동"), 201).await;
    let set = shop.patch("/workspaces/1", json!({"settings": {"strict_names": true}}), 200).await.body;
    assert_eq!(set["settings"]["strict_names"], true);
    for name in ["홍*동", "김", "1234"] {
        let refused = shop.post(ORDERS, body("A-2", name), 400).await;
        let error = &refused.body["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!("depositor_name"), &json!("name_cannot_match")),
            "{error}"
        );
    }
    shop.post(ORDERS, body("A-2", "홍길동"), 201).await;
    shop.patch(&format!("{ORDERS}/2"), json!({"depositor_name": "홍*동"}), 400).await;
    // What stands stays, and can be changed otherwise.
    shop.patch(&format!("{ORDERS}/1"), json!({"memo": "문 앞"}), 200).await;
    shop.patch("/workspaces/1", json!({"settings": {"strict_names": "yes"}}), 400).await;
    shop.patch("/workspaces/1", json!({"settings": {"strict_names": false}}), 200).await;
    shop.post(ORDERS, body("A-3", "홍*동"), 201).await;
    shop.end().await;
}

#[tokio::test]
async fn a_person_is_told_by_which_part_of_the_name_a_candidate_differs() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동(1234)").await;
    shop.place("A-2", 14_510, "홍*길동").await;
    shop.pay("홍길동(5678)", 14_510, 20_000).await;
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
    let mut reasons: Vec<(&str, &Value)> = candidates
        .as_array()
        .unwrap()
        .iter()
        .map(|order| (order["order_number"].as_str().unwrap(), &order["reasons"]))
        .collect();
    reasons.sort_by_key(|(number, _)| *number);
    let wanted = [json!(["amount_equal", "name_qualifier_differs"]), json!(["amount_equal", "name_cannot_match"])];
    assert_eq!(reasons, [("A-1", &wanted[0]), ("A-2", &wanted[1])]);
    shop.end().await;
}

/// Of a crowd at one price a person sees first those who bear the name, then those whose names are like it.
#[tokio::test]
async fn the_candidates_of_a_popular_price_are_first_those_of_the_name() {
    let shop = Shop::open().await;
    // They stand before the name in the table, and are older.
    for nth in 0..domain::outcome::CANDIDATES_COUNTED + 10 {
        shop.place(&format!("B-{nth}"), 14_510, &format!("가나다{nth:03}")).await;
    }
    for (number, name) in [("A-1", "홍길동"), ("A-2", "홍길동"), ("A-3", "가길동"), ("A-4", "GILDONG HONG")] {
        shop.place(number, 14_510, name).await;
    }
    shop.pay("홍길동", 14_510, 20_000).await;
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
    let rows = candidates.as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row["order_number"].as_str().unwrap(), &row["reasons"][1])).collect();
    assert_eq!(told.len(), domain::outcome::CANDIDATES_COUNTED);
    assert_eq!(told[..2], [("A-1", &json!("name_same")), ("A-2", &json!("name_same"))]);
    assert!(told[2..].iter().all(|(_, reason)| **reason != json!("name_same")));
    shop.end().await;
}

#[tokio::test]
async fn a_candidate_whose_name_is_like_the_printed_one_stands_before_strangers() {
    let shop = Shop::open().await;
    for (number, name) in [("A-1", "김철수"), ("A-2", "홍기동"), ("A-3", "GILDONG HONG"), ("A-4", "이순신")] {
        shop.place(number, 14_510, name).await;
    }
    shop.pay("홍길동", 14_510, 20_000).await;
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
    let rows = candidates.as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row["order_number"].as_str().unwrap(), &row["reasons"][1])).collect();
    let (like, differs) = (json!("name_like"), json!("name_differs"));
    assert_eq!(told[..2], [("A-3", &like), ("A-2", &like)]);
    assert!(told[2..].iter().all(|(_, reason)| *reason == &differs), "{told:?}");
    shop.end().await;
}
