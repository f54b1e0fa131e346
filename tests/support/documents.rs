//! The documents that are generated: `docs/openapi.json` from the handlers, `docs/table.md` from the one module that
//! spells keys and from the template, `docs/cost.md` from the budgets, the
//! tables of `docs/scale.md` from the simulation. `cargo run -p tests --example documents` writes them; `parity` fails
//! on drift.

use domain::ClosedSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::EventType;
use local::product::{self, TEMPLATE};
use serde_json::{Map, Value, json};
use store::layout::LAYOUT;
use webhooks::payload;

use crate::korean::Korean;
use crate::{examples, problems};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file of the repository.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The template, CloudFormation's tags dropped: `!GetAtt Table.Arn` reads as `Table.Arn`.
pub fn template() -> Value {
    serde_saphyr::from_str(TEMPLATE).unwrap()
}

/// The generated documents: path and text.
pub fn generated() -> [(&'static str, String); 5] {
    [
        ("docs/openapi.json", serde_json::to_string_pretty(&openapi()).unwrap() + "\n"),
        ("docs/openapi.ko.json", serde_json::to_string_pretty(&Korean::document().0).unwrap() + "\n"),
        ("docs/table.md", table()),
        ("docs/cost.md", crate::cost::page()),
        ("docs/scale.md", crate::heat::page()),
    ]
}

/// What the operations are about.
const TAGS: [(&str, &str); 14] = [
    ("about", "The document itself, and which banks are read."),
    ("auth", "People, their sessions, API tokens and second factors."),
    ("workspaces", "A shop: its settings, its export, its end."),
    ("members", "Who works in a workspace, and who is invited."),
    ("bank-accounts", "The accounts into which money comes."),
    ("phone-numbers", "The phones that forward the bank's messages."),
    ("webhook", "Where the bank's messages arrive, and what became of each."),
    ("orders", "What waits to be paid."),
    ("deposits", "Money that came, and what is decided of it."),
    ("matches", "Deposits and the orders that they pay: proposals, matches by hand, their undoing."),
    ("messages", "Messages that a person must read, and a shop's own formats."),
    ("test", "A bank that writes, for workspaces that are none."),
    ("webhook-endpoints", "Your server's addresses, and what was delivered to them."),
    ("webhooks", "What your server is told."),
];

/// The OpenAPI document of every route, with what is true of all of them: where they stand, the token, the problems,
/// and how a list goes on.
pub fn openapi() -> Value {
    let mut document = serde_json::to_value(product::routes().into_openapi()).unwrap();
    document["info"] = json!({
        "title": "LunePay API",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Pairs bank deposits with the orders that they pay. Money is whole KRW; times are RFC 3339 with +09:00. \
            A list is a bare JSON array, newest first; its header X-Next-Cursor is there while there is more.",
        "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        "contact": {"name": "LunePay"},
    });
    document["tags"] = TAGS.iter().map(|(name, about)| json!({"name": name, "description": about})).collect();
    document["servers"] = json!([{"url": web::serve::BASE_PATH}]);
    document["security"] = json!([{"bearer": []}]);
    document["components"]["securitySchemes"] = json!({"bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A session (POST /auth/login) or an API token (POST /auth/tokens).",
    }});
    document["components"]["headers"] = json!({
        "RateLimit-Policy": header("The limits of the call's token and, in one, of its workspace: `q` calls at once, all there again \
            after `w` seconds (IETF draft, RateLimit header fields)."),
        "RateLimit": header("What is left of each: `r` calls, and all of them again after `t` seconds; with a 429, one after `t`."),
    });
    let told: Value = serde_json::from_str(&read(examples::FILE)).unwrap();
    problems::tell_common(&mut document, &rate_limits());
    for (operation_name, operation) in operations(&mut document) {
        complete(&operation_name, operation);
        if let Some(example) = told.get(operation["operationId"].as_str().unwrap_or_default()) {
            examples::show(operation_name.split_once(' ').unwrap().1, operation, example);
        }
    }
    tell_webhooks(&mut document);
    name_words(&mut document);
    document
}

/// Generators that make constants of an enum's words cannot tell `order_cancelled` from `ORDER_CANCELLED`: such an enum
/// names its constants.
fn name_words(document: &mut Value) {
    for schema in document["components"]["schemas"].as_object_mut().unwrap().values_mut() {
        let Some(words) = schema["enum"].as_array() else { continue };
        let mut names: Vec<String> = Vec::new();
        for word in words.iter().filter_map(Value::as_str) {
            let name = word.to_uppercase();
            names.push(if names.contains(&name) { format!("{name}_2") } else { name });
        }
        if names.iter().any(|name| name.ends_with("_2")) {
            schema["x-enum-varnames"] = json!(names);
        }
    }
}

