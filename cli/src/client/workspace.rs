//! Which workspace a command acts on: a test workspace, unless `--live` asks for another.

use domain::{ClosedSet, WorkspaceMode};
use serde::Deserialize;

use super::api::PAGE_MAX;
use super::args::In;
use super::failure::Failure;
use super::session::Session;

/// What the client knows of a workspace.
#[derive(Deserialize, Clone, Debug)]
pub struct Workspace {
    pub id: u64,
    pub name: String,
    mode: String,
    #[serde(default)]
    pub is_active: bool,
    #[serde(default)]
    pub settings: Settings,
}

#[derive(Deserialize, Default, Clone, Debug)]
pub struct Settings {
    #[serde(default)]
    pub senders: String,
}

impl Workspace {
    /// What this program does not know counts as live.
    pub fn is_test(&self) -> bool {
        WorkspaceMode::parse(&self.mode) == Some(WorkspaceMode::Test)
    }
}

/// The one that the command names, that `init` chose, or the only one of its kind.
pub async fn chosen(session: &Session, at: &In) -> Result<Workspace, Failure> {
    let lang = session.lang;
    let kept = session.profile.as_ref().and_then(|profile| profile.workspace).filter(|_| !at.live);
    let workspace = match at.workspace.or(kept) {
        Some(id) => session.api.get::<Workspace>(&format!("/workspaces/{id}")).await?,
        None => only(session, at.live).await?,
    };
    match (workspace.is_test(), at.live) {
        (true, false) | (false, true) => Ok(workspace),
        (false, false) => Err(Failure::Live(lang.live_needs_flag(workspace.id, &workspace.name))),
        (true, true) => Err(Failure::Failed(lang.not_live(workspace.id, &workspace.name))),
    }
}

/// As [`chosen`], for what no live workspace takes.
pub async fn for_test(session: &Session, at: &In) -> Result<Workspace, Failure> {
    match chosen(session, at).await {
        Ok(workspace) if workspace.is_test() => Ok(workspace),
        Ok(_) | Err(Failure::Live(_)) => Err(Failure::Failed(session.lang.live_takes_no_test())),
        Err(failure) => Err(failure),
    }
}

/// Those of the caller.
pub async fn all(session: &Session) -> Result<Vec<Workspace>, Failure> {
    session.api.get(&format!("/workspaces?limit={PAGE_MAX}")).await
}

async fn only(session: &Session, live: bool) -> Result<Workspace, Failure> {
    let lang = session.lang;
    let mut fit = all(session).await?;
    fit.retain(|workspace| workspace.is_test() != live);
    match (fit.len(), live) {
        (1, _) => Ok(fit.remove(0)),
        (0, false) => Err(Failure::Failed(lang.no_test_workspace())),
        (0, true) => Err(Failure::Failed(lang.no_live_workspace())),
        (_, _) => {
            let ids: Vec<_> = fit.iter().map(|workspace| format!("{} ({})", workspace.id, workspace.name)).collect();
            Err(Failure::Usage(lang.several_workspaces(ids.join(", "))))
        }
    }
}
