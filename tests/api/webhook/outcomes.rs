//! What becomes of a message, row by row.

use serde_json::json;
use tests::{Answer, Shop};

use super::super::help::{ACCOUNTS, DEPOSITS, assert_has, assert_problem, ids, record};
use super::{body, outcome, send};

#[track_caller]
fn says(answer: &Answer, success: bool, message: &str, deposit: Option<u64>) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body, json!({"success": success, "message": message, "deposit_id": deposit}));
}

#[tokio::test]
async fn a_matched_deposit_names_its_order() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    says(&shop.pay("홍길동", 14_510, 532_513).await, true, "입금 14510원 (홍길동) → 주문 #1 자동 매칭", Some(1));
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_fits_nothing_waits() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_511, "홍길동").await;
    says(
        &shop.pay("홍길동", 1_234_567, 2_000_000).await,
        true,
        "입금 1234567원 (홍길동) 등록, 일치하는 주문 없음",
        Some(1),
    );
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_could_be_several_counts_them() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let over = async |name: &str, amount, balance| {
        shop.sms_over(&key, &shop.kb(name, amount, balance), shop.clock.now()).await
    };
    shop.place("A-1", 14_510, "홍길동").await;
    shop.place("A-2", 14_510, "홍길동").await;
    says(
        &over("홍길동", 14_510, 532_513).await,
        true,
        "입금 14510원 (홍길동) 등록, 후보 주문 2건: 수동 매칭 필요",
        Some(1),
    );
    shop.place("A-3", 20_000, "김철수").await;
    says(
        &over("이영희", 20_000, 532_514).await,
        true,
        "입금 20000원 (이영희) 등록, 후보 주문 1건: 수동 매칭 필요",
        Some(2),
    );
    assert_eq!(shop.order(3).await["status"], "PENDING", "another name is never matched by itself");
    shop.end().await;
}

#[tokio::test]
async fn strangers_do_not_hear_how_many_orders_wait_at_a_price() {
    let shop = Shop::open().await;
    let nothing_waits = shop.pay("이영희", 14_510, 532_512).await;
    shop.place("A-1", 14_510, "홍길동").await;
    let one_waits = shop.pay("이영순", 14_510, 532_513).await;
    let words = |answer: &Answer| answer.body["message"].as_str().unwrap().replace("이영희", "이영순");
    assert_eq!(words(&one_waits), words(&nothing_waits));
    shop.end().await;
}

#[tokio::test]
async fn from_a_hundred_on_candidates_are_not_counted() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let over = async |name: &str, amount, balance| {
        shop.sms_over(&key, &shop.kb(name, amount, balance), shop.clock.now()).await
    };
    for nth in 1..=99 {
        shop.place(&format!("A-{nth}"), 14_510, "김철수").await;
    }
    says(
        &over("홍길동", 14_510, 1_000_000).await,
        true,
        "입금 14510원 (홍길동) 등록, 후보 주문 99건: 수동 매칭 필요",
        Some(1),
    );
    for nth in 100..=101 {
        shop.place(&format!("A-{nth}"), 14_510, "김철수").await;
    }
    says(
        &over("이영희", 14_510, 2_000_000).await,
        true,
        "입금 14510원 (이영희) 등록, 후보 주문 100건 이상: 수동 매칭 필요",
        Some(2),
    );
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_a_person_must_look_at_says_why() {
    let shop = Shop::open().await;
    says(
        &shop.pay("홍길동", 1, 532_513).await,
        true,
        "입금 1원 (홍길동) 등록, 확인 필요: 1원 인증 입금일 수 있음",
        Some(1),
    );
    says(
        &shop.pay("홍*동", 14_510, 547_023).await,
        true,
        "입금 14510원 (홍*동) 등록, 확인 필요: 입금자명을 확인할 수 없음",
        Some(2),
    );
    record(&shop, "김철수", 9_900).await;
    says(
        &shop.pay("김철수", 9_900, 556_923).await,
        true,
        "입금 9900원 (김철수) 등록, 확인 필요: 같은 입금이 이미 등록되었을 수 있음",
        Some(4),
    );
    for deposit in [1, 2, 4] {
        assert_eq!(shop.deposit(deposit).await["state"], "HELD", "{deposit}");
    }
    shop.end().await;
}

