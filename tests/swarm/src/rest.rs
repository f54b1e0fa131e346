//! What follows the chaos: everything is healed, the queue is drained, the sweeper comes by, and then it is held what
//! stands against what must stand.

use std::collections::BTreeMap;

use auditor::Accepted;
use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message};
use domain::{OrderId, Timestamp, WorkspaceId};
use local::product::TABLE;
use pairing::Pairing;
use serde_json::Value;

use crate::Bug;
use crate::base::{ACCOUNTS, KEYED, account_number};
use crate::bug::Planted;
use crate::chaos::Chaos;
use crate::errand::{matched_several, typed, unmatched};
use crate::herd::{Engines, MATCHERS, SWEEPER};

/// How many batches bring every schedule to rest.
const BATCHES: usize = 3_000;
/// How often what failed is delivered again.
const ROUNDS: usize = 4;

/// One invocation of the matcher, with what Lambda does around it.
pub struct Delivery {
    sqs: aws_sdk_sqs::Client,
    queue_url: String,
    pairing: Pairing,
    deletes_failures: bool,
}

impl Delivery {
    pub fn of(engines: &Engines, pairing: &Pairing, bug: Option<Bug>) -> Self {
        Self {
            sqs: engines.sqs.clone(),
            queue_url: engines.queue.queue_url().to_owned(),
            pairing: pairing.clone(),
            deletes_failures: Planted::deletes_failures(bug),
        }
    }

    /// Receives up to `batch` messages, hands them over, and deletes what was not reported as failed.
    pub async fn run(&self, batch: i32) {
        let received = self.sqs.receive_message().queue_url(&self.queue_url).max_number_of_messages(batch);
        let messages = received.send().await.unwrap().messages.unwrap_or_default();
        if messages.is_empty() {
            return;
        }
        let mut event = SqsEvent::default();
        event.records = messages.iter().map(record).collect();
        let failed = matcher::handle(&self.pairing, event).await.batch_item_failures;
        let is_done = |message: &&Message| {
            self.deletes_failures
                || failed.iter().all(|failed| Some(failed.item_identifier.as_str()) != message.message_id())
        };
        let entries = messages.iter().filter(is_done).enumerate().map(|(nth, message)| {
            let entry = DeleteMessageBatchRequestEntry::builder().id(nth.to_string());
            entry.set_receipt_handle(message.receipt_handle.clone()).build().unwrap()
        });
        let entries: Vec<_> = entries.collect();
        if !entries.is_empty() {
            self.sqs.delete_message_batch().queue_url(&self.queue_url).set_entries(Some(entries)).send().await.unwrap();
        }
    }
}

fn record(message: &Message) -> SqsMessage {
    let mut record = SqsMessage::default();
    record.message_id = message.message_id.clone();
    record.body = message.body.clone();
    record
}

/// What people did to a deposit, as the errands say it.
fn done_by_hand(item: &auditor::Item) -> Vec<String> {
    let number = |item: &auditor::Item, name: &str| item[name].as_n().unwrap().parse::<i64>().unwrap();
    let [workspace, account, amount, id] =
        ["workspace_id", "bank_account_id", "amount", "id"].map(|name| number(item, name).unsigned_abs());
    let mut done = Vec::new();
    if item["via"].as_s().unwrap() == "api" {
        let at = Timestamp::from_ms(number(item, "deposited_at"));
        done.push(typed((workspace, account), amount, item["depositor_name"].as_s().unwrap(), at));
    }
    for entry in item["history"].as_l().unwrap() {
        let entry = entry.as_m().unwrap();
        let order = || number(entry, "n").unsigned_abs();
        match entry["w"].as_s().unwrap().as_str() {
            // A rule chose for the matcher; a person needs none.
            "matched" if !entry.contains_key("r") && !by_policy(entry) => {
                let others = entry.get("o").and_then(|others| others.as_l().ok()).into_iter().flatten();
                let mut orders: Vec<u64> = others.map(|other| other.as_n().unwrap().parse().unwrap()).collect();
                orders.push(order());
                orders.sort_unstable();
                done.push(matched_several(workspace, id, &orders));
            }
            "unmatched" => done.push(unmatched(workspace, id)),
            _ => {}
        }
    }
    done
}

fn by_policy(entry: &auditor::Item) -> bool {
    entry["b"].as_s().is_ok_and(|by| by.starts_with("policy:"))
}

