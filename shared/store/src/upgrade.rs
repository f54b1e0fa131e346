//! The upgrade: rewrites, once, what an earlier version wrote in another shape. Everything is stopped while it runs,
//! and no program reads the old shape afterwards.
//!
//! Invariant: every step is conditioned on the format that was read, so that it may be interrupted, repeated, and begun
//! anew: what was rewritten is passed over.

mod by_hand;
mod by_number;

use aws_sdk_dynamodb::types::AttributeValue;
use bank_sms::related::core_name;
use domain::occurrence::{Kind, Occurrence, Seen, remember};
use domain::{
    AccountId, ClosedSet, Deposit, DepositId, DepositorName, NameKey, Order, OrderId, Scope, Timestamp, TokenKind, Via,
    Won, WorkspaceId,
};
use serde::Deserialize;

use crate::expression::{Expression, Item, n, s};
use crate::key::{self, Key};
use crate::record::guard::{self, BalanceRecord, GuardRecord};
use crate::record::waiting::{WaitingDepositRecord, WaitingOrderRecord};
use crate::record::{decode, deposit, encode};
use crate::recording::GuardPlace;
use crate::transact::{ABSENT, PRESENT, Verdict, attributes};
use crate::{Store, StoreError};

/// What an upgrade rewrote so far.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Upgraded {
    /// Items that were looked at.
    pub seen: usize,
    pub deposits: usize,
    pub guards: usize,
    pub orders: usize,
    /// Entries of waiting deposits.
    pub waiting: usize,
    /// API tokens.
    pub tokens: usize,
    pub accounts: usize,
}

