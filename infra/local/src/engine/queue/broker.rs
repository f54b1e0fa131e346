//! The queue and its dead-letter queue: every change is in the journal before it is made.
use super::{
    journal::{Entry, Journal, Which},
    messages::{Message, Messages},
};
use anyhow::{Context, Result};
use std::{borrow::Cow, path::Path};

#[derive(Debug)]
pub(super) struct Broker {
    main: Messages,
    dead: Messages,
    journal: Option<Journal>,
    max_receive_count: u32,
}

impl Broker {
    /// As the journal left it, or empty.
    pub fn open(journal: Option<&Path>, max_receive_count: u32) -> Result<Self> {
        let mut broker =
            Self { main: Messages::default(), dead: Messages::default(), journal: None, max_receive_count };
        if let Some(path) = journal {
            for entry in Journal::read(path)? {
                broker.replay(entry);
            }
            broker.journal = Some(Journal::write(path, broker.entries())?);
        }
        Ok(broker)
    }

    /// Sends to one queue, all or nothing.
    pub fn send(&mut self, queue: Which, messages: Vec<(Message, i64)>) -> Result<()> {
        let entries = messages.iter().map(|(message, visible_at_ms)| Entry::Send {
            queue,
            visible_at_ms: *visible_at_ms,
            message: Cow::Borrowed(message),
        });
        append(&mut self.journal, entries)?;
        for (message, visible_at_ms) in messages {
            self.queue_mut(queue).put(message, visible_at_ms);
        }
        self.compact_if_worth_it();
        Ok(())
    }

    /// Up to `max` messages, hidden from now on until `hidden_until_ms`. A message that was received too often goes to
    /// the dead-letter queue instead.
    pub fn receive(&mut self, queue: Which, max: usize, now_ms: i64, hidden_until_ms: i64) -> Result<Vec<Message>> {
        let mut taken = Vec::new();
        let mut buried = Vec::new();
        while taken.len() < max {
            let Some((message, visible_at_ms)) = self.queue_mut(queue).take_visible(now_ms) else { break };
            let spent = queue == Which::Main && message.receives >= self.max_receive_count;
            if spent { &mut buried } else { &mut taken }.push((message, visible_at_ms));
        }
        let receives = taken.iter().map(|(message, _)| Entry::Receive { queue, id: borrowed(message), at_ms: now_ms });
        let burials = buried.iter().map(|(message, _)| Entry::Bury { id: borrowed(message), at_ms: now_ms });
        if let Err(error) = append(&mut self.journal, receives.chain(burials)) {
            for (message, visible_at_ms) in taken.into_iter().chain(buried) {
                self.queue_mut(queue).put(message, visible_at_ms);
            }
            return Err(error);
        }
        for (message, _) in buried {
            self.dead.put(anew(message), now_ms);
        }
        let received: Vec<Message> = taken.into_iter().map(|(message, _)| received(message, now_ms)).collect();
        for message in &received {
            self.queue_mut(queue).put(message.clone(), hidden_until_ms);
        }
        Ok(received)
    }

    /// Deletes those that are there.
    pub fn delete(&mut self, queue: Which, ids: &[&str]) -> Result<()> {
        append(&mut self.journal, ids.iter().map(|&id| Entry::Delete { queue, id: Cow::Borrowed(id) }))?;
        for id in ids {
            self.queue_mut(queue).take(id);
        }
        self.compact_if_worth_it();
        Ok(())
    }

    pub fn queue(&self, queue: Which) -> &Messages {
        match queue {
            Which::Main => &self.main,
            Which::Dead => &self.dead,
        }
    }

    pub fn queue_mut(&mut self, queue: Which) -> &mut Messages {
        match queue {
            Which::Main => &mut self.main,
            Which::Dead => &mut self.dead,
        }
    }

    fn replay(&mut self, entry: Entry<'_>) {
        match entry {
            Entry::Format { .. } => {}
            Entry::Send { queue, visible_at_ms, message } => {
                // A message that was in flight when the journal was compacted has lost its receiver since.
                let visible_at_ms = if message.receives == 0 { visible_at_ms } else { message.sent_ms };
                self.queue_mut(queue).put(message.into_owned(), visible_at_ms);
            }
            Entry::Receive { queue, id, at_ms } => {
                if let Some(message) = self.queue_mut(queue).get_mut(&id) {
                    *message = received(message.clone(), at_ms);
                }
            }
            Entry::Delete { queue, id } => {
                self.queue_mut(queue).take(&id);
            }
            Entry::Bury { id, at_ms } => {
                if let Some(message) = self.main.take(&id) {
                    self.dead.put(anew(message), at_ms);
                }
            }
        }
    }

    /// The journal that would leave the queues as they are.
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        [Which::Main, Which::Dead].into_iter().flat_map(|queue| {
            self.queue(queue).iter().map(move |(message, visible_at_ms)| Entry::Send {
                queue,
                visible_at_ms,
                message: Cow::Borrowed(message),
            })
        })
    }

    /// The old journal is as good as the new one, so a failure costs room and nothing else.
    fn compact_if_worth_it(&mut self) {
        let Some(path) = self.journal.as_ref().filter(|journal| journal.is_worth_compacting()).map(Journal::path)
        else {
            return;
        };
        match Journal::write(path, self.entries()).context("the queue's journal could not be compacted") {
            Ok(journal) => self.journal = Some(journal),
            Err(error) => tracing::warn!(error = format!("{error:#}"), "{error}"),
        }
    }
}

fn append<'a>(journal: &mut Option<Journal>, entries: impl Iterator<Item = Entry<'a>>) -> Result<()> {
    journal.as_mut().map_or(Ok(()), |journal| journal.append(entries))
}

fn borrowed(message: &Message) -> Cow<'_, str> {
    Cow::Borrowed(message.id.as_str())
}

fn received(mut message: Message, at_ms: i64) -> Message {
    message.receives += 1;
    message.first_received_ms.get_or_insert(at_ms);
    message
}

/// A message as it comes into the dead-letter queue, where its receives are counted from the start.
fn anew(mut message: Message) -> Message {
    message.receives = 0;
    message.first_received_ms = None;
    message
}
