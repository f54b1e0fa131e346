//! What a release wrote is read, changed and worked off by this version; and what this version writes, the last release
//! can read.

use std::collections::{BTreeMap, BTreeSet};

use aws_lambda_events::sqs::SqsEvent;
use aws_sdk_dynamodb::types::AttributeValue;
use axum::http::Method;
use domain::time::DAY_MS;
use serde_json::{Value, json};
use store::layout::LAYOUT;
use tests::day::{self, Item, Written, kind};
use tests::{Shop, documents};

/// What each release wrote, the oldest first. Every one of them is read for ever: a table is older than its program.
const RELEASES: [&str; 2] = [include_str!("0.1.json"), include_str!("0.2.json")];

/// An attribute that no program of today knows.
const LATER: &str = "written_by_a_later_program";
/// What is written whole again by the message that it answers, and so keeps nothing.
const ANSWERS: [&str; 1] = ["receipt of a webhook call"];

/// What is written over what stands there, whatever attributes it has.
const REWRITTEN: [&str; 14] = [
    "account",
    "account lookup by head",
    "account lookup by tail",
    "delivery of an event to an endpoint",
    "deposit",
    "endpoint",
    "key of a phone",
    "occurrence guard",
    "order",
    "phone",
    "waiting order",
    "watch over a phone",
    "where the retention pass stands",
    "workspace",
];

/// So a file that is written next holds everything too, whatever came since the last.
#[tokio::test]
async fn the_day_that_is_kept_writes_every_kind_of_item_and_of_message() {
    let (shop, today) = day::spend().await;
    let kinds: BTreeSet<_> = today.items.iter().map(kind).collect();
    assert_eq!(kinds, LAYOUT.iter().map(|row| row.0).collect());
    let words = |bodies: &[Value]| -> BTreeSet<String> {
        bodies.iter().map(|body| body["kind"].as_str().unwrap().replace('_', "")).collect()
    };
    let declared = |file: &str, name: &str| -> BTreeSet<String> {
        let source = documents::read(file);
        let body = source.split_once(&format!("pub enum {name} {{\n")).unwrap().1.split_once("\n}").unwrap().0;
        let variants =
            body.lines().filter(|line| line.starts_with("    ") && line[4..].starts_with(char::is_uppercase));
        variants.map(|line| line.trim().split([' ', '(', ',']).next().unwrap().to_lowercase()).collect()
    };
    assert_eq!(words(&today.tasks), declared("shared/store/src/tasks.rs", "Task"));
    assert_eq!(words(&today.events), declared("shared/store/src/events.rs", "EventTask"));
    assert!(today.items.iter().all(|item| item["fmt"].as_n().is_ok()), "every item carries its format");
    assert!(today.tasks.iter().chain(&today.events).all(|body| body["v"].is_u64()), "and every message");
    shop.end().await;
}

/// Every message that was still queued is worked off.
async fn work_off(shop: &Shop, written: &Written) {
    for task in &written.tasks {
        shop.work_on(&task.to_string()).await.unwrap_or_else(|error| panic!("{task}: {error}"));
    }
    for event in &written.events {
        let record = json!({"messageId": "1", "body": event.to_string()});
        let batch: SqsEvent = serde_json::from_value(json!({"Records": [record]})).unwrap();
        let answer = shop.product.notifier()(batch).await.unwrap();
        assert!(answer.batch_item_failures.is_empty(), "{event}");
    }
}

const WS: &str = "/workspaces/1";

async fn read_everything(shop: &Shop) {
    for path in
        ["orders", "orders?status=MATCHED", "deposits", "deposits?is_matched=false", "deposits?bank_account_id=1"]
    {
        assert_ne!(shop.get(&format!("{WS}/{path}"), 200).await.body, json!([]), "{path}");
    }
    for path in ["messages", "bank-accounts", "phone-numbers", "members", "webhook-endpoints"] {
        assert_ne!(shop.get(&format!("{WS}/{path}"), 200).await.body, json!([]), "{path}");
    }
    let session = shop.log_in("owner@example.com").await;
    let open = shop.call(Method::GET, &format!("{WS}/invitations"), Some(&session), None, 200).await;
    assert_eq!(open.body.as_array().map(Vec::len), Some(1));
    assert_ne!(shop.get(&format!("{WS}/webhook-endpoints/1/deliveries"), 200).await.body, json!([]));
    // Beside it one for trying, since there are any.
    let all = shop.get("/workspaces", 200).await.body;
    assert!(all.as_array().unwrap().iter().any(|workspace| workspace["id"] == 1), "{all}");
}

