//! A shop over an installation that runs elsewhere: the same requests, over HTTP, to the compiled functions.
//!
//! With the feature `deployed`, from the variables that `infra/emulator/up` writes. Every test begins with an empty
//! table and empty queues, so the installation is a throwaway one on this machine, and the tests take turns.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_sqs::types::QueueAttributeName;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::ClosedSet;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use pairing::Pairing;
use runtime::config;
use store::Store;
use tokio::sync::{Mutex, OwnedMutexGuard};
use web::{App, Keys, Policy, Purpose};

/// One table: one test at a time.
static TURN: LazyLock<Arc<Mutex<()>>> = LazyLock::new(Arc::default);
/// A queue is asked so often whether it is empty, and so often at most: 60 s.
const ASK_EVERY: Duration = Duration::from_millis(50);
const ASK_TIMES: usize = 1_200;

pub struct Deployed {
    /// What stands before `/api/v1`.
    prefix: String,
    dynamo: aws_sdk_dynamodb::Client,
    sqs: aws_sdk_sqs::Client,
    table: String,
    queues: Vec<String>,
    dead_letter_queues: Vec<String>,
    _turn: OwnedMutexGuard<()>,
}

fn words(name: &str) -> Vec<String> {
    variable(name).split_whitespace().map(str::to_owned).collect()
}

#[expect(clippy::disallowed_methods, reason = "which installation is tested; the product reads nothing here")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is missing: infra/emulator/up, then `. target/emulator/env`"))
}

impl Deployed {
    /// The installation that the environment names, emptied.
    pub async fn empty() -> Self {
        let turn = Arc::clone(&TURN).lock_owned().await;
        let (base, endpoint) = (variable("LUNEPAY_BASE_URL"), variable("AWS_ENDPOINT_URL"));
        // Everything in it is deleted: never a real one, whatever the environment says.
        assert!(endpoint.starts_with("http://127.0.0.1:"), "{endpoint} is not on this machine");
        macro_rules! client {
            ($sdk:ident) => {{
                let (key, secret) = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"));
                let config = $sdk::Config::builder()
                    .behavior_version($sdk::config::BehaviorVersion::latest())
                    .region($sdk::config::Region::new(variable("AWS_REGION")))
                    .credentials_provider($sdk::config::Credentials::new(key, secret, None, None, "environment"))
                    .http_client(aws_smithy_http_client::Builder::new().build_http())
                    .endpoint_url(&endpoint);
                $sdk::Client::from_conf(config.build())
            }};
        }
        let deployed = Self {
            prefix: base.strip_suffix(web::serve::BASE_PATH).expect("a base URL ends in /api/v1").to_owned(),
            dynamo: client!(aws_sdk_dynamodb),
            sqs: client!(aws_sdk_sqs),
            table: variable("TABLE_NAME"),
            queues: words("LUNEPAY_QUEUES"),
            dead_letter_queues: words("LUNEPAY_DEAD_LETTER_QUEUES"),
            _turn: turn,
        };
        deployed.settle().await;
        for queue in deployed.queues.iter().chain(&deployed.dead_letter_queues) {
            deployed.sqs.purge_queue().queue_url(queue).send().await.unwrap();
        }
        for item in deployed.items().await {
            let delete = deployed.dynamo.delete_item().table_name(&deployed.table);
            delete.key("PK", item["PK"].clone()).key("SK", item["SK"].clone()).send().await.unwrap();
        }
        deployed
    }

    /// The use cases over the deployed table and queue, as the functions run them: what a test prepares, it prepares
    /// there.
    pub fn app(&self) -> App {
        let (queue, events) = (variable("QUEUE_URL"), variable("EVENTS_QUEUE_URL"));
        let store = Store::new(self.dynamo.clone(), self.sqs.clone(), &self.table, queue, events);
        let with = |keys: Keys, purpose: Purpose| keys.with(purpose, &variable(purpose.code())).unwrap();
        App::new(Pairing::new(store, config::clock()), Purpose::all().fold(Keys::default(), with), Policy::default())
    }

    /// What the template sets in a function's environment, and Lambda itself.
    pub fn variables(&self) -> Vec<(String, String)> {
        let lambdas = ["AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        let lambdas = lambdas.into_iter().map(str::to_owned);
        lambdas.chain(words("LUNEPAY_FUNCTION_VARIABLES")).map(|name| (name.clone(), variable(&name))).collect()
    }

    /// The API: every request goes out.
    pub fn router(&self) -> Router {
        let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
        let prefix = self.prefix.clone();
        Router::new().fallback(move |request: Request<Body>| ask(client.clone(), prefix.clone(), request))
    }

    /// Waits until every queue is worked off. The looks that are delayed for a rainy day stay: nothing waits for them.
    pub async fn settle(&self) {
        for _ in 0..ASK_TIMES {
            if self.waiting(&self.queues).await == 0 {
                return;
            }
            // The other side is another process, which tells nobody when it is done.
            tokio::time::sleep(ASK_EVERY).await;
        }
        panic!("the queues were not worked off in time");
    }

    pub async fn dead_letters(&self) -> usize {
        self.waiting(&self.dead_letter_queues).await
    }

    /// Messages that are visible or at work.
    async fn waiting(&self, queues: &[String]) -> usize {
        let mut waiting = 0;
        for queue in queues {
            let asked = self.sqs.get_queue_attributes().queue_url(queue).attribute_names(QueueAttributeName::All);
            let told = asked.send().await.unwrap();
            for name in [
                QueueAttributeName::ApproximateNumberOfMessages,
                QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
            ] {
                let count = told.attributes().and_then(|all| all.get(&name)).expect("a queue counts its messages");
                waiting += count.parse::<usize>().unwrap();
            }
        }
        waiting
    }

    pub async fn items(&self) -> Vec<HashMap<String, AttributeValue>> {
        auditor::read_all(&self.dynamo, &self.table).await.unwrap()
    }
}

async fn ask(client: Client<HttpConnector, Body>, prefix: String, mut request: Request<Body>) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    *request.uri_mut() = format!("{prefix}{path}").parse::<Uri>().unwrap();
    match client.request(request).await {
        Ok(response) => response.into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}
