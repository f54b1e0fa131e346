//! Throttles: how often something happened within a window of time.

use aws_sdk_dynamodb::types::ReturnValue;
use domain::Timestamp;

use crate::expression::n;
use crate::transact::attributes;
use crate::{Store, StoreError, key};

impl Store {
    /// Counts `by` (which may be negative, to take back) against `what` in the window of `window_ms` that `now` lies
    /// in, and answers the count.
    pub async fn count(&self, what: &str, by: i64, window_ms: i64, now: Timestamp) -> Result<i64, StoreError> {
        let window = now.ms().div_euclid(window_ms);
        let counted = self
            .dynamo
            .update_item()
            .table_name(&self.table)
            .set_key(Some(attributes(&key::throttle(what, window))))
            .update_expression("ADD #count :by SET #ttl = :ttl, #fmt = :fmt")
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_names("#fmt", "fmt")
            .expression_attribute_values(":by", n(by))
            .expression_attribute_values(":ttl", n((window + 2) * window_ms / 1000))
            .expression_attribute_values(":fmt", n(crate::record::FORMAT))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await?;
        let count = counted
            .attributes
            .as_ref()
            .and_then(|item| item.get("count"))
            .and_then(|count| count.as_n().ok())
            .and_then(|count| count.parse().ok());
        Ok(count.unwrap_or(0))
    }
}
