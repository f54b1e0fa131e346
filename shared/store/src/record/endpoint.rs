//! The item of an endpoint.

use domain::endpoint::{Disabled, DisabledReason, QuietHours, SealedSecret};
use domain::{ClosedSet, Endpoint, EndpointFormat, EndpointId, EventType, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct EndpointRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    id: u64,
    /// Absent of one that fetches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// Absent of `JSON`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    /// Absent where names are masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shows_names: Option<bool>,
    /// Of a push subscription: whose browser it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member_id: Option<u64>,
    /// Minutes after midnight; both or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiet_from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quiet_until: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    events: Vec<String>,
    secrets: Vec<SecretRecord>,
    /// `by_hand`, `gone` or `failing`; absent while it is at work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disabled_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disabled_at: Option<i64>,
    times_disabled: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failing_since: Option<i64>,
    strikes: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paused_until: Option<i64>,
    created_at: i64,
    subscribed_at: i64,
    version: u64,
}

/// `s` the sealed secret, hexadecimal; `u` until when it signs.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct SecretRecord {
    s: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    u: Option<i64>,
}

impl EndpointRecord {
    pub fn of(endpoint: &Endpoint) -> Self {
        let key = key::endpoint(endpoint.workspace, endpoint.id);
        let secret =
            |secret: &SealedSecret| SecretRecord { s: hex::encode(&secret.sealed), u: secret.until.map(Timestamp::ms) };
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: endpoint.workspace.get(),
            id: endpoint.id.get(),
            url: endpoint.url.clone(),
            format: endpoint.format.is_for_people().then(|| endpoint.format.code().to_owned()),
            shows_names: endpoint.shows_names.then_some(true),
            member_id: endpoint.member.map(UserId::get),
            quiet_from: endpoint.quiet.map(|quiet| quiet.minutes().0),
            quiet_until: endpoint.quiet.map(|quiet| quiet.minutes().1),
            description: endpoint.description.clone(),
            events: endpoint.events.iter().map(|kind| kind.code().to_owned()).collect(),
            secrets: endpoint.secrets.iter().map(secret).collect(),
            disabled_reason: endpoint.disabled.map(|disabled| disabled.reason.code().to_owned()),
            disabled_at: endpoint.disabled.map(|disabled| disabled.at.ms()),
            times_disabled: endpoint.times_disabled,
            failing_since: endpoint.failing_since.map(Timestamp::ms),
            strikes: endpoint.strikes,
            paused_until: endpoint.paused_until.map(Timestamp::ms),
            created_at: endpoint.created_at.ms(),
            subscribed_at: endpoint.subscribed_at.ms(),
            version: endpoint.version,
        }
    }

    pub fn read(self) -> Result<Endpoint, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let events = self.events.iter().map(|code| EventType::parse(code)).collect::<Option<Vec<_>>>();
        let format = self.format.as_deref().map_or(Some(EndpointFormat::Json), EndpointFormat::parse);
        let secrets = self.secrets.iter().map(SecretRecord::read).collect::<Option<Vec<_>>>();
        let disabled = match (&self.disabled_reason, self.disabled_at) {
            (Some(reason), Some(at)) => {
                DisabledReason::parse(reason).map(|reason| Some(Disabled { at: Timestamp::from_ms(at), reason }))
            }
            (None, None) => Some(None),
            (Some(_), None) | (None, Some(_)) => None,
        };
        Ok(Endpoint {
            id: reader.need("id", EndpointId::new(self.id))?,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            events: reader.need("events", events)?,
            secrets: reader.need("secrets", secrets)?,
            disabled: reader.need("disabled_reason", disabled)?,
            url: self.url,
            format: reader.need("format", format)?,
            shows_names: self.shows_names.unwrap_or_default(),
            member: reader.need("member_id", self.member_id.map(UserId::new).map_or(Some(None), |id| id.map(Some)))?,
            quiet: reader.need("quiet_from", quiet_of(self.quiet_from, self.quiet_until))?,
            description: self.description,
            times_disabled: self.times_disabled,
            failing_since: self.failing_since.map(Timestamp::from_ms),
            strikes: self.strikes,
            paused_until: self.paused_until.map(Timestamp::from_ms),
            created_at: Timestamp::from_ms(self.created_at),
            subscribed_at: Timestamp::from_ms(self.subscribed_at),
            version: self.version,
        })
    }
}

impl SecretRecord {
    fn read(&self) -> Option<SealedSecret> {
        Some(SealedSecret { sealed: hex::decode(&self.s).ok()?, until: self.u.map(Timestamp::from_ms) })
    }
}

/// Quiet hours, as two fields tell them.
pub fn quiet_of(from: Option<u16>, until: Option<u16>) -> Option<Option<QuietHours>> {
    match (from, until) {
        (Some(from), Some(until)) => QuietHours::new(from, until).map(Some),
        (None, None) => Some(None),
        (Some(_), None) | (None, Some(_)) => None,
    }
}
