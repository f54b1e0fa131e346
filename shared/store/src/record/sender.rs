//! What a call said of its sender, inside an item; and the senders that a workspace approved.

use domain::{ApprovedSender, SenderClaim, SenderId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use super::Reader;
use crate::StoreError;

/// `n` number or name, `t` title, `p` package, `a` ambiguous, `u` unconfirmed.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Default, Debug)]
pub struct SenderRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    t: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    a: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    u: bool,
}

impl SenderRecord {
    pub fn of(claim: &SenderClaim) -> Self {
        Self {
            n: claim.sender.clone(),
            t: claim.title.clone(),
            p: claim.package.clone(),
            a: claim.ambiguous,
            u: claim.unconfirmed,
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn read(self) -> SenderClaim {
        SenderClaim { sender: self.n, title: self.t, package: self.p, ambiguous: self.a, unconfirmed: self.u }
    }
}

/// An approved sender, inside its workspace's item.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ApprovedSenderRecord {
    id: u64,
    bank_code: String,
    sender: String,
    by: u64,
    at: i64,
}

impl ApprovedSenderRecord {
    pub fn of(approved: &ApprovedSender) -> Self {
        Self {
            id: approved.id.get(),
            bank_code: approved.bank_code.to_string(),
            sender: approved.sender.clone(),
            by: approved.approved_by.get(),
            at: approved.approved_at.ms(),
        }
    }

    pub fn read(self, reader: &Reader<'_>) -> Result<ApprovedSender, StoreError> {
        Ok(ApprovedSender {
            id: reader.need("senders.id", SenderId::new(self.id))?,
            bank_code: self.bank_code.into(),
            sender: self.sender,
            approved_by: reader.need("senders.by", UserId::new(self.by))?,
            approved_at: Timestamp::from_ms(self.at),
        })
    }
}
