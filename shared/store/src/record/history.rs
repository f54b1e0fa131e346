//! History entries inside an item, short: `t` when, `b` by whom, `w` what, `n` the other side's id, `r` rule or reason,
//! `c` the changed fields.

use domain::{Actor, Change, DepositId, Entry, HoldReason, OrderId, Rule, Timestamp, What};
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
        let (w, n, r) = match &entry.what {
            What::Placed => ("placed", None, None),
            What::Amended(_) => ("amended", None, None),
            What::Paid { deposit, rule } => ("paid", Some(deposit.get()), rule.map(Rule::code)),
            What::Unpaid { deposit } => ("unpaid", Some(deposit.get()), None),
            What::Cancelled => ("cancelled", None, None),
            What::Expired => ("expired", None, None),
            What::Reopened => ("reopened", None, None),
            What::Received => ("received", None, None),
            What::Held(reason) => ("held", None, Some(reason.code())),
            What::Matched { order, rule } => ("matched", Some(order.get()), rule.map(Rule::code)),
            What::Unmatched { order } => ("unmatched", Some(order.get()), None),
            What::Redacted => ("redacted", None, None),
        };
        let c = match &entry.what {
            What::Amended(changes) => changes
                .iter()
                .map(|c| ChangeRecord { f: c.field.to_owned(), a: c.from.clone(), z: c.to.clone() })
                .collect(),
            What::Placed
            | What::Paid { .. }
            | What::Unpaid { .. }
            | What::Cancelled
            | What::Expired
            | What::Reopened => Vec::new(),
            What::Received | What::Held(_) | What::Matched { .. } | What::Unmatched { .. } | What::Redacted => {
                Vec::new()
            }
        };
        Self { t: entry.at.ms(), b: entry.by.code(), w: w.to_owned(), n, r: r.map(str::to_owned), c }
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
            "held" => Some(What::Held(HoldReason::parse(self.r.as_deref()?)?)),
            "matched" => Some(What::Matched { order: order?, rule: rule? }),
            "unmatched" => Some(What::Unmatched { order: order? }),
            "redacted" => Some(What::Redacted),
            _ => None,
        }
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