impl Upgraded {
    /// What was rewritten.
    pub fn rewritten(&self) -> usize {
        self.deposits + self.guards + self.orders + self.waiting + self.tokens + self.accounts
    }
}

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
    /// Rewrites what an earlier version wrote; tells after each page what it did so far.
    pub async fn upgrade(&self, now: Timestamp, mut tell: impl FnMut(&Upgraded)) -> Result<Upgraded, StoreError> {
        let (mut done, mut start) = (Upgraded::default(), None);
        loop {
            let page = self
                .dynamo
                .scan()
                .table_name(&self.table)
                .consistent_read(true)
                .set_exclusive_start_key(start)
                .send()
                .await?;
            for item in page.items.unwrap_or_default() {
                done.seen += 1;
                match kind(&item) {
                    Some(Old::Deposit(workspace, id)) => {
                        let (shape, key) =
                            (self.upgrade_deposit(&item).await?, self.upgrade_waiting_key(&item, workspace, id).await?);
                        done.deposits += usize::from(shape || key);
                    }
                    Some(Old::WaitingOrder(workspace, order)) => {
                        done.orders += usize::from(self.upgrade_waiting_order(&item, workspace, order).await?);
                    }
                    Some(Old::WaitingDeposit(workspace, deposit)) => {
                        done.waiting += usize::from(self.upgrade_waiting_deposit(&item, workspace, deposit).await?);
                    }
                    Some(Old::MatchByHand(workspace, order)) => {
                        done.orders += usize::from(self.upgrade_match_by_hand(workspace, order).await?);
                    }
                    Some(Old::Token) => done.tokens += usize::from(self.upgrade_token(&item).await?),
                    Some(Old::Number(of, id)) => done.accounts += self.upgrade_number(&item, of, id).await?,
                    Some(Old::Guard) => done.guards += usize::from(self.upgrade_guard(&item, now).await?),
                    None => {}
                }
            }
            tell(&done);
            start = page.last_evaluated_key;
            if start.is_none() {
                return Ok(done);
            }
        }
    }

    /// Format 2 keeps reasons and twins in lists, and the verdict on the sender.
    async fn upgrade_deposit(&self, item: &Item) -> Result<bool, StoreError> {
        if format(item) != 1 {
            return Ok(false);
        }
        let one = |name: &str| item.get(name).cloned().map(|value| AttributeValue::L(vec![value]));
        let mut update = "SET #fmt = :fmt, #sender_verdict = :verdict".to_owned();
        let mut expression = Expression::all(&["#fmt = :old"])
            .value(":old", n(1))
            .value(":fmt", n(deposit::FORMAT))
            .value(":verdict", s("legacy"));
        for (old, new, value) in
            [("hold_reason", "hold_reasons", ":reasons"), ("twin_deposit_id", "twin_deposit_ids", ":twins")]
        {
            if let Some(list) = one(old) {
                update.push_str(&format!(", #{new} = {value}"));
                expression = expression.value(value, list);
            }
        }
        let update = format!("{update} REMOVE #hold_reason, #twin_deposit_id");
        Ok(self.update_one(&key_of(item)?, &expression.update(&update)).await?.is_none())
    }

    /// A deposit waits without its sending bank and without the number behind its name; a held one will when it is
    /// released.
    async fn upgrade_waiting_key(
        &self,
        item: &Item,
        workspace: WorkspaceId,
        id: DepositId,
    ) -> Result<bool, StoreError> {
        let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str);
        if NameKey::waiting(&text("depositor_name").into()) == *text("name_key") {
            return Ok(false);
        }
        let Some(before) = self.deposit(workspace, id).await? else { return Ok(false) };
        let after = Deposit { name_key: before.details.name_key(), ..before.clone() };
        if before == after {
            return Ok(false);
        }
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(before.version));
        let rename = as_read.update("SET #name_key = :name_key").value(":name_key", s(after.name_key.as_str()));
        let mut writes = vec![self.update(&key::deposit(workspace, id), &rename)?];
        if let (Some(old), Some(new)) = (before.waiting(), after.waiting()) {
            writes.push(self.delete(&key::waiting_deposit(workspace, &old), &Expression::all(&[PRESENT]))?);
            let entry = encode(&WaitingDepositRecord::of(workspace, &new))?;
            writes.push(self.put(entry, &Expression::all(&[ABSENT]))?);
        }
        match self.transact(writes).await? {
            Verdict::Committed => Ok(true),
            Verdict::Refused(_) => Err(StoreError::Contended),
        }
    }

    /// A waiting order's entry also keeps what its name key lost, and its codes; and some names have another key than
    /// they had.
    async fn upgrade_waiting_order(
        &self,
        item: &Item,
        workspace: WorkspaceId,
        id: OrderId,
    ) -> Result<bool, StoreError> {
        let Some(order) = self.order(workspace, id).await? else { return Ok(false) };
        let (old_key, renamed) =
            (key_of(item)?, Order { name_key: NameKey::of(&order.depositor_name), ..order.clone() });
        let Some(waiting) = renamed.waiting() else { return Ok(false) };
        let record = encode(&WaitingOrderRecord::of(workspace, &waiting))?;
        if record == *item {
            return Ok(false);
        }
        let new_key = key::waiting_order(workspace, &waiting);
        let mut writes = vec![self.put(record, &Expression::default())?];
        if new_key != old_key {
            writes.push(self.delete(&old_key, &Expression::all(&[PRESENT]))?);
            let as_read = Expression::all(&["#version = :version"]).value(":version", n(order.version));
            let rename = as_read.update("SET #name_key = :name_key").value(":name_key", s(renamed.name_key.as_str()));
            writes.push(self.update(&key::order(workspace, id), &rename)?);
        }
        match self.transact(writes).await? {
            Verdict::Committed => Ok(true),
            Verdict::Refused(_) => Err(StoreError::Contended),
        }
    }

    /// A waiting deposit's entry also keeps the account, and whether a custom format read it.
    async fn upgrade_waiting_deposit(
        &self,
        item: &Item,
        workspace: WorkspaceId,
        id: DepositId,
    ) -> Result<bool, StoreError> {
        let Some(deposit) = self.get_raw(&key::deposit(workspace, id)).await? else { return Ok(false) };
        let account = deposit.get("bank_account_id").cloned().map(|account| ("account_id", account));
        let by_format = deposit.get("format_id").map(|_| ("by_format", AttributeValue::Bool(true)));
        let is_new = |(name, _): &(&str, _)| !item.contains_key(*name);
        let added: Vec<_> = [account, by_format].into_iter().flatten().filter(is_new).collect();
        if added.is_empty() {
            return Ok(false);
        }
        let words: Vec<_> = added.iter().map(|(name, _)| format!("#{name} = :{name}")).collect();
        let stands = Expression::all(&[PRESENT]).update(&format!("SET {}", words.join(", ")));
        let with_added = added.into_iter().fold(stands, |all, (name, value)| all.value(&format!(":{name}"), value));
        Ok(self.update_one(&key_of(item)?, &with_added).await?.is_none())
    }

    /// An API token says what it may do: one of before may what its user may.
    async fn upgrade_token(&self, item: &Item) -> Result<bool, StoreError> {
        let all = AttributeValue::L(Scope::all().map(|scope| s(scope.code())).collect());
        let with_scopes = Expression::all(&[PRESENT]).update("SET #scopes = :scopes").value(":scopes", all);
        Ok(self.update_one(&key_of(item)?, &with_scopes).await?.is_none())
    }

    /// Format 2 has one guard of all names that begin alike. The old guard goes in the transaction that puts its
    /// occurrences into the new one.
    async fn upgrade_guard(&self, item: &Item, now: Timestamp) -> Result<bool, StoreError> {
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

    async fn get_raw(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        let got = self.dynamo.get_item().table_name(&self.table).set_key(Some(attributes(key))).consistent_read(true);
        Ok(got.send().await?.item)
    }
}

