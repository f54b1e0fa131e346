//! What a machine does to a program that serves: its disk is full, it is asked to stop in the middle of work, it is
//! started twice.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::task::JoinSet;

use crate::running::{Caller, Running, message, order, pause};
use crate::support::temporary_dir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_local");
const WRITERS: usize = 4;
const ANSWERED_BEFORE_THE_END: usize = 60;

fn audit(dir: &Path) {
    let audit = Command::new(PROGRAM).args(["check", "--data"]).arg(dir.join("data")).output().unwrap();
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}

/// The exit code of a program that ends by itself.
async fn ended(child: &mut Child) -> Option<i32> {
    loop {
        match child.try_wait().unwrap() {
            Some(status) => return status.code(),
            None => pause().await,
        }
    }
}

/// No file may grow past two megabytes, which is what a full disk does to a program: a write is refused in the middle.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_writes_with_a_word_and_tears_nothing() {
    let dir = temporary_dir();
    let limited = dir.path().join("limited");
    // In blocks of 512 bytes; a program that ignores the signal is told by its writes.
    let script = format!("#!/bin/sh\ntrap '' XFSZ\nulimit -f 4096\nexec {PROGRAM} \"$@\"\n");
    std::fs::write(&limited, script).unwrap();
    Command::new("chmod").arg("+x").arg(&limited).status().unwrap();
    let full = Running::start(&limited, dir.path()).await;
    let caller = full.caller();
    let (mut placed, mut refused) = (0, None);
    for nth in 0..20_000 {
        match caller.call("POST", "/workspaces/1/orders", Some(&order(nth))).await {
            Some((201, _)) => placed += 1,
            Some(other) => {
                refused = Some(other);
                break;
            }
            None => panic!("order {nth} was not answered"),
        }
    }
    let (status, problem) = refused.unwrap();
    assert_eq!((status, &problem["code"]), (503, &"unavailable".into()), "after {placed} orders");
    let newest = caller.call("GET", "/workspaces/1/orders/1", None).await.unwrap();
    assert_eq!(newest.0, 200, "what stands is read on");
    drop(full);
    let again = Running::start(Path::new(PROGRAM), dir.path()).await;
    let orders = again.caller().list("orders").await;
    assert!((placed..=placed + 1).contains(&orders.len()), "{placed} were answered, {} stand", orders.len());
    let (status, _) = again.caller().call("POST", "/workspaces/1/orders", Some(&order(30_000))).await.unwrap();
    assert_eq!(status, 201, "with room again it writes on");
    drop(again);
    audit(dir.path());
}

/// Places orders and sends their messages until nobody answers; tells how many were answered.
async fn write(caller: Caller, writer: usize, answered: Arc<AtomicUsize>) -> usize {
    for nth in 0.. {
        let own = nth * WRITERS + writer;
        let placed = caller.call("POST", "/workspaces/1/orders", Some(&order(own))).await;
        if placed.is_none_or(|(status, _)| status != 201) {
            return nth;
        }
        if caller.call("POST", "/webhooks/bank-sms", Some(&message(own))).await.is_none() {
            return nth + 1;
        }
        answered.fetch_add(1, Ordering::SeqCst);
    }
    0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_stop_in_the_middle_of_work_it_ends_well_and_keeps_what_it_answered() {
    let dir = temporary_dir();
    let mut first = Running::start(Path::new(PROGRAM), dir.path()).await;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        writers.spawn(write(first.caller(), writer, Arc::clone(&answered)));
    }
    while answered.load(Ordering::SeqCst) < ANSWERED_BEFORE_THE_END {
        pause().await;
    }
    Command::new("kill").args(["-TERM", &first.child.id().to_string()]).status().unwrap();
    assert_eq!(ended(&mut first.child).await, Some(0));
    let mut placed = 0;
    while let Some(writer) = writers.join_next().await {
        placed += writer.unwrap();
    }
    drop(first);
    let second = Running::start(Path::new(PROGRAM), dir.path()).await;
    let orders = second.caller().list("orders").await.len();
    assert!((placed..=placed + WRITERS).contains(&orders), "{placed} were answered, {orders} stand");
    drop(second);
    audit(dir.path());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_on_one_directory_is_refused() {
    let dir = temporary_dir();
    let first = Running::start(Path::new(PROGRAM), dir.path()).await;
    let mut second = Command::new(PROGRAM);
    second.args(["--listen", "127.0.0.1:0", "--data"]).arg(dir.path().join("data")).arg("--dashboard").arg(dir.path());
    let second = second.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success() && said.contains("another LunePay runs on this directory"), "{said}");
    let (status, _) = first.caller().call("POST", "/workspaces/1/orders", Some(&order(1))).await.unwrap();
    assert_eq!(status, 201, "the first serves on");
}
