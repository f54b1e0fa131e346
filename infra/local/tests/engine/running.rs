//! The real program as a process of its own, and who calls it over HTTP.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use domain::Timestamp;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A running program. It is killed with its owner.
pub struct Running {
    pub child: Child,
    authority: String,
    token: String,
}

impl Running {
    pub async fn start(program: &Path, dir: &Path) -> Self {
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

    pub fn caller(&self) -> Caller {
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
pub async fn pause() {
    let mut step = tokio::time::interval(std::time::Duration::from_millis(50));
    step.tick().await;
    step.tick().await;
}

#[derive(Clone)]
pub struct Caller {
    authority: String,
    token: String,
}

impl Caller {
    /// The status and the body of an exchange; `None` when it was not answered.
    pub async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Option<(u16, Value)> {
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
    pub async fn list(&self, what: &str) -> Vec<Value> {
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

/// An order at an amount of its own.
pub fn order(nth: usize) -> Value {
    json!({"order_number": format!("A-{nth}"), "amount": 10_000 + nth, "depositor_name": "홍길동"})
}

/// The message of now that pays it.
pub fn message(nth: usize) -> Value {
    #[expect(
        clippy::disallowed_methods,
        reason = "the program under test reads the machine's clock, so its messages must"
    )]
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = Timestamp::from_ms(i64::try_from(since_1970.as_millis()).unwrap());
    let at = now.datetime();
    let printed = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    let (amount, balance) = (10_000 + nth, 900_000 + nth);
    let raw = format!("[Web발신]\n국민 {printed}\n110-***-000000\n입금 {amount}원\n잔액 {balance}원\n홍길동");
    let sender = if nth.is_multiple_of(2) { "15881234" } else { "1588-1234" };
    json!({"raw_sms": raw, "sender": sender, "received_at": now.rfc3339()})
}
