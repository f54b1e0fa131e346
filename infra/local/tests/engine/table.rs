//! The embedded table, through the real SDK client.
use aws_sdk_dynamodb::{
    Client,
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, Put,
        ReturnValuesOnConditionCheckFailure, ScalarAttributeType, TransactWriteItem,
    },
};
use local::engine::table::{TableEngine, client};
use std::collections::HashMap;

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
