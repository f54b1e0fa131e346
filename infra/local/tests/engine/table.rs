//! The embedded table, through the real SDK client.
use crate::support::{Manual, temporary_dir};
use aws_sdk_dynamodb::{
    Client,
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, Put,
        ReturnValuesOnConditionCheckFailure, ScalarAttributeType, TimeToLiveSpecification, TransactWriteItem,
    },
};
use local::engine::table::{TableEngine, client};
use std::{collections::HashMap, time::Duration};

pub const TABLE: &str = "things";

pub async fn create_table(client: &Client) {
    let key = |name, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
    let string = |name| {
        let kind = ScalarAttributeType::S;
        AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap()
    };
    let request = client.create_table().table_name(TABLE).billing_mode(BillingMode::PayPerRequest);
    let request = request.key_schema(key("PK", KeyType::Hash)).key_schema(key("SK", KeyType::Range));
    request.attribute_definitions(string("PK")).attribute_definitions(string("SK")).send().await.unwrap();
}

pub fn item(pk: &str, sk: &str) -> HashMap<String, AttributeValue> {
    [("PK", pk), ("SK", sk)].map(|(name, value)| (name.to_owned(), AttributeValue::S(value.to_owned()))).into()
}

fn put_new(pk: &str, sk: &str) -> TransactWriteItem {
    let put = Put::builder().table_name(TABLE).set_item(Some(item(pk, sk)));
    let put = put.condition_expression("attribute_not_exists(PK)");
    let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    TransactWriteItem::builder().put(put.build().unwrap()).build()
}

async fn stored(client: &Client) -> usize {
    client.scan().table_name(TABLE).consistent_read(true).send().await.unwrap().items().len()
}

#[tokio::test]
async fn what_is_put_is_read_back() {
    let client = client(TableEngine::in_memory().unwrap().http_client());
    create_table(&client).await;
    client.put_item().table_name(TABLE).set_item(Some(item("A", "1"))).send().await.unwrap();
    let read = client.get_item().table_name(TABLE).set_key(Some(item("A", "1"))).consistent_read(true);
    assert_eq!(read.send().await.unwrap().item, Some(item("A", "1")));
}

#[tokio::test]
async fn engines_of_one_process_do_not_see_each_other() {
    let [one, two] = [(); 2].map(|()| client(TableEngine::in_memory().unwrap().http_client()));
    create_table(&one).await;
    create_table(&two).await;
    one.put_item().table_name(TABLE).set_item(Some(item("A", "1"))).send().await.unwrap();
    assert_eq!((stored(&one).await, stored(&two).await), (1, 0));
}

#[tokio::test]
async fn a_cancelled_transaction_writes_nothing_and_gives_its_reasons_by_position() {
    let client = client(TableEngine::in_memory().unwrap().http_client());
    create_table(&client).await;
    client.put_item().table_name(TABLE).set_item(Some(item("A", "2"))).send().await.unwrap();
    let request = client.transact_write_items().transact_items(put_new("A", "1")).transact_items(put_new("A", "2"));
    let refused = request.send().await.unwrap_err().into_service_error();
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = refused else { panic!("{refused:?}") };
    let reasons = cancelled.cancellation_reasons();
    assert_eq!([reasons[0].code(), reasons[1].code()], [Some("None"), Some("ConditionalCheckFailed")]);
    assert_eq!(reasons[1].item, Some(item("A", "2")));
    assert_eq!(stored(&client).await, 1);
}

#[tokio::test]
async fn of_forty_transactions_on_one_key_one_wins() {
    let client = client(TableEngine::in_memory().unwrap().http_client());
    create_table(&client).await;
    let tries = (0..40).map(|_| {
        let request = client.transact_write_items().transact_items(put_new("A", "1"));
        tokio::spawn(async move { request.send().await.is_ok() })
    });
    let mut won = 0;
    for attempt in tries.collect::<Vec<_>>() {
        won += usize::from(attempt.await.unwrap());
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn a_restart_finds_what_was_written() {
    let dir = temporary_dir();
    let engine = TableEngine::on_disk(dir.path()).unwrap();
    let before = client(engine.http_client());
    create_table(&before).await;
    before.put_item().table_name(TABLE).set_item(Some(item("A", "1"))).send().await.unwrap();
    drop((engine, before));
    let after = client(TableEngine::on_disk(dir.path()).unwrap().http_client());
    assert_eq!(stored(&after).await, 1);
}

#[tokio::test]
async fn a_directory_that_is_in_use_is_refused() {
    let dir = temporary_dir();
    let _held = TableEngine::on_disk(dir.path()).unwrap();
    let refused = TableEngine::on_disk(dir.path()).unwrap_err();
    assert!(refused.to_string().contains("another LunePay runs on this directory"), "{refused}");
}

#[tokio::test]
async fn a_sweep_deletes_what_is_past_its_ttl_and_nothing_else() {
    let clock = Manual::new();
    let engine = TableEngine::in_memory_at(clock.clock()).unwrap();
    let client = client(engine.http_client());
    create_table(&client).await;
    let ttl = TimeToLiveSpecification::builder().attribute_name("ttl").enabled(true).build().unwrap();
    client.update_time_to_live().table_name(TABLE).time_to_live_specification(ttl).send().await.unwrap();
    let now_s = (clock.clock())() / 1000;
    for (sk, ttl) in [("past", Some(now_s - 1)), ("future", Some(now_s + 60)), ("none", None)] {
        let ttl = ttl.map(|ttl| ("ttl".to_owned(), AttributeValue::N(ttl.to_string())));
        let item = item("A", sk).into_iter().chain(ttl).collect();
        client.put_item().table_name(TABLE).set_item(Some(item)).send().await.unwrap();
    }
    assert_eq!(engine.sweep_ttl().await.unwrap(), 1);
    assert_eq!(stored(&client).await, 2);
    clock.advance(Duration::from_secs(120));
    assert_eq!(engine.sweep_ttl().await.unwrap(), 1);
    assert_eq!(stored(&client).await, 1);
}
