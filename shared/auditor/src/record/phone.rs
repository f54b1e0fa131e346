//! Phones, their keys, their pulses and test codes; token buckets.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::phone::PhoneStatus;
use domain::{ArrivalKind, ClosedSet, MissingSender, PhoneId, PhoneProblem, SenderKind, Timestamp, WorkspaceId};

use super::same_id;
use crate::field::{Fields, Read, counted, instant, number, text, word};
use crate::{Item, place};

/// A phone, as read.
pub struct Phone {
    pub key: String,
    pub keys: Vec<Key>,
    pub created_at: Timestamp,
    /// When the keys were made that came after its first.
    pub rotated: Vec<Timestamp>,
    pub secret: Option<Vec<u8>>,
    pub silent_after_minutes: Option<u32>,
    pub sender_missing: MissingSender,
}

/// One of its keys: the hash, and until when it works.
#[derive(PartialEq, Eq)]
pub struct Key {
    pub hash: [u8; 32],
    pub valid_until: Option<Timestamp>,
}

/// A key's item: whose it is.
pub struct KeyItem {
    pub key: String,
    pub workspace: WorkspaceId,
    pub phone: PhoneId,
    pub is: Key,
    pub secret: Option<Vec<u8>>,
    pub silent_after_minutes: Option<u32>,
    pub sender_missing: MissingSender,
}

impl Phone {
    pub fn read(item: &Item, workspace: WorkspaceId, id: PhoneId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(id, fields.need("id", counted(PhoneId::new))?, "id")?;
        for name in ["phone_number", "label"] {
            fields.need(name, text)?;
        }
        let keys = fields.rows("keys", |mut key| {
            let made = key.need("created_at", instant)?;
            let read = Key { hash: key.need("hash", thirty_two)?, valid_until: key.maybe("valid_until", instant)? };
            key.close()?;
            Ok((read, made))
        })?;
        let secret = fields.maybe("secret", bytes)?;
        let silent_after_minutes = fields.maybe("silent_after_minutes", number)?;
        let sender_missing = sender_missing(&mut fields)?;
        let created_at = fields.need("created_at", instant)?;
        fields.need("version", number::<u64>)?;
        fields.close()?;
        let (keys, mut rotated): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
        if rotated.last() == Some(&created_at) {
            rotated.pop();
        }
        let (pk, sk) = place::key_of(item);
        let key = place::shown(pk, sk);
        Ok(Self { key, keys, created_at, rotated, secret, silent_after_minutes, sender_missing })
    }
}

impl KeyItem {
    pub fn read(item: &Item, hash: [u8; 32]) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        let workspace = fields.need("workspace_id", counted(WorkspaceId::new))?;
        let phone = fields.need("phone_id", counted(PhoneId::new))?;
        let valid_until = fields.maybe("valid_until", instant)?;
        let secret = fields.maybe("secret", bytes)?;
        let silent_after_minutes = fields.maybe("silent_after_minutes", number)?;
        let sender_missing = sender_missing(&mut fields)?;
        fields.maybe("ttl", number::<i64>)?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self {
            key: place::shown(pk, sk),
            workspace,
            phone,
            is: Key { hash, valid_until },
            secret,
            silent_after_minutes,
            sender_missing,
        })
    }
}

/// The watch over a phone, as read.
pub struct Watch {
    pub key: String,
    pub workspace: WorkspaceId,
    pub phone: PhoneId,
    pub turns: Vec<Turn>,
    pub gsi3: Option<(String, String)>,
}

/// A turn: its number, when, and to what.
pub struct Turn {
    pub number: u64,
    pub at: Timestamp,
    pub status: PhoneStatus,
}

impl Watch {
    pub fn read(item: &Item, workspace: WorkspaceId, phone: PhoneId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(phone, fields.need("phone_id", counted(PhoneId::new))?, "phone_id")?;
        let turns = fields.rows("turns", |mut turn| {
            let read = Turn {
                number: turn.need("n", number)?,
                at: turn.need("t", instant)?,
                status: turn.need("s", word(PhoneStatus::parse))?,
            };
            turn.maybe("l", instant)?;
            turn.close()?;
            Ok(read)
        })?;
        fields.need("version", number::<u64>)?;
        let gsi3 = fields.index("GSI3PK", "GSI3SK")?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), workspace, phone, turns, gsi3 })
    }
}

/// When a phone was last heard of: nothing rests on it.
pub fn pulse(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("last_seen_at", instant)?;
    for name in ["day", "messages", "others"] {
        fields.need(name, number::<i64>)?;
    }
    for name in ["verified_at", "ping_at", "told_at", "unconfirmed_at"] {
        fields.maybe(name, instant)?;
    }
    fields.maybe("senderless", number::<u64>)?;
    fields.maybe("decided", word(MissingSender::parse))?;
    if item.contains_key("arrivals") {
        fields.rows("arrivals", arrival)?;
    }
    fields.close()
}

/// One of a pulse's arrivals.
fn arrival(mut row: Fields<'_>) -> Read<()> {
    row.need("at", instant)?;
    row.need("kind", word(ArrivalKind::parse))?;
    row.need("sender", word(SenderKind::parse))?;
    row.need("problems", |value| {
        let words = value.as_l().ok()?.iter();
        words.map(|it| PhoneProblem::parse(it.as_s().ok()?)).collect::<Option<Vec<_>>>()
    })?;
    row.close()
}

/// What a phone says of calls that tell no sender; absent: it was added before it could say so.
fn sender_missing(fields: &mut Fields<'_>) -> Read<MissingSender> {
    let said = fields.maybe("sender_missing", word(ClosedSet::parse))?;
    Ok(said.unwrap_or(MissingSender::Undecided))
}

/// A test code of a phone.
pub fn test_code(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("workspace_id", counted(WorkspaceId::new))?;
    fields.need("phone_id", counted(PhoneId::new))?;
    fields.need("expires_at", instant)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()
}

/// A token bucket: nothing rests on it.
pub fn bucket(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("spent_until", instant)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()
}

pub fn bytes(value: &AttributeValue) -> Option<Vec<u8>> {
    value.as_b().ok().map(|blob| blob.as_ref().to_vec())
}

fn thirty_two(value: &AttributeValue) -> Option<[u8; 32]> {
    bytes(value)?.try_into().ok()
}
