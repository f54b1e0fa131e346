//! The audit log of a workspace: who changed what decides whose money counts, by what, and when.
//!
//! An entry tells ids, numbers and closed words: no names, no addresses, no secrets. So the log outlives whoever it
//! names.

use strum::{EnumIter, IntoStaticStr};

use crate::{Actor, EventType, Timestamp, WorkspaceId};

/// What is never changed without an entry in the audit log: phones, keys, secrets, accounts, senders, settings,
/// endpoints, members and tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
pub enum AuditedChange {
    #[strum(serialize = "workspace.created")]
    WorkspaceCreated,
    /// All that it has was handed to its owner.
    #[strum(serialize = "workspace.exported")]
    WorkspaceExported,
    /// The operator let it stand here, as it was exported elsewhere; its field `owner_id` tells whose it became.
    #[strum(serialize = "workspace.imported")]
    WorkspaceImported,
    /// The name, the settings, or whether the workspace is active.
    #[strum(serialize = "settings.changed")]
    SettingsChanged,
    #[strum(serialize = "account.added")]
    AccountAdded,
    #[strum(serialize = "account.changed")]
    AccountChanged,
    #[strum(serialize = "phone.added")]
    PhoneAdded,
    #[strum(serialize = "phone.changed")]
    PhoneChanged,
    #[strum(serialize = "phone.key_rotated")]
    PhoneKeyRotated,
    /// The owner confirmed that the phone's app tells the sender from now on.
    #[strum(serialize = "phone.sender_confirmed")]
    PhoneSenderConfirmed,
    #[strum(serialize = "phone.removed")]
    PhoneRemoved,
    #[strum(serialize = "sender.approved")]
    SenderApproved,
    #[strum(serialize = "sender.removed")]
    SenderRemoved,
    /// A message format.
    #[strum(serialize = "format.added")]
    FormatAdded,
    #[strum(serialize = "format.removed")]
    FormatRemoved,
    #[strum(serialize = "endpoint.added")]
    EndpointAdded,
    #[strum(serialize = "endpoint.changed")]
    EndpointChanged,
    #[strum(serialize = "endpoint.secret_rotated")]
    EndpointSecretRotated,
    #[strum(serialize = "endpoint.removed")]
    EndpointRemoved,
    #[strum(serialize = "member.invited")]
    MemberInvited,
    #[strum(serialize = "invitation.withdrawn")]
    InvitationWithdrawn,
    #[strum(serialize = "member.joined")]
    MemberJoined,
    #[strum(serialize = "member.role_changed")]
    MemberRoleChanged,
    #[strum(serialize = "member.removed")]
    MemberRemoved,
    #[strum(serialize = "owner.changed")]
    OwnerChanged,
    /// An API token that reaches this workspace.
    #[strum(serialize = "token.issued")]
    TokenIssued,
    #[strum(serialize = "token.revoked")]
    TokenRevoked,
    /// The operator set the password of a member anew: sessions and API tokens ended with it.
    #[strum(serialize = "password.reset")]
    PasswordReset,
}

/// The kinds of things that entries of the audit log tell of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditedThing {
    Workspace,
    User,
    Account,
    Phone,
    Sender,
    Format,
    Endpoint,
    Invitation,
    Token,
}

impl AuditedChange {
    /// Of what an entry's subject is the id.
    pub fn thing(self) -> AuditedThing {
        match self {
            Self::WorkspaceCreated | Self::WorkspaceExported => AuditedThing::Workspace,
            Self::WorkspaceImported | Self::SettingsChanged => AuditedThing::Workspace,
            Self::MemberJoined | Self::MemberRoleChanged | Self::MemberRemoved => AuditedThing::User,
            Self::OwnerChanged | Self::PasswordReset => AuditedThing::User,
            Self::AccountAdded | Self::AccountChanged => AuditedThing::Account,
            Self::PhoneAdded | Self::PhoneChanged | Self::PhoneKeyRotated => AuditedThing::Phone,
            Self::PhoneSenderConfirmed | Self::PhoneRemoved => AuditedThing::Phone,
            Self::SenderApproved | Self::SenderRemoved => AuditedThing::Sender,
            Self::FormatAdded | Self::FormatRemoved => AuditedThing::Format,
            Self::EndpointAdded | Self::EndpointChanged => AuditedThing::Endpoint,
            Self::EndpointSecretRotated | Self::EndpointRemoved => AuditedThing::Endpoint,
            Self::MemberInvited | Self::InvitationWithdrawn => AuditedThing::Invitation,
            Self::TokenIssued | Self::TokenRevoked => AuditedThing::Token,
        }
    }

