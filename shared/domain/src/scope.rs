//! What an API token may do, within what its user may. A session may do everything.

use crate::{ClosedSet, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// One thing that a token may do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Scope {
    /// Every `GET`.
    Read,
    /// Orders: place and change them.
    Orders,
    /// Deposits, matches and messages: the decisions of the day.
    Deposits,
    /// What decides whose money counts: accounts, phones, senders, settings, endpoints.
    Manage,
}

/// What a token reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// At least one, in their order.
    pub scopes: Vec<Scope>,
    /// Only these workspaces, at most [`Grant::WORKSPACES_MAX`]; empty: all of its user's, those of tomorrow too.
    pub workspaces: Vec<WorkspaceId>,
}

impl Grant {
    /// How many workspaces a token can be limited to.
    pub const WORKSPACES_MAX: usize = 50;

    /// Everything that its user may.
    pub fn whole() -> Self {
        Self { scopes: Scope::all().collect(), workspaces: Vec::new() }
    }

    /// Whether it is less than everything.
    pub fn is_limited(&self) -> bool {
        *self != Self::whole()
    }

    pub fn allows(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    pub fn reaches(&self, workspace: WorkspaceId) -> bool {
        self.workspaces.is_empty() || self.workspaces.contains(&workspace)
    }
}
