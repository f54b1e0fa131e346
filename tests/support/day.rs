//! A day of a shop in which an item of every kind and a queue message of every kind is written, and what stands
//! afterwards as a file: the written formats of one release, which every later one must be able to read.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Method, Request, header};
use local::product::TABLE;
use serde_json::{Map, Value, json};
use store::layout::LAYOUT;
use web::Policy;
use web::caller::Source;

use crate::Shop;
use crate::authenticator::Authenticator;
use crate::browser::browser;

pub type Item = HashMap<String, AttributeValue>;

/// What a release wrote.
pub struct Written {
    pub items: Vec<Item>,
    /// The bodies of the matcher's queue, one of each kind and form.
    pub tasks: Vec<Value>,
    /// The bodies of the notifier's queue, one of each kind and form.
    pub events: Vec<Value>,
    /// The key of the phone's URL, of which the table holds a hash only.
    pub phone_key: String,
    /// The code of the invitation that waits, of which the table holds a hash only.
    pub invitation: String,
}

const WS: &str = "/workspaces/1";
/// The id of its workspace for trying.
pub const TEST_WORKSPACE: &str = "9000000001";

/// A shop without anybody, where a day can be spent or continued. Webhooks may go to this machine, where nobody
/// listens.
pub async fn empty() -> Shop {
    Shop::empty(Policy { loopback_endpoints: true, mail: true, ..Policy::default() }).await
}

/// Spends the day.
pub async fn spend() -> (Shop, Written) {
    let mut shop = Shop::open_with(Policy { loopback_endpoints: true, mail: true, ..Policy::default() }).await;
    shop.post(&format!("{WS}/webhook-endpoints"), json!({"url": "http://127.0.0.1:9/hooks"}), 201).await;
    shop.clock.advance_ms(domain::endpoint::TOLD_FROM_MS + 1);
    let invitation = people(&mut shop).await;
    money(&shop).await;
    let phone_key = phone(&shop).await;
    // A setting that had no value is told without one, too.
    let settings = json!({"retention_days": 30, "tie_policy": "OLDEST", "auto_match_limit": 1_000_000_000,
        "policies": {"short": {"up_to": 1, "percent": 1}, "over": {"up_to": 1, "treat": "CREDIT"}, "late": {"within_hours": 1},
            "combined": "AUTO", "split": "AUTO"}});
    shop.patch(WS, json!({"settings": settings}), 200).await;
    // Policies look at an order's payer, and at a deposit that waits.
    let order = json!({"order_number": "P-1", "amount": 77_000, "depositor_name": "박정책"});
    shop.post(&format!("{WS}/orders"), order, 201).await;
    let at = shop.clock.now().rfc3339();
    let deposit = json!({"bank_account_id": 1, "amount": 78_000, "depositor_name": "박정책", "deposited_at": at});
    shop.post(&format!("{WS}/deposits"), deposit, 201).await;
    let waiting = format!("{WS}/webhook-endpoints/1");
    shop.rest().await;
    shop.post(&format!("{waiting}/replay"), json!({"since": "2024-01-01T00:00:00Z"}), 202).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    let gone = json!({"name": "옆 가게"});
    let session = shop.log_in("owner@example.com").await;
    shop.call(Method::DELETE, "/workspaces/2", Some(&session), Some(gone), 202).await;
    let trying = shop.test_workspace().await;
    shop.post(&format!("{trying}/test/scenarios"), json!({"name": "paid"}), 201).await;
    let made = shop.post(&format!("{WS}/webhook-endpoints"), json!({"url": "http://127.0.0.1:9/other"}), 201).await;
    let made = format!("{WS}/webhook-endpoints/{}", made.body["id"]);
    shop.in_person(Method::DELETE, &made, Value::Null, 204).await;
    let fetches = json!({"kind": "PULL", "events": ["phone.silent"]});
    shop.post(&format!("{WS}/webhook-endpoints"), fetches, 201).await;
    shop.post(&format!("{WS}/webhook-endpoints/3/ping"), json!({}), 202).await;
    let mut browser = browser("http://127.0.0.1:9/push");
    browser["quiet_hours"] = json!({"from": 1350, "until": 420});
    let session = shop.log_in("owner@example.com").await;
    shop.call(Method::POST, &format!("{WS}/push-subscriptions"), Some(&session), Some(browser), 201).await;
    shop.rest().await;
    let (tasks, events) = queued(&shop);
    let written = Written { items: shop.items().await, tasks, events, phone_key, invitation };
    (shop, written)
}

