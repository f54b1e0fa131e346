//! Phones, their keys, their pulses and test codes; token buckets.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{PhoneId, Timestamp, WorkspaceId};

use super::same_id;
use crate::field::{Fields, Read, counted, instant, number, text};
use crate::{Item, place};

/// A phone, as read.
pub struct Phone {
    pub key: String,
    pub keys: Vec<Key>,
    pub secret: Option<Vec<u8>>,
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
            key.need("created_at", instant)?;
            let read = Key { hash: key.need("hash", thirty_two)?, valid_until: key.maybe("valid_until", instant)? };
            key.close()?;
            Ok(read)
        })?;
        let secret = fields.maybe("secret", bytes)?;
        fields.need("silent_after_minutes", number::<u32>)?;
        fields.need("created_at", instant)?;
        fields.need("version", number::<u64>)?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), keys, secret })
    }
}

impl KeyItem {
    pub fn read(item: &Item, hash: [u8; 32]) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        let workspace = fields.need("workspace_id", counted(WorkspaceId::new))?;
        let phone = fields.need("phone_id", counted(PhoneId::new))?;
        let valid_until = fields.maybe("valid_until", instant)?;
        let secret = fields.maybe("secret", bytes)?;
        fields.maybe("ttl", number::<i64>)?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), workspace, phone, is: Key { hash, valid_until }, secret })
    }
}

/// When a phone was last heard of: nothing rests on it.
pub fn pulse(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("last_seen_at", instant)?;
    for name in ["day", "messages", "others"] {
        fields.need(name, number::<i64>)?;
    }
    fields.maybe("verified_at", instant)?;
    fields.close()
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
