//! What a person says of a difference without any money more: what is missing of an order is accepted, or something
//! else becomes of what is left of a deposit.

use crate::matching::Press;
use crate::{
    Deposit, DepositEvent, DepositState, Difference, DismissReason, Matched, Order, OrderState, Refusal, RestTreatment,
    Won,
};

/// Orders that are paid in part, MATCHED by what they have received.
pub fn accept_short(orders: &[Order], said: Difference, press: Press<'_>) -> Result<Matched, Refusal> {
    let settled = orders.iter().map(|order| order.settle(press.by, press.now)).collect::<Result<Vec<_>, _>>()?;
    match said {
        Difference::AcceptShort => Ok(Matched { deposits: Vec::new(), orders: settled }),
        Difference::None | Difference::KeepOpen => Err(unstated(orders)),
        Difference::AcceptOver | Difference::Credit | Difference::RefundDue => Err(unstated(orders)),
    }
}

fn unstated(orders: &[Order]) -> Refusal {
    Refusal::DifferenceUnstated { expected: orders.iter().map(Order::open).sum(), received: 0 }
}

/// Whether just that was said of these orders already.
pub fn is_accepted(orders: &[Order], said: Difference) -> bool {
    let is_short = |order: &Order| matches!(order.state, OrderState::Matched { .. }) && order.open() > 0;
    said == Difference::AcceptShort && orders.iter().all(is_short)
}

/// Deposits of which something is left, with something else becoming of that. `orders`: of each deposit the last that
/// it pays, with which what is too much may be kept.
pub fn treat(deposits: &[Deposit], orders: &[Order], said: Difference, press: Press<'_>) -> Result<Matched, Refusal> {
    let mut after = Matched { deposits: Vec::new(), orders: Vec::new() };
    for deposit in deposits {
        let treatment = said.of_rest().ok_or(Refusal::DifferenceUnstated { expected: 0, received: deposit.rest() })?;
        after.deposits.push(deposit.treat(treatment, press)?);
        let over = Won::new(deposit.rest()).filter(|_| treatment == RestTreatment::AcceptOver);
        let completed = |order: &&Order| {
            matches!(order.state, OrderState::Matched { deposit: by, .. } if by == deposit.id) && order.open() == 0
        };
        let last = orders.iter().find(|order| deposit.orders().last() == Some(&order.id)).filter(completed);
        match (last, over) {
            (Some(order), _) if over.is_some() || order.over.is_some() => {
                after.orders.push(order.keep_over(deposit.id, over, press.by, press.now));
            }
            (None, Some(_)) => return Err(Refusal::TreatmentDoesNotFit),
            // What was kept with an order went with its match, when another payer of it left.
            (Some(_) | None, _) => {}
        }
    }
    Ok(after)
}

/// Whether just that was said of what is left of these deposits already.
pub fn is_treated(deposits: &[Deposit], said: Difference) -> bool {
    let treatment = said.of_rest();
    treatment.is_some() && deposits.iter().all(|deposit| deposit.rest_treatment == treatment)
}

impl Difference {
    /// What it says of what is too much.
    fn of_rest(self) -> Option<RestTreatment> {
        match self {
            Self::AcceptOver => Some(RestTreatment::AcceptOver),
            Self::Credit => Some(RestTreatment::Credit),
            Self::RefundDue => Some(RestTreatment::RefundDue),
            Self::None | Self::KeepOpen | Self::AcceptShort => None,
        }
    }
}

impl Deposit {
    /// Whether something is left of it that a person may use for other orders.
    pub fn has_free_rest(&self) -> bool {
        match self.rest_treatment {
            Some(RestTreatment::Credit | RestTreatment::RefundDue) => {
                matches!(self.state, DepositState::Matched { .. })
            }
            Some(RestTreatment::AcceptOver) | None => false,
        }
    }

    fn treat(&self, treatment: RestTreatment, press: Press<'_>) -> Result<Self, Refusal> {
        match (self.state, self.rest_treatment) {
            (DepositState::Waiting | DepositState::Held(_), _) => Err(Refusal::DepositNotMatched(self.id)),
            (DepositState::Matched { .. } | DepositState::Dismissed(DismissReason::OrderCancelled), None) => {
                Err(Refusal::NothingLeft(self.id))
            }
            (DepositState::Dismissed(_), None) => Err(Refusal::RestoreFirst(self.id)),
            (DepositState::Dismissed(_), Some(_)) if treatment == RestTreatment::AcceptOver => {
                Err(Refusal::TreatmentDoesNotFit)
            }
            (DepositState::Matched { .. } | DepositState::Dismissed(_), Some(_)) => {
                let mut after = self.stepped(DepositEvent::Treated(treatment), press.by.clone(), press.now);
                after.rest_treatment = Some(treatment);
                Ok(after)
            }
        }
    }
}
