//! A workspace that is deleted: it is gone for everybody at once, and then its data goes, some items at a time.
//!
//! Nothing is scanned: `PARTS` says where a workspace's items stand, and what stands elsewhere because of them. A
//! step begins with the first part that still holds something, so steps may be repeated, interrupted, and run side by
//! side.

use std::collections::BTreeSet;

use domain::occurrence::Kind;
use domain::{AccountId, Won, Workspace, WorkspaceId};

use crate::expression::{Expression, Item, n, s};
use crate::key::Key;
use crate::read::Range;
use crate::record::deposit::DepositRecord;
use crate::record::guard::GuardRecord;
use crate::record::intake::MessageRecord;
use crate::record::order::OrderRecord;
use crate::record::people::{InvitationRecord, MemberRecord};
use crate::record::phone::PhoneRecord;
use crate::record::workspace::AccountRecord;
use crate::record::{decode, name_of};
use crate::transact::{PRESENT, Verdict};
use crate::{Store, StoreError, key};

/// How many items go along with one at most: a transaction holds a hundred.
const ALONG_MAX: usize = 99;

/// One part of what a workspace holds.
struct Part {
    partition: fn(WorkspaceId) -> String,
    /// Which of the partition's items.
    prefix: &'static str,
    /// What stands elsewhere because of an item, and goes with it in one transaction.
    along: fn(WorkspaceId, Item) -> Result<Vec<Key>, StoreError>,
}

/// What a workspace holds, in the order in which it goes: first what lets messages in, last the counters, so that no id
/// is given twice while anything stands.
const PARTS: &[Part] = &[
    Part { partition: key::phones, prefix: "", along: phone },
    Part { partition: of_workspace, prefix: key::ACCOUNT, along: account },
    Part { partition: key::watches, prefix: "", along: nothing },
    Part { partition: key::pulses, prefix: "", along: nothing },
    Part { partition: key::invitations, prefix: "", along: invitation },
    Part { partition: of_workspace, prefix: key::MEMBER, along: member },
    Part { partition: key::reminders, prefix: "", along: nothing },
    Part { partition: key::orders, prefix: "", along: order },
    Part { partition: key::deposits, prefix: "", along: deposit },
    Part { partition: key::guards, prefix: "", along: guard },
    Part { partition: key::messages, prefix: "", along: message },
    Part { partition: key::rejected_proposals, prefix: "", along: nothing },
    Part { partition: key::scenarios, prefix: "", along: nothing },
    Part { partition: key::audit_log, prefix: "", along: nothing },
    Part { partition: key::endpoints, prefix: "", along: nothing },
    Part { partition: key::deliveries, prefix: "", along: nothing },
    Part { partition: key::account_numbers, prefix: "", along: nothing },
    Part { partition: key::order_numbers, prefix: "", along: nothing },
    Part { partition: of_workspace, prefix: "", along: nothing },
    Part { partition: key::sequences, prefix: "", along: nothing },
];

fn of_workspace(workspace: WorkspaceId) -> String {
    key::workspace(workspace).pk
}

fn nothing(_: WorkspaceId, _: Item) -> Result<Vec<Key>, StoreError> {
    Ok(Vec::new())
}

/// The keys of its URL.
fn phone(_: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    let phone = decode::<PhoneRecord>(item)?.read()?;
    Ok(phone.keys.iter().map(|entry| key::phone_key(&entry.hash)).collect())
}

/// What stands under its code.
fn invitation(_: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    Ok(vec![key::invitation(&decode::<InvitationRecord>(item)?.read()?.code_hash)])
}

/// The guard of its number, and its two lookup items.
fn account(workspace: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    let account = decode::<AccountRecord>(item)?.read()?;
    let (family, digits) = (account.bank_code.family(), account.number.digits());
    let lookups = key::account_lookups(family, &digits, workspace, account.id);
    Ok([key::account_number(workspace, family, &digits)].into_iter().chain(lookups).collect())
}

/// The user's side of a membership.
fn member(workspace: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    Ok(vec![key::membership(decode::<MemberRecord>(item)?.read()?.user, workspace)])
}

/// The guard of its number, and its waiting entry.
fn order(workspace: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    let order = decode::<OrderRecord>(item)?.read()?;
    let waiting = order.waiting().map(|waiting| key::waiting_order(workspace, &waiting));
    Ok([key::order_number(workspace, &order.number)].into_iter().chain(waiting).collect())
}

