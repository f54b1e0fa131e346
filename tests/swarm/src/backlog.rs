//! A backlog of all that falls due, and the sweeper, run after run as its schedule starts it, over engines that are far
//! away and in virtual time.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use domain::order::GRACE_MS;
use domain::phone::PhoneStatus;
use domain::reminder::Reminder;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::watch::{Turn, Watch};
use domain::{
    Actor, Clock, Delivery, DeliveryState, Email, EndpointId, EventId, EventType, Language, Member, MissingSender,
    NewOrder, Order, OrderId, Phone, PhoneId, Retention, Role, Settings, Subject, Timestamp, UserId, Won, Workspace,
    WorkspaceId,
};
use local::engine::table::TableEngine;
use local::product::{TABLE, TEMPLATE};
use local::template;
use pairing::Pairing;
use pairing::passes::{Pass, PassReport};
use serde::Serialize;
use store::Store;
use store::record::delivery::DeliveryRecord;
use store::record::encode;
use store::record::order::OrderRecord;
use store::record::people::MemberRecord;
use store::record::phone::PhoneRecord;
use store::record::reminder::ReminderRecord;
use store::record::retention::RetentionRecord;
use store::record::waiting::WaitingOrderRecord;
use store::record::watch::WatchRecord;
use store::record::workspace::WorkspaceRecord;
use tests::clock::START_MS;
use tokio::time::Instant;

use crate::far::{Far, Latency, Traffic};
use crate::herd::{NO_EVENTS, at_once, dynamo, sqs};

/// How many rows are due, all of them at the same minute. Each workspace has an endpoint.
#[derive(Clone, Copy, Default, Debug)]
pub struct Size {
    pub workspaces: u64,
    /// Evenly in the first so many workspaces.
    pub orders: u64,
    pub order_workspaces: u64,
    /// Evenly in all.
    pub deliveries: u64,
    /// One in each of the first so many workspaces.
    pub phones: u64,
    /// The first so many workspaces have a pass that is due.
    pub retentions: u64,
    /// Orders of each of these that are to be forgotten.
    pub old_orders_each: u64,
    /// One in each of the first so many workspaces: no deposit waits there, so that nobody is mailed.
    pub reminders: u64,
}

/// How many of so many things the nth of so many workspaces has.
fn share(things: u64, workspaces: u64, nth: u64) -> u64 {
    if nth > workspaces { 0 } else { things / workspaces + u64::from(nth <= things % workspaces) }
}

/// A run of the sweeper.
pub struct Run {
    /// From the beginning of the backlog, in milliseconds.
    pub began_ms: i64,
    pub reports: [PassReport; 5],
}

/// An installation that stood still until everything was due.
pub struct Backlog {
    pub pairing: Pairing,
    far: Far,
    began: Timestamp,
    /// What the engine's own thread takes for now.
    engine_ms: Arc<AtomicI64>,
    /// Keeps the engine.
    _table: TableEngine,
}

impl Backlog {
    /// Sets it up past the wire: no time goes by.
    pub async fn of(size: &Size, latency: Latency) -> Self {
        let engine_ms = Arc::new(AtomicI64::new(START_MS));
        let for_engine = Arc::clone(&engine_ms);
        let table = TableEngine::in_memory_at(Arc::new(move || for_engine.load(Ordering::SeqCst))).unwrap();
        let near = local::engine::table::client(at_once(table.http_client()));
        template::table(TEMPLATE).unwrap().create(&near, TABLE).await.unwrap();
        let now = Timestamp::from_ms(START_MS);
        let mut batch = Batch { dynamo: near, items: Vec::new() };
        for nth in 1..=size.workspaces {
            for item in workspace(size, nth, now) {
                batch.put(item).await;
            }
        }
        batch.flush().await;
        let far = Far::new(latency);
        let store = Store::new(dynamo(far.table(table.http_client())), sqs(far.queues()), TABLE, NO_EVENTS, NO_EVENTS);
        let began = Instant::now();
        let clock: Clock = Arc::new(move || now.plus_ms(i64::try_from(began.elapsed().as_millis()).unwrap()));
        Self { pairing: Pairing::new(store, clock), far, began: now, engine_ms, _table: table }
    }

    /// One run of the sweeper, which begins nothing after so long.
    pub async fn run(&self, for_ms: i64) -> Run {
        let now = self.pairing.now();
        self.engine_ms.store(now.ms(), Ordering::SeqCst);
        let reports = sweeper::passes(&self.pairing, now.plus_ms(for_ms)).await;
        Run { began_ms: now.ms() - self.began.ms(), reports }
    }

