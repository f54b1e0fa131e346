//! What a deposit's history says of it after each entry: the fold that the checks of states and of reasons share.

use domain::{Actor, DepositEvent, DepositStatus, DismissReason, Entry, HoldReason, HoldReasons, OrderId};

/// How a deposit stands after an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub status: DepositStatus,
    /// Why it is held; of a matched or dismissed one, why it is held once that is undone. `None` where the entries that
    /// tell it are gone.
    pub holds: Option<HoldReasons>,
    /// The order that it pays, and whether a rule or a policy matched them.
    pub paid: Option<(OrderId, bool)>,
    pub dismissed: Option<DismissReason>,
    /// Whether a person matched it with less than it is, so that what is left can pay others.
    pub has_rest: bool,
    /// How many returns are noted. `None`: the entries that tell it are gone.
    pub returns: Option<usize>,
}

impl Standing {
    fn of(status: DepositStatus, holds: Option<HoldReasons>) -> Self {
        Self { status, holds, paid: None, dismissed: None, has_rest: false, returns: None }
    }

    /// Held for the former reasons and these.
    fn held_again(before: Option<Self>, reason: HoldReason) -> Self {
        let former = before.and_then(|before| before.holds);
        Self::of(DepositStatus::Held, former.map(|former| former.and(reason.into())))
    }

    /// After an entry, also after one that could not follow. `None` while it is not known: before the first entry, and
    /// at the beginning of a history whose oldest entries are gone.
    pub fn after(before: Option<Self>, entry: &Entry<DepositEvent>) -> Option<Self> {
        let noted = before.and_then(|before| before.returns);
        let returns = match (&entry.what, before) {
            (DepositEvent::Received, None) => Some(0),
            (DepositEvent::Held(reasons), None) => (!reasons.contains(HoldReason::PartlyReturned)).then_some(0),
            (DepositEvent::Returned(_), _) => noted.map(|noted| noted + 1),
            (DepositEvent::ReturnUndone(_), _) => noted.and_then(|noted| noted.checked_sub(1)),
            (_, _) => noted,
        };
        let stepped = Self::stepped(before, entry, returns)?;
        let has_rest = if let DepositEvent::Matched { difference, .. } = &entry.what {
            difference.is_some_and(|more| more > 0)
        } else {
            stepped.has_rest || matches!(&entry.what, DepositEvent::OrderCancelled { others, .. } if !others.is_empty())
        };
        Some(Self { returns, has_rest, ..stepped })
    }

    /// `returns`: how many are noted then.
    fn stepped(before: Option<Self>, entry: &Entry<DepositEvent>, returns: Option<usize>) -> Option<Self> {
        let holds = before.and_then(|before| before.holds);
        Some(match &entry.what {
            DepositEvent::Received | DepositEvent::Freed(_) => {
                Self::of(DepositStatus::Waiting, Some(HoldReasons::NONE))
            }
            DepositEvent::Held(reasons) => Self::of(DepositStatus::Held, Some(*reasons)),
            DepositEvent::Cleared(taken) => Self::of(DepositStatus::Held, holds.map(|holds| holds.without(*taken))),
            // What was left of it pays others too: it stays named after the first.
            DepositEvent::Matched { .. } if before.is_some_and(|before| before.status == DepositStatus::Matched) => {
                return before;
            }
            DepositEvent::Matched { order, rule, .. } => {
                let by_itself = rule.is_some() || matches!(entry.by, Actor::Policy(_));
                Self { paid: Some((*order, by_itself)), ..Self::of(DepositStatus::Matched, holds) }
            }
            DepositEvent::Dismissed(reason) => {
                Self { dismissed: Some(*reason), ..Self::of(DepositStatus::Dismissed, holds) }
            }
            DepositEvent::Restored if holds.is_some_and(HoldReasons::is_empty) => {
                Self::of(DepositStatus::Held, Some(HoldReason::Restored.into()))
            }
            DepositEvent::Restored => Self::of(DepositStatus::Held, holds),
            DepositEvent::Unmatched { .. } => Self::held_again(before, HoldReason::UnmatchedByHand),
            DepositEvent::OrderCancelled { order, others, treatment } => match (others.first(), before) {
                (Some(first), Some(before)) => {
                    let paid = before.paid.map(|(paid, rule)| (if paid == *order { *first } else { paid }, rule));
                    Self { paid, ..before }
                }
                (Some(_), None) => return None,
                (None, _) => {
                    let held = Self::held_again(before, HoldReason::OrderCancelled);
                    let dismissed = treatment.map(|_| DismissReason::OrderCancelled);
                    let status = if dismissed.is_some() { DepositStatus::Dismissed } else { held.status };
                    Self { dismissed, status, ..held }
                }
            },
            DepositEvent::Reversed { .. } => Self::held_again(before, HoldReason::Reversed),
            DepositEvent::Returned(_) => {
                let holds = holds.map(|holds| holds.and(HoldReason::PartlyReturned.into()));
                return before.map(|before| Self { holds, ..before });
            }
            DepositEvent::ReturnUndone(_) => {
                let before = before?;
                let left = holds.zip(returns).map(|(holds, noted)| match noted {
                    0 => holds.without(HoldReason::PartlyReturned.into()),
                    _ => holds,
                });
                let is_held = before.status == DepositStatus::Held;
                Self { holds: left.map(|left| if is_held { left.or_restored() } else { left }), ..before }
            }
            DepositEvent::Treated(_) => return before,
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
