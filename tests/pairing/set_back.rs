//! A machine's clock is set back while it serves, by a day: what was written before bears times of the future then.

use domain::time::DAY_MS;
use serde_json::json;
use tests::Shop;

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn a_clock_that_is_set_back_loses_nothing_and_pays_nothing_twice() {
    let mut shop = Shop::open().await;
    // A token that was issued before: one of a time that is yet to come is no good.
    let token = shop.post("/auth/tokens", json!({"name": "쇼핑몰 서버"}), 201).await.body;
    shop.owner = token["token"].as_str().unwrap().to_owned();
    shop.clock.advance_ms(2 * DAY_MS);
    shop.place("A-1", 1_000, "홍길동").await;
    let text = shop.kb("홍길동", 1_000, 500_000);
    shop.sms(&text, shop.clock.now()).await;
    shop.place("A-2", 2_000, "김철수").await;
    shop.clock.advance_ms(-DAY_MS);

    // The message of before comes once more, and those of now are paid.
    shop.sms(&text, shop.clock.now().plus_ms(DAY_MS)).await;
    let deposits = shop.get("/workspaces/1/deposits", 200).await.body;
    assert_eq!(deposits.as_array().unwrap().len(), 1);
    shop.place("A-3", 3_000, "이영희").await;
    for (name, amount, balance) in [("김철수", 2_000, 502_000), ("이영희", 3_000, 505_000)] {
        shop.sms(&shop.kb(name, amount, balance), shop.clock.now()).await;
    }
    for id in 1..=3 {
        assert_eq!(shop.order(id).await["status"], "MATCHED", "order {id}");
    }
    // So does what is done to an order that was written in the future.
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    assert_eq!(shop.order(1).await["status"], "PENDING");
    shop.rest().await;
    shop.clock.advance_ms(DAY_MS);
    shop.rest().await;
    shop.end().await;
}
