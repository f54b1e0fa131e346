//! Guards of format 1: one of each name, whose occurrences tell little.

use bank_sms::related::core_name;
use domain::occurrence::{Kind, Occurrence, Seen, remember};
use domain::{AccountId, ClosedSet, DepositId, DepositorName, Timestamp, Via, Won, WorkspaceId};
use serde::Deserialize;

use super::{decode_as, format, key_of};
use crate::expression::{Expression, Item, n};
use crate::key::{self, Key};
use crate::record::guard::{self, BalanceRecord, GuardRecord};
use crate::record::{decode, encode};
use crate::recording::GuardPlace;
use crate::transact::{ABSENT, Verdict};
use crate::{Store, StoreError};

/// An occurrence of format 1.
#[derive(Deserialize)]
struct OldOccurrence {
    f: serde_bytes::ByteBuf,
    #[serde(default)]
    r: Option<serde_bytes::ByteBuf>,
    t: i64,
    #[serde(default)]
    b: Option<i64>,
    d: u64,
    v: String,
}

/// A guard of format 1.
#[derive(Deserialize)]
struct OldGuard {
    version: u64,
    seen: Vec<OldOccurrence>,
}

impl Store {
    /// Format 2 has one guard of all names that begin alike. The old guard goes in the transaction that puts its
    /// occurrences into the new one.
    pub(super) async fn upgrade_guard(&self, item: &Item, now: Timestamp) -> Result<bool, StoreError> {
        let old_key = key_of(item)?;
        let place = place(&old_key)?;
        let old: OldGuard = decode_as(item)?;
        let (mut occurrences, old_kept) = (Vec::new(), old.seen.len());
        for occurrence in old.seen {
            occurrences.extend(self.upgrade_occurrence(place.workspace, occurrence).await?);
        }
        let printed = occurrences.first().map(|seen| core_name(&seen.printed)).unwrap_or_default();
        let place = GuardPlace { core_name: printed, ..place };
        let new_key = key::occurrences(place.workspace, place.account, place.amount, &place.core_name);
        let stands = self.get_raw(&new_key).await?;
        let (version, seen) = match stands.as_ref().filter(|stands| format(stands) == u64::from(guard::FORMAT)) {
            Some(stands) => {
                let record = decode::<GuardRecord>(stands.clone())?;
                (Some(record.version), record.read()?)
            }
            None => (None, Seen::default()),
        };
        // Another old guard may stand under the very key: it is merged in its own turn, and this one is put after it.
        let blocked = stands.is_some() && version.is_none() && new_key != old_key;
        if blocked {
            return Box::pin(self.upgrade_guard(&stands.unwrap_or_default(), now)).await.map(|_| false);
        }
        // What the old guard dropped was older than all that it kept.
        let dropped = old.version > u64::try_from(old_kept).unwrap_or(u64::MAX);
        let oldest = occurrences.iter().map(|seen| seen.deposited_at).min().filter(|_| dropped);
        let forgot = oldest.map(|oldest| oldest.plus_ms(-1)).max(seen.forgot);
        let merged = occurrences.iter().fold(Seen { forgot, ..seen }, |seen, occurrence| {
            let known = seen.occurrences.iter().any(|old| old.fingerprint == occurrence.fingerprint);
            if known { seen } else { remember(&seen, occurrence.clone(), now) }
        });
        let count = u64::try_from(merged.occurrences.len()).unwrap_or_default();
        let next = version.map_or(old.version, |version| version + 1).max(count);
        let record = encode(&GuardRecord::of(new_key.clone(), next, &merged))?;
        let as_read = match version {
            Some(version) => Expression::all(&["#version = :version"]).value(":version", n(version)),
            None if new_key == old_key => Expression::all(&["#fmt = :old"]).value(":old", n(1)),
            None => Expression::all(&[ABSENT]),
        };
        let mut writes = vec![self.put(record, &as_read)?];
        if new_key != old_key {
            writes.push(self.delete(&old_key, &Expression::all(&["#fmt = :old"]).value(":old", n(1)))?);
        }
        match self.transact(writes).await? {
            Verdict::Committed => {}
            Verdict::Refused(_) => return Err(StoreError::Contended),
        }
        for occurrence in &occurrences {
            self.upgrade_balance(&place, occurrence, now).await?;
        }
        Ok(true)
    }

    /// The occurrence with what the deposit that it names tells. `None`: the deposit is gone.
    async fn upgrade_occurrence(
        &self,
        workspace: WorkspaceId,
        old: OldOccurrence,
    ) -> Result<Option<Occurrence>, StoreError> {
        let Some(id) = DepositId::new(old.d) else { return Ok(None) };
        let Some(item) = self.get_raw(&key::deposit(workspace, id)).await? else { return Ok(None) };
        let printed = item.get("depositor_name").and_then(|name| name.as_s().ok());
        let printed = printed.map_or_else(DepositorName::default, |printed| printed.as_str().into());
        let (Some(via), Some(fingerprint)) = (Via::parse(&old.v), sixteen(&old.f)) else { return Ok(None) };
        Ok(Some(Occurrence {
            kind: Kind::Deposit,
            fingerprint,
            words: None,
            receipt: old.r.and_then(|receipt| sixteen(&receipt)),
            deposited_at: Timestamp::from_ms(old.t),
            heard_at: None,
            has_time: true,
            is_stamped: true,
            balance: old.b,
            balance_may_be_cut: false,
            is_payable: printed.is_readable(),
            is_typed: via == Via::Api,
            printed,
            deposit: Some(id),
            via,
        }))
    }

    /// The balance item of an occurrence: the latest of its balance holds it.
    async fn upgrade_balance(&self, place: &GuardPlace, seen: &Occurrence, now: Timestamp) -> Result<(), StoreError> {
        let Some(record) = BalanceRecord::of(place, seen, now) else { return Ok(()) };
        let latest = Expression::all(&["(attribute_not_exists(#PK) OR #at < :at)"]).value(":at", n(record.at));
        self.transact(vec![self.put(encode(&record)?, &latest)?]).await.map(drop)
    }
}

/// Whose reports an old guard remembers; the name is told by its deposits.
fn place(old: &Key) -> Result<GuardPlace, StoreError> {
    let number = |text: Option<&str>| text.and_then(|digits| digits.parse::<u64>().ok());
    let workspace = key::part_of(&old.pk).map(|(workspace, _)| workspace);
    let mut parts = old.sk.split('#');
    let (account, amount) = (number(parts.next()), number(parts.next()));
    match (workspace, account.and_then(AccountId::new), amount.and_then(Won::new)) {
        (Some(workspace), Some(account), Some(amount)) => {
            Ok(GuardPlace { workspace, account, amount, core_name: String::new() })
        }
        (_, _, _) => Err(StoreError::Corrupt {
            key: format!("{} / {}", old.pk, old.sk),
            what: "its key is that of no guard".to_owned(),
        }),
    }
}

fn sixteen<T: From<[u8; 16]>>(bytes: &[u8]) -> Option<T> {
    <[u8; 16]>::try_from(bytes).ok().map(T::from)
}