/// Its waiting entry and its balance item.
fn deposit(workspace: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    let deposit = decode::<DepositRecord>(item)?.read()?;
    let (account, amount) = (deposit.account, deposit.details.amount);
    let balance = deposit.details.balance.map(|told| key::balance(workspace, Kind::Deposit, account, amount, told));
    let entry = deposit.waiting().map(|waiting| key::waiting_deposit(workspace, &waiting));
    Ok(entry.into_iter().chain(balance).collect())
}

/// The receipts of the calls that it remembers, and the balance items of its reversals.
fn guard(workspace: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    let sk = item.get("SK").and_then(|sk| sk.as_s().ok()).cloned().unwrap_or_default();
    let seen = decode::<GuardRecord>(item)?.read()?.occurrences;
    let receipts: BTreeSet<_> = seen.iter().filter_map(|seen| seen.receipt).collect();
    let mut parts = sk.split('#').map(|part| part.parse().unwrap_or_default());
    let place = parts.next().and_then(AccountId::new).zip(parts.next().and_then(Won::new));
    let reversals = seen.iter().filter(|seen| seen.kind == Kind::Reversal).filter_map(|seen| {
        let (account, amount) = place?;
        Some(key::balance(workspace, seen.kind, account, amount, seen.balance?))
    });
    let keys: BTreeSet<_> = receipts.iter().map(key::receipt).chain(reversals).map(|key| (key.pk, key.sk)).collect();
    Ok(keys.into_iter().take(ALONG_MAX).map(|(pk, sk)| Key { pk, sk }).collect())
}

/// The receipt of the call that brought it.
fn message(_: WorkspaceId, item: Item) -> Result<Vec<Key>, StoreError> {
    Ok(vec![key::receipt(&decode::<MessageRecord>(item)?.sms.receipt)])
}

impl Store {
    /// Takes a workspace away: from here on it is gone for everybody, and takes no message. Its data goes by
    /// [`Store::erase_some`]. `false`: somebody wrote it since it was read, or it is gone already.
    pub async fn close_workspace(&self, workspace: &Workspace) -> Result<bool, StoreError> {
        let as_read = Expression::all(&["#version = :version", "#owner_id = :owner", "#name = :name"])
            .value(":version", n(workspace.version))
            .value(":owner", n(workspace.owner.get()))
            .value(":name", s(&workspace.name));
        let write = self.delete(&key::workspace(workspace.id), &as_read)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// Deletes up to `limit` items of a workspace that is gone, with what stands elsewhere because of them. `false`:
    /// nothing was left.
    pub async fn erase_some(&self, workspace: WorkspaceId, limit: i32) -> Result<bool, StoreError> {
        let mut left = limit;
        for part in PARTS {
            let (pk, range) = ((part.partition)(workspace), Range::Prefix(part.prefix.to_owned()));
            while left > 0 {
                let (items, more) = self.query(None, &pk, &range, true, Some(left), None).await?;
                left -= i32::try_from(items.len()).unwrap_or(left);
                for item in items {
                    self.erase(workspace, part, item).await?;
                }
                if more.is_none() {
                    break;
                }
            }
        }
        Ok(left < limit)
    }

    /// Deletes an item as it was read, with what goes along. One that was written or deleted meanwhile is left for the
    /// next step.
    async fn erase(&self, workspace: WorkspaceId, part: &Part, item: Item) -> Result<(), StoreError> {
        let name = name_of(&item);
        let text = |attribute: &str| item.get(attribute).and_then(|value| value.as_s().ok()).cloned();
        let (Some(pk), Some(sk)) = (text("PK"), text("SK")) else {
            return Err(StoreError::Corrupt { key: name, what: "it has no key".to_owned() });
        };
        let as_read = match item.get("version") {
            Some(version) => Expression::all(&["#version = :version"]).value(":version", version.clone()),
            None => Expression::all(&[PRESENT]),
        };
        let along = (part.along)(workspace, item).unwrap_or_else(|error| {
            tracing::error!(item.key = name, %error, "an item to be erased cannot be read; it goes alone");
            Vec::new()
        });
        let mut writes = vec![self.delete(&Key { pk, sk }, &as_read)?];
        for key in &along {
            writes.push(self.delete(key, &Expression::default())?);
        }
        self.transact(writes).await.map(drop)
    }
}
