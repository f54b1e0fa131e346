//! The embedded queue, through the real SDK client, on a clock that the test drives.
use crate::support::{Manual, queue_settings, settle, temporary_dir};
use aws_sdk_sqs::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    types::{
        DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName, QueueAttributeName,
        SendMessageBatchRequestEntry,
    },
};
use local::engine::queue::{Counts, QueueEngine, client};
use std::{fs, path::Path, time::Duration};

struct Queue {
    engine: QueueEngine,
    client: Client,
    clock: Manual,
}

impl Queue {
    fn new(journal: Option<&Path>) -> Self {
        Self::at(journal, Manual::new())
    }

    fn at(journal: Option<&Path>, clock: Manual) -> Self {
        let engine = QueueEngine::new(journal, queue_settings(), clock.clock()).unwrap();
        let client = client(engine.http_client());
        Self { engine, client, clock }
    }

    async fn send(&self, body: &str) -> String {
        let request = self.client.send_message().queue_url(self.engine.queue_url()).message_body(body);
        request.send().await.unwrap().message_id.unwrap()
    }

    async fn send_later(&self, body: &str, delay_s: i32) {
        let request = self.client.send_message().queue_url(self.engine.queue_url()).message_body(body);
        request.delay_seconds(delay_s).send().await.unwrap();
    }

    async fn receive(&self) -> Vec<Message> {
        self.receive_from(self.engine.queue_url()).await
    }

    async fn receive_from(&self, url: &str) -> Vec<Message> {
        let request = self.client.receive_message().queue_url(url).max_number_of_messages(10);
        let request = request.message_system_attribute_names(MessageSystemAttributeName::All);
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    async fn delete(&self, message: &Message) {
        let request = self.client.delete_message().queue_url(self.engine.queue_url());
        request.receipt_handle(message.receipt_handle().unwrap()).send().await.unwrap();
    }

    fn counts(&self) -> [usize; 3] {
        let Counts { visible, in_flight, delayed } = self.engine.counts();
        [visible, in_flight, delayed]
    }
}

fn bodies(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.body().unwrap()).collect()
}

fn code<E: ProvideErrorMetadata, R>(result: Result<impl Sized, SdkError<E, R>>) -> String {
    let Err(error) = result else { panic!("accepted") };
    error.code().unwrap_or("no code").to_owned()
}

#[tokio::test]
async fn a_message_is_received_once_and_is_gone_when_deleted() {
    let queue = Queue::new(None);
    let id = queue.send("카카오뱅크 입금").await;
    assert_eq!(queue.counts(), [1, 0, 0]);
    let received = queue.receive().await;
    assert_eq!(received[0].message_id(), Some(id.as_str()));
    assert_eq!(received[0].body(), Some("카카오뱅크 입금"));
    assert_eq!(queue.counts(), [0, 1, 0]);
    assert!(queue.receive().await.is_empty());
    queue.delete(&received[0]).await;
    assert_eq!(queue.counts(), [0, 0, 0]);
}

#[tokio::test]
async fn a_message_that_is_not_deleted_comes_back_when_its_visibility_timeout_is_over() {
    let queue = Queue::new(None);
    queue.send("a").await;
    let first = queue.receive().await;
    queue.engine.advance(queue_settings().visibility_timeout - Duration::from_millis(1));
    assert!(queue.receive().await.is_empty());
    queue.engine.advance(Duration::from_millis(1));
    let second = queue.receive().await;
    assert_eq!(bodies(&second), ["a"]);
    let count =
        |message: &Message| message.attributes().unwrap()[&MessageSystemAttributeName::ApproximateReceiveCount].clone();
    assert_eq!([count(&first[0]), count(&second[0])], ["1", "2"]);
    queue.delete(&first[0]).await;
    assert_eq!(queue.counts(), [0, 1, 0], "the handle of the first receive is stale");
    queue.delete(&second[0]).await;
    assert_eq!(queue.counts(), [0, 0, 0]);
}

