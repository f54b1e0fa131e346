//! The item of an entry of the audit log.

use domain::{Actor, AuditEntry, AuditId, AuditedChange, ChangedField, ClosedSet, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct AuditRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    by: String,
    change: String,
    subject: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldRecord>,
}

/// `f` which field, `a` its value before, `z` its value after.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct FieldRecord {
    f: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    z: Option<String>,
}

impl AuditRecord {
    pub fn of(entry: &AuditEntry) -> Self {
        let key = key::audit_entry(entry.workspace, entry.id);
        let field =
            |field: &ChangedField| FieldRecord { f: field.name.clone(), a: field.from.clone(), z: field.to.clone() };
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            by: entry.by.code(),
            change: entry.change.code().to_owned(),
            subject: entry.subject,
            fields: entry.fields.iter().map(field).collect(),
        }
    }

    pub fn read(self, workspace: WorkspaceId) -> Result<AuditEntry, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let id = reader.need("SK", AuditId::parse(&self.sk))?;
        let by = reader.need("by", Actor::parse(&self.by))?;
        let change = reader.need("change", AuditedChange::parse(&self.change))?;
        let field = |field: FieldRecord| ChangedField { name: field.f, from: field.a, to: field.z };
        let fields = self.fields.into_iter().map(field).collect();
        Ok(AuditEntry { id, workspace, by, change, subject: self.subject, fields })
    }
}
