//! Digits that a payer writes behind the name: they tell apart orders of one name, and never pay on their own.

use std::sync::Arc;

use serde_json::json;
use tests::Shop;

use super::races::{deliver, end, hold_first, is_look};
use super::script::scenarios;

scenarios! {
    the_last_digits_of_the_phone_tell_two_orders_of_one_name_apart: "
        order A-1 14510 홍길동 phone 010-1111-4821
        order A-2 14510 홍길동 phone 010-1111-9999
        pay 홍길동9999 14510
        expect deposit 1 MATCHED A-2 coded
        pay 홍길동4821 14510
        expect deposit 2 MATCHED A-1 coded"

    a_deposit_with_digits_that_comes_first_is_found_by_its_order: "
        pay 홍길동#4821 14510
        order A-1 14510 홍길동 phone 010-1111-9999
        expect deposit 1 WAITING
        order A-2 14510 홍길동 phone 010-1111-4821
        expect order A-2 MATCHED by 1
        pay 토스김철수20240031 15000
        pay 토스김철수240031 15000
        order 20240031 15000 김철수
        expect order 20240031 MATCHED by 3"

    every_sign_before_the_digits_is_read_and_pays: "
        order A-1001 14510 홍길동
        pay 홍길동/1001 14510
        expect deposit 1 MATCHED A-1001 coded
        order A-1002 14510 홍길동
        pay 홍길동_1002 14510
        expect deposit 2 MATCHED A-1002 coded
        order A-1003 14510 홍길동
        pay 홍길동-1003 14510
        expect deposit 3 MATCHED A-1003 coded
        order A-1004 14510 홍길동
        pay 088-홍길동#1004 14510
        expect deposit 4 MATCHED A-1004 coded"

    digits_that_are_no_code_wait_for_a_person: "
        order A-1 14510 홍길동 phone 010-1111-4821
        pay 홍길동482 14510
        expect deposit 1 WAITING
        pay 홍길동1111 14510
        expect deposit 2 WAITING
        pay 홍길동48211 14510
        expect deposit 3 WAITING
        expect order A-1 PENDING"

    a_code_pays_no_order_of_another_price: "
        order A-1 191000 홍길동 phone 010-1111-4821
        pay 홍길동4821 1000
        expect deposit 1 WAITING
        pay 홍길동4821 190999
        expect deposit 2 WAITING
        expect order A-1 PENDING"

    somebody_who_takes_anothers_name_and_digits_as_a_name_gets_nothing: "
        order A-1 14510 홍길동 phone 010-1111-4821
        order X-1 14510 홍길동4821
        pay 홍길동4821 14510
        expect deposit 1 WAITING
        order X-2 15000 김철수4821
        order X-3 15000 김철수 phone 010-6666-4821
        order A-2 15000 김철수 phone 010-1111-4821
        pay 김철수4821 15000
        expect deposit 2 WAITING"

    equal_codes_are_a_tie_and_the_oldest_is_not_taken: "
        setting tie_policy OLDEST
        order A-1 14510 홍길동 phone 010-1111-4821
        order A-2 14510 홍길동 phone 010-2222-4821
        pay 홍길동4821 14510
        expect deposit 1 WAITING
        cancel A-1
        expect deposit 1 MATCHED A-2 coded"

    a_changed_phone_is_a_change_of_codes: "
        order A-1 14510 홍길동 phone 010-1111-9999
        pay 홍길동4821 14510
        expect deposit 1 WAITING
        amend A-1 phone 010-1111-4821
        expect deposit 1 MATCHED A-1 coded
        order A-2 15000 김철수 phone 010-1111-4821
        amend A-2 phone none
        pay 김철수4821 15000
        expect deposit 2 WAITING
        order A-3 16000 박영희 phone 010-1111-4821
        order A-4 16000 박영희 phone 010-2222-4821
        pay 박영희4821 16000
        expect deposit 3 WAITING
        amend A-4 phone 010-2222-1111
        expect deposit 3 MATCHED A-3 coded"

    a_name_that_ends_in_digits_has_its_code_behind_them: "
        order A-1 14510 카페24 phone 010-1111-4821
        pay 카페24 14510
        expect deposit 1 MATCHED A-1 same
        order A-2 15000 카페24 phone 010-1111-4821
        pay 카페244821 15000
        expect deposit 2 MATCHED A-2 coded
        order A-3 16000 카페 phone 010-1111-4821
        pay 카페24 16000
        expect deposit 3 WAITING"

    digits_at_the_length_at_which_the_bank_cuts_are_not_believed: "
        order A-4821 14510 가나다라마바사아
        pay 가나다라마바사아4821 14510
        expect deposit 1 WAITING
        pay 가나다라마바사아482 14510
        expect deposit 2 WAITING
        expect order A-4821 PENDING"

    an_unmatched_order_is_paid_by_its_code_again: "
        order A-1 14510 홍길동 phone 010-1111-4821
        pay 홍길동4821 14510
        unmatch 1
        expect order A-1 PENDING
        pay 홍길동#4821 14510
        expect deposit 2 MATCHED A-1 coded"
}

async fn place(shop: &Shop, number: &str, phone: &str) {
    let body = json!({"order_number": number, "amount": 14_510, "depositor_name": "홍길동", "customer_phone": phone});
    shop.post("/workspaces/1/orders", body, 201).await;
}

/// The phone changes while a deposit that saw the old code is about to pay.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_phone_and_a_deposit_of_the_old_code_never_both_count() {
    let shop = Arc::new(Shop::open().await);
    place(&shop, "A-1", "010-1111-4821").await;
    let gate = hold_first(&shop, is_look);
    let (payer, raw) = (Arc::clone(&shop), shop.kb("홍길동4821", 14_510, 20_000));
    let came = tokio::spawn(async move { deliver(&payer, &raw).await });
    gate.when_come(1).await;
    shop.patch("/workspaces/1/orders/1", json!({"customer_phone": "010-1111-9999"}), 200).await;
    gate.open();
    came.await.unwrap();
    shop.wire.calm();
    assert_eq!(shop.order(1).await["status"], "PENDING");
    end(shop).await;
}

/// What a person is told of a deposit whose digits fit, and of one whose digits do not.
#[tokio::test]
async fn candidates_tell_what_the_digits_are() {
    let shop = Shop::open().await;
    for (number, phone) in [("A-1", "010-1111-4821"), ("A-2", "010-2222-4821"), ("A-3", "010-3333-1111")] {
        place(&shop, number, phone).await;
    }
    shop.pay("홍길동4821", 14_510, 20_000).await;
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
    let reasons: Vec<_> = candidates.as_array().unwrap().iter().map(|one| one["reasons"][1].clone()).collect();
    assert_eq!(reasons, ["name_coded", "name_coded", "name_same_with_more"]);
    shop.end().await;
}

/// A phone that retention forgot is no code any more.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn a_forgotten_phone_is_no_code() {
    let mut shop = Shop::open().await;
    place(&shop, "A-1", "010-1111-4821").await;
    shop.patch("/workspaces/1", json!({"settings": {"retention_days": 30}}), 200).await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    shop.clock.advance_ms(40 * domain::time::DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    shop.sweep().await.unwrap();
    shop.patch("/workspaces/1/orders/1", json!({"status": "PENDING"}), 200).await;
    assert!(shop.order(1).await["customer_phone"].is_null(), "it is forgotten");
    shop.pay("홍길동4821", 14_510, 20_000).await;
    assert_eq!(shop.order(1).await["status"], "PENDING");
    shop.end().await;
}
