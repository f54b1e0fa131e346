//! A proposal that a person rejected.

use domain::{Actor, ProposalId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::FORMAT;
use crate::key;
use crate::proposals::REJECTED_KEPT_MS;

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct RejectedProposalRecord {
    #[serde(rename = "PK")]
    pub pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    pub rejected_by: String,
    rejected_at: i64,
    ttl: i64,
}

impl RejectedProposalRecord {
    pub fn of(workspace: WorkspaceId, proposal: &ProposalId, by: &Actor, now: Timestamp) -> Self {
        let key = key::rejected_proposal(workspace, proposal);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            rejected_by: by.code(),
            rejected_at: now.ms(),
            ttl: now.plus_ms(REJECTED_KEPT_MS).seconds(),
        }
    }

    /// What was rejected, while that stands.
    pub fn standing(self, now: Timestamp) -> Option<String> {
        (self.ttl > now.seconds()).then_some(self.sk)
    }
}
