//! What is to be looked at after a change: which waiting deposits may have found their one order by it.
//!
//! A choice reads the orders whose keys are related to its deposit's name, and nothing else that waits. So a change of
//! an order concerns the deposits that read its key, and a change of a deposit concerns that deposit.

use std::collections::BTreeSet;

use bank_sms::name;

use crate::order::name_cannot_match;
use crate::{DepositId, DepositorName, NameKey, WaitingOrder, Won};

/// What is to be looked at, at one amount of a workspace.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Looks {
    /// Keys of orders: the deposits that read such orders.
    pub keys: BTreeSet<NameKey>,
    /// Single deposits: each while it waits; when it has paid, what reads its order's key.
    pub deposits: BTreeSet<DepositId>,
}

impl Looks {
    /// The deposits that read orders of this key.
    pub fn key(key: NameKey) -> Self {
        Self { keys: BTreeSet::from([key]), ..Self::default() }
    }

    /// One deposit.
    pub fn deposit(deposit: DepositId) -> Self {
        Self { deposits: BTreeSet::from([deposit]), ..Self::default() }
    }

    /// The deposits that read this order. None does whose name cannot match.
    pub fn of(order: &WaitingOrder) -> Self {
        if order.name_cannot_match { Self::default() } else { Self::key(order.name_key.clone()) }
    }

    /// What read orders beside a deposit of this name that waits no longer. Under `AS_MANY` it was counted with them.
    pub fn beside(printed: &DepositorName) -> Self {
        let readings = name::readings(printed);
        let keys = [Some(readings.first), readings.second].into_iter().flatten().filter(|key| !key.is_empty());
        match printed.is_readable() {
            true => Self { keys: keys.map(NameKey::from).collect(), ..Self::default() },
            false => Self::default(),
        }
    }

    /// The deposits that read an order of this name, whether it waits or not.
    pub fn of_name(depositor_name: &DepositorName) -> Self {
        match name_cannot_match(depositor_name) {
            true => Self::default(),
            false => Self::key(NameKey::of(depositor_name)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.deposits.is_empty()
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.keys.extend(more.keys);
        self.deposits.extend(more.deposits);
        self
    }

    /// What a change of an order concerns, by amount: the deposits that read it as it waited before, and those that
    /// read it as it waits now.
    pub fn of_change(before: Option<&WaitingOrder>, after: Option<&WaitingOrder>) -> Vec<(Won, Self)> {
        if before == after {
            return Vec::new();
        }
        let mut touched: Vec<(Won, Self)> = Vec::new();
        for order in [before, after].into_iter().flatten() {
            match touched.iter_mut().find(|(amount, _)| *amount == order.amount) {
                Some((_, looks)) => *looks = std::mem::take(looks).and(Self::of(order)),
                None => touched.push((order.amount, Self::of(order))),
            }
        }
        touched.retain(|(_, looks)| !looks.is_empty());
        touched
    }
}
