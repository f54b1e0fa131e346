//! Where the retention pass over a workspace stands.

use domain::retention::Stage;
use domain::{ClosedSet, Timestamp, WorkspaceId};

use super::same_id;
use crate::field::{Fields, Read, counted, instant, number, word};
use crate::{Item, place};

/// A pass, as its item says.
pub struct Retention {
    pub key: String,
    pub workspace: WorkspaceId,
    pub due_at: Timestamp,
    pub gsi3: Option<(String, String)>,
}

impl Retention {
    pub fn read(item: &Item, workspace: WorkspaceId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        fields.need("stage", word(Stage::parse))?;
        fields.need("after", number::<u64>)?;
        fields.need("version", number::<u64>)?;
        let (pk, sk) = place::key_of(item);
        let pass = Self {
            key: place::shown(pk, sk),
            workspace,
            due_at: fields.need("due_at", instant)?,
            gsi3: fields.index("GSI3PK", "GSI3SK")?,
        };
        fields.close()?;
        Ok(pass)
    }
}
