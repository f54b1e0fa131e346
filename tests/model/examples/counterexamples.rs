//! Prints, for each mutant of the protocol, how short its counterexample is; with `-- NAME`, the way itself.

use model::{Protocol, counterexample, mutants};

fn main() {
    let wanted = std::env::args().nth(1);
    for mutant in mutants() {
        let found = counterexample(&mutant.scene, Protocol::without(mutant.without), mutant.breaks).unwrap_or_default();
        match &wanted {
            Some(name) if name == mutant.name => found.iter().for_each(|action| println!("{action:?}")),
            Some(_) => {}
            None => {
                let names: Vec<_> = mutant.without.iter().map(|switch| format!("`{switch:?}`")).collect();
                println!("| {} | {} | {} | {} |", names.join(", "), mutant.scene.name, mutant.breaks, found.len());
            }
        }
    }
}
