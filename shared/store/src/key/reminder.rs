//! The keys of reminders.

use domain::{Timestamp, UserId, WorkspaceId};

use super::{Key, instant, key, wide, ws};

pub fn reminders(workspace: WorkspaceId) -> String {
    format!("{}#REMINDER", ws(workspace))
}

pub fn reminder(workspace: WorkspaceId, user: UserId) -> Key {
    key(reminders(workspace), wide(user.get()))
}

/// GSI3: the partition of the reminders that are to be looked at.
pub const REMINDER_DUE: &str = "DUE#REMINDER";

/// GSI3: when a reminder is to be looked at.
pub fn reminder_due(at: Timestamp, workspace: WorkspaceId, user: UserId) -> String {
    format!("{}#{}#{}", instant(at), wide(workspace.get()), wide(user.get()))
}
