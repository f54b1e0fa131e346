//! What the store relies on, in the engine and in DynamoDB alike. A new version of the engine has to pass this.
//! Only codes are asserted: the engine's texts are its own.
use crate::{
    support::{Lost, losing},
    table::{TABLE, item},
};
use aws_sdk_dynamodb::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::update_item::{UpdateItemError, builders::UpdateItemFluentBuilder},
    types::{
        AttributeValue, Delete, KeysAndAttributes, Put, ReturnValue, ReturnValuesOnConditionCheckFailure,
        TransactWriteItem,
    },
};
use local::{
    engine::table::{TableEngine, client},
    template,
};

async fn a_table() -> Client {
    let client = client(TableEngine::in_memory().unwrap().http_client());
    template::table(include_str!("template.yaml")).unwrap().create(&client, TABLE).await.unwrap();
    client
}

fn s(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn n(value: &str) -> AttributeValue {
    AttributeValue::N(value.to_owned())
}

fn update(client: &Client) -> UpdateItemFluentBuilder {
    client.update_item().table_name(TABLE).set_key(Some(item("A", "1")))
}

fn put(pk: &str, sk: &str) -> TransactWriteItem {
    TransactWriteItem::builder()
        .put(Put::builder().table_name(TABLE).set_item(Some(item(pk, sk))).build().unwrap())
        .build()
}

fn code<E: ProvideErrorMetadata, R>(result: Result<impl Sized, SdkError<E, R>>) -> String {
    let Err(error) = result else { panic!("accepted") };
    error.code().unwrap_or("no code").to_owned()
}

#[tokio::test]
async fn expressions_that_dynamodb_refuses_are_refused() {
    let client = a_table().await;
    let reserved = update(&client).update_expression("SET status = :s").expression_attribute_values(":s", s("x"));
    let set = || update(&client).update_expression("SET a = :a").expression_attribute_values(":a", s("x"));
    let unused_value = set().expression_attribute_values(":b", s("x"));
    let unused_name = set().expression_attribute_names("#b", "b");
    let key = update(&client).update_expression("SET SK = :s").expression_attribute_values(":s", s("2"));
    let empty = update(&client).update_expression("SET GSI1PK = :e").expression_attribute_values(":e", s(""));
    for refused in [reserved, unused_value, unused_name, key, empty] {
        assert_eq!(code(refused.send().await), "ValidationException");
    }
}

#[tokio::test]
async fn requests_that_dynamodb_refuses_are_refused() {
    let client = a_table().await;
    let write = || client.transact_write_items();
    let twice = write().transact_items(put("D", "1")).transact_items(put("D", "1"));
    assert_eq!(code(twice.send().await), "ValidationException");
    let too_many = (0..101).map(|nth| put("D", &nth.to_string())).collect();
    assert_eq!(code(write().set_transact_items(Some(too_many)).send().await), "ValidationException");
    let query = client.query().table_name(TABLE).index_name("GSI1").key_condition_expression("GSI1PK = :p");
    let query = query.expression_attribute_values(":p", s("P")).consistent_read(true);
    assert_eq!(code(query.send().await), "ValidationException");
    let keys = KeysAndAttributes::builder().keys(item("A", "1")).keys(item("A", "1")).build().unwrap();
    assert_eq!(code(client.batch_get_item().request_items(TABLE, keys).send().await), "ValidationException");
    for (name, value) in
        [("x", s(&"x".repeat(400 * 1024))), ("SK", s(&"x".repeat(1025))), ("SK", s("")), ("GSI1PK", n("1"))]
    {
        let mut item = item("A", "1");
        item.insert(name.to_owned(), value);
        let put = client.put_item().table_name(TABLE).set_item(Some(item));
        assert_eq!(code(put.send().await), "ValidationException");
    }
}

#[tokio::test]
async fn a_condition_compares_only_what_is_there() {
    let client = a_table().await;
    let set = || update(&client).update_expression("SET a = :x").expression_attribute_values(":x", n("1"));
    let missing = set().condition_expression("b >= :x");
    assert_eq!(code(missing.send().await), "ConditionalCheckFailedException");
    set().condition_expression("attribute_not_exists(b) OR b >= :x").send().await.unwrap();
    let there = set().condition_expression("attribute_not_exists(a)");
    let there = there.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let refused = there.send().await.unwrap_err().into_service_error();
    let UpdateItemError::ConditionalCheckFailedException(refused) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.item.unwrap()["a"], n("1"));
}

