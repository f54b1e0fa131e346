//! Scenarios that are played in a test workspace.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    AccountId, Actor, ClosedSet, DepositStatus, HoldReason, OrderId, OrderStatus, PaymentState, PhoneId, PhoneStatus,
    ProposalKind, WorkspaceId,
};

use super::same_id;
use crate::Item;
use crate::field::{Fields, Read, counted, instant, list, number, word};

/// Reads it, as far as it can be wrong.
pub fn scenario(item: &Item, workspace: WorkspaceId) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
    fields.need("account_id", counted(AccountId::new))?;
    fields.need("balance", number::<i64>)?;
    fields.need("started_by", word(|by| Actor::parse(by).map(|_| ())))?;
    for at in ["origin", "started_at"] {
        fields.need(at, instant)?;
    }
    fields.maybe("phone_id", counted(PhoneId::new))?;
    fields.need("played", number::<usize>)?;
    fields.need("orders", list(counted(OrderId::new)))?;
    fields.need("looks", number::<u32>)?;
    fields.maybe_map("end", end)?;
    fields.need("version", number::<u64>)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()
}

/// What came out.
fn end(mut fields: Fields<'_>) -> Read<()> {
    fields.need("at", instant)?;
    fields.need("orders", list(pair(word(OrderStatus::parse), word(PaymentState::parse))))?;
    fields.need("deposits", list(pair(word(DepositStatus::parse), list(word(HoldReason::parse)))))?;
    fields.need("proposals", list(word(ProposalKind::parse)))?;
    fields.need("unread", number::<usize>)?;
    fields.need("phone", word(PhoneStatus::parse))?;
    fields.close()
}

/// A list of two.
fn pair<A, B>(
    first: impl Fn(&AttributeValue) -> Option<A>,
    second: impl Fn(&AttributeValue) -> Option<B>,
) -> impl Fn(&AttributeValue) -> Option<(A, B)> {
    move |value| match value.as_l().ok()?.as_slice() {
        [one, other] => first(one).zip(second(other)),
        _ => None,
    }
}
