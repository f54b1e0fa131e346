//! History entries inside an item, short: `t` when, `b` by whom, `w` what, `n` the other side's id, `r` rule or reason,
//! `c` the changed fields.

use domain::{Actor, Change, DepositId, DismissReason, Entry, HoldReason, HoldReasons, OrderId, Rule, Timestamp, What};
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
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct ChangeRecord {
    f: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    z: Option<String>,
}

/// The fields of an order that history may name.
const FIELDS: [&str; 6] = ["amount", "depositor_name", "expires_at", "customer_email", "customer_phone", "memo"];

impl EntryRecord {
    pub fn of(entry: &Entry) -> Self {
        let (w, n, r) = words(&entry.what);
        let c = if let What::Amended(changes) = &entry.what { changes.as_slice() } else { &[] };
        let change = |c: &Change| ChangeRecord { f: c.field.to_owned(), a: c.from.clone(), z: c.to.clone() };
        Self { t: entry.at.ms(), b: entry.by.code(), w: w.to_owned(), n, r, c: c.iter().map(change).collect() }
    }

    pub fn read(self, reader: &Reader<'_>) -> Result<Entry, StoreError> {
        let by = reader.need("history.b", Actor::parse(&self.b))?;
        let what = reader.need("history.w", self.what())?;
        Ok(Entry { at: Timestamp::from_ms(self.t), by, what })
    }

    fn what(&self) -> Option<What> {
        let deposit = self.n.and_then(DepositId::new);
        let order = self.n.and_then(OrderId::new);
        // A match by hand has no rule; an unknown rule is a corrupt entry.
        let rule = match self.r.as_deref() {
            None => Some(None),
            Some(code) => Rule::parse(code).map(Some),
        };
        match self.w.as_str() {
            "placed" => Some(What::Placed),
            "amended" => self.c.iter().map(ChangeRecord::read).collect::<Option<Vec<_>>>().map(What::Amended),
            "paid" => Some(What::Paid { deposit: deposit?, rule: rule? }),
            "unpaid" => Some(What::Unpaid { deposit: deposit? }),
            "cancelled" => Some(What::Cancelled),
            "expired" => Some(What::Expired),
            "reopened" => Some(What::Reopened),
            "received" => Some(What::Received),
            "held" => self.reasons().map(What::Held),
            "cleared" => self.reasons().map(What::Cleared),
            "freed" => self.reasons().map(What::Freed),
            "reported" => Some(What::Reported),
            "linked" => Some(What::Linked(deposit?)),
            "dismissed" => Some(What::Dismissed(DismissReason::parse(self.r.as_deref()?)?)),
            "restored" => Some(What::Restored),
            "reversed" => Some(What::Reversed { order }),
            "payment_reversed" => Some(What::PaymentReversed { deposit: deposit? }),
            "refund_seen" => Some(What::RefundSeen),
            "matched" => Some(What::Matched { order: order?, rule: rule? }),
            "unmatched" => Some(What::Unmatched { order: order? }),
            "redacted" => Some(What::Redacted),
            _ => None,
        }
    }
}

impl EntryRecord {
    /// Several reasons stand beside one another, with a comma between them.
    fn reasons(&self) -> Option<HoldReasons> {
        self.r.as_deref()?.split(',').map(HoldReason::parse).collect()
    }
}

/// The word of an entry, the other side's id, and its rule or reasons.
fn words(what: &What) -> (&'static str, Option<u64>, Option<String>) {
    let rule = |rule: &Option<Rule>| rule.map(|rule| rule.code().to_owned());
    let reasons = |reasons: &HoldReasons| Some(reasons.codes().join(","));
    match what {
        What::Placed => ("placed", None, None),
        What::Amended(_) => ("amended", None, None),
        What::Paid { deposit, rule: by } => ("paid", Some(deposit.get()), rule(by)),
        What::Unpaid { deposit } => ("unpaid", Some(deposit.get()), None),
        What::PaymentReversed { deposit } => ("payment_reversed", Some(deposit.get()), None),
        What::Cancelled => ("cancelled", None, None),
        What::Expired => ("expired", None, None),
        What::Reopened => ("reopened", None, None),
        What::Received => ("received", None, None),
        What::Held(holds) => ("held", None, reasons(holds)),
        What::Cleared(taken) => ("cleared", None, reasons(taken)),
        What::Freed(taken) => ("freed", None, reasons(taken)),
        What::Reported => ("reported", None, None),
        What::Linked(twin) => ("linked", Some(twin.get()), None),
        What::Dismissed(reason) => ("dismissed", None, Some(reason.code().to_owned())),
        What::Restored => ("restored", None, None),
        What::Reversed { order } => ("reversed", order.map(OrderId::get), None),
        What::RefundSeen => ("refund_seen", None, None),
        What::Matched { order, rule: by } => ("matched", Some(order.get()), rule(by)),
        What::Unmatched { order } => ("unmatched", Some(order.get()), None),
        What::Redacted => ("redacted", None, None),
    }
}

impl ChangeRecord {
    fn read(&self) -> Option<Change> {
        let field = FIELDS.into_iter().find(|field| *field == self.f)?;
        Some(Change { field, from: self.a.clone(), to: self.z.clone() })
    }
}

/// The history of an item.
pub fn read(records: Vec<EntryRecord>, reader: &Reader<'_>) -> Result<Vec<Entry>, StoreError> {
    records.into_iter().map(|record| record.read(reader)).collect()
}
