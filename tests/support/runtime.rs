//! A Lambda Runtime API for one function: its compiled bootstrap, started as Lambda starts it and handed one event
//! after the other. The bootstraps are those that `infra/emulator/up` built.

use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::{get, post};
use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, oneshot};

use crate::documents::root;

/// Longer than any function's timeout.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a function made of an event: its response, or the error that it reported.
pub type Outcome = Result<Value, Value>;

struct Invocation {
    payload: String,
    outcome: oneshot::Sender<Outcome>,
}

struct Api {
    waiting: tokio::sync::Mutex<mpsc::UnboundedReceiver<Invocation>>,
    at_work: Mutex<Option<oneshot::Sender<Outcome>>>,
}

/// A running function.
pub struct Bootstrap {
    child: Child,
    events: mpsc::UnboundedSender<Invocation>,
    api: Arc<Api>,
}

/// The resource of a function in the template: `sms-webhook` is `SmsWebhookFunction`.
fn resource(function: &str) -> String {
    let words = function.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect::<String>() + "Function"
}

impl Bootstrap {
    /// Starts a function with the variables that the template gives it.
    pub async fn start(function: &str, variables: &[(&str, &str)]) -> Self {
        let (events, waiting) = mpsc::unbounded_channel();
        let api = Arc::new(Api { waiting: waiting.into(), at_work: Mutex::default() });
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/{outcome}", post(done))
            .with_state(Arc::clone(&api));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let path = root().join("target/emulator/build").join(resource(function)).join("bootstrap");
        let child = Command::new(&path)
            .envs(variables.iter().copied())
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", function)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}; infra/emulator/up builds it", path.display()));
        Self { child, events, api }
    }

    /// Hands the function an event and waits for what it makes of it.
    pub async fn invoke(&self, event: &Value) -> Outcome {
        let outcome = self.begin(event.to_string());
        tokio::time::timeout(PATIENCE, outcome).await.expect("the function answers in time").expect("it answers at all")
    }

    /// Hands the function an event, whatever it is, and does not wait.
    pub fn begin(&self, payload: String) -> oneshot::Receiver<Outcome> {
        let (outcome, told) = oneshot::channel();
        assert!(self.events.send(Invocation { payload, outcome }).is_ok(), "the runtime API is there");
        told
    }

    /// Waits until the event that was begun is in the function's hands.
    pub async fn at_work(&self) {
        while self.api.at_work.lock().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
    }

    /// Whether the program still runs.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Ends the program as Lambda does after a timeout, in the middle of whatever it does: what it printed.
    pub async fn kill(mut self) -> String {
        self.child.start_kill().unwrap();
        self.child.wait().await.unwrap();
        let mut printed = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut printed).await.unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut printed).await.unwrap();
        printed
    }

    /// Ends the program, which must have printed log lines only, and among them neither a panic nor an error.
    pub async fn end(self) {
        for line in self.kill().await.lines() {
            let parsed: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no log line: {line}"));
            assert_ne!(parsed["level"], "ERROR", "{line}");
        }
    }
}

async fn next(State(api): State<Arc<Api>>) -> (HeaderMap, String) {
    let invocation = api.waiting.lock().await.recv().await;
    // The function's own end; nobody reads the answer any more.
    let Some(invocation) = invocation else { return std::future::pending().await };
    *api.at_work.lock().unwrap() = Some(invocation.outcome);
    let headers = [
        ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("lambda-runtime-deadline-ms", "4102444800000"),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:ap-northeast-2:123456789012:function:alone"),
        ("lambda-runtime-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"),
    ];
    (
        headers.into_iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect(),
        invocation.payload,
    )
}

async fn done(State(api): State<Arc<Api>>, Path((_, kind)): Path<(String, String)>, body: Bytes) -> StatusCode {
    let told = serde_json::from_slice(&body).unwrap_or(Value::Null);
    if let Some(outcome) = api.at_work.lock().unwrap().take() {
        // A test that does not wait has dropped its end.
        let _ = outcome.send(if kind == "response" { Ok(told) } else { Err(told) });
    }
    StatusCode::ACCEPTED
}