#[tokio::test]
async fn a_delete_can_demand_that_the_item_is_there() {
    let client = a_table().await;
    let delete =
        Delete::builder().table_name(TABLE).set_key(Some(item("A", "1"))).condition_expression("attribute_exists(PK)");
    let delete = TransactWriteItem::builder().delete(delete.build().unwrap()).build();
    let write = client.transact_write_items().transact_items(delete).transact_items(put("B", "1"));
    assert_eq!(code(write.send().await), "TransactionCanceledException");
    let read = client.get_item().table_name(TABLE).set_key(Some(item("B", "1")));
    assert_eq!(read.send().await.unwrap().item, None);
}

#[tokio::test]
async fn a_counter_counts_and_a_list_grows() {
    let client = a_table().await;
    for expected in ["1", "2"] {
        let add = update(&client).update_expression("ADD #n :one").expression_attribute_names("#n", "next");
        let add = add.expression_attribute_values(":one", n("1")).return_values(ReturnValue::UpdatedNew);
        assert_eq!(add.send().await.unwrap().attributes.unwrap()["next"], n(expected));
    }
    for _ in 0..2 {
        let append = update(&client).update_expression("SET h = list_append(if_not_exists(h, :none), :more)");
        let append = append.expression_attribute_values(":none", AttributeValue::L(Vec::new()));
        append.expression_attribute_values(":more", AttributeValue::L(vec![s("x")])).send().await.unwrap();
    }
    let read = client.get_item().table_name(TABLE).set_key(Some(item("A", "1")));
    assert_eq!(read.send().await.unwrap().item.unwrap()["h"], AttributeValue::L(vec![s("x"), s("x")]));
}

#[tokio::test]
async fn an_index_holds_only_the_items_that_have_its_keys() {
    let client = a_table().await;
    let found = || async {
        let query = client.query().table_name(TABLE).index_name("GSI1").key_condition_expression("GSI1PK = :p");
        query.expression_attribute_values(":p", s("P")).send().await.unwrap().count
    };
    let set =
        update(&client).update_expression("SET GSI1PK = :p, GSI1SK = :p").expression_attribute_values(":p", s("P"));
    set.send().await.unwrap();
    assert_eq!(found().await, 1);
    update(&client).update_expression("REMOVE GSI1PK").send().await.unwrap();
    assert_eq!(found().await, 0);
}

#[tokio::test]
async fn a_query_sorts_by_bytes_and_pages() {
    let client = a_table().await;
    let sorted = ["#", "1", "B", "a", "가", "힣", "\u{FFFD}", "\u{1F600}"];
    for sk in sorted.iter().rev() {
        client.put_item().table_name(TABLE).set_item(Some(item("A", sk))).send().await.unwrap();
    }
    let query = client.query().table_name(TABLE).key_condition_expression("PK = :p").limit(3);
    let pages = query.expression_attribute_values(":p", s("A")).into_paginator().items().send();
    let found = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(found.iter().map(|item| item["SK"].as_s().unwrap().as_str()).collect::<Vec<_>>(), sorted);
}

#[tokio::test]
async fn a_transaction_whose_reply_is_lost_is_done_once_when_the_sdk_repeats_it() {
    let engine = TableEngine::in_memory().unwrap();
    let steady = client(engine.http_client());
    template::table(include_str!("template.yaml")).unwrap().create(&steady, TABLE).await.unwrap();
    let lossy = client(losing(Lost::Reply, 1, engine.http_client()));
    let new = Put::builder()
        .table_name(TABLE)
        .set_item(Some(item("A", "1")))
        .condition_expression("attribute_not_exists(PK)");
    let new = TransactWriteItem::builder().put(new.build().unwrap()).build();
    lossy.transact_write_items().transact_items(new.clone()).send().await.unwrap();
    let again = steady.transact_write_items().transact_items(new).send().await;
    assert_eq!(code(again), "TransactionCanceledException");
}

#[tokio::test]
async fn a_token_stands_for_one_request_once_that_is_done() {
    let client = a_table().await;
    let under = |writes: Vec<TransactWriteItem>| {
        client.transact_write_items().client_request_token("one").set_transact_items(Some(writes)).send()
    };
    let delete = Delete::builder().table_name(TABLE).set_key(Some(item("B", "1")));
    let delete = delete.condition_expression("attribute_exists(PK)").build().unwrap();
    let delete = TransactWriteItem::builder().delete(delete).build();
    let both = vec![put("A", "1"), delete];
    assert_eq!(code(under(both.clone()).await), "TransactionCanceledException");
    client.put_item().table_name(TABLE).set_item(Some(item("B", "1"))).send().await.unwrap();
    under(both.clone()).await.unwrap();
    under(both).await.unwrap();
    assert_eq!(code(under(vec![put("C", "1")]).await), "IdempotentParameterMismatchException");
    let long = client.transact_write_items().client_request_token("x".repeat(37)).transact_items(put("D", "1"));
    assert_eq!(code(long.send().await), "ValidationException");
}
