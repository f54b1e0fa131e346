//! A member's reminder.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{ClosedSet, Language, ReminderKind, UserId, WorkspaceId};

use super::same_id;
use super::webhook::quiet_hours;
use crate::Item;
use crate::field::{Fields, Read, counted, instant, number, word};
use crate::place;

/// What stands twice of a reminder.
pub struct Reminder {
    pub key: String,
    pub gsi3: Option<(String, String)>,
    pub expected: (String, String),
}

impl Reminder {
    pub fn read(item: &Item, workspace: WorkspaceId, user: UserId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(user, fields.need("user_id", counted(UserId::new))?, "user_id")?;
        fields.need("language", word(Language::parse))?;
        fields.maybe("kinds", |list| {
            let kind = |kind: &AttributeValue| ReminderKind::parse(kind.as_s().ok()?);
            list.as_l().ok()?.iter().map(kind).collect::<Option<Vec<_>>>()
        })?;
        quiet_hours(&mut fields)?;
        fields.need("told_until", instant)?;
        fields.need("version", number::<u64>)?;
        let (pk, sk) = place::key_of(item);
        let reminder = Self {
            key: place::shown(pk, sk),
            expected: place::reminder_due(workspace, user, fields.need("due_at", instant)?),
            gsi3: fields.index("GSI3PK", "GSI3SK")?,
        };
        fields.close()?;
        Ok(reminder)
    }
}
