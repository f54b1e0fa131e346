//! Imports that end in the middle, and files that are no whole export.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use local::moving;
use local::product::TABLE;
use local::upgrade::VERSION;
use tests::{Fate, Gate, day};
use zip::write::SimpleFileOptions;

use super::{elsewhere, exported, import, refused};

/// The table stops taking writes in the middle, or the program dies before the workspace stands.
#[tokio::test]
async fn an_import_that_ends_in_the_middle_leaves_nothing_and_can_be_done_again() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let before = to.items().await.len();
    to.wire.rule(|call: &tests::Call| {
        let text = call.body.to_string();
        let is_late = call.operation == "TransactWriteItems" && text.contains("#MESSAGE") && text.contains("\"Put\"");
        if is_late { Fate::LoseRequest } else { Fate::Pass }
    });
    refused(&to, std::slice::from_ref(&file)).await;
    to.wire.calm();
    assert_eq!(to.items().await.len(), before, "what was written is taken away");

    // Whatever stands of it but the workspace itself: a death just before the end.
    let died = import(&to, std::slice::from_ref(&file)).await.unwrap().workspace.id;
    for (pk, sk) in
        [("WS#0000000003", "WS"), ("WS#0000000003", "MEMBER#0000000002"), ("USER#0000000002", "WS#0000000003")]
    {
        let key = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
        let delete = to.product.dynamo().delete_item().table_name(TABLE).key("PK", key(pk)).key("SK", key(sk));
        delete.send().await.unwrap();
    }
    let again = import(&to, &[file]).await.unwrap().workspace.id;
    assert_eq!((died.get(), again.get()), (3, 4));
    let of_the_third = |item: &day::Item| {
        let (pk, sk) = (item["PK"].as_s().unwrap(), item["SK"].as_s().unwrap());
        let is_own = pk.starts_with("WS#0000000003") || pk.starts_with("SEQ#0000000003");
        is_own || (pk.starts_with("BANK#") && sk.contains("#0000000003#"))
    };
    assert!(!to.items().await.iter().any(of_the_third));
    to.end().await;
    from.abandon();
}

/// Two operators at once: the second takes away what stands of the first, so the first may not come to stand.
#[tokio::test]
async fn an_import_that_another_took_for_dead_leaves_nothing() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let (gate, late) = (Gate::shut(), AtomicBool::new(false));
    let held = gate.clone();
    to.wire.rule(move |call: &tests::Call| {
        let text = call.body.to_string();
        let is_late = call.operation == "TransactWriteItems" && text.contains("#MESSAGE") && text.contains("\"Put\"");
        match is_late && !late.swap(true, Ordering::Relaxed) {
            true => Fate::HoldRequest(held.clone()),
            false => Fate::Pass,
        }
    });
    let files = std::slice::from_ref(&file);
    let second = async {
        gate.when_come(1).await;
        let second = import(&to, files).await;
        gate.open();
        second
    };
    let (first, second) = tokio::join!(import(&to, files), second);
    first.unwrap_err();
    let stands = second.unwrap().workspace.id;
    assert_eq!(stands.get(), 3);
    let of_the_first = |item: &day::Item| item["PK"].as_s().unwrap().contains("WS#0000000002");
    assert!(!to.items().await.iter().any(of_the_first));
    to.end().await;
    from.abandon();
}

/// The other way round: it commits just before the second takes it for dead, and stands whole.
#[tokio::test]
async fn an_import_that_commits_before_it_is_taken_for_dead_stands() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let (commits, erases) = (Gate::shut(), Gate::shut());
    let (last, turn) = (commits.clone(), erases.clone());
    let turns = AtomicUsize::new(0);
    to.wire.rule(move |call: &tests::Call| {
        let text = call.body.to_string();
        let is_turn = call.operation == "UpdateItem" && text.contains("PING") && text.contains("SEQ#0000000002");
        let is_last = call.operation == "TransactWriteItems" && text.contains("OWNED#");
        match (is_last, is_turn && turns.fetch_add(1, Ordering::Relaxed) == 1) {
            (true, _) => Fate::HoldRequest(last.clone()),
            (false, true) => Fate::HoldRequest(turn.clone()),
            (false, false) => Fate::Pass,
        }
    });
    let files = std::slice::from_ref(&file);
    let first = async {
        let first = import(&to, files).await;
        erases.open();
        first
    };
    let second = async {
        commits.when_come(1).await;
        let between = async {
            erases.when_come(1).await;
            commits.open();
        };
        tokio::join!(import(&to, files), between).0
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!((first.unwrap().workspace.id.get(), second.unwrap().workspace.id.get()), (2, 3));
    let orders = |id: u64| {
        let to = &to;
        async move { to.get(&format!("/workspaces/{id}/orders"), 200).await.body.as_array().unwrap().len() }
    };
    assert!(orders(2).await > 0);
    assert_eq!(orders(2).await, orders(3).await);
    to.end().await;
    from.abandon();
}

