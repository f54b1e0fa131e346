//! Who sent a text, as items tell it; and the senders that a workspace approved.

use std::collections::BTreeMap;

use bank_sms::bank;
use domain::sender::APPROVED_MAX;
use domain::{SenderId, Timestamp, UserId};

use crate::field::{Fields, Read, counted, flag, instant, text, word};

/// The claim of a call: whether it told its sender in two ways.
pub fn is_ambiguous(mut fields: Fields<'_>) -> Read<bool> {
    for name in ["n", "t", "p"] {
        fields.maybe(name, text)?;
    }
    let ambiguous = fields.maybe("a", flag)?.unwrap_or(false);
    fields.maybe("u", flag)?;
    fields.close()?;
    Ok(ambiguous)
}

/// A workspace's approved senders, and since when: each once, and no more than a workspace can approve.
pub fn approved(fields: &mut Fields<'_>) -> Read<BTreeMap<SenderId, Timestamp>> {
    let rows = fields.maybe_rows("senders", |mut row| {
        let id = row.need("id", counted(SenderId::new))?;
        row.need("bank_code", word(|code| bank::by_code(code).map(|_| ())))?;
        row.need("sender", text)?;
        row.need("by", counted(UserId::new))?;
        let at = row.need("at", instant)?;
        row.close()?;
        Ok((id, at))
    })?;
    let (count, ids) = (rows.len(), rows.into_iter().collect::<BTreeMap<_, _>>());
    if ids.len() == count && count <= APPROVED_MAX {
        Ok(ids)
    } else {
        Err("senders repeat an id, or are too many".to_owned())
    }
}
