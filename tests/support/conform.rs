//! Every answer that a test gets is held to the OpenAPI document: its status is one that the operation tells of, and
//! its body has the fields of the schema, all that are required and none that are not told, each of its type.

use std::sync::LazyLock;

use axum::http::Method;
use serde_json::Value;

use crate::{documents, problems};

static DOCUMENT: LazyLock<Value> = LazyLock::new(documents::openapi);

/// Panics when an answer is not what the document says. What the document does not know (unknown paths and methods) is
/// left alone.
pub fn check(method: &Method, path: &str, status: u16, body: &Value) {
    let Some(operation) = operation(method, path) else { return };
    if status >= 400 {
        let (operation, code) = (&operation["operationId"], &body["code"]);
        let is_told = problems::may_be(operation.as_str().unwrap_or_default(), code.as_str().unwrap_or_default());
        assert!(is_told, "{method} {path}: tests/support/problems.rs does not tell of {code} of {operation}");
    }
    let exact = operation["responses"].get(status.to_string());
    let response = exact.or_else(|| operation["responses"].get(format!("{}XX", status / 100)));
    let response = response
        .map(resolve)
        .unwrap_or_else(|| panic!("{method} {path} answered {status}, which the document does not tell of"));
    let Some(content) = response["content"].as_object() else {
        let document = path.contains("/openapi.");
        assert!(
            body.is_null() || document,
            "{method} {path} answered {status} with a body that the document does not tell of: {body}"
        );
        return;
    };
    let schema = content.values().next().map_or(&Value::Null, |media| &media["schema"]);
    let mut wrong = Vec::new();
    compare(schema, body, "$", &mut wrong);
    assert!(
        wrong.is_empty(),
        "{method} {path} answered {status}, not as the document says: {}\n{body}",
        wrong.join("; ")
    );
}

/// Panics when an answer of this kind, which is no JSON, is none that the document tells of.
pub fn check_kind(method: &Method, path: &str, status: u16, kind: &str) {
    let told = operation(method, path).map(|operation| &operation["responses"][status.to_string()]["content"][kind]);
    assert!(told.is_some_and(Value::is_object), "{method} {path} answered {status} with {kind}");
}

/// Panics when a webhook is not what the document says of its type.
pub fn check_webhook(kind: &str, body: &Value) {
    let schema = &DOCUMENT["webhooks"][kind]["post"]["requestBody"]["content"]["application/json"]["schema"];
    assert!(schema.is_object(), "the document does not tell of {kind}");
    let mut wrong = Vec::new();
    compare(schema, body, "$", &mut wrong);
    assert!(wrong.is_empty(), "{kind} is not as the document says: {}\n{body}", wrong.join("; "));
}

/// The id of the operation at a path, if the document knows it.
pub fn operation_id(method: &Method, path: &str) -> Option<&'static str> {
    operation(method, path)?["operationId"].as_str()
}

fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let given: Vec<_> = path.strip_prefix(web::serve::BASE_PATH)?.split('/').collect();
    let fits = |template: &str| {
        let words: Vec<_> = template.split('/').collect();
        words.len() == given.len()
            && words
                .iter()
                .zip(&given)
                .all(|(word, given)| (word.starts_with('{') && !given.is_empty()) || word == given)
    };
    // A word is closer than a parameter; `{` sorts after every letter.
    let paths = DOCUMENT["paths"].as_object()?;
    let closest = paths.keys().filter(|template| fits(template)).min()?;
    paths[closest].get(method.as_str().to_lowercase())
}

fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(reference) => DOCUMENT.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
        None => schema,
    }
}

/// The fields that an object must have: its own and those of what it is put together from.
fn required(schema: &'static Value) -> Vec<&'static str> {
    let schema = resolve(schema);
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(required);
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).chain(parts).collect()
}

fn compare(schema: &'static Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let is_problem = schema["$ref"] == "#/components/schemas/Problem";
    let schema = resolve(schema);
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |choice: &'static Value| {
            let mut wrong = Vec::new();
            compare(choice, value, at, &mut wrong);
            wrong.is_empty()
        };
        if !choices.iter().any(fits) {
            wrong.push(format!("{at} is none of the choices"));
        }
        return;
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let told: Vec<_> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        Value::String(kind) => vec![kind.as_str()],
        _ if schema.get("allOf").is_some() => vec!["object"],
        _ => Vec::new(),
    };
    if told.is_empty() {
        return;
    }
    if !told.contains(&kind) {
        wrong.push(format!("{at} is {kind}, not {told:?}"));
        return;
    }
    if let (Some(items), Some(item)) = (value.as_array(), schema.get("items")) {
        items.iter().enumerate().for_each(|(place, value)| compare(item, value, &format!("{at}[{place}]"), wrong));
    }
    let Some(given) = value.as_object() else { return };
    let missing = required(schema).into_iter().filter(|name| !given.contains_key(*name));
    wrong.extend(missing.map(|name| format!("{at}.{name} is missing")));
    for (name, value) in given {
        match property(schema, name) {
            Some(property) => compare(property, value, &format!("{at}.{name}"), wrong),
            None if schema["additionalProperties"].is_object() => {
                compare(&schema["additionalProperties"], value, &format!("{at}.{name}"), wrong);
            }
            // RFC 9457, 3.2: a problem may have members of its own.
            None if is_problem => {}
            None => wrong.push(format!("{at}.{name} is not told")),
        }
    }
}

fn property(schema: &'static Value, name: &str) -> Option<&'static Value> {
    let schema = resolve(schema);
    let parts = schema["allOf"].as_array().into_iter().flatten();
    schema["properties"].get(name).or_else(|| parts.into_iter().find_map(|part| property(part, name)))
}
