//! What the kinds of items say: a decoder of its own, strict to the last attribute.

mod allocation;
mod audit;
mod deposit;
mod format;
mod guard;
mod history;
mod intake;
mod order;
mod people;
pub mod phone;
pub mod proposal;
mod reminder;
mod retention;
mod scenario;
mod sender;
mod webhook;

pub use audit::Audit;
pub use deposit::Deposit;
pub use format::{Format, formats};
pub use guard::{Balance, BalancePlace, Guard, GuardPlace};
pub use intake::{Receipt, Settled, inbox, unclaimed};
pub use order::{Number, Order};
pub use people::{
    Token, account, account_lookup, account_number, email, invitation, membership, second_factor, user, workspace,
};
pub use reminder::Reminder;
pub use retention::Retention;
pub use scenario::scenario;
pub use webhook::{Delivery, Endpoint};

use domain::{AccountId, CustomerKey, DepositId, OrderId, WaitingDeposit, WaitingOrder, Won, WorkspaceId};

use crate::field::{Fields, Read, counted, flag, instant, list, number, text, word};
use crate::{Item, place};

/// A waiting entry, as read.
pub struct Entry<T> {
    pub key: String,
    pub waits: T,
}

/// A waiting order's entry.
pub fn waiting_order(item: &Item, workspace: WorkspaceId) -> Read<Entry<WaitingOrder>> {
    let mut fields = Fields::of_table(item)?;
    let created_at = fields.need("created_at", instant)?;
    let waits = WaitingOrder {
        id: fields.need("id", counted(OrderId::new))?,
        amount: fields.need("amount", counted(Won::new))?,
        name_key: fields.need("name_key", text)?.into(),
        qualifier: fields.maybe("qualifier", text)?,
        codes: fields.maybe("codes", list(text))?.unwrap_or_default(),
        customer: fields.maybe("customer", text)?.map(CustomerKey::from),
        name_cannot_match: fields.maybe("name_cannot_match", flag)?.unwrap_or(false),
        account: fields.maybe("account_id", counted(AccountId::new))?,
        created_at,
        ordered_at: fields.maybe("ordered_at", instant)?,
        waits_since: fields.maybe("waits_since", instant)?.unwrap_or(created_at),
        expires_at: fields.maybe("expires_at", instant)?,
        has_parts: fields.maybe("p", flag)?.unwrap_or(false),
    };
    fields.close()?;
    let key = stands_at(item, &place::waiting_order(workspace, &waits))?;
    Ok(Entry { key, waits })
}

/// A waiting deposit's entry.
pub fn waiting_deposit(item: &Item, workspace: WorkspaceId) -> Read<Entry<WaitingDeposit>> {
    let mut fields = Fields::of_table(item)?;
    let waits = WaitingDeposit {
        id: fields.need("id", counted(DepositId::new))?,
        amount: fields.need("amount", counted(Won::new))?,
        account: fields.need("account_id", counted(AccountId::new))?,
        printed: fields.need("printed", text)?.into(),
        name_key: fields.need("name_key", text)?.into(),
        bank_code: fields.need("bank_code", text)?.into(),
        by_grammar: fields.maybe("by_grammar", flag)?.unwrap_or(false),
        by_format: fields.maybe("by_format", flag)?.unwrap_or(false),
        deposited_at: fields.need("deposited_at", instant)?,
        created_at: fields.need("created_at", instant)?,
    };
    fields.close()?;
    let key = stands_at(item, &place::waiting_deposit(workspace, &waits))?;
    Ok(Entry { key, waits })
}

/// The number of a sequence: the last that was given.
pub fn sequence(item: &Item) -> Read<u64> {
    let mut fields = Fields::of_table(item)?;
    let last = fields.need("last", number)?;
    fields.close()?;
    Ok(last)
}

/// A throttle's counter: nothing rests on it.
pub fn throttle(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("count", number::<i64>)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()
}

/// A request that a caller marked with a key. An answer is there exactly when it was answered.
pub fn idempotency(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    let answered =
        fields.need("state", word(|state| ["RUNNING", "ANSWERED"].into_iter().find(|known| *known == state)))?;
    let answer = fields.maybe("answer", phone::bytes)?;
    fields.need("request", phone::bytes)?;
    fields.maybe("attempt", phone::bytes)?;
    for name in ["started_at", "expires_at"] {
        fields.need(name, instant)?;
    }
    fields.need("ttl", number::<i64>)?;
    fields.close()?;
    match (answered, answer) {
        ("ANSWERED", Some(_)) | ("RUNNING", None) => Ok(()),
        _ => Err("its state and answer do not agree".to_owned()),
    }
}

/// An entry's key, when it is the one that its attributes spell.
fn stands_at(item: &Item, spelled: &(String, String)) -> Read<String> {
    let (pk, sk) = place::key_of(item);
    match (pk, sk) == (spelled.0.as_str(), spelled.1.as_str()) {
        true => Ok(place::shown(pk, sk)),
        false => Err("it does not stand under the key that its attributes spell".to_owned()),
    }
}

/// Refuses an item whose attributes tell another id, or time, than its key.
fn same_id<T: PartialEq>(by_key: T, told: T, name: &str) -> Read<()> {
    if by_key == told { Ok(()) } else { Err(format!("{name} is not the one of its key")) }
}