/// Members, tokens, what is throttled: the code of an invitation that waits.
async fn people(shop: &mut Shop) -> String {
    let staff = shop.member("staff@example.com", "MEMBER").await;
    Authenticator::enrol(shop, &staff).await;
    let later = json!({"email": "later@example.com", "role": "VIEWER"});
    let invited = shop.post(&format!("{WS}/invitations"), later, 201).await;
    shop.patch(&format!("{WS}/reminder"), json!({"is_on": true, "language": "en"}), 200).await;
    let wrong = json!({"email": "nobody@example.com", "password": "not the password"});
    shop.call(Method::POST, "/auth/login", None, Some(wrong), 401).await;
    let token = shop.post("/auth/tokens", json!({"name": "쇼핑몰 서버"}), 201).await.body;
    // A session ends after half a day, and this product goes on for longer.
    shop.owner = token["token"].as_str().unwrap().to_owned();
    // An account that takes nothing any more; what was unclaimed is offered to it meanwhile.
    shop.register("110-999-000000").await;
    shop.patch(&format!("{WS}/bank-accounts/2"), json!({"is_active": false}), 200).await;
    invited.body["code"].as_str().unwrap().to_owned()
}

/// Orders and deposits in every state, messages of every kind.
async fn money(shop: &Shop) {
    let until = shop.clock.now().plus_ms(3_600_000).rfc3339();
    let whole = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "expires_at": until,
        "customer_email": "buyer@example.com", "customer_phone": "01012345678", "memo": "문 앞",
        "metadata": {"cart": "c-81"}, "bank_account_id": 1});
    once(shop, &format!("{WS}/orders"), &whole).await;
    for (number, amount, name) in [("A-2", 500, "김철수"), ("A-3", 600, "박영희"), ("A-4", 700, "이순신")] {
        shop.place(number, amount, name).await;
    }
    shop.pay("홍길동", 14_510, 532_513).await;
    shop.pay("이순신", 700, 533_213).await;
    shop.pay("박영희", 900, 534_113).await;
    shop.pay("이*수", 910, 535_023).await;
    shop.pay("홍길동", 14_510, 549_533).await;
    shop.patch(&format!("{WS}/orders/2"), json!({"status": "CANCELLED"}), 200).await;
    shop.post(&format!("{WS}/proposals/p1.OVER.3v1.3v1/reject"), json!({}), 200).await;
    for (number, amount) in [("A-5", 800), ("A-6", 805)] {
        let due = json!({"order_number": number, "amount": amount, "depositor_name": "홍길동", "expires_at": until,
            "customer_phone": "010-0000-4821"});
        shop.post(&format!("{WS}/orders"), due, 201).await;
    }
    let now = shop.clock.now();
    shop.sms(&format!("{}\n덧붙은 줄", shop.kb("최민수", 810, 600_000)), now).await;
    shop.sms(&shop.kb("한가인", 820, 600_000).replace("입금", "출금"), now).await;
    shop.sms(&shop.kb("최민수", 830, 600_000).replace("110-***-000000", "220-***-111111"), now).await;
    shop.sms(&shop.kb("최민수", 840, 600_000).replace("국민", "어느은행"), now).await;
}

