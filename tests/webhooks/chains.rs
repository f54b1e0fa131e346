//! A server that hangs for a day, under Lambda's guard against loops: no delivery is lost, and no chain of messages is
//! so long that the guard would stop it, were it not turned off.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use local::product::notifier_of;
use notifier::Notifier;
use serde_json::Value;
use tests::receiver::{Receiver, Reply};
use tests::{Shop, Wire};
use webhooks::Resolver;

use super::{ENDPOINTS, deliveries, endpoint, open_with};

/// About as many invocations of one function in a row does Lambda let pass.
const GUARD: u32 = 16;
const MINUTE_MS: i64 = 60_000;

/// How many messages led to each message, by its body: what Lambda reads off the trace header.
#[derive(Clone, Default)]
struct Lineage(Arc<Mutex<BTreeMap<String, u32>>>);

impl Lineage {
    /// One invocation for each message; what is sent meanwhile comes of it.
    async fn invoke(&self, notifier: &Notifier, wire: &Wire, event: SqsEvent) -> SqsBatchResponse {
        let mut all = SqsBatchResponse::default();
        for record in event.records {
            let body = record.body.clone().unwrap_or_default();
            let before = self.0.lock().unwrap().get(&body).copied().unwrap_or_default();
            assert!(before < GUARD, "Lambda would stop this: {body}");
            wire.taken();
            let mut one = SqsEvent::default();
            one.records = vec![record];
            all.batch_item_failures.extend(notifier.handle(one).await.batch_item_failures);
            for sent in wire.taken().into_iter().filter(|call| call.operation == "SendMessage") {
                let body = sent.body["MessageBody"].as_str().unwrap().to_owned();
                let mut lineage = self.0.lock().unwrap();
                let longest = lineage.entry(body).or_default();
                *longest = (*longest).max(before + 1);
            }
        }
        all
    }

    async fn notify(&self, shop: &Shop, notifier: &Notifier) {
        let (lineage, notifier, wire) = (self.clone(), notifier.clone(), (*shop.queue_wire).clone());
        let handler = move |event| {
            let (lineage, notifier, wire) = (lineage.clone(), notifier.clone(), wire.clone());
            async move { Ok::<_, std::convert::Infallible>(lineage.invoke(&notifier, &wire, event).await) }
        };
        shop.product.events_poller().drain(handler).await.unwrap();
    }

    /// What the sweeper sends begins a chain of its own.
    async fn sweep(&self, shop: &Shop) {
        shop.queue_wire.taken();
        shop.sweep().await.unwrap();
        for sent in shop.queue_wire.taken() {
            self.0.lock().unwrap().remove(sent.body["MessageBody"].as_str().unwrap_or_default());
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_hangs_for_a_day_loses_no_delivery_and_makes_no_long_chain() {
    const EVENTS: usize = 12;
    let shop = open_with(Duration::from_secs(15)).await;
    let notifier = notifier_of(&shop.notifier_app, Resolver::system()).unwrap();
    let impatient = notifier.clone().with_timeout(Duration::from_millis(10));
    let hangs = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let still = Arc::clone(&hangs);
    let server = Receiver::start(move |_, _| match still.load(std::sync::atomic::Ordering::SeqCst) {
        true => Reply::Hang,
        false => Reply::Status(200),
    })
    .await;
    let (id, _) = endpoint(&shop, &server.url, &["order.expired"]).await;
    for _ in 0..EVENTS {
        shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    }
    let lineage = Lineage::default();
    // Half an hour second by second, as the queue sees it; the rest of the day in longer steps.
    for second in (0..1_800).step_by(5) {
        lineage.notify(&shop, &impatient).await;
        if second % 60 == 0 {
            lineage.sweep(&shop).await;
        }
        shop.clock.advance_ms(5_000);
    }
    for _ in 0..24 * 6 {
        lineage.sweep(&shop).await;
        lineage.notify(&shop, &impatient).await;
        shop.clock.advance_ms(10 * MINUTE_MS);
    }
    assert!(shop.product.events.dead_letters().is_empty());
    hangs.store(false, std::sync::atomic::Ordering::SeqCst);
    for _ in 0..24 * 6 {
        lineage.sweep(&shop).await;
        lineage.notify(&shop, &notifier).await;
        shop.clock.advance_ms(10 * MINUTE_MS);
    }
    let all = deliveries(&shop, id).await;
    let delivered = all.iter().filter(|delivery| delivery["status"] == "SUCCEEDED").count();
    assert_eq!(delivered, EVENTS, "{all:#?}");
    let longest = lineage.0.lock().unwrap().values().copied().max();
    assert!(longest > Some(3) && longest < Some(GUARD), "{longest:?}");
    shop.end().await;
}
