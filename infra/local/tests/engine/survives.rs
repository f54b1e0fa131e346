//! Power goes off: the real program is killed (SIGKILL) in the middle of two hundred messages and two hundred orders,
//! started again on the same data, and asked again for what it did not answer. Whatever was answered is there exactly
//! once.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use domain::Timestamp;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::support::temporary_dir;

/// Half orders, half messages.
const CALLS: usize = 400;
const ANSWERED_BEFORE_THE_KILL: usize = 60;
/// How many times a state is asked for, at most, before the test gives up.
const LOOKS: usize = 600;

/// A running program. It is killed with its owner.
struct Running {
    child: Child,
    authority: String,
    token: String,
}

impl Running {
    async fn start(program: &Path, dir: &Path) -> Self {
        let ready = dir.join("ready");
        let _ = std::fs::remove_file(&ready);
        let mut command = Command::new(program);
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(dir.join("data")).arg("--ready-file").arg(&ready);
        // A directory of its own, so that no test builds the checkout's dashboard.
        command.arg("--dashboard").arg(dir);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let line: Value = loop {
            match std::fs::read(&ready) {
                Ok(line) => break serde_json::from_slice(&line).unwrap(),
                Err(_) => pause().await,
            }
        };
        let base = line["base_url"].as_str().unwrap();
        let authority = base.trim_start_matches("http://").split('/').next().unwrap().to_owned();
        Self { child, authority, token: line["demo_token"].as_str().unwrap().to_owned() }
    }

    fn caller(&self) -> Caller {
        Caller { authority: self.authority.clone(), token: self.token.clone() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lets others work for as long as a timer's smallest useful step.
async fn pause() {
    let mut step = tokio::time::interval(std::time::Duration::from_millis(50));
    step.tick().await;
    step.tick().await;
}

#[derive(Clone)]
struct Caller {
    authority: String,
    token: String,
}

impl Caller {
    /// The status and the body of an exchange; `None` when it was not answered.
    async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Option<(u16, Value)> {
        let (head, body) = self.exchange(method, path, body).await?;
        Some((head.split(' ').nth(1)?.parse().ok()?, body))
    }

    /// One HTTP/1.1 exchange on a connection of its own: the head and the body.
    async fn exchange(&self, method: &str, path: &str, body: Option<&Value>) -> Option<(String, Value)> {
        let body = body.map(Value::to_string).unwrap_or_default();
        // Some wait for the matcher and some do not.
        let prefer = if body.len().is_multiple_of(2) { "respond-async" } else { "wait=4" };
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\nprefer: {prefer}\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.authority,
            self.token,
            body.len()
        );
        let mut stream = TcpStream::connect(&self.authority).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        let answer = String::from_utf8(answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.to_owned(), serde_json::from_str(body).ok()?))
    }

    /// The whole list, page after page.
    async fn list(&self, what: &str) -> Vec<Value> {
        let (mut rows, mut path) = (Vec::new(), format!("/workspaces/1/{what}?limit=100"));
        loop {
            let (head, page) = self.exchange("GET", &path, None).await.unwrap();
            rows.extend(page.as_array().unwrap().iter().cloned());
            let next = head.lines().find_map(|line| line.strip_prefix("x-next-cursor: "));
            let Some(next) = next else { return rows };
            path = format!("/workspaces/1/{what}?limit=100&cursor={next}");
        }
    }
}

/// Half orders, half messages; each order has its message of now, at an amount of their own.
fn calls() -> Vec<(&'static str, Value)> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the program under test reads the machine's clock, so its messages must"
    )]
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = Timestamp::from_ms(i64::try_from(since_1970.as_millis()).unwrap());
    let at = now.datetime();
    let printed = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    let order =
        |nth: usize| json!({"order_number": format!("A-{nth}"), "amount": 10_000 + nth, "depositor_name": "홍길동"});
    let raw = |nth: usize| {
        format!("[Web발신]\n국민 {printed}\n110-***-000000\n입금 {}원\n잔액 {}원\n홍길동", 10_000 + nth, 900_000 + nth)
    };
    let message = |nth: usize| json!({"raw_sms": raw(nth), "sender": if nth.is_multiple_of(2) { "15881234" } else { "1588-1234" }, "received_at": now.rfc3339()});
    (0..CALLS / 2)
        .flat_map(|nth| [("/workspaces/1/orders", order(nth)), ("/webhooks/bank-sms", message(nth))])
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_answered_is_there_exactly_once_after_kill_9() {
    let (program, dir) = (Path::new(env!("CARGO_BIN_EXE_local")), temporary_dir());
    let mut first = Running::start(program, dir.path()).await;
    let (caller, answered) = (first.caller(), Arc::new(AtomicUsize::new(0)));
    let mut running = JoinSet::new();
    for (path, body) in calls() {
        let (caller, answered) = (caller.clone(), Arc::clone(&answered));
        running.spawn(async move {
            let answer = caller.call("POST", path, Some(&body)).await;
            answered.fetch_add(usize::from(answer.is_some()), Ordering::SeqCst);
            (path, body, answer)
        });
    }
    let mut calls = Vec::new();
    while let Some(done) = running.join_next().await {
        calls.push(done.unwrap());
        if answered.load(Ordering::SeqCst) >= ANSWERED_BEFORE_THE_KILL {
            first.child.kill().unwrap();
        }
    }
    drop(first);
    let unanswered = calls.iter().filter(|(_, _, answer)| answer.is_none()).count();
    assert!(unanswered > 0, "the program was killed too late to prove anything");

    let second = Running::start(program, dir.path()).await;
    let caller = second.caller();
    for (path, body, answer) in &calls {
        if answer.is_none() {
            let (status, answer) = caller.call("POST", path, Some(body)).await.unwrap();
            assert!(matches!(status, 200..=202), "{status}: {answer}");
        }
    }
    let mut orders = Vec::new();
    for _ in 0..LOOKS {
        orders = caller.list("orders").await;
        if orders.iter().all(|order| order["status"] == "MATCHED") {
            break;
        }
        pause().await;
    }
    let numbers: BTreeMap<String, u64> =
        orders.iter().map(|order| (order["order_number"].to_string(), order["id"].as_u64().unwrap())).collect();
    assert_eq!((orders.len(), numbers.len()), (CALLS / 2, CALLS / 2));
    assert!(orders.iter().all(|order| order["status"] == "MATCHED"), "{orders:?}");
    for (_, body, answer) in &calls {
        // An order that was answered is the one that stands.
        if let (Some((201, placed)), Some(number)) = (answer, body["order_number"].as_str()) {
            assert_eq!(Some(numbers[&format!("{number:?}")]), placed["id"].as_u64());
        }
    }
    let deposits = caller.list("deposits").await;
    assert_eq!(deposits.len(), CALLS / 2);
    let mut paid: Vec<u64> = deposits.iter().map(|deposit| deposit["matched_order_id"].as_u64().unwrap()).collect();
    paid.sort_unstable();
    paid.dedup();
    assert_eq!(paid.len(), CALLS / 2);
    drop(second);

    let audit = Command::new(program).args(["audit", "--data"]).arg(dir.path().join("data")).output().unwrap();
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}