#[tokio::test]
async fn a_message_received_too_often_goes_to_the_dead_letter_queue() {
    let queue = Queue::new(None);
    let id = queue.send("poison").await;
    queue.send("fine").await;
    for _ in 0..queue_settings().max_receive_count {
        let received = queue.receive().await;
        assert!(bodies(&received).contains(&"poison"));
        for message in received.iter().filter(|message| message.body() == Some("fine")) {
            queue.delete(message).await;
        }
        queue.engine.release_in_flight();
    }
    assert!(queue.receive().await.is_empty());
    assert_eq!(queue.counts(), [0, 0, 0]);
    let [dead] = &queue.engine.dead_letters()[..] else { panic!("one message is dead") };
    assert_eq!((dead.id.as_str(), dead.body.as_str()), (id.as_str(), "poison"));
    let received = queue.receive_from(queue.engine.dlq_url()).await;
    let attributes = received[0].attributes().unwrap();
    let source = &attributes[&MessageSystemAttributeName::DeadLetterQueueSourceArn];
    assert!(source.ends_with(&format!(":{}", queue_settings().name)));
}

#[tokio::test]
async fn a_delayed_message_is_not_visible_before_its_time() {
    let queue = Queue::new(None);
    queue.send_later("look", 30).await;
    queue.clock.advance(Duration::from_millis(29_999));
    assert!(queue.receive().await.is_empty());
    assert_eq!(queue.counts(), [0, 0, 1]);
    queue.clock.advance(Duration::from_millis(1));
    assert_eq!(bodies(&queue.receive().await), ["look"]);
}

#[tokio::test]
async fn a_test_can_release_what_is_delayed() {
    let queue = Queue::new(None);
    queue.send_later("later", 60).await;
    queue.send_later("sooner", 30).await;
    assert_eq!(queue.engine.release_delayed(), 2);
    assert_eq!(bodies(&queue.receive().await), ["sooner", "later"]);
}

#[tokio::test(start_paused = true)]
async fn a_long_poll_ends_with_the_first_message() {
    let queue = Queue::new(None);
    let began = tokio::time::Instant::now();
    let request = queue.client.receive_message().queue_url(queue.engine.queue_url()).wait_time_seconds(20);
    let waiting = tokio::spawn(request.send());
    settle().await;
    queue.send("a").await;
    assert_eq!(bodies(waiting.await.unwrap().unwrap().messages()), ["a"]);
    assert!(began.elapsed().as_secs() < 1, "it waited for its end");
}

#[tokio::test(start_paused = true)]
async fn a_long_poll_without_a_message_ends_empty_after_its_time() {
    let queue = Queue::new(None);
    let began = tokio::time::Instant::now();
    let request = queue.client.receive_message().queue_url(queue.engine.queue_url()).wait_time_seconds(20);
    assert!(request.send().await.unwrap().messages().is_empty());
    assert_eq!(began.elapsed().as_secs(), 20);
}

#[tokio::test]
async fn a_batch_succeeds_and_fails_entry_by_entry() {
    let queue = Queue::new(None);
    let entry =
        |id: &str, body: &str| SendMessageBatchRequestEntry::builder().id(id).message_body(body).build().unwrap();
    let request = queue.client.send_message_batch().queue_url(queue.engine.queue_url());
    let sent = request.entries(entry("a", "fine")).entries(entry("b", "\u{FFFF}")).send().await.unwrap();
    assert_eq!(sent.successful()[0].id(), "a");
    assert_eq!((sent.failed()[0].id(), sent.failed()[0].code()), ("b", "InvalidMessageContents"));
    let received = queue.receive().await;
    assert_eq!(bodies(&received), ["fine"]);
    let handles = [("a", received[0].receipt_handle().unwrap()), ("b", "garbage")];
    let entries = handles
        .map(|(id, handle)| DeleteMessageBatchRequestEntry::builder().id(id).receipt_handle(handle).build().unwrap());
    let request = queue.client.delete_message_batch().queue_url(queue.engine.queue_url());
    let deleted = request.set_entries(Some(entries.into())).send().await.unwrap();
    assert_eq!(deleted.successful()[0].id(), "a");
    assert_eq!(deleted.failed()[0].code(), "ReceiptHandleIsInvalid");
    assert_eq!(queue.counts(), [0, 0, 0]);
}