/// A kind of item that an earlier version wrote in another shape.
enum Old {
    Token,
    Number(WorkspaceId, AccountId),
    /// Of either format: its waiting key may be of other rules.
    Deposit(WorkspaceId, DepositId),
    Guard,
    WaitingOrder(WorkspaceId, OrderId),
    WaitingDeposit(WorkspaceId, DepositId),
    MatchByHand(WorkspaceId, OrderId),
}

fn kind(item: &Item) -> Option<Old> {
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok());
    let pk = text("PK")?;
    let is_api = text("kind").is_some_and(|kind| kind == TokenKind::Api.code());
    if is_api && text("SK").is_some_and(|sk| sk.starts_with(key::TOKEN)) && !item.contains_key("scopes") {
        return Some(Old::Token);
    }
    let (workspace, part) = key::part_of(pk)?;
    match (part, format(item)) {
        ("DEPOSIT", _) => Some(Old::Deposit(workspace, DepositId::new(item.get("id")?.as_n().ok()?.parse().ok()?)?)),
        ("ORDER", _) if by_hand::is_untold(item) => {
            Some(Old::MatchByHand(workspace, OrderId::new(item.get("id")?.as_n().ok()?.parse().ok()?)?))
        }
        ("SEEN", 1) => Some(Old::Guard),
        ("ACCOUNTNO", _) => by_number::old(item).map(|account| Old::Number(workspace, account)),
        (part, 1) if part.starts_with("WAIT") => {
            let sk = item.get("SK").and_then(|sk| sk.as_s().ok())?;
            let id: u64 = item.get("id")?.as_n().ok()?.parse().ok()?;
            match sk.starts_with(key::WAITING_ORDER) {
                true => OrderId::new(id).map(|order| Old::WaitingOrder(workspace, order)),
                false => DepositId::new(id).map(|deposit| Old::WaitingDeposit(workspace, deposit)),
            }
        }
        (_, _) => None,
    }
}

fn format(item: &Item) -> u64 {
    item.get("fmt").and_then(|fmt| fmt.as_n().ok()).and_then(|fmt| fmt.parse().ok()).unwrap_or_default()
}

fn key_of(item: &Item) -> Result<Key, StoreError> {
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned();
    match (text("PK"), text("SK")) {
        (Some(pk), Some(sk)) => Ok(Key { pk, sk }),
        (_, _) => Err(StoreError::Corrupt { key: crate::record::name_of(item), what: "it has no key".to_owned() }),
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

fn decode_as<R: serde::de::DeserializeOwned>(item: &Item) -> Result<R, StoreError> {
    serde_dynamo::from_item(serde_dynamo::Item::from(item.clone()))
        .map_err(|error| StoreError::Corrupt { key: crate::record::name_of(item), what: error.to_string() })
}

fn sixteen<T: From<[u8; 16]>>(bytes: &[u8]) -> Option<T> {
    <[u8; 16]>::try_from(bytes).ok().map(T::from)
}
