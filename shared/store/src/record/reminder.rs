//! The item of a member's reminder.

use domain::reminder::Reminder;
use domain::{ClosedSet, Language, ReminderKind, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::endpoint::quiet_of;
use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ReminderRecord {
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
    user_id: u64,
    language: String,
    /// Absent on items of before one could choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kinds: Option<Vec<String>>,
    /// Minutes after midnight; both or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiet_from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiet_until: Option<u16>,
    told_until: i64,
    due_at: i64,
    version: u64,
}

impl ReminderRecord {
    pub fn of(reminder: &Reminder) -> Self {
        let key = key::reminder(reminder.workspace, reminder.user);
        Self {
            pk: key.pk,
            sk: key.sk,
            gsi3pk: key::REMINDER_DUE.to_owned(),
            gsi3sk: key::reminder_due(reminder.due_at, reminder.workspace, reminder.user),
            fmt: FORMAT,
            workspace_id: reminder.workspace.get(),
            user_id: reminder.user.get(),
            language: reminder.language.code().to_owned(),
            kinds: Some(reminder.kinds.iter().map(|kind| kind.code().to_owned()).collect()),
            quiet_from: reminder.quiet.map(|quiet| quiet.minutes().0),
            quiet_until: reminder.quiet.map(|quiet| quiet.minutes().1),
            told_until: reminder.told_until.ms(),
            due_at: reminder.due_at.ms(),
            version: reminder.version,
        }
    }

    pub fn read(self) -> Result<Reminder, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let kinds = match &self.kinds {
            Some(kinds) => kinds.iter().map(|kind| ReminderKind::parse(kind)).collect(),
            None => Some(ReminderKind::FIRST.to_vec()),
        };
        Ok(Reminder {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            user: reader.need("user_id", UserId::new(self.user_id))?,
            language: reader.need("language", Language::parse(&self.language))?,
            kinds: reader.need("kinds", kinds)?,
            quiet: reader.need("quiet_from", quiet_of(self.quiet_from, self.quiet_until))?,
            told_until: Timestamp::from_ms(self.told_until),
            due_at: Timestamp::from_ms(self.due_at),
            version: self.version,
        })
    }
}