#[tokio::test]
async fn a_change_of_visibility_gives_a_message_back_at_once() {
    let queue = Queue::new(None);
    queue.send("a").await;
    let received = queue.receive().await;
    let change = || {
        let request = queue.client.change_message_visibility().queue_url(queue.engine.queue_url());
        request.receipt_handle(received[0].receipt_handle().unwrap()).visibility_timeout(0).send()
    };
    change().await.unwrap();
    assert_eq!(queue.counts(), [1, 0, 0]);
    assert_eq!(code(change().await), "MessageNotInflight");
}

#[tokio::test]
async fn a_standard_queue_takes_a_message_group() {
    let queue = Queue::new(None);
    let request = queue.client.send_message().queue_url(queue.engine.queue_url()).message_body("a");
    request.message_group_id("004#1101").send().await.unwrap();
    let received = queue.receive().await;
    assert_eq!(received[0].attributes().unwrap()[&MessageSystemAttributeName::MessageGroupId], "004#1101");
}

#[tokio::test]
async fn what_sqs_refuses_is_refused() {
    let queue = Queue::new(None);
    let url = queue.engine.queue_url();
    let send = || queue.client.send_message().queue_url(url);
    let receive = || queue.client.receive_message().queue_url(url);
    let no_queue = queue.client.send_message().queue_url(format!("{url}-other")).message_body("a");
    assert_eq!(code(no_queue.send().await), "QueueDoesNotExist");
    assert_eq!(code(send().message_body("").send().await), "MissingParameter");
    assert_eq!(code(send().message_body("x".repeat(1024 * 1024 + 1)).send().await), "InvalidParameterValue");
    assert_eq!(code(send().message_body("\u{1}").send().await), "InvalidMessageContents");
    assert_eq!(code(send().message_body("a").delay_seconds(901).send().await), "InvalidParameterValue");
    assert_eq!(code(send().message_body("a").message_group_id("은행").send().await), "InvalidParameterValue");
    assert_eq!(code(send().message_body("a").message_deduplication_id("a").send().await), "InvalidParameterValue");
    assert_eq!(code(receive().max_number_of_messages(11).send().await), "InvalidParameterValue");
    assert_eq!(code(receive().wait_time_seconds(21).send().await), "InvalidParameterValue");
    let garbage = queue.client.delete_message().queue_url(url).receipt_handle("garbage");
    assert_eq!(code(garbage.send().await), "ReceiptHandleIsInvalid");
    let batch = queue.client.delete_message_batch().queue_url(url).set_entries(Some(Vec::new()));
    assert_eq!(code(batch.send().await), "EmptyBatchRequest");
    assert_eq!(queue.counts(), [0, 0, 0]);
}

#[tokio::test]
async fn attributes_tell_the_counts_and_the_redrive_policy() {
    let queue = Queue::new(None);
    queue.send("a").await;
    let request = queue.client.get_queue_attributes().queue_url(queue.engine.queue_url());
    let attributes = request.attribute_names(QueueAttributeName::All).send().await.unwrap().attributes.unwrap();
    assert_eq!(attributes[&QueueAttributeName::ApproximateNumberOfMessages], "1");
    assert!(attributes[&QueueAttributeName::RedrivePolicy].contains("\"maxReceiveCount\":5"));
}

