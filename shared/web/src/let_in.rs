//! Who was let in here a moment ago. What a call needs in any case is prepared beside its check for them, and for nobody
//! else: a stranger makes no program write.

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

/// By the id of the token, and the workspace.
#[derive(Default)]
pub struct LetIn(Mutex<HashMap<(String, WorkspaceId), Timestamp>>);

impl LetIn {
    /// Notes that this caller was let in.
    pub fn note(&self, member: &Membership, now: Timestamp) {
        let mut seen = self.seen();
        if seen.len() >= CALLERS_MAX {
            seen.clear();
        }
        seen.insert((member.caller.jti.clone(), member.id()), now);
    }

    /// The workspace that the request names, where its caller was let in lately. The check is still to come.
    pub async fn expected(&self, parts: &mut Parts, app: &App) -> Option<WorkspaceId> {
        let token = caller::bearer(parts, app).ok()?;
        let workspace = caller::workspace_of(parts).await??;
        let at = self.seen().get(&(token.jti, workspace)).copied()?;
        (app.now().ms() - at.ms() < STANDS_MS).then_some(workspace)
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<(String, WorkspaceId), Timestamp>> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
