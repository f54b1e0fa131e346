//! What this machine takes from `template.yaml`: the table and the queue are described there and nowhere else.
//!
//! CloudFormation's tags are dropped, so `!GetAtt Q.Arn` reads as `Q.Arn`. Only values that are written out can be
//! used; where the template computes one that is needed here, reading fails and names it.
use crate::engine::queue::QueueSettings;
use anyhow::{Context, Result, bail, ensure};
use aws_sdk_dynamodb::{
    Client,
    error::SdkError,
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, GlobalSecondaryIndexDescription, KeySchemaElement,
        Projection, TableDescription, TimeToLiveSpecification,
    },
};
use serde::{Deserialize, de::DeserializeOwned};
use std::{collections::BTreeMap, time::Duration};

/// The resource of the one table.
const TABLE: &str = "Table";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Template {
    resources: BTreeMap<String, Resource>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Resource {
    r#type: String,
    #[serde(default)]
    properties: serde_json::Value,
}

impl Template {
    fn read(yaml: &str) -> Result<Self> {
        serde_saphyr::from_str(yaml).context("the template cannot be read")
    }

    fn properties<P: DeserializeOwned>(&self, name: &str, kind: &str) -> Result<P> {
        let resource = self.resources.get(name).with_context(|| format!("the template has no resource {name}"))?;
        ensure!(resource.r#type == kind, "the template's {name} is an {}, not an {kind}", resource.r#type);
        serde_json::from_value(resource.properties.clone()).with_context(|| format!("the template's {name}"))
    }
}

/// The table as the template describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TableSpec {
    key_schema: Vec<Key>,
    attribute_definitions: Vec<Attribute>,
    #[serde(default)]
    global_secondary_indexes: Vec<Index>,
    time_to_live_specification: Option<Ttl>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Key {
    attribute_name: String,
    key_type: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute {
    attribute_name: String,
    attribute_type: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Index {
    index_name: String,
    key_schema: Vec<Key>,
    projection: IndexProjection,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IndexProjection {
    projection_type: String,
    non_key_attributes: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Ttl {
    attribute_name: String,
    enabled: bool,
}

/// Reads the template's table.
pub fn table(yaml: &str) -> Result<TableSpec> {
    Template::read(yaml)?.properties(TABLE, "AWS::DynamoDB::Table")
}

impl TableSpec {
    /// Makes the table and turns its TTL on, unless that is done already. A table of that name with other keys or
    /// indexes is an error: it was made from another template, and nothing here converts it.
    pub async fn create(&self, client: &Client, table_name: &str) -> Result<()> {
        let request = client.create_table().table_name(table_name).billing_mode(BillingMode::PayPerRequest);
        let request = request.set_key_schema(Some(self.keys()?)).set_attribute_definitions(Some(self.attributes()?));
        let indexes = self.indexes()?;
        let request = request.set_global_secondary_indexes(Some(indexes).filter(|indexes| !indexes.is_empty()));
        if let Err(refused) = request.send().await.map_err(SdkError::into_service_error) {
            ensure!(refused.is_resource_in_use_exception(), "the table {table_name} cannot be made: {refused:?}");
            let there = client.describe_table().table_name(table_name).send().await?;
            let there = there.table.context("a described table has a description")?;
            ensure!(
                self.describes(&there)?,
                "the table {table_name} was made from another template: start with a new data directory"
            );
        }
        self.turn_ttl_on(client, table_name).await
    }

    async fn turn_ttl_on(&self, client: &Client, table_name: &str) -> Result<()> {
        let Some(Ttl { attribute_name, enabled: true }) = &self.time_to_live_specification else { return Ok(()) };
        let there = client.describe_time_to_live().table_name(table_name).send().await?.time_to_live_description;
        if there.is_some_and(|ttl| ttl.attribute_name() == Some(attribute_name.as_str())) {
            return Ok(());
        }
        let ttl = TimeToLiveSpecification::builder().attribute_name(attribute_name).enabled(true).build()?;
        client.update_time_to_live().table_name(table_name).time_to_live_specification(ttl).send().await?;
        Ok(())
    }

    /// Whether the keys and indexes of `table` are these.
    fn describes(&self, table: &TableDescription) -> Result<bool> {
        let mut wanted: Vec<_> = self.indexes()?;
        wanted.sort_by(|a, b| a.index_name.cmp(&b.index_name));
        let mut there: Vec<_> = table.global_secondary_indexes().iter().collect();
        there.sort_by(|a, b| a.index_name.cmp(&b.index_name));
        let same_index = |(wanted, there): (&GlobalSecondaryIndex, &&GlobalSecondaryIndexDescription)| {
            there.index_name() == Some(wanted.index_name())
                && there.key_schema() == wanted.key_schema()
                && there.projection() == wanted.projection()
        };
        Ok(table.key_schema() == self.keys()?
            && wanted.len() == there.len()
            && wanted.iter().zip(&there).all(same_index))
    }

    fn keys(&self) -> Result<Vec<KeySchemaElement>> {
        keys(&self.key_schema)
    }

    fn attributes(&self) -> Result<Vec<AttributeDefinition>> {
        let built = self.attribute_definitions.iter().map(|attribute| {
            let built = AttributeDefinition::builder().attribute_name(&attribute.attribute_name);
            Ok(built.attribute_type(attribute.attribute_type.as_str().into()).build()?)
        });
        built.collect()
    }

    fn indexes(&self) -> Result<Vec<GlobalSecondaryIndex>> {
        let built = self.global_secondary_indexes.iter().map(|index| {
            let projection = Projection::builder().projection_type(index.projection.projection_type.as_str().into());
            let projection = projection.set_non_key_attributes(index.projection.non_key_attributes.clone()).build();
            let built = GlobalSecondaryIndex::builder().index_name(&index.index_name).projection(projection);
            Ok(built.set_key_schema(Some(keys(&index.key_schema)?)).build()?)
        });
        built.collect()
    }
}

fn keys(keys: &[Key]) -> Result<Vec<KeySchemaElement>> {
    let built = keys.iter().map(|key| {
        let built = KeySchemaElement::builder().attribute_name(&key.attribute_name);
        Ok(built.key_type(key.key_type.as_str().into()).build()?)
    });
    built.collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Queue {
    /// SQS's own default.
    #[serde(default = "thirty")]
    visibility_timeout: u64,
    redrive_policy: RedrivePolicy,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RedrivePolicy {
    dead_letter_target_arn: String,
    max_receive_count: u32,
}

/// A queue may have no properties of its own, and its dead-letter queue needs none here.
#[derive(Deserialize)]
struct DeadLetterQueue {}

fn thirty() -> u64 {
    30
}

/// Reads the queue that the template calls `resource`, for example `MessageQueue`. It must have a dead-letter queue.
pub fn queue(yaml: &str, resource: &str) -> Result<QueueSettings> {
    const KIND: &str = "AWS::SQS::Queue";
    let template = Template::read(yaml)?;
    let queue: Queue = template.properties(resource, KIND)?;
    let target = &queue.redrive_policy.dead_letter_target_arn;
    let Some(dead_letter_name) = target.strip_suffix(".Arn") else {
        bail!("the template's {resource} must name its dead-letter queue as !GetAtt <queue>.Arn, not {target}");
    };
    template.properties::<Option<DeadLetterQueue>>(dead_letter_name, KIND)?;
    Ok(QueueSettings {
        name: resource.to_owned(),
        dead_letter_name: dead_letter_name.to_owned(),
        visibility_timeout: Duration::from_secs(queue.visibility_timeout),
        max_receive_count: queue.redrive_policy.max_receive_count,
    })
}
