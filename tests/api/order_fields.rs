//! What an order's body may say besides the guide's: a note of the shop's program, the account, and what stays as it
//! was told.

use axum::http::Method;
use domain::time::DAY_MS;
use serde_json::{Value, json};
use tests::Shop;

use super::help::{ORDERS, assert_has, assert_problem, bad_fields, refused};

const ORDER: &str = "/workspaces/1/orders/1";

fn body(number: &str) -> Value {
    json!({"order_number": number, "amount": 14_510, "depositor_name": "홍길동"})
}

fn with(number: &str, field: &str, value: Value) -> Value {
    let mut body = body(number);
    body[field] = value;
    body
}

#[tokio::test]
async fn what_a_program_notes_of_its_order_stands_in_every_answer_until_it_is_taken_away() {
    let shop = Shop::open().await;
    let note = json!({"cart": "c-81", "채널": "앱\n2줄"});
    let placed = shop.post(ORDERS, with("A-1", "metadata", note.clone()), 201).await;
    assert_eq!(placed.body["metadata"], note);
    assert_eq!(shop.get(ORDERS, 200).await.body[0]["metadata"], note);
    // Part of the body that a retry has in common with its first try.
    assert_eq!(shop.post(ORDERS, with("A-1", "metadata", note.clone()), 201).await.body["id"], 1);
    refused(&shop, Method::POST, ORDERS, body("A-1"), "order_number_taken").await;
    shop.patch(ORDER, json!({"memo": "급해요"}), 200).await;
    let changed = shop.patch(ORDER, json!({"metadata": {"cart": "c-82"}}), 200).await;
    assert_eq!(changed.body["metadata"], json!({"cart": "c-82"}), "all of it, in place of what stood");
    let history = shop.order(1).await["history"].clone();
    let wanted = json!([{"field": "metadata", "from": null, "to": null}]);
    assert_eq!(history[2]["changes"], wanted, "its texts may be of the customer: none in the history");
    for nothing in [json!(null), json!({}), json!("")] {
        shop.patch(ORDER, json!({"metadata": {"a": "b"}}), 200).await;
        assert_eq!(shop.patch(ORDER, json!({"metadata": nothing}), 200).await.body["metadata"], json!({}));
    }
    assert_eq!(shop.post(ORDERS, body("A-2"), 201).await.body["metadata"], json!({}));
    shop.end().await;
}

#[tokio::test]
async fn a_note_has_sixteen_texts_and_a_kilobyte_at_most() {
    let shop = Shop::open().await;
    let many = |count: usize| (0..count).map(|nth| (format!("k{nth}"), json!("v"))).collect::<Value>();
    shop.post(ORDERS, with("A-1", "metadata", many(16)), 201).await;
    shop.post(ORDERS, with("A-2", "metadata", json!({"가": "x".repeat(1_021)})), 201).await;
    for (bad, code) in [
        (many(17), "too_long"),
        (json!({"가": "x".repeat(1_022)}), "too_long"),
        (json!(["a"]), "wrong_type"),
        (json!("a"), "wrong_type"),
        (json!({"a": 1}), "wrong_type"),
        (json!({"a": null}), "wrong_type"),
        (json!({"a": {"b": "c"}}), "wrong_type"),
        (json!({" ": "a"}), "too_short"),
        (json!({"a": "\u{0}"}), "forbidden_character"),
        (json!({"a\nb": "c"}), "forbidden_character"),
        (json!({"a": "\u{202e}b"}), "forbidden_character"),
    ] {
        let answer = shop.post(ORDERS, with("A-9", "metadata", bad.clone()), 400).await;
        assert_eq!(bad_fields(&answer), [format!("metadata:{code}")], "{bad}");
        let answer = shop.patch(ORDER, json!({"metadata": bad}), 400).await;
        assert_eq!(bad_fields(&answer), [format!("metadata:{code}")]);
    }
    shop.end().await;
}

/// Whichever comes first: the order that names an account waits for money in that one.
#[tokio::test]
async fn money_in_another_account_is_a_candidate_and_pays_nothing_by_itself() {
    let shop = Shop::open().await;
    shop.register("220-456-000000").await;
    let placed = shop.post(ORDERS, with("A-1", "bank_account_id", json!(2)), 201).await;
    assert_has(&placed.body, &json!({"bank_account_id": 2, "status": "PENDING"}));
    shop.pay("홍길동", 14_510, 100_000).await;
    shop.post(ORDERS, with("A-2", "bank_account_id", json!(2)), 201).await;
    for order in [1, 2] {
        assert_eq!(shop.order(order).await["status"], "PENDING", "the money came into account 1");
    }
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await;
    assert_eq!(candidates.body[0]["reasons"], json!(["amount_equal", "name_same", "other_account"]));
    // One of the right account is paid, and so is one that names none.
    shop.post(ORDERS, with("A-3", "bank_account_id", json!(1)), 201).await;
    assert_has(&shop.order(3).await, &json!({"status": "MATCHED", "bank_account_id": 1}));
    let raw = shop.kb("홍길동", 14_510, 200_000).replace("110-***-000000", "220-***-000000");
    shop.patch(ORDER, json!({"status": "CANCELLED"}), 200).await;
    shop.sms(&raw, shop.clock.now()).await;
    assert_has(&shop.order(2).await, &json!({"status": "MATCHED", "matched_deposit_id": 2}));
    // A person matches whatever they saw.
    shop.post(ORDERS, with("A-4", "bank_account_id", json!(2)), 201).await;
    shop.pay("홍길동", 14_510, 300_000).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 3, "order_id": 4}), 200).await;
    shop.end().await;
}

