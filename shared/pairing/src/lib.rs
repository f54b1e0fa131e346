//! The use cases that the HTTP handlers, the matcher and the sweeper share: place, receive, amend, unmatch, match by
//! hand, expire, settle, resolve, reread, retain, remind. The domain decides, the store writes.
//!
//! The protocol is *write, then look*: each side first commits itself with its waiting entry, then looks with a
//! consistent read, and pairs by one transaction. Whoever commits second sees the first, so no pair is missed, without
//! locks. [`Pairing::settle`] is the one way to look, and follows every change that adds or removes a waiting entry or
//! changes what the choice reads.
//!
//! Deliberately not here: the first reading of a message and the search for its account (`functions/matcher`), JSON and
//! HTTP.

mod amend;
pub mod arrived;
mod backtest;
mod by_hand;
mod cut;
mod decide;
mod equals;
mod evidence;
mod expire;
mod fingerprint;
mod formats;
mod incoming;
mod judge;
mod known;
mod notices;
mod overdraft;
pub mod passes;
mod place;
mod policies;
mod prefetch;
mod proposals;
mod receive;
mod received;
mod remind;
mod reread;
mod resolve;
mod retain;
mod returning;
mod reversal;
mod revisit;
mod senders;
mod settle;
pub mod telling;
mod twins;
mod watch;

pub use arrived::Arrived;
pub use backtest::Tested;
pub use by_hand::{Asked, Match};
pub use decide::Decision;
pub use fingerprint::{fingerprint, message_fingerprint};
pub use formats::{Explained, Tried, UsedFormat, explained, may_teach, new_format};
pub use incoming::{Evidence, Identity, Incoming, Typed};
pub use known::{KnownAccounts, Sought};
pub use place::{Placed, Prepared};
pub use prefetch::Prefetched;
pub use proposals::{Accepted, Work};
pub use resolve::Resolved;
pub use reversal::Reversal;
pub use settle::{LookScope, Settled};

use std::sync::Arc;

use domain::{Clock, Refusal, Timestamp};
use store::{Store, StoreError};

/// How often one operation tries again after it lost a race.
pub const TRIES: usize = 8;
/// How old a choice may be, in milliseconds, when its transaction is sent; an older one is made again.
pub const CHOICE_GOOD_FOR_MS: i64 = 1_000;

/// The use cases over one store and one clock.
#[derive(Clone)]
pub struct Pairing {
    pub store: Store,
    /// The accounts that this program found last.
    pub accounts: Arc<KnownAccounts>,
    clock: Clock,
}

/// Why an operation did not happen.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PairingError {
    /// The rules refuse it. Nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The workspace has no such order.
    #[error("no such order")]
    NoSuchOrder,
    /// The workspace has no such deposit.
    #[error("no such deposit")]
    NoSuchDeposit,
    /// The workspace has no such message.
    #[error("no such message")]
    NoSuchMessage,
    /// The message was resolved by another call meanwhile: read it again.
    #[error("the message was resolved meanwhile")]
    MessageMoved,
    /// The workspace takes no messages and no writes: it is deactivated.
    #[error("the workspace is deactivated")]
    Deactivated,
    /// The workspace takes messages over its phones' URLs only, and this one came over the open URL.
    #[error("the workspace takes messages over its phones only")]
    IntakeKeyed,
    /// The table or the queue failed. Try later.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Pairing {
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, accounts: Arc::default(), clock }
    }

    /// Where the time comes from.
    pub fn clock(&self) -> Clock {
        Clock::clone(&self.clock)
    }

    /// The time, now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}
