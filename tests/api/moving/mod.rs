//! A workspace moves: exported by one installation, imported into another, whole or not at all.

mod faults;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use axum::http::Method;
use domain::WorkspaceId;
use local::moving::{self, Imported};
use serde_json::{Value, json};
use store::layout::LAYOUT;
use tempfile::TempDir;
use tests::{Shop, day};
use web::Policy;
use workspaces::export::File;

use super::export::{parts_of, rows};

const OWNER: &str = "owner@example.com";

/// The export of a shop after a whole day, the file in its directory, and the shop.
async fn exported() -> (Shop, TempDir, PathBuf) {
    let (shop, _) = day::spend().await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shop.zip");
    let one = WorkspaceId::new(1).unwrap();
    assert!(moving::export(shop.app.store(), one, &file, shop.clock.now()).await.unwrap() > 50);
    (shop, dir, file)
}

/// Another installation at the same time, in which others came first: neither the workspace nor its owner can have the
/// number that they had.
async fn elsewhere(from: &Shop) -> Shop {
    let mut shop = Shop::empty(Policy { loopback_endpoints: true, ..Policy::default() }).await;
    shop.clock.advance_ms(from.clock.now().ms() - shop.clock.now().ms());
    let first = shop.sign_up("first@example.com").await;
    shop.call(Method::POST, "/workspaces", Some(&first), Some(json!({"name": "먼저 온 가게"})), 200).await;
    shop.call(Method::POST, "/auth/tokens", Some(&first), Some(json!({"name": "먼저 온 서버"})), 201).await;
    shop.owner = shop.sign_up(OWNER).await;
    shop
}

async fn import(shop: &Shop, files: &[PathBuf]) -> Result<Imported, String> {
    let imported = moving::import(shop.app.store(), files, OWNER, shop.clock.now()).await;
    imported.map_err(|error| format!("{error:#}"))
}

async fn refused(shop: &Shop, files: &[PathBuf]) -> String {
    import(shop, files).await.unwrap_err()
}

/// What people see of a workspace, but for what an import is said to change: numbers of people and of the workspace,
/// keys of phones and what they sent, whether an account is verified, and the log's entries of the move itself.
async fn seen(shop: &Shop, workspace: u64, people: &BTreeMap<u64, u64>) -> BTreeMap<&'static str, Vec<Value>> {
    let session = shop.log_in(OWNER).await;
    let parts = parts_of(shop, workspace, &session).await;
    let of = |file: File| {
        let mut rows = rows(&parts, file);
        rows.iter_mut().for_each(|row| neutral(row, workspace, people));
        rows.retain(|row| row["kind"] != "workspace.exported" && row["kind"] != "workspace.imported");
        (file.name(), rows)
    };
    let left_behind = [File::Members, File::Endpoints];
    File::ALL.into_iter().filter(|file| !left_behind.contains(file)).map(of).collect()
}

