//! The item that says where the retention pass over a workspace stands.

use domain::retention::Stage;
use domain::{ClosedSet, Retention, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct RetentionRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    #[serde(rename = "GSI3PK")]
    gsi3pk: String,
    #[serde(rename = "GSI3SK")]
    gsi3sk: String,
    fmt: u8,
    workspace_id: u64,
    stage: String,
    after: u64,
    due_at: i64,
    version: u64,
}

impl RetentionRecord {
    pub fn of(pass: &Retention) -> Self {
        let key = key::retention(pass.workspace);
        Self {
            pk: key.pk,
            sk: key.sk,
            gsi3pk: key::RETENTION_DUE.to_owned(),
            gsi3sk: key::retention_due(pass.due_at, pass.workspace),
            fmt: FORMAT,
            workspace_id: pass.workspace.get(),
            stage: pass.stage.code().to_owned(),
            after: pass.after,
            due_at: pass.due_at.ms(),
            version: pass.version,
        }
    }

    pub fn read(self) -> Result<Retention, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(Retention {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            stage: reader.need("stage", Stage::parse(&self.stage))?,
            after: self.after,
            due_at: Timestamp::from_ms(self.due_at),
            version: self.version,
        })
    }
}
