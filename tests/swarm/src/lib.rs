//! The swarm: a seed draws a schedule of every operation over several workspaces, and what goes wrong meanwhile: lost
//! requests and replies, conflicts, throttling, server errors, clocks that disagree, messages delivered again and at
//! once, and programs that die between any two of their requests. Then everything is healed, the queue is drained, and
//! the auditor looks, with what the callers were told held against what stands.
//!
//! It is the product's own code over the embedded engines, with real SDK clients: routers, matcher, sweeper. Every
//! request of theirs to table or queue waits at the `desk` until the schedule picks it, so that requests of different
//! programs overtake one another in every way. One thread, virtual time and seeded generators make a schedule a
//! function of its seed: `--seed N` replays it.
//!
//! Deliberately not here: log-in and passwords (hashing would be most of the time), and the wait of a webhook for the
//! outcome in real time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it is wrong")]

pub mod backlog;
mod base;
mod bug;
mod chaos;
mod desk;
mod errand;
pub mod far;
mod fault;
mod herd;
mod letter;
mod plan;
mod rest;
mod tally;
mod truth;

pub use bug::Bug;
pub use tally::Tally;

use std::ops::Range;

use herd::Herd;

/// What a seed came to.
#[derive(Clone, Debug)]
pub struct Ended {
    pub seed: u64,
    /// What must not be: the auditor's findings, and what callers were told that is not so.
    pub findings: Vec<String>,
    /// A hash of every choice of the schedule: two runs of one seed agree in it.
    pub trace: u64,
    pub tally: Tally,
}

/// Runs one seed on this thread, from nothing. `tells`: every step is printed.
pub fn run(seed: u64, bug: Option<Bug>, tells: bool) -> Ended {
    runtime().block_on(async { Herd::new().await.run(seed, bug, tells).await })
}

/// Runs seeds on so many threads until one finds something, or all are through. Answers the tally of all, and the
/// first that found.
pub fn search(seeds: Range<u64>, threads: usize, bug: Option<Bug>) -> (Tally, Option<Ended>) {
    let next = std::sync::atomic::AtomicU64::new(seeds.start);
    let found = std::sync::Mutex::new((Tally::default(), None::<Ended>));
    let work = || async {
        let mut herd = Herd::new().await;
        loop {
            let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let ended = herd.run(seed, bug, false).await;
            let mut found = found.lock().unwrap();
            found.0.add(&ended.tally);
            if !ended.findings.is_empty() {
                next.store(seeds.end, std::sync::atomic::Ordering::Relaxed);
                if found.1.as_ref().is_none_or(|first| first.seed > seed) {
                    found.1 = Some(ended);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| runtime().block_on(work()));
        }
    });
    found.into_inner().unwrap()
}

/// One thread, and time that passes only when nothing else can happen.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}
