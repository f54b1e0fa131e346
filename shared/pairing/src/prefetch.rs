//! What a deposit needs before anything about it can be decided, read in one trip.

use domain::{DepositId, Looks, Timestamp, WaitingOrder, WorkspaceId, choice};
use store::recording::{Guard, GuardPlace};
use store::waiting::{Active, Look};
use store::{Sequence, StoreError};

use crate::received::looks_of_typed;
use crate::{Incoming, Pairing};

/// What the first, parallel reads saw.
pub struct Prefetched {
    pub(crate) looked_at: Timestamp,
    pub(crate) guard: Guard,
    pub(crate) id: DepositId,
    pub(crate) orders: Look<WaitingOrder>,
    pub(crate) active: Active,
    /// A look is queued for the case that this program dies. A message needs none: the queue delivers it again.
    pub(crate) insured: bool,
}

impl Pairing {
    /// One parallel trip: the guard, an id, what waits, the settings. `None`: the workspace is deactivated.
    pub async fn prefetch(
        &self,
        workspace: WorkspaceId,
        incoming: &Incoming,
    ) -> Result<Option<Prefetched>, StoreError> {
        let (details, looked_at) = (&incoming.details, self.now());
        let keys = match (details.holds(None).is_empty(), details.depositor_name.as_ref()) {
            (true, Some(printed)) => choice::lookup_keys(printed),
            (false, _) | (_, None) => Vec::new(),
        };
        let by_hand = incoming.receipt.is_none();
        let printed = details.printed();
        let typed = [(details.amount, if by_hand { looks_of_typed(printed) } else { Looks::default() })];
        let (guard, id, orders, active, insured) = tokio::join!(
            self.store.guard(GuardPlace::of(workspace, incoming.account, details.amount, printed)),
            self.store.next_id(Sequence::Deposit(workspace), DepositId::new),
            self.store.orders_for(workspace, details.amount, keys),
            self.store.active_settings(workspace, true),
            self.store.insure(workspace, &typed),
        );
        let Some(active) = active? else { return Ok(None) };
        Ok(Some(Prefetched { looked_at, guard: guard?, id: id?, orders: orders?, active, insured: by_hand && insured }))
    }
}
