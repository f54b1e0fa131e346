//! The loop of a worker: a batch of a queue's messages, as its Lambda works it off. Each message has a task of its own,
//! so that one that panics fails alone; and what came before is worked on by itself, so that one that ends the whole
//! program takes no other with it to the dead-letter queue.

use std::collections::HashMap;
use std::fmt::Display;
use std::time::Duration;

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use store::queue::{self, Queue, QueueTask};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::Instrument;

/// How long messages that came before are worked on one at a time; what is left then is worked on together.
const ALONE_FOR: Duration = Duration::from_secs(10);

/// How long a task waits that met others at its item, before each new try in this delivery, in milliseconds; jitter is
/// added. What then still fails is delivered again when its visibility timeout is over: three minutes later, where a
/// crowd is gone in a second.
const WAITS_MS: [u64; 3] = [100, 300, 900];

/// Works on a batch of a queue and answers which of its messages must come again. `run` takes a task, and how often its
/// message came. `is_contended`: the error says that others were at work on the same item, and kept winning.
pub async fn handle<T, F, E>(
    queue: &Queue<T>,
    event: SqsEvent,
    run: impl Fn(T, u32) -> F + Clone + Send + 'static,
    is_contended: fn(&E) -> bool,
) -> SqsBatchResponse
where
    T: QueueTask + Clone + Send + 'static,
    F: Future<Output = Result<(), E>> + Send + 'static,
    E: Display + Send + 'static,
{
    let task = |record: SqsMessage| one(record, run.clone(), is_contended);
    work(event.records, |handles| queue.acknowledge(handles), task).await
}

/// Works on one message.
async fn one<T, F, E>(
    record: SqsMessage,
    run: impl Fn(T, u32) -> F,
    is_contended: fn(&E) -> bool,
) -> Result<(), TaskFailed>
where
    T: QueueTask + Clone,
    F: Future<Output = Result<(), E>>,
    E: Display,
{
    let receives = receives(&record);
    let failed = |error: &dyn Display| {
        tracing::error!(message.id = record.message_id, %error, "a task failed and will be tried again");
        TaskFailed
    };
    let task: T = queue::read(record.body.as_deref().unwrap_or_default()).map_err(|error| failed(&error))?;
    let mut waits = WAITS_MS.iter();
    loop {
        let Err(error) = run(task.clone(), receives).await else { return Ok(()) };
        match waits.next().filter(|_| is_contended(&error)) {
            Some(ms) => store::pause(*ms).await,
            None => return Err(failed(&error)),
        }
    }
}

/// The task failed and its message must be delivered again. The task has logged why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct TaskFailed;

/// `acknowledge` deletes messages by their receipt handles, before the batch is done: what is deleted does not come
/// again when the program ends in the middle.
async fn work<F, T, A, D>(records: Vec<SqsMessage>, acknowledge: A, task: F) -> SqsBatchResponse
where
    F: Fn(SqsMessage) -> T,
    T: Future<Output = Result<(), TaskFailed>> + Send + 'static,
    A: Fn(Vec<String>) -> D,
    D: Future<Output = ()>,
{
    let (again, first): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| receives(record) > 1);
    let mut batch = Batch { task, failed: Vec::new(), done: Vec::new() };
    batch.together(first).await;
    let mut again = in_turn(again).into_iter();
    let started = Instant::now();
    while started.elapsed() < ALONE_FOR
        && let Some(record) = again.next()
    {
        if !batch.done.is_empty() {
            acknowledge(std::mem::take(&mut batch.done)).await;
        }
        batch.together(vec![record]).await;
    }
    batch.together(again.collect()).await;
    let mut response = SqsBatchResponse::default();
    response.batch_item_failures = batch.failed.into_iter().map(failure).collect();
    response
}

