//! A transaction whose writes have roles, so that a refusal says which part refused.

use aws_sdk_dynamodb::types::TransactWriteItem;

use crate::expression::Item;
use crate::transact::Verdict;
use crate::{Store, StoreError};

/// What a write of a pairing transaction is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Deposit,
    Guard,
    Balance,
    /// A waiting entry of the deposit.
    DepositEntry,
    Order,
    /// A waiting entry of the order.
    OrderEntry,
    /// Another deposit that may be the same money.
    Linked,
    Message,
}

/// The writes of one transaction.
#[derive(Default)]
pub(crate) struct Tx {
    writes: Vec<(Role, TransactWriteItem)>,
}

/// What became of it.
pub(crate) enum Outcome {
    Committed,
    Refused(Refused),
}

/// The roles that refused, each with the item as it stands.
pub(crate) struct Refused(Vec<(Role, Option<Item>)>);

impl Tx {
    pub fn add(&mut self, role: Role, write: TransactWriteItem) {
        self.writes.push((role, write));
    }

    /// An order's own write comes first, then those of its waiting entry.
    pub fn add_order(&mut self, writes: Vec<TransactWriteItem>) {
        let roles = std::iter::once(Role::Order).chain(std::iter::repeat(Role::OrderEntry));
        self.writes.extend(roles.zip(writes));
    }

    /// Writes all or nothing.
    pub async fn commit(self, store: &Store) -> Result<Outcome, StoreError> {
        let (roles, writes): (Vec<Role>, Vec<TransactWriteItem>) = self.writes.into_iter().unzip();
        match store.transact(writes).await? {
            Verdict::Committed => Ok(Outcome::Committed),
            verdict @ Verdict::Refused(_) => {
                let refused = roles.iter().enumerate().filter_map(|(at, role)| {
                    let item = verdict.refused_at(at)?;
                    Some((*role, item.clone()))
                });
                Ok(Outcome::Refused(Refused(refused.collect())))
            }
        }
    }
}

impl Refused {
    /// Whether a write of this role refused.
    pub fn has(&self, role: Role) -> bool {
        self.0.iter().any(|(refused, _)| *refused == role)
    }

    /// Whether no write of another role refused.
    pub fn has_only(&self, role: Role) -> bool {
        self.0.iter().all(|(refused, _)| *refused == role)
    }

    /// The item of the first write of this role that refused, as it stands.
    pub fn item(&self, role: Role) -> Option<&Item> {
        self.0.iter().find(|(refused, _)| *refused == role).and_then(|(_, item)| item.as_ref())
    }

    /// The items of all writes of this role that refused, as they stand.
    pub fn items(&self, role: Role) -> impl Iterator<Item = &Item> {
        self.0.iter().filter(move |(refused, _)| *refused == role).filter_map(|(_, item)| item.as_ref())
    }

    /// Whether the item that refused names this very partner: our own commit, its reply lost.
    pub fn names(&self, role: Role, attribute: &str, id: u64) -> bool {
        let named = self.item(role).and_then(|item| item.get(attribute)).and_then(|value| value.as_n().ok());
        named.is_some_and(|named| *named == id.to_string())
    }
}