/// A phone, a message over its URL and one that an app told: its key.
async fn phone(shop: &Shop) -> String {
    let key = shop.phone().await;
    let now = shop.clock.now();
    shop.sms_over(&key, &shop.kb("최민수", 850, 700_000), now).await;
    shop.sms_over(&key, &format!("{}\n덧붙은 줄", shop.kb("최민수", 870, 700_000)), now).await;
    let told = json!({"deposit_datetime": "02/12 11:05", "depositor_name": "홍길동", "amount": "15005"});
    for body in [told, json!({"raw_sms": shop.kb("최민수", 860, 700_860)})] {
        let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("prefer", "respond-async")
            // A call from elsewhere is counted.
            .extension(Source("198.51.100.7".to_owned()));
        let accepted = shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
        assert_eq!(accepted.status, 202, "{}", accepted.body);
        shop.drain().await;
    }
    let unlisted = json!({"text": shop.kb("최민수", 880, 700_880), "from": "02-123-4567", "sentStamp": now.ms()});
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("prefer", "respond-async");
    shop.send(request.body(Body::from(unlisted.to_string())).unwrap()).await;
    shop.drain().await;
    format(shop, &key).await;
    shop.post(&format!("{WS}/senders"), json!({"bank_code": "004", "sender": "02-123-4567"}), 201).await;
    // A deposit that is set aside.
    let newest = shop.get(&format!("{WS}/deposits?limit=1"), 200).await.body[0]["id"].clone();
    shop.post(&format!("{WS}/deposits/{newest}/dismiss"), json!({"reason": "PRIVATE", "note": "용돈"}), 200).await;
    // A deposit that the bank took back, and a reversal that a person must make out.
    for (name, amount) in [("최민수", 850), ("나그네", 900)] {
        let back = shop.kb(name, amount, 699_150).replace("입금 ", "입금취소 ");
        shop.sms_over(&key, &back, shop.clock.now()).await;
    }
    shop.post(&format!("{WS}/phone-numbers/1/test-code"), json!({}), 200).await;
    key
}

/// A POST under an Idempotency-Key.
async fn once(shop: &Shop, path: &str, body: &Value) {
    let request = Request::post(format!("/api/v1{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {}", shop.owner))
        .header("idempotency-key", "the first order of the day");
    let answer = shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
}

/// What was queued, one of each form: of each kind with these fields.
fn queued(shop: &Shop) -> (Vec<Value>, Vec<Value>) {
    let (mut tasks, mut events) = (BTreeMap::new(), BTreeMap::new());
    for call in shop.queue_wire.taken() {
        let Some(body) = call.body["MessageBody"].as_str() else { continue };
        let body: Value = serde_json::from_str(body).unwrap();
        let url = call.body["QueueUrl"].as_str().unwrap();
        let form = format!("{} {:?}", body["kind"], body.as_object().unwrap().keys());
        match url == shop.product.events.queue_url() {
            true => events.entry(form).or_insert(body),
            false => tasks.entry(form).or_insert(body),
        };
    }
    (tasks.into_values().collect(), events.into_values().collect())
}

/// The file of what a release wrote.
pub fn file(written: &Written) -> String {
    let mut items: Vec<_> = written.items.iter().map(|item| json(item).to_string()).collect();
    items.sort();
    let lines = |values: &[Value]| values.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n");
    format!(
        "{{\"phone_key\": \"{}\", \"invitation\": \"{}\",\n\"items\": [\n{}\n],\n\"tasks\": [\n{}\n],\n\"events\": [\n{}\n]}}\n",
        written.phone_key,
        written.invitation,
        items.join(",\n"),
        lines(&written.tasks),
        lines(&written.events)
    )
}

/// What a file holds.
pub fn parse(file: &str) -> Written {
    let file: Value = serde_json::from_str(file).unwrap();
    let all = |name: &str| file[name].as_array().unwrap().clone();
    let word = |name: &str| file[name].as_str().unwrap().to_owned();
    Written {
        items: all("items").iter().map(|item| map(item.as_object().unwrap())).collect(),
        tasks: all("tasks"),
        events: all("events"),
        phone_key: word("phone_key"),
        invitation: word("invitation"),
    }
}

/// What a release wrote, after the upgrade to this one.
pub async fn upgraded(items: &[Item]) -> Vec<Item> {
    let shop = empty().await;
    for item in items {
        put(&shop, item.clone()).await;
    }
    shop.app.store().upgrade(shop.clock.now(), |_| {}).await.unwrap();
    let mut items = shop.items().await;
    items.sort_by_key(|item| (item["PK"].as_s().unwrap().clone(), item["SK"].as_s().unwrap().clone()));
    shop.abandon();
    items
}

/// A shop over what was written.
pub async fn go_on_from(items: &[Item]) -> Shop {
    let mut shop = empty().await;
    for item in items {
        put(&shop, item.clone()).await;
    }
    shop.clock.advance_ms(domain::endpoint::TOLD_FROM_MS + 1);
    let session = shop.log_in("owner@example.com").await;
    let token = shop.call(Method::POST, "/auth/tokens", Some(&session), Some(json!({"name": "erp"})), 201).await;
    shop.owner = token.body["token"].as_str().unwrap().to_owned();
    shop
}