#[tokio::test]
async fn the_same_message_again_is_the_first_deposit_as_it_is_now() {
    let shop = Shop::open().await;
    let message = body(&shop, &shop.kb("홍길동", 14_510, 532_513));
    says(&outcome(&shop, &message).await, true, "입금 14510원 (홍길동) 등록, 일치하는 주문 없음", Some(1));
    let again = |words: &str| json!({"success": true, "message": words, "deposit_id": 1, "duplicate": true});
    let exact = send(&shop, &message, false).await;
    assert_eq!(
        (exact.status, exact.body),
        (200, again("입금 14510원 (홍길동) 등록, 일치하는 주문 없음")),
        "answered at once"
    );

    shop.place("A-1", 14_510, "홍길동").await;
    assert_eq!(send(&shop, &message, true).await.body, again("입금 14510원 (홍길동) → 주문 #1 자동 매칭"));
    // From another phone: another call, the same text.
    let mut other_phone = message.clone();
    other_phone["sender"] = json!("KB국민은행");
    other_phone["raw_sms"] = json!(format!(" {}\r\n", message["raw_sms"].as_str().unwrap().replace('\n', "\r\n")));
    assert_eq!(outcome(&shop, &other_phone).await.body, again("입금 14510원 (홍길동) → 주문 #1 자동 매칭"));

    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    assert_eq!(
        send(&shop, &message, false).await.body,
        again("입금 14510원 (홍길동) 등록, 확인 필요: 매칭이 해제된 입금")
    );
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    assert_eq!(send(&shop, &message, false).await.body, again("입금 14510원 (홍길동) → 주문 #1 수동 매칭"));
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [1]);
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn what_is_no_deposit_is_left_alone() {
    let shop = Shop::open().await;
    let withdrawal = shop.kb("홍길동", 14_510, 532_513).replace("입금", "출금");
    says(
        &outcome(&shop, &body(&shop, &withdrawal)).await,
        true,
        "입금 메시지가 아니어서 처리하지 않음: 출금 안내",
        None,
    );
    shop.queue_wire.taken();
    let left_alone = "입금 메시지가 아니어서 처리하지 않음: 은행 메시지가 아님";
    for chat in ["오늘 저녁에 볼까?", "[쇼핑] 택배가 도착했습니다", "안녕하세요 🙂"] {
        let message = json!({"raw_sms": chat, "sender": "01012345678", "received_at": shop.clock.now().rfc3339()});
        says(&send(&shop, &message, true).await, true, left_alone, None);
    }
    assert!(shop.queue_wire.taken().is_empty(), "what is no bank message is not queued");
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_read_with_certainty_is_kept() {
    let shop = Shop::open().await;
    let unclear = shop.kb("홍길동", 14_510, 532_513).replace("입금 14510원", "입금 14,51O원");
    let message = body(&shop, &unclear);
    let answer = outcome(&shop, &message).await;
    assert_eq!(answer.status, 200);
    assert_has(&answer.body, &json!({"success": false, "deposit_id": null}));
    let words = answer.body["message"].as_str().unwrap();
    assert!(words.starts_with("메시지를 확실하게 읽을 수 없어 입금으로 처리하지 않음: "), "{words}");
    // The same call again tells the same, and changes nothing.
    assert_eq!(send(&shop, &message, false).await.body, answer.body);
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn a_message_of_no_account_is_refused_however_often_it_comes_and_read_when_sent_again() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let raw = shop.kb("홍길동", 14_510, 532_513).replace("110-***-000000", "220-***-777777");
    assert_problem(&outcome(&shop, &body(&shop, &raw)).await, "account_not_found");
    // A repeat is cheap, answers the same, and makes no second one.
    assert_problem(&send(&shop, &body(&shop, &raw), true).await, "account_not_found");
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [0_u64; 0]);
    let message = body(&shop, &raw);
    shop.clock.advance_ms(60_001);
    shop.register("220-123-777777").await;
    shop.rest().await;
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [0_u64; 0]);
    says(&outcome(&shop, &message).await, true, "입금 14510원 (홍길동) → 주문 #1 자동 매칭", Some(1));
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "releases what is delayed")]
async fn an_account_that_is_switched_off_takes_no_messages_until_it_is_on() {
    let shop = Shop::open().await;
    shop.patch(&format!("{ACCOUNTS}/1"), json!({"is_active": false}), 200).await;
    assert_problem(&shop.pay("홍길동", 14_510, 532_513).await, "account_not_found");
    shop.patch(&format!("{ACCOUNTS}/1"), json!({"is_active": true}), 200).await;
    shop.rest().await;
    assert_has(&the_one_deposit(&shop).await, &json!({"amount": 14_510, "state": "WAITING"}));
    shop.end().await;
}

