//! HTTP manners that every endpoint shares: who is calling and what they may do (`caller`), what is prepared for them
//! beside the check (`let_in`), how often (`calls`), fields
//! (`field`), bodies (`form`, `body`, `account`), pages (`page`), answers that are kept for a repeat (`idempotency`,
//! `answer`), problems (`problem`), tokens (`token`), unknown query parameters (`parameters`), pages of other sites
//! (`foreign`), and how a group of endpoints becomes a Lambda (`serve`).
//!
//! Deliberately not here: any endpoint, and any rule of orders and deposits.

pub mod account;
pub mod answer;
pub mod body;
pub mod caller;
pub mod calls;
mod code;
pub mod field;
pub mod foreign;
pub mod form;
pub mod hs256;
pub mod idempotency;
mod let_in;
pub mod page;
mod parameters;
pub mod problem;
pub mod serve;
pub mod token;
pub mod wait_breaker;

use std::sync::Arc;

use domain::Timestamp;
use pairing::Pairing;
use store::Store;

pub use calls::Calls;
pub use let_in::LetIn;
pub use problem::{Code, FieldError, Problem};
pub use runtime::keys;
pub use runtime::reset;
pub use runtime::{CallLimit, Keys, Policy, Purpose};
pub use wait_breaker::WaitBreaker;

/// What every handler works with.
#[derive(Clone)]
pub struct App {
    pub pairing: Pairing,
    pub keys: Arc<Keys>,
    pub policy: Policy,
    /// The calls that this program let pass.
    pub calls: Arc<Calls>,
    /// The callers that this program let in.
    pub let_in: Arc<LetIn>,
    /// Whether webhook calls wait for the matcher.
    pub wait_breaker: Arc<WaitBreaker>,
}

impl App {
    pub fn new(pairing: Pairing, keys: Keys, policy: Policy) -> Self {
        let keys = Arc::new(keys);
        Self { pairing, keys, policy, calls: Arc::default(), let_in: Arc::default(), wait_breaker: Arc::default() }
    }

    pub fn store(&self) -> &Store {
        &self.pairing.store
    }

    pub fn now(&self) -> Timestamp {
        self.pairing.now()
    }
}
