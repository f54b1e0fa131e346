//! An embedded DynamoDB: the crate `dynoxide-rs` (SQLite) behind the real SDK client.
//!
//! What DynamoDB does and this engine never does by itself, so that a test must inject it at the connector:
//! `TransactionConflict`, throttling, stale reads, a lost reply.
//! Streams are deliberately left off: the engine's cost of a write grows with its stream records.
mod dispatch;
mod tokens;

use super::{
    Clock, embedded_config, lock,
    wire::{self, Call, Reply},
};
use anyhow::{Context, Result};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use dynoxide::{Database, storage_backend};
use std::{fmt, fs, path::Path, sync::Arc, sync::mpsc, thread};
use tokio::sync::oneshot;

/// One database. Clones share it; it ends with the last clone and the last client.
#[derive(Clone)]
pub struct TableEngine {
    database: Database,
    requests: mpsc::Sender<Request>,
}

struct Request {
    call: Call,
    reply: oneshot::Sender<Reply>,
}

impl TableEngine {
    /// An empty database that is gone with its last user. TTL goes by the system's clock.
    pub fn in_memory() -> Result<Self> {
        Self::serve(Database::memory()?, None)
    }

    /// As [`TableEngine::in_memory`], but `sweep_ttl` goes by `clock`.
    pub fn in_memory_at(clock: Clock) -> Result<Self> {
        Self::serve(Database::memory_with_clock(Arc::new(TtlClock(clock)))?, None)
    }

    /// The database in `dir`, which is made if it is missing. Whatever was answered survives the death of the process:
    /// each answer follows SQLite's commit. Only one process at a time may hold `dir`.
    pub fn on_disk(dir: &Path) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make the data directory {}", dir.display()))?;
        let held = lock::hold(&dir.join("table.lock"))?;
        let file = dir.join("table.sqlite");
        let name = file.to_str().with_context(|| format!("the path {} is not UTF-8", file.display()))?;
        let database = Database::new(name).with_context(|| format!("cannot open the database {name}"))?;
        // This sets `synchronous=NORMAL`, the engine's word for what follows a bulk load. Under SQLite's write-ahead
        // log that keeps every commit when the process dies; a machine that loses its power may lose the last of them.
        database.disable_bulk_loading()?;
        Self::serve(database, Some(held))
    }

    /// What an SDK client sends its requests through. Wrap it to hold, drop or delay replies.
    pub fn http_client(&self) -> SharedHttpClient {
        let requests = self.requests.clone();
        wire::http_client("table", move |call| {
            let (reply, answered) = oneshot::channel();
            let sent = requests.send(Request { call, reply });
            async move {
                sent.map_err(|_| wire::gone("table"))?;
                answered.await.map_err(|_| wire::gone("table"))
            }
        })
    }

    /// Deletes the items whose TTL has passed, and returns how many. DynamoDB does this by itself, within days; nothing
    /// may depend on it.
    pub async fn sweep_ttl(&self) -> Result<usize> {
        // Not on the engine's thread: the sweep reads the whole table, and lets requests go between its pages.
        let database = self.database.clone();
        Ok(tokio::task::spawn_blocking(move || database.sweep_ttl()).await??)
    }

    /// SQLite blocks, so the requests are answered on a thread of their own, one after the other, as they came.
    fn serve(database: Database, held: Option<lock::Held>) -> Result<Self> {
        let (requests, inbox) = mpsc::channel::<Request>();
        let mut serving = dispatch::Serving::of(database.clone());
        thread::Builder::new().name("table-engine".to_owned()).spawn(move || {
            let _held = held;
            for Request { call, reply } in inbox {
                // The caller may have gone away; what it asked for is done all the same, as DynamoDB would.
                let _ = reply.send(serving.answer(&call));
            }
        })?;
        Ok(Self { database, requests })
    }
}

impl fmt::Debug for TableEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableEngine").finish_non_exhaustive()
    }
}

/// The real SDK client, over `http`.
pub fn client(http: SharedHttpClient) -> aws_sdk_dynamodb::Client {
    aws_sdk_dynamodb::Client::from_conf(embedded_config!(aws_sdk_dynamodb, http))
}

struct TtlClock(Clock);

impl storage_backend::Clock for TtlClock {
    fn now_unix_secs(&self) -> u64 {
        u64::try_from((self.0)() / 1000).unwrap_or_default()
    }

    // The engine's trait asks for a float; only whole seconds are ever compared.
    #[allow(clippy::float_arithmetic)]
    fn now_unix_secs_f64(&self) -> f64 {
        std::time::Duration::from_secs(self.now_unix_secs()).as_secs_f64()
    }
}
