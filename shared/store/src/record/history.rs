//! History entries inside an item, short: `t` when, `b` by whom, `w` what, `n` the other side's id, `r` rule or reason,
//! `o` the other orders of one press, `c` the changed fields, `d` how much more was received for an order than its
//! amount, for one that was cancelled at all, or was sent back.

use domain::{
    Actor, Change, ClosedSet, DepositEvent, DepositId, DismissReason, Entry, HoldReason, HoldReasons, OrderEvent,
    OrderField, OrderId, RestTreatment, Rule, Timestamp, Won,
};
use serde::{Deserialize, Serialize};

use super::Reader;
use crate::StoreError;

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct EntryRecord {
    t: i64,
    b: String,
    w: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    c: Vec<ChangeRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    d: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    o: Vec<u64>,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct ChangeRecord {
    f: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    z: Option<String>,
}

/// What an entry records of a change: its word, the other side's id, its rule or reasons, and the changed fields.
pub struct Parts {
    word: &'static str,
    other: Option<u64>,
    reason: Option<String>,
    changes: Vec<ChangeRecord>,
    difference: Option<i64>,
    others: Vec<u64>,
}

impl Parts {
    fn word(word: &'static str) -> Self {
        Self { word, other: None, reason: None, changes: Vec::new(), difference: None, others: Vec::new() }
    }

    fn of(self, other: u64) -> Self {
        Self { other: Some(other), ..self }
    }

    fn and(self, others: &[OrderId]) -> Self {
        Self { others: others.iter().map(|order| order.get()).collect(), ..self }
    }

    /// A match. What a rule matched is exact, so nothing more is told of it.
    fn matched(self, rule: Option<Rule>, difference: Option<i64>) -> Self {
        let difference = difference.filter(|difference| rule.is_none() || *difference != 0);
        Self { reason: rule.map(|rule| rule.code().to_owned()), difference, ..self }
    }

    fn krw(self, amount: Won) -> Self {
        Self { difference: i64::try_from(amount.get()).ok(), ..self }
    }

    /// Several reasons stand beside one another, with a comma between them.
    fn because(self, reasons: &HoldReasons) -> Self {
        Self { reason: Some(reasons.codes().join(",")), ..self }
    }
}

/// A change that stands in an item's history.
pub trait Recorded: Sized {
    fn record(&self) -> Parts;
    /// `None` for a corrupt entry.
    fn read(record: &EntryRecord) -> Option<Self>;
}

impl Recorded for OrderEvent {
    fn record(&self) -> Parts {
        match self {
            Self::Placed => Parts::word("placed"),
            Self::Amended(changes) => {
                let change =
                    |c: &Change| ChangeRecord { f: c.field.code().to_owned(), a: c.from.clone(), z: c.to.clone() };
                Parts { changes: changes.iter().map(change).collect(), ..Parts::word("amended") }
            }
            Self::Matched { deposit, rule, difference } => {
                Parts::word("paid").of(deposit.get()).matched(*rule, *difference)
            }
            Self::PartiallyPaid { deposit, difference } => {
                Parts { difference: Some(*difference), ..Parts::word("part_paid").of(deposit.get()) }
            }
            Self::PaymentRemoved { deposit, difference } => {
                Parts { difference: Some(*difference), ..Parts::word("part_removed").of(deposit.get()) }
            }
            Self::Settled { deposit, difference } => {
                Parts { difference: Some(*difference), ..Parts::word("settled").of(deposit.get()) }
            }
            Self::OverChanged { deposit, difference } => {
                Parts { difference: Some(*difference), ..Parts::word("over_changed").of(deposit.get()) }
            }
            Self::Unmatched { deposit } => Parts::word("unpaid").of(deposit.get()),
            Self::Reversed { deposit } => Parts::word("payment_reversed").of(deposit.get()),
            Self::Cancelled { received } => {
                let cancelled = Parts::word("cancelled");
                received.map_or(Parts::word("cancelled"), |received| cancelled.krw(received))
            }
            Self::Expired => Parts::word("expired"),
            Self::Reopened => Parts::word("reopened"),
            Self::Redacted => Parts::word("redacted"),
        }
    }

    fn read(record: &EntryRecord) -> Option<Self> {
        let deposit = record.n.and_then(DepositId::new);
        match record.w.as_str() {
            "placed" => Some(Self::Placed),
            "amended" => record.c.iter().map(ChangeRecord::read).collect::<Option<Vec<_>>>().map(Self::Amended),
            "paid" => {
                let rule = record.rule()?;
                Some(Self::Matched { deposit: deposit?, rule, difference: record.difference(rule) })
            }
            "part_paid" => Some(Self::PartiallyPaid { deposit: deposit?, difference: record.d? }),
            "part_removed" => Some(Self::PaymentRemoved { deposit: deposit?, difference: record.d? }),
            "settled" => Some(Self::Settled { deposit: deposit?, difference: record.d? }),
            "over_changed" => Some(Self::OverChanged { deposit: deposit?, difference: record.d? }),
            "unpaid" => Some(Self::Unmatched { deposit: deposit? }),
            "payment_reversed" => Some(Self::Reversed { deposit: deposit? }),
            "cancelled" => {
                let received = record.d.map(|_| record.krw().ok_or(()));
                Some(Self::Cancelled { received: received.transpose().ok()? })
            }
            "expired" => Some(Self::Expired),
            "reopened" => Some(Self::Reopened),
            "redacted" => Some(Self::Redacted),
            _ => None,
        }
    }
}

impl Recorded for DepositEvent {
    fn record(&self) -> Parts {
        match self {
            Self::Received => Parts::word("received"),
            Self::Held(reasons) => Parts::word("held").because(reasons),
            Self::Cleared(taken) => Parts::word("cleared").because(taken),
            Self::Freed(taken) => Parts::word("freed").because(taken),
            Self::Reported => Parts::word("reported"),
            Self::Linked(twin) => Parts::word("linked").of(twin.get()),
            Self::Matched { order, others, rule, difference } => {
                Parts::word("matched").of(order.get()).and(others).matched(*rule, *difference)
            }
            Self::Unmatched { order, others } => Parts::word("unmatched").of(order.get()).and(others),
            Self::OrderCancelled { order, others, treatment } => {
                let reason = treatment.map(|treatment| treatment.code().to_owned());
                Parts { reason, ..Parts::word("order_cancelled").of(order.get()).and(others) }
            }
            Self::Treated(treatment) => Parts { reason: Some(treatment.code().to_owned()), ..Parts::word("treated") },
            Self::Returned(amount) => Parts::word("returned").krw(*amount),
            Self::ReturnUndone(amount) => Parts::word("return_undone").krw(*amount),
            Self::Dismissed(reason) => Parts { reason: Some(reason.code().to_owned()), ..Parts::word("dismissed") },
            Self::Restored => Parts::word("restored"),
            Self::Reversed { order, others } => {
                Parts { other: order.map(OrderId::get), ..Parts::word("reversed") }.and(others)
            }
            Self::RefundSeen => Parts::word("refund_seen"),
            Self::Redacted => Parts::word("redacted"),
        }
    }

    fn read(record: &EntryRecord) -> Option<Self> {
        let order = record.n.and_then(OrderId::new);
        match record.w.as_str() {
            "received" => Some(Self::Received),
            "held" => record.reasons().map(Self::Held),
            "cleared" => record.reasons().map(Self::Cleared),
            "freed" => record.reasons().map(Self::Freed),
            "reported" => Some(Self::Reported),
            "linked" => record.n.and_then(DepositId::new).map(Self::Linked),
            "matched" => {
                let rule = record.rule()?;
                Some(Self::Matched {
                    order: order?,
                    others: record.others()?,
                    rule,
                    difference: record.difference(rule),
                })
            }
            "unmatched" => Some(Self::Unmatched { order: order?, others: record.others()? }),
            "order_cancelled" => {
                let others = record.others()?;
                let treatment = match record.r.as_deref() {
                    Some(code) => Some(RestTreatment::parse(code)?),
                    // Before it was told: beside others it was to be sent back.
                    None => (!others.is_empty()).then_some(RestTreatment::RefundDue),
                };
                Some(Self::OrderCancelled { order: order?, others, treatment })
            }
            "treated" => RestTreatment::parse(record.r.as_deref()?).map(Self::Treated),
            "returned" => record.krw().map(Self::Returned),
            "return_undone" => record.krw().map(Self::ReturnUndone),
            "dismissed" => DismissReason::parse(record.r.as_deref()?).map(Self::Dismissed),
            "restored" => Some(Self::Restored),
            "reversed" => Some(Self::Reversed { order, others: record.others()? }),
            "refund_seen" => Some(Self::RefundSeen),
            "redacted" => Some(Self::Redacted),
            _ => None,
        }
    }
}

impl EntryRecord {
    pub fn of<E: Recorded>(entry: &Entry<E>) -> Self {
        let Parts { word, other, reason, changes, difference: d, others: o } = entry.what.record();
        Self { t: entry.at.ms(), b: entry.by.code(), w: word.to_owned(), n: other, r: reason, c: changes, d, o }
    }

    pub fn read<E: Recorded>(self, reader: &Reader<'_>) -> Result<Entry<E>, StoreError> {
        let by = reader.need("history.b", Actor::parse(&self.b))?;
        let what = reader.need("history.w", E::read(&self))?;
        Ok(Entry { at: Timestamp::from_ms(self.t), by, what })
    }

    /// A match by hand has no rule; an unknown rule is a corrupt entry.
    fn rule(&self) -> Option<Option<Rule>> {
        self.r.as_deref().map(Rule::parse).map_or(Some(None), |rule| rule.map(Some))
    }

    /// Of a match: what a rule matched is exact; one by hand of before did not tell.
    fn difference(&self, rule: Option<Rule>) -> Option<i64> {
        self.d.or(rule.map(|_| 0))
    }

    /// An amount above 0.
    fn krw(&self) -> Option<Won> {
        u64::try_from(self.d?).ok().and_then(Won::new)
    }

    fn others(&self) -> Option<Vec<OrderId>> {
        self.o.iter().map(|order| OrderId::new(*order)).collect()
    }

    fn reasons(&self) -> Option<HoldReasons> {
        self.r.as_deref()?.split(',').map(HoldReason::parse).collect()
    }
}

impl ChangeRecord {
    fn read(&self) -> Option<Change> {
        Some(Change { field: OrderField::parse(&self.f)?, from: self.a.clone(), to: self.z.clone() })
    }
}

/// The history of an item.
pub fn read<E: Recorded>(records: Vec<EntryRecord>, reader: &Reader<'_>) -> Result<Vec<Entry<E>>, StoreError> {
    records.into_iter().map(|record| record.read(reader)).collect()
}