#[tokio::test]
async fn an_order_names_an_account_of_its_workspace() {
    let shop = Shop::open().await;
    // An empty text is no `null`: the order would wait for money in any account.
    for (bad, code) in [
        (json!(2), "not_found"),
        (json!(0), "out_of_range"),
        (json!("1"), "wrong_type"),
        (json!(""), "wrong_type"),
        (json!(" "), "wrong_type"),
    ] {
        let answer = shop.post(ORDERS, with("A-1", "bank_account_id", bad), 400).await;
        assert_eq!(bad_fields(&answer), [format!("bank_account_id:{code}")]);
    }
    shop.post(ORDERS, with("A-1", "bank_account_id", json!(1)), 201).await;
    let answer = shop.patch(ORDER, json!({"bank_account_id": ""}), 400).await;
    assert_eq!(bad_fields(&answer), ["bank_account_id:wrong_type"]);
    shop.end().await;
}

#[tokio::test]
async fn what_never_changes_is_refused_by_name_and_may_be_sent_as_it_is() {
    let shop = Shop::open().await;
    shop.register("220-456-000000").await;
    let ordered_at = shop.clock.now().plus_ms(-DAY_MS).rfc3339();
    let mut full = with("A-1", "bank_account_id", json!(1));
    full["ordered_at"] = json!(ordered_at);
    shop.post(ORDERS, full.clone(), 201).await;
    full["memo"] = json!("급해요");
    assert_eq!(shop.patch(ORDER, full, 200).await.body["memo"], "급해요");
    for (field, value) in [
        ("bank_account_id", json!(2)),
        ("bank_account_id", json!(null)),
        ("ordered_at", json!(shop.clock.now().rfc3339())),
        ("ordered_at", json!(null)),
    ] {
        let answer = shop.patch(ORDER, json!({field: value, "memo": "x"}), 400).await;
        assert_problem(&answer, "field_fixed");
        assert_eq!(bad_fields(&answer), [format!("{field}:fixed")]);
    }
    assert_eq!(shop.order(1).await["memo"], "급해요", "nothing of a refused change is kept");
    shop.end().await;
}

/// An answer that reads like a placed order would have the customer's money wait for nothing.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn the_identical_body_of_an_order_that_is_over_is_refused_with_what_to_do() {
    let shop = Shop::open().await;
    shop.post(ORDERS, body("A-1"), 201).await;
    shop.patch(ORDER, json!({"status": "CANCELLED"}), 200).await;
    let deadline = shop.clock.now().plus_ms(1_000).rfc3339();
    let expiring = with("A-2", "expires_at", json!(deadline));
    shop.post(ORDERS, expiring.clone(), 201).await;
    shop.clock.advance_ms(60_000);
    assert_eq!(shop.post(ORDERS, expiring.clone(), 201).await.body["status"], "PENDING", "its grace goes on");
    shop.clock.advance_ms(11 * 60_000);
    for _ in ["the order reads EXPIRED", "and is stored so"] {
        for (again, id) in [(body("A-1"), 1), (expiring.clone(), 2)] {
            let answer = shop.post(ORDERS, again, 400).await;
            assert_problem(&answer, "order_over");
            assert_eq!(answer.body["order_id"], id);
        }
        shop.sweep().await.unwrap();
    }
    shop.patch(ORDER, json!({"status": "PENDING"}), 200).await;
    assert_eq!(shop.post(ORDERS, body("A-1"), 201).await.body["status"], "PENDING", "once it was reopened");
    shop.end().await;
}

#[tokio::test]
async fn an_empty_text_in_an_optional_field_is_null() {
    let shop = Shop::open().await;
    let names = ["customer_email", "customer_phone", "memo", "expires_at", "ordered_at", "metadata"];
    let mut empty = body("A-1");
    for name in names {
        empty[name] = json!(" ");
    }
    let placed = shop.post(ORDERS, empty, 201).await.body;
    for name in names {
        let wanted = if name == "metadata" { json!({}) } else { json!(null) };
        assert_eq!(placed[name], wanted, "{name}");
    }
    let told = json!({"customer_email": "a@example.com", "memo": "가", "metadata": {"a": "b"},
        "expires_at": shop.clock.now().plus_ms(DAY_MS).rfc3339()});
    shop.patch(ORDER, told, 200).await;
    let after =
        shop.patch(ORDER, json!({"customer_email": "", "memo": "", "metadata": "", "expires_at": ""}), 200).await;
    assert_has(&after.body, &json!({"customer_email": null, "memo": null, "metadata": {}, "expires_at": null}));
    // What must be there is not there.
    assert_eq!(
        bad_fields(&shop.post(ORDERS, with("A-2", "depositor_name", json!("")), 400).await),
        ["depositor_name:too_short"]
    );
    shop.end().await;
}
