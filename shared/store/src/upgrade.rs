//! The upgrade: rewrites, once, what an earlier version wrote in another shape. Everything is stopped while it runs,
//! and no program reads the old shape afterwards.
//!
//! Invariant: every step is conditioned on the format that was read, so that it may be interrupted, repeated, and begun
//! anew: what was rewritten is passed over.

mod by_hand;
mod by_number;
mod guards;
mod listed;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    AccountId, ClosedSet, Deposit, DepositId, NameKey, Order, OrderId, Scope, Timestamp, TokenKind, WorkspaceId,
};

use crate::expression::{Expression, Item, n, s};
use crate::key::{self, Key};
use crate::record::waiting::{WaitingDepositRecord, WaitingOrderRecord};
use crate::record::{deposit, encode};
use crate::transact::{ABSENT, PRESENT, Verdict, attributes};
use crate::{Store, StoreError};

/// The version of the data that this program writes, a number. It rises with every step that is added here: data of a
/// lower one is rewritten at a program's next start. `upgrade::start` holds it against what is kept.
pub const VERSION: &str = "7";

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
                    Some(Old::Order(workspace, order)) => {
                        let listed = self.upgrade_listed(&item).await?;
                        let untold = by_hand::is_untold(&item) && self.upgrade_match_by_hand(workspace, order).await?;
                        done.orders += usize::from(listed || untold);
                    }
                    Some(Old::Token) => done.tokens += usize::from(self.upgrade_token(&item).await?),
                    Some(Old::Number(of, id)) => {
                        done.accounts += usize::from(self.upgrade_number(&item, of, id).await?);
                    }
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

    /// A waiting order's entry also keeps what its name key lost, its codes and its customer; and some names have
    /// another key than they had.
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
    Order(WorkspaceId, OrderId),
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
        ("ORDER", _) if by_hand::is_untold(item) || listed::is_paid(item) => {
            Some(Old::Order(workspace, OrderId::new(item.get("id")?.as_n().ok()?.parse().ok()?)?))
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

fn decode_as<R: serde::de::DeserializeOwned>(item: &Item) -> Result<R, StoreError> {
    serde_dynamo::from_item(serde_dynamo::Item::from(item.clone()))
        .map_err(|error| StoreError::Corrupt { key: crate::record::name_of(item), what: error.to_string() })
}
