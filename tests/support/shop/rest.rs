//! How a shop comes to rest, and how it ends.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use local::product::TABLE;
use mail::Mailer;
use pairing::PairingError;
use store::StoreError;

use super::Shop;
use crate::deployed::Deployed;
use crate::here::Here;

impl Shop {
    /// Waits until something is queued.
    pub async fn queued(&self) {
        while self.product.queue.counts().visible == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// The matcher works until the queue shows nothing more. Delayed messages stay delayed. What a deployed matcher
    /// works off is not counted.
    pub async fn drain(&self) -> local::engine::poller::Drained {
        if let Some(deployed) = self.deployed.get() {
            deployed.settle().await;
            return local::engine::poller::Drained { deleted: 0, failed: 0 };
        }
        self.product.poller().drain(self.product.matcher()).await.unwrap()
    }

    /// The notifier works until the queue of events shows nothing more. Delayed messages stay delayed.
    pub async fn notify(&self) -> local::engine::poller::Drained {
        if let Some(deployed) = self.deployed.get() {
            deployed.settle().await;
            return local::engine::poller::Drained { deleted: 0, failed: 0 };
        }
        self.product.events_poller().drain(self.product.notifier()).await.unwrap()
    }

    /// With a notifier that also sends mail, by this.
    pub fn with_mailer(mut self, mailer: Mailer) -> Self {
        self.product = Here::is(self.product.clone().with_mailer(mailer));
        self
    }

    /// The matcher works until nothing is queued, delayed messages included, and the notifier has looked into every
    /// notice, those that were promised included: the product is at rest. Deliveries that wait for a later try still
    /// do.
    pub async fn rest(&self) {
        while self.product.queue.release_delayed() > 0 || self.product.queue.counts().visible > 0 {
            self.drain().await;
        }
        self.product.events.release_delayed();
        self.notify().await;
    }

    /// The matcher runs one task, given as the body of a queue message.
    pub async fn work_on(&self, body: &str) -> Result<(), PairingError> {
        matcher::run(&self.product.app.pairing, store::queue::read(body).unwrap()).await
    }

    /// One run of the sweeper.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        sweeper::run(&self.sweeper).await
    }

    /// Only the pass over the orders that are due, over the product's own wire: how many expired.
    pub async fn expire_due(&self) -> usize {
        let pairing = &self.product.app.pairing;
        let report = pairing.expire_due(pairing.now().plus_ms(sweeper::RUN_MS)).await;
        assert!(report.fault.is_none(), "{report:?}");
        report.done
    }

    /// Every item of the table as it stands, without the wire.
    pub async fn items(&self) -> Vec<HashMap<String, AttributeValue>> {
        if let Some(deployed) = self.deployed.get() {
            return deployed.items().await;
        }
        let mut pages = self.product.dynamo().scan().table_name(TABLE).into_paginator().items().send();
        let mut items = Vec::new();
        while let Some(item) = pages.next().await {
            items.push(item.unwrap());
        }
        items
    }

    /// Leaves a shop whose table the test bent on purpose: nothing is audited.
    pub fn abandon(mut self) {
        self.ended = true;
    }

    /// Brings the product to rest, audits it, and asserts that nothing is in the dead-letter queue.
    pub async fn end(self) {
        self.end_with_dead_letters(0).await;
    }

    /// As [`Shop::end`], with so many messages in the dead-letter queue.
    pub async fn end_with_dead_letters(mut self, expected: usize) {
        self.ended = true;
        let dead = match self.deployed.get() {
            Some(deployed) => self.end_there(deployed).await,
            None => self.end_here().await,
        };
        assert_eq!(dead, expected, "dead letters");
        for wire in [&self.wire, &self.queue_wire].into_iter().filter_map(Here::get) {
            wire.recorder.check();
        }
        let findings = auditor::audit(&self.items().await, self.clock.now(), None);
        assert!(
            findings.is_empty(),
            "the auditor found:\n{}",
            findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        );
    }

    /// How many dead letters there are, once nothing is queued and nothing in flight.
    async fn end_here(&self) -> usize {
        self.wire.calm();
        self.queue_wire.calm();
        self.product.queue.release_in_flight();
        self.product.events.release_in_flight();
        self.rest().await;
        assert_eq!(self.product.queue.counts().in_flight, 0, "messages are in flight");
        let dead = self.product.events.dead_letters();
        assert!(dead.is_empty(), "dead letters of events: {dead:?}");
        assert_eq!(self.product.events.counts().in_flight, 0, "events are in flight");
        self.product.queue.dead_letters().len()
    }

    async fn end_there(&self, deployed: &Deployed) -> usize {
        deployed.settle().await;
        deployed.dead_letters().await
    }
}
