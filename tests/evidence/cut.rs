//! Texts that end in the amount or the balance: whole ones, and ones that a phone cut.

use serde_json::{Value, json};
use tests::Shop;

use super::{call, keyed, later, newest, told};

/// As 국민 prints it without a balance, one line for each.
fn without_balance(shop: &Shop, name: &str, amount: &str) -> String {
    let at = shop.clock.now().datetime();
    let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    format!("[Web발신]\n[KB]{minute}\n110-***-000000\n{name}\n전자금융입금\n{amount}")
}

fn with_balance(shop: &Shop, name: &str, amount: &str) -> String {
    format!("{}\n잔액3,000,000", without_balance(shop, name, amount))
}

async fn status(shop: &Shop, order: u64) -> Value {
    shop.order(order).await["status"].clone()
}

async fn release(shop: &Shop, deposit: &Value) {
    shop.post(&format!("/workspaces/1/deposits/{}/release", deposit["id"]), json!({}), 200).await;
    shop.rest().await;
}

/// Places an order, and tells of its money by a text that ends in the amount: the deposit.
async fn order_and_text(shop: &mut Shop, key: &str, order: u64, (name, amount): (&str, u64), printed: &str) -> Value {
    shop.place(&format!("A-{order}"), amount, name).await;
    told(shop, key, &without_balance(shop, name, printed)).await;
    let deposit = newest(shop).await;
    later(shop, 3_600_000).await;
    deposit
}

/// A phone cuts all its texts at one length: a shorter one than was released is whole.
#[tokio::test]
async fn an_amount_at_the_end_pays_once_a_person_released_a_longer_text() {
    let (mut shop, key) = keyed().await;
    let held = order_and_text(&mut shop, &key, 1, ("홍길동", 500_000), "500,000").await;
    assert_eq!((&held["hold_reasons"], status(&shop, 1).await), (&json!(["amount_cut"]), json!("PENDING")));
    release(&shop, &held).await;
    assert_eq!(status(&shop, 1).await, "MATCHED");
    order_and_text(&mut shop, &key, 2, ("김하나", 50_000), "50,000").await;
    assert_eq!(status(&shop, 2).await, "MATCHED");
    let as_long = order_and_text(&mut shop, &key, 3, ("이두리", 700_000), "700,000").await;
    assert_eq!((&as_long["hold_reasons"], status(&shop, 3).await), (&json!(["amount_cut"]), json!("PENDING")));
    shop.end().await;
}

/// What a phone cuts behind a comma is as long as the texts that it leaves whole are at most, also when a person
/// released such a text by mistake.
#[tokio::test]
async fn a_text_cut_at_the_length_of_one_that_was_released_pays_nothing() {
    let (mut shop, key) = keyed().await;
    let first = order_and_text(&mut shop, &key, 1, ("홍길동", 1_234), "1,234").await;
    release(&shop, &first).await;
    let cut = order_and_text(&mut shop, &key, 2, ("김하나", 1_234), "1,234").await;
    assert_eq!((&cut["hold_reasons"], status(&shop, 2).await), (&json!(["amount_cut"]), json!("PENDING")));
    shop.end().await;
}

/// A longer text says nothing of a shorter one if it was dismissed, or came over another phone or from another sender.
#[tokio::test]
async fn a_longer_text_that_came_another_way_shows_nothing() {
    let (mut shop, key) = keyed().await;
    let other = shop.phone().await;
    let dismissed = order_and_text(&mut shop, &key, 1, ("홍길동", 1_234_567), "1,234,567").await;
    shop.post(&format!("/workspaces/1/deposits/{}/dismiss", dismissed["id"]), json!({"reason": "OTHER"}), 200).await;
    let released = order_and_text(&mut shop, &other, 2, ("김하나", 500_000), "500,000").await;
    release(&shop, &released).await;
    let held = order_and_text(&mut shop, &key, 3, ("이두리", 50_000), "50,000").await;
    assert_eq!((&held["hold_reasons"], status(&shop, 3).await), (&json!(["amount_cut"]), json!("PENDING")));
    order_and_text(&mut shop, &other, 4, ("박세리", 50_000), "50,000").await;
    assert_eq!(status(&shop, 4).await, "MATCHED");
    shop.place("A-5", 50_000, "최다섯").await;
    let text = without_balance(&shop, "최다섯", "50,000");
    call(&shop, &other, &json!({"text": text, "from": "1588-9999", "sentStamp": shop.clock.now().ms()})).await;
    assert_eq!(
        (&newest(&shop).await["hold_reasons"], status(&shop, 5).await),
        (&json!(["amount_cut"]), json!("PENDING"))
    );
    shop.end().await;
}