/// Writes an item past the product.
pub async fn put(shop: &Shop, item: Item) {
    shop.product.dynamo().put_item().table_name(TABLE).set_item(Some(item)).send().await.unwrap();
}

/// The row of docs/table.md that an item is of: that whose keys say most.
pub fn kind(item: &Item) -> &'static str {
    let (pk, sk) = (item["PK"].as_s().unwrap(), item["SK"].as_s().unwrap());
    let fits = |(_, pk_is, sk_is, _): &&(&str, &str, &str, &str)| {
        pk_is.split(" or ").any(|pk_is| fits(pk_is, pk)) && self::fits(sk_is, sk)
    };
    // Parameters in brackets are what a pattern leaves open.
    let said = |pattern: &str| pattern.split('<').map(|part| part.rsplit('>').next().unwrap().len()).sum::<usize>();
    let says_most = LAYOUT.iter().filter(fits).max_by_key(|(_, pk, sk, _)| said(pk) + said(sk));
    says_most.unwrap_or_else(|| panic!("docs/table.md has no row for {pk} / {sk}")).0
}

/// Whether a key is one of this pattern: `WS#<ws>#ORDER` takes `WS#0000000001#ORDER`.
pub fn fits(pattern: &str, key: &str) -> bool {
    let mut rest = key;
    let mut parts = pattern.split('<');
    let Some(after) = rest.strip_prefix(parts.next().unwrap()) else { return false };
    rest = after;
    for part in parts {
        let (_, literal) = part.split_once('>').unwrap();
        match literal {
            "" => return !rest.is_empty(),
            literal => match rest.char_indices().skip(1).find(|(at, _)| rest[*at..].starts_with(literal)) {
                Some((at, _)) => rest = &rest[at + literal.len()..],
                None => return false,
            },
        }
    }
    rest.is_empty()
}

/// An item as DynamoDB writes it in JSON. Bytes are hexadecimal here, so that a file is read by its eye.
pub fn json(item: &Item) -> Value {
    let sorted: BTreeMap<_, _> = item.iter().collect();
    Value::Object(sorted.into_iter().map(|(name, value)| (name.clone(), shown(value))).collect())
}

fn shown(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({"S": text}),
        AttributeValue::N(digits) => json!({"N": digits}),
        AttributeValue::Bool(is) => json!({"BOOL": is}),
        AttributeValue::B(bytes) => {
            let digits: String = bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
            json!({"B": digits})
        }
        AttributeValue::L(list) => json!({"L": list.iter().map(shown).collect::<Vec<_>>()}),
        AttributeValue::M(inner) => json!({"M": json(inner)}),
        other => panic!("no item holds {other:?}"),
    }
}

fn map(item: &Map<String, Value>) -> Item {
    item.iter().map(|(name, value)| (name.clone(), read(value))).collect()
}

fn read(value: &Value) -> AttributeValue {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    let text = || value.as_str().unwrap().to_owned();
    match kind.as_str() {
        "S" => AttributeValue::S(text()),
        "N" => AttributeValue::N(text()),
        "BOOL" => AttributeValue::Bool(value.as_bool().unwrap()),
        "L" => AttributeValue::L(value.as_array().unwrap().iter().map(read).collect()),
        "M" => AttributeValue::M(map(value.as_object().unwrap())),
        "B" => {
            let text = text();
            let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
            AttributeValue::B(Blob::new((0..text.len()).step_by(2).map(byte).collect::<Vec<_>>()))
        }
        other => panic!("no item holds {other}"),
    }
}

/// A format of a message that nobody could read.
async fn format(shop: &Shop, key: &str) {
    shop.clock.advance_ms(1);
    let text = shop.kb("최민수", 890, 700_890).replace("입금", "별빛입금");
    shop.sms_over(key, &text, shop.clock.now()).await;
    let inbox = shop.get(&format!("{WS}/messages?status=QUARANTINED&limit=100"), 200).await.body;
    let kept = inbox.as_array().unwrap().iter().find(|message| message["raw_sms"] == text.as_str()).unwrap();
    let message = format!("{WS}/messages/{}", kept["id"].as_str().unwrap());
    let explanation = shop.get(&message, 200).await.body["explanation"].clone();
    let marked = json!({"message_id": kept["id"], "marks": explanation["proposed_marks"]});
    shop.post(&format!("{WS}/message-formats"), marked, 201).await;
    shop.post(&format!("{message}/reread"), json!({}), 200).await;
}
