//! Each bootstrap by itself, as Lambda runs it: every payload of `events/` over a Runtime API, and what must do no
//! harm: an event that is none, a table that does not answer, a process that is killed.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::Shop;
use tests::documents::{read, root, template};
use tests::runtime::{Bootstrap, Outcome};
use tokio::net::TcpListener;

/// The template's functions that have payloads: name, and the names of its payloads in their order.
fn functions() -> Vec<(String, Vec<String>)> {
    let template = template();
    let resources = template["Resources"].as_object().unwrap().values();
    let functions = resources.filter(|resource| resource["Type"] == "AWS::Serverless::Function");
    let mut named: Vec<String> =
        functions.map(|one| one["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap().to_owned()).collect();
    named.sort();
    let mut files: Vec<String> = std::fs::read_dir(root().join("events"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    files.sort();
    // `matcher-…` is no `m`: the longest name that a payload begins with is its function's.
    let of =
        |file: &str| named.iter().filter(|name| file.starts_with(&format!("{name}-"))).max_by_key(|name| name.len());
    for file in &files {
        assert!(of(file).is_some(), "events/{file}.json is of no function");
    }
    named
        .iter()
        .map(|name| (name.clone(), files.iter().filter(|file| of(file) == Some(name)).cloned().collect()))
        .collect()
}

/// The matcher's payload as the bank's message of now: that of the guide is old money by the world's clock.
fn message_of_now(shop: &Shop) -> Value {
    let mut payload = event(shop, "matcher-sms");
    let record = &mut payload["Records"][0]["body"];
    let mut body: Value = serde_json::from_str(record.as_str().unwrap()).unwrap();
    body["raw_sms"] = json!(shop.kb("홍길동", 14_510, 532_513));
    body["sender"] = json!("15881234");
    body["received_at_ms"] = json!(shop.clock.now().ms());
    *record = json!(body.to_string());
    payload
}

fn event(shop: &Shop, name: &str) -> Value {
    let text = read(&format!("events/{name}.json")).replace("Bearer TOKEN", &format!("Bearer {}", shop.owner));
    serde_json::from_str(&text).unwrap()
}

async fn start(shop: &Shop, function: &str) -> Bootstrap {
    start_with(shop, function, &[]).await
}

async fn start_with(shop: &Shop, function: &str, others: &[(&str, &str)]) -> Bootstrap {
    let own = shop.deployed.variables();
    let own = own.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Bootstrap::start(function, &own.chain(others.iter().copied()).collect::<Vec<_>>()).await
}

/// What an answer to a payload must look like: an HTTP answer that is no fault of ours, a batch in which nothing
/// failed, or nothing at all.
fn assert_good(name: &str, payload: &Value, outcome: Outcome) {
    let answer = outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    if payload.get("rawPath").is_some() {
        let status = answer["statusCode"].as_u64().unwrap_or_else(|| panic!("{name}: {answer}"));
        assert!((200..500).contains(&status), "{name}: {answer}");
        assert!(answer["headers"]["x-request-id"].is_string(), "{name}: {answer}");
    } else if payload.get("Records").is_some() {
        assert_eq!(answer["batchItemFailures"], json!([]), "{name}: {answer}");
    } else {
        assert_eq!(answer, Value::Null, "{name}");
    }
}

#[tokio::test]
async fn every_bootstrap_takes_its_payloads_and_takes_them_again() {
    let shop = Shop::open().await;
    for (function, names) in functions() {
        assert!(!names.is_empty(), "{function} has no payload in events/");
        let bootstrap = start(&shop, &function).await;
        for name in names.iter().chain(&names) {
            let payload = event(&shop, name);
            assert_good(name, &payload, bootstrap.invoke(&payload).await);
        }
        bootstrap.end().await;
    }
    shop.end().await;
}

#[tokio::test]
async fn a_message_is_read_by_the_compiled_matcher_and_pays() {
    let shop = Shop::open().await;
    shop.place("A-2024-0001", 14_510, "홍길동").await;
    let (matcher, payload) = (start(&shop, "matcher").await, message_of_now(&shop));
    for _ in 0..2 {
        assert_good("matcher-sms", &payload, matcher.invoke(&payload).await);
    }
    matcher.end().await;
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    assert_eq!(shop.get("/workspaces/1/deposits", 200).await.body.as_array().map(Vec::len), Some(1));
    shop.end().await;
}

#[tokio::test]
async fn an_event_that_is_none_is_an_error_and_the_next_one_is_answered() {
    let shop = Shop::open().await;
    for (function, names) in functions() {
        let mut bootstrap = start(&shop, &function).await;
        for bent in ["{}", "[]", "null", "\"\"", "{\"Records\":7}", "{\"version\":\"2.0\"}", "no json"] {
            let outcome = tokio::time::timeout(Duration::from_secs(20), bootstrap.begin(bent.to_owned())).await;
            let outcome = outcome.unwrap_or_else(|_| panic!("{function} does not answer {bent}")).unwrap();
            // The sweeper's tick says nothing, so anything will do for one.
            if let Ok(answer) = outcome {
                let refused = answer["statusCode"].as_u64().is_some_and(|status| (400..500).contains(&status));
                let nothing = answer.is_null() || answer["batchItemFailures"] == json!([]);
                assert!(refused || nothing, "{function} answers {bent} with {answer}");
            }
        }
        assert!(bootstrap.lives(), "{function} ended");
        let payload = event(&shop, &names[0]);
        assert_good(&names[0], &payload, bootstrap.invoke(&payload).await);
        let printed = bootstrap.kill().await;
        assert!(!printed.contains("panicked"), "{function}: {printed}");
    }
    shop.end().await;
}

/// A table that takes the connection and never answers: a 503 that asks to come again, before Lambda's own end.
#[tokio::test]
async fn a_table_that_does_not_answer_is_a_503_before_the_timeout() {
    let shop = Shop::open().await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let orders = start_with(&shop, "orders", &[("AWS_ENDPOINT_URL", &endpoint)]).await;
    let began = Instant::now();
    let answer = orders.invoke(&event(&shop, "orders-list")).await.unwrap();
    assert_eq!(answer["statusCode"], 503, "{answer}");
    assert!(answer["headers"]["retry-after"].is_string(), "{answer}");
    let timeout = template()["Globals"]["Function"]["Timeout"].as_u64().unwrap();
    assert!(began.elapsed() < Duration::from_secs(timeout), "{:?}", began.elapsed());
    orders.kill().await;
    shop.end().await;
}

/// Killed at different depths of its work; the queue delivers again, another process takes over, and once is once.
#[tokio::test]
async fn a_matcher_that_is_killed_at_work_leaves_nothing_half_done() {
    let shop = Shop::open().await;
    shop.place("A-2024-0001", 14_510, "홍길동").await;
    let payload = message_of_now(&shop);
    for microseconds in [0, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 60_000] {
        let matcher = start(&shop, "matcher").await;
        let told = matcher.begin(payload.to_string());
        matcher.at_work().await;
        // The depth at which it dies: there is no event to wait for in the middle of its work.
        tokio::time::sleep(Duration::from_micros(microseconds)).await;
        matcher.kill().await;
        drop(told);
    }
    let matcher = start(&shop, "matcher").await;
    assert_good("matcher-sms", &payload, matcher.invoke(&payload).await);
    matcher.end().await;
    // The dead took ids along, which never come again.
    let deposits = shop.get("/workspaces/1/deposits", 200).await.body.as_array().unwrap().clone();
    assert_eq!(deposits.len(), 1, "{deposits:?}");
    assert_eq!(shop.order(1).await["matched_deposit_id"], deposits[0]["id"]);
    shop.end().await;
}
