//! What tells payers of one name apart, and which names never pair by themselves.

use std::sync::Arc;

use axum::http::Method;
use serde_json::json;
use tests::Shop;

use super::races::{ask, end, hold, reads_order};
use super::script::scenarios;

scenarios! {
    a_cut_name_pays_the_order_that_it_begins: "
        order A-1 14510 가나다라마바사아자차카타
        pay 가나다라마바사아자차 14510
        expect deposit 1 MATCHED A-1 cut"

    a_name_that_is_not_long_enough_to_be_cut_does_not: "
        order A-1 14510 홍길동전
        pay 홍길동 14510
        expect deposit 1 WAITING"

    a_cut_name_never_beats_the_whole_one: "
        order A-1 14510 가나다라마바사아자차카타
        order A-2 14510 가나다라마바사아자차
        pay 가나다라마바사아자차 14510
        expect deposit 1 MATCHED A-2 same
        expect order A-1 PENDING"

    two_cut_names_are_a_tie: "
        order A-1 14510 가나다라마바사아자차카
        order A-2 14510 가나다라마바사아자차타
        pay 가나다라마바사아자차 14510
        expect deposit 1 WAITING"

    the_name_after_a_sending_bank_is_a_second_reading: "
        order A-1 14510 홍길동
        pay 토스홍길동 14510
        expect deposit 1 MATCHED A-1 same
        pay 토스김철수 7000
        order A-2 7000 김철수
        expect order A-2 MATCHED by 2"

    a_company_that_bears_a_banks_name_is_found_by_its_first_reading: "
        order A-1 14510 우리건설
        pay 우리건설 14510
        expect deposit 1 MATCHED A-1 same"

    both_readings_with_an_order_each_are_a_tie: "
        order A-1 14510 우리건설
        order A-2 14510 건설
        pay 우리건설 14510
        expect deposit 1 WAITING"

    a_company_form_makes_no_difference: "
        order A-1 14510 (주)가나다
        pay 가나다 14510
        expect order A-1 MATCHED by 1"

    one_won_is_held: "
        order A-1 1 홍길동
        pay 홍길동 1
        expect deposit 1 HELD one_won
        expect order A-1 PENDING"

    a_masked_name_is_held_and_a_person_may_match_it: "
        order A-1 14510 홍길동
        pay 홍*동 14510
        expect deposit 1 HELD unreadable_name
        expect order A-1 PENDING
        match 1 A-1
        expect deposit 1 MATCHED A-1 by_hand"

    another_persons_parentheses_wait_whichever_side_comes_first: "
        order A-1 40000 홍길동(1234)
        pay 홍길동(5678) 40000
        expect said 일치하는 주문 없음
        expect order A-1 PENDING
        pay 이순신(5678) 41000
        order A-2 41000 이순신(1234)
        expect deposit 2 WAITING"

    the_order_that_is_the_same_letter_for_letter_is_paid: "
        order A-1 41000 홍길동(1234)
        order A-2 41000 홍길동(5678)
        order A-3 41000 홍길동
        pay 홍길동(5678) 41000
        expect deposit 1 MATCHED A-2 same
        pay 홍길동 41000
        expect deposit 2 MATCHED A-3 same
        pay 홍길동 41000
        expect deposit 3 MATCHED A-1 same"

    parentheses_on_one_side_only_are_no_other_person: "
        order A-1 40000 홍길동(배송메모)
        pay 홍길동 40000
        expect deposit 1 MATCHED A-1 same
        pay 김철수(1234) 41000
        order A-2 41000 김철수
        expect deposit 2 MATCHED A-2 same"

    an_amended_order_waits_under_its_new_parentheses: "
        order A-1 40000 홍길동(1234)
        pay 홍길동(5678) 40000
        amend A-1 name 홍길동(5678)
        expect deposit 1 MATCHED A-1 same
        order A-2 41000 홍길동(5678)
        amend A-2 name 홍길동(1234)
        pay 홍길동(5678) 41000
        expect order A-2 PENDING"

    the_oldest_is_not_taken_across_parentheses: "
        setting tie_policy OLDEST
        order A-1 41000 홍길동(1234)
        order A-2 41000 홍길동(5678)
        pay 홍길동 41000
        expect deposit 1 WAITING"

    a_masked_order_is_paid_by_hand_only: "
        order A-1 33000 홍*동
        pay 홍동 33000
        expect order A-1 PENDING
        pay 김철수 34000
        order A-2 34000 김●철수
        expect order A-2 PENDING
        amend A-1 name 홍동
        expect order A-1 MATCHED by 1
        match 2 A-2
        expect order A-2 MATCHED by 2"

    a_masked_deposit_is_held: "
        order A-1 33000 홍길동
        pay 홍*동 33000
        expect deposit 1 HELD unreadable_name"

    an_order_number_for_a_name_pairs_letter_for_letter: "
        order A-1 34000 20261128001
        order A-2 34000 20261128002
        order A-3 34000 202611280021
        pay 20261128002 34000
        expect deposit 1 MATCHED A-2 same
        order A-4 35000 홍길동#1024
        pay 홍길동1024 35000
        expect order A-4 MATCHED by 2"

    who_is_called_nim_is_a_person: "
        order A-1 34000 김해님
        pay 김해 34000
        expect order A-1 PENDING
        pay 김해님 34000
        expect order A-1 MATCHED by 2
        order A-2 35000 홍길동님
        pay 홍길동 35000
        expect order A-2 MATCHED by 3"

    a_name_that_is_filled_up_is_not_cut: "
        order A-1 34000 김철수
        pay 김철---------------- 34000
        expect order A-1 PENDING
        order A-2 35000 김철1111111111111111222
        pay 김철1111111111111111 35000
        expect order A-2 PENDING
        order A-3 36000 가나다라마바사아자차카
        pay 가나다라마바사아자차 36000
        expect order A-3 MATCHED by 3"
}

/// The payer's parentheses change while a deposit that saw the old ones is about to pay.
#[tokio::test]
async fn an_amendment_and_a_deposit_of_the_old_parentheses_never_both_count() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", 14_510, "홍길동(1234)").await;
    hold(&shop, 1, reads_order);
    let amends = {
        let shop = Arc::clone(&shop);
        tokio::spawn(async move {
            ask(&shop, Method::PATCH, "/workspaces/1/orders/1", json!({"depositor_name": "홍길동(5678)"})).await
        })
    };
    let (answer, _) = tokio::join!(amends, shop.pay("홍길동(1234)", 14_510, 20_000));
    shop.wire.calm();
    let (order, amended) = (shop.order(1).await, answer.unwrap().status == 200);
    assert_eq!(order["status"] == "PENDING", amended, "{order}");
    end(shop).await;
}