/// What is true of every operation: its key, its problems, the headers of its answers.
fn complete(name: &str, operation: &mut Value) {
    // Those that anybody may call know no user whose key it would be.
    if name.starts_with("POST ") && operation.get("security").is_none() {
        let key = json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same request again under the same key, within 24 hours, changes nothing and is answered as the first \
                was, with `Idempotent-Replayed: true`. 422: the key stands for another request. 409: the request still runs.",
            "schema": {"type": "string", "minLength": 1, "maxLength": web::idempotency::KEY_MAX},
        });
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.push(key),
            None => operation["parameters"] = json!([key]),
        }
    }
    // What one sentence says needs no second one.
    if operation.get("description").is_none() {
        operation["description"] = operation["summary"].clone();
    }
    let lists = parameters(operation).any(|parameter| parameter["name"] == "cursor");
    let needs_a_token = operation.get("security").is_none();
    problems::tell(operation);
    for (status, response) in operation["responses"].as_object_mut().unwrap() {
        if response.get("$ref").is_some() {
            continue;
        }
        describe(status, response);
        if needs_a_token {
            for (name, header) in rate_limits() {
                response["headers"][name] = header;
            }
        }
        if lists && status == "200" {
            response["headers"]["X-Next-Cursor"] = header("The next page's `cursor`; absent on the last.");
            response["headers"]["Link"] = header("RFC 8288, `rel=\"next\"`: the next page; absent on the last.");
        }
    }
}

/// The headers of every answer to a call with a token.
fn rate_limits() -> Map<String, Value> {
    let header = |name: &str| (name.to_owned(), json!({"$ref": format!("#/components/headers/{name}")}));
    ["RateLimit-Policy", "RateLimit"].map(header).into_iter().collect()
}

fn header(description: &str) -> Value {
    json!({"description": description, "schema": {"type": "string"}})
}

/// The document's `webhooks` (OpenAPI 3.1), which utoipa's routers do not know: what a shop's server is told, by type.
fn tell_webhooks(document: &mut Value) {
    #[derive(utoipa::OpenApi)]
    #[openapi(components(schemas(
        payload::EventDocument,
        payload::OrderData,
        payload::DepositData,
        payload::MessageData,
        payload::PhoneData,
        payload::EndpointData,
        payload::AuditData,
        payload::PingData
    )))]
    struct Payloads;
    let told = serde_json::to_value(<Payloads as utoipa::OpenApi>::openapi()).unwrap();
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    schemas.extend(told["components"]["schemas"].as_object().unwrap().clone());
    for kind in EventType::all() {
        document["webhooks"][kind.code()] = webhook(kind);
    }
}

fn webhook(kind: EventType) -> Value {
    let (data, happened) = match kind {
        EventType::OrderMatched => ("OrderData", "An order was paid."),
        EventType::OrderPartiallyPaid => ("OrderData", "A part of an order was paid, and it waits for the rest."),
        EventType::OrderUnmatched => ("OrderData", "A person undid an order's match: it waits again."),
        EventType::OrderCancelled => ("OrderData", "An order was cancelled."),
        EventType::OrderExpired => ("OrderData", "An order's deadline passed without its money."),
        EventType::OrderReopened => ("OrderData", "A cancelled or expired order waits again."),
        EventType::DepositWaiting => ("DepositData", "Money came, and no order fits yet."),
        EventType::DepositHeld => ("DepositData", "Money came, or was unmatched, and a person must decide."),
        EventType::DepositMatched => ("DepositData", "A deposit paid an order."),
        EventType::DepositDismissed => ("DepositData", "A person said that a deposit pays nothing."),
        EventType::DepositRestored => ("DepositData", "A person undid a deposit's dismissal: it is held."),
        EventType::DepositReturned => {
            ("DepositData", "A person noted that a part of a deposit was sent back, or took that note back.")
        }
        EventType::RefundDue => ("DepositData", "What is left of a deposit is to be sent back."),
        EventType::DepositReversed => {
            ("DepositData", "The bank took a deposit back. `applied` is false where a person must say which.")
        }
        EventType::OrderReversed => {
            ("OrderData", "The bank took back the deposit that had paid an order: it waits again.")
        }
        EventType::MessageQuarantined => ("MessageData", "A bank's message must be read by a person."),
        EventType::PhoneSilent => ("PhoneData", "A phone has not been heard of for too long."),
        EventType::PhoneOnline => ("PhoneData", "A phone that was silent is heard of again."),
        EventType::EndpointDisabled => {
            ("EndpointData", "Another endpoint was disabled: it answered 410, or failed for five days.")
        }
        EventType::AccountAdded => ("AuditData", "A bank account was added: its money counts from now on."),
        EventType::PhoneAdded => ("AuditData", "A phone was added: what it forwards counts from now on."),
        EventType::SenderApproved => ("AuditData", "The owner approved a sender: its texts pay by themselves."),
        EventType::SettingsChanged => ("AuditData", "The workspace's settings were changed."),
        EventType::Ping => ("PingData", "A person asked for a test."),
    };
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let data = match kind {
        EventType::DepositReversed => json!({"anyOf": [schema(data), schema("MessageData")]}),
        _ => schema(data),
    };
    let header = |name: &str, description: &str| json!({"name": name, "in": "header", "required": true, "description": description, "schema": {"type": "string", "maxLength": 512}});
    json!({"post": {
        "operationId": format!("on_{}", kind.code().replace('.', "_")),
        "tags": ["webhooks"],
        "summary": happened,
        "description": "Signed after Standard Webhooks. Answer with a 2xx within 15 seconds; anything else is tried again, ten times over three days.",
        "security": [{}],
        "parameters": [
            header("webhook-id", "The event's id, the same for every try."),
            header("webhook-timestamp", "When it was sent, in seconds since 1970."),
            header("webhook-signature", "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; one for each live secret, separated by spaces."),
        ],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"allOf": [
            {"$ref": "#/components/schemas/Event"},
            {"type": "object", "required": ["data"], "properties": {"data": data}},
        ]}}}},
        "responses": {
            "2XX": {"description": "Taken."},
            "410": {"description": "Nothing more is wanted: the endpoint is disabled."},
        },
    }})
}

