//! Runs seeds, and prints what they came to:
//!
//! ```sh
//! cargo run -p swarm --example swarm -- --seeds 0..1000 --threads 2
//! cargo run -p swarm --example swarm -- --seed 4711              # one schedule, step by step
//! cargo run -p swarm --example swarm -- --bug LookLost           # how long a planted bug stays unseen
//! ```

#![allow(clippy::expect_used, clippy::panic, reason = "what is typed wrong is told, and that is all")]

use std::time::Instant;

use swarm::{Bug, Ended, run, search};

fn value(name: &str) -> Option<String> {
    let mut words = std::env::args().skip_while(|word| word != name).skip(1);
    words.next()
}

/// The most memory that this program has had, in megabytes.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|kb| kb.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn print(ended: &Ended, bug: Option<Bug>) {
    println!("seed {} found:", ended.seed);
    ended.findings.iter().for_each(|finding| println!("  {finding}"));
    let planted = bug.map_or(String::new(), |bug| format!(" --bug {bug:?}"));
    println!("replay: cargo run -p swarm --example swarm -- --seed {}{planted}", ended.seed);
}

fn main() {
    let bug = value("--bug").map(|name| Bug::parse(&name).unwrap_or_else(|| panic!("bugs: {:?}", Bug::ALL)));
    if let Some(seed) = value("--seed") {
        let ended = run(seed.parse().expect("a seed is a number"), bug, true);
        ended.tally.0.iter().for_each(|(what, many)| println!("{many:>8} {what}"));
        println!("trace {:016x}", ended.trace);
        print(&ended, bug);
        std::process::exit(i32::from(!ended.findings.is_empty()));
    }
    let seeds = value("--seeds").unwrap_or_else(|| "0..1000".to_owned());
    let (from, to) = seeds.split_once("..").expect("--seeds FROM..TO");
    let threads = value("--threads").map_or(2, |threads| threads.parse().expect("a number of threads"));
    let began = Instant::now();
    let (tally, found) = search(from.parse().expect("FROM")..to.parse().expect("TO"), threads, bug);
    tally.0.iter().for_each(|(what, many)| println!("{many:>10} {what}"));
    println!("{} seeds in {} s, {} MB at most", tally.of("seeds"), began.elapsed().as_secs(), peak_mb());
    if let Some(found) = found {
        print(&found, bug);
        std::process::exit(1);
    }
}
