//! Texts that end in the amount: whole ones of banks that print no balance, and ones that a phone cut.

use serde_json::{Value, json};
use tests::Shop;

use super::{keyed, later, newest, told};

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

#[tokio::test]
async fn an_amount_at_the_end_pays_once_a_person_released_one() {
    let (mut shop, key) = keyed().await;
    for (order, name) in [(1, "홍길동"), (2, "김하나")] {
        shop.place(&format!("A-{order}"), 50_000, name).await;
        told(&shop, &key, &without_balance(&shop, name, "50,000")).await;
        if order == 1 {
            let held = newest(&shop).await;
            assert_eq!((&held["hold_reasons"], status(&shop, 1).await), (&json!(["amount_cut"]), json!("PENDING")));
            release(&shop, &held).await;
        }
        assert_eq!(status(&shop, order).await, "MATCHED");
        later(&mut shop, 3_600_000).await;
    }
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