/// The account's messages print a balance: one that ends in its amount was cut, here behind a comma of 1,234,567.
#[tokio::test]
async fn a_text_that_was_cut_behind_a_comma_pays_no_order_of_the_smaller_amount() {
    let (mut shop, key) = keyed().await;
    shop.place("A-1", 30_000, "김하나").await;
    told(&shop, &key, &with_balance(&shop, "김하나", "30,000")).await;
    assert_eq!(status(&shop, 1).await, "MATCHED");
    later(&mut shop, 3_600_000).await;
    shop.place("A-2", 1_234, "홍길동").await;
    shop.place("A-3", 1_234_567, "홍길동").await;
    told(&shop, &key, &without_balance(&shop, "홍길동", "1,234")).await;
    let held = newest(&shop).await;
    assert_eq!((&held["amount"], &held["hold_reasons"]), (&json!(1_234), &json!(["amount_cut"])));
    // The app shows it whole.
    told(&shop, &key, &with_balance(&shop, "홍길동", "1,234,567")).await;
    assert_eq!((status(&shop, 2).await, status(&shop, 3).await), (json!("PENDING"), json!("MATCHED")));
    shop.end().await;
}

/// What a bank prints on its last line, whole and as a phone cuts it.
fn ending(shop: &Shop, amount: &str, balance: &str) -> String {
    format!("{}\n잔액{balance}", without_balance(shop, "홍길동", amount))
}

/// One transfer, told whole and by a text that was cut in its balance, in both orders: it pays one of two orders, and a
/// person decides on the other report.
#[tokio::test]
async fn a_balance_that_was_cut_makes_no_second_transfer() {
    for tails in [["1,234,567", "1,234"], ["1,234", "1,234,567"], ["1,234,567", "1"], ["1,234,567", "1,2"]] {
        let (shop, key) = keyed().await;
        shop.place("A-1", 1_000, "홍길동").await;
        for tail in tails {
            told(&shop, &key, &ending(&shop, "1,000", tail)).await;
            shop.rest().await;
            if tail == tails[0] {
                shop.place("A-2", 1_000, "홍길동").await;
            }
        }
        assert_eq!((status(&shop, 1).await, status(&shop, 2).await), (json!("MATCHED"), json!("PENDING")), "{tails:?}");
        shop.end().await;
    }
}

/// Two balances of which neither can be the beginning of the other are two transfers, as this bank always prints them.
#[tokio::test]
async fn balances_at_the_end_still_tell_two_transfers() {
    let (shop, key) = keyed().await;
    for (order, tail) in [("A-1", "1,234,567"), ("A-2", "1,235,567")] {
        shop.place(order, 1_000, "홍길동").await;
        told(&shop, &key, &ending(&shop, "1,000", tail)).await;
        shop.rest().await;
    }
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), (json!("MATCHED"), json!("MATCHED")));
    shop.end().await;
}

/// A text of the same money that tells more is not kept back by the one that was held.
#[tokio::test]
async fn a_whole_text_pays_beside_the_cut_one_of_the_same_money() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    told(&shop, &key, &without_balance(&shop, "홍길동", "50,000")).await;
    assert_eq!(status(&shop, 1).await, "PENDING");
    told(&shop, &key, &with_balance(&shop, "홍길동", "50,000")).await;
    assert_eq!(status(&shop, 1).await, "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_reversal_that_ends_in_its_amount_takes_nothing_back_by_itself() {
    let (mut shop, key) = keyed().await;
    shop.place("A-1", 1_000, "홍길동").await;
    told(&shop, &key, &with_balance(&shop, "홍길동", "1,000")).await;
    later(&mut shop, 60_000).await;
    told(&shop, &key, &without_balance(&shop, "홍길동", "1,000").replace("입금\n", "입금취소\n")).await;
    assert_eq!(status(&shop, 1).await, "MATCHED");
    shop.end().await;
}
