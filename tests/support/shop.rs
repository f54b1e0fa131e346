//! A shop: the whole product over fresh engines in memory, with one owner, one workspace and the account that the
//! guide's message fits. A test ends it with [`Shop::end`], which audits; a shop that is dropped without it panics.
//!
//! With the feature `deployed` the product is one that runs elsewhere ([`Deployed`]): what a test does over HTTP is the
//! same, and what looks inside fails.

mod rest;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use domain::Timestamp;
use local::product::{Product, engines, notifier_of};
use pairing::Pairing;
use serde_json::{Value, json};
use web::{App, Policy};
use webhooks::Resolver;

use crate::clock::ManualClock;
use crate::conform;
use crate::deployed::Deployed;
use crate::here::Here;
use crate::rights;
use crate::secrets;
use crate::wire::Wire;

/// The guide's message; it fits the account 110-123-000000.
pub const GUIDE_SMS: &str = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동";

/// The kinds of answers that are no JSON.
const FILES: [&str; 3] =
    ["application/zip", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

/// An answer of the API.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// `Null` when there is no body, and of a file.
    pub body: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The machine word of a problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

pub struct Shop {
    pub product: Here<Product>,
    pub deployed: Here<Deployed>,
    /// What a notifier of a test's own is made of.
    pub notifier_app: Here<App>,
    /// What the sweeper works with.
    pub sweeper: Here<Pairing>,
    /// The use cases over the product's own table and queue, wherever they are.
    pub app: App,
    pub api: Router,
    pub clock: ManualClock,
    /// The wire to the table.
    pub wire: Here<Wire>,
    /// The wire to the queues, of those who send; the pollers have their own.
    pub queue_wire: Here<Wire>,
    /// The owner's session.
    pub owner: String,
    ended: bool,
}

impl Shop {
    pub async fn open() -> Self {
        Self::open_with(Policy::default()).await
    }

    pub async fn open_with(policy: Policy) -> Self {
        let mut shop = Self::empty(policy).await;
        shop.owner = shop.sign_up("owner@example.com").await;
        let made = shop.post("/workspaces", json!({"name": "쇼핑몰 운영팀"}), 200).await;
        assert_eq!(made.body["id"], 1);
        shop.register("110-123-000000").await;
        for wire in [&shop.wire, &shop.queue_wire].into_iter().filter_map(Here::get) {
            wire.taken();
        }
        shop
    }

    /// A product without anybody in it.
    pub async fn empty(policy: Policy) -> Self {
        if cfg!(feature = "deployed") {
            // On an AWS of this machine, webhooks may go to this machine.
            let deployed = Policy { loopback_endpoints: policy.loopback_endpoints, ..Policy::default() };
            assert_eq!(policy, deployed, "what is deployed has the policy that it was deployed with");
            Self::over(Deployed::empty().await)
        } else {
            Self::in_this_process(policy).await
        }
    }

    fn over(deployed: Deployed) -> Self {
        Self {
            product: Here::is_not(),
            notifier_app: Here::is_not(),
            sweeper: Here::is_not(),
            app: deployed.app(),
            api: deployed.router(),
            deployed: Here::is(deployed),
            clock: ManualClock::World,
            wire: Here::is_not(),
            queue_wire: Here::is_not(),
            owner: String::new(),
            ended: false,
        }
    }

    async fn in_this_process(policy: Policy) -> Self {
        let (clock, wire, queue_wire) = (ManualClock::default(), Wire::default(), Wire::default());
        let engines = engines(None, &clock.clock()).unwrap();
        let (table_http, queue_http) = (wire.wrap(engines.table.http_client()), queue_wire.wrap(engines.queues_http()));
        let keys = secrets::every();
        let product = Product::new(engines.clone(), table_http, queue_http, keys, policy, clock.clock()).await.unwrap();
        // The workers' requests are told apart by their clients: they do their work on tasks of their own.
        let worker = |function: &'static str| {
            let table = wire.wrap_for(Some(function), engines.table.http_client());
            let store = engines.store(table, queue_wire.wrap_for(Some(function), engines.queues_http()));
            App::new(Pairing::new(store, clock.clock()), secrets::keys(secrets::purposes(function)), policy)
        };
        let (notifier, sweeper) = (worker("notifier"), worker("sweeper"));
        let product = product.with_matcher(worker("matcher").pairing);
        let product = product.with_notifier(notifier_of(&notifier, Resolver::system()).unwrap());
        Self {
            notifier_app: Here::is(notifier),
            sweeper: Here::is(sweeper.pairing),
            api: secrets::api(&product.app),
            app: product.app.clone(),
            product: Here::is(product),
            deployed: Here::is_not(),
            clock,
            wire: Here::is(wire),
            queue_wire: Here::is(queue_wire),
            owner: String::new(),
            ended: false,
        }
    }

    /// Signs a person up and logs them in: their session.
    pub async fn sign_up(&self, email: &str) -> String {
        let body = json!({"email": email, "password": "correct horse battery", "name": "홍길동"});
        self.call(Method::POST, "/auth/signup", None, Some(body), 201).await;
        self.log_in(email).await
    }

    /// Logs a person in: a new session.
    pub async fn log_in(&self, email: &str) -> String {
        let body = json!({"email": email, "password": "correct horse battery"});
        let session = self.call(Method::POST, "/auth/login", None, Some(body), 200).await;
        session.body["access_token"].as_str().unwrap().to_owned()
    }

    /// The owner, in person, whatever token the shop works with: logs in and calls.
    pub async fn in_person(&self, method: Method, path: &str, body: Value, expected: u16) -> Answer {
        let session = self.log_in("owner@example.com").await;
        self.call(method, path, Some(&session), Some(body), expected).await
    }

    /// Signs a person up and makes them a member of workspace 1 in this role: their session.
    pub async fn member(&self, email: &str, role: &str) -> String {
        let session = self.sign_up(email).await;
        let invitation = self.post("/workspaces/1/invitations", json!({"email": email, "role": role}), 201).await;
        let code = json!({"code": invitation.body["code"]});
        self.call(Method::POST, "/invitations/accept", Some(&session), Some(code), 200).await;
        session
    }

    /// Makes a test workspace with an account and a phone: its path.
    pub async fn test_workspace(&self) -> String {
        let made = self.post("/workspaces", json!({"name": "시험", "mode": "TEST"}), 200).await.body;
        let ws = format!("/workspaces/{}", made["id"]);
        let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110-123-000000",
            "account_holder": "홍길동"});
        self.post(&format!("{ws}/bank-accounts"), account, 201).await;
        self.post(&format!("{ws}/phone-numbers"), json!({"phone_number": "010-0000-0001"}), 201).await;
        ws
    }

    /// Registers a KB account in workspace 1.
    pub async fn register(&self, number: &str) -> Value {
        let body =
            json!({"bank_code": "004", "bank_name": "국민은행", "account_number": number, "account_holder": "홍길동"});
        self.post("/workspaces/1/bank-accounts", body, 201).await.body
    }

    /// One request. The expected status is part of the call, so that no test forgets it. The path is below `/api/v1`.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
        expected: u16,
    ) -> Answer {
        let answer = self.ask(method.clone(), path, token, body).await;
        assert_eq!(answer.status, expected, "{method} {path}: {}", answer.body);
        answer
    }

    /// As [`Shop::call`], where the test says itself what the status may be.
    pub async fn ask(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = match body {
            Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.unwrap()).await
    }

    /// One request as it is. Its answer must be one that the OpenAPI document tells of.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let mut api = self.api.clone();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let answering = tower::Service::call(&mut api, request);
        let response = match rights::function_of(path.trim_start_matches("/api/v1")) {
            Some(function) => rights::FUNCTION.scope(function, answering).await,
            None => answering.await,
        };
        let response = response.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 23).await.unwrap();
        let (status, kind) = (parts.status.as_u16(), parts.headers.get("content-type"));
        let kind = kind.and_then(|kind| kind.to_str().ok()?.split(';').next());
        let file = FILES.into_iter().find(|file| kind == Some(file));
        let is_json = !bytes.is_empty() && file.is_none();
        let body = if is_json { serde_json::from_slice(&bytes).unwrap() } else { Value::Null };
        match file {
            Some(kind) => conform::check_kind(&method, &path, status, kind),
            None => conform::check(&method, &path, status, &body),
        }
        Answer { status, headers: parts.headers, body, bytes: bytes.to_vec() }
    }

    /// As the owner.
    pub async fn get(&self, path: &str, expected: u16) -> Answer {
        self.call(Method::GET, path, Some(&self.owner), None, expected).await
    }

    /// As the owner.
    pub async fn post(&self, path: &str, body: Value, expected: u16) -> Answer {
        self.call(Method::POST, path, Some(&self.owner), Some(body), expected).await
    }

    /// As the owner.
    pub async fn patch(&self, path: &str, body: Value, expected: u16) -> Answer {
        self.call(Method::PATCH, path, Some(&self.owner), Some(body), expected).await
    }

    /// As the owner.
    pub async fn delete(&self, path: &str, expected: u16) -> Answer {
        self.call(Method::DELETE, path, Some(&self.owner), None, expected).await
    }

    /// Places an order in workspace 1: the order.
    pub async fn place(&self, number: &str, amount: u64, name: &str) -> Value {
        self.post(
            "/workspaces/1/orders",
            json!({"order_number": number, "amount": amount, "depositor_name": name}),
            201,
        )
        .await
        .body
    }

    /// An order of workspace 1, as it reads now.
    pub async fn order(&self, id: u64) -> Value {
        self.get(&format!("/workspaces/1/orders/{id}"), 200).await.body
    }

    /// A deposit of workspace 1, as it reads now.
    pub async fn deposit(&self, id: u64) -> Value {
        self.get(&format!("/workspaces/1/deposits/{id}"), 200).await.body
    }

    /// Sends a bank's message over the public webhook, lets the matcher work, and asks what became of it.
    pub async fn sms(&self, raw: &str, received_at: Timestamp) -> Answer {
        let accepted = self.sms_async(raw, received_at).await;
        self.outcome(accepted).await
    }

    /// As [`Shop::sms`], over the URL of a phone.
    pub async fn sms_over(&self, key: &str, raw: &str, received_at: Timestamp) -> Answer {
        let accepted = self.forward(&format!("/webhooks/bank-sms/{key}"), raw, received_at).await;
        self.outcome(accepted).await
    }

    /// Adds a phone to workspace 1: its key. The first switches the intake to KEYED.
    pub async fn phone(&self) -> String {
        let added = self.post("/workspaces/1/phone-numbers", json!({"phone_number": "010-0000-0000"}), 201).await;
        added.body["key"].as_str().unwrap().to_owned()
    }

    /// Lets the matcher work, and asks what became of a message that was accepted.
    pub async fn outcome(&self, accepted: Answer) -> Answer {
        match accepted.body["receipt_id"].as_str() {
            None => accepted,
            Some(receipt) => {
                self.drain().await;
                let path = format!("/webhooks/bank-sms/receipts/{receipt}");
                self.send(Request::get(format!("/api/v1{path}")).body(Body::empty()).unwrap()).await
            }
        }
    }

    /// Sends a bank's message and does not wait for the matcher.
    pub async fn sms_async(&self, raw: &str, received_at: Timestamp) -> Answer {
        self.forward("/webhooks/bank-sms", raw, received_at).await
    }

    /// Sends a bank's message to a webhook's path and does not wait for the matcher.
    pub async fn forward(&self, path: &str, raw: &str, received_at: Timestamp) -> Answer {
        // The bank itself, where that counts; on the open URL any number, as the guide prints it.
        let sender = if path.ends_with("/bank-sms") { "15881234" } else { "16449999" };
        let body = json!({"raw_sms": raw, "sender": sender, "received_at": received_at.rfc3339()});
        let request = Request::post(format!("/api/v1{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("prefer", "respond-async");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A KB message of an account like 110-***-000000, made now, with a balance of its own.
    pub fn kb(&self, name: &str, amount: u64, balance: u64) -> String {
        month::kb_text(self.clock.now(), name, amount, balance)
    }

    /// Money comes now: what became of it.
    pub async fn pay(&self, name: &str, amount: u64, balance: u64) -> Answer {
        let raw = self.kb(name, amount, balance);
        self.sms(&raw, self.clock.now()).await
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        assert!(self.ended || std::thread::panicking(), "a test must end its shop with Shop::end");
    }
}
