//! What a text says of the money itself: pay, interest and what came back pay no order; what cannot be told waits.

use serde_json::{Value, json};
use tests::Shop;

use super::{BANK, call, deposits, keyed, later, newest, told};

/// KB's lines, now: who, which kind, how much.
fn lines(shop: &Shop, name: &str, kind: &str, amount: &str, balance: &str) -> String {
    let at = shop.clock.now().datetime();
    let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    format!("[Web발신]\n[KB]{minute}\n110-***-000000\n{name}\n{kind}\n{amount}\n잔액{balance}")
}

async fn status(shop: &Shop, order: u64) -> Value {
    shop.order(order).await["status"].clone()
}

#[tokio::test]
async fn pay_interest_and_what_came_back_are_dismissed_and_pay_nothing() {
    let (shop, key) = keyed().await;
    let kinds = [("급여", "SALARY"), ("결산이자", "INTEREST"), ("송금불능입금", "RETURNED"), ("급여입금", "SALARY")];
    for (nth, (kind, reason)) in (1..).zip(kinds) {
        let amount = 50_000 + nth;
        shop.place(&format!("S-{nth}"), amount, "김하나").await;
        let text = lines(&shop, "김하나", kind, &format!("50,00{nth}"), &format!("90,00{nth}"));
        let became = told(&shop, &key, &text).await;
        let deposit = newest(&shop).await;
        assert_eq!((&deposit["state"], &deposit["dismiss_reason"]), (&json!("DISMISSED"), &json!(reason)), "{text}");
        assert_eq!((&deposit["amount"], status(&shop, nth).await), (&json!(amount), json!("PENDING")), "{became:?}");
        let again = told(&shop, &key, &text).await;
        assert_eq!(deposits(&shop).await, usize::try_from(nth).unwrap(), "{again:?}");
    }
    let restored = shop.post("/workspaces/1/deposits/1/restore", json!({}), 200).await.body;
    assert_eq!(restored["state"], "HELD", "{restored}");
    assert_eq!(status(&shop, 1).await, "PENDING");
    for reason in ["SALARY", "INTEREST", "RETURNED"] {
        shop.post("/workspaces/1/deposits/1/dismiss", json!({ "reason": reason }), 400).await;
    }
    shop.end().await;
}

#[tokio::test]
async fn a_balance_below_the_amount_waits_for_a_person_who_may_release_it() {
    let (shop, key) = keyed().await;
    shop.place("S-1", 50_000, "김하나").await;
    told(&shop, &key, &lines(&shop, "김하나", "전자금융입금", "50,000", "20,000")).await;
    let held = newest(&shop).await;
    assert_eq!((&held["state"], &held["hold_reasons"]), (&json!("HELD"), &json!(["balance_below_amount"])), "{held}");
    assert_eq!(status(&shop, 1).await, "PENDING");
    shop.post("/workspaces/1/deposits/1/release", json!({}), 200).await;
    assert_eq!(status(&shop, 1).await, "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn money_that_lifts_an_overdraft_is_known_by_the_balance_before_it() {
    let (mut shop, key) = keyed().await;
    shop.place("S-1", 10_000, "박하나").await;
    told(&shop, &key, &lines(&shop, "박하나", "전자금융입금", "10,000", "-30,000")).await;
    assert_eq!(status(&shop, 1).await, "MATCHED");
    later(&mut shop, 600_000).await;
    shop.place("S-2", 50_000, "김하나").await;
    told(&shop, &key, &lines(&shop, "김하나", "전자금융입금", "50,000", "20,000")).await;
    assert_eq!(status(&shop, 2).await, "MATCHED", "{}", newest(&shop).await);
    shop.end().await;
}

#[tokio::test]
async fn a_balance_below_the_amount_holds_nothing_of_an_account_that_may_be_overdrawn() {
    let (shop, key) = keyed().await;
    let account = "/workspaces/1/bank-accounts/1";
    let marked = shop.patch(account, json!({"overdraft": true}), 200).await.body;
    assert_eq!(marked["overdraft"], true);
    shop.place("S-1", 50_000, "김하나").await;
    told(&shop, &key, &lines(&shop, "김하나", "전자금융입금", "50,000", "20,000")).await;
    assert_eq!(status(&shop, 1).await, "MATCHED", "{}", newest(&shop).await);
    let log = shop.get("/workspaces/1/audit?kind=account.changed", 200).await.body;
    assert_eq!(log[0]["changes"][0]["field"], "overdraft", "{log}");
    shop.patch(account, json!({"overdraft": false}), 200).await;
    shop.place("S-2", 60_000, "김하나").await;
    told(&shop, &key, &lines(&shop, "김하나", "전자금융입금", "60,000", "10,000")).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["balance_below_amount"]));
    let bent = shop.patch(account, json!({"overdraft": "yes"}), 400).await;
    assert_eq!(bent.body["errors"][0]["field"], "overdraft", "{}", bent.body);
    shop.end().await;
}

