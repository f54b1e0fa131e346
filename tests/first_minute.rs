//! A newcomer's first minute: an order is placed, the guide's message comes, the order is MATCHED; and the other way
//! round.

use tests::Shop;

#[tokio::test]
async fn an_order_waits_and_its_deposit_comes() {
    let shop = Shop::open().await;
    let order = shop.place("A-1", 14_510, "홍길동").await;
    assert_eq!(order["status"], "PENDING");
    let answer = shop.pay("홍길동", 14_510, 532_513).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_waits_and_its_order_is_placed() {
    let shop = Shop::open().await;
    let answer = shop.pay("홍길동", 14_510, 532_513).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) 등록, 일치하는 주문 없음");
    let order = shop.place("A-1", 14_510, "홍길동").await;
    assert_eq!((&order["status"], &order["matched_deposit_id"]), (&"MATCHED".into(), &1.into()));
    shop.end().await;
}
