//! Explores scenes to their ends and prints a row of a table for each: those that are too large for every run of the
//! tests, with `-- quick` those of the tests, with `-- "NAME"` the one of that name.

use std::time::Instant;

use model::{Protocol, explore, scenes};

/// The most memory that this program has had, in megabytes.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|kb| kb.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let word = std::env::args().nth(1);
    let all = match word.as_deref() {
        None => scenes::large(),
        Some("quick") => scenes::quick(),
        Some(name) => scenes::quick().into_iter().chain(scenes::large()).filter(|scene| scene.name == name).collect(),
    };
    let mut failed = false;
    println!("| scene | states | steps | longest way | seconds | peak so far |\n|---|---|---|---|---|---|");
    for scene in all {
        let (name, began) = (scene.name, Instant::now());
        let end = explore(scene, Protocol::WHOLE, 2);
        let took = began.elapsed().as_secs();
        println!("| {name} | {} | {} | {} | {took} | {} MB |", end.states, end.steps, end.longest, peak_mb());
        failed |= !end.broken.is_empty() || !end.whole;
        end.broken.iter().for_each(|property| println!("BROKEN: {property}"));
    }
    assert!(!failed, "a property does not hold, or a scene was not explored to its end");
}
