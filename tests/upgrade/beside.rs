//! Two versions take from one queue and one table at the same time.

use std::convert::Infallible;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use aws_sdk_dynamodb::types::AttributeValue;
use local::engine::queue::client;
use local::product::TABLE;
use pairing::Pairing;
use serde_json::{Value, json};
use store::key::{self, Key};
use tests::Shop;
use tests::day::Item;

/// A shop with nothing in its queue.
async fn open() -> Shop {
    let shop = Shop::open().await;
    shop.rest().await;
    shop
}

/// Queues a message past the product.
async fn queue(shop: &Shop, body: &Value) {
    let sqs = client(shop.product.queue.http_client());
    sqs.send_message().queue_url(shop.product.queue.queue_url()).message_body(body.to_string()).send().await.unwrap();
}

/// The task of a message that pays, in this format.
fn task(shop: &Shop, format: u8, nth: u64) -> Value {
    json!({
        "v": format, "kind": "sms", "receipt": format!("{nth:032x}"), "raw_sms": shop.kb("홍길동", 1_000 + nth, 500_000 + nth),
        "received_at_ms": shop.clock.now().ms(), "via": "open",
    })
}

/// The program of tomorrow: it knows format 2, which is format 1 under another number.
async fn tomorrow(pairing: Pairing, mut event: SqsEvent) -> Result<SqsBatchResponse, Infallible> {
    for record in &mut event.records {
        record.body = record.body.take().map(|body| body.replace("\"v\":2", "\"v\":1"));
    }
    Ok(matcher::handle(&pairing, event).await)
}

/// One batch for the program of today, the next for that of tomorrow, until nothing is left.
#[tokio::test]
async fn what_the_old_program_cannot_read_the_new_one_works_off_and_nothing_is_lost() {
    let shop = open().await;
    for nth in 1..=20 {
        shop.place(&format!("A-{nth}"), 1_000 + nth, "홍길동").await;
        queue(&shop, &task(&shop, 1 + u8::try_from(nth % 2).unwrap(), nth)).await;
    }
    let today = shop.drain().await;
    assert_eq!((today.deleted, today.failed), (10, 10), "what it cannot read it leaves in the queue");
    let matched = shop.get("/workspaces/1/orders?status=MATCHED&limit=100", 200).await.body;
    assert_eq!(matched.as_array().map(Vec::len), Some(10));
    shop.product.queue.release_in_flight();
    let pairing = shop.product.app.pairing.clone();
    let later = shop.product.poller().drain(|event| tomorrow(pairing.clone(), event)).await.unwrap();
    assert_eq!((later.deleted, later.failed), (10, 0));
    let matched = shop.get("/workspaces/1/orders?status=MATCHED&limit=100", 200).await.body;
    assert_eq!(matched.as_array().map(Vec::len), Some(20));
    shop.end().await;
}

/// And when there is no new program, because it was taken back: the message is kept where an alarm tells of it.
#[tokio::test]
async fn a_message_that_no_program_reads_any_more_is_kept_as_a_dead_letter() {
    let shop = open().await;
    let body = task(&shop, 2, 1);
    queue(&shop, &body).await;
    for _ in 0..5 {
        assert_eq!(shop.drain().await.deleted, 0);
        shop.product.queue.release_in_flight();
    }
    shop.drain().await;
    let kept: Vec<Value> =
        shop.product.queue.dead_letters().iter().map(|letter| serde_json::from_str(&letter.body).unwrap()).collect();
    assert_eq!(kept, [body]);
    shop.end_with_dead_letters(1).await;
}

async fn set_format(shop: &Shop, key: &Key, format: u8) -> Item {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let update =
        shop.product.dynamo().update_item().table_name(TABLE).key("PK", text(&key.pk)).key("SK", text(&key.sk));
    let update = update.update_expression("SET #fmt = :fmt").expression_attribute_names("#fmt", "fmt");
    let update = update.expression_attribute_values(":fmt", AttributeValue::N(format.to_string()));
    update.return_values(aws_sdk_dynamodb::types::ReturnValue::AllNew).send().await.unwrap().attributes.unwrap()
}

fn workspace() -> domain::WorkspaceId {
    domain::WorkspaceId::new(1).unwrap()
}

/// An item of a later format is not guessed at: neither read nor written, and said to be what it is.
#[tokio::test]
async fn an_item_of_a_later_format_is_left_to_the_program_that_knows_it() {
    let shop = open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let key = key::order(workspace(), domain::OrderId::new(1).unwrap());
    let newer = set_format(&shop, &key, 9).await;
    for path in ["/workspaces/1/orders/1", "/workspaces/1/orders"] {
        assert_eq!(shop.get(path, 503).await.code(), "unavailable");
    }
    let amended = shop.patch("/workspaces/1/orders/1", json!({"memo": "새 메모"}), 503).await;
    assert!(amended.header("retry-after").is_some(), "a newer program may take it in a moment");
    assert!(shop.items().await.contains(&newer), "nothing was written over it");
    set_format(&shop, &key, 1).await;
    assert_eq!(shop.order(1).await["status"], "PENDING");
    shop.end().await;
}

/// The matcher looks at waiting entries. What it cannot read it does not pass by: it might be the order that is paid.
#[tokio::test]
async fn a_message_whose_order_waits_in_a_later_format_waits_too() {
    let shop = open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let items = shop.items().await;
    let entry = items.iter().find(|item| tests::day::kind(item) == "waiting order").unwrap();
    let text = |name: &str| entry[name].as_s().unwrap().clone();
    let key = Key { pk: text("PK"), sk: text("SK") };
    set_format(&shop, &key, 9).await;
    shop.sms_async(&shop.kb("홍길동", 14_510, 532_513), shop.clock.now()).await;
    let today = shop.drain().await;
    assert_eq!((today.deleted, today.failed), (0, 1));
    set_format(&shop, &key, 1).await;
    shop.product.queue.release_in_flight();
    shop.drain().await;
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}
