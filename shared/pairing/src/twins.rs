//! Which deposits may be the same money as a new one: by its name guard, and by the balance item.

use domain::occurrence::{DuplicateCheck, Occurrence, TWIN_WINDOW_MS};
use domain::{Deposit, DepositId, HoldReason, WorkspaceId};
use store::StoreError;
use store::recording::BalanceHolder;

use crate::{Incoming, Pairing};

/// Which deposits may be the same money as a new one.
#[derive(Default)]
pub(crate) struct Twins {
    /// They hold the new one.
    pub holding: Vec<DepositId>,
    /// The new one holds them: their sender may not pay.
    pub worse: Vec<DepositId>,
    /// The new one is held although no twin is known: what it may repeat is no longer kept apart.
    pub is_held: bool,
    /// Those of them that the balance item names.
    pub of_balance: Vec<DepositId>,
}

impl Twins {
    /// All of them, in order.
    pub fn all(&self) -> Vec<DepositId> {
        let mut all = [self.holding.as_slice(), self.worse.as_slice()].concat();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Why the new one is held.
    pub fn hold(&self) -> Option<HoldReason> {
        match (self.holding.is_empty(), self.is_held) {
            (false, _) => Some(HoldReason::PossibleDuplicate),
            (true, true) => Some(HoldReason::TooLateToCompare),
            (true, false) => None,
        }
    }
}

impl Pairing {
    /// Of what the guard says, and of the deposit that holds the balance item, where it refused the new one.
    pub(crate) async fn twins(
        &self,
        workspace: WorkspaceId,
        (incoming, seen): (&Incoming, &Occurrence),
        check: DuplicateCheck,
        balance_holder: Option<Option<BalanceHolder>>,
    ) -> Result<Twins, StoreError> {
        let mut twins = match check {
            DuplicateCheck::Possible { twins } => Twins { holding: twins, is_held: true, ..Twins::default() },
            DuplicateCheck::New { worse } if balance_holder.is_none() => Twins { worse, ..Twins::default() },
            DuplicateCheck::SameTransfer { deposit } => {
                Twins { holding: deposit.into_iter().collect(), ..Twins::default() }
            }
            DuplicateCheck::New { .. } | DuplicateCheck::SameMessage { .. } => Twins::default(),
        };
        if let Some(holder) = balance_holder {
            // Beside a report that may not pay, the item may be of money that is over long since.
            let is_over = |holder: BalanceHolder| !seen.is_payable && holder.until < seen.deposited_at;
            twins.is_held = !holder.is_some_and(is_over);
            let of_balance = match holder {
                Some(holder) => self.of_balance(workspace, incoming, holder.deposit).await?,
                None => Vec::new(),
            };
            twins.holding.extend(&of_balance);
            twins.of_balance = of_balance;
        }
        Ok(twins)
    }

    /// The deposits that told the balance of a new one at its time. The item names the latest of that balance: where
    /// that is other money, the deposits near the new one are looked up. The index may lag; then none is named, and it
    /// is held.
    async fn of_balance(
        &self,
        workspace: WorkspaceId,
        incoming: &Incoming,
        holder: DepositId,
    ) -> Result<Vec<DepositId>, StoreError> {
        let details = &incoming.details;
        let latest = self.store.deposit(workspace, holder).await?;
        if latest.is_some_and(|latest| is_near(&latest, incoming)) {
            return Ok(vec![holder]);
        }
        let at = details.deposited_at;
        let span = (at.plus_ms(-TWIN_WINDOW_MS), at.plus_ms(TWIN_WINDOW_MS));
        let near = self.store.deposits_between(workspace, incoming.account, details.amount, span).await?;
        let of_balance = near.into_iter().filter(|other| other.details.balance == details.balance);
        Ok(of_balance.map(|other| other.id).collect())
    }
}

fn is_near(deposit: &Deposit, incoming: &Incoming) -> bool {
    (deposit.details.deposited_at.ms() - incoming.details.deposited_at.ms()).abs() <= TWIN_WINDOW_MS
}
