//! The keys of scenarios.

use domain::{ScenarioId, WorkspaceId};

use super::{Key, key, ws};

pub fn scenarios(workspace: WorkspaceId) -> String {
    format!("{}#SCENARIO", ws(workspace))
}

pub fn scenario(workspace: WorkspaceId, id: ScenarioId) -> Key {
    key(scenarios(workspace), id.to_string())
}
