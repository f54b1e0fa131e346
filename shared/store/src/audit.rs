//! The audit log: an entry is written by the transaction whose change it tells of, and by nothing else.

use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::{Actor, AuditEntry, AuditId, AuditedChange, Timestamp, WorkspaceId};

use crate::expression::Expression;
use crate::read::{PAGES_A_LIST, Page, ROWS_A_PAGE, Range};
use crate::record::audit::AuditRecord;
use crate::record::{decode, encode};
use crate::transact::{Verdict, attributes};
use crate::{Store, StoreError, key};

/// What a program writes by itself needs no entry: an endpoint that fails, an account whose message came over a phone.
pub const BY_PROGRAM: &[AuditEntry] = &[];

/// How many entries fit beside the writes of one change: a transaction holds a hundred.
pub const ENTRIES_MAX: usize = 90;

/// An entry, to be written with its change; `fields` tells what of it changed.
pub fn entry(
    workspace: WorkspaceId,
    by: Actor,
    (change, subject): (AuditedChange, u64),
    fields: Vec<domain::ChangedField>,
    now: Timestamp,
) -> AuditEntry {
    AuditEntry { id: AuditId { at: now, nonce: fastrand::u32(..) }, workspace, by, change, subject, fields }
}

impl Store {
    /// Writes all or nothing, and with it the entries of the audit log that tell of it.
    pub(crate) async fn transact_audited(
        &self,
        mut writes: Vec<TransactWriteItem>,
        audit: &[AuditEntry],
    ) -> Result<Verdict, StoreError> {
        for entry in audit {
            writes.push(self.put(encode(&AuditRecord::of(entry))?, &Expression::default())?);
        }
        self.transact(writes).await
    }

    /// Enters what changes no item of the table, before it happens.
    pub async fn enter(&self, audit: &[AuditEntry]) -> Result<(), StoreError> {
        self.transact_audited(Vec::new(), audit).await.map(drop)
    }

    /// One entry of the audit log.
    pub async fn audit_entry(&self, workspace: WorkspaceId, id: AuditId) -> Result<Option<AuditEntry>, StoreError> {
        let record = self.get::<AuditRecord>(&key::audit_entry(workspace, id), true).await?;
        record.map(|record| record.read(workspace)).transpose()
    }

    /// A page of the audit log, newest first: the entries of one change, or all.
    pub async fn audit_log(
        &self,
        workspace: WorkspaceId,
        change: Option<AuditedChange>,
        before: Option<AuditId>,
        limit: usize,
    ) -> Result<Page<AuditEntry, AuditId>, StoreError> {
        let (pk, everything) = (key::audit_log(workspace), Range::Prefix(String::new()));
        let page_rows = change.map_or_else(|| i32::try_from(limit + 1).unwrap_or(ROWS_A_PAGE), |_| ROWS_A_PAGE);
        let (mut rows, mut last) = (Vec::new(), before);
        let mut start = before.map(|id| attributes(&key::audit_entry(workspace, id)));
        for _ in 0..PAGES_A_LIST {
            let (items, more) = self.query(None, &pk, &everything, false, Some(page_rows), start).await?;
            for item in items {
                let entry = decode::<AuditRecord>(item)?.read(workspace)?;
                if rows.len() == limit {
                    return Ok(Page { rows, next: last });
                }
                last = Some(entry.id);
                if change.is_none_or(|wanted| entry.change == wanted) {
                    rows.push(entry);
                }
            }
            start = more;
            if start.is_none() {
                return Ok(Page { rows, next: None });
            }
        }
        Ok(Page { rows, next: last })
    }
}