    /// The event by which endpoints are told of it.
    pub fn event(self) -> Option<EventType> {
        match self {
            Self::SettingsChanged => Some(EventType::SettingsChanged),
            Self::AccountAdded => Some(EventType::AccountAdded),
            Self::PhoneAdded => Some(EventType::PhoneAdded),
            Self::SenderApproved => Some(EventType::SenderApproved),
            Self::WorkspaceCreated | Self::WorkspaceExported | Self::WorkspaceImported => None,
            Self::AccountChanged => None,
            Self::PhoneChanged | Self::PhoneKeyRotated => None,
            Self::PhoneSenderConfirmed | Self::PhoneRemoved | Self::SenderRemoved | Self::EndpointAdded => None,
            Self::FormatAdded | Self::FormatRemoved => None,
            Self::EndpointChanged | Self::EndpointSecretRotated | Self::EndpointRemoved => None,
            Self::MemberInvited | Self::InvitationWithdrawn | Self::MemberJoined | Self::MemberRoleChanged => None,
            Self::MemberRemoved | Self::OwnerChanged | Self::TokenIssued | Self::TokenRevoked => None,
            Self::PasswordReset => None,
        }
    }
}

/// The id of an entry: when it was written, and random bits that tell it from another of the same millisecond. Sorts by
/// time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AuditId {
    pub at: Timestamp,
    pub nonce: u32,
}

impl std::fmt::Display for AuditId {
    /// `1707703200000-0a1b2c3d`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:013}-{:08x}", self.at.ms(), self.nonce)
    }
}

impl AuditId {
    /// The id of its text form.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, nonce) = text.split_once('-')?;
        let id = Self { at: Timestamp::from_ms(at.parse().ok()?), nonce: u32::from_str_radix(nonce, 16).ok()? };
        (id.to_string() == text).then_some(id)
    }
}

/// One change of management.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEntry {
    pub id: AuditId,
    pub workspace: WorkspaceId,
    pub by: Actor,
    pub change: AuditedChange,
    /// The id of what was changed, of the kind that [`AuditedChange::thing`] tells.
    pub subject: u64,
    /// What of it changed; empty where `change` says it all.
    pub fields: Vec<ChangedField>,
}

/// A field that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedField {
    pub name: String,
    /// Its values before and after, where they are ids, numbers or closed words. Both `None`: only that it changed is
    /// told.
    pub from: Option<String>,
    pub to: Option<String>,
}

impl ChangedField {
    /// Of a field whose values may be told: the change, if it is one.
    pub fn told(name: &str, from: Option<impl ToString>, to: Option<impl ToString>) -> Option<Self> {
        let (from, to) = (from.map(|value| value.to_string()), to.map(|value| value.to_string()));
        (from != to).then(|| Self { name: name.to_owned(), from, to })
    }

    /// Of a field whose values are nobody's business: that it changed, if it did.
    pub fn untold(name: &str, changed: bool) -> Option<Self> {
        changed.then(|| Self { name: name.to_owned(), from: None, to: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_text_and_sorts_by_time() {
        let id = |at, nonce| AuditId { at: Timestamp::from_ms(at), nonce };
        let text = id(1_707_703_200_000, 0x0a1b_2c3d).to_string();
        assert_eq!(text, "1707703200000-0a1b2c3d");
        assert_eq!(AuditId::parse(&text), Some(id(1_707_703_200_000, 0x0a1b_2c3d)));
        for bent in ["", "1707703200000", "1707703200000-A1B2C3D4", "1707703200000-1", "-1-00000000", "x-00000000"] {
            assert_eq!(AuditId::parse(bent), None, "{bent:?}");
        }
        assert!(id(1, u32::MAX).to_string() < id(2, 0).to_string());
    }

    #[test]
    fn a_field_that_stays_is_no_change_and_a_secret_one_tells_no_value() {
        assert_eq!(ChangedField::told("intake", Some("OPEN"), Some("OPEN")), None);
        let told = ChangedField::told("auto_match_limit", None::<u64>, Some(5)).unwrap();
        assert_eq!((told.from, told.to.as_deref()), (None, Some("5")));
        assert_eq!(ChangedField::untold("label", false), None);
        assert_eq!(ChangedField::untold("label", true).unwrap().to, None);
    }
}
