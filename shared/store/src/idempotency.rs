//! Requests that a caller marked with a key, so that a repeat is answered as the first was (IETF draft
//! "The Idempotency-Key HTTP Header Field").
//!
//! Invariant: an answer that tells of something made is kept by the transaction that makes it ([`Store::keeping`]), and
//! only while the try that makes it still has the key. So a key makes one thing at most, whichever reply is lost.

use std::sync::Arc;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{Timestamp, UserId};

use crate::expression::{Expression, n, s};
use crate::key::{self, Key};
use crate::record::FORMAT;
use crate::record::idempotency::{IdempotencyRecord, State};
use crate::record::{decode, name_of};
use crate::transact::Verdict;
use crate::{Store, StoreError};

/// How long an answer is kept, in milliseconds.
pub const KEPT_MS: i64 = DAY_MS;
/// After so many milliseconds a request that never ended is taken for dead, and the same one may run again. Above the
/// longest time-out of a function.
pub const DEAD_AFTER_MS: i64 = MINUTE_MS;

/// SHA-256 of a key, or of a request.
pub type Hash = [u8; 32];

/// One try of a request under a key of a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt {
    pub user: UserId,
    pub key: Hash,
    pub started: Timestamp,
    /// Random bytes, which tell it from any other try that began in the same millisecond.
    pub nonce: [u8; 16],
}

impl Attempt {
    /// As long as the key is this try's, and not answered yet.
    fn running(&self) -> Expression {
        Expression::all(&["#started_at = :started", "#attempt = :attempt", "#state = :running"])
            .value(":started", n(self.started.ms()))
            .value(":attempt", bytes(&self.nonce))
            .value(":running", s(State::Running.code()))
    }
}

/// The answer of a try, sealed: to be kept with what it tells of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptAnswer {
    pub of: Attempt,
    pub sealed: Vec<u8>,
}

impl KeptAnswer {
    fn key(&self) -> Key {
        key::idempotency(self.of.user, &self.of.key)
    }

    fn write(&self) -> Expression {
        self.of
            .running()
            .update("SET #state = :answered, #answer = :answer")
            .value(":answered", s(State::Answered.code()))
            .value(":answer", bytes(&self.sealed))
    }

    /// What became of a transaction that kept this answer at its last position: what it was to make is judged by the
    /// rest, but only while this try has the key.
    fn judge(&self, verdict: Verdict) -> Result<Verdict, StoreError> {
        let Verdict::Refused(mut slots) = verdict else { return Ok(Verdict::Committed) };
        let Some(stands) = slots.pop().flatten() else { return Ok(Verdict::Refused(slots)) };
        let record = stands.map(decode::<IdempotencyRecord>).transpose()?;
        match record.is_some_and(|record| record.is_answered_by(&self.of.nonce)) {
            // Our own commit, its reply lost.
            true => Ok(Verdict::Committed),
            // Whatever refused besides may be what the other try has made.
            false => Err(StoreError::Contended),
        }
    }
}

/// What a key says of a request that is about to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Claim {
    /// It runs, for the first time or after one that died.
    Acquired,
    /// The same request runs at this moment.
    InProgress,
    /// The key stands for another request.
    Mismatch,
    /// The same request was answered so: the answer as it was kept, sealed.
    Replay(Vec<u8>),
}

impl Store {
    /// A store whose transaction keeps this answer too, or is refused as contended once another try has the key. For
    /// one commit: a second would be taken for the first. One update more in it, 2 write units for each started KB of
    /// the answer.
    #[must_use]
    pub fn keeping(&self, answer: Option<KeptAnswer>) -> Self {
        Self { answer: answer.map(Arc::new), ..self.clone() }
    }

    /// Writes all or nothing, and with it the answer that is to be kept.
    pub(crate) async fn transact(&self, mut writes: Vec<TransactWriteItem>) -> Result<Verdict, StoreError> {
        let Some(answer) = &self.answer else { return self.transact_all(writes).await };
        writes.push(self.update(&answer.key(), &answer.write())?);
        answer.judge(self.transact_all(writes).await?)
    }

    /// Begins a try of a request. 1 write unit.
    pub async fn begin_once(&self, this: &Attempt, request: &Hash) -> Result<Claim, StoreError> {
        let now = this.started;
        let free = "(attribute_not_exists(#PK) OR #expires_at <= :now \
            OR (#state = :running AND #started_at <= :dead AND #request = :request))";
        let expression = Expression::all(&[free])
            .update(
                "SET #state = :running, #request = :request, #started_at = :now, #attempt = :attempt, \
                 #expires_at = :end, #ttl = :ttl, #fmt = :fmt REMOVE #answer",
            )
            .value(":now", n(now.ms()))
            .value(":dead", n(now.ms() - DEAD_AFTER_MS))
            .value(":running", s(State::Running.code()))
            .value(":request", bytes(request))
            .value(":attempt", bytes(&this.nonce))
            .value(":end", n(now.plus_ms(KEPT_MS).ms()))
            .value(":ttl", n(now.plus_ms(KEPT_MS).seconds()))
            .value(":fmt", n(FORMAT));
        let Some(stands) = self.update_one(&key::idempotency(this.user, &this.key), &expression).await? else {
            return Ok(Claim::Acquired);
        };
        // Gone between the refusal and its image: as good as running, the caller comes again.
        let Some(item) = stands else { return Ok(Claim::InProgress) };
        let name = name_of(&item);
        let record = decode::<IdempotencyRecord>(item)?;
        match (record.is_of(request), record.state(), &record.answer) {
            (false, _, _) => Ok(Claim::Mismatch),
            // Our own write, its reply lost.
            (true, Some(State::Running), _) if record.is_of_try(&this.nonce) => Ok(Claim::Acquired),
            (true, Some(State::Running), _) => Ok(Claim::InProgress),
            (true, Some(State::Answered), Some(answer)) => Ok(Claim::Replay(answer.clone())),
            (true, _, _) => {
                Err(StoreError::Corrupt { key: name, what: "its state and answer do not agree".to_owned() })
            }
        }
    }

    /// Keeps an answer by itself, unless another try has the key.
    pub async fn keep_answer(&self, answer: &KeptAnswer) -> Result<(), StoreError> {
        self.update_one(&answer.key(), &answer.write()).await.map(drop)
    }

    /// Forgets a try that was not answered: the same key may try again.
    pub async fn forget_request(&self, this: &Attempt) -> Result<(), StoreError> {
        let forget = self.delete(&key::idempotency(this.user, &this.key), &this.running())?;
        self.transact(vec![forget]).await.map(drop)
    }
}

fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}