fn neutral(value: &mut Value, workspace: u64, people: &BTreeMap<u64, u64>) {
    const OF_A_PERSON: [&str; 3] = ["approved_by", "created_by", "owner_id"];
    const ELSEWHERE: [&str; 9] = [
        "keys",
        "last_seen_at",
        "messages_today",
        "others_today",
        "last_arrivals",
        "verified_at",
        "contested_at",
        "is_signing",
        "sender_unconfirmed",
    ];
    let here = |user: u64| people.get(&user).copied().unwrap_or(user);
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| neutral(one, workspace, people)),
        Value::Object(fields) => {
            if fields.contains_key("silent_after_minutes") {
                fields.remove("status");
            }
            let is_of_a_person = fields
                .get("kind")
                .and_then(Value::as_str)
                .is_some_and(|kind| kind.starts_with("member.") && kind != "member.invited" || kind == "owner.changed");
            // Tokens are counted anew: number 1 is another's here.
            if fields.get("kind").and_then(Value::as_str).is_some_and(|kind| kind.starts_with("token.")) {
                assert!(!people.is_empty() || fields["subject_id"] != 1, "{fields:?}");
                fields["subject_id"] = json!("a token");
            }
            let is_of_the_shop = fields
                .get("kind")
                .and_then(Value::as_str)
                .is_some_and(|kind| kind.starts_with("workspace.") || kind.starts_with("settings."));
            for (name, field) in fields.iter_mut() {
                let is_a_person = OF_A_PERSON.contains(&name.as_str()) || (is_of_a_person && name == "subject_id");
                if ELSEWHERE.contains(&name.as_str()) {
                    *field = Value::Null;
                } else if name == "workspace_id" || (is_of_the_shop && name == "subject_id") {
                    assert_eq!(*field, workspace);
                    *field = json!("the workspace");
                } else if let (true, Some(user)) = (is_a_person, field.as_u64()) {
                    *field = json!(here(user));
                } else {
                    neutral(field, workspace, people);
                }
            }
            if fields.contains_key("owner_id") {
                fields.remove("id");
            }
        }
        Value::String(text) => {
            let Some((kind, user)) = text.split_once(':') else { return };
            let (user, rest) = user.split_once('/').map_or((user, ""), |(user, _)| (user, "/of a token"));
            if let (true, Ok(user)) = (["user", "token"].contains(&kind), user.parse()) {
                *text = format!("{kind}:{}{rest}", here(user));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[tokio::test]
async fn a_workspace_moves_with_all_that_it_has() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let imported = import(&to, &[file]).await.unwrap();
    let id = imported.workspace.id.get();
    assert_eq!((id, imported.workspace.owner.get()), (2, 2));
    assert_eq!((imported.phones, imported.endpoints), (1, 2));
    let people: BTreeMap<_, _> = imported.users.iter().map(|(there, here, _)| (there.get(), here.get())).collect();
    assert_eq!(people[&1], 2, "the owner is who signed up with their address");
    assert_eq!(people[&2], 3, "and the member is a number that nobody has");
    assert_eq!(seen(&to, id, &BTreeMap::new()).await, seen(&from, 1, &people).await);
    let told = imported.to_string();
    for said in
        ["workspace 1 is workspace 2 here", "user 2 is user 3 here (staff@example.com): invite them", "2 webhook"]
    {
        assert!(told.contains(said), "{told}");
    }
    // Nobody takes the number that the member left in the histories.
    to.sign_up("late@example.com").await;
    let members = to.get(&format!("/workspaces/{id}/members"), 200).await.body;
    assert_eq!(members.as_array().unwrap().len(), 1);
    assert_eq!(members[0]["user_id"], 2);
    to.end().await;
    from.end().await;
}

/// What stays, each for its reason in docs/server.md: `moving` must say of every other kind how it comes along.
const STAYS: [&str; 20] = [
    "user",
    "token (session or API token)",
    "second factor",
    "e-mail guard",
    "membership, the user's side",
    "membership, the workspace's side",
    "invitation",
    "invitation, the workspace's side",
    "pulse of a phone",
    "key of a phone",
    "test code of a phone",
    "unclaimed message",
    "receipt of a webhook call",
    "endpoint",
    "delivery of an event to an endpoint",
    "request with an Idempotency-Key",
    "token bucket",
    "throttle",
    "reminder of a member",
    "scenario of a test workspace",
];

#[tokio::test]
async fn every_kind_of_item_moves_or_is_said_to_stay() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let before = to.items().await;
    import(&to, &[file]).await.unwrap();
    let is_new = |item: &day::Item| !before.iter().any(|old| old["PK"] == item["PK"] && old["SK"] == item["SK"]);
    let moved: BTreeSet<_> = to.items().await.iter().filter(|item| is_new(item)).map(day::kind).collect();
    let all: BTreeSet<_> = LAYOUT.iter().map(|row| row.0).collect();
    let owners = ["membership, the user's side", "membership, the workspace's side"];
    let left: BTreeSet<_> = all.difference(&moved).copied().chain(owners).collect();
    assert_eq!(left, STAYS.into_iter().collect());
    to.end().await;
    from.abandon();
}