    /// Runs every minute until nothing is due.
    pub async fn run_all(&self, told: impl Fn(&Run)) -> Vec<Run> {
        let (began, mut runs) = (Instant::now(), Vec::new());
        for minute in 1.. {
            let run = self.run(sweeper::RUN_MS).await;
            told(&run);
            let is_idle = run.reports.iter().all(|report| report.oldest.is_none());
            runs.push(run);
            if is_idle {
                break;
            }
            tokio::time::sleep_until(began + Duration::from_secs(60 * minute)).await;
        }
        runs
    }

    pub fn traffic(&self) -> Traffic {
        self.far.traffic()
    }
}

/// Items on their way into the table, as many in a request as it takes.
struct Batch {
    dynamo: aws_sdk_dynamodb::Client,
    items: Vec<HashMap<String, AttributeValue>>,
}

impl Batch {
    async fn put(&mut self, item: HashMap<String, AttributeValue>) {
        self.items.push(item);
        if self.items.len() == 25 {
            self.flush().await;
        }
    }

    async fn flush(&mut self) {
        let puts: Vec<WriteRequest> = self.items.drain(..).map(put_of).collect();
        if !puts.is_empty() {
            self.dynamo.batch_write_item().request_items(TABLE, puts).send().await.unwrap();
        }
    }
}

fn put_of(item: HashMap<String, AttributeValue>) -> WriteRequest {
    let put = PutRequest::builder().set_item(Some(item)).build().unwrap();
    WriteRequest::builder().put_request(put).build()
}

fn item<R: Serialize>(record: R) -> HashMap<String, AttributeValue> {
    encode(&record).unwrap()
}

/// Everything of one workspace.
fn workspace(size: &Size, nth: u64, now: Timestamp) -> Vec<HashMap<String, AttributeValue>> {
    let (id, user, long_ago) = (WorkspaceId::new(nth).unwrap(), UserId::new(nth).unwrap(), now.plus_ms(-60 * DAY_MS));
    let settings = Settings { retention_days: Some(30), ..Settings::default() };
    let mut items = vec![item(WorkspaceRecord::of(&Workspace {
        id,
        name: "가게".to_owned(),
        owner: user,
        is_active: true,
        settings,
        endpoints: 1,
        subscriptions: 0,
        watched_until: None,
        senders: Vec::new(),
        created_at: long_ago,
        version: 1,
    }))];
    let (email, name) = (Email::parse("owner@example.com").unwrap(), "홍길동".to_owned());
    let owner = Member { workspace: id, user, email, name, role: Role::Owner, joined_at: long_ago };
    items.extend(MemberRecord::both(&owner).map(item));
    let orders = share(size.orders, size.order_workspaces, nth);
    items.extend((1..=orders).flat_map(|order| order_due(id, size.old_orders_each + order, now)));
    let deliveries = share(size.deliveries, size.workspaces, nth);
    items.extend((1..=deliveries).map(|event| delivery(id, event, now)));
    if nth <= size.phones {
        items.extend(silent_phone(id, long_ago, now));
    }
    if nth <= size.retentions {
        items.push(item(RetentionRecord::of(&Retention::begin(id, now))));
        items.extend((1..=size.old_orders_each).map(|order| order_of_before(id, order, long_ago)));
    }
    if nth <= size.reminders {
        items.push(item(ReminderRecord::of(&Reminder::begin(id, user, Language::Ko, now))));
    }
    items
}

/// An order that waits at one of fifty prices; deadlines are spread over a second, so that workspaces take turns.
fn order_due(workspace: WorkspaceId, nth: u64, now: Timestamp) -> Vec<HashMap<String, AttributeValue>> {
    let deadline = now.plus_ms(-GRACE_MS - 1_000 + i64::try_from(nth * 7 % 1_000).unwrap());
    let amount = Won::new(10_000 + nth % 50).unwrap();
    let new =
        NewOrder { expires_at: Some(deadline), ..NewOrder::plain(format!("D-{nth}").as_str(), amount, "홍길동") };
    let order = placed(workspace, nth, new, now.plus_ms(-HOUR_MS));
    vec![item(OrderRecord::of(&order)), item(WaitingOrderRecord::of(workspace, &order.waiting().unwrap()))]
}

/// An order that expired long ago and still bears what a customer wrote.
fn order_of_before(workspace: WorkspaceId, nth: u64, at: Timestamp) -> HashMap<String, AttributeValue> {
    let new = NewOrder {
        expires_at: Some(at.plus_ms(MINUTE_MS)),
        memo: Some("문 앞".to_owned()),
        ..NewOrder::plain(format!("B-{nth}").as_str(), Won::new(10_000).unwrap(), "홍길동")
    };
    let order = placed(workspace, nth, new, at);
    item(OrderRecord::of(&order.expire(Actor::Sweeper, at.plus_ms(HOUR_MS)).unwrap()))
}

