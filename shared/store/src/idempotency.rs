//! Requests that a caller marked with a key, so that a repeat is answered as the first was (IETF draft
//! "The Idempotency-Key HTTP Header Field").
//!
//! Invariant: an answer that tells of something made is kept by the transaction that makes it ([`Store::keeping`]), and only
//! while the try that makes it still has the key. So a key makes one thing at most, whichever reply is lost.

use std::sync::Arc;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{Timestamp, UserId};

use crate::expression::{Expression, n, s};
use crate::record::FORMAT;
use crate::record::idempotency::{IdempotencyRecord, State};
use crate::record::{decode, name_of};
use crate::transact::Verdict;
use crate::{Store, StoreError, key};

/// How long an answer is kept, in milliseconds.
pub const KEPT_MS: i64 = DAY_MS;
/// After so many milliseconds a request that never ended is taken for dead, and the same one may run again. Above the
/// longest time-out of a function.
pub const DEAD_AFTER_MS: i64 = MINUTE_MS;

/// SHA-256 of a key, or of a request.
pub type Hash = [u8; 32];

/// One try of a request under a key of a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Try {
    pub user: UserId,
    pub key: Hash,
    pub started: Timestamp,
    /// Random bytes, which tell it from any other try that began in the same millisecond.
    pub nonce: [u8; 16],
}

impl Try {
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
pub struct Answer {
    pub of: Try,
    pub sealed: Vec<u8>,
}

impl Answer {
    fn write(&self) -> Expression {
        self.of
            .running()
            .update("SET #state = :answered, #answer = :answer")
            .value(":answered", s(State::Answered.code()))
            .value(":answer", bytes(&self.sealed))
    }
}

/// What a key says of a request that is about to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Begun {
    /// It runs, for the first time or after one that died.
    Now,
    /// The same request runs at this moment.
    Running,
    /// The key stands for another request.
    Another,
    /// The same request was answered so: the answer as it was kept, sealed.
    Answered(Vec<u8>),
}

impl Store {
    /// A store whose transactions each keep this answer too, or are refused as contended once another try has the key.
    /// One update more in the same transaction, 2 write units for each started KB of the answer.
    #[must_use]
    pub fn keeping(&self, answer: Option<Answer>) -> Self {
        Self { answer: answer.map(Arc::new), ..self.clone() }
    }

    /// The write that keeps the answer, if there is one to keep.
    pub(crate) fn kept(&self) -> Result<Option<TransactWriteItem>, StoreError> {
        let write =
            |answer: &Arc<Answer>| self.update(&key::idempotency(answer.of.user, &answer.of.key), &answer.write());
        self.answer.as_ref().map(write).transpose()
    }

    /// What became of a transaction that kept the answer at its last position.
    pub(crate) fn with_answer_judged(&self, verdict: Verdict) -> Result<Verdict, StoreError> {
        let (Some(answer), Verdict::Refused(mut slots)) = (&self.answer, verdict) else {
            return Ok(Verdict::Committed);
        };
        let Some(stands) = slots.pop().flatten() else { return Ok(Verdict::Refused(slots)) };
        let record = stands.map(decode::<IdempotencyRecord>).transpose()?;
        if record.is_some_and(|record| record.is_answered_by(&answer.of.nonce)) {
            // Our own commit, its reply lost.
            return Ok(Verdict::Committed);
        }
        match slots.iter().any(Option::is_some) {
            true => Ok(Verdict::Refused(slots)),
            false => Err(StoreError::Contended),
        }
    }

    /// Begins a try of a request. 1 write unit.
    pub async fn begin_once(&self, this: &Try, request: &Hash) -> Result<Begun, StoreError> {
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
            return Ok(Begun::Now);
        };
        // Gone between the refusal and its image: as good as running, the caller comes again.
        let Some(item) = stands else { return Ok(Begun::Running) };
        let name = name_of(&item);
        let record = decode::<IdempotencyRecord>(item)?;
        match (record.is_of(request), record.state(), &record.answer) {
            (false, _, _) => Ok(Begun::Another),
            // Our own write, its reply lost.
            (true, Some(State::Running), _) if record.is_of_try(&this.nonce) => Ok(Begun::Now),
            (true, Some(State::Running), _) => Ok(Begun::Running),
            (true, Some(State::Answered), Some(answer)) => Ok(Begun::Answered(answer.clone())),
            (true, _, _) => {
                Err(StoreError::Corrupt { key: name, what: "its state and answer do not agree".to_owned() })
            }
        }
    }

    /// Keeps an answer by itself, unless another try has the key.
    pub async fn keep_answer(&self, answer: &Answer) -> Result<(), StoreError> {
        let key = key::idempotency(answer.of.user, &answer.of.key);
        self.update_one(&key, &answer.write()).await.map(drop)
    }

    /// Forgets a try that was not answered: the same key may try again.
    pub async fn forget_request(&self, this: &Try) -> Result<(), StoreError> {
        let forget = self.delete(&key::idempotency(this.user, &this.key), &this.running())?;
        self.transact(vec![forget]).await.map(drop)
    }
}

fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}
