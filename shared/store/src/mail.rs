//! Mails that are to be written: what whoever asks for one leaves for the notifier.
//!
//! A task says what a mail is about, not what it says: the notifier reads what stands when it writes the mail. So one
//! that became pointless meanwhile is not sent.

use domain::{Email, InvitationId, Language, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_with::hex::Hex;
use serde_with::serde_as;

use crate::wire::{Ms, Number, Plain, Word};

/// What a mail is about.
#[serde_as]
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(tag = "mail", rename_all = "snake_case")]
pub enum Mail {
    /// The link by which whoever has this address chooses a new password, if anybody does.
    PasswordReset {
        #[serde_as(as = "Plain")]
        email: Email,
    },
    /// The link of an invitation. Its code is sealed for [`sealed_for`].
    Invitation {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "invitation_id")]
        invitation: InvitationId,
        #[serde_as(as = "Hex")]
        code: Vec<u8>,
    },
    /// What a member wants to be told of, how many deposits wait for a person above all. `told_until` names the look
    /// that found it: after another one this mail is pointless. What was before `since` was mailed of.
    DepositsWait {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "user_id")]
        user: UserId,
        #[serde_as(as = "Ms")]
        #[serde(rename = "since_ms", default = "long_ago")]
        since: Timestamp,
        #[serde_as(as = "Ms")]
        #[serde(rename = "told_until_ms")]
        told_until: Timestamp,
    },
    /// Whether mail reaches a member, who asks for it.
    Test {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "user_id")]
        user: UserId,
    },
}

/// Of tasks from before they told it.
fn long_ago() -> Timestamp {
    Timestamp::from_ms(0)
}

/// What the code of an invitation is sealed for on its way to the notifier.
pub fn sealed_for(workspace: WorkspaceId, invitation: InvitationId) -> String {
    format!("mail of invitation {workspace} {invitation}")
}

/// A mail that is to be written and sent.
#[serde_as]
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct MailTask {
    #[serde(flatten)]
    pub mail: Mail,
    #[serde_as(as = "Word")]
    pub language: Language,
    #[serde_as(as = "Ms")]
    #[serde(rename = "asked_ms")]
    pub asked_at: Timestamp,
    /// How often it was tried.
    #[serde(default, skip_serializing_if = "is_first")]
    pub tries: u32,
}

fn is_first(tries: &u32) -> bool {
    *tries == 0
}

impl MailTask {
    /// A mail that was not tried yet.
    pub fn new(mail: Mail, language: Language, asked_at: Timestamp) -> Self {
        Self { mail, language, asked_at, tries: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::EventTask;
    use crate::queue::{read, write};

    #[test]
    fn a_mail_is_read_back() {
        let at = Timestamp::from_ms(5);
        let email = Email::parse("owner@example.com").unwrap();
        let task = MailTask::new(Mail::PasswordReset { email }, Language::En, at);
        let body = write(EventTask::Mail(task.clone())).unwrap();
        let told =
            r#"{"v":1,"kind":"mail","mail":"password_reset","email":"owner@example.com","language":"en","asked_ms":5}"#;
        assert_eq!(body, told);
        assert_eq!(read::<EventTask>(&body).unwrap(), EventTask::Mail(task));

        let (workspace, invitation) = (WorkspaceId::new(1).unwrap(), InvitationId::new(2).unwrap());
        let mail = Mail::Invitation { workspace, invitation, code: vec![0xab; 3] };
        let again = EventTask::Mail(MailTask { tries: 3, ..MailTask::new(mail, Language::Ko, at) });
        assert_eq!(read::<EventTask>(&write(again.clone()).unwrap()).unwrap(), again);
    }
}
