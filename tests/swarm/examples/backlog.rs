//! Everything falls due at once, and the sweeper works it off, in virtual time over engines that are far away:
//!
//! ```sh
//! cargo run --release -p swarm --example backlog
//! cargo run -p swarm --example backlog -- --part 10       # a tenth of all
//! cargo run -p swarm --example backlog -- --processor 860 # microseconds of the processor for a request
//! cargo run -p swarm --example backlog -- --part 10 --shops 1 # all orders in one workspace
//! ```
//!
//! `docs/scale.md`, "A backlog of the sweeper", shows what it prints.

#![allow(clippy::expect_used, clippy::panic, reason = "what is typed wrong is told, and that is all")]

use std::time::Instant;

use pairing::passes::PassReport;
use swarm::backlog::{Backlog, Run, Size, told};
use swarm::far::Latency;

/// As on AWS within a region, assumed and not measured.
const LATENCY: Latency = Latency { read_ms: 5, write_ms: 8, transaction_ms: 20, queue_ms: 15, processor_us: 250 };

const SIZE: Size = Size {
    workspaces: 10_000,
    orders: 100_000,
    order_workspaces: 1_000,
    deliveries: 100_000,
    phones: 10_000,
    retentions: 10_000,
    old_orders_each: 10,
    reminders: 10_000,
};

fn number(name: &str) -> Option<u64> {
    let mut words = std::env::args().skip_while(|word| word != name).skip(1);
    words.next().map(|word| word.parse().expect("a number"))
}

fn tell(run: &Run) {
    let done = |report: &PassReport| format!("{} {} in {} s", report.pass.name(), report.done, report.took_ms / 1_000);
    let reports: Vec<String> = run.reports.iter().map(done).collect();
    eprintln!("minute {}: {}", run.began_ms / 60_000, reports.join(", "));
}

fn main() {
    let part = number("--part").unwrap_or(1);
    let latency = Latency { processor_us: number("--processor").unwrap_or(LATENCY.processor_us), ..LATENCY };
    let size = Size {
        workspaces: SIZE.workspaces / part,
        orders: SIZE.orders / part,
        order_workspaces: number("--shops").unwrap_or(SIZE.order_workspaces / part),
        deliveries: SIZE.deliveries / part,
        phones: SIZE.phones / part,
        retentions: SIZE.retentions / part,
        reminders: SIZE.reminders / part,
        ..SIZE
    };
    let began = Instant::now();
    let (runs, traffic) = swarm::runtime().block_on(async {
        let backlog = Backlog::of(&size, latency).await;
        eprintln!("{size:?}, set up in {} s", began.elapsed().as_secs());
        (backlog.run_all(tell).await, backlog.traffic())
    });
    println!("{latency:?}\n");
    println!("| pass | rows | runs | the last after | most in a run |\n|---|---|---|---|---|");
    for told in told(&runs) {
        assert_eq!(told.failed, 0, "{} failed", told.pass.name());
        let (minutes, seconds) = (told.ended_ms / 60_000, told.ended_ms / 1_000 % 60);
        println!(
            "| {} | {} | {} | {minutes} min {seconds} s | {} |",
            told.pass.name(),
            told.rows,
            told.runs,
            told.most
        );
    }
    let (hottest, units) = traffic.hottest.iter().max_by_key(|(_, units)| **units).expect("something was written");
    println!("\n{} requests in {} s of this machine", traffic.requests, began.elapsed().as_secs());
    println!("hottest partition of the table: `{hottest}`, {units} write units in a second");
}
