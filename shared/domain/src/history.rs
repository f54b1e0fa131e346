//! History: every change of an order or a deposit, kept inside the item itself, so that its whole story is one read
//! and no audit record can be missing.

use strum::{EnumDiscriminants, EnumIter, IntoStaticStr};

use crate::hold::{DismissReason, HoldReasons};
use crate::{ClosedSet, DepositId, OrderId, PolicyKind, RestTreatment, Rule, Timestamp, UserId, Won};

/// How many entries an item keeps: the newest.
pub const KEPT: usize = 50;

/// One change of an order ([`OrderEvent`]) or of a deposit ([`DepositEvent`]).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry<E> {
    pub at: Timestamp,
    pub by: Actor,
    pub what: E,
}

/// Who made a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A person, on the dashboard.
    User(UserId),
    /// A program, by an API token: whose it is, and its number.
    Token(UserId, u64),
    /// The matcher, by the rules.
    Auto,
    /// The matcher, by a policy that the owner switched on.
    Policy(PolicyKind),
    /// The sweeper, by the clock.
    Sweeper,
    /// Whoever runs LunePay, by a command of theirs.
    Operator,
}

impl Actor {
    /// `user:1`, `token:1/7`, `auto`, `policy:short`, `sweeper`, `operator`.
    pub fn code(&self) -> String {
        match self {
            Self::User(user) => format!("user:{user}"),
            Self::Token(user, number) => format!("token:{user}/{number}"),
            Self::Auto => "auto".to_owned(),
            Self::Policy(policy) => policy.rule().to_owned(),
            Self::Sweeper => "sweeper".to_owned(),
            Self::Operator => "operator".to_owned(),
        }
    }

    /// The actor of a code.
    pub fn parse(code: &str) -> Option<Self> {
        match code.split_once(':') {
            None if code == "auto" => Some(Self::Auto),
            None if code == "sweeper" => Some(Self::Sweeper),
            None if code == "operator" => Some(Self::Operator),
            Some(("policy", policy)) => PolicyKind::parse(policy).map(Self::Policy),
            Some(("user", user)) => UserId::parse(user).map(Self::User),
            Some(("token", token)) => {
                let (user, number) = token.split_once('/')?;
                Some(Self::Token(UserId::parse(user)?, number.parse().ok()?))
            }
            None | Some(_) => None,
        }
    }
}

/// A change of an order. The first entry of an order is `Placed`.
#[derive(Clone, PartialEq, Eq, Debug, EnumDiscriminants)]
#[strum_discriminants(name(OrderEventKind), derive(EnumIter, IntoStaticStr), strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "What happened to an order, as the API names it.")]
pub enum OrderEvent {
    Placed,
    /// Fields changed; the state did not.
    Amended(Vec<Change>),
    /// It was paid by this deposit. `rule` is `None` for a match by hand. `difference`: how much more than its amount
    /// was received for it, in KRW, less below zero; `None` in entries from before that was told.
    Matched {
        deposit: DepositId,
        rule: Option<Rule>,
        difference: Option<i64>,
    },
    /// This deposit paid a part of it, and it stays open. `difference`: how much more than its amount it has received
    /// by then, in KRW: below zero.
    PartiallyPaid {
        deposit: DepositId,
        difference: i64,
    },
    /// A part that this deposit had paid was taken from it, while it was not MATCHED. `difference`: as above.
    PaymentRemoved {
        deposit: DepositId,
        difference: i64,
    },
    /// A person accepted what is missing of it: it is MATCHED by what it has received, of which this deposit paid the
    /// first part. `difference`: as above.
    Settled {
        deposit: DepositId,
        difference: i64,
    },
    /// While it is MATCHED a person said that what this deposit is too much is kept with it, or no longer.
    /// `difference`: how much more than its amount is received for it then.
    OverChanged {
        deposit: DepositId,
        difference: i64,
    },
    /// Its match was undone.
    Unmatched {
        deposit: DepositId,
    },
    /// The bank took back the deposit that had paid it.
    Reversed {
        deposit: DepositId,
    },
    /// `received`: what had been paid of it, which pays nothing from now on.
    Cancelled {
        received: Option<Won>,
    },
    /// Its deadline passed.
    Expired,
    /// It waits again.
    Reopened,
    /// Its customer fields were forgotten when their time was over.
    Redacted,
}

