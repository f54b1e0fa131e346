//! Every error code of the AWS operations that the program uses: what the program does with it is a row of the table in
//! `docs/error-codes.md`, and each row is run here as it stands there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::documents::{read, root};
use tests::{Answer, Call, Fate, Shop};

use crate::parity::house::{sources, text};

/// A row: the operation, the code, what a caller is answered, and how often the request is sent.
struct Row {
    operation: String,
    code: String,
    answer: u16,
    sent: usize,
}

fn rows() -> Vec<Row> {
    let page = read("docs/error-codes.md");
    let table = page.lines().skip_while(|line| *line != "| operation | code | answer | sent | what the program does |");
    let rows = table.skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>();
    rows.map(cells)
        .map(|cells| Row {
            operation: cells[1].clone(),
            code: cells[2].clone(),
            answer: cells[3].parse().unwrap(),
            sent: cells[4].parse().unwrap(),
        })
        .collect()
}

fn refusal(row: &Row, call: &Call) -> Fate {
    let server_error = ["InternalServerError", "InternalFailure", "ServiceUnavailable"].contains(&row.code.as_str());
    let status = if server_error { 500 } else { 400 };
    let Some(reason) = row.code.strip_prefix("TransactionCanceledException: ") else {
        return Fate::Refuse(status, json!({"__type": format!("com.amazonaws#{}", row.code), "message": "injected"}));
    };
    let items = call.body["TransactItems"].as_array().map_or(0, Vec::len);
    let reasons: Vec<Value> = (0..items).map(|nth| json!({"Code": if nth == 0 { reason } else { "None" }})).collect();
    let kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    Fate::Refuse(status, json!({"__type": kind, "message": "injected", "CancellationReasons": reasons}))
}

/// A call of the API that sends the operation.
async fn ask(shop: &Shop, operation: &str) -> Answer {
    let order = json!({"order_number": "B-1", "amount": 500, "depositor_name": "김철수"});
    let sms = json!({"raw_sms": shop.kb("김철수", 500, 1_000), "sender": "15881234", "received_at": shop.clock.now().rfc3339()});
    let (method, path, body) = match operation {
        "TransactWriteItems" | "UpdateItem" => (Method::POST, "/workspaces/1/orders", order),
        "GetItem" => (Method::GET, "/workspaces/1/orders/1", Value::Null),
        "Query" | "BatchGetItem" => (Method::GET, "/workspaces/1/orders", Value::Null),
        "PutItem" => {
            let owner = json!({"email": "owner@example.com", "password": "correct horse battery"});
            (Method::POST, "/auth/login", owner)
        }
        "DeleteItem" => (Method::POST, "/auth/logout", Value::Null),
        "SendMessage" => (Method::POST, "/webhooks/bank-sms", sms),
        other => panic!("say here which call sends {other}"),
    };
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request =
        request.header("authorization", format!("Bearer {}", shop.owner)).header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    shop.send(request.body(body).unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_the_table_of_codes_is_as_it_says() {
    let rows = rows();
    // One shop for all: what is refused changes nothing.
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let mut wrong = Vec::new();
    for row in rows {
        let sent = Arc::new(AtomicUsize::new(0));
        let (counted, row) = (Arc::clone(&sent), Arc::new(row));
        let wire = if row.operation == "SendMessage" { &shop.queue_wire } else { &shop.wire };
        let injected = Arc::clone(&row);
        wire.rule(move |call| match call.operation == injected.operation {
            true => {
                counted.fetch_add(1, Ordering::SeqCst);
                refusal(&injected, call)
            }
            false => Fate::Pass,
        });
        let answer = ask(&shop, &row.operation).await;
        wire.calm();
        let became = (answer.status, sent.load(Ordering::SeqCst));
        if became != (row.answer, row.sent) {
            wrong.push(format!("{} {}: {became:?}", row.operation, row.code));
        }
        assert!(!answer.body.to_string().contains(&row.code), "{}: internals are shown", row.code);
    }
    shop.end().await;
    assert!(wrong.is_empty(), "not as the table says:\n{}", wrong.join("\n"));
}

/// What DynamoDB answers to any operation, by its developer guide ("Error handling"), and no SDK models.
const COMMON_OF_THE_TABLE: [&str; 7] = [
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "MissingAuthenticationTokenException",
    "ServiceUnavailable",
    "UnrecognizedClientException",
    "ValidationException",
];

/// What SQS answers to any operation, by its API reference ("Common errors").
const COMMON_OF_THE_QUEUE: [&str; 11] = [
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InternalFailure",
    "NotAuthorized",
    "OptInRequired",
    "RequestExpired",
    "ServiceUnavailable",
    "ThrottlingException",
    "UnrecognizedClientException",
    "ValidationError",
];

/// Why a transaction is cancelled, by the API reference, but for a condition that failed.
const REASONS: [&str; 5] = [
    "ItemCollectionSizeLimitExceeded",
    "ProvisionedThroughputExceeded",
    "ThrottlingError",
    "TransactionConflict",
    "ValidationError",
];

fn printed(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The folders of the operations of the two SDKs, in the versions that the product is built with.
fn operations_of_the_sdks() -> [PathBuf; 2] {
    let host = printed(Command::new("rustc").args(["--print", "host-tuple"]));
    let arguments = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host.trim()];
    let metadata: Value = serde_json::from_str(&printed(Command::new(env!("CARGO")).args(arguments))).unwrap();
    ["aws-sdk-dynamodb", "aws-sdk-sqs"].map(|name| {
        let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == name).unwrap();
        Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src").join("operation")
    })
}

/// The operations of an SDK that the store calls, as files of the SDK.
fn called(operations: &Path) -> Vec<PathBuf> {
    // The upgrade is a person's command, which fails and is run again.
    let is_served = |path: &&PathBuf| !path.ends_with("upgrade.rs");
    let store: String = sources(&["shared/store/src"]).iter().filter(is_served).map(|path| text(path)).collect();
    let files = fs::read_dir(operations).unwrap().map(|file| file.unwrap().path());
    let is_called = |file: &PathBuf| store.contains(&format!(".{}()", file.file_stem().unwrap().to_str().unwrap()));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).filter(is_called).collect()
}

