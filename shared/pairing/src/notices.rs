//! Notices: whoever wants to be told of events hears of a commit, even if the program that made it dies right after.
//!
//! An event is a history entry, so the commit itself is the record of it; a notice only says where to look. It goes
//! onto the queue of events twice. *Promised*, before the commit, to be seen half a minute later: if the program dies,
//! that one finds what was committed. And *given*, after it, to be seen at once. The matcher promises nothing for its
//! own message: it comes again until it is done with, and gives its notice again.
//!
//! A workspace that has no endpoints sends neither, and one that nobody looks at counts nothing for open pages: both
//! stand on the workspace, which was read anyway.

use domain::{Audience, AuditEntry, Workspace, WorkspaceId};
use store::events::{EventTask, Notice};
use store::queue::INSURANCE_DELAY_S;
use store::{Sequence, StoreError};

use crate::Pairing;

impl Pairing {
    /// Before a commit. An error stops it: what cannot be promised is not begun, so that no event is lost.
    pub(crate) async fn promise(&self, to: Audience, notice: &Notice) -> Result<(), StoreError> {
        match to.notifies {
            true => self.store.events.send(EventTask::Notice(notice.clone()), INSURANCE_DELAY_S).await,
            false => Ok(()),
        }
    }

    /// After a commit. When it was promised, a queue that is down costs half a minute and stops nothing.
    pub(crate) async fn give(&self, to: Audience, notice: Notice, promised: bool) -> Result<(), StoreError> {
        let workspace = notice.workspace;
        let send = async {
            match to.notifies {
                true => self.store.events.send(EventTask::Notice(notice), 0).await,
                false => Ok(()),
            }
        };
        let (sent, ()) = tokio::join!(send, self.show(to, workspace));
        match sent {
            Err(error) if promised => {
                tracing::warn!(workspace.id = workspace.get(), %error, "a notice could not be given; the promised one comes");
                Ok(())
            }
            sent => sent,
        }
    }

    /// After a commit: open pages see that something changed. One that cannot be shown it finds it later by itself.
    pub(crate) async fn show(&self, to: Audience, workspace: WorkspaceId) {
        // On the heap: every commit's future would hold it.
        if to.watches(self.now())
            && let Err(error) = Box::pin(self.store.next_id(Sequence::Change(workspace), Some)).await
        {
            tracing::warn!(workspace.id = workspace.get(), %error, "open pages could not be shown a change");
        }
    }

    /// Commits a change of management, and tells the endpoints of its entries. `workspace` is as it was before.
    pub async fn audited<T>(
        &self,
        workspace: &Workspace,
        entries: &[AuditEntry],
        commit: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let since = entries.iter().map(|entry| entry.id.at).min().unwrap_or_else(|| self.now());
        let notice = Notice::of(workspace.id, since).audit(entries);
        let audience = workspace.audience().told_if(!notice.audit.is_empty());
        self.promise(audience, &notice).await?;
        let done = commit.await?;
        self.give(audience, notice, true).await?;
        Ok(done)
    }

    /// After something of a workspace was written that no other use case wrote, such as a message for the inbox. An
    /// error must make the caller try again.
    pub async fn tell(&self, workspace: WorkspaceId, notice: Notice) -> Result<(), StoreError> {
        let stands = self.store.workspace(workspace).await?;
        self.give(stands.as_ref().map(Workspace::audience).unwrap_or_default(), notice, false).await
    }
}
