//! `AS_MANY`: a choice that reads what else waits, and what is looked at when a deposit waits no longer.
//!
//! A deposit is counted with the others of its name. So when its entry goes, others may be as many as their orders.

use domain::{
    Choice, Deposit, Looks, Settings, TiePolicy, Timestamp, WaitingDeposit, WaitingOrder, Won, WorkspaceId, choose,
    choose_among,
};
use store::StoreError;

use crate::Pairing;

impl Pairing {
    /// A waiting deposit's choice over the orders that it reads. Where several fit and the workspace asks for as many
    /// deposits as orders, what else waits is read after the orders.
    pub(crate) async fn choose(
        &self,
        workspace: WorkspaceId,
        deposit: &WaitingDeposit,
        orders: &[WaitingOrder],
        settings: &Settings,
        now: Timestamp,
    ) -> Result<Choice, StoreError> {
        let choice = choose(deposit, orders, settings, now);
        let Choice::Several(fitting) = &choice else { return Ok(choice) };
        let first = orders.iter().find(|order| fitting.contains(&order.id));
        let Some(first) = first.filter(|_| settings.tie_policy == TiePolicy::AsMany) else { return Ok(choice) };
        let (waiting, stopped) = self.store.deposits_of_key(workspace, deposit.amount, &first.name_key, None).await?;
        Ok(match stopped {
            // Of deposits that are cut off nothing can be concluded.
            Some(_) => choice,
            None => choose_among(deposit, &waiting, orders, settings, now),
        })
    }
}

/// What a waiting deposit's leaving concerns: under `AS_MANY` the deposits that were counted with it.
pub(crate) fn looks_beside(settings: &Settings, deposit: &WaitingDeposit) -> Looks {
    match settings.tie_policy {
        TiePolicy::AsMany => Looks::beside(&deposit.printed),
        TiePolicy::Hold | TiePolicy::Oldest => Looks::default(),
    }
}

/// The same of all deposits that wait no longer as they did.
pub(crate) fn looks_beside_all(settings: &Settings, changes: &[(Deposit, Deposit)]) -> Vec<(Won, Looks)> {
    let left = |(before, after): &(Deposit, Deposit)| before.waiting().filter(|_| before.waiting() != after.waiting());
    let looks = changes.iter().filter_map(left).map(|left| (left.amount, looks_beside(settings, &left)));
    looks.filter(|(_, looks)| !looks.is_empty()).collect()
}
