//! Scenarios that are played in test workspaces.

use domain::scenario::Play;
use domain::{ScenarioId, WorkspaceId};

use crate::expression::{Expression, n};
use crate::record::scenario::ScenarioRecord;
use crate::record::{decode, encode};
use crate::transact::{ABSENT, Verdict};
use crate::{Store, StoreError, key};

impl Store {
    /// A scenario, being played or over.
    pub async fn play(&self, workspace: WorkspaceId, id: ScenarioId) -> Result<Option<Play>, StoreError> {
        self.get::<ScenarioRecord>(&key::scenario(workspace, id), true).await?.map(ScenarioRecord::read).transpose()
    }

    /// Begins a scenario. The one that was begun before under its id, if there is one.
    pub async fn begin_play(&self, play: &Play) -> Result<Option<Play>, StoreError> {
        let write = self.put(encode(&ScenarioRecord::of(play))?, &Expression::all(&[ABSENT]))?;
        let verdict = self.transact(vec![write]).await?;
        match verdict.refused_at(0) {
            // Our own commit, its reply lost, is no other.
            Some(Some(item)) => Ok(Some(decode::<ScenarioRecord>(item.clone())?.read()?).filter(|begun| begun != play)),
            Some(None) => Err(StoreError::Contended),
            None => Ok(None),
        }
    }

    /// Writes how far a scenario is. `false`: somebody else plays it.
    pub async fn write_play(&self, after: &Play) -> Result<bool, StoreError> {
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(after.version - 1));
        let verdict = self.transact(vec![self.rewrite(&ScenarioRecord::of(after), &as_read)?]).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<ScenarioRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }
}
