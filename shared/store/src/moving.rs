//! A workspace that moves to another installation: what stands of it here, record by record, and how it comes to stand
//! there.
//!
//! Left behind is what opens nothing there: logins and tokens, people's reminders, the keys and secrets of phones,
//! endpoints with their deliveries, invitations, receipts. Left out is what follows from the rest: waiting entries,
//! lookups, watches.

mod incoming;
mod names;
mod write;

use std::collections::HashMap;

use domain::{AuditId, Phone, WorkspaceId};
use serde::{Deserialize, Serialize};

pub use incoming::{Arrival, Incoming};
pub use names::Named;

use crate::expression::Item;
use crate::key::Key;
use crate::read::{BATCH_MAX, Range};
use crate::record::audit::AuditRecord;
use crate::record::decode;
use crate::record::deposit::DepositRecord;
use crate::record::format::MessageFormatsRecord;
use crate::record::guard::{BalanceRecord, GuardRecord};
use crate::record::intake::MessageRecord;
use crate::record::order::{NumberRecord, OrderRecord};
use crate::record::people::MemberRecord;
use crate::record::phone::PhoneRecord;
use crate::record::proposal::RejectedProposalRecord;
use crate::record::sequence::SequenceRecord;
use crate::record::workspace::{AccountRecord, WorkspaceRecord};
use crate::transact::attributes;
use crate::upgrade::VERSION;
use crate::{Store, StoreError, key};

/// One record of a workspace, as an export holds it.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case")]
pub enum ExportedRecord {
    Workspace(Box<WorkspaceRecord>),
    Member(MemberRecord),
    Account(Box<AccountRecord>),
    Formats(MessageFormatsRecord),
    Phone(PhoneRecord),
    Order(Box<OrderRecord>),
    OrderNumber(NumberRecord),
    Deposit(Box<DepositRecord>),
    Guard(GuardRecord),
    Balance(BalanceRecord),
    Message(Box<MessageRecord>),
    RejectedProposal(RejectedProposalRecord),
    AuditEntry(AuditRecord),
    Sequence(SequenceRecord),
}

/// A line of a file of records.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The first of each file.
    Begin(Begin),
    Record(ExportedRecord),
    /// The last of the last file.
    End,
}

/// What a file of records belongs to.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Begin {
    /// The program that wrote it.
    pub lunepay: String,
    /// [`crate::upgrade::VERSION`] of that program.
    pub data_version: String,
    pub workspace_id: u64,
    /// Which export, and which of its parts, counted up without a gap.
    pub export: String,
    pub part: u16,
    /// A part before it holds records as well.
    #[serde(default)]
    pub goes_on: bool,
}

impl Begin {
    /// The head of a file that this program writes.
    pub fn now(workspace: WorkspaceId, export: AuditId, part: u16, goes_on: bool) -> Self {
        Self {
            lunepay: env!("CARGO_PKG_VERSION").to_owned(),
            data_version: VERSION.to_owned(),
            workspace_id: workspace.get(),
            export: export.to_string(),
            part,
            goes_on,
        }
    }
}

/// Where the records of a workspace are read on: behind a sort key of one of its parts.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Position {
    pub part: usize,
    pub after: Option<String>,
}

/// How one item of a part is read. `None`: it stays here.
type Reader = fn(Item) -> Result<Option<ExportedRecord>, StoreError>;

/// The parts of what goes along, in their order.
fn parts(of: WorkspaceId) -> Vec<(String, Reader)> {
    let balances = (0..key::BALANCE_SHARDS).map(|shard| key::balances(of, shard));
    let balances = balances.map(|pk| (pk, (|item| Ok(Some(ExportedRecord::Balance(decode(item)?)))) as Reader));
    let mut parts: Vec<(String, Reader)> = vec![
        (key::workspace(of).pk, own),
        (key::phones(of), phone),
        (key::orders(of), |item| Ok(Some(ExportedRecord::Order(Box::new(decode(item)?))))),
        (key::deposits(of), |item| Ok(Some(ExportedRecord::Deposit(Box::new(decode(item)?))))),
        (key::guards(of), |item| Ok(Some(ExportedRecord::Guard(decode(item)?)))),
        (key::messages(of), |item| Ok(Some(ExportedRecord::Message(Box::new(decode(item)?))))),
        (key::rejected_proposals(of), |item| Ok(Some(ExportedRecord::RejectedProposal(decode(item)?)))),
        (key::audit_log(of), |item| Ok(Some(ExportedRecord::AuditEntry(decode(item)?)))),
        (key::sequences(of), |item| Ok(Some(ExportedRecord::Sequence(decode(item)?)))),
    ];
    parts.extend(balances);
    parts
}