impl OrderEvent {
    /// How much more than its amount the order had received then, where the entry tells it, in KRW.
    pub fn difference(&self) -> Option<i64> {
        match self {
            Self::Matched { difference, .. } => *difference,
            Self::PartiallyPaid { difference, .. } | Self::PaymentRemoved { difference, .. } => Some(*difference),
            Self::Settled { difference, .. } | Self::OverChanged { difference, .. } => Some(*difference),
            Self::Placed | Self::Amended(_) | Self::Unmatched { .. } | Self::Reversed { .. } => None,
            Self::Cancelled { .. } | Self::Expired | Self::Reopened | Self::Redacted => None,
        }
    }
}

/// A change of a deposit. The first entry of a deposit is `Received` or `Held`; one that was paired as it came has
/// `Received` and `Matched` of one instant.
#[derive(Clone, PartialEq, Eq, Debug, EnumDiscriminants)]
#[strum_discriminants(name(DepositEventKind), derive(EnumIter, IntoStaticStr), strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "What happened to a deposit, as the API names it.")]
pub enum DepositEvent {
    /// It was recorded and waits.
    Received,
    /// It waits for a person from now on: all the reasons.
    Held(HoldReasons),
    /// These reasons were taken away, and others are left.
    Cleared(HoldReasons),
    /// These reasons were taken away, and none is left: it waits.
    Freed(HoldReasons),
    /// Another report of its transfer came, and was noted.
    Reported,
    /// Another deposit may be this very money.
    Linked(DepositId),
    /// It paid this order, and with one press these others. `rule` is `None` for a match by hand; `difference`: how
    /// much more it is than they ask for together, as in an order's entry.
    Matched { order: OrderId, others: Vec<OrderId>, rule: Option<Rule>, difference: Option<i64> },
    /// Its match with this order, and with these others, was undone: it is held.
    Unmatched { order: OrderId, others: Vec<OrderId> },
    /// The order that it paid a part of was cancelled: it is held, or dismissed where the person said what becomes of
    /// its money. While it pays these others it stays matched. `treatment`: what becomes of that part, if it was said.
    OrderCancelled { order: OrderId, others: Vec<OrderId>, treatment: Option<RestTreatment> },
    /// What becomes of what is left of it, from now on.
    Treated(RestTreatment),
    /// A person noted that so much of it was sent back.
    Returned(Won),
    /// A person took that note back: so much was not sent back.
    ReturnUndone(Won),
    /// A person said that it pays nothing.
    Dismissed(DismissReason),
    /// The dismissal was undone: it is held.
    Restored,
    /// The bank took it back. `order`: the one that it had paid, and `others` with it.
    Reversed { order: Option<OrderId>, others: Vec<OrderId> },
    /// Money of its name and amount went out again.
    RefundSeen,
    /// Its message was forgotten when its time was over.
    Redacted,
}

/// A field of an order that can change, by its name in the API.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum OrderField {
    Amount,
    DepositorName,
    ExpiresAt,
    CustomerEmail,
    CustomerPhone,
    Memo,
    Metadata,
}

impl OrderField {
    /// Whether it is what a deposit must fit; the others tell of the customer.
    pub fn is_of_the_payment(self) -> bool {
        match self {
            Self::Amount | Self::DepositorName | Self::ExpiresAt => true,
            Self::CustomerEmail | Self::CustomerPhone | Self::Memo | Self::Metadata => false,
        }
    }
}

/// A changed field. Customer fields are named without their values: history is for audit, not a copy of personal data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub field: OrderField,
    /// What stood there, in its text form, where it may be kept.
    pub from: Option<String>,
    /// What stands there now, in its text form, where it may be kept.
    pub to: Option<String>,
}

/// Appends an entry, keeping the newest [`KEPT`].
pub fn append<E>(history: &mut Vec<Entry<E>>, entry: Entry<E>) {
    history.push(entry);
    if history.len() > KEPT {
        history.drain(..history.len() - KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_entries_are_kept() {
        let mut history = Vec::new();
        for n in 0..60 {
            append(&mut history, Entry { at: Timestamp::from_ms(n), by: Actor::Auto, what: OrderEvent::Expired });
        }
        assert_eq!((history.len(), history[0].at.ms(), history[49].at.ms()), (KEPT, 10, 59));
    }

    #[test]
    fn an_actor_survives_its_text_form() {
        let user = UserId::new(7).unwrap();
        let policies = PolicyKind::all().map(Actor::Policy);
        let others = [Actor::User(user), Actor::Token(user, 3), Actor::Auto, Actor::Sweeper, Actor::Operator];
        for actor in policies.chain(others) {
            assert_eq!(Actor::parse(&actor.code()), Some(actor));
        }
        for bent in ["", "root", "user:", "user:0", "token:1", "token:1/x", "robot:1", "policy:all"] {
            assert_eq!(Actor::parse(bent), None, "{bent:?}");
        }
    }
}
