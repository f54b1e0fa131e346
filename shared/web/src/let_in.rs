//! Who was let in here a moment ago. What a call needs in any case is prepared beside its check for them, and for
//! nobody else: a stranger makes no program write.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::request::Parts;
use domain::time::MINUTE_MS;
use domain::{Timestamp, WorkspaceId};

use crate::App;
use crate::caller::{self, Membership};

/// How long one check lets the next ones be prepared for.
const STANDS_MS: i64 = 10 * MINUTE_MS;
/// So many callers are remembered; past them all are forgotten, and cost a trip more once.
const CALLERS_MAX: usize = 10_000;

/// Which callers, and when.
#[derive(Default)]
pub struct LetIn(Mutex<HashMap<Known, Timestamp>>);

/// A token, by its id, in a workspace.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Known {
    token: String,
    pub workspace: WorkspaceId,
}

impl LetIn {
    /// Notes that this caller was let in.
    pub fn note(&self, member: &Membership, now: Timestamp) {
        let mut seen = self.seen();
        if seen.len() >= CALLERS_MAX {
            seen.clear();
        }
        seen.insert(Known { token: member.caller.jti.clone(), workspace: member.id() }, now);
    }

    /// The caller, where they were let in lately to the workspace that the request names. The check is still to come.
    pub async fn expected(&self, parts: &mut Parts, app: &App) -> Option<Known> {
        let token = caller::bearer(parts, app).ok()?.jti;
        let known = Known { token, workspace: caller::workspace_of(parts).await?? };
        let at = self.seen().get(&known).copied()?;
        (app.now().ms() - at.ms() < STANDS_MS).then_some(known)
    }

    /// Forgets one whom the check turned away: their next calls prepare nothing.
    pub fn forget(&self, known: &Known) {
        self.seen().remove(known);
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<Known, Timestamp>> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
