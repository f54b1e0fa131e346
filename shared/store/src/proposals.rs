//! Proposals that a person rejected: so that they are not shown again.

use std::collections::BTreeSet;

use domain::time::DAY_MS;
use domain::{Actor, ProposalId, Timestamp, WorkspaceId};

use crate::expression::{Expression, Range};
use crate::record::encode;
use crate::record::proposal::RejectedProposalRecord;
use crate::{Store, StoreError, key};

/// So long a rejected proposal is not shown again.
pub const REJECTED_KEPT_MS: i64 = 90 * DAY_MS;
/// So many pages of rejected proposals are read, some thousands each.
const PAGES: usize = 4;

impl Store {
    /// Keeps that a person rejected a proposal, for [`REJECTED_KEPT_MS`].
    pub async fn reject_proposal(
        &self,
        workspace: WorkspaceId,
        proposal: &ProposalId,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let record = RejectedProposalRecord::of(workspace, proposal, by, now);
        self.transact(vec![self.put(encode(&record)?, &Expression::default())?]).await.map(drop)
    }

    /// What was rejected, as [`ProposalId::unversioned`].
    pub async fn rejected_proposals(
        &self,
        workspace: WorkspaceId,
        now: Timestamp,
    ) -> Result<BTreeSet<String>, StoreError> {
        let (pk, all) = (key::rejected_proposals(workspace), Range::Prefix(String::new()));
        let (records, _) = self.query_all::<RejectedProposalRecord>(&pk, &all, PAGES).await?;
        Ok(records.into_iter().filter_map(|record| record.standing(now)).collect())
    }
}
