//! What each operation is asked and answers, told by a shop whose clock stands still. `docs/examples.json` keeps it,
//! and the OpenAPI document shows it. What is random (tokens, keys, secrets) is told with an invented value.

mod money;
mod people;
mod phones;
mod webhooks;

use std::cell::Cell;
use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::{Map, Value, json};
use web::Policy;

use crate::{Shop, conform};

/// Where they are kept.
pub const FILE: &str = "docs/examples.json";

/// Of a list no more than this is told.
const ROWS: usize = 2;

/// The fields that are another in each shop, and what is told instead.
const INVENTED: [(&str, &str); 7] = [
    ("access_token", "eyJhbGciOiJIUzI1NiJ9.eyJpbnZlbnRlZCI6ImEgc2Vzc2lvbiJ9.aW52ZW50ZWQ"),
    ("device", "invented-device"),
    ("token", "eyJhbGciOiJIUzI1NiJ9.eyJpbnZlbnRlZCI6ImEgdG9rZW4ifQ.aW52ZW50ZWQ"),
    ("key", "invented-key-of-a-phone"),
    ("otpauth_url", "otpauth://totp/LunePay:staff%40example.com?secret=INVENTEDINVENTED&issuer=LunePay"),
    ("secret", "whsec_aW52ZW50ZWQgc2VjcmV0IG9mIGFuIGVuZHBvaW50"),
    ("receipt_id", "invented-receipt"),
];

/// A shop, and what was told of it.
struct Story {
    shop: Shop,
    told: BTreeMap<String, Value>,
    /// What stood there, and what is told instead.
    invented: Vec<(String, String)>,
}

/// What every operation is asked and answers, by its id.
pub async fn record() -> BTreeMap<String, Value> {
    let policy = Policy { loopback_endpoints: true, mail: true, ..Policy::default() };
    let shop = Shop::empty(policy).await;
    let mut story = Story { shop, told: BTreeMap::new(), invented: Vec::new() };
    people::open(&mut story).await;
    // Both are there to the end: something may still be sent.
    let server = webhooks::open(&mut story).await;
    money::tell(&mut story).await;
    phones::tell(&mut story).await;
    webhooks::tell(&mut story, &server).await;
    let _mail_server = people::tell(&mut story).await;
    let Story { shop, mut told, invented } = story;
    shop.end().await;
    told.extend(scenario().await);
    told.values_mut().for_each(|example| replace(example, &invented));
    told
}

/// A scenario that was just started, in a shop of its own: what it plays would stand among what the others tell.
async fn scenario() -> BTreeMap<String, Value> {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    let mut story = Story { shop, told: BTreeMap::new(), invented: Vec::new() };
    let started = story.ask(&format!("POST {ws}/test/scenarios"), json!({"name": "split", "seed": 7})).await;
    story.ask(&format!("GET {ws}/test/scenarios/{}", id_of(&started)), Value::Null).await;
    story.shop.abandon();
    story.told
}

/// The file of what was told.
pub fn file(told: &BTreeMap<String, Value>) -> String {
    serde_json::to_string_pretty(told).unwrap() + "\n"
}

impl Story {
    /// A call as the owner, such as `GET /workspaces/1/orders?status=PENDING`: what is answered. The first of each
    /// operation is its example.
    async fn ask(&mut self, call: &str, body: Value) -> Value {
        let owner = self.shop.owner.clone();
        self.ask_as(Some(&owner), call, body).await
    }

    /// As [`Story::ask`], with another token or none.
    async fn ask_as(&mut self, token: Option<&str>, call: &str, body: Value) -> Value {
        let (method, target) = call.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        let uri = if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) };
        let sent = (!body.is_null()).then(|| body.clone());
        // A message's call waits for the matcher.
        let is_message = path.ends_with("/test/messages") || path.contains("/webhooks/bank-sms");
        let answer = match is_message && !path.contains("/receipts/") {
            false => self.shop.ask(method.clone(), &uri, token, sent).await,
            true => {
                let answered = Cell::new(false);
                let asking = async {
                    let answer = self.shop.ask(method.clone(), &uri, token, sent).await;
                    answered.set(true);
                    answer
                };
                let matching = async {
                    while !answered.get() {
                        self.shop.drain().await;
                        tokio::task::yield_now().await;
                    }
                };
                tokio::join!(asking, matching).0
            }
        };
        assert!(answer.status < 300, "{call} {body}: {} {}", answer.status, answer.body);
        for (field, instead) in INVENTED {
            self.invent(&answer.body[field], instead);
        }
        let operation = conform::operation_id(&method, &format!("{}{path}", web::serve::BASE_PATH)).unwrap();
        self.told.entry(operation.to_owned()).or_insert_with(|| {
            let mut example = Map::from_iter([("call".to_owned(), json!(call))]);
            example.extend((!body.is_null()).then(|| ("request".to_owned(), body)));
            example.insert("status".to_owned(), json!(answer.status));
            example.extend((!answer.body.is_null()).then(|| ("response".to_owned(), shortened(&answer.body))));
            Value::Object(example)
        });
        answer.body
    }

    /// Tells something else wherever this text stands.
    fn invent(&mut self, text: &Value, instead: &str) {
        if let Some(text) = text.as_str() {
            self.invented.push((text.to_owned(), instead.to_owned()));
        }
    }
}

/// An id as a path names it.
fn id_of(of: &Value) -> String {
    of["id"].as_str().map_or_else(|| of["id"].to_string(), str::to_owned)
}

fn percent_encoded(text: &str) -> String {
    let encoded = |byte: u8| match byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(encoded).collect()
}

fn shortened(answer: &Value) -> Value {
    match answer.as_array() {
        Some(rows) => json!(rows.iter().take(ROWS).collect::<Vec<_>>()),
        None => answer.clone(),
    }
}

fn replace(value: &mut Value, invented: &[(String, String)]) {
    match value {
        Value::String(text) => {
            for (found, instead) in invented {
                *text = text.replace(found, instead);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, invented)),
        Value::Object(fields) => {
            // Measured, not counted.
            if let Some(duration) = fields.get_mut("duration_ms") {
                *duration = json!(84);
            }
            fields.values_mut().for_each(|field| replace(field, invented));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Puts an operation's example into the document: the body that is sent, the parameters, the answer.
pub fn show(template: &str, operation: &mut Value, example: &Value) {
    let (_, target) = example["call"].as_str().unwrap().split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let named = template.split('/').zip(path.split('/'));
    let named = named.filter_map(|(name, value)| Some((name.strip_prefix('{')?.strip_suffix('}')?, value)));
    let values: BTreeMap<_, _> = named.chain(query.split('&').filter_map(|pair| pair.split_once('='))).collect();
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        let Some(value) = values.get(parameter["name"].as_str().unwrap()) else { continue };
        let kind = parameter["schema"]["type"].to_string();
        let is_text = !kind.contains("integer") && !kind.contains("boolean");
        parameter["example"] = if is_text { json!(value) } else { serde_json::from_str(value).unwrap() };
    }
    const JSON: &str = "application/json";
    if let Some(request) = example.get("request") {
        operation["requestBody"]["content"][JSON]["example"] = request.clone();
    }
    if let Some(response) = example.get("response") {
        let status = example["status"].to_string();
        operation["responses"][status]["content"][JSON]["example"] = response.clone();
    }
}
