//! `GET /workspaces/{id}/export`: all that a workspace has, to take along, for its owner in person.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use axum::http::Method;
use domain::time::HOUR_MS;
use serde_json::{Value, json};
use tests::{Answer, Shop};
use workspaces::export::File;

use super::help::{ACCOUNTS, DEPOSITS, PHONES, assert_problem, typed};

const EXPORT: &str = "/workspaces/1/export";
const SECRET: &str = "a secret of the phone, and long";

/// The files of a part, by name.
fn unzipped(answer: &Answer) -> BTreeMap<String, String> {
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    let mut zip = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        assert!(files.insert(name.clone(), text).is_none(), "a second {name}");
    }
    files
}

/// Every part of an export of workspace 1, in their order.
async fn parts(shop: &Shop) -> Vec<BTreeMap<String, String>> {
    parts_of(shop, 1, &shop.owner).await
}

/// Every part of an export, by its owner's session.
pub async fn parts_of(shop: &Shop, workspace: u64, session: &str) -> Vec<BTreeMap<String, String>> {
    let export = format!("/workspaces/{workspace}/export");
    let (mut parts, mut path) = (Vec::new(), export.clone());
    loop {
        let answer = shop.call(Method::GET, &path, Some(session), None, 200).await;
        parts.push(unzipped(&answer));
        match answer.header("x-next-cursor") {
            Some(cursor) => path = format!("{export}?cursor={cursor}"),
            None => return parts,
        }
    }
}

/// The rows of a kind of thing, from all parts.
pub fn rows(parts: &[BTreeMap<String, String>], file: File) -> Vec<Value> {
    let of = |(at, part): (usize, &BTreeMap<String, String>)| {
        part.get(&format!("{}-{:03}.jsonl", file.name(), at + 1)).cloned().unwrap_or_default()
    };
    let text: String = parts.iter().enumerate().map(of).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A shop with something of each kind: of every secret that is kept, too.
async fn shop() -> Shop {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, ..web::Policy::default() }).await;
    shop.member("staff@example.com", "MEMBER").await;
    let phone =
        json!({"phone_number": "010-2222-3333", "label": "=HYPERLINK(\"http://evil\")", "signing_secret": SECRET});
    shop.in_person(Method::POST, PHONES, phone, 201).await;
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    let endpoint = json!({"url": "http://127.0.0.1:9/hook", "events": ["order.matched"]});
    shop.post("/workspaces/1/webhook-endpoints", endpoint, 201).await;
    shop.post("/workspaces/1/senders", json!({"bank_code": "004", "sender": "02-123-4567"}), 201).await;
    let order = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "memo": "+82\n\"문 앞\", 조심",
        "metadata": {"cart": "c-81"}});
    shop.post("/workspaces/1/orders", order, 201).await;
    shop.pay("홍길동", 14_510, 532_513).await;
    shop.place("A-2", 9_900, "김철수").await;
    shop.post(DEPOSITS, typed(&shop, "이영희", 9_000), 201).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 2, "order_id": 2}), 200).await;
    shop.sms(&shop.kb("한가인", 800, 600_000).replace("입금", "출금"), shop.clock.now()).await;
    shop
}

#[tokio::test]
async fn an_export_holds_all_that_the_workspace_has_as_the_api_shows_it() {
    let shop = shop().await;
    let parts = parts(&shop).await;
    assert_eq!(parts.len(), 1);
    for (file, path) in [
        (File::Members, "/workspaces/1/members"),
        (File::Accounts, ACCOUNTS),
        (File::Phones, PHONES),
        (File::Endpoints, "/workspaces/1/webhook-endpoints"),
        (File::Senders, "/workspaces/1/senders"),
        (File::Messages, "/workspaces/1/messages"),
        (File::AuditLog, "/workspaces/1/audit"),
    ] {
        let shown = shop.get(path, 200).await.body;
        assert_ne!(shown, json!([]), "{path}");
        assert_eq!(Value::from(rows(&parts, file)), shown, "{path}");
    }
    assert_eq!(rows(&parts, File::Workspace), [shop.get("/workspaces/1", 200).await.body]);
    assert_eq!(rows(&parts, File::Orders), [shop.order(2).await, shop.order(1).await]);
    assert_eq!(rows(&parts, File::Deposits), [shop.deposit(2).await, shop.deposit(1).await]);
    let matches = rows(&parts, File::Matches);
    let told: Vec<_> = matches
        .iter()
        .map(|row| json!([row["deposit_id"], row["order_id"], row["amount"], row["rule"], row["by"]]))
        .collect();
    assert_eq!(told, [json!([2, 2, 9_000, "by_hand", "user:1"]), json!([1, 1, 14_510, "same", "auto"])]);
    assert!(matches.iter().all(|row| row["matched_at"].is_string()));
    shop.end().await;
}