fn placed(workspace: WorkspaceId, nth: u64, new: NewOrder, at: Timestamp) -> Order {
    Order::place(workspace, OrderId::new(nth).unwrap(), new, Actor::Token(UserId::new(1).unwrap(), 1), at).unwrap()
}

/// A delivery that failed for a while, and is to be tried again.
fn delivery(workspace: WorkspaceId, nth: u64, now: Timestamp) -> HashMap<String, AttributeValue> {
    let (at, next_at) = (now.plus_ms(-HOUR_MS), now.plus_ms(-1));
    let delivery = Delivery {
        workspace,
        endpoint: EndpointId::new(1).unwrap(),
        event: EventId { workspace, subject: Subject::Order(OrderId::new(nth).unwrap()), version: 2 },
        kind: EventType::OrderMatched,
        at,
        body: "{}".to_owned(),
        state: DeliveryState::Pending { next_at },
        tries: 3,
        attempts: Vec::new(),
        created_at: at,
        version: 1,
    };
    item(DeliveryRecord::of(&delivery, at))
}

/// A phone that nobody noticed falling silent.
fn silent_phone(workspace: WorkspaceId, at: Timestamp, now: Timestamp) -> Vec<HashMap<String, AttributeValue>> {
    let phone = Phone {
        id: PhoneId::new(1).unwrap(),
        workspace,
        number: "010-0000-0000".to_owned(),
        label: String::new(),
        keys: Vec::new(),
        secret: None,
        silent_after_minutes: None,
        sender_missing: MissingSender::Held,
        created_at: at,
        version: 1,
    };
    let heard = Turn { number: 1, at, status: PhoneStatus::Online, last_seen_at: Some(at) };
    let watch = Watch { turns: vec![heard], due_at: now, ..Watch::begin(&phone, at) };
    vec![item(PhoneRecord::of(&phone)), item(WatchRecord::of(&watch))]
}

/// The name of a pass, and what it did in all runs.
pub struct Told {
    pub pass: Pass,
    pub rows: usize,
    /// The runs in which it found something due.
    pub runs: usize,
    /// When its last row was done, in milliseconds from the beginning.
    pub ended_ms: i64,
    /// The most rows of one run.
    pub most: usize,
    pub failed: usize,
}

/// What each pass did.
pub fn told(runs: &[Run]) -> [Told; 5] {
    Pass::ALL.map(|pass| {
        let own = |run: &Run| run.reports.iter().find(|report| report.pass == pass).cloned();
        let at_work =
            runs.iter().filter_map(|run| Some((run.began_ms, own(run)?))).filter(|run| run.1.oldest.is_some());
        let mut told = Told { pass, rows: 0, runs: 0, ended_ms: 0, most: 0, failed: 0 };
        for (began_ms, report) in at_work {
            told.rows += report.done;
            told.runs += 1;
            told.ended_ms = began_ms + report.took_ms;
            told.most = told.most.max(report.done);
            told.failed += report.failed;
        }
        told
    })
}

#[cfg(test)]
mod floods {
    use super::*;

    const LATENCY: Latency = Latency { read_ms: 5, write_ms: 8, transaction_ms: 20, queue_ms: 15, processor_us: 400 };
    const FEW: u64 = 16;
    /// More than a run of so short a time can do.
    const FLOOD: u64 = 400;
    const RUN_MS: i64 = 1_000;

    fn size(flooded: Pass) -> Size {
        let many = |pass| if pass == flooded { FLOOD } else { FEW };
        Size {
            workspaces: FLOOD,
            orders: many(Pass::Orders),
            order_workspaces: many(Pass::Orders) / FEW,
            deliveries: many(Pass::Deliveries),
            phones: many(Pass::Phones),
            retentions: many(Pass::Retention),
            old_orders_each: 1,
            reminders: many(Pass::Reminders),
        }
    }

    #[test]
    fn a_flood_in_one_pass_takes_no_time_of_the_others() {
        for flooded in Pass::ALL {
            crate::runtime().block_on(async {
                let backlog = Backlog::of(&size(flooded), LATENCY).await;
                backlog.run(RUN_MS).await;
                for report in backlog.run(RUN_MS).await.reports {
                    let (pass, is_left) = (report.pass, report.oldest.is_some());
                    assert_eq!(is_left, pass == flooded, "a flood in {flooded:?}: what the first run left of {pass:?}");
                }
            });
        }
    }
}
