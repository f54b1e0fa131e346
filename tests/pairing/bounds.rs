//! What lies beyond the bound of one look.

use domain::{Looks, Won, WorkspaceId, order};
use pairing::LookScope;
use serde_json::json;
use store::key;
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
    // They stand in the span in which the look reads, and none of them is a beginning of the order's name.
    for (nth, last) in (0..).zip("가나다라마바사아자차카".chars()) {
        shop.pay(&format!("타타{last}"), 1_000, 50_000 + nth).await;
    }
    shop.pay("타타타", 1_000, 60_000).await;
    shop.rest().await;
    shop.wire.rule(one_row_a_page);
    assert_eq!(shop.place("A-1", 1_000, "타타타").await["status"], "PENDING", "it stands behind eleven others");
    for _ in 0..3 {
        shop.product.queue.release_delayed();
        shop.drain().await;
    }
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

/// The same of a look at all that waits at a price, which a change of settings asks for.
#[tokio::test]
async fn a_deposit_behind_the_bound_of_a_look_at_all_is_paired_by_those_that_follow() {
    let shop = Shop::open().await;
    let names = ["가가", "나나", "다다", "라라", "마마", "바바", "사사", "아아", "자자", "차차", "카카", "타타"];
    for number in ["A-1", "A-2"] {
        shop.place(number, 1_000, "타타").await;
    }
    for (nth, name) in (0..).zip(names) {
        shop.pay(name, 1_000, 50_000 + nth).await;
    }
    shop.rest().await;
    shop.wire.rule(one_row_a_page);
    shop.patch("/workspaces/1", json!({"settings": {"tie_policy": "OLDEST"}}), 200).await;
    for _ in 0..3 {
        shop.product.queue.release_delayed();
        shop.drain().await;
    }
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

/// A task that goes on looks above where the one before stopped. Delivered again after a death it passes over what lies
/// below: so a pair that it makes needs an insurance of its own.
#[tokio::test]
async fn a_look_that_goes_on_insures_its_pairs_and_a_whole_one_need_not() {
    for (after, insurances) in [(None, 0), (Some("DEPOSIT#".to_owned()), 1)] {
        let shop = Shop::open().await;
        for number in ["A-1", "A-2"] {
            shop.place(number, 1_000, "홍길동").await;
        }
        shop.pay("홍길동", 1_000, 50_000).await;
        shop.patch("/workspaces/1", json!({"settings": {"tie_policy": "OLDEST"}}), 200).await;
        shop.queue_wire.taken();
        let scope = LookScope::Some { looks: Looks::key("홍길동".into()), after };
        let (pairing, workspace) = (&shop.product.app.pairing, WorkspaceId::new(1).unwrap());
        assert_eq!(pairing.settle_some(workspace, Won::new(1_000).unwrap(), scope).await.unwrap(), None);
        let is_insurance =
            |call: &Call| call.body["MessageBody"].as_str().is_some_and(|body| body.contains("\"kind\":\"look\""));
        assert_eq!(shop.queue_wire.taken().iter().filter(|call| is_insurance(call)).count(), insurances);
        assert_eq!(shop.order(1).await["status"], "MATCHED");
        shop.end().await;
    }
}

#[tokio::test]
async fn a_look_over_all_amounts_goes_on_behind_the_last_deposit() {
    let shop = Shop::open().await;
    for (nth, amount) in (0..).zip([1_000, 2_000, 1_000, 3_000]) {
        shop.pay(["가가", "나나", "다다", "라라"][nth], amount, 50_000 + nth as u64).await;
    }
    shop.place("A-1", 2_000, "나나").await;
    assert_eq!(shop.order(1).await["matched_deposit_id"], 2);
    let (store, workspace) = (shop.product.app.store(), WorkspaceId::new(1).unwrap());
    let undecided = async |after| {
        let (deposits, next) = store.undecided(workspace, after, 1).await.unwrap();
        (deposits.iter().map(|deposit| deposit.id.get()).collect::<Vec<_>>(), next)
    };
    for (after, ids) in [(0, vec![1, 3, 4]), (1, vec![3, 4]), (3, vec![4]), (4, vec![])] {
        assert_eq!(undecided(after).await, (ids, None), "after {after}");
    }
    shop.wire.rule(|call| {
        let mut body = call.body.clone();
        body["Limit"] = json!(2);
        if call.operation == "Query" { Fate::Rewrite(body) } else { Fate::Pass }
    });
    assert_eq!(undecided(0).await, (vec![1], Some(2)));
    shop.wire.calm();
    shop.end().await;
}

#[tokio::test]
async fn an_order_within_its_grace_is_not_even_read() {
    let shop = Shop::open().await;
    let until = key::due_before(shop.clock.now().plus_ms(-order::GRACE_MS));
    shop.wire.taken();
    shop.get("/workspaces/1/orders?status=EXPIRED", 200).await;
    shop.expire_due().await;
    let looks: Vec<Call> = shop.wire.taken().into_iter().filter(|call| call.body["IndexName"] == "GSI3").collect();
    assert!(looks.len() > 1, "{looks:?}");
    for look in looks.iter().filter(|look| {
        look.body["ExpressionAttributeValues"][":pk"]["S"].as_str().is_some_and(|pk| pk.starts_with("DUE#"))
    }) {
        assert_eq!(look.body["ExpressionAttributeValues"][":high"]["S"], json!(until), "{look:?}");
    }
    shop.end().await;
}
