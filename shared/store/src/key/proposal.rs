//! The keys of rejected proposals.

use domain::{ProposalId, WorkspaceId};

use super::{Key, key, ws};

pub fn rejected_proposals(workspace: WorkspaceId) -> String {
    format!("{}#REJECTED", ws(workspace))
}

/// A proposal that a person rejected, by what it proposes.
pub fn rejected_proposal(workspace: WorkspaceId, proposal: &ProposalId) -> Key {
    key(rejected_proposals(workspace), proposal.unversioned())
}
