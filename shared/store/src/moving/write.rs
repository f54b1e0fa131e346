//! How a workspace of another installation comes to stand: its items first, which nobody sees while the workspace
//! itself does not stand, and then the workspace with its owner, in one transaction.

use domain::{Timestamp, UserId, Workspace, WorkspaceId, WorkspaceMode};

use super::Arrival;
use crate::expression::{Expression, Item};
use crate::key::Key;
use crate::read::{BATCH_MAX, Range};
use crate::record::sequence::SequenceRecord;
use crate::transact::{ABSENT, Verdict};
use crate::{Sequence, Store, StoreError, key};

/// How many items one transaction writes: the largest that this product makes, so many times, are less than its 4 MB.
const ITEMS_AT_ONCE: usize = 25;
/// How many items one step of the erasing takes.
const ERASED_AT_ONCE: i32 = 1_000;

/// What an import takes a number of and must still hold the last of when it commits: whoever erases what it left takes
/// the next. No ping was counted by then: those of the export stay behind.
fn turns(import: WorkspaceId) -> Sequence {
    Sequence::Ping(import)
}

impl Store {
    /// The workspace of a user that was created at this very instant: one that was brought in before.
    pub async fn created_at(&self, owner: UserId, at: Timestamp) -> Result<Option<Workspace>, StoreError> {
        let of = self.workspaces_of(owner, None, BATCH_MAX).await?;
        Ok(of.rows.into_iter().map(|(workspace, _)| workspace).find(|workspace| workspace.created_at == at))
    }

    /// Lets a workspace stand that another installation exported. What fails is taken away again.
    pub async fn bring_in(&self, arrival: &Arrival) -> Result<(), StoreError> {
        let done = self.write_arrival(arrival).await;
        if done.is_err() && self.workspace(arrival.workspace.id).await?.is_none() {
            self.take_away(&arrival.items).await?;
            self.erase_all(arrival.workspace.id).await?;
        }
        done
    }

    /// Deletes these items, whoever took away a part of them before: what goes along with an item that is gone already
    /// is found by nobody else.
    async fn take_away(&self, items: &[Item]) -> Result<(), StoreError> {
        let text = |item: &Item, name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned();
        let keys: Vec<Key> =
            items.iter().filter_map(|item| Some(Key { pk: text(item, "PK")?, sk: text(item, "SK")? })).collect();
        for keys in keys.chunks(ITEMS_AT_ONCE) {
            let writes = keys.iter().map(|key| self.delete(key, &Expression::default())).collect::<Result<_, _>>()?;
            self.transact(writes).await?;
        }
        Ok(())
    }

    async fn write_arrival(&self, arrival: &Arrival) -> Result<(), StoreError> {
        let id = arrival.workspace.id;
        let turn = self.next_id(turns(id), Some).await?;
        let absent = Expression::all(&[ABSENT]);
        for items in arrival.items.chunks(ITEMS_AT_ONCE) {
            let writes = items.iter().map(|item| self.put(item.clone(), &absent)).collect::<Result<_, _>>()?;
            if let Verdict::Refused(_) = self.transact(writes).await? {
                return Err(StoreError::twice_given(&key::workspace(arrival.workspace.id)));
            }
        }
        let nth = self.next_id(Sequence::Owned(arrival.owner.user), Some).await?;
        let audit = std::slice::from_ref(&arrival.imported);
        let undisturbed = vec![self.is_last(turns(id), turn)?];
        match self.create_workspace(&arrival.workspace, &arrival.owner, nth, undisturbed, audit).await? {
            true => Ok(()),
            false => Err(StoreError::Contended),
        }
    }

    /// Takes away what an import left that ended in the middle, and tells of which workspaces that was: their ids were
    /// given, they do not stand, and something of them is there.
    pub async fn erase_unfinished(&self) -> Result<Vec<WorkspaceId>, StoreError> {
        let mut erased = Vec::new();
        for mode in [WorkspaceMode::Live, WorkspaceMode::Test] {
            let last = self.get::<SequenceRecord>(&Sequence::Workspace(mode).key(), true).await?;
            for id in (1..=last.map_or(0, |last| last.last())).filter_map(|nth| WorkspaceId::nth(mode, nth)) {
                if !self.is_unfinished(id).await? {
                    continue;
                }
                // From here on an import of it can no longer commit; it may have, just before.
                self.next_id(turns(id), Some).await?;
                if self.workspace(id).await?.is_none() {
                    self.erase_all(id).await?;
                    erased.push(id);
                }
            }
        }
        Ok(erased)
    }

    async fn is_unfinished(&self, id: WorkspaceId) -> Result<bool, StoreError> {
        if self.workspace(id).await?.is_some() {
            return Ok(false);
        }
        let (pk, all) = (key::sequences(id), Range::Prefix(String::new()));
        let (counted, _) = self.query(None, &pk, &all, true, Some(1), None).await?;
        Ok(!counted.is_empty())
    }

    async fn erase_all(&self, workspace: WorkspaceId) -> Result<(), StoreError> {
        while self.erase_some(workspace, ERASED_AT_ONCE).await? {}
        Ok(())
    }
}
