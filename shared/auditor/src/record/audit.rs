//! Entries of the audit log.

use domain::{Actor, AuditId, AuditedChange, ClosedSet, WorkspaceId};

use crate::field::{Fields, Read, number, text, word};
use crate::{Item, place};

/// An entry, as read.
pub struct Audit {
    pub key: String,
    pub workspace: WorkspaceId,
    pub id: AuditId,
    pub by: Actor,
    pub change: AuditedChange,
    pub subject: u64,
    /// Each field that changed, and its value since.
    pub fields: Vec<(String, Option<String>)>,
}

impl Audit {
    pub fn read(item: &Item, workspace: WorkspaceId, id: AuditId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        let by = fields.need("by", word(Actor::parse))?;
        let change = fields.need("change", word(AuditedChange::parse))?;
        let subject = fields.need("subject", number)?;
        let changed = fields.maybe_rows("fields", |mut row| {
            let name = row.need("f", text)?;
            row.maybe("a", text)?;
            let to = row.maybe("z", text)?;
            row.close()?;
            Ok((name, to))
        })?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        let is_operators = [AuditedChange::PasswordReset, AuditedChange::WorkspaceImported].contains(&change);
        match (&by, is_operators) {
            (Actor::User(_) | Actor::Token(_, _), false) | (Actor::Operator, true) => {}
            (Actor::User(_) | Actor::Token(_, _), true) => return Err("only the operator does so".to_owned()),
            (Actor::Operator, false) | (Actor::Auto | Actor::Policy(_) | Actor::Sweeper, _) => {
                return Err("no person made it".to_owned());
            }
        }
        Ok(Self { key: place::shown(pk, sk), workspace, id, by, change, subject, fields: changed })
    }
}
