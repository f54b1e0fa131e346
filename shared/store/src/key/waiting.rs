//! The keys of waiting entries.

use domain::{WaitingDeposit, WaitingOrder, Won, WorkspaceId};

use super::{Key, instant, key, wide, ws};
use crate::expression::Range;

/// Prefix of the waiting orders of an amount's partition.
pub const WAITING_ORDER: &str = "ORDER#";
/// Prefix of the waiting deposits of an amount's partition.
pub const WAITING_DEPOSIT: &str = "DEPOSIT#";

pub fn waiting(workspace: WorkspaceId, amount: Won) -> String {
    format!("{}#WAIT#{:013}", ws(workspace), amount.get())
}

pub fn waiting_order(workspace: WorkspaceId, order: &WaitingOrder) -> Key {
    let sk = format!("{WAITING_ORDER}{}#{}#{}", order.name_key, instant(order.created_at), wide(order.id.get()));
    key(waiting(workspace, order.amount), sk)
}

pub fn waiting_deposit(workspace: WorkspaceId, deposit: &WaitingDeposit) -> Key {
    let sk =
        format!("{WAITING_DEPOSIT}{}#{}#{}", deposit.name_key, instant(deposit.created_at), wide(deposit.id.get()));
    key(waiting(workspace, deposit.amount), sk)
}

/// The waiting deposits of an amount's partition that stand under this key or under a beginning of it, two characters
/// long at least, above `after`; and, as few of them do, what sorts between. `None`: `after` is past them.
pub(crate) fn waiting_deposits_under(name_key: &str, after: Option<&str>) -> Option<Range> {
    let head: String = name_key.chars().take(2).collect();
    let (low, high) = (format!("{WAITING_DEPOSIT}{head}#"), format!("{WAITING_DEPOSIT}{name_key}$"));
    let low = after.map(|after| format!("{after}\u{1}")).filter(|after| *after > low).unwrap_or(low);
    (low < high).then_some(Range::Between(low, high))
}

/// The waiting deposits of an amount's partition whose sort key is above `after`.
pub(crate) fn waiting_deposits_after(after: Option<&str>) -> Range {
    match after {
        None => Range::Prefix(WAITING_DEPOSIT.to_owned()),
        // Nothing sorts between a key and the same key with the lowest character behind it; `$` follows `#`.
        Some(after) => Range::Between(format!("{after}\u{1}"), WAITING_DEPOSIT.replace('#', "$")),
    }
}
