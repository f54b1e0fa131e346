//! Matches by hand of before: they did not tell how much of the order the deposit was.

use domain::{OrderId, OrderState, WorkspaceId, allocation};

use crate::expression::Item;
use crate::pair::Beside;
use crate::{Store, StoreError, key};

impl Store {
    /// Tells on both sides what a match by hand received, and what the difference was.
    pub(super) async fn upgrade_match_by_hand(&self, workspace: WorkspaceId, id: OrderId) -> Result<bool, StoreError> {
        let Some(order) = self.order(workspace, id).await? else { return Ok(false) };
        let OrderState::Matched { deposit, .. } = order.state else { return Ok(false) };
        // The pass may not have come to the deposit yet.
        let Some(item) = self.get_raw(&key::deposit(workspace, deposit)).await? else { return Ok(false) };
        self.upgrade_deposit(&item).await?;
        let Some(deposit) = self.deposit(workspace, deposit).await? else { return Ok(false) };
        if deposit.state.order() != Some(id) {
            return Ok(false);
        }
        let Some((paid, matched)) = allocation::told_now(&deposit, &order) else { return Ok(false) };
        match self.write_match(&[(deposit, paid)], &[(order, matched)], &Beside::default()).await? {
            true => Ok(true),
            false => Err(StoreError::Contended),
        }
    }
}

/// Whether an order's item is of a match that does not tell what it received: by hand, or so long ago that its history
/// does not say who made it.
pub(super) fn is_untold(item: &Item) -> bool {
    let text = |item: &Item, name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned();
    let is_matched = text(item, "status").as_deref() == Some("MATCHED") && !item.contains_key("open");
    let history = item.get("history").and_then(|history| history.as_l().ok()).map_or(&[][..], Vec::as_slice);
    let entries = history.iter().rev().filter_map(|entry| entry.as_m().ok());
    let paid = entries.into_iter().find(|entry| text(entry, "w").as_deref() == Some("paid"));
    is_matched && paid.is_none_or(|paid| !paid.contains_key("r") && !paid.contains_key("d"))
}
