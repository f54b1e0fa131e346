//! The item of a member's reminder.

use domain::reminder::Reminder;
use domain::{ClosedSet, Language, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};

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
            told_until: reminder.told_until.ms(),
            due_at: reminder.due_at.ms(),
            version: reminder.version,
        }
    }

    pub fn read(self) -> Result<Reminder, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(Reminder {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            user: reader.need("user_id", UserId::new(self.user_id))?,
            language: reader.need("language", Language::parse(&self.language))?,
            told_until: Timestamp::from_ms(self.told_until),
            due_at: Timestamp::from_ms(self.due_at),
            version: self.version,
        })
    }
}
