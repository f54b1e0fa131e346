//! Every string of every body has the limit that the OpenAPI document tells: N characters pass, N + 1 are refused by
//! the name of their field. The fields come from the document, so that a new one is tried without being named here.

use axum::http::Method;
use serde_json::json;
use tests::Shop;

use super::help::{bad_fields, record};

/// A string of a request body.
struct Field {
    method: Method,
    path: String,
    name: String,
    min: usize,
    max: usize,
}

/// Every string with a `maxLength` in the bodies of the product's routes, and every string without one.
fn fields() -> (Vec<Field>, Vec<String>) {
    let (_, document) = local::product::routes().split_for_parts();
    let document = serde_json::to_value(document).unwrap();
    let (mut limited, mut unlimited) = (Vec::new(), Vec::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(name) = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str() else {
                continue;
            };
            let schema = document.pointer(name.trim_start_matches('#')).unwrap();
            for (name, property) in schema["properties"].as_object().unwrap() {
                let is_text = property["type"] == "string"
                    || property["type"].as_array().is_some_and(|types| types.contains(&json!("string")));
                let length = |key: &str| property[key].as_u64().map(|length| usize::try_from(length).unwrap());
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                match (is_text, length("maxLength")) {
                    (false, _) => {}
                    (true, Some(max)) => limited.push(Field {
                        method,
                        path: path.clone(),
                        name: name.clone(),
                        min: length("minLength").unwrap_or(0),
                        max,
                    }),
                    (true, None) => unlimited
                        .push(format!("{method} {path} {name} {}", property["format"].as_str().unwrap_or("word"))),
                }
            }
        }
    }
    (limited, unlimited)
}

/// Tries one value of a field in a body that is otherwise empty, over a phone's key where one stands in the path: what
/// the answer says of this field.
async fn tried(shop: &Shop, key: &str, field: &Field, value: &str) -> Vec<String> {
    let path = field
        .path
        .replace("{id}", "1")
        .replace("{account_id}", "1")
        .replace("{order_id}", "1")
        .replace("{deposit_id}", "1")
        .replace("{phone_id}", "1")
        .replace("{message_id}", "none")
        .replace("{key}", key);
    let mut body = json!({});
    body[&field.name] = json!(value);
    let request = axum::http::Request::builder().method(field.method.clone()).uri(format!("/api/v1{path}"));
    let request = request
        .header("authorization", format!("Bearer {}", shop.owner))
        .header("content-type", "application/json")
        .header("prefer", "respond-async");
    let answer = shop.send(request.body(axum::body::Body::from(body.to_string())).unwrap()).await;
    assert!(answer.status < 500, "{} {path} {}: {}", field.method, field.name, answer.body);
    let own = format!("{}:", field.name);
    bad_fields(&answer).into_iter().filter(|error| error.starts_with(&own)).collect()
}

/// What is left out when it is too long: a sender that makes no sense loses no message.
const LENIENT: [(&str, &str); 2] = [("/webhooks/bank-sms", "sender"), ("/webhooks/bank-sms/{key}", "sender")];

/// Letters of several bytes, so that bytes are not taken for characters.
fn letters(many: usize) -> String {
    "가".repeat(many)
}

#[tokio::test]
async fn a_string_is_taken_up_to_its_limit_and_not_beyond() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    record(&shop, "김철수", 9_900).await;
    let key = shop.phone().await;
    let (fields, _) = fields();
    assert!(fields.len() >= 25, "the document lost its limits: {}", fields.len());
    let mut wrong = Vec::new();
    for field in &fields {
        let name = format!("{} {} {}", field.method, field.path, field.name);
        let is_lenient = LENIENT.contains(&(field.path.as_str(), field.name.as_str()));
        if tried(&shop, &key, field, &letters(field.max + 1)).await.is_empty() != is_lenient {
            wrong.push(format!("{name} takes {} characters", field.max + 1));
        }
        let too_long = tried(&shop, &key, field, &letters(field.max)).await;
        if too_long.iter().any(|error| error.ends_with(":too_long") || error.ends_with(":wrong_type")) {
            wrong.push(format!("{name} does not take {} characters: {too_long:?}", field.max));
        }
        if field.min > 1 && tried(&shop, &key, field, &letters(field.min - 1)).await.is_empty() {
            wrong.push(format!("{name} takes {} characters", field.min - 1));
        }
        if field.min >= 1 && tried(&shop, &key, field, "").await.is_empty() {
            wrong.push(format!("{name} takes an empty string"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    shop.end().await;
}

#[test]
fn a_string_without_a_limit_is_an_instant_or_one_of_some_words() {
    let (_, unlimited) = fields();
    let known = ["date-time", "DateTime", "word"];
    let words = ["status", "role", "sender_missing", "reason", "senders", "received", "kind", "scenarios name"];
    for field in unlimited {
        let (place, format) = field.rsplit_once(' ').unwrap();
        let is_word = words.iter().any(|word| place.ends_with(word));
        assert!(known.contains(&format) && (format != "word" || is_word), "{field} has no limit");
    }
}

#[tokio::test]
async fn the_limits_are_the_contracts() {
    let (fields, _) = fields();
    let limit = |path: &str, name: &str| {
        fields
            .iter()
            .find(|field| field.method == Method::POST && field.path == path && field.name == name)
            .map(|field| (field.min, field.max))
    };
    assert_eq!(limit("/workspaces/{id}/orders", "order_number"), Some((1, 100)));
    assert_eq!(limit("/workspaces/{id}/orders", "depositor_name"), Some((1, 60)));
    assert_eq!(limit("/auth/signup", "password"), Some((10, 128)));
    let shop = Shop::open().await;
    let body =
        json!({"order_number": letters(100), "amount": 14_510, "depositor_name": letters(60), "memo": letters(500)});
    let made = shop.post("/workspaces/1/orders", body.clone(), 201).await.body;
    for field in ["order_number", "depositor_name", "memo"] {
        assert_eq!(made[field], body[field], "{field} is kept whole");
    }
    shop.end().await;
}