/// What stands in the workspace's own partition.
fn own(item: Item) -> Result<Option<ExportedRecord>, StoreError> {
    let sk = sort_key(&item).unwrap_or_default();
    Ok(match sk.split('#').next() {
        Some("WS") => Some(ExportedRecord::Workspace(Box::new(decode(item)?))),
        Some("MEMBER") => Some(ExportedRecord::Member(decode(item)?)),
        Some("ACCOUNT") => Some(ExportedRecord::Account(Box::new(decode(item)?))),
        Some("FORMATS") => Some(ExportedRecord::Formats(decode(item)?)),
        // The retention pass begins anew.
        Some(_) | None => None,
    })
}

/// Without what opens its URL.
fn phone(item: Item) -> Result<Option<ExportedRecord>, StoreError> {
    let phone = decode::<PhoneRecord>(item)?.read()?;
    let phone = Phone { keys: Vec::new(), secret: None, ..phone };
    Ok(Some(ExportedRecord::Phone(PhoneRecord::of(&phone))))
}

impl Store {
    /// The next records of a workspace behind a position: up to `limit` items, and at most [`BATCH_MAX`], each with its
    /// own position and the guard of its number beside it. None: that was all.
    pub async fn exported_records(
        &self,
        workspace: WorkspaceId,
        from: &Position,
        limit: i32,
    ) -> Result<Vec<(Position, Vec<ExportedRecord>)>, StoreError> {
        let limit = limit.min(i32::try_from(BATCH_MAX).unwrap_or(limit));
        let mut start = from.after.clone();
        for (part, (pk, read)) in parts(workspace).into_iter().enumerate().skip(from.part) {
            loop {
                let behind = start.take().map(|sk| attributes(&Key { pk: pk.clone(), sk }));
                let (items, more) =
                    self.query(None, &pk, &Range::Prefix(String::new()), true, Some(limit), behind).await?;
                let mut rows = Vec::with_capacity(items.len());
                for item in items {
                    let after = sort_key(&item);
                    start.clone_from(&after);
                    rows.extend(read(item)?.map(|record| (Position { part, after }, vec![record])));
                }
                if !rows.is_empty() {
                    self.add_numbers(workspace, &mut rows).await?;
                    return Ok(rows);
                }
                if more.is_none() {
                    start = None;
                    break;
                }
            }
        }
        Ok(Vec::new())
    }

    /// Puts the guard of its number beside each order.
    async fn add_numbers(
        &self,
        workspace: WorkspaceId,
        rows: &mut [(Position, Vec<ExportedRecord>)],
    ) -> Result<(), StoreError> {
        let guard_of = |records: &[ExportedRecord]| match records {
            [ExportedRecord::Order(order)] => Some(key::order_number(workspace, &order.number())),
            _ => None,
        };
        let keys: Vec<_> = rows.iter().filter_map(|(_, records)| guard_of(records)).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let mut guards: HashMap<_, _> =
            self.get_many(&keys, true).await?.into_iter().filter_map(|item| Some((sort_key(&item)?, item))).collect();
        for (_, records) in rows {
            if let Some(item) = guard_of(records).and_then(|key| guards.remove(&key.sk)) {
                records.push(ExportedRecord::OrderNumber(decode(item)?));
            }
        }
        Ok(())
    }
}

fn sort_key(item: &Item) -> Option<String> {
    item.get("SK").and_then(|sk| sk.as_s().ok()).cloned()
}
