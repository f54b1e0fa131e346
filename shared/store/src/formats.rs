//! The message formats of a workspace.

use domain::format::MessageFormats;
use domain::{AuditEntry, WorkspaceId};

use crate::expression::{Expression, n};
use crate::record::format::MessageFormatsRecord;
use crate::transact::{ABSENT, Verdict};
use crate::{Store, StoreError, key};

impl Store {
    /// All formats of a workspace, read consistently.
    pub async fn message_formats(&self, workspace: WorkspaceId) -> Result<MessageFormats, StoreError> {
        let record = self.get::<MessageFormatsRecord>(&key::message_formats(workspace), true).await?;
        record.map_or_else(|| Ok(MessageFormats::none(workspace)), MessageFormatsRecord::read)
    }

    /// Writes them, if nobody did since they were read. `false`: somebody did.
    pub async fn write_message_formats(
        &self,
        after: &MessageFormats,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let unchanged = match after.version {
            0 | 1 => Expression::all(&[ABSENT]),
            version => Expression::all(&["#version = :version"]).value(":version", n(version - 1)),
        };
        let write = self.rewrite(&MessageFormatsRecord::of(after), &unchanged)?;
        let verdict = self.transact_audited(vec![write], audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<MessageFormatsRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }
}
