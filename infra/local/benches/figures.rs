//! What the embedded engines cost: `cargo bench -p local --profile dev`, in the profile that the tests run in.
//! Prints, and asserts nothing: a machine's speed is no property of the code.
#![allow(clippy::unwrap_used)]
use aws_lambda_events::event::sqs::SqsBatchResponse;
use aws_sdk_dynamodb::{
    Client,
    types::{
        AttributeDefinition, AttributeValue, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
        ProjectionType, Put, ScalarAttributeType, TransactWriteItem,
    },
};
use local::engine::{
    poller::Poller,
    queue::{self, QueueEngine, QueueSettings},
    table::{TableEngine, client},
};
use std::{
    collections::HashMap,
    convert::Infallible,
    future::ready,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

const ROUNDS: u32 = 500;
const TABLE: &str = "things";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let began = Instant::now();
    for _ in 0..ROUNDS {
        let engine = TableEngine::in_memory().unwrap();
        create_table(&client(engine.http_client())).await;
    }
    println!("{:<45} {:>10.1?}", "an engine in memory with its table", began.elapsed() / ROUNDS);
    table("in memory", &TableEngine::in_memory().unwrap()).await;
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures");
    let _ = std::fs::remove_dir_all(&dir);
    table("on disk", &TableEngine::on_disk(&dir).unwrap()).await;
    queue("in memory", None).await;
    queue("with its journal", Some(&dir.join("queue.journal"))).await;
}

async fn queue(place: &str, journal: Option<&Path>) {
    let settings = QueueSettings {
        name: "MessageQueue".to_owned(),
        dead_letter_name: "MessageDeadLetterQueue".to_owned(),
        visibility_timeout: Duration::from_secs(180),
        max_receive_count: 5,
    };
    let engine = QueueEngine::new(journal, settings, Arc::new(|| 0)).unwrap();
    let client = queue::client(engine.http_client());
    let began = Instant::now();
    for _ in 0..ROUNDS {
        client.send_message().queue_url(engine.queue_url()).message_body("x".repeat(700)).send().await.unwrap();
    }
    println!("{:<45} {:>10.1?}", format!("SendMessage, {place}"), began.elapsed() / ROUNDS);
    let poller = Poller::new(client, engine.queue_url()).unwrap();
    let began = Instant::now();
    let handler = |_| ready(Ok::<_, Infallible>(SqsBatchResponse::default()));
    assert_eq!(poller.drain(handler).await.unwrap().deleted, usize::try_from(ROUNDS).unwrap());
    println!("{:<45} {:>10.1?}", format!("a message through the poller, {place}"), began.elapsed() / ROUNDS);
}

async fn table(place: &str, engine: &TableEngine) {
    let client = client(engine.http_client());
    create_table(&client).await;
    for (name, width) in [("PutItem", 1), ("TransactWriteItems of 4", 4)] {
        let began = Instant::now();
        for round in 0..ROUNDS {
            match width {
                1 => put(&client, name, round).await,
                _ => transaction(&client, name, round, width).await,
            }
        }
        println!("{:<45} {:>10.1?}", format!("{name}, {place}"), began.elapsed() / ROUNDS);
    }
}

async fn put(client: &Client, name: &str, round: u32) {
    client.put_item().table_name(TABLE).set_item(Some(item(name, round, 0))).send().await.unwrap();
}

async fn transaction(client: &Client, name: &str, round: u32, width: u32) {
    let mut request = client.transact_write_items();
    for nth in 0..width {
        let put = Put::builder().table_name(TABLE).set_item(Some(item(name, round, nth)));
        let put = put.condition_expression("attribute_not_exists(PK)").build().unwrap();
        request = request.transact_items(TransactWriteItem::builder().put(put).build());
    }
    request.send().await.unwrap();
}

/// About 700 bytes, in two indexes, as an order is.
fn item(kind: &str, round: u32, nth: u32) -> HashMap<String, AttributeValue> {
    let text = |value: String| AttributeValue::S(value);
    [
        ("PK", text(format!("{kind}#{nth}"))),
        ("SK", text(format!("{round:019}"))),
        ("GSI1PK", text(format!("{kind}#PENDING"))),
        ("GSI1SK", text(format!("{round:019}"))),
        ("GSI3PK", text(format!("DUE#{}", round % 16))),
        ("GSI3SK", text(format!("{round:019}"))),
        ("amount", AttributeValue::N("10000".to_owned())),
        ("history", text("x".repeat(400))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

async fn create_table(client: &Client) {
    let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
    let mut request = client.create_table().table_name(TABLE).billing_mode(BillingMode::PayPerRequest);
    for name in ["PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK", "GSI3PK", "GSI3SK"] {
        let kind = ScalarAttributeType::S;
        let defined = AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap();
        request = request.attribute_definitions(defined);
    }
    request = request.key_schema(key("PK", KeyType::Hash)).key_schema(key("SK", KeyType::Range));
    for index in ["GSI1", "GSI2", "GSI3"] {
        let all = Projection::builder().projection_type(ProjectionType::All).build();
        let built = GlobalSecondaryIndex::builder().index_name(index).projection(all);
        let built = built.key_schema(key(&format!("{index}PK"), KeyType::Hash));
        let built = built.key_schema(key(&format!("{index}SK"), KeyType::Range)).build().unwrap();
        request = request.global_secondary_indexes(built);
    }
    request.send().await.unwrap();
}
