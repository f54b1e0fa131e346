//! A deposit was recorded: the look that counts, and how it stands.

use bank_sms::related::payer_key;
use domain::{
    Deposit, DepositId, DepositState, DepositStatusNow, DepositorName, Looks, Received, Via, WorkspaceId, outcome,
};
use store::StoreError;

use crate::receive::{Call, Decided};
use crate::settle::{LookScope, or_later};
use crate::{Pairing, PairingError};

impl Pairing {
    /// The deposit is committed: now the look that counts.
    pub(crate) async fn recorded(
        &self,
        call: &Call<'_>,
        decided: &Decided,
        is_insured: bool,
    ) -> Result<Received, PairingError> {
        let deposit = &decided.deposit;
        let status = match deposit.state {
            DepositState::Held(reasons) => {
                if reasons.asks_whether_two() {
                    self.settle_held(deposit, decided.looks.clone(), is_insured).await?;
                }
                DepositStatusNow::Held(reasons)
            }
            DepositState::Waiting => {
                let known: Vec<_> = deposit.waiting().into_iter().collect();
                let insured = match (call.by_hand(), is_insured) {
                    (true, true) => looks_of_typed(deposit.details.printed()),
                    (true, false) => Looks::default(),
                    (false, _) => Looks::deposit(deposit.id),
                };
                let begin = (known, Looks::default());
                let settled = self.settle_known(call.workspace, deposit.details.amount, begin, insured).await;
                match or_later(call.workspace, settled, is_insured)?.order_of(deposit.id) {
                    Some(order) => DepositStatusNow::Matched(order),
                    None => self.stands(call.workspace, deposit.id).await?.0,
                }
            }
            DepositState::Matched { .. } | DepositState::Dismissed(_) => {
                self.stands(call.workspace, deposit.id).await?.0
            }
        };
        Ok(call.answer(deposit.id, status, false))
    }

    /// A deposit that is held as a possible duplicate may be its own message again, whose first delivery died before
    /// its look and was forgotten by the guard since then.
    async fn settle_held(&self, deposit: &Deposit, looks: LookScope, insured: bool) -> Result<(), StoreError> {
        let (workspace, amount) = (deposit.workspace, deposit.details.amount);
        match looks {
            LookScope::Some { looks, .. } => {
                self.settle_committed(workspace, &[(amount, looks)], insured).await.map(drop)
            }
            all @ LookScope::All { .. } => match self.settle_some(workspace, amount, all).await? {
                Some(left) => self.leave_over(workspace, amount, left).await,
                None => Ok(()),
            },
        }
    }

    /// How a recorded deposit stands now.
    pub async fn stands(
        &self,
        workspace: WorkspaceId,
        id: DepositId,
    ) -> Result<(DepositStatusNow, Deposit), PairingError> {
        let deposit = self.store.deposit(workspace, id).await?.ok_or(PairingError::NoSuchDeposit)?;
        let status = match deposit.state {
            DepositState::Matched { order } => DepositStatusNow::Matched(order),
            DepositState::Held(reasons) => DepositStatusNow::Held(reasons),
            DepositState::Dismissed(reason) => DepositStatusNow::Dismissed(reason),
            // Strangers could count what a shop sells.
            DepositState::Waiting if deposit.details.via == Via::Open => DepositStatusNow::Waiting { candidates: 0 },
            DepositState::Waiting => {
                let now = self.now();
                let orders =
                    self.store.orders_of_amount(workspace, deposit.details.amount, outcome::CANDIDATES_COUNTED).await?;
                let open = orders.iter().filter(|order| !domain::order::is_overdue(order.expires_at, now));
                DepositStatusNow::Waiting { candidates: open.count() }
            }
        };
        Ok((status, deposit))
    }
}

/// What is looked at should this program die while it records a deposit that a person types: asked for before the
/// deposit has its id. A name that cannot match asks for nothing.
pub(crate) fn looks_of_typed(printed: &DepositorName) -> Looks {
    let key = payer_key(printed);
    if key.is_empty() { Looks::default() } else { Looks::key(key.into()) }
}