/// The books go on where they were: what is undone, what comes twice, and what comes now.
#[tokio::test]
async fn the_books_go_on_in_the_other_installation() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    let id = import(&to, &[file]).await.unwrap().workspace.id.get();
    let ws = format!("/workspaces/{id}");
    let order = to.get(&format!("{ws}/orders/1"), 200).await.body;
    assert_eq!(order["status"], "MATCHED");
    let deposit = to.get(&format!("{ws}/deposits/{}", order["matched_deposit_id"]), 200).await.body;
    // The phone's URL stayed behind; it gets a new one, and the same message over it is the same deposit.
    let phone = to.post(&format!("{ws}/phone-numbers/1/rotate-key"), json!({}), 200).await.body;
    let key = phone["key"].as_str().unwrap();
    let deposits = to.get(&format!("{ws}/deposits"), 200).await.body;
    let again = to.sms_over(key, deposit["raw_sms"].as_str().unwrap(), to.clock.now()).await.body;
    assert_eq!(again["deposit_id"], deposit["id"], "{again}");
    to.rest().await;
    assert_eq!(
        to.get(&format!("{ws}/deposits"), 200).await.body.as_array().unwrap().len(),
        deposits.as_array().unwrap().len()
    );
    // What is undone waits, and its deposit is held.
    let undone = to.post(&format!("{ws}/matches/{}/unmatch", order["id"]), Value::Null, 200).await.body;
    assert_eq!(undone["orders"][0]["status"], "PENDING", "{undone}");
    let held = to.get(&format!("{ws}/deposits/{}", deposit["id"]), 200).await.body;
    assert_eq!(held["state"], "HELD");
    // Ids go on behind the last one, and a message of now finds its order.
    let new = json!({"order_number": "N-1", "amount": 123_000, "depositor_name": "새손님"});
    let placed = to.post(&format!("{ws}/orders"), new, 201).await.body;
    let newest = from.get("/workspaces/1/orders?limit=1", 200).await.body[0]["id"].as_u64().unwrap();
    assert_eq!(placed["id"], newest + 1);
    to.sms_over(key, &to.kb("새손님", 123_000, 9_000_000), to.clock.now()).await;
    to.rest().await;
    assert_eq!(to.get(&format!("{ws}/orders/{}", placed["id"]), 200).await.body["status"], "MATCHED");
    to.end().await;
    from.end().await;
}

/// What the owner downloads from the API, part by part, is imported as well.
#[tokio::test]
async fn the_parts_that_the_owner_downloads_are_imported_together() {
    let from = Shop::open().await;
    let memo = "가".repeat(500);
    for nth in 1..=800 {
        let order = json!({"order_number": format!("A-{nth}"), "amount": 1_000 + nth, "depositor_name": "홍길동",
            "memo": memo});
        from.post("/workspaces/1/orders", order, 201).await;
    }
    from.pay("홍길동", 1_400, 500_000).await;
    let dir = tempfile::tempdir().unwrap();
    let (mut files, mut path) = (Vec::new(), "/workspaces/1/export".to_owned());
    loop {
        let part = from.get(&path, 200).await;
        let file = dir.path().join(format!("part-{}.zip", files.len()));
        std::fs::write(&file, &part.bytes).unwrap();
        files.push(file);
        let Some(cursor) = part.header("x-next-cursor") else { break };
        path = format!("/workspaces/1/export?cursor={cursor}");
    }
    assert!(files.len() >= 2, "{} parts", files.len());
    let to = elsewhere(&from).await;
    assert!(refused(&to, &files[..1]).await.contains("is missing"));
    files.reverse();
    let imported = import(&to, &files).await.unwrap();
    assert_eq!((imported.orders, imported.deposits), (800, 1));
    let paid = to.get(&format!("/workspaces/{}/orders/400", imported.workspace.id), 200).await.body;
    assert_eq!((&paid["status"], &paid["memo"]), (&json!("MATCHED"), &json!(memo)));
    to.end().await;
    from.end().await;
}

#[tokio::test]
async fn an_import_twice_makes_one_workspace() {
    let (from, _dir, file) = exported().await;
    let to = elsewhere(&from).await;
    import(&to, std::slice::from_ref(&file)).await.unwrap();
    let before = to.items().await.len();
    let said = refused(&to, &[file]).await;
    assert_eq!(said, "it is here already, as workspace 2 of owner@example.com");
    assert_eq!(to.items().await.len(), before);
    to.end().await;
    from.abandon();
}
