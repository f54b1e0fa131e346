//! The operations: from a request to the broker and back.
use super::{
    Inner, arn_of,
    journal::Which,
    messages::Message,
    ms,
    protocol::{
        Batch, BatchResult, ChangeVisibility, DeleteEntry, DeleteMessage, Deleted, Done, Failed, Fault, GetAttributes,
        Outgoing, ReceiveMessage, Received, ReceivedMessage, SendEntry, SendMessage, Sent, check_batch,
    },
};
use crate::engine::wire::{Call, Reply};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::{Instant, sleep};

pub(super) async fn answer(inner: &Inner, Call { operation, body }: &Call) -> Reply {
    let answer = match operation.as_str() {
        "ReceiveMessage" => match parse(body) {
            Ok(request) => receive(inner, request).await.and_then(|answer| json(&answer)),
            Err(fault) => Err(fault),
        },
        "SendMessage" => run(body, |request| inner.send(request)),
        "SendMessageBatch" => run(body, |request| inner.send_batch(request)),
        "DeleteMessage" => run(body, |request| inner.delete(request)),
        "DeleteMessageBatch" => run(body, |request| inner.delete_batch(request)),
        "ChangeMessageVisibility" => run(body, |request| inner.change_visibility(request)),
        "GetQueueAttributes" => run(body, |request| inner.attributes(request)),
        other => Err(Fault::refused("UnsupportedOperation", format!("the embedded queue does not serve {other:?}"))),
    };
    match answer {
        Ok(body) => Reply { status: 200, body },
        Err(fault) => Reply { status: fault.status, body: fault.body() },
    }
}

fn parse<Q: DeserializeOwned>(body: &[u8]) -> Result<Q, Fault> {
    serde_json::from_slice(body).map_err(|error| Fault::refused("SerializationException", error.to_string()))
}

fn json(answer: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(answer).map_err(|error| anyhow::Error::new(error).into())
}

fn run<Q: DeserializeOwned, A: Serialize>(
    body: &[u8],
    operation: impl FnOnce(Q) -> Result<A, Fault>,
) -> Result<Vec<u8>, Fault> {
    json(&operation(parse(body)?)?)
}

/// Long polling: waits for a message until the caller's time is up. The wait is real time; what becomes visible goes by
/// the queue's clock.
async fn receive(inner: &Inner, request: ReceiveMessage) -> Result<Received, Fault> {
    request.check()?;
    let queue = inner.which(&request.queue_url)?;
    let max = usize::try_from(request.max_number_of_messages).unwrap_or(1);
    let hidden_ms = request.visibility_timeout.map_or(ms(inner.settings.visibility_timeout), |seconds| seconds * 1000);
    let deadline = Instant::now() + Duration::from_secs(request.wait_time_seconds.unsigned_abs());
    let mut shown = inner.shown.subscribe();
    loop {
        shown.mark_unchanged();
        let now_ms = inner.now_ms();
        let (messages, next_ms) = {
            let mut broker = inner.broker();
            let messages = broker.receive(queue, max, now_ms, now_ms + hidden_ms)?;
            (messages, broker.queue(queue).next_visible_ms())
        };
        let left = deadline.saturating_duration_since(Instant::now());
        if !messages.is_empty() || left.is_zero() {
            let messages = messages.into_iter().map(|message| inner.received(queue, message, &request)).collect();
            return Ok(Received { messages });
        }
        let until_next =
            next_ms.map_or(left, |next_ms| Duration::from_millis((next_ms - now_ms).max(1).unsigned_abs()));
        tokio::select! {
            _ = shown.changed() => {}
            () = sleep(left.min(until_next)) => {}
        }
    }
}

impl Inner {
    pub(super) fn which(&self, queue_url: &str) -> Result<Which, Fault> {
        match queue_url {
            url if url == self.queue_url => Ok(Which::Main),
            url if url == self.dlq_url => Ok(Which::Dead),
            _ => Err(Fault::refused("QueueDoesNotExist", "there is no such queue")),
        }
    }

    fn send(&self, request: SendMessage) -> Result<Sent, Fault> {
        let queue = self.which(&request.queue_url)?;
        request.message.check()?;
        let (message, visible_at_ms) = self.message(request.message);
        let sent = sent(None, &message);
        self.broker().send(queue, vec![(message, visible_at_ms)])?;
        self.shown.send_replace(());
        Ok(sent)
    }

    fn send_batch(&self, request: Batch<SendEntry>) -> Result<BatchResult<Sent>, Fault> {
        let queue = self.which(&request.queue_url)?;
        let bytes = request.entries.iter().map(|entry| entry.message.message_body.len()).sum();
        check_batch(request.entries.iter().map(|entry| entry.id.as_str()), bytes)?;
        let mut result = BatchResult { successful: Vec::new(), failed: Vec::new() };
        let mut messages = Vec::new();
        for SendEntry { id, message } in request.entries {
            if let Err(fault) = message.check() {
                result.failed.push(Failed::of(id, fault));
                continue;
            }
            let (message, visible_at_ms) = self.message(message);
            result.successful.push(sent(Some(id), &message));
            messages.push((message, visible_at_ms));
        }
        self.broker().send(queue, messages)?;
        self.shown.send_replace(());
        Ok(result)
    }

    fn delete(&self, request: DeleteMessage) -> Result<Done, Fault> {
        let queue = self.which(&request.queue_url)?;
        let receipt = Receipt::parse(&request.receipt_handle)?;
        self.delete_received(queue, &[receipt])?;
        Ok(Done {})
    }

