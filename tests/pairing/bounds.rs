//! What lies beyond the bound of one look.

use serde_json::json;
use tests::{Call, Fate, Shop};

/// A look for waiting deposits, one row a page.
fn one_row_a_page(call: &Call) -> Fate {
    let values = &call.body["ExpressionAttributeValues"];
    let of = |name: &str| values[name]["S"].as_str().unwrap_or_default();
    let is_deposits = of(":prefix") == "DEPOSIT#" || of(":low").starts_with("DEPOSIT#");
    if call.operation == "Query" && of(":pk").contains("#WAIT#") && is_deposits {
        let mut body = call.body.clone();
        body["Limit"] = json!(1);
        return Fate::Rewrite(body);
    }
    Fate::Pass
}

/// A look reads five pages. Were the next one to begin again at the first, nobody behind them would ever be paid.
#[tokio::test]
async fn a_deposit_behind_the_bound_of_a_look_is_paired_by_the_looks_that_follow() {
    let shop = Shop::open().await;
    let names = ["가가", "나나", "다다", "라라", "마마", "바바", "사사", "아아", "자자", "차차", "카카", "타타"];
    for (nth, name) in (0..).zip(names) {
        shop.pay(name, 1_000, 50_000 + nth).await;
    }
    shop.rest().await;
    shop.wire.rule(one_row_a_page);
    assert_eq!(shop.place("A-1", 1_000, "타타").await["status"], "PENDING", "it stands behind eleven others");
    for _ in 0..3 {
        shop.product.queue.release_delayed();
        shop.drain().await;
    }
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}