#[tokio::test]
async fn no_secret_is_in_an_export() {
    let shop = shop().await;
    let key = shop.phone().await;
    let text = format!("{:?}", parts(&shop).await);
    let hash = hex_of(&web::keys::sha256(key.as_bytes()));
    for secret in [SECRET, key.as_str(), hash.as_str(), shop.owner.as_str(), "whsec_", "$argon2"] {
        assert!(!text.contains(secret), "{secret}");
    }
    shop.end().await;
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Each CSV file has a column for every field of its lines but a thing's story, which is in the lines alone.
#[tokio::test]
async fn the_csv_files_have_the_fields_of_the_lines_and_no_formula() {
    let shop = shop().await;
    let parts = parts(&shop).await;
    for file in File::ALL.into_iter().filter(|file| *file != File::Formats) {
        let (lines, columns) = (rows(&parts, file), file.columns().collect::<BTreeSet<_>>());
        assert!(!lines.is_empty(), "{file:?}");
        let fields: BTreeSet<_> =
            lines.iter().flat_map(|line| line.as_object().unwrap().keys()).map(String::as_str).collect();
        let left: Vec<_> =
            fields.difference(&columns).filter(|field| !["history", "reports"].contains(*field)).collect();
        assert!(left.is_empty() && columns.is_subset(&fields), "{file:?}: {left:?}, {columns:?}");

        let text = &parts[0][&format!("{}-001.csv", file.name())];
        let text = text.strip_prefix('\u{feff}').expect("Excel's mark of UTF-8");
        assert!(text.lines().next().unwrap().starts_with(file.columns().next().unwrap()), "{file:?}");
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let cells: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(cells.len(), lines.len(), "{file:?}");
        let runs = |cell: &str| {
            cell.starts_with(['=', '@', '|']) || (cell.starts_with(['+', '-']) && cell.parse::<i64>().is_err())
        };
        assert!(!cells.iter().flatten().any(runs), "{file:?}: {text}");
    }
    let orders = &parts[0]["orders-001.csv"];
    assert!(orders.contains("\"'+82\n\"\"문 앞\"\", 조심\""), "{orders}");
    assert!(parts[0]["phones-001.csv"].contains("'=HYPERLINK"));
    shop.end().await;
}

#[tokio::test]
async fn an_export_is_for_the_owner_in_person_and_stands_in_the_audit_log() {
    let shop = shop().await;
    let staff = shop.log_in("staff@example.com").await;
    let token = shop.in_person(Method::POST, "/auth/tokens", json!({"name": "서버"}), 201).await;
    for caller in [staff.as_str(), token.body["token"].as_str().unwrap()] {
        assert_problem(&shop.call(Method::GET, EXPORT, Some(caller), None, 403).await, "role_insufficient");
    }
    let exported = "/workspaces/1/audit?kind=workspace.exported";
    assert_eq!(shop.get(exported, 200).await.body, json!([]));
    parts(&shop).await;
    let log = shop.get(exported, 200).await.body;
    assert_eq!(log[0]["by"], "user:1");
    assert_eq!(log.as_array().unwrap().len(), 1);

    // What is stopped may still be taken along.
    shop.patch("/workspaces/1", json!({"is_active": false}), 200).await;
    parts(&shop).await;
    assert_eq!(shop.get(exported, 200).await.body.as_array().unwrap().len(), 2);
    shop.end().await;
}

/// Nothing is handed out of which the log does not tell.
#[tokio::test]
async fn without_its_entry_there_is_no_export() {
    let shop = shop().await;
    shop.wire.rule(|call: &tests::Call| {
        let entry = call.operation == "TransactWriteItems" && call.body.to_string().contains("workspace.exported");
        if entry { tests::Fate::LoseRequest } else { tests::Fate::Pass }
    });
    let refused = shop.call(Method::GET, EXPORT, Some(&shop.owner), None, 503).await;
    assert!(refused.bytes.len() < 1_000 && refused.body["code"] == "unavailable", "{}", refused.body);
    shop.wire.calm();
    shop.end().await;
}

/// A large workspace comes in parts of which each opens by itself, and no row is missing or there twice.
#[tokio::test]
async fn a_large_workspace_comes_in_parts_without_a_gap() {
    let shop = Shop::open().await;
    let store = shop.app.store();
    let (id, memo) = (domain::WorkspaceId::new(1).unwrap(), "가".repeat(500));
    let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "memo": memo});
    shop.post("/workspaces/1/orders", body, 201).await;
    let first = store.order(id, domain::OrderId::new(1).unwrap()).await.unwrap().unwrap();
    for nth in 2..=1_300_u64 {
        let order = domain::Order {
            id: domain::OrderId::new(nth).unwrap(),
            number: format!("A-{nth}").into(),
            amount: domain::Won::new(nth * 10).unwrap(),
            ..first.clone()
        };
        store.place_order(&order, "body").await.unwrap();
    }
    let all = parts(&shop).await;
    assert!(all.len() >= 2, "{} parts", all.len());
    let ids: Vec<_> = rows(&all, File::Orders).iter().map(|row| row["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (1..=1_300).rev().collect::<Vec<_>>());
    assert_eq!(rows(&all, File::Workspace).len(), 1);
    assert_eq!(rows(&all, File::Accounts).len(), 1);
    let log = shop.get("/workspaces/1/audit?kind=workspace.exported", 200).await.body;
    assert_eq!(log.as_array().unwrap().len(), 1, "the parts are one export");

    // A cursor is of this workspace's export, and of this hour.
    let first = shop.get(EXPORT, 200).await;
    assert!(first.bytes.len() < 4_500_000);
    let cursor = first.header("x-next-cursor").unwrap().to_owned();
    assert_problem(&shop.get(&format!("/workspaces/1/orders?cursor={cursor}"), 400).await, "invalid_cursor");
    assert_problem(&shop.get(&format!("{EXPORT}?cursor=x{cursor}"), 400).await, "invalid_cursor");
    shop.clock.advance_ms(HOUR_MS);
    assert_problem(&shop.get(&format!("{EXPORT}?cursor={cursor}"), 400).await, "export_expired");
    shop.abandon();
}
