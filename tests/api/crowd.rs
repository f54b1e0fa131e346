//! Many at once, over HTTP and over the queue alone: what holds in the races of `pairing::races`, where every reply is
//! held until it hurts, holds of the compiled functions as well, which run side by side as processes of their own.

use std::sync::Arc;

use axum::http::Method;
use domain::{ArrivedMessage, Looks, SenderClaim, Via, Won, WorkspaceId};
use serde_json::{Value, json};
use store::tasks::Task;
use tests::Shop;
use tokio::task::JoinSet;

use super::help::{MANUAL, record};

const MANY: usize = 12;
const AMOUNT: u64 = 14_510;

/// Payers whose names have nothing in common but the family's.
fn payer(nth: usize) -> String {
    format!("홍길{}", char::from_u32(0xAC00 + 28 * nth as u32).unwrap())
}

async fn list(shop: &Shop, what: &str) -> Vec<Value> {
    shop.get(&format!("/workspaces/1/{what}?limit=100"), 200).await.body.as_array().unwrap().clone()
}

/// The pairs, as the deposits tell them and as the orders do.
async fn pairs(shop: &Shop) -> (usize, usize) {
    let paired = |rows: Vec<Value>, field: &str| rows.iter().filter(|row| row[field].is_u64()).count();
    (paired(list(shop, "deposits").await, "matched_order_id"), paired(list(shop, "orders").await, "matched_deposit_id"))
}

/// Runs one call for each number, all at once: their answers.
async fn all_at_once<T, F>(shop: &Arc<Shop>, call: impl Fn(Arc<Shop>, usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut running = JoinSet::new();
    for nth in 0..MANY {
        running.spawn(call(Arc::clone(shop), nth));
    }
    running.join_all().await
}

async fn end(shop: Arc<Shop>) {
    Arc::into_inner(shop).expect("no task holds the shop any more").end().await;
}

#[tokio::test]
async fn of_many_messages_at_once_one_pays_the_order() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    all_at_once(&shop, |shop, nth| async move {
        let raw = shop.kb("홍길동", AMOUNT, 1_000_000 + nth as u64);
        let accepted = shop.sms_async(&raw, shop.clock.now()).await;
        assert_eq!(accepted.status, 202, "{}", accepted.body);
    })
    .await;
    shop.drain().await;
    assert_eq!(list(&shop, "deposits").await.len(), MANY, "every payment is a deposit");
    assert_eq!(pairs(&shop).await, (1, 1));
    end(shop).await;
}

#[tokio::test]
async fn many_payers_and_their_orders_at_once_all_find_each_other() {
    let shop = Arc::new(Shop::open().await);
    all_at_once(&shop, |shop, nth| async move {
        let raw = shop.kb(&payer(nth), AMOUNT, 1_000_000 + nth as u64);
        let (number, name) = (format!("A-{nth}"), payer(nth));
        let (_, accepted) = tokio::join!(shop.place(&number, AMOUNT, &name), shop.sms_async(&raw, shop.clock.now()));
        assert_eq!(accepted.status, 202, "{}", accepted.body);
    })
    .await;
    shop.drain().await;
    assert_eq!(pairs(&shop).await, (MANY, MANY));
    end(shop).await;
}

#[tokio::test]
async fn the_same_call_many_times_at_once_is_one_deposit() {
    let shop = Arc::new(Shop::open().await);
    let (raw, at) = (shop.kb("홍길동", AMOUNT, 532_513), shop.clock.now());
    all_at_once(&shop, |shop, _| {
        let raw = raw.clone();
        async move { assert!(shop.sms_async(&raw, at).await.status < 300) }
    })
    .await;
    shop.drain().await;
    let deposits = list(&shop, "deposits").await;
    assert_eq!(deposits.len(), 1, "{deposits:?}");
    end(shop).await;
}

/// A standard queue may deliver twice, and delivers again what its consumer died over.
#[tokio::test]
async fn what_the_queue_delivers_again_changes_nothing() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    let message = ArrivedMessage {
        receipt: [0x5f; 16].into(),
        raw: shop.kb("홍길동", AMOUNT, 532_513),
        sender: SenderClaim::default(),
        missing_sender: None,
        call_id: None,
        received_at: shop.clock.now(),
        heard_at: shop.clock.now(),
        server_time: false,
        via: Via::Open,
        phone: None,
        app_details: None,
    };
    for _ in 0..2 {
        all_at_once(&shop, |shop, _| {
            let message = message.clone();
            async move {
                shop.app
                    .store()
                    .tasks
                    .send_in_group(Task::Sms(Box::new(message)), "one-account".to_owned())
                    .await
                    .unwrap();
                let (workspace, amount) = (WorkspaceId::new(1).unwrap(), Won::new(AMOUNT).unwrap());
                let look = Task::look(workspace, amount, Looks::default(), None);
                shop.app.store().tasks.send(look, 0).await.unwrap();
            }
        })
        .await;
        shop.drain().await;
    }
    assert_eq!(pairs(&shop).await, (1, 1));
    let deposits = list(&shop, "deposits").await;
    assert_eq!(deposits.len(), 1);
    // Not always number 1: a try that came second took a number and let it go.
    assert_eq!(shop.order(1).await["matched_deposit_id"], deposits[0]["id"]);
    end(shop).await;
}

#[tokio::test]
async fn of_many_matches_by_hand_at_once_one_is_made() {
    let shop = Arc::new(Shop::open().await);
    for nth in 0..MANY {
        shop.place(&format!("A-{nth}"), AMOUNT, "김철수").await;
    }
    let deposit = record(&shop, "홍길동", AMOUNT).await["id"].clone();
    let answers = all_at_once(&shop, |shop, nth| {
        let body = json!({"deposit_id": deposit, "order_id": nth + 1});
        async move {
            let request = axum::http::Request::builder().method(Method::POST).uri(format!("/api/v1{MANUAL}"));
            let request = request.header("authorization", format!("Bearer {}", shop.owner));
            let request = request.header("content-type", "application/json");
            shop.send(request.body(axum::body::Body::from(body.to_string())).unwrap()).await.status
        }
    })
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [200, 400, 409].contains(status)), "{answers:?}");
    assert_eq!(pairs(&shop).await, (1, 1));
    end(shop).await;
}
