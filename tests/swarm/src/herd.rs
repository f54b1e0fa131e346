//! The programs: as on Lambda each works on one thing at a time, has SDK clients and a clock of its own, and may die.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use axum::Router;
use domain::{Clock, Timestamp};
use local::engine::queue::{QueueEngine, QueueSettings};
use local::engine::table::TableEngine;
use local::product::{TABLE, TEMPLATE, routes};
use local::template::{self, TableSpec};
use pairing::Pairing;
use store::Store;
use tests::clock::START_MS;
use tests::secrets::every;
use web::App;

use crate::base::base;
use crate::chaos::Chaos;
use crate::desk::{Desk, Service};
use crate::{Bug, Ended};

/// Those that answer requests.
pub const APIS: std::ops::Range<usize> = 0..4;
/// Those that take tasks off the queue.
pub const MATCHERS: std::ops::Range<usize> = 4..7;
/// The one that expires orders.
pub const SWEEPER: usize = 7;

/// No workspace of the swarm has an endpoint of its own, so that nothing is ever sent here.
pub const NO_EVENTS: &str = "https://sqs.ap-northeast-2.amazonaws.com/000000000000/no-events";

/// A program.
pub struct Worker {
    pub api: Router,
    pub pairing: Pairing,
    /// How far its clock is off, in milliseconds.
    pub skew_ms: Arc<AtomicI64>,
}

/// The engines of one seed.
pub struct Engines {
    pub table: TableEngine,
    pub queue: QueueEngine,
    /// Clients that nothing stands in front of.
    pub dynamo: aws_sdk_dynamodb::Client,
    pub sqs: aws_sdk_sqs::Client,
}

/// The programs of one thread. They outlive the engines: a client is dear to make, and knows nothing of a seed.
pub struct Herd {
    pub desk: Desk,
    pub workers: Vec<Worker>,
    now_ms: Arc<AtomicI64>,
    table: TableSpec,
    queue: QueueSettings,
}

impl Herd {
    pub async fn new() -> Self {
        let (desk, now_ms) = (Desk::default(), Arc::new(AtomicI64::new(START_MS)));
        // Whatever fails is delivered again until it succeeds, as after an operator's redrive of the dead letters.
        let queue = template::queue(TEMPLATE, "MessageQueue").unwrap();
        let queue = QueueSettings { max_receive_count: u32::MAX, ..queue };
        let url = QueueEngine::new(None, queue.clone(), Arc::new(|| 0)).unwrap().queue_url().to_owned();
        let workers = (0..=SWEEPER).map(|worker| Worker::new(worker, &desk, &now_ms, &url)).collect();
        let mut herd = Self { desk, workers, now_ms, table: template::table(TEMPLATE).unwrap(), queue };
        // A client's first request takes a few steps more than its others: identity, endpoint. Here they are taken.
        for _ in 0..2 {
            herd.run(u64::MAX, None, false).await;
        }
        herd
    }

    pub fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::SeqCst)
    }

    pub fn advance_ms(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Runs a seed to its end.
    pub async fn run(&mut self, seed: u64, bug: Option<Bug>, tells: bool) -> Ended {
        self.now_ms.store(START_MS, Ordering::SeqCst);
        let engines = self.engines().await;
        self.desk.open(&engines.table.http_client(), &engines.queue.http_client(), bug);
        // The SDK and the store draw the jitter of their retries here.
        fastrand::seed(seed);
        Chaos::new(self, engines, seed, bug, tells).run().await
    }

    async fn engines(&self) -> Engines {
        let (for_table, for_queue) = (Arc::clone(&self.now_ms), Arc::clone(&self.now_ms));
        let table = TableEngine::in_memory_at(Arc::new(move || for_table.load(Ordering::SeqCst))).unwrap();
        let clock = Arc::new(move || for_queue.load(Ordering::SeqCst));
        let queue = QueueEngine::new(None, self.queue.clone(), clock).unwrap();
        let dynamo = local::engine::table::client(at_once(table.http_client()));
        let sqs = local::engine::queue::client(at_once(queue.http_client()));
        self.table.create(&dynamo, TABLE).await.unwrap();
        base().put(&dynamo).await;
        Engines { table, queue, dynamo, sqs }
    }
}

/// A client whose requests are done before it returns: while the runtime waited for the engine's thread, virtual time
/// would pass.
pub fn at_once(http: SharedHttpClient) -> SharedHttpClient {
    let desk = Desk::default();
    desk.open(&http, &http, None);
    desk.calm();
    desk.client(usize::MAX, Service::Table)
}

impl Worker {
    fn new(worker: usize, desk: &Desk, now_ms: &Arc<AtomicI64>, queue_url: &str) -> Self {
        let (skew_ms, now_ms) = (Arc::new(AtomicI64::new(0)), Arc::clone(now_ms));
        let skew = Arc::clone(&skew_ms);
        let clock: Clock =
            Arc::new(move || Timestamp::from_ms(now_ms.load(Ordering::SeqCst) + skew.load(Ordering::SeqCst)));
        let dynamo = dynamo(desk.client(worker, Service::Table));
        let sqs = sqs(desk.client(worker, Service::Queue));
        let pairing = Pairing::new(Store::new(dynamo, sqs, TABLE, queue_url, NO_EVENTS), clock);
        let app = App::new(pairing.clone(), every(), tests::no_limits());
        Self { api: web::serve::finish(routes(), app), pairing, skew_ms }
    }
}

/// As the product configures its clients, with a bucket of retries of their own that never runs dry: what earlier seeds
/// spent must not change a later one.
macro_rules! client {
    ($name:ident, $sdk:ident) => {
        pub fn $name(http: SharedHttpClient) -> $sdk::Client {
            use $sdk::config::retry::RetryPartition;
            let bucket = $sdk::config::retry::TokenBucket::builder().capacity(1_000_000).build();
            let config = $sdk::Config::builder()
                .behavior_version($sdk::config::BehaviorVersion::latest())
                .region($sdk::config::Region::new("ap-northeast-2"))
                .credentials_provider($sdk::config::Credentials::new("swarm", "swarm", None, None, "swarm"))
                .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(25)))
                .retry_partition(RetryPartition::custom("swarm").token_bucket(bucket).build())
                .stalled_stream_protection($sdk::config::StalledStreamProtectionConfig::disabled())
                .http_client(http)
                .build();
            $sdk::Client::from_conf(config)
        }
    };
}
client!(dynamo, aws_sdk_dynamodb);
client!(sqs, aws_sdk_sqs);
