//! Explorations: to the end of a scene, or to the nearest counterexample.

use stateright::{Checker, Model};

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

/// The shortest way into a state in which a property does not hold, which its name begins with; `None` when it holds
/// everywhere.
pub fn counterexample(scene: &Scene, protocol: Protocol, property: &str) -> Option<Vec<Action>> {
    let model = || Pairing { scene: scene.clone(), protocol };
    let longest = model().checker().spawn_bfs().join().max_depth();
    // The checker keeps the last discovery, not the first: so each depth is explored before the next.
    (2..longest + 2).find_map(|depth| {
        let found = model().checker().target_max_depth(depth).spawn_bfs().join().discoveries().into_iter();
        let mut found = found.filter(|(name, _)| name.starts_with(property)).map(|(_, path)| path.into_actions());
        found.next()
    })
}
