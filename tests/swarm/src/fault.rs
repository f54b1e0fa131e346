//! What may become of a request, and how often in the schedule of a seed.

use fastrand::Rng;
use serde_json::{Value, json};
use tests::Call;

use crate::desk::{self, Reply, Service};

/// What becomes of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    Pass,
    /// It never arrives.
    RequestLost,
    /// It is done, and its reply is lost.
    ReplyLost,
    /// It meets another transaction.
    Conflict,
    Throttled,
    /// A server error, and nothing was done.
    ServerError,
    /// It never arrives, and whoever sent it is dead.
    DeathBefore,
    /// It is done, and whoever sent it is dead.
    DeathAfter,
}

impl Fate {
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "passed",
            Self::RequestLost => "request lost",
            Self::ReplyLost => "reply lost",
            Self::Conflict => "conflict",
            Self::Throttled => "throttled",
            Self::ServerError => "server error",
            Self::DeathBefore => "death before a request",
            Self::DeathAfter => "death after a request",
        }
    }
}

/// How many of a thousand requests meet each fault.
#[derive(Clone, Copy, Default, Debug)]
pub struct Rates {
    request_lost: u32,
    reply_lost: u32,
    /// Of a thousand writes.
    conflict: u32,
    throttled: u32,
    server_error: u32,
    death: u32,
}

impl Rates {
    /// Each kind of fault comes in about half of all seeds: one that is always there hides what the others would show.
    pub fn draw(rng: &mut Rng) -> Self {
        let mut rate = |most: u32| if rng.bool() { rng.u32(1..=most) } else { 0 };
        Self {
            request_lost: rate(60),
            reply_lost: rate(100),
            conflict: if rate(1) == 1 { 300 } else { 0 },
            throttled: rate(100),
            server_error: rate(40),
            death: rate(30),
        }
    }

    pub fn fate(&self, rng: &mut Rng, service: Service, operation: &str) -> Fate {
        let is_write = matches!(operation, "TransactWriteItems" | "UpdateItem" | "PutItem" | "DeleteItem");
        let mut drawn = rng.u32(0..1000);
        let mut falls = |rate: u32| {
            let hit = drawn < rate;
            drawn = if hit { u32::MAX } else { drawn - rate };
            hit
        };
        match () {
            () if falls(self.death / 2) => Fate::DeathBefore,
            () if falls(self.death.div_ceil(2)) => Fate::DeathAfter,
            () if falls(self.request_lost) => Fate::RequestLost,
            () if falls(self.reply_lost) => Fate::ReplyLost,
            () if falls(self.throttled) => Fate::Throttled,
            () if falls(self.server_error) => Fate::ServerError,
            () if service == Service::Table && is_write && falls(self.conflict) => Fate::Conflict,
            () => Fate::Pass,
        }
    }
}

/// As DynamoDB tells that another transaction is at work on an item.
pub fn conflict(rng: &mut Rng, call: &Call) -> Reply {
    match call.body["TransactItems"].as_array() {
        None => Ok(desk::answer(400, &error("TransactionConflictException"))),
        Some(items) => Ok(desk::answer(400, &cancelled(rng, items.len(), "TransactionConflict"))),
    }
}

/// As DynamoDB and SQS ask to slow down: the whole request, or one item of a transaction.
pub fn throttled(rng: &mut Rng, service: Service, call: &Call) -> Reply {
    let code = match (service, call.body["TransactItems"].as_array()) {
        (Service::Queue, _) => "RequestThrottled",
        (Service::Table, Some(items)) if rng.bool() => {
            return Ok(desk::answer(400, &cancelled(rng, items.len(), "ThrottlingError")));
        }
        (Service::Table, _) if rng.bool() => "ThrottlingException",
        (Service::Table, _) => "ProvisionedThroughputExceededException",
    };
    Ok(desk::answer(400, &error(code)))
}

pub fn server_error(service: Service) -> Reply {
    let code = if service == Service::Table { "InternalServerError" } else { "InternalFailure" };
    Ok(desk::answer(500, &error(code)))
}

fn error(code: &str) -> Value {
    json!({"__type": format!("com.amazonaws#{code}"), "message": "injected"})
}

fn cancelled(rng: &mut Rng, items: usize, code: &str) -> Value {
    let at = rng.usize(0..items.max(1));
    let reasons: Vec<Value> = (0..items).map(|nth| json!({"Code": if nth == at { code } else { "None" }})).collect();
    json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "message": "injected",
        "CancellationReasons": reasons,
    })
}
