//! History: every change of an order or a deposit, kept inside the item itself, so that its whole story is one read
//! and no audit record can be missing.

use crate::hold::{DismissReason, HoldReasons};
use crate::{DepositId, OrderId, Rule, Timestamp, UserId};

/// How many entries an item keeps: the newest.
pub const KEPT: usize = 50;

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub at: Timestamp,
    pub by: Actor,
    pub what: What,
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
    /// The sweeper, by the clock.
    Sweeper,
}

impl Actor {
    /// `user:1`, `token:1/7`, `auto`, `sweeper`.
    pub fn code(&self) -> String {
        match self {
            Self::User(user) => format!("user:{user}"),
            Self::Token(user, number) => format!("token:{user}/{number}"),
            Self::Auto => "auto".to_owned(),
            Self::Sweeper => "sweeper".to_owned(),
        }
    }

    /// The actor of a code.
    pub fn parse(code: &str) -> Option<Self> {
        match code.split_once(':') {
            None if code == "auto" => Some(Self::Auto),
            None if code == "sweeper" => Some(Self::Sweeper),
            Some(("user", user)) => UserId::parse(user).map(Self::User),
            Some(("token", token)) => {
                let (user, number) = token.split_once('/')?;
                Some(Self::Token(UserId::parse(user)?, number.parse().ok()?))
            }
            None | Some(_) => None,
        }
    }
}

/// What happened. The first entry of an order is `Placed`; of a deposit, `Received`, `Held`, or `Matched` when it was
/// paired as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The order was placed.
    Placed,
    /// Fields changed; the order's state did not.
    Amended(Vec<Change>),
    /// The order was paid by this deposit. `rule` is `None` for a match by hand.
    Paid { deposit: DepositId, rule: Option<Rule> },
    /// The order's match was undone.
    Unpaid { deposit: DepositId },
    /// The bank took back the deposit that had paid the order.
    PaymentReversed { deposit: DepositId },
    /// The order was cancelled.
    Cancelled,
    /// The order's deadline passed.
    Expired,
    /// The order waits again.
    Reopened,
    /// The deposit was recorded and waits.
    Received,
    /// The deposit waits for a person from now on: all the reasons.
    Held(HoldReasons),
    /// These reasons were taken away, and others are left.
    Cleared(HoldReasons),
    /// These reasons were taken away, and none is left: the deposit waits.
    Freed(HoldReasons),
    /// Another report of the deposit's transfer came, and was noted.
    Reported,
    /// Another deposit may be this very money.
    Linked(DepositId),
    /// A person said that the deposit pays nothing.
    Dismissed(DismissReason),
    /// The dismissal was undone: the deposit is held.
    Restored,
    /// The bank took the deposit back. `order`: the one that it had paid.
    Reversed { order: Option<OrderId> },
    /// Money of the deposit's name and amount went out again.
    RefundSeen,
    /// The deposit paid this order. `rule` is `None` for a match by hand.
    Matched { order: OrderId, rule: Option<Rule> },
    /// The deposit's match with this order was undone.
    Unmatched { order: OrderId },
    /// The order's customer fields, or the deposit's raw message, were forgotten when their time was over.
    Redacted,
}

/// A changed field. Customer fields are named without their values: history is for audit, not a copy of personal data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The field's name in the API.
    pub field: &'static str,
    /// What stood there, in its text form, where it may be kept.
    pub from: Option<String>,
    /// What stands there now, in its text form, where it may be kept.
    pub to: Option<String>,
}

/// Appends an entry, keeping the newest [`KEPT`].
pub fn append(history: &mut Vec<Entry>, entry: Entry) {
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
            append(&mut history, Entry { at: Timestamp::from_ms(n), by: Actor::Auto, what: What::Cancelled });
        }
        assert_eq!((history.len(), history[0].at.ms(), history[49].at.ms()), (KEPT, 10, 59));
    }

    #[test]
    fn an_actor_survives_its_text_form() {
        let user = UserId::new(7).unwrap();
        for actor in [Actor::User(user), Actor::Token(user, 3), Actor::Auto, Actor::Sweeper] {
            assert_eq!(Actor::parse(&actor.code()), Some(actor));
        }
        for bent in ["", "root", "user:", "user:0", "token:1", "token:1/x", "robot:1"] {
            assert_eq!(Actor::parse(bent), None, "{bent:?}");
        }
    }
}