#[tokio::test]
async fn a_text_that_names_no_bank_is_of_the_phones_one_account_of_those_that_write_so() {
    let (shop, key) = keyed().await;
    let text = "김하나님이 50,000원을 보냈어요";
    shop.place("S-1", 50_000, "김하나").await;
    // Of a KB account it cannot be.
    let earlier = "박하나님이 10,000원을 보냈어요";
    call(&shop, &key, &json!({"org_content": earlier, "from": "viva.republica.toss", "title": "토스"})).await;
    assert_eq!(deposits(&shop).await, 0);
    let account = json!({"bank_code": "092", "bank_name": "토스뱅크", "account_number": "1000-1234-5678", "account_holder": "김사장"});
    shop.post("/workspaces/1/bank-accounts", account, 201).await;
    call(&shop, &key, &json!({"org_content": text, "from": "com.kakaopay.app", "title": "카카오페이"})).await;
    call(&shop, &key, &json!({"text": text, "from": "010-1234-5678", "sentStamp": 1})).await;
    assert_eq!(status(&shop, 1).await, "PENDING", "a wallet's money, and a stranger's text");
    call(&shop, &key, &json!({"text": text, "sentStamp": 2})).await;
    let held = newest(&shop).await;
    assert_eq!((&held["bank_account_id"], &held["hold_reasons"]), (&json!(2), &json!(["sender_missing"])), "{held}");
    shop.end().await;
}

#[tokio::test]
async fn the_banks_own_app_tells_whose_a_sentence_is() {
    let (shop, key) = keyed().await;
    let account = json!({"bank_code": "092", "bank_name": "토스뱅크", "account_number": "1000-1234-5678", "account_holder": "김사장"});
    shop.post("/workspaces/1/bank-accounts", account, 201).await;
    shop.place("S-1", 50_000, "김하나").await;
    let text = "김하나님이 50,000원을 보냈어요";
    call(&shop, &key, &json!({"org_content": text, "from": "viva.republica.toss", "title": "토스"})).await;
    assert_eq!(status(&shop, 1).await, "MATCHED", "{}", newest(&shop).await);
    shop.end().await;
}

#[tokio::test]
async fn a_sender_that_a_forwarder_wrote_above_the_text_speaks_against_it_and_never_for_it() {
    let (shop, key) = keyed().await;
    for (nth, (above, from, reason)) in (1..).zip([
        ("보낸사람 : 01023456789\n", Some(BANK), "sender_unlikely"),
        ("[SMS] 보낸사람: 1577-8000\n", Some(BANK), "sender_unlikely"),
        ("[SMS] 보낸사람: 1644-9999\n", None, "sender_missing"),
    ]) {
        let amount = 50_000 + nth;
        shop.place(&format!("S-{nth}"), amount, "김하나").await;
        let text = lines(&shop, "김하나", "전자금융입금", &format!("50,00{nth}"), &format!("90,00{nth}"));
        let mut body = json!({"text": format!("{above}{text}"), "sentStamp": nth});
        if let Some(from) = from {
            body["from"] = json!(from);
        }
        call(&shop, &key, &body).await;
        let held = newest(&shop).await;
        assert_eq!(held["hold_reasons"], json!([reason]), "{above}: {held}");
        assert_eq!(status(&shop, nth).await, "PENDING", "{above}");
    }
    shop.end().await;
}

#[tokio::test]
async fn an_unknown_word_in_front_of_the_direction_waits_in_the_inbox_with_its_reason() {
    let (shop, key) = keyed().await;
    shop.place("S-1", 50_000, "김하나").await;
    for (kind, why) in [("별빛입금", "unknown_channel"), ("예상입금", "unknown_channel"), ("입금보류", "unknown_words")]
    {
        told(&shop, &key, &lines(&shop, "김하나", kind, "50,000", "90,000")).await;
        let inbox = shop.get("/workspaces/1/messages?limit=1", 200).await.body;
        assert_eq!((&inbox[0]["status"], &inbox[0]["why"]), (&json!("QUARANTINED"), &json!(why)), "{kind}: {inbox}");
    }
    assert_eq!((deposits(&shop).await, status(&shop, 1).await), (0, json!("PENDING")));
    shop.end().await;
}