/// The operation of a file of the SDK, and the variants of its error.
fn modelled(file: &Path) -> (String, Vec<String>) {
    let source = fs::read_to_string(file).unwrap();
    let (_, rest) = source.split_once("\npub enum ").unwrap();
    let (name, rest) = rest.split_once("Error {\n").unwrap();
    let (variants, _) = rest.split_once("\n}\n").unwrap();
    let variant = |line: &str| {
        line.trim_end().strip_suffix("),").and_then(|line| Some(line.split_once('(')?.0.trim().to_owned()))
    };
    (name.to_owned(), variants.lines().filter_map(variant).collect())
}

#[test]
fn every_error_that_an_operation_of_the_store_can_have_has_a_row() {
    let mut wanted = BTreeSet::new();
    for (operations, common) in operations_of_the_sdks().iter().zip([&COMMON_OF_THE_TABLE[..], &COMMON_OF_THE_QUEUE]) {
        // An acknowledgement that fails, whatever its code, is logged and no more: its messages come again.
        let all = called(operations);
        let answered = all.iter().map(|file| modelled(file)).filter(|(name, _)| name != "DeleteMessageBatch");
        for (operation, variants) in answered {
            assert!(variants.iter().any(|variant| variant == "Unhandled"), "{operation}: {variants:?}");
            let cancelled = variants.iter().any(|variant| variant == "TransactionCanceledException");
            let not_rows = ["Unhandled", "ConditionalCheckFailedException", "TransactionCanceledException"];
            let codes = variants.into_iter().filter(|variant| !not_rows.contains(&variant.as_str()));
            wanted.extend(
                codes.chain(common.iter().map(|code| (*code).to_owned())).map(|code| (operation.clone(), code)),
            );
            let reasons = REASONS.iter().filter(|_| cancelled);
            wanted.extend(reasons.map(|reason| (operation.clone(), format!("TransactionCanceledException: {reason}"))));
        }
    }
    let rows: Vec<_> = rows().into_iter().map(|row| (row.operation, row.code)).collect();
    let there: BTreeSet<_> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), there.len(), "a row stands twice");
    let (without, beyond): (Vec<_>, Vec<_>) =
        (wanted.difference(&there).collect(), there.difference(&wanted).collect());
    assert!(without.is_empty() && beyond.is_empty(), "without a row: {without:?}; of nothing: {beyond:?}");
}