/// Writes the file anew, its lines changed.
fn bent(file: &Path, name: &str, change: impl Fn(&str) -> Option<String>) -> PathBuf {
    let mut text = String::new();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    zip.by_index(0).unwrap().read_to_string(&mut text).unwrap();
    let new = file.with_file_name(name);
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&new).unwrap());
    zip.start_file("records-001.jsonl", SimpleFileOptions::default()).unwrap();
    for line in text.lines().filter_map(change) {
        writeln!(zip, "{line}").unwrap();
    }
    zip.finish().unwrap();
    new
}

#[tokio::test]
async fn what_is_no_whole_export_is_refused_and_nothing_is_written() {
    let (from, dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let before = to.items().await.len();
    let path = |name: &str| dir.path().join(name);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(path("half.zip"), &whole[..whole.len() / 2]).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    std::fs::write(path("flipped.zip"), flipped).unwrap();
    std::fs::write(path("text.zip"), "an export").unwrap();
    let kept = |line: &str| Some(line.to_owned());
    let without = |words: &'static str| move |line: &str| (!line.contains(words)).then(|| line.to_owned());
    let version = |by: i32| {
        move |line: &str| {
            let other = VERSION.parse::<i32>().unwrap() + by;
            Some(line.replace(&format!("\"data_version\":\"{VERSION}\""), &format!("\"data_version\":\"{other}\"")))
        }
    };
    for (file, says) in [
        (path("half.zip"), "is no whole export"),
        (path("flipped.zip"), "flipped.zip"),
        (path("text.zip"), "is no whole export"),
        (path("none.zip"), "cannot read"),
        (bent(&file, "later.zip", version(1)), "bring this installation to that version"),
        (bent(&file, "older.zip", version(-1)), "bring that installation to this version"),
        (bent(&file, "headless.zip", without("\"begin\"")), "its first line is none of an export's"),
        (bent(&file, "endless.zip", without("\"end\"")), "the last part of the export is missing"),
        (bent(&file, "words.zip", |line| Some(line.replace("\"order\":", "\"ordre\":"))), "cannot be read"),
        (bent(&file, "homeless.zip", without("{\"record\":{\"workspace\"")), "holds no workspace"),
        (bent(&file, "second.zip", |line| Some(line.replace("\"goes_on\":false", "\"goes_on\":true"))), "first part"),
        // Taken while it was in use: the deposit that pays an order is there, and the order is not.
        (bent(&file, "torn.zip", without("\"order_number\":\"A-1\"")), "Deactivate it, export it once more"),
    ] {
        let said = refused(&to, std::slice::from_ref(&file)).await;
        assert!(said.contains(says), "{}: {said}", file.display());
    }
    let twice = [file.clone(), bent(&file, "same.zip", kept)];
    assert!(refused(&to, &twice).await.contains("part 1 was named twice"));
    let other = bent(&file, "other.zip", |line| {
        Some(line.replace("\"part\":1,", "\"part\":2,").replace("\"export\":\"1", "\"export\":\"2"))
    });
    assert!(refused(&to, &[file.clone(), other]).await.contains("of two exports"));
    let gap = bent(&file, "third.zip", |line| Some(line.replace("\"part\":1,", "\"part\":3,")));
    let first = bent(&file, "first.zip", without("\"end\""));
    assert!(refused(&to, &[gap, first]).await.contains("part 2 of the export is missing"));
    let stranger = moving::import(to.app.store(), &[file], "stranger@example.com", to.clock.now()).await;
    assert!(stranger.unwrap_err().to_string().contains("nobody signed up here as stranger@example.com"));
    // The torn one took ids, which are never given again.
    assert_eq!(to.items().await.len(), before);
    to.end().await;
    from.abandon();
}

/// A file that was written by hand can reach nothing but the workspace that it becomes.
#[tokio::test]
async fn what_a_file_says_of_others_is_not_believed() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let into_the_first = bent(&file, "other.zip", |line| Some(line.replace("WS#0000000001", "WS#0000000009")));
    let id = import(&to, &[into_the_first]).await.unwrap().workspace.id.get();
    let items = to.items().await;
    assert!(!items.iter().any(|item| item["PK"].as_s().unwrap().starts_with("WS#0000000009")));
    let accounts = to.get(&format!("/workspaces/{id}/bank-accounts"), 200).await.body;
    assert!(accounts.as_array().unwrap().iter().all(|account| account["verified_at"].is_null()));
    to.end().await;
    from.abandon();
}
