//! Messages that made no deposit, and receipts.

use bank_sms::Why;
use domain::message::{MessageReason, MessageStatus};
use domain::occurrence::{Fingerprint, ReceiptId};
use domain::{
    AccountId, Actor, ClosedSet, DepositId, DismissReason, HoldReason, MissingSender, OrderId, PhoneId, SenderVerdict,
    Timestamp, Via, Won, WorkspaceId,
};

use super::same_id;
use crate::field::{Fields, Read, counted, flag, instant, number, sixteen, text, word};
use crate::{Item, place};

/// What a receipt tells of a deposit.
pub struct Receipt {
    pub key: String,
    pub id: ReceiptId,
    /// `None` for a message that made no deposit.
    pub deposit: Option<(WorkspaceId, DepositId)>,
    /// `None` where only the deposit is told.
    pub amount: Option<Won>,
    pub order: Option<OrderId>,
}

impl Receipt {
    pub fn read(item: &Item, id: ReceiptId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        fields.need("created_at", instant)?;
        fields.need("ttl", number::<i64>)?;
        let (mut deposit, mut amount, mut order) = (None, None, None);
        match fields.need("outcome", text)?.as_str() {
            "ignored" | "quarantined" => {
                fields.need("why", word(why))?;
            }
            "account_not_found" | "unplaced" | "reversal_unclear" => {}
            "reversed" => {
                deposit = Some(named(&mut fields)?);
                order = fields.maybe("order_id", counted(OrderId::new))?;
            }
            became @ ("matched" | "waiting" | "held" | "dismissed") => {
                deposit = Some(named(&mut fields)?);
                amount = Some(fields.need("amount", counted(Won::new))?);
                fields.maybe("depositor_name", text)?;
                fields.maybe("duplicate", flag)?;
                match became {
                    "matched" => order = Some(fields.need("order_id", counted(OrderId::new))?),
                    "waiting" => {
                        fields.need("candidates", number::<usize>)?;
                    }
                    "dismissed" => {
                        fields.need("why", word(DismissReason::parse))?;
                    }
                    _ => {
                        fields.need("why", word(HoldReason::parse))?;
                    }
                }
            }
            _ => return Err("outcome is no known word".to_owned()),
        }
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), id, deposit, amount, order })
    }
}

/// The deposit that a receipt names.
fn named(fields: &mut Fields<'_>) -> Read<(WorkspaceId, DepositId)> {
    let workspace = fields.need("workspace_id", counted(WorkspaceId::new))?;
    Ok((workspace, fields.need("deposit_id", counted(DepositId::new))?))
}

/// A message of the inbox that became a deposit.
pub struct Settled {
    pub key: String,
    pub workspace: WorkspaceId,
    pub deposit: DepositId,
}

/// A message in a workspace's inbox: the receipt of the call that brought it, and the deposit that it became. `at` is
/// the time of its key.
pub fn inbox(item: &Item, workspace: WorkspaceId, at: Timestamp) -> Read<(ReceiptId, Option<Settled>)> {
    let mut fields = Fields::of_table(item)?;
    let (receipt, received_at) = message(&mut fields)?;
    let status = fields.need("status", word(MessageStatus::parse))?;
    fields.need("why", word(MessageReason::parse))?;
    fields.maybe("bank_account_id", counted(AccountId::new))?;
    let version = fields.maybe("version", number::<u64>)?.unwrap_or(0);
    let resolved = fields.maybe_map("resolved", resolution)?;
    fields.close()?;
    same_id(at, received_at, "sms.received_at_ms")?;
    let (pk, sk) = place::key_of(item);
    let settled = |deposit| Settled { key: place::shown(pk, sk), workspace, deposit };
    match (status, resolved) {
        (MessageStatus::Resolved, Some(deposit)) if version > 0 => Ok((receipt, deposit.map(settled))),
        (MessageStatus::Quarantined | MessageStatus::Ignored, None) if version <= 1 => Ok((receipt, None)),
        (MessageStatus::Resolved | MessageStatus::Quarantined | MessageStatus::Ignored, _) => {
            Err("status, resolved and version do not agree".to_owned())
        }
    }
}

/// What a message became: a deposit, or nothing.
fn resolution(mut fields: Fields<'_>) -> Read<Option<DepositId>> {
    fields.need("t", instant)?;
    fields.need("b", word(Actor::parse))?;
    fields.need("c", sixteen::<Fingerprint>)?;
    let deposit = fields.maybe("d", counted(DepositId::new))?;
    fields.close()?;
    Ok(deposit)
}

/// A message of no registered account: the receipt of the call that brought it, which is that of its key.
pub fn unclaimed(item: &Item, id: ReceiptId) -> Read<ReceiptId> {
    let mut fields = Fields::of_table(item)?;
    let (receipt, _) = message(&mut fields)?;
    fields.need("status", word(|status| (status == "UNCLAIMED").then_some(())))?;
    fields.maybe("why", word(why))?;
    fields.maybe("bank_code", text)?;
    fields.maybe("account", text)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()?;
    same_id(id, receipt, "sms.receipt")?;
    Ok(receipt)
}

fn message(fields: &mut Fields<'_>) -> Read<(ReceiptId, Timestamp)> {
    fields.need("created_at", instant)?;
    fields.maybe("sender_verdict", word(SenderVerdict::parse))?;
    fields.map("sms", sms)
}

fn sms(mut fields: Fields<'_>) -> Read<(ReceiptId, Timestamp)> {
    let receipt = fields.need("receipt", word(place::sixteen))?;
    let received_at = fields.need("received_at_ms", instant)?;
    fields.need("raw_sms", text)?;
    for name in ["sender", "title", "package", "call_id"] {
        fields.maybe(name, text)?;
    }
    for name in ["ambiguous", "unconfirmed", "server_time"] {
        fields.maybe(name, flag)?;
    }
    fields.maybe("missing_sender", word(MissingSender::parse))?;
    fields.maybe("heard_at_ms", instant)?;
    fields.need("via", word(Via::parse))?;
    fields.maybe_map("phone", phone)?;
    fields.maybe_map("told", told)?;
    fields.close()?;
    Ok((receipt, received_at))
}

fn why(code: &str) -> Option<Why> {
    Why::ALL.into_iter().find(|why| why.code() == code)
}

fn phone(mut fields: Fields<'_>) -> Read<()> {
    fields.need("workspace_id", counted(WorkspaceId::new))?;
    fields.need("phone_id", counted(PhoneId::new))?;
    fields.close()
}

fn told(mut fields: Fields<'_>) -> Read<()> {
    fields.need("depositor_name", text)?;
    fields.need("amount", counted(Won::new))?;
    fields.close()
}
