//! The event-source mapping, over the embedded queue.
use crate::support::{Lost, Manual, losing, queue_settings, settle};
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use aws_sdk_sqs::{Client, config::retry::RetryConfig};
use local::engine::{
    poller::{Drained, Poller},
    queue::{Counts, QueueEngine, client},
};
use std::{
    convert::Infallible,
    future::ready,
    num::NonZeroUsize,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

struct Fixture {
    engine: QueueEngine,
    client: Client,
    poller: Poller,
}

impl Fixture {
    fn new() -> Self {
        let engine = QueueEngine::new(None, queue_settings(), Manual::new().clock()).unwrap();
        let client = client(engine.http_client());
        let poller = Poller::new(client.clone(), engine.queue_url()).unwrap();
        Self { engine, client, poller }
    }

    async fn send(&self, bodies: &[&str]) {
        for body in bodies {
            send(&self.client, self.engine.queue_url(), body).await;
        }
    }

    fn counts(&self) -> [usize; 2] {
        let Counts { visible, in_flight, .. } = self.engine.counts();
        [visible, in_flight]
    }
}

async fn send(client: &Client, url: &str, body: &str) {
    client.send_message().queue_url(url).message_body(body).send().await.unwrap();
}

fn bodies(event: &SqsEvent) -> Vec<String> {
    event.records.iter().map(|record| record.body.clone().unwrap()).collect()
}

/// Fails the messages of which `fails` holds.
fn report(event: &SqsEvent, fails: impl Fn(&str) -> bool) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for record in event.records.iter().filter(|record| record.body.as_deref().is_some_and(&fails)) {
        response.add_failure(record.message_id.clone().unwrap());
    }
    response
}

fn all_well() -> Result<SqsBatchResponse, Infallible> {
    Ok(SqsBatchResponse::default())
}

#[tokio::test]
async fn the_handler_gets_the_event_that_lambda_would_give_it() {
    let fixture = Fixture::new();
    let request = fixture.client.send_message().queue_url(fixture.engine.queue_url()).message_body("입금");
    let id = request.message_group_id("g").send().await.unwrap().message_id;
    let seen = Mutex::new(SqsEvent::default());
    let handler = |event| {
        *seen.lock().unwrap() = event;
        ready(all_well())
    };
    assert_eq!(fixture.poller.drain(handler).await.unwrap(), Drained { deleted: 1, failed: 0 });
    let event = seen.into_inner().unwrap();
    let record = &event.records[0];
    assert_eq!((&record.message_id, record.body.as_deref()), (&id, Some("입금")));
    assert_eq!(record.event_source.as_deref(), Some("aws:sqs"));
    assert_eq!(record.event_source_arn.as_deref(), Some("arn:aws:sqs:ap-northeast-2:000000000000:MessageQueue"));
    assert_eq!(record.aws_region.as_deref(), Some("ap-northeast-2"));
    assert_eq!(record.md5_of_body.as_deref(), Some("d757f53044fc6438ff6752e21c4b9aa5"));
    let mut attributes: Vec<&str> = record.attributes.keys().map(String::as_str).collect();
    attributes.sort_unstable();
    let expected =
        ["ApproximateFirstReceiveTimestamp", "ApproximateReceiveCount", "MessageGroupId", "SenderId", "SentTimestamp"];
    assert_eq!(attributes, expected);
}

#[tokio::test]
async fn only_what_the_handler_reports_stays_in_the_queue() {
    let fixture = Fixture::new();
    fixture.send(&["a", "bad", "c"]).await;
    let handler = |event: SqsEvent| ready(Ok::<_, Infallible>(report(&event, |body| body == "bad")));
    assert_eq!(fixture.poller.drain(handler).await.unwrap(), Drained { deleted: 2, failed: 1 });
    assert_eq!(fixture.counts(), [0, 1]);
    fixture.engine.release_in_flight();
    let again = |event: SqsEvent| {
        assert_eq!(bodies(&event), ["bad"]);
        ready(all_well())
    };
    assert_eq!(fixture.poller.drain(again).await.unwrap(), Drained { deleted: 1, failed: 0 });
}

#[tokio::test]
async fn an_error_fails_the_whole_batch() {
    let fixture = Fixture::new();
    fixture.send(&["a", "b"]).await;
    let handler = |_| ready(Err::<SqsBatchResponse, _>("the table is down"));
    assert_eq!(fixture.poller.drain(handler).await.unwrap(), Drained { deleted: 0, failed: 2 });
    assert_eq!(fixture.counts(), [0, 2]);
}

#[tokio::test]
async fn a_panic_fails_the_whole_batch_and_not_the_poller() {
    let fixture = Fixture::new();
    fixture.send(&["a", "b"]).await;
    let handler = |_| async { if true { panic!("a bug") } else { all_well() } };
    assert_eq!(fixture.poller.drain(handler).await.unwrap(), Drained { deleted: 0, failed: 2 });
    fixture.engine.release_in_flight();
    assert_eq!(fixture.poller.drain(|_| ready(all_well())).await.unwrap(), Drained { deleted: 2, failed: 0 });
}

