//! How many calls a token may make, and all tokens of a workspace together; and how every answer to a token tells it
//! (`RateLimit-Policy` and `RateLimit`, IETF draft "RateLimit header fields for HTTP").
//!
//! Counted in arrears: each program lets [`LEASE`] calls pass, then takes them out of the table's bucket by one
//! conditional write. So a call costs a fiftieth of a write; and beside the limit each program of each function may let
//! 49 calls through that it never counts. A limit that cannot be counted stops no call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::Request;
use axum::http::{Extensions, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use domain::Timestamp;
use domain::time::MINUTE_MS;
use runtime::CallLimit;
use store::bucket::{Rate, Taken};
use tokio::sync::Mutex as AsyncMutex;

use crate::caller::Caller;
use crate::{App, Problem};

/// So many calls are taken out of the table's bucket at once.
const LEASE: u32 = 50;
/// So many callers are remembered; past them, those that were away longest go first.
const CALLERS_MAX: usize = 10_000;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// What this program has let pass, by bucket.
#[derive(Default)]
pub struct Calls(Mutex<Callers>);

type Callers = HashMap<String, Arc<AsyncMutex<Counted>>>;

#[derive(Clone, Copy)]
struct Counted {
    /// Let pass since the bucket was written.
    uncounted: u32,
    /// Until when the bucket's calls are accounted for, as it was seen last.
    spent_until: Timestamp,
    /// It was empty: nothing passes before.
    shut_until: Timestamp,
    last_call: Timestamp,
}

/// What an answer tells of one limit.
#[derive(Clone, Copy)]
struct Standing {
    name: &'static str,
    limit: CallLimit,
    remaining: u32,
    /// Seconds until all of it is there again; of an empty bucket, until the next call.
    reset_s: u64,
}

/// What the answer to this request is to tell.
#[derive(Clone, Default)]
pub struct LimitsToTell(Arc<Mutex<Vec<Standing>>>);

/// Around every route: the limits that the request was counted against stand in its answer.
pub async fn tell(mut request: Request, next: Next) -> Response {
    let told = LimitsToTell::default();
    request.extensions_mut().insert(told.clone());
    let mut response = next.run(request).await;
    let told = locked(&told.0);
    let line = |one: &dyn Fn(&Standing) -> String| {
        let line = told.iter().map(one).collect::<Vec<_>>().join(", ");
        HeaderValue::from_str(&line).ok().filter(|_| !line.is_empty())
    };
    let policy = line(&|one| format!("\"{}\";q={};w={}", one.name, one.limit.burst, one.limit.window_s()));
    let limit = line(&|one| format!("\"{}\";r={};t={}", one.name, one.remaining, one.reset_s));
    for (name, value) in [(POLICY, policy), (LIMIT, limit)] {
        if let Some(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Counts the call of a token, once a request.
pub(crate) async fn count_token(app: &App, request: &Extensions, caller: &Caller) -> Result<(), Problem> {
    let bucket = format!("token#{}", caller.jti);
    count(app, request, ("token", app.policy.token_calls), bucket).await
}

/// Counts the call in a workspace that its caller is a member of, once a request.
pub(crate) async fn count_workspace(app: &App, request: &Extensions, id: domain::WorkspaceId) -> Result<(), Problem> {
    count(app, request, ("workspace", app.policy.workspace_calls), format!("workspace#{id}")).await
}

async fn count(
    app: &App,
    request: &Extensions,
    (name, limit): (&'static str, Option<CallLimit>),
    bucket: String,
) -> Result<(), Problem> {
    let (Some(limit), Some(told)) = (limit, request.get::<LimitsToTell>()) else { return Ok(()) };
    if locked(&told.0).iter().any(|one| one.name == name) {
        return Ok(());
    }
    let counted = app.calls.pass(app, limit, bucket).await;
    let standing = match counted {
        Ok(counted) => counted.standing(name, limit, app.now()),
        Err(retry_after_s) => Standing { name, limit, remaining: 0, reset_s: retry_after_s },
    };
    locked(&told.0).push(standing);
    counted.map(drop).map_err(Problem::too_many)
}

impl Calls {
    /// Lets a call pass; or in how many seconds the next one may.
    async fn pass(&self, app: &App, limit: CallLimit, bucket: String) -> Result<Counted, u64> {
        let now = app.now();
        let counted = {
            let mut callers = locked(&self.0);
            make_room(&mut callers, now);
            Arc::clone(callers.entry(bucket.clone()).or_insert_with(|| Arc::new(AsyncMutex::new(Counted::at(now)))))
        };
        // Held while the bucket is written: of calls side by side none passes uncounted.
        let mut counted = counted.lock().await;
        // The clock was set back: what was noted is of a time that is yet to come.
        if counted.last_call > now {
            *counted = Counted::at(now);
        }
        counted.last_call = now;
        let wait_s = |until: Timestamp| u64::try_from(until.ms() - now.ms()).unwrap_or(1).div_ceil(1_000);
        if counted.shut_until > now {
            return Err(wait_s(counted.shut_until));
        }
        let calls = counted.uncounted + 1;
        if calls < LEASE.min(limit.burst) {
            counted.uncounted = calls;
            return Ok(*counted);
        }
        let rate = Rate { burst: limit.burst, every_ms: limit.every_ms() };
        match app.store().take_many(&bucket, rate, calls, counted.spent_until, now).await {
            Ok((Taken::Yes, spent_until)) => *counted = Counted { spent_until, ..Counted::at(now) },
            Ok((Taken::No { wait_ms }, spent_until)) => {
                // This call does not pass; those before it are still to be counted.
                counted.spent_until = spent_until;
                counted.shut_until = now.plus_ms(wait_ms);
                return Err(wait_s(counted.shut_until));
            }
            Err(error) => {
                tracing::warn!(%error, "a limit of calls could not be counted; the call goes on");
                counted.uncounted = 0;
            }
        }
        Ok(*counted)
    }
}

impl Counted {
    /// Of a caller whose first call it is.
    fn at(now: Timestamp) -> Self {
        Self { uncounted: 0, spent_until: now, shut_until: now, last_call: now }
    }

    fn standing(&self, name: &'static str, limit: CallLimit, now: Timestamp) -> Standing {
        let every_ms = i64::from(limit.every_ms());
        let spent_ms = (self.spent_until.ms() - now.ms()).max(0) + i64::from(self.uncounted) * every_ms;
        let spent = u32::try_from(spent_ms.div_euclid(every_ms)).unwrap_or(u32::MAX);
        let reset_s = u64::try_from(spent_ms).unwrap_or(0).div_ceil(1_000);
        Standing { name, limit, remaining: limit.burst.saturating_sub(spent), reset_s }
    }
}

/// Forgets who was away for long where too many are remembered; if all are here, all: each may then let pass what was
/// not counted yet.
fn make_room(callers: &mut Callers, now: Timestamp) {
    if callers.len() >= CALLERS_MAX {
        let is_here = |counted: &Counted| counted.last_call.ms() > now.ms() - 10 * MINUTE_MS;
        // One that is locked is being counted.
        callers.retain(|_, counted| counted.try_lock().map_or(true, |counted| is_here(&counted)));
    }
    if callers.len() >= CALLERS_MAX {
        callers.clear();
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics while it is held, and numbers are whole at each moment.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_by_those_who_are_away_and_not_by_who_is_being_counted() {
        let (long_ago, now) = (Timestamp::from_ms(0), Timestamp::from_ms(11 * MINUTE_MS));
        let caller = |at| Arc::new(AsyncMutex::new(Counted::at(at)));
        let mut callers: Callers = (0..CALLERS_MAX).map(|nth| (nth.to_string(), caller(long_ago))).collect();
        let (counting, here) = (Arc::clone(&callers["7"]), caller(now));
        callers.insert("here".to_owned(), here);
        let held = counting.try_lock();
        make_room(&mut callers, now);
        drop(held);
        let mut left: Vec<_> = callers.into_keys().collect();
        left.sort();
        assert_eq!(left, ["7", "here"]);
    }
}