#[tokio::test]
async fn a_restart_forgets_no_message_and_no_delay_and_no_receive() {
    let dir = temporary_dir();
    let journal = dir.path().join("queue.journal");
    let queue = Queue::new(Some(&journal));
    queue.send("deleted").await;
    queue.delete(&queue.receive().await[0]).await;
    queue.send("in flight").await;
    queue.receive().await;
    let visible = queue.send("visible").await;
    queue.send_later("delayed", 30).await;
    let clock = queue.clock.clone();
    drop(queue);

    clock.advance(Duration::from_secs(10));
    let queue = Queue::at(Some(&journal), clock);
    assert_eq!(queue.counts(), [2, 0, 1], "what was in flight lost its receiver, so it is visible again");
    let received = queue.receive().await;
    assert_eq!(bodies(&received), ["in flight", "visible"]);
    assert_eq!(received[1].message_id(), Some(visible.as_str()));
    assert_eq!(received[0].attributes().unwrap()[&MessageSystemAttributeName::ApproximateReceiveCount], "2");
    queue.clock.advance(Duration::from_millis(19_999));
    assert_eq!(queue.counts(), [0, 2, 1]);
    queue.clock.advance(Duration::from_millis(1));
    assert_eq!(bodies(&queue.receive().await), ["delayed"]);
}

#[tokio::test]
async fn a_restart_forgets_no_dead_letter() {
    let dir = temporary_dir();
    let journal = dir.path().join("queue.journal");
    let queue = Queue::new(Some(&journal));
    let id = queue.send("poison").await;
    for _ in 0..=queue_settings().max_receive_count {
        queue.receive().await;
        queue.engine.release_in_flight();
    }
    let before = queue.engine.dead_letters();
    assert_eq!(before[0].id, id);
    drop(queue);
    for _ in 0..2 {
        let queue = Queue::new(Some(&journal));
        assert_eq!((queue.engine.dead_letters(), queue.counts()), (before.clone(), [0, 0, 0]));
    }
}

#[tokio::test]
async fn a_torn_last_line_was_never_acknowledged_and_does_no_harm() {
    let dir = temporary_dir();
    let journal = dir.path().join("queue.journal");
    let queue = Queue::new(Some(&journal));
    queue.send("whole").await;
    queue.send("torn").await;
    drop(queue);
    let text = fs::read(&journal).unwrap();
    fs::write(&journal, &text[..text.len() - 10]).unwrap();
    let queue = Queue::new(Some(&journal));
    assert_eq!(bodies(&queue.receive().await), ["whole"]);
    queue.send("next").await;
    drop(queue);
    assert_eq!(Queue::new(Some(&journal)).counts(), [2, 0, 0]);
}

#[tokio::test]
async fn a_damaged_journal_is_refused_with_the_line() {
    let dir = temporary_dir();
    let journal = dir.path().join("queue.journal");
    let queue = Queue::new(Some(&journal));
    queue.send("a").await;
    drop(queue);
    let text = fs::read_to_string(&journal).unwrap().replace("\"send\"", "\"sent\"");
    fs::write(&journal, text).unwrap();
    let refused = QueueEngine::new(Some(&journal), queue_settings(), Manual::new().clock()).unwrap_err();
    assert!(format!("{refused:#}").contains("line 2"), "{refused:#}");
}

#[tokio::test]
async fn the_journal_holds_no_more_than_what_is_left_after_a_start() {
    let dir = temporary_dir();
    let journal = dir.path().join("queue.journal");
    let queue = Queue::new(Some(&journal));
    let empty = fs::metadata(&journal).unwrap().len();
    for _ in 0..20 {
        queue.send("a").await;
        for message in queue.receive().await {
            queue.delete(&message).await;
        }
    }
    assert!(fs::metadata(&journal).unwrap().len() > empty);
    drop(queue);
    let _queue = Queue::new(Some(&journal));
    assert_eq!(fs::metadata(&journal).unwrap().len(), empty);
}

#[tokio::test]
async fn a_long_run_does_not_let_the_journal_grow_without_end() {
    let dir = temporary_dir();
    let journal = dir.path().join("queue.journal");
    let queue = Queue::new(Some(&journal));
    queue.send_later("delayed", 900).await;
    queue.send("in flight").await;
    queue.receive().await;
    let body = "x".repeat(100 * 1024);
    for _ in 0..20 {
        queue.send(&body).await;
        queue.delete(&queue.receive().await[0]).await;
    }
    assert!(fs::metadata(&journal).unwrap().len() < 1024 * 1024);
    drop(queue);
    assert_eq!(Queue::new(Some(&journal)).counts(), [1, 0, 1]);
}
