//! A backup is made while orders and messages come in, and the program is killed. What was answered before the backup
//! began is in it, whole; and a backup that is spoiled is refused with nothing left behind.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use local::backup;
use local::engine::queue;
use local::product::engines;
use runtime::config;
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::running::{Caller, Running, message, order, pause};
use crate::support::temporary_dir;

const WRITERS: usize = 4;
const ANSWERED_BEFORE_THE_BACKUP: usize = 40;
const ANSWERED_BEFORE_THE_KILL: usize = 80;

fn program(arguments: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_local")).args(arguments).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

/// Places orders and sends their messages until nobody answers; tells how many of its own were answered.
async fn write(caller: Caller, writer: usize, answered: Arc<AtomicUsize>) -> usize {
    for nth in 0.. {
        let own = nth * WRITERS + writer;
        let placed = caller.call("POST", "/workspaces/1/orders", Some(&order(own))).await;
        let sent = caller.call("POST", "/webhooks/bank-sms", Some(&message(own))).await;
        if placed.is_none_or(|(status, _)| status != 201) || sent.is_none() {
            return nth;
        }
        answered.fetch_add(1, Ordering::SeqCst);
    }
    0
}

async fn until(answered: &AtomicUsize, many: usize) {
    while answered.load(Ordering::SeqCst) < many {
        pause().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_before_a_backup_under_load_is_in_it() {
    let dir = temporary_dir();
    std::fs::write(dir.path().join("key"), "0123456789abcdef0123456789abcdef\n").unwrap();
    let mut first = Running::start(Path::new(env!("CARGO_BIN_EXE_local")), dir.path()).await;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        writers.spawn(write(first.caller(), writer, Arc::clone(&answered)));
    }
    until(&answered, ANSWERED_BEFORE_THE_BACKUP).await;
    let before = answered.load(Ordering::SeqCst);
    let path = dir.path().to_owned();
    let backup = tokio::task::spawn_blocking(move || {
        program(&["backup", "kept.zip", "--data", "data", "--key-file", "key"], &path)
    });
    let backup = backup.await.unwrap();
    assert!(backup.status.success(), "{}", said(&backup));
    until(&answered, before.max(ANSWERED_BEFORE_THE_KILL)).await;
    first.child.kill().unwrap();
    while writers.join_next().await.is_some() {}
    drop(first);

    std::fs::rename(dir.path().join("data"), dir.path().join("lost")).unwrap();
    let restored = program(&["restore", "kept.zip", "--data", "data", "--key-file", "key"], dir.path());
    assert!(restored.status.success() && said(&restored).contains("0 findings"), "{}", said(&restored));
    let second = Running::start(Path::new(env!("CARGO_BIN_EXE_local")), dir.path()).await;
    let mut orders = Vec::new();
    for _ in 0..200 {
        orders = second.caller().list("orders").await;
        if orders.iter().filter(|order| order["status"] == "MATCHED").count() >= before {
            break;
        }
        pause().await;
    }
    let matched = orders.iter().filter(|order| order["status"] == "MATCHED").count();
    assert!(matched >= before, "{matched} of {before} paid orders are in the backup");
    drop(second);
    let audit = program(&["check", "--data", "data"], dir.path());
    assert!(audit.status.success(), "{}", said(&audit));
}

/// Also what nobody took off a queue yet.
#[tokio::test]
async fn what_waits_on_the_queues_is_in_a_backup() {
    let dir = temporary_dir();
    let (data, file, new) = (dir.path().join("data"), dir.path().join("kept.zip"), dir.path().join("new"));
    let open = |data: &Path| engines(Some(data), &config::clock()).unwrap();
    let served = open(&data);
    for (queue, body) in [(&served.queue, "a message"), (&served.events, "an event")] {
        let client = queue::client(queue.http_client());
        client.send_message().queue_url(queue.queue_url()).message_body(body).send().await.unwrap();
    }
    backup::write(&data, &file, None).unwrap();
    drop(served);
    backup::restore(&file, &new, None).unwrap();
    let restored = open(&new);
    assert_eq!((restored.queue.counts().visible, restored.events.counts().visible), (1, 1));
}

/// A data directory, and its backup with and without a key.
async fn kept() -> TempDir {
    let dir = temporary_dir();
    std::fs::write(dir.path().join("key"), "0123456789abcdef0123456789abcdef").unwrap();
    std::fs::write(dir.path().join("other"), "another-key-of-32-characters-....").unwrap();
    drop(Running::start(Path::new(env!("CARGO_BIN_EXE_local")), dir.path()).await);
    for arguments in [&["sealed.zip", "--key-file", "key"][..], &["plain.zip"]] {
        let made = program(&[&["backup", "--data", "data"], arguments].concat(), dir.path());
        assert!(made.status.success(), "{}", said(&made));
    }
    dir
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spoiled_backup_is_refused_and_leaves_nothing() {
    let dir = kept().await;
    let path = |name: &str| dir.path().join(name);
    let whole = std::fs::read(path("plain.zip")).unwrap();
    std::fs::write(path("half.zip"), &whole[..whole.len() / 2]).unwrap();
    let mut bent = whole.clone();
    let middle = bent.len() / 2;
    bent[middle] ^= 1;
    std::fs::write(path("bent.zip"), bent).unwrap();
    std::fs::write(path("short"), "too short").unwrap();
    for (arguments, says) in [
        (&["half.zip"][..], "no whole backup"),
        (&["bent.zip"], "of the backup"),
        (&["key"], "no whole backup"),
        (&["missing.zip"], "cannot read missing.zip"),
        (&["sealed.zip"], "--key-file"),
        (&["sealed.zip", "--key-file", "other"], "the key is not the one"),
        (&["sealed.zip", "--key-file", "short"], "not 32 or more"),
    ] {
        let restored = program(&[&["restore", "--data", "new"], arguments].concat(), dir.path());
        assert!(!restored.status.success() && said(&restored).contains(says), "{arguments:?}: {}", said(&restored));
        assert!(!path("new").exists(), "{arguments:?}");
    }
    let onto = program(&["restore", "plain.zip", "--data", "data"], dir.path());
    assert!(!onto.status.success() && said(&onto).contains("is not empty"), "{}", said(&onto));
    let again = program(&["backup", "plain.zip", "--data", "data"], dir.path());
    assert!(!again.status.success() && said(&again).contains("is there already"), "{}", said(&again));
    assert_eq!(std::fs::read(path("plain.zip")).unwrap(), whole);
    let restored = program(&["restore", "sealed.zip", "--data", "new", "--key-file", "key"], dir.path());
    assert!(restored.status.success(), "{}", said(&restored));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_of_a_later_version_is_refused() {
    let dir = temporary_dir();
    drop(Running::start(Path::new(env!("CARGO_BIN_EXE_local")), dir.path()).await);
    std::fs::write(dir.path().join("data").join(local::upgrade::FILE), "999\n").unwrap();
    let audit = program(&["check", "--data", "data"], dir.path());
    assert!(!audit.status.success() && said(&audit).contains("a later LunePay"), "{}", said(&audit));
}
