//! One queue's messages, as a value: no clock, no I/O. SQS promises no order; this keeps the order of sending, because
//! a test that fails must fail again.
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A message as SQS knows it. The format is also the journal's.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(super) struct Message {
    pub id: String,
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    pub sent_ms: i64,
    /// How often it was received, since it came into this queue.
    #[serde(default)]
    pub receives: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_received_ms: Option<i64>,
}

/// How many messages can be received now, wait to be deleted, or wait for their delay to pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub visible: usize,
    pub in_flight: usize,
    pub delayed: usize,
}

/// When a message becomes visible, in epoch milliseconds, and the order of arrival among those of one moment.
type Place = (i64, u64);

/// Invariant: `order` holds exactly the places of `messages`.
#[derive(Debug, Default)]
pub(super) struct Messages {
    messages: HashMap<String, (Place, Message)>,
    order: BTreeMap<Place, String>,
    arrivals: u64,
}

impl Messages {
    pub fn put(&mut self, message: Message, visible_at_ms: i64) {
        self.arrivals += 1;
        let place = (visible_at_ms, self.arrivals);
        self.order.insert(place, message.id.clone());
        self.messages.insert(message.id.clone(), (place, message));
    }

    pub fn take(&mut self, id: &str) -> Option<Message> {
        let (place, message) = self.messages.remove(id)?;
        self.order.remove(&place);
        Some(message)
    }

    /// Takes the message that has been visible for the longest.
    pub fn take_visible(&mut self, now_ms: i64) -> Option<(Message, i64)> {
        let (&(visible_at_ms, _), id) = self.order.first_key_value()?;
        let id = id.clone();
        if visible_at_ms > now_ms { None } else { Some((self.take(&id)?, visible_at_ms)) }
    }

    pub fn get(&self, id: &str) -> Option<&Message> {
        self.messages.get(id).map(|(_, message)| message)
    }

    pub fn is_visible(&self, id: &str, now_ms: i64) -> bool {
        self.messages.get(id).is_some_and(|((visible_at_ms, _), _)| *visible_at_ms <= now_ms)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.get_mut(id).map(|(_, message)| message)
    }

    pub fn show_at(&mut self, id: &str, visible_at_ms: i64) {
        if let Some(message) = self.take(id) {
            self.put(message, visible_at_ms);
        }
    }

    /// Makes the hidden messages of which `which` holds visible now, in the order in which they would have become so.
    pub fn show_hidden(&mut self, now_ms: i64, which: impl Fn(&Message) -> bool) -> usize {
        let hidden = self.order.range((now_ms, u64::MAX)..).map(|(_, id)| id.clone());
        let hidden: Vec<String> = hidden.filter(|id| self.get(id).is_some_and(&which)).collect();
        for id in &hidden {
            self.show_at(id, now_ms);
        }
        hidden.len()
    }

    /// When the next message becomes visible, or became so.
    pub fn next_visible_ms(&self) -> Option<i64> {
        self.order.first_key_value().map(|(&(visible_at_ms, _), _)| visible_at_ms)
    }

    pub fn counts(&self, now_ms: i64) -> Counts {
        let mut counts = Counts::default();
        for ((visible_at_ms, _), message) in self.messages.values() {
            let count = match (*visible_at_ms <= now_ms, message.receives) {
                (true, _) => &mut counts.visible,
                (false, 0) => &mut counts.delayed,
                (false, _) => &mut counts.in_flight,
            };
            *count += 1;
        }
        counts
    }

    /// Each message with the time it becomes visible, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = (&Message, i64)> {
        self.order.iter().filter_map(|(&(visible_at_ms, _), id)| Some((self.get(id)?, visible_at_ms)))
    }
}
