//! Every order stood in the index by status: one that is paid stands there no more.

use domain::{ClosedSet, OrderStatus};

use super::key_of;
use crate::expression::{Expression, Item, s};
use crate::{Store, StoreError};

/// Whether this order is paid, and still in the index.
pub(super) fn is_paid(item: &Item) -> bool {
    let is_matched = item
        .get("status")
        .and_then(|status| status.as_s().ok())
        .is_some_and(|status| OrderStatus::parse(status) == Some(OrderStatus::Matched));
    is_matched && item.contains_key("GSI1PK")
}

impl Store {
    pub(super) async fn upgrade_listed(&self, item: &Item) -> Result<bool, StoreError> {
        if !is_paid(item) {
            return Ok(false);
        }
        let as_read = Expression::all(&["#status = :matched"]).value(":matched", s(OrderStatus::Matched.code()));
        let unlisted = as_read.update("REMOVE #GSI1PK, #GSI1SK");
        Ok(self.update_one(&key_of(item)?, &unlisted).await?.is_none())
    }
}