/// How often a message came.
fn receives(record: &SqsMessage) -> u32 {
    let count = record.attributes.get("ApproximateReceiveCount");
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// From one end this time and from the other the next: whatever stands behind one that ends the program stands before
/// it then.
fn in_turn(mut again: Vec<SqsMessage>) -> Vec<SqsMessage> {
    again.sort_by(|a, b| a.message_id.cmp(&b.message_id));
    if again.iter().map(receives).max().unwrap_or_default() % 2 == 1 {
        again.reverse();
    }
    again
}

fn failure(id: String) -> BatchItemFailure {
    let mut failure = BatchItemFailure::default();
    failure.item_identifier = id;
    failure
}

struct Batch<F> {
    task: F,
    /// The ids of those that must come again.
    failed: Vec<String>,
    /// The receipt handles of those that are done with and not yet acknowledged.
    done: Vec<String>,
}

impl<F, T> Batch<F>
where
    F: Fn(SqsMessage) -> T,
    T: Future<Output = Result<(), TaskFailed>> + Send + 'static,
{
    async fn together(&mut self, records: Vec<SqsMessage>) {
        let (mut tasks, mut named) = (JoinSet::new(), HashMap::new());
        for record in records {
            let names = (record.message_id.clone().unwrap_or_default(), record.receipt_handle.clone());
            named.insert(tasks.spawn((self.task)(record).in_current_span()).id(), names);
        }
        while let Some(ended) = tasks.join_next_with_id().await {
            let (task, result) = match ended {
                Ok((task, result)) => (task, result),
                Err(error) => {
                    tracing::error!("a task panicked and will be tried again");
                    (error.id(), Err(TaskFailed))
                }
            };
            // An empty id fails the whole batch, so that nothing is lost.
            let (id, handle) = named.remove(&task).unwrap_or_default();
            match result {
                Ok(()) => self.done.extend(handle),
                Err(TaskFailed) => self.failed.push(id),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use super::*;

    fn record(id: &str, receives: u32) -> SqsMessage {
        let mut record = SqsMessage::default();
        (record.message_id, record.receipt_handle) = (Some(id.to_owned()), Some(format!("handle of {id}")));
        record.attributes.insert("ApproximateReceiveCount".to_owned(), receives.to_string());
        record
    }

    fn failed(response: &SqsBatchResponse) -> Vec<&str> {
        response.batch_item_failures.iter().map(|failure| failure.item_identifier.as_str()).collect()
    }

    #[tokio::test]
    async fn a_task_that_panics_fails_alone() {
        let records = (0..10).map(|n| record(&format!("m{n}"), 1)).collect();
        let task = |record: SqsMessage| async move {
            assert_ne!(record.message_id.as_deref(), Some("m3"), "planted");
            if record.message_id.as_deref() == Some("m7") { Err(TaskFailed) } else { Ok(()) }
        };
        let response = work(records, async |_| {}, task).await;
        let mut failed = failed(&response);
        failed.sort_unstable();
        assert_eq!(failed, ["m3", "m7"]);
    }

    #[tokio::test]
    async fn what_came_before_is_worked_on_alone_after_the_others_are_acknowledged() {
        let (at_work, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let order = Arc::new(Mutex::new(Vec::new()));
        let records = vec![record("b2", 2), record("a1", 1), record("b3", 2), record("a2", 1)];
        let (counted, noted) = ((at_work, Arc::clone(&most)), Arc::clone(&order));
        let task = move |record: SqsMessage| {
            let ((at_work, most), noted) = (counted.clone(), Arc::clone(&noted));
            async move {
                let now = at_work.fetch_add(1, Ordering::SeqCst) + 1;
                if receives(&record) > 1 {
                    most.fetch_max(now, Ordering::SeqCst);
                    noted.lock().unwrap().push(record.message_id.unwrap());
                }
                tokio::task::yield_now().await;
                at_work.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        };
        let acknowledged = Arc::clone(&order);
        let acknowledge = |handles: Vec<String>| {
            acknowledged.lock().unwrap().push(format!("{} acknowledged", handles.len()));
            async {}
        };
        let response = work(records, acknowledge, task).await;
        assert!(failed(&response).is_empty());
        assert_eq!(most.load(Ordering::SeqCst), 1);
        assert_eq!(*order.lock().unwrap(), ["2 acknowledged", "b2", "1 acknowledged", "b3"]);
    }

    /// A message that ends the whole program comes with nine others, in one batch, until it has come five times: the
    /// others are all done by then.
    #[tokio::test]
    async fn a_message_that_ends_the_program_takes_no_other_with_it() {
        for poison in 0..10 {
            let mut left: BTreeMap<String, u32> = (0..10).map(|n| (format!("m{n}"), 0)).collect();
            let name = format!("m{poison}");
            for _ in 0..5 {
                left.values_mut().for_each(|receives| *receives += 1);
                let records = left.iter().map(|(id, receives)| record(id, *receives)).collect();
                let gone = Arc::new(Mutex::new(Vec::new()));
                let note = Arc::clone(&gone);
                let acknowledge = |handles: Vec<String>| {
                    note.lock().unwrap().extend(handles);
                    async {}
                };
                let name = name.clone();
                let task = move |record: SqsMessage| {
                    let ends = record.message_id.as_deref() == Some(name.as_str());
                    async move { if ends { std::future::pending().await } else { Ok(()) } }
                };
                // Lambda ends it at its timeout, and reads no answer.
                let ended = tokio::time::timeout(Duration::from_millis(5), work(records, acknowledge, task)).await;
                assert!(ended.is_err());
                for handle in gone.lock().unwrap().iter() {
                    left.remove(handle.trim_start_matches("handle of "));
                }
            }
            assert_eq!(left.keys().collect::<Vec<_>>(), [&name]);
        }
    }
}
