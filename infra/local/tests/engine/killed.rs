//! Whatever was answered survives kill -9: a child process writes to both engines and says what was acknowledged, is
//! killed in the middle of it, and the parent looks at what is on the disk.
use crate::{
    support::{Manual, queue_settings, temporary_dir},
    table::{TABLE, create_table, item},
};
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use local::engine::{
    queue::{self, QueueEngine},
    table::{self, TableEngine},
};
use std::{
    collections::BTreeSet,
    env,
    io::{BufRead, BufReader, Write, stdout},
    path::Path,
    process::{Command, Stdio},
};

/// Set for the child alone, and names the directory.
const CHILD: &str = "LUNEPAY_TEST_KILLED";
const WRITERS: usize = 8;
const ACKNOWLEDGED_BEFORE_THE_KILL: usize = 300;
const ITEMS_OF_A_TRANSACTION: usize = 4;

fn queue_at(dir: &Path) -> QueueEngine {
    QueueEngine::new(Some(&dir.join("queue.journal")), queue_settings(), Manual::new().clock()).unwrap()
}

#[tokio::test]
async fn whatever_was_acknowledged_survives_kill_9() {
    let dir = temporary_dir();
    let said = run_until_killed(dir.path());
    let said = |kind: &str| -> BTreeSet<String> {
        said.iter().filter_map(|line| line.split_once(kind)).map(|(_, name)| name.to_owned()).collect()
    };

    let client = table::client(TableEngine::on_disk(dir.path()).unwrap().http_client());
    let mut pages = client.scan().table_name(TABLE).into_paginator().items().send();
    let mut stored: Vec<String> = Vec::new();
    while let Some(item) = pages.next().await {
        stored.push(item.unwrap()["PK"].as_s().unwrap().clone());
    }
    let whole: BTreeSet<String> = stored.iter().cloned().collect();
    assert_eq!(stored.len(), whole.len() * ITEMS_OF_A_TRANSACTION, "half a transaction was stored");
    assert_that_nothing_is_lost(&said("stored "), &whole);

    let queue = queue_at(dir.path());
    let client = queue::client(queue.http_client());
    let mut queued = BTreeSet::new();
    while queue.counts().visible > 0 {
        let request = client.receive_message().queue_url(queue.queue_url()).max_number_of_messages(10);
        let received = request.send().await.unwrap().messages.unwrap_or_default();
        queued.extend(received.into_iter().map(|message| message.body.unwrap()));
    }
    assert_that_nothing_is_lost(&said("queued "), &queued);
}

/// What was acknowledged is there, and beside it no more than the one write that each writer was waiting for.
fn assert_that_nothing_is_lost(acknowledged: &BTreeSet<String>, there: &BTreeSet<String>) {
    let lost: Vec<_> = acknowledged.difference(there).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(!acknowledged.is_empty() && there.len() <= acknowledged.len() + WRITERS);
}

/// What the child said, up to its end.
fn run_until_killed(dir: &Path) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap());
    let child = child.args(["--exact", "killed::the_child_that_is_killed"]).env(CHILD, dir).stdout(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut said: Vec<String> = Vec::new();
    while said.len() < ACKNOWLEDGED_BEFORE_THE_KILL {
        let Some(line) = lines.next() else { panic!("the child ended by itself") };
        said.push(line);
    }
    child.kill().unwrap();
    said.extend(lines);
    child.wait().unwrap();
    said
}

/// Does nothing in a usual run. In the child it writes for ever.
#[tokio::test]
async fn the_child_that_is_killed() {
    let Some(dir) = env::var_os(CHILD) else { return };
    let dir = Path::new(&dir);
    let table = table::client(TableEngine::on_disk(dir).unwrap().http_client());
    create_table(&table).await;
    let queue = queue_at(dir);
    let writers = (0..WRITERS).map(|writer| {
        let (table, queue, url) = (table.clone(), queue::client(queue.http_client()), queue.queue_url().to_owned());
        tokio::spawn(async move {
            for round in 0.. {
                let name = format!("{writer}-{round}");
                let items = (0..ITEMS_OF_A_TRANSACTION).map(|nth| {
                    let put = Put::builder().table_name(TABLE).set_item(Some(item(&name, &nth.to_string())));
                    TransactWriteItem::builder().put(put.build().unwrap()).build()
                });
                table.transact_write_items().set_transact_items(Some(items.collect())).send().await.unwrap();
                say(&format!("stored {name}\n"));
                queue.send_message().queue_url(&url).message_body(&name).send().await.unwrap();
                say(&format!("queued {name}\n"));
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

/// Not `print!`, which the test harness keeps to itself.
fn say(line: &str) {
    let mut stdout = stdout().lock();
    stdout.write_all(line.as_bytes()).unwrap();
    stdout.flush().unwrap();
}
