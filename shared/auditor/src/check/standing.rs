//! What a deposit's history says of it after each entry: the fold that the checks of states and of reasons share.

use domain::{DepositEvent, DepositStatus, DismissReason, Entry, HoldReason, HoldReasons, OrderId};

/// How a deposit stands after an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub status: DepositStatus,
    /// Why it is held; of a matched or dismissed one, why it is held once that is undone. `None` where the entries that
    /// tell it are gone.
    pub holds: Option<HoldReasons>,
    /// The order that it pays, and whether a rule matched them.
    pub paid: Option<(OrderId, bool)>,
    pub dismissed: Option<DismissReason>,
}

impl Standing {
    fn of(status: DepositStatus, holds: Option<HoldReasons>) -> Self {
        Self { status, holds, paid: None, dismissed: None }
    }

    /// Held for the former reasons and these.
    fn held_again(before: Option<Self>, reason: HoldReason) -> Self {
        let former = before.and_then(|before| before.holds);
        Self::of(DepositStatus::Held, former.map(|former| former.and(reason.into())))
    }

    /// After an entry, also after one that could not follow. `None` while it is not known: before the first entry, and
    /// at the beginning of a history whose oldest entries are gone.
    pub fn after(before: Option<Self>, entry: &Entry<DepositEvent>) -> Option<Self> {
        let holds = before.and_then(|before| before.holds);
        Some(match &entry.what {
            DepositEvent::Received | DepositEvent::Freed(_) => {
                Self::of(DepositStatus::Waiting, Some(HoldReasons::NONE))
            }
            DepositEvent::Held(reasons) => Self::of(DepositStatus::Held, Some(*reasons)),
            DepositEvent::Cleared(taken) => Self::of(DepositStatus::Held, holds.map(|holds| holds.without(*taken))),
            DepositEvent::Matched { order, rule, .. } => {
                Self { paid: Some((*order, rule.is_some())), ..Self::of(DepositStatus::Matched, holds) }
            }
            DepositEvent::Dismissed(reason) => {
                Self { dismissed: Some(*reason), ..Self::of(DepositStatus::Dismissed, holds) }
            }
            DepositEvent::Restored if holds.is_some_and(HoldReasons::is_empty) => {
                Self::of(DepositStatus::Held, Some(HoldReason::Restored.into()))
            }
            DepositEvent::Restored => Self::of(DepositStatus::Held, holds),
            DepositEvent::Unmatched { .. } => Self::held_again(before, HoldReason::UnmatchedByHand),
            DepositEvent::OrderCancelled { order, others } => match (others.first(), before) {
                (Some(first), Some(before)) => {
                    let paid = before.paid.map(|(paid, rule)| (if paid == *order { *first } else { paid }, rule));
                    Self { paid, ..before }
                }
                (Some(_), None) => return None,
                (None, _) => Self::held_again(before, HoldReason::OrderCancelled),
            },
            DepositEvent::Reversed { .. } => Self::held_again(before, HoldReason::Reversed),
            DepositEvent::Reported | DepositEvent::Linked(_) | DepositEvent::RefundSeen | DepositEvent::Redacted => {
                return before;
            }
        })
    }
}

/// How it stands after each of the entries: `(before, entry, after)`.
pub fn path(
    history: &[Entry<DepositEvent>],
) -> impl Iterator<Item = (Option<Standing>, &Entry<DepositEvent>, Option<Standing>)> {
    history.iter().scan(None, |state, entry| {
        let before = *state;
        *state = Standing::after(before, entry);
        Some((before, entry, *state))
    })
}

/// How it stands at the end.
pub fn last(history: &[Entry<DepositEvent>]) -> Option<Standing> {
    history.iter().fold(None, Standing::after)
}