/// Money that meets what stands: orders are paid, unmatched, reopened, amended.
async fn pair(shop: &Shop, written: &Written) {
    let key = &written.phone_key;
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    let placed = shop.place("A-10", 900, "박영희").await;
    assert_eq!(placed["status"], "MATCHED", "an order pays itself with a deposit that waited");
    shop.sms_over(key, &shop.kb("박영희", 600, 800_000), shop.clock.now()).await;
    assert_eq!(shop.order(3).await["status"], "MATCHED", "a deposit pays an order that waited");
    // The guard of this name and amount remembers two deposits.
    shop.sms_over(key, &shop.kb("홍길동", 14_510, 900_000), shop.clock.now()).await;
    shop.post(&format!("{WS}/matches/2/unmatch"), Value::Null, 200).await;
    assert_eq!(shop.order(4).await["status"], "PENDING");
    shop.patch(&format!("{WS}/orders/2"), json!({"status": "PENDING"}), 200).await;
    let later = shop.clock.now().plus_ms(90 * DAY_MS).rfc3339();
    shop.patch(&format!("{WS}/orders/5"), json!({"expires_at": later}), 200).await;
}

/// Everything that can be changed is.
async fn change(shop: &Shop, written: &Written) {
    shop.patch(WS, json!({"name": "새 이름", "settings": {"retention_days": 35}}), 200).await;
    shop.patch(&format!("{WS}/bank-accounts/1"), json!({"account_holder": "홍길동상점"}), 200).await;
    shop.patch(&format!("{WS}/phone-numbers/1"), json!({"label": "계산대"}), 200).await;
    shop.in_person(Method::POST, &format!("{WS}/phone-numbers/1/rotate-key"), json!({}), 200).await;
    shop.patch(&format!("{WS}/webhook-endpoints/1"), json!({"description": "erp"}), 200).await;
    let (session, viewer) = (shop.log_in("owner@example.com").await, json!({"role": "VIEWER"}));
    shop.call(Method::PATCH, &format!("{WS}/members/2"), Some(&session), Some(viewer), 200).await;
    let on = Some(json!({"is_on": true}));
    shop.call(Method::PATCH, &format!("{WS}/reminder"), Some(&session), on, 200).await;
    let messages = shop.get(&format!("{WS}/messages?status=QUARANTINED"), 200).await.body;
    shop.post(&format!("{WS}/messages/{}/dismiss", messages[0]["id"].as_str().unwrap()), Value::Null, 200).await;
    let later = shop.sign_up("later@example.com").await;
    let code = json!({"code": written.invitation});
    shop.call(Method::POST, "/invitations/accept", Some(&later), Some(code), 200).await;
}

/// Time passes: an order falls due, deliveries are tried again, the phone falls silent, what is old is forgotten.
async fn wait(shop: &Shop) {
    for hours in [3, 24, 40 * 24] {
        shop.clock.advance_ms(hours * DAY_MS / 24);
        for _ in 0..3 {
            shop.sweep().await.unwrap();
            shop.clock.advance_ms(60_000);
            shop.rest().await;
        }
    }
    assert_eq!(
        (&shop.order(5).await["status"], &shop.order(6).await["status"]),
        (&json!("PENDING"), &json!("EXPIRED"))
    );
    assert!(shop.order(1).await["customer_email"].is_null(), "the order of forty days ago has no customer any more");
}

async fn a_life_goes_on(written: &Written, items: &[Item]) -> Shop {
    let shop = day::go_on_from(items).await;
    work_off(&shop, written).await;
    read_everything(&shop).await;
    pair(&shop, written).await;
    change(&shop, written).await;
    wait(&shop).await;
    shop
}

fn by_key(items: &[Item]) -> BTreeMap<(String, String), &Item> {
    let text = |item: &Item, name: &str| item[name].as_s().unwrap().clone();
    items.iter().map(|item| ((text(item, "PK"), text(item, "SK")), item)).collect()
}

