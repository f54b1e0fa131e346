//! The table and the queue, from a template with what a real one has around them.
use aws_sdk_dynamodb::types::{ProjectionType, TimeToLiveStatus};
use local::{
    engine::table::{TableEngine, client},
    template,
};
use std::time::Duration;

const TEMPLATE: &str = include_str!("template.yaml");
const NAME: &str = "lunepay";

#[tokio::test]
async fn the_table_comes_from_the_template() {
    let client = client(TableEngine::in_memory().unwrap().http_client());
    template::table(TEMPLATE).unwrap().create(&client, NAME).await.unwrap();
    let table = client.describe_table().table_name(NAME).send().await.unwrap().table.unwrap();
    let keys = |keys: &[aws_sdk_dynamodb::types::KeySchemaElement]| -> Vec<String> {
        keys.iter().map(|key| format!("{} {}", key.attribute_name(), key.key_type())).collect()
    };
    assert_eq!(keys(table.key_schema()), ["PK HASH", "SK RANGE"]);
    let mut indexes: Vec<_> = table.global_secondary_indexes().iter().collect();
    indexes.sort_by_key(|index| index.index_name());
    for (index, name) in indexes.iter().zip(["GSI1", "GSI2", "GSI3"]) {
        assert_eq!(index.index_name(), Some(name));
        assert_eq!(keys(index.key_schema()), [format!("{name}PK HASH"), format!("{name}SK RANGE")]);
        assert_eq!(index.projection().unwrap().projection_type(), Some(&ProjectionType::All));
    }
    assert_eq!(indexes.len(), 3);
    let ttl = client.describe_time_to_live().table_name(NAME).send().await.unwrap().time_to_live_description.unwrap();
    assert_eq!(ttl.attribute_name(), Some("ttl"));
    assert_eq!(ttl.time_to_live_status(), Some(&TimeToLiveStatus::Enabled));
}

#[tokio::test]
async fn a_table_that_is_there_is_left_alone() {
    let client = client(TableEngine::in_memory().unwrap().http_client());
    let spec = template::table(TEMPLATE).unwrap();
    for _ in 0..3 {
        spec.create(&client, NAME).await.unwrap();
    }
}

#[tokio::test]
async fn a_table_of_another_template_is_an_error() {
    let others = [
        TEMPLATE.replace("GSI3", "GSI4"),
        TEMPLATE.replace("AttributeName: SK", "AttributeName: SORT"),
        TEMPLATE.replacen("ProjectionType: ALL", "ProjectionType: KEYS_ONLY", 1),
    ];
    for other in others {
        let client = client(TableEngine::in_memory().unwrap().http_client());
        template::table(&other).unwrap().create(&client, NAME).await.unwrap();
        let refused = template::table(TEMPLATE).unwrap().create(&client, NAME).await.unwrap_err();
        assert!(refused.to_string().contains("another template"), "{refused:#}");
    }
}

#[test]
fn the_queue_comes_from_the_template() {
    let queue = template::queue(TEMPLATE, "MessageQueue").unwrap();
    assert_eq!((queue.name.as_str(), queue.dead_letter_name.as_str()), ("MessageQueue", "MessageDeadLetterQueue"));
    assert_eq!((queue.visibility_timeout, queue.max_receive_count), (Duration::from_secs(180), 5));
}

#[test]
fn what_is_missing_or_computed_is_named() {
    let refused = |yaml: &str| format!("{:#}", template::queue(yaml, "MessageQueue").unwrap_err());
    let renamed = refused(&TEMPLATE.replace("MessageQueue:", "OtherQueue:"));
    assert!(renamed.contains("MessageQueue"), "{renamed}");
    let computed = refused(&TEMPLATE.replace("maxReceiveCount: 5", "maxReceiveCount: !Ref Tries"));
    assert!(computed.contains("MessageQueue") && computed.contains("Tries"), "{computed}");
    let no_dead_letters = refused(&TEMPLATE.replace("MessageDeadLetterQueue:", "Graveyard:"));
    assert!(no_dead_letters.contains("MessageDeadLetterQueue"), "{no_dead_letters}");
    let wrong_type = format!("{:#}", template::queue(TEMPLATE, "Table").unwrap_err());
    assert!(wrong_type.contains("AWS::DynamoDB::Table"), "{wrong_type}");
    assert!(template::table("Resources: [").is_err());
}
