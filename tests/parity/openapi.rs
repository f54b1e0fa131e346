//! Handlers ↔ the OpenAPI document ↔ what the server really refuses.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Map, Value, json};
use tests::documents::{openapi, operations, parameters, read};
use tests::korean::{self, Korean};
use tests::{Answer, Shop, problems};

use super::groups;

#[test]
fn the_document_is_what_the_handlers_say() {
    let kept: Value = serde_json::from_str(&read("docs/openapi.json")).unwrap();
    assert!(
        kept == openapi(),
        "docs/openapi.json is not what the handlers say: run cargo run -p tests --example documents"
    );
}

#[tokio::test]
async fn the_server_serves_this_document() {
    let shop = Shop::open().await;
    let served = shop.call(Method::GET, "/openapi.json", None, None, 200).await;
    assert_eq!(served.body["openapi"], "3.1.0");
    assert!(served.body == openapi());
    let served = shop.call(Method::GET, "/openapi.ko.json", None, None, 200).await;
    assert!(served.body == Korean::document().0, "run cargo run -p tests --example documents");
    shop.end().await;
}

#[test]
fn every_text_of_the_document_is_in_korean_and_no_other() {
    let (_, korean) = Korean::document();
    assert!(korean.missing.is_empty(), "{} lacks the Korean of {:#?}", korean::TABLE, korean.missing);
    assert_eq!(korean.stale(), [] as [&str; 0], "no part of the document says so any more");
    let of_code = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    for (english, korean) in korean.table() {
        assert!(korean.contains(|c: char| ('가'..='힣').contains(&c)) || english == korean, "{english}: {korean}");
        assert_eq!(of_code(english), of_code(korean), "{english}: the same fields and words");
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_and_tells_its_problems() {
    let mut document = openapi();
    let (whole, mut names) = (document.clone(), BTreeSet::new());
    for (operation, about) in operations(&mut document) {
        let name = about["operationId"].as_str().unwrap_or_else(|| panic!("{operation} has no operationId"));
        assert!(names.insert(name.to_owned()), "{operation}: a second {name}");
        assert_eq!(about["tags"].as_array().map(Vec::len), Some(1), "{operation} has one tag");
        assert!(about["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{operation} has no summary");
        for (status, response) in about["responses"].as_object().unwrap() {
            let response = resolve(&whole, response);
            if status.starts_with(['4', '5']) {
                assert_eq!(
                    response["content"]["application/problem+json"]["schema"]["$ref"], "#/components/schemas/Problem",
                    "{operation} {status}"
                );
            }
            assert!(
                !response["description"].as_str().unwrap_or_default().is_empty(),
                "{operation} {status} has no description"
            );
        }
        assert!(about["responses"].get("4XX").is_some(), "{operation} tells of 4XX");
        assert!(about["description"].is_string(), "{operation} has a description");
        let in_path: BTreeSet<_> = operation.split(['{', '}']).skip(1).step_by(2).collect();
        let told: BTreeSet<_> = parameters(about)
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(in_path, told, "{operation}");
    }
    assert!(names.len() >= 35, "{names:?}");
}

/// What needs no token says so, and nothing else does.
#[test]
fn the_public_operations_are_these() {
    let mut document = openapi();
    assert_eq!(document["security"], json!([{"bearer": []}]));
    let public: Vec<_> = operations(&mut document)
        .into_iter()
        .filter(|(_, about)| about.get("security") == Some(&json!([{}])))
        .map(|(operation, _)| operation)
        .collect();
    let expected = [
        "POST /auth/login",
        "POST /auth/password/forgot",
        "POST /auth/password/reset",
        "POST /auth/signup",
        "GET /openapi.json",
        "GET /openapi.ko.json",
        "POST /webhooks/bank-sms",
        "GET /webhooks/bank-sms/receipts/{receipt_id}",
        "GET /webhooks/bank-sms/{key}",
        "POST /webhooks/bank-sms/{key}",
        "POST /webhooks/ping/{key}",
    ];
    assert_eq!(public, expected);
}

/// Whether it tells of all codes is held by `conform`, at each answer of each test.
#[test]
fn codes_are_told_of_operations_that_there_are_beside_those_of_any() {
    let mut document = openapi();
    let told = |about: &mut Value| about["operationId"].as_str().unwrap().to_owned();
    let ids: BTreeSet<_> = operations(&mut document).into_iter().map(|(_, about)| told(about)).collect();
    for (operation, codes) in problems::OPERATIONS {
        assert!(ids.contains(*operation), "{operation} is no operation");
        let of_any = codes.iter().find(|code| problems::COMMON.contains(code) || problems::FAULTS.contains(code));
        assert_eq!(of_any, None, "{operation}");
    }
}

#[tokio::test]
async fn every_other_operation_refuses_a_caller_without_a_token() {
    let shop = Shop::empty(web::Policy::default()).await;
    let mut document = openapi();
    for (operation, about) in operations(&mut document) {
        let (method, path) = concrete(&operation);
        let answer = call(&shop, method, &path, None, json!({})).await;
        assert_eq!(answer.status == 401, about.get("security").is_none(), "{operation}: {}", answer.body);
    }
    shop.end().await;
}

#[test]
fn one_name_is_one_schema() {
    let mut seen = Map::new();
    for (function, routes) in groups() {
        let own = serde_json::to_value(routes.get_openapi()).unwrap();
        for (name, schema) in own["components"]["schemas"].as_object().into_iter().flatten() {
            let before = seen.insert(name.clone(), schema.clone());
            assert!(before.is_none_or(|before| before == *schema), "{function} calls another thing {name}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = openapi();
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"").skip(1) {
        let target = reference.split('"').next().unwrap();
        assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target} is missing");
    }
}

/// The string and integer fields of a body, nested ones by their dotted name.
fn fields(document: &Value, schema: &Value, prefix: &str) -> Vec<(String, Value)> {
    let schema = resolve(document, schema);
    let mut found = Vec::new();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let name = format!("{prefix}{name}");
        let field = resolve(document, field);
        match field["properties"].is_object() {
            true => found.extend(fields(document, &field, &format!("{name}."))),
            false => found.push((name, field)),
        }
    }
    found
}

/// The schema behind a reference, also behind one that may be null.
fn resolve(document: &Value, schema: &Value) -> Value {
    let any = schema["oneOf"].as_array().into_iter().flatten().find(|one| one.get("$ref").is_some());
    match any.unwrap_or(schema)["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap().clone(),
        None => schema.clone(),
    }
}

fn is_a(field: &Value, kind: &str) -> bool {
    field["type"] == kind || field["type"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
}

#[test]
fn every_string_and_number_of_a_caller_has_its_limits() {
    let mut document = openapi();
    let whole = document.clone();
    for (operation, about) in operations(&mut document) {
        let body = &about["requestBody"]["content"]["application/json"]["schema"];
        let mut all = if body.is_null() { Vec::new() } else { fields(&whole, body, "") };
        all.extend(
            parameters(about)
                .filter(|parameter| parameter["in"] != "path")
                .map(|parameter| (parameter["name"].to_string(), resolve(&whole, &parameter["schema"]))),
        );
        for (name, field) in all {
            let told = |limit: &str| field.get(limit).is_some();
            let fine = match (is_a(&field, "string"), is_a(&field, "integer")) {
                (true, _) => told("maxLength") || told("pattern") || told("enum") || field["format"] == "date-time",
                (_, true) => told("minimum") && told("maximum"),
                (false, false) => {
                    is_a(&field, "boolean")
                        || (is_a(&field, "array") && told("maxItems"))
                        || (is_a(&field, "object") && told("maxProperties"))
                }
            };
            assert!(fine, "{operation}: {name} has no limits: {field}");
        }
    }
}

/// A closed set is one schema with its words, made of its enum: none is spelled a second time.
#[test]
fn no_closed_set_is_spelled_by_hand() {
    let document = openapi().to_string();
    let alternatives: Vec<_> = document
        .split("\"pattern\":\"^(")
        .skip(1)
        .filter(|rest| rest.split('"').next().is_some_and(|pattern| pattern.contains('|')))
        .collect();
    assert!(alternatives.is_empty(), "a pattern lists words: {alternatives:.80?}");
    let schemas = &openapi()["components"]["schemas"];
    for set in ["DepositStatus", "EventType", "HoldReason", "MatchRule", "OrderStatus", "Role", "SenderVerdict", "Via"]
    {
        assert!(schemas[set]["enum"].as_array().is_some_and(|words| words.len() > 1), "{set} has no enum");
    }
}

/// `PATCH /workspaces/{id}/orders/{order_id}` → its method and a path that stands in the shop.
fn concrete(operation: &str) -> (Method, String) {
    let (method, path) = operation.split_once(' ').unwrap();
    let path: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
    (method.parse().unwrap(), path.join("/"))
}

async fn call(shop: &Shop, method: Method, path: &str, token: Option<&str>, body: Value) -> Answer {
    let mut request = axum::http::Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header("content-type", "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    shop.send(request.body(body.to_string().into()).unwrap()).await
}

/// What the answer holds against a field, by its code.
fn against<'a>(answer: &'a Answer, field: &str) -> Option<&'a str> {
    answer.body["errors"].as_array()?.iter().find(|error| error["field"] == field)?["code"].as_str()
}

fn body_of(field: &str, value: Value) -> Value {
    match field.split_once('.') {
        Some((outer, inner)) => json!({outer: body_of(inner, value)}),
        None => json!({field: value}),
    }
}

/// The limits of the document are the limits of the server: one character or one won more is refused, and the limit
/// itself is not.
#[tokio::test]
async fn the_limits_of_bodies_are_the_servers() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let mut document = openapi();
    let whole = document.clone();
    let mut tried = 0;
    for (operation, about) in operations(&mut document) {
        let schema = &about["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let (method, path) = concrete(&operation.replace("{key}", &key));
        let token = about.get("security").is_none().then_some(shop.owner.as_str());
        for (name, field) in fields(&whole, schema, "") {
            let outside = [
                field["maxLength"].as_u64().map(|max| json!("a".repeat(usize::try_from(max).unwrap() + 1))),
                field["minLength"].as_u64().map(|min| json!("a".repeat(usize::try_from(min).unwrap() - 1))),
                field["maximum"].as_u64().map(|max| json!(max + 1)),
                field["minimum"].as_u64().filter(|min| *min > 0).map(|min| json!(min - 1)),
                field.get("pattern").map(|_| json!("NONE_OF_THEM")),
                (field["format"] == "date-time").then(|| json!("yesterday")),
            ];
            // A sender or a stamp that makes no sense loses no message.
            let is_lenient =
                operation.contains("/webhooks/bank-sms") && ["sender", "received_at"].contains(&name.as_str());
            for value in outside.into_iter().flatten().filter(|_| !is_lenient) {
                let answer = call(&shop, method.clone(), &path, token, body_of(&name, value.clone())).await;
                assert_eq!(answer.status, 400, "{operation}, {name} = {value}: {}", answer.body);
                assert!(against(&answer, &name).is_some(), "{operation} takes {name} = {value}: {}", answer.body);
                tried += 1;
            }
            let limits = [
                field["maxLength"].as_u64().map(|max| json!("a".repeat(usize::try_from(max).unwrap()))),
                field["maximum"].as_u64().map(|max| json!(max)),
                field["minimum"].as_u64().map(|min| json!(min)),
            ];
            for value in limits.into_iter().flatten() {
                let answer = call(&shop, method.clone(), &path, token, body_of(&name, value.clone())).await;
                let code = against(&answer, &name);
                assert!(
                    !matches!(code, Some("too_long" | "too_short" | "out_of_range" | "wrong_type")),
                    "{operation} refuses {name} at its limit: {}",
                    answer.body
                );
            }
        }
    }
    assert!(tried > 60, "{tried} values were tried");
    shop.end().await;
}

/// An empty object is refused for exactly the fields that the document requires.
#[tokio::test]
async fn what_the_document_requires_the_server_requires() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let mut document = openapi();
    let whole = document.clone();
    let mut tried = 0;
    for (operation, about) in operations(&mut document) {
        let schema = &about["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let (method, path) = concrete(&operation.replace("{key}", &key));
        let token = about.get("security").is_none().then_some(shop.owner.as_str());
        let answer = call(&shop, method, &path, token, json!({})).await;
        let errors = answer.body["errors"].as_array().into_iter().flatten();
        let refused: BTreeSet<_> =
            errors.filter(|error| error["code"] == "required").map(|error| error["field"].as_str().unwrap()).collect();
        let schema = resolve(&whole, schema);
        let mut told: BTreeSet<_> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        // Of one kind only, which no list of required fields says.
        told.extend((operation == "POST /workspaces/{id}/webhook-endpoints").then_some("url"));
        assert_eq!(refused, told, "{operation}: {}", answer.body);
        tried += told.len();
    }
    assert!(tried > 20, "{tried} fields are required");
    shop.end().await;
}

/// The limits of query parameters are the server's too.
#[tokio::test]
async fn the_limits_of_queries_are_the_servers() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let mut document = openapi();
    let mut tried = 0;
    for (operation, about) in operations(&mut document) {
        let (method, path) = concrete(&operation.replace("{key}", &key));
        for parameter in parameters(about).filter(|parameter| parameter["in"] == "query") {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            let outside = [
                schema["maxLength"].as_u64().map(|max| "a".repeat(usize::try_from(max).unwrap() + 1)),
                schema["maximum"].as_u64().map(|max| (max + 1).to_string()),
                schema["minimum"].as_u64().filter(|min| *min > 0).map(|min| (min - 1).to_string()),
                schema.get("pattern").map(|_| "NONE_OF_THEM".to_owned()),
                (schema["format"] == "date-time").then(|| "yesterday".to_owned()),
                is_a(schema, "boolean").then(|| "maybe".to_owned()),
            ];
            for value in outside.into_iter().flatten() {
                let answer =
                    call(&shop, method.clone(), &format!("{path}?{name}={value}"), Some(&shop.owner), json!({})).await;
                assert_eq!(answer.status, 400, "{operation}?{name}={value}: {}", answer.body);
                tried += 1;
            }
        }
    }
    assert!(tried > 15, "{tried} values were tried");
    shop.end().await;
}
