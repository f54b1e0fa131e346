//! The message formats of a workspace.

use std::collections::BTreeSet;

use bank_sms::CustomFormat;
use domain::format::{MessageFormat, MessageFormats};
use domain::{DepositId, FormatId, Timestamp, UserId, WorkspaceId};

use super::same_id;
use crate::Item;
use crate::field::{Fields, Read, counted, instant, list, number, text};

/// A format, as read.
pub struct Format {
    pub id: FormatId,
    pub added: Timestamp,
    pub proved_by: Vec<DepositId>,
}

/// All of a workspace: each once, no more than it can have, and each of a layout that is one.
pub fn formats(item: &Item, workspace: WorkspaceId) -> Read<Vec<Format>> {
    let mut fields = Fields::of_table(item)?;
    same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
    let rows = fields.rows("formats", |mut row| {
        let id = row.need("id", counted(FormatId::new))?;
        let (bank, layout) = (row.need("bank_code", text)?, row.need("layout", text)?);
        CustomFormat::parse(&layout, &bank).ok_or("layout is none")?;
        row.need("by", counted(UserId::new))?;
        let added = row.need("at", instant)?;
        let proved_by = row.need("proved_by", list(counted(DepositId::new)))?;
        row.close()?;
        Ok(Format { id, added, proved_by })
    })?;
    fields.need("version", number::<u64>)?;
    fields.close()?;
    let ids: BTreeSet<_> = rows.iter().map(|format| format.id).collect();
    let proofs = |format: &Format| format.proved_by.iter().collect::<BTreeSet<_>>().len();
    let is_proved_once =
        |format: &Format| proofs(format) == format.proved_by.len() && proofs(format) <= MessageFormat::PROOFS;
    match ids.len() == rows.len() && rows.len() <= MessageFormats::MAX && rows.iter().all(is_proved_once) {
        true => Ok(rows),
        false => Err("formats repeat an id or a press, or are too many".to_owned()),
    }
}