    fn delete_batch(&self, request: Batch<DeleteEntry>) -> Result<BatchResult<Deleted>, Fault> {
        let queue = self.which(&request.queue_url)?;
        check_batch(request.entries.iter().map(|entry| entry.id.as_str()), 0)?;
        let mut result = BatchResult { successful: Vec::new(), failed: Vec::new() };
        let mut receipts = Vec::new();
        for DeleteEntry { id, receipt_handle } in &request.entries {
            match Receipt::parse(receipt_handle) {
                Ok(receipt) => {
                    result.successful.push(Deleted { id: id.clone() });
                    receipts.push(receipt);
                }
                Err(fault) => result.failed.push(Failed::of(id.clone(), fault)),
            }
        }
        self.delete_received(queue, &receipts)?;
        Ok(result)
    }

    /// As in SQS, it is no error if the message is gone. A handle of an earlier receive deletes nothing: someone else
    /// has the message by now.
    fn delete_received(&self, queue: Which, receipts: &[Receipt<'_>]) -> Result<(), Fault> {
        let mut broker = self.broker();
        let current = receipts.iter().filter(|receipt| receipt.is_current(broker.queue(queue).get(receipt.id)));
        let ids: Vec<&str> = current.map(|receipt| receipt.id).collect();
        Ok(broker.delete(queue, &ids)?)
    }

    fn change_visibility(&self, request: ChangeVisibility) -> Result<Done, Fault> {
        let queue = self.which(&request.queue_url)?;
        request.check()?;
        let receipt = Receipt::parse(&request.receipt_handle)?;
        let now_ms = self.now_ms();
        let mut broker = self.broker();
        let messages = broker.queue_mut(queue);
        if !receipt.is_current(messages.get(receipt.id)) || messages.is_visible(receipt.id, now_ms) {
            return Err(Fault::refused("MessageNotInflight", "the message is not in flight under this receipt handle"));
        }
        messages.show_at(receipt.id, now_ms + request.visibility_timeout * 1000);
        drop(broker);
        self.shown.send_replace(());
        Ok(Done {})
    }

    fn attributes(&self, request: GetAttributes) -> Result<serde_json::Value, Fault> {
        let queue = self.which(&request.queue_url)?;
        let counts = self.broker().queue(queue).counts(self.now_ms());
        let mut all = BTreeMap::from([
            ("ApproximateNumberOfMessages", counts.visible.to_string()),
            ("ApproximateNumberOfMessagesDelayed", counts.delayed.to_string()),
            ("ApproximateNumberOfMessagesNotVisible", counts.in_flight.to_string()),
            ("QueueArn", self.arn(queue)),
            ("VisibilityTimeout", self.settings.visibility_timeout.as_secs().to_string()),
        ]);
        if queue == Which::Main {
            let (target, count) = (self.arn(Which::Dead), self.settings.max_receive_count);
            let policy = serde_json::json!({ "deadLetterTargetArn": target, "maxReceiveCount": count });
            all.insert("RedrivePolicy", policy.to_string());
        }
        all.retain(|name, _| request.attribute_names.iter().any(|asked| asked == "All" || asked == name));
        Ok(serde_json::json!({ "Attributes": all }))
    }

    fn arn(&self, queue: Which) -> String {
        let url = match queue {
            Which::Main => &self.queue_url,
            Which::Dead => &self.dlq_url,
        };
        arn_of(url).unwrap_or_default()
    }

    fn message(&self, outgoing: Outgoing) -> (Message, i64) {
        let now_ms = self.now_ms();
        let message = Message {
            id: uuid::Uuid::new_v4().to_string(),
            body: outgoing.message_body,
            group: outgoing.message_group_id,
            sent_ms: now_ms,
            receives: 0,
            first_received_ms: None,
        };
        (message, now_ms + outgoing.delay_seconds * 1000)
    }

    fn received(&self, queue: Which, message: Message, request: &ReceiveMessage) -> ReceivedMessage {
        let mut attributes = BTreeMap::from([
            ("ApproximateReceiveCount", message.receives.to_string()),
            ("SenderId", super::ACCOUNT.to_owned()),
            ("SentTimestamp", message.sent_ms.to_string()),
        ]);
        if let Some(first_ms) = message.first_received_ms {
            attributes.insert("ApproximateFirstReceiveTimestamp", first_ms.to_string());
        }
        if let Some(group) = &message.group {
            attributes.insert("MessageGroupId", group.clone());
        }
        if queue == Which::Dead {
            attributes.insert("DeadLetterQueueSourceArn", self.arn(Which::Main));
        }
        attributes.retain(|name, _| request.asks_for(name));
        ReceivedMessage {
            receipt_handle: format!("{}#{}", message.id, message.receives),
            md5_of_body: md5_of(&message.body),
            message_id: message.id,
            body: message.body,
            attributes,
        }
    }
}

/// A receipt handle: which message, and which of its receives.
struct Receipt<'a> {
    id: &'a str,
    receive: u32,
}

impl<'a> Receipt<'a> {
    fn parse(handle: &'a str) -> Result<Self, Fault> {
        let parts = handle.split_once('#').and_then(|(id, receive)| Some((id, receive.parse().ok()?)));
        let (id, receive) = parts.ok_or_else(|| {
            Fault::refused("ReceiptHandleIsInvalid", "the receipt handle is not one that this queue gave out")
        })?;
        Ok(Self { id, receive })
    }

    fn is_current(&self, message: Option<&Message>) -> bool {
        message.is_some_and(|message| message.receives == self.receive)
    }
}

fn sent(id: Option<String>, message: &Message) -> Sent {
    Sent { id, message_id: message.id.clone(), md5_of_message_body: md5_of(&message.body) }
}

fn md5_of(body: &str) -> String {
    format!("{:x}", md5::compute(body))
}
