//! Explorations: to the end of a scene, or to the nearest counterexample.

use stateright::{Checker, HasDiscoveries, Model};

use crate::model::{Action, Pairing};
use crate::scene::Scene;
use crate::switch::Protocol;

/// What the end of a scene was.
#[derive(Clone, Debug)]
pub struct Explored {
    /// How many different states there are.
    pub states: usize,
    /// How many steps lead from one to another.
    pub steps: usize,
    /// How many steps the longest way took.
    pub longest: usize,
    /// Every state was visited: no bound of the search ended it.
    pub whole: bool,
    /// The properties that do not hold.
    pub broken: Vec<&'static str>,
}

/// Visits every state of a scene.
pub fn explore(scene: Scene, protocol: Protocol, threads: usize) -> Explored {
    let checker = Pairing { scene, protocol }.checker().threads(threads).spawn_dfs().join();
    Explored {
        states: checker.unique_state_count(),
        steps: checker.state_count(),
        longest: checker.max_depth(),
        whole: checker.is_done(),
        broken: checker.discoveries().into_keys().collect(),
    }
}

/// The shortest way into a state in which a property does not hold; `None` when all hold everywhere.
pub fn counterexample(scene: Scene, protocol: Protocol) -> Option<(&'static str, Vec<Action>)> {
    let checker = Pairing { scene, protocol }.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let found = checker.discoveries().into_iter();
    found.map(|(property, path)| (property, path.into_actions())).min_by_key(|(_, actions)| actions.len())
}
