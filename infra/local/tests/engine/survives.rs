//! Power goes off: the real program is killed (SIGKILL) in the middle of two hundred messages and two hundred orders,
//! started again on the same data, and asked again for what it did not answer. Whatever was answered is there exactly
//! once.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use tokio::task::JoinSet;

use crate::running::{Running, message, order, pause};
use crate::support::temporary_dir;

/// Half orders, half messages.
const CALLS: usize = 400;
const ANSWERED_BEFORE_THE_KILL: usize = 60;
/// How many times a state is asked for, at most, before the test gives up.
const LOOKS: usize = 600;

/// Half orders, half messages; each order has its message of now, at an amount of their own.
fn calls() -> Vec<(&'static str, Value)> {
    (0..CALLS / 2)
        .flat_map(|nth| [("/workspaces/1/orders", order(nth)), ("/webhooks/bank-sms", message(nth))])
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_answered_is_there_exactly_once_after_kill_9() {
    let (program, dir) = (Path::new(env!("CARGO_BIN_EXE_local")), temporary_dir());
    let mut first = Running::start(program, dir.path()).await;
    let (caller, answered) = (first.caller(), Arc::new(AtomicUsize::new(0)));
    let mut running = JoinSet::new();
    for (path, body) in calls() {
        let (caller, answered) = (caller.clone(), Arc::clone(&answered));
        running.spawn(async move {
            let answer = caller.call("POST", path, Some(&body)).await;
            answered.fetch_add(usize::from(answer.is_some()), Ordering::SeqCst);
            (path, body, answer)
        });
    }
    let mut calls = Vec::new();
    while let Some(done) = running.join_next().await {
        calls.push(done.unwrap());
        if answered.load(Ordering::SeqCst) >= ANSWERED_BEFORE_THE_KILL {
            first.child.kill().unwrap();
        }
    }
    drop(first);
    let unanswered = calls.iter().filter(|(_, _, answer)| answer.is_none()).count();
    assert!(unanswered > 0, "the program was killed too late to prove anything");

    let second = Running::start(program, dir.path()).await;
    let caller = second.caller();
    for (path, body, answer) in &calls {
        if answer.is_none() {
            let (status, answer) = caller.call("POST", path, Some(body)).await.unwrap();
            assert!(matches!(status, 200..=202), "{status}: {answer}");
        }
    }
    let mut orders = Vec::new();
    for _ in 0..LOOKS {
        orders = caller.list("orders").await;
        if orders.iter().all(|order| order["status"] == "MATCHED") {
            break;
        }
        pause().await;
    }
    let numbers: BTreeMap<String, u64> =
        orders.iter().map(|order| (order["order_number"].to_string(), order["id"].as_u64().unwrap())).collect();
    assert_eq!((orders.len(), numbers.len()), (CALLS / 2, CALLS / 2));
    assert!(orders.iter().all(|order| order["status"] == "MATCHED"), "{orders:?}");
    for (_, body, answer) in &calls {
        // An order that was answered is the one that stands.
        if let (Some((201, placed)), Some(number)) = (answer, body["order_number"].as_str()) {
            assert_eq!(Some(numbers[&format!("{number:?}")]), placed["id"].as_u64());
        }
    }
    let deposits = caller.list("deposits").await;
    assert_eq!(deposits.len(), CALLS / 2);
    let mut paid: Vec<u64> = deposits.iter().map(|deposit| deposit["matched_order_id"].as_u64().unwrap()).collect();
    paid.sort_unstable();
    paid.dedup();
    assert_eq!(paid.len(), CALLS / 2);
    drop(second);

    let audit = Command::new(program).args(["check", "--data"]).arg(dir.path().join("data")).output().unwrap();
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}