#[tokio::test]
async fn a_report_of_a_strange_message_fails_the_whole_batch() {
    for strange in ["", "9b2c"] {
        let fixture = Fixture::new();
        fixture.send(&["a", "b"]).await;
        let handler = |_| {
            let mut response = SqsBatchResponse::default();
            response.add_failure(strange);
            ready(Ok::<_, Infallible>(response))
        };
        assert_eq!(fixture.poller.drain(handler).await.unwrap(), Drained { deleted: 0, failed: 2 });
    }
}

#[tokio::test]
async fn a_drain_goes_on_until_nothing_is_visible() {
    let fixture = Fixture::new();
    fixture.send(&["0"; 25]).await;
    let batches = Mutex::new(Vec::new());
    let handler = |event: SqsEvent| {
        batches.lock().unwrap().push(event.records.len());
        let (client, url) = (fixture.client.clone(), fixture.engine.queue_url().to_owned());
        async move {
            if bodies(&event).contains(&"0".to_owned()) {
                send(&client, &url, "sent meanwhile").await;
            }
            all_well()
        }
    };
    assert_eq!(fixture.poller.drain(handler).await.unwrap(), Drained { deleted: 28, failed: 0 });
    assert_eq!(batches.into_inner().unwrap(), [10, 10, 7, 1]);
}

#[tokio::test]
async fn a_message_that_always_fails_ends_in_the_dead_letter_queue_after_five_deliveries() {
    let fixture = Fixture::new();
    fixture.send(&["poison"]).await;
    let deliveries = AtomicUsize::new(0);
    for _ in 0..7 {
        let handler = |event: SqsEvent| {
            deliveries.fetch_add(1, Ordering::Relaxed);
            ready(Ok::<_, Infallible>(report(&event, |_| true)))
        };
        fixture.poller.drain(handler).await.unwrap();
        fixture.engine.release_in_flight();
    }
    assert_eq!(deliveries.into_inner(), 5);
    assert_eq!(fixture.engine.dead_letters()[0].body, "poison");
}

/// A run whose handler says that it began, and ends when `gate` lets it.
struct Run {
    task: JoinHandle<()>,
    stop: CancellationToken,
    gate: Arc<Semaphore>,
    starts: mpsc::UnboundedReceiver<()>,
}

impl Run {
    fn of(fixture: &Fixture, concurrency: usize) -> Self {
        let (stop, gate) = (CancellationToken::new(), Arc::new(Semaphore::new(0)));
        let (started, starts) = mpsc::unbounded_channel();
        let handler = {
            let gate = Arc::clone(&gate);
            move |_| {
                let (started, gate) = (started.clone(), Arc::clone(&gate));
                async move {
                    started.send(()).unwrap();
                    gate.acquire().await.unwrap().forget();
                    all_well()
                }
            }
        };
        let (poller, stopped) = (fixture.poller.clone(), stop.clone());
        let concurrency = NonZeroUsize::new(concurrency).unwrap();
        let task = tokio::spawn(async move { poller.run(concurrency, stopped, handler).await });
        Self { task, stop, gate, starts }
    }
}

#[tokio::test]
async fn a_run_keeps_its_concurrency() {
    let fixture = Fixture::new();
    fixture.send(&["a"; 30]).await;
    let mut run = Run::of(&fixture, 2);
    for _ in 0..2 {
        run.starts.recv().await.unwrap();
    }
    settle().await;
    assert!(run.starts.try_recv().is_err(), "a third batch was delivered beside two");
    assert_eq!(fixture.counts(), [10, 20]);
    run.gate.add_permits(1);
    run.starts.recv().await.unwrap();
    run.gate.add_permits(2);
    run.stop.cancel();
    run.task.await.unwrap();
    assert_eq!(fixture.counts(), [0, 0]);
}

#[tokio::test]
async fn a_run_that_is_stopped_ends_when_its_deliveries_are_done() {
    let fixture = Fixture::new();
    fixture.send(&["a"]).await;
    let mut run = Run::of(&fixture, 2);
    run.starts.recv().await.unwrap();
    run.stop.cancel();
    settle().await;
    assert!(!run.task.is_finished(), "it ended before its delivery");
    fixture.send(&["too late"]).await;
    run.gate.add_permits(1);
    run.task.await.unwrap();
    assert_eq!(fixture.counts(), [1, 0]);
}

#[tokio::test(start_paused = true)]
async fn a_run_survives_a_queue_that_does_not_answer() {
    let fixture = Fixture::new();
    let lossy = losing(Lost::Request, 3, fixture.engine.http_client());
    let config = fixture.client.config().to_builder().http_client(lossy).retry_config(RetryConfig::disabled());
    let client = Client::from_conf(config.build());
    let poller = Poller::new(client, fixture.engine.queue_url()).unwrap();
    fixture.send(&["a"]).await;
    let stop = CancellationToken::new();
    let handler = {
        let stop = stop.clone();
        move |_| {
            stop.cancel();
            ready(all_well())
        }
    };
    poller.run(NonZeroUsize::MIN, stop, handler).await;
    assert_eq!(fixture.counts(), [0, 0]);
}
