//! Requests that a caller marked with a key, so that a repeat is answered as the first was (IETF draft
//! "The Idempotency-Key HTTP Header Field").

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{Timestamp, UserId};

use crate::expression::{Expression, n, s};
use crate::key::Key;
use crate::record::FORMAT;
use crate::record::idempotency::{IdempotencyRecord, State};
use crate::record::{decode, name_of};
use crate::{Store, StoreError, key};

/// How long an answer is kept, in milliseconds.
pub const KEPT_MS: i64 = DAY_MS;
/// After so many milliseconds a request that never ended is taken for dead, and the same one may run again. Above the
/// longest time-out of a function.
pub const DEAD_AFTER_MS: i64 = MINUTE_MS;

/// SHA-256 of a key, or of a request.
pub type Hash = [u8; 32];

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
    /// Begins a request under a key of a user. 1 write unit.
    pub async fn begin_once(
        &self,
        user: UserId,
        key: &Hash,
        request: &Hash,
        now: Timestamp,
    ) -> Result<Begun, StoreError> {
        let free = "(attribute_not_exists(#PK) OR #expires_at <= :now \
            OR (#state = :running AND #started_at <= :dead AND #request = :request))";
        let expression = Expression::all(&[free])
            .update(
                "SET #state = :running, #request = :request, #started_at = :now, #expires_at = :end, #ttl = :ttl, \
                 #fmt = :fmt REMOVE #answer",
            )
            .value(":now", n(now.ms()))
            .value(":dead", n(now.ms() - DEAD_AFTER_MS))
            .value(":running", s(State::Running.code()))
            .value(":request", bytes(request))
            .value(":end", n(now.plus_ms(KEPT_MS).ms()))
            .value(":ttl", n(now.plus_ms(KEPT_MS).seconds()))
            .value(":fmt", n(FORMAT));
        let Some(stands) = self.update_one(&key::idempotency(user, key), &expression).await? else {
            return Ok(Begun::Now);
        };
        // Gone between the refusal and its image: as good as running, the caller comes again.
        let Some(item) = stands else { return Ok(Begun::Running) };
        let name = name_of(&item);
        let record = decode::<IdempotencyRecord>(item)?;
        match (record.is_of(request), record.state(), record.answer) {
            (false, _, _) => Ok(Begun::Another),
            (true, Some(State::Running), _) => Ok(Begun::Running),
            (true, Some(State::Answered), Some(answer)) => Ok(Begun::Answered(answer)),
            (true, _, _) => {
                Err(StoreError::Corrupt { key: name, what: "its state and answer do not agree".to_owned() })
            }
        }
    }

    /// Keeps the answer of the request that began at `started`, unless another took its place.
    pub async fn keep_answer(
        &self,
        user: UserId,
        key: &Hash,
        started: Timestamp,
        answer: &[u8],
    ) -> Result<(), StoreError> {
        let expression = Expression::all(&["#started_at = :started"])
            .update("SET #state = :answered, #answer = :answer")
            .value(":started", n(started.ms()))
            .value(":answered", s(State::Answered.code()))
            .value(":answer", bytes(answer));
        self.update_one(&key::idempotency(user, key), &expression).await?;
        Ok(())
    }

    /// Forgets the request that began at `started`: it changed nothing, and the same key may try again.
    pub async fn forget_request(&self, user: UserId, key: &Hash, started: Timestamp) -> Result<(), StoreError> {
        let key: Key = key::idempotency(user, key);
        let ours = Expression::all(&["#started_at = :started"]).value(":started", n(started.ms()));
        self.transact(vec![self.delete(&key, &ours)?]).await?;
        Ok(())
    }
}

fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}