/// The only deposit. An offer is made twice, and the one of the two that comes second leaves a gap in the ids,
/// whichever took the first.
async fn the_one_deposit(shop: &Shop) -> serde_json::Value {
    let list = shop.get(DEPOSITS, 200).await.body;
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    shop.deposit(list[0]["id"].as_u64().unwrap()).await
}

#[tokio::test]
async fn an_account_of_two_workspaces_is_nobodys_and_nobody_learns_it() {
    let shop = Shop::open().await;
    let stranger = shop.sign_up("stranger@example.com").await;
    let call = async |path: &str, body, status| {
        shop.call(axum::http::Method::POST, path, Some(&stranger), Some(body), status).await
    };
    call("/workspaces", json!({"name": "옆 가게"}), 200).await;
    let account = json!({"bank_code": "004", "bank_name": "국민", "account_number": "110-999-000000", "account_holder": "홍길동"});
    call("/workspaces/2/bank-accounts", account, 201).await;
    let both = shop.pay("홍길동", 14_510, 532_513).await;
    let none = outcome(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513).replace("110-", "220-"))).await;
    for answer in [&both, &none] {
        assert_problem(answer, "account_not_found");
    }
    assert_eq!(both.body["detail"], none.body["detail"]);
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "tells times of the still clock")]
async fn a_stamp_that_is_not_to_be_believed_gives_way_to_the_servers_time() {
    let shop = Shop::open().await;
    // A text without date, time and balance: only its arrival tells when the money came.
    let raw = "[Web발신]\n국민\n110-***-000000\n입금 14,510원\n홍길동";
    for (nth, stamp) in
        ["1999-12-31T23:59:59+09:00", "1970-01-01T00:00:00Z", "2024-02-13T11:00:01+09:00", "9999-12-31T23:59:59Z"]
            .iter()
            .enumerate()
    {
        let message = json!({"raw_sms": raw.replace("14,510", &format!("14,51{nth}")), "sender": "15881234", "received_at": stamp});
        let answer = outcome(&shop, &message).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let deposit = answer.body["deposit_id"].as_u64().unwrap_or_else(|| panic!("{stamp}: {}", answer.body));
        assert_eq!(shop.deposit(deposit).await["deposited_at"], "2024-02-12T11:00:00+09:00", "{stamp}");
    }
    for (nth, stamp) in [(5, "2024-02-13T11:00:00+09:00"), (6, "2000-01-01T00:00:00+09:00")] {
        let message =
            json!({"raw_sms": raw.replace("14,510", &format!("14,51{nth}")), "sender": null, "received_at": stamp});
        let deposit = outcome(&shop, &message).await.body["deposit_id"].as_u64().unwrap();
        assert_eq!(shop.deposit(deposit).await["deposited_at"], stamp, "believed");
    }
    shop.end().await;
}
