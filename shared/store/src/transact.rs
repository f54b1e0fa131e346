//! One transaction: what it writes, and what became of it. Refusals are read by position, with the item as it stands.
//!
//! The SDK does not retry a cancelled transaction; conflicts and throttling are retried here, with jitter.

use std::time::Duration;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValue;
use aws_sdk_dynamodb::types::{
    CancellationReason, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};

use serde::de::DeserializeOwned;

use crate::expression::{Expression, Item, s};
use crate::key::Key;
use crate::record::decode;
use crate::{Store, StoreError};

/// How long to wait before each new try of a transaction that met another, in milliseconds. Jitter is added.
const BACKOFF_MS: [u64; 4] = [10, 20, 40, 80];

/// What became of a transaction.
#[derive(Debug)]
pub enum Verdict {
    Committed,
    /// By position: `Some` where the condition failed, with the item as it stands, if there is one.
    Refused(Vec<Option<Option<Item>>>),
}

impl Verdict {
    /// The item that refused at `position`: outer `None` when that position did not refuse.
    pub fn refused_at(&self, position: usize) -> Option<&Option<Item>> {
        match self {
            Self::Committed => None,
            Self::Refused(slots) => slots.get(position).and_then(Option::as_ref),
        }
    }
}

impl Verdict {
    /// Whether the item that refused at `position` is the very one that was to be written: our own commit, its reply
    /// lost.
    pub fn holds<R: DeserializeOwned, F: FnOnce(R) -> Result<bool, StoreError>>(
        &self,
        position: usize,
        is_ours: F,
    ) -> Result<bool, StoreError> {
        match self.refused_at(position) {
            Some(Some(item)) => is_ours(decode(item.clone())?),
            Some(None) | None => Ok(false),
        }
    }
}

/// The attributes of a key.
pub fn attributes(key: &Key) -> Item {
    Item::from([("PK".to_owned(), s(&key.pk)), ("SK".to_owned(), s(&key.sk))])
}

const ALL_OLD: ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;

/// A clause: no such item may stand yet.
pub const ABSENT: &str = "attribute_not_exists(#PK)";
/// A clause: such an item must stand.
pub const PRESENT: &str = "attribute_exists(#PK)";

impl Store {
    pub(crate) fn put(&self, item: Item, expression: &Expression) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.some_names())
            .set_expression_attribute_values(expression.some_values())
            .return_values_on_condition_check_failure(ALL_OLD)
            .build()
            .map_err(|error| StoreError::Rejected(error.to_string()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    pub(crate) fn update(&self, key: &Key, expression: &Expression) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(attributes(key)))
            .update_expression(&expression.update)
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.some_names())
            .set_expression_attribute_values(expression.some_values())
            .return_values_on_condition_check_failure(ALL_OLD)
            .build()
            .map_err(|error| StoreError::Rejected(error.to_string()))?;
        Ok(TransactWriteItem::builder().update(update).build())
    }

    pub(crate) fn delete(&self, key: &Key, expression: &Expression) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(attributes(key)))
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.some_names())
            .set_expression_attribute_values(expression.some_values())
            .return_values_on_condition_check_failure(ALL_OLD)
            .build()
            .map_err(|error| StoreError::Rejected(error.to_string()))?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }

    /// Writes all or nothing.
    pub(crate) async fn transact_all(&self, writes: Vec<TransactWriteItem>) -> Result<Verdict, StoreError> {
        let mut waits = BACKOFF_MS.iter();
        loop {
            let sent = self.dynamo.transact_write_items().set_transact_items(Some(writes.clone())).send().await;
            let Err(error) = sent else { return Ok(Verdict::Committed) };
            let passing = match cancellation(&error) {
                Some(reasons) => match read_reasons(reasons) {
                    Ok(verdict) => return Ok(verdict),
                    Err(passing) => passing,
                },
                // What was refused as a whole, the SDK has tried again already.
                None => return Err(error.into()),
            };
            match (&passing, waits.next()) {
                (StoreError::Contended | StoreError::Throttled(_), Some(ms)) => pause(*ms).await,
                (_, _) => return Err(passing),
            }
        }
    }
}

/// What became of an update of one item.
pub(crate) enum Updated {
    /// Done; what it changed, as it was before. `None`: there was no such item.
    Done(Option<Item>),
    /// Refused by its condition; the item as it stands, if there is one.
    Refused(Option<Item>),
}

impl Store {
    /// Updates one item under a condition. `None`: done. `Some`: refused, with the item as it stands, if there is one.
    pub(crate) async fn update_one(
        &self,
        key: &Key,
        expression: &Expression,
    ) -> Result<Option<Option<Item>>, StoreError> {
        Ok(match self.update_seeing(key, expression).await? {
            Updated::Done(_) => None,
            Updated::Refused(stands) => Some(stands),
        })
    }

    /// Updates one item under a condition, and sees what it changed.
    pub(crate) async fn update_seeing(&self, key: &Key, expression: &Expression) -> Result<Updated, StoreError> {
        let sent = self
            .dynamo
            .update_item()
            .table_name(&self.table)
            .set_key(Some(attributes(key)))
            .update_expression(&expression.update)
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.some_names())
            .set_expression_attribute_values(expression.some_values())
            .return_values(ReturnValue::UpdatedOld)
            .return_values_on_condition_check_failure(ALL_OLD)
            .send()
            .await;
        let error = match sent {
            Ok(done) => return Ok(Updated::Done(done.attributes)),
            Err(error) => error,
        };
        match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(refused)) => {
                Ok(Updated::Refused(refused.item().cloned()))
            }
            Some(_) | None => Err(error.into()),
        }
    }
}

/// Waits between half of `ms` and `ms` and a half.
pub async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms / 2 + fastrand::u64(0..=ms))).await;
}

fn cancellation<R>(error: &SdkError<TransactWriteItemsError, R>) -> Option<&[CancellationReason]> {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
        return None;
    };
    Some(cancelled.cancellation_reasons())
}

/// A failed condition is an answer, whatever else was in the way; without one, the rest is a fault.
fn read_reasons(reasons: &[CancellationReason]) -> Result<Verdict, StoreError> {
    let code = |reason: &CancellationReason| reason.code().unwrap_or("None").to_owned();
    if reasons.iter().any(|reason| code(reason) == "ConditionalCheckFailed") {
        let slots = reasons
            .iter()
            .map(|reason| (code(reason) == "ConditionalCheckFailed").then(|| reason.item().cloned()))
            .collect();
        return Ok(Verdict::Refused(slots));
    }
    match reasons.iter().map(code).find(|code| code != "None") {
        Some(code) if matches!(code.as_str(), "ThrottlingError" | "ProvisionedThroughputExceeded") => {
            Err(StoreError::Throttled(code))
        }
        Some(code) if matches!(code.as_str(), "ValidationError" | "ItemCollectionSizeLimitExceeded") => {
            Err(StoreError::Rejected(code))
        }
        Some(_) | None => Err(StoreError::Contended),
    }
}