fn describe(status: &str, response: &mut Value) {
    let words = match status {
        "503" => "The queue is down: send the same message again after Retry-After seconds.",
        "201" => "Created.",
        "202" => "Accepted, and still at work.",
        "204" => "Done.",
        _ => "Done; the body tells.",
    };
    if response["description"].as_str().is_none_or(str::is_empty) {
        response["description"] = json!(words);
    }
}

/// Every operation of a document: `GET /path`, and the operation.
pub fn operations(document: &mut Value) -> Vec<(String, &mut Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object_mut().unwrap() {
        for (method, operation) in item.as_object_mut().unwrap() {
            if operation.get("responses").is_some() {
                found.push((format!("{} {path}", method.to_uppercase()), operation));
            }
        }
    }
    found
}

/// The parameters of an operation.
pub fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation["parameters"].as_array().into_iter().flatten()
}

/// What stands in the table and under which keys.
pub fn table() -> String {
    let mut page = String::from(
        "# The table\n\n\
         Generated by `cargo run -p tests --example documents` from `LAYOUT` in `shared/store/src/layout.rs`\n\
         and from `template.yaml`; a test fails on drift.\n\n\
         One table.\n\
         Numbers in keys have a fixed width, so that they sort; only the last component of a key may contain `#`.\n\
         An account is looked up by its bank's family: one family per bank (012 stands under 011, 005 under 081, 026 under 088).\n\n\
         | item | PK | SK | read by |\n|---|---|---|---|\n",
    );
    for (item, pk, sk, read_by) in LAYOUT {
        writeln!(page, "| {item} | `{pk}` | `{sk}` | {read_by} |").unwrap();
    }
    let template = template();
    let table = &template["Resources"]["Table"]["Properties"];
    page.push_str("\n## Indexes\n\nSparse: only items that carry the attributes stand in them. Nothing on the pairing path reads one.\n\n| index | keys | projection | holds |\n|---|---|---|---|\n");
    for index in table["GlobalSecondaryIndexes"].as_array().unwrap() {
        let name = index["IndexName"].as_str().unwrap();
        let keys: Vec<_> = index["KeySchema"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| format!("`{}`", key["AttributeName"].as_str().unwrap()))
            .collect();
        let projection = index["Projection"]["ProjectionType"].as_str().unwrap();
        writeln!(page, "| {name} | {} | {projection} | {} |", keys.join(", "), holds(name)).unwrap();
    }
    let ttl = &table["TimeToLiveSpecification"];
    let attribute = ttl["AttributeName"].as_str().unwrap();
    assert_eq!(ttl["Enabled"], true, "the template's TTL is on");
    write!(
        page,
        "\n## Time to live\n\nAttribute `{attribute}`, in seconds.\n\
         It stands on receipts, throttles, unclaimed messages, invitations, deliveries of webhooks and tokens that expire, and\n\
         nowhere else.\n\
         DynamoDB deletes late, so the code compares times itself.\n"
    )
    .unwrap();
    page
}

fn holds(index: &str) -> &'static str {
    match index {
        "GSI1" => {
            "`WS#<ws>#ORDER#<status>`: orders by stored status; `WS#<ws>#DEPOSIT#UNMATCHED`: deposits that are not matched"
        }
        "GSI2" => "`WS#<ws>#ACCOUNT#<id>`: the deposits of an account",
        "GSI3" => {
            "`DUE#<ws mod 16>` / `<deadline>#<ws>#<id>`: the orders that fall due; `DUE#RETENTION` / `<time>#<ws>`: the retention passes; `DUE#WATCH` / `<time>#<ws>#<phone>`: the phones that are looked at next; `RETRY#<ws mod 16>` / `<next try>#…`: the deliveries that are tried again later than a queue can hold them"
        }
        unknown => panic!("say here what {unknown} holds"),
    }
}
