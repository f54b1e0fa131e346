//! The items of a phone: what it is, its keys, its pulse, its test code.

use domain::phone::{KeyHash, PhoneKey};
use domain::{
    Arrival, ArrivalKind, ClosedSet, MissingSender, Phone, PhoneId, PhoneProblem, Pulse, SenderKind, Timestamp,
    WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::key::Key;
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct PhoneRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    id: u64,
    phone_number: String,
    label: String,
    keys: Vec<KeyEntry>,
    /// Sealed: `runtime::seal`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "serde_bytes")]
    secret: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    silent_after_minutes: Option<u32>,
    #[serde(default = "undecided")]
    sender_missing: String,
    created_at: i64,
    version: u64,
}

/// What a phone says that was added before senders were judged.
fn undecided() -> String {
    <&str>::from(MissingSender::Undecided).to_owned()
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct KeyEntry {
    #[serde(with = "serde_bytes")]
    hash: Vec<u8>,
    created_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<i64>,
}

impl PhoneRecord {
    pub fn of(phone: &Phone) -> Self {
        let key = key::phone(phone.workspace, phone.id);
        let entry = |key: &PhoneKey| KeyEntry {
            hash: key.hash.to_vec(),
            created_at: key.created_at.ms(),
            valid_until: key.valid_until.map(Timestamp::ms),
        };
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: phone.workspace.get(),
            id: phone.id.get(),
            phone_number: phone.number.clone(),
            label: phone.label.clone(),
            keys: phone.keys.iter().map(entry).collect(),
            secret: phone.secret.clone(),
            silent_after_minutes: phone.silent_after_minutes,
            sender_missing: <&str>::from(phone.sender_missing).to_owned(),
            created_at: phone.created_at.ms(),
            version: phone.version,
        }
    }

    pub fn read(self) -> Result<Phone, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let key = |entry: &KeyEntry| {
            Ok(PhoneKey {
                hash: reader.need("keys", KeyHash::try_from(entry.hash.as_slice()).ok())?,
                created_at: Timestamp::from_ms(entry.created_at),
                valid_until: entry.valid_until.map(Timestamp::from_ms),
            })
        };
        Ok(Phone {
            id: reader.need("id", PhoneId::new(self.id))?,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            keys: self.keys.iter().map(key).collect::<Result<_, StoreError>>()?,
            number: self.phone_number,
            label: self.label,
            secret: self.secret,
            silent_after_minutes: self.silent_after_minutes,
            sender_missing: reader.need("sender_missing", MissingSender::parse(&self.sender_missing))?,
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
        })
    }
}

/// From a key's hash to its phone: all that a call over its URL needs, in one read.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct PhoneKeyRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    phone_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "serde_bytes")]
    secret: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    silent_after_minutes: Option<u32>,
    #[serde(default = "undecided")]
    sender_missing: String,
    /// The item of a key that ended is of no use a week later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<i64>,
}

impl PhoneKeyRecord {
    pub fn of(phone: &Phone, entry: &PhoneKey) -> Self {
        let key = key::phone_key(&entry.hash);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: phone.workspace.get(),
            phone_id: phone.id.get(),
            valid_until: entry.valid_until.map(Timestamp::ms),
            secret: phone.secret.clone(),
            silent_after_minutes: phone.silent_after_minutes,
            sender_missing: <&str>::from(phone.sender_missing).to_owned(),
            ttl: entry.valid_until.map(|end| end.plus_ms(7 * domain::time::DAY_MS).seconds()),
        }
    }

    pub fn read(self) -> Result<crate::phones::Keyed, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(crate::phones::Keyed {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            phone: reader.need("phone_id", PhoneId::new(self.phone_id))?,
            valid_until: self.valid_until.map(Timestamp::from_ms),
            secret: self.secret,
            silent_after_minutes: self.silent_after_minutes,
            sender_missing: reader.need("sender_missing", MissingSender::parse(&self.sender_missing))?,
        })
    }
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct PulseRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    /// The day (KST) that the counts are of.
    day: i64,
    last_seen_at: i64,
    messages: u64,
    others: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verified_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ping_at: Option<i64>,
    /// See [`domain::arrival::Arrival::decides`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decided: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unconfirmed_at: Option<i64>,
    /// Newest first; a few more than are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    arrivals: Vec<ArrivalRecord>,
}

/// An arrival over a phone's URL, within its pulse.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ArrivalRecord {
    at: i64,
    kind: String,
    sender: String,
    problems: Vec<String>,
}

impl ArrivalRecord {
    pub fn of(arrival: &Arrival) -> Self {
        Self {
            at: arrival.at.ms(),
            kind: <&str>::from(arrival.kind).to_owned(),
            sender: <&str>::from(arrival.sender).to_owned(),
            problems: arrival.problems.iter().map(|problem| <&str>::from(*problem).to_owned()).collect(),
        }
    }

    fn read(&self) -> Option<Arrival> {
        Some(Arrival {
            at: Timestamp::from_ms(self.at),
            kind: ArrivalKind::parse(&self.kind)?,
            sender: SenderKind::parse(&self.sender)?,
            problems: self.problems.iter().map(|word| PhoneProblem::parse(word)).collect::<Option<_>>()?,
        })
    }
}

impl PulseRecord {
    /// The last arrivals, newest first: pings are noted apart, so that they crowd out no message.
    fn arrivals(&self) -> Vec<Arrival> {
        // What a newer program wrote in words of its own is left out: only a page shows it.
        let mut arrivals: Vec<_> = self.arrivals.iter().filter_map(ArrivalRecord::read).collect();
        arrivals.extend(self.ping_at.map(|at| Arrival::ping(Timestamp::from_ms(at))));
        arrivals.sort_by_key(|arrival| std::cmp::Reverse(arrival.at));
        arrivals.truncate(Arrival::KEPT);
        arrivals
    }

    pub fn read(self) -> Result<(PhoneId, Pulse), StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let decided = reader.maybe("decided", self.decided.as_deref(), MissingSender::parse)?;
        let id = self.sk.trim_start_matches('0').parse().ok().and_then(PhoneId::new);
        let pulse = Pulse {
            last_seen_at: Some(Timestamp::from_ms(self.last_seen_at)),
            messages: self.messages,
            others: self.others,
            verified_at: self.verified_at.map(Timestamp::from_ms),
            decided,
            sender_unconfirmed_since: self.unconfirmed_at.map(Timestamp::from_ms),
            arrivals: self.arrivals(),
        };
        Ok((reader.need("SK", id)?, pulse))
    }
}

/// A code that a test message carries.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct TestCodeRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    phone_id: u64,
    expires_at: i64,
    ttl: i64,
}

impl TestCodeRecord {
    pub fn of(code: &str, workspace: WorkspaceId, phone: PhoneId, expires_at: Timestamp) -> Self {
        let key: Key = key::test_code(code);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: workspace.get(),
            phone_id: phone.get(),
            expires_at: expires_at.ms(),
            ttl: expires_at.seconds(),
        }
    }

    /// The phone that it was made for, and until when it counts.
    pub fn read(self) -> Result<(WorkspaceId, PhoneId, Timestamp), StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok((
            reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            reader.need("phone_id", PhoneId::new(self.phone_id))?,
            Timestamp::from_ms(self.expires_at),
        ))
    }
}