impl Chaos<'_> {
    /// Heals, drains, sweeps, and looks.
    pub async fn come_to_rest(&mut self) {
        self.end_all().await;
        self.herd.desk.calm();
        self.herd.advance_ms(61_000);
        self.drain().await;
        let sweeper = self.herd.workers[SWEEPER].pairing.clone();
        if let Err(error) = sweeper::run(&sweeper).await {
            self.findings.push(format!("the sweeper failed at rest: {error}"));
        }
        self.drain().await;
        self.audit().await;
    }

    /// Delivers until nothing is queued, delayed messages included.
    async fn drain(&mut self) {
        let queue = self.engines.queue.clone();
        let mut batches = 0;
        for _ in 0..ROUNDS {
            queue.release_in_flight();
            while queue.counts().visible > 0 || queue.release_delayed() > 0 {
                let worker = &self.herd.workers[MATCHERS.start];
                Delivery::of(&self.engines, &worker.pairing, self.bug).run(10).await;
                batches += 1;
                if batches > BATCHES {
                    self.findings.push("STUCK: the queue does not come to rest".to_owned());
                    return;
                }
            }
            if queue.counts().in_flight == 0 {
                return;
            }
        }
        let failing = queue.counts().in_flight;
        self.findings.push(format!("STUCK: {failing} messages fail again and again"));
    }

    async fn audit(&mut self) {
        let items = auditor::read_all(&self.engines.dynamo, TABLE).await.unwrap();
        let accepted = Accepted { receipts: self.receipts(), in_flight: Vec::new() };
        let now = Timestamp::from_ms(self.herd.now_ms());
        let findings = auditor::audit(&items, now, Some(&accepted));
        self.findings.extend(findings.iter().map(ToString::to_string));
        for (workspace, id, number) in self.placed.clone() {
            if self.deleted.contains(&workspace) {
                continue;
            }
            let store = &self.herd.workers[0].pairing.store;
            let (scope, order) = (WorkspaceId::new(workspace).unwrap(), OrderId::new(id));
            let stands = match order {
                Some(order) => {
                    store.order(scope, order).await.unwrap().is_some_and(|order| order.number == number.as_str())
                }
                None => false,
            };
            if !stands {
                self.findings.push(format!("LOST: order {id} of workspace {workspace} was placed, and does not stand"));
            }
        }
        self.once_under_a_key(&items);
        self.findings.extend(crate::truth::findings(&items, &self.letters));
        self.count(&items);
    }

    /// A request that was sent several times under one key took effect once at most.
    fn once_under_a_key(&mut self, items: &[auditor::Item]) {
        let mut done: BTreeMap<String, usize> = BTreeMap::new();
        for item in items.iter().filter(|item| item["PK"].as_s().is_ok_and(|pk| pk.ends_with("#DEPOSIT"))) {
            for what in done_by_hand(item) {
                *done.entry(what).or_default() += 1;
            }
        }
        for (what, many) in done {
            if self.by_hand.get(&what).is_none_or(|at_most| at_most.is_some_and(|at_most| many > at_most)) {
                self.findings.push(format!("TWICE: what was asked under keys was done {many} times: {what}"));
            }
        }
    }

    /// The messages that the queue took, by their receipts. What came to a deleted workspace is gone with it.
    fn receipts(&self) -> Vec<domain::occurrence::ReceiptId> {
        let mut receipts = Vec::new();
        for body in self.herd.desk.accepted() {
            let task: Value = serde_json::from_str(&body).unwrap();
            let (Some(receipt), Some(text)) = (task["receipt"].as_str(), task["raw_sms"].as_str()) else { continue };
            let is_gone = self.deleted.iter().any(|workspace| {
                let accounts = (1..=ACCOUNTS).map(|account| account_number(*workspace, account));
                accounts.into_iter().any(|(head, tail)| text.contains(&format!("{head}-***-{tail}")))
                    || (*workspace == KEYED && task.get("phone").is_some())
            });
            let number = u128::from_str_radix(receipt, 16).unwrap();
            if !is_gone {
                receipts.push(number.to_be_bytes().into());
            }
        }
        receipts
    }

    /// What the schedule came to, for the tally.
    fn count(&mut self, items: &[auditor::Item]) {
        let text = |item: &auditor::Item, name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned();
        for item in items {
            let pk = text(item, "PK").unwrap_or_default();
            if pk.ends_with("#ORDER") {
                self.tally.count(&format!("order {}", text(item, "status").unwrap_or_default()));
            } else if pk.ends_with("#DEPOSIT") {
                self.tally.count(&format!("deposit {}", text(item, "state").unwrap_or_default()));
            } else if pk.ends_with("#MESSAGE") || pk.starts_with("UNCLAIMED") {
                self.tally.count("message without a deposit");
            }
        }
    }
}