#[tokio::test]
async fn what_a_release_wrote_is_read_changed_and_worked_off_today() {
    for written in RELEASES.map(day::parse) {
        let items = day::upgraded(&written.items).await;
        assert_eq!(day::upgraded(&items).await, items, "the upgrade is made once");
        a_life_goes_on(&written, &items).await.end().await;
    }
}

/// The program of before works on after the new one wrote: it must not take away what it does not know.
#[tokio::test]
async fn no_write_takes_away_what_a_later_program_wrote() {
    for written in RELEASES.map(day::parse) {
        let mark = |item: &Item| {
            let mut item = item.clone();
            item.insert(LATER.to_owned(), AttributeValue::S("kept".to_owned()));
            item
        };
        let marked: Vec<_> = day::upgraded(&written.items).await.iter().map(mark).collect();
        let shop = a_life_goes_on(&written, &marked).await;
        let (before, mut now) = (by_key(&marked), shop.items().await);
        let mut changed = BTreeSet::new();
        for (key, item) in by_key(&now) {
            let Some(was) = before.get(&key) else { continue };
            if item != *was {
                changed.insert(kind(item));
            }
            assert!(item.contains_key(LATER) || ANSWERS.contains(&kind(item)), "{key:?} lost an attribute");
        }
        let missing: Vec<_> = REWRITTEN.iter().filter(|kind| !changed.contains(*kind)).collect();
        assert!(missing.is_empty(), "this life does not rewrite {missing:?}, but {changed:?}");
        // The auditor knows every attribute of today, and would name this one.
        now.iter_mut().for_each(|item| drop(item.remove(LATER)));
        assert!(auditor::audit(&now, shop.clock.now(), None).is_empty());
        shop.abandon();
    }
}

/// The form of a value: its type, and of what it holds the names and types.
fn form(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(_) => "text".to_owned(),
        AttributeValue::N(_) => "number".to_owned(),
        AttributeValue::B(_) => "bytes".to_owned(),
        AttributeValue::Bool(_) => "yes or no".to_owned(),
        AttributeValue::L(list) => format!("{:?}", list.iter().map(form).collect::<BTreeSet<_>>()),
        AttributeValue::M(map) => {
            format!("{:?}", map.iter().map(|(name, value)| (name, form(value))).collect::<BTreeMap<_, _>>())
        }
        other => panic!("no item holds {other:?}"),
    }
}

/// The forms of each kind of item, by the attributes that are known there, with the format that they say to be.
fn forms(items: &[Item], known: &BTreeMap<&str, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let mut forms: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for item in items {
        let Some(known) = known.get(kind(item)) else { continue };
        let attributes: BTreeMap<_, _> =
            item.iter().filter(|(name, _)| known.contains(*name)).map(|(name, value)| (name, form(value))).collect();
        let of = format!("{} in format {}", kind(item), item["fmt"].as_n().unwrap());
        forms.entry(of).or_default().insert(format!("{attributes:?}"));
    }
    forms
}

/// The fields of each kind of message.
fn fields(bodies: &[Value]) -> BTreeMap<String, BTreeSet<String>> {
    let mut fields: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for body in bodies {
        let names = body.as_object().unwrap().keys().cloned();
        fields.entry(format!("{} in format {}", body["kind"], body["v"])).or_default().extend(names);
    }
    fields
}

/// The same day, spent today: whatever the last release looks for is written, under the same name and of the same type.
/// New attributes may stand beside it. What is nested in one (an entry of a history) is written whole, also by the
/// release that knows less, so nothing may be added there before that release is gone.
#[tokio::test]
async fn what_is_written_today_the_last_release_can_read() {
    let release = day::parse(RELEASES[RELEASES.len() - 1]);
    let (shop, today) = day::spend().await;
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for item in &release.items {
        known.entry(kind(item)).or_default().extend(item.keys().cloned());
    }
    assert_eq!(forms(&today.items, &known), forms(&release.items, &known));
    for (then, now) in [(&release.tasks, &today.tasks), (&release.events, &today.events)] {
        let (then, now) = (fields(then), fields(now));
        for (kind, names) in then {
            let written = now.get(&kind).unwrap_or_else(|| panic!("{kind} is not written any more"));
            assert!(names.is_subset(written), "{kind}: {names:?}, now {written:?}");
        }
    }
    shop.end().await;
}
