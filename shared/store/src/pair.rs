//! THE transaction: a deposit and the order that it pays, all or nothing; and what undoes it.
//!
//! Every write here is conditioned, every condition is a clause with a name of its own, and a refusal is read by its
//! position. A lost race and a repeat are outcomes, not errors.
//!
//! Invariant: an order is paid only together with the deletion of its waiting entry, and a recorded deposit pays only
//! together with the deletion of its own.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use domain::occurrence::{self, Occurrence};
use domain::{
    AccountId, Actor, Deposit, DepositId, DepositState, Entry, Message, Order, OrderStatus, Rule, Timestamp,
    WaitingDeposit, WaitingOrder, What, Won, WorkspaceId,
};

use crate::expression::{Expression, n, s};
use crate::key::Key;
use crate::record::deposit::{DepositRecord, GuardRecord};
use crate::record::encode;
use crate::record::history::EntryRecord;
use crate::record::waiting::WaitingDepositRecord;
use crate::transact::{ABSENT, PRESENT, Verdict};
use crate::{Store, StoreError, key};

/// The named conditions under which an order is paid. Tests take each out in turn and must notice.
pub mod clause {
    /// The order is stored PENDING.
    pub const ORDER_IS_PENDING: &str = "#status = :pending";
    /// The order still has the amount that was read.
    pub const ORDER_AMOUNT: &str = "#amount = :amount";
    /// The order still waits under the name that was read.
    pub const ORDER_NAME: &str = "#name_key = :name_key";
    /// The order's deadline is none, or not before the deposit was made.
    pub const ORDER_IN_TIME: &str = "(attribute_not_exists(#expires_at) OR #expires_at >= :deposited_at)";
    /// The order's entry still has the parentheses that were read.
    pub const ENTRY_QUALIFIER: &str = "#qualifier = :qualifier";
    /// The order's entry still has none.
    pub const ENTRY_WITHOUT_QUALIFIER: &str = "attribute_not_exists(#qualifier)";
    /// The order's name was not masked since it was read.
    pub const ENTRY_CAN_MATCH: &str = "attribute_not_exists(#name_cannot_match)";
    /// The deposit is stored waiting.
    pub const DEPOSIT_IS_WAITING: &str = "#state = :waiting";
    /// The guard stands as it was read.
    pub const GUARD_AS_READ: &str = "#version = :version";
}

/// An occurrence guard as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guard {
    key: Key,
    /// 0 while there is none.
    version: u64,
    pub seen: Vec<Occurrence>,
}

/// What became of a new deposit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recording {
    Recorded,
    /// Another message of the same account, amount and name was seen meanwhile: read the guard again.
    GuardMoved,
    /// The inbox message that it comes of was resolved meanwhile.
    MessageMoved,
}

/// What became of a try to pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pairing {
    /// They are a pair: by this try, or by an earlier one whose reply was lost.
    Paired,
    /// The deposit is not as it was: its guard moved, or it no longer waits.
    DepositMoved,
    /// The order is not as it was: paid, amended, cancelled, expired.
    OrderTaken,
    /// The inbox message that the deposit comes of was resolved meanwhile.
    MessageMoved,
}

/// A message of the inbox as it was read, and as it is once its deposit is recorded.
pub type Resolves<'a> = Option<(&'a Message, &'a Message)>;

impl Store {
    /// The guard of an account, amount and name.
    pub async fn guard(
        &self,
        workspace: WorkspaceId,
        account: AccountId,
        amount: Won,
        name_key: &str,
    ) -> Result<Guard, StoreError> {
        let key = key::occurrences(workspace, account, amount, name_key);
        let record = self.get::<GuardRecord>(&key, true).await?;
        let version = record.as_ref().map_or(0, |record| record.version);
        let seen = record.map(GuardRecord::read).transpose()?.unwrap_or_default();
        Ok(Guard { key, version, seen })
    }

    fn guard_write(&self, guard: &Guard, seen: Occurrence) -> Result<TransactWriteItem, StoreError> {
        let record =
            GuardRecord::of(guard.key.clone(), guard.version + 1, &occurrence::remember(guard.seen.clone(), seen));
        match guard.version {
            0 => self.put(encode(&record)?, &Expression::all(&[ABSENT])),
            version => self.rewrite(&record, &Expression::all(&[clause::GUARD_AS_READ]).value(":version", n(version))),
        }
    }

    /// Records a deposit that waits or is held: itself, its guard, its waiting entry if it waits, and the inbox message
    /// that it comes of, if it comes of one.
    pub async fn record(
        &self,
        deposit: &Deposit,
        guard: &Guard,
        seen: Occurrence,
        resolves: Resolves<'_>,
    ) -> Result<Recording, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let mut writes = vec![self.put(encode(&DepositRecord::of(deposit))?, &absent)?, self.guard_write(guard, seen)?];
        if let Some(waiting) = deposit.waiting() {
            writes.push(self.put(encode(&WaitingDepositRecord::of(deposit.workspace, &waiting))?, &absent)?);
        }
        let of_message = self.resolving(resolves, &mut writes)?;
        let verdict = self.transact(writes).await?;
        Ok(match verdict {
            Verdict::Committed => Recording::Recorded,
            _ if only_refused(&verdict, of_message) => Recording::MessageMoved,
            // Also our own commit with its reply lost: the guard, read again, then tells it.
            Verdict::Refused(_) => Recording::GuardMoved,
        })
    }

    /// Adds the write that resolves a message, and answers its position.
    fn resolving(
        &self,
        resolves: Resolves<'_>,
        writes: &mut Vec<TransactWriteItem>,
    ) -> Result<Option<usize>, StoreError> {
        let Some((before, after)) = resolves else { return Ok(None) };
        writes.push(self.message_write(before, after)?);
        Ok(Some(writes.len() - 1))
    }

    /// Records a deposit and pairs it in one: the short cut of a message that finds its order waiting. `paid` is the
    /// deposit as it will be, paired when it was created.
    pub async fn pair_new(
        &self,
        paid: &Deposit,
        guard: &Guard,
        seen: Occurrence,
        order: &WaitingOrder,
        rule: Rule,
        resolves: Resolves<'_>,
    ) -> Result<Pairing, StoreError> {
        let now = paid.created_at;
        let mut writes = vec![
            self.put(encode(&DepositRecord::of(paid))?, &Expression::all(&[ABSENT]))?,
            self.guard_write(guard, seen)?,
        ];
        writes.extend(self.order_paid(paid.workspace, order, paid.id, paid.told.deposited_at, rule, now)?);
        let of_message = self.resolving(resolves, &mut writes)?;
        let verdict = self.transact(writes).await?;
        Ok(match verdict {
            Verdict::Committed => Pairing::Paired,
            _ if names(&verdict, 2, "matched_deposit_id", paid.id.get()) => Pairing::Paired,
            _ if verdict.refused_at(0).is_some() || verdict.refused_at(1).is_some() => Pairing::DepositMoved,
            _ if of_message.is_some_and(|position| verdict.refused_at(position).is_some()) => Pairing::MessageMoved,
            Verdict::Refused(_) => Pairing::OrderTaken,
        })
    }

    /// Pairs a recorded deposit that waits.
    pub async fn pair_waiting(
        &self,
        workspace: WorkspaceId,
        deposit: &WaitingDeposit,
        order: &WaitingOrder,
        rule: Rule,
        now: Timestamp,
    ) -> Result<Pairing, StoreError> {
        let what = What::Matched { order: order.id, rule: Some(rule) };
        let paid = Expression::all(&[clause::DEPOSIT_IS_WAITING])
            .update("SET #state = :matched, #matched_order_id = :order, #version = #version + :one, #history = list_append(#history, :entry) REMOVE #GSI1PK, #GSI1SK")
            .value(":waiting", s(DepositState::Waiting.code()))
            .value(":matched", s(DepositState::Matched { order: order.id }.code()))
            .value(":order", n(order.id.get()))
            .value(":one", n(1))
            .value(":entry", entry(what, now)?);
        let mut writes = vec![
            self.update(&key::deposit(workspace, deposit.id), &paid)?,
            self.delete(&key::waiting_deposit(workspace, deposit), &Expression::all(&[PRESENT]))?,
        ];
        writes.extend(self.order_paid(workspace, order, deposit.id, deposit.deposited_at, rule, now)?);
        let verdict = self.transact(writes).await?;
        Ok(match verdict {
            Verdict::Committed => Pairing::Paired,
            _ if names(&verdict, 0, "matched_order_id", order.id.get()) => Pairing::Paired,
            _ if verdict.refused_at(0).is_some() || verdict.refused_at(1).is_some() => Pairing::DepositMoved,
            Verdict::Refused(_) => Pairing::OrderTaken,
        })
    }

    /// The order's half of a pair: itself, under every condition on which it was chosen, and its waiting entry.
    fn order_paid(
        &self,
        workspace: WorkspaceId,
        order: &WaitingOrder,
        deposit: DepositId,
        deposited_at: Timestamp,
        rule: Rule,
        now: Timestamp,
    ) -> Result<[TransactWriteItem; 2], StoreError> {
        let what = What::Paid { deposit, rule: Some(rule) };
        let paid = Expression::all(&[clause::ORDER_IS_PENDING, clause::ORDER_AMOUNT, clause::ORDER_NAME, clause::ORDER_IN_TIME])
            .update(concat!(
                "SET #status = :matched, #matched_deposit_id = :deposit, #matched_at = :now, #updated_at = :now, ",
                "#version = #version + :one, #history = list_append(#history, :entry), #GSI1PK = :by_status REMOVE #GSI3PK, #GSI3SK"
            ))
            .value(":pending", s(OrderStatus::Pending.code()))
            .value(":amount", n(order.amount.get()))
            .value(":name_key", s(&order.name_key))
            .value(":deposited_at", n(deposited_at.ms()))
            .value(":matched", s(OrderStatus::Matched.code()))
            .value(":deposit", n(deposit.get()))
            .value(":now", n(now.ms()))
            .value(":one", n(1))
            .value(":entry", entry(what, now)?)
            .value(":by_status", s(key::orders_by_status(workspace, OrderStatus::Matched)));
        let entry = match &order.qualifier {
            Some(qualifier) => Expression::all(&[PRESENT, clause::ENTRY_QUALIFIER, clause::ENTRY_CAN_MATCH])
                .value(":qualifier", s(qualifier)),
            None => Expression::all(&[PRESENT, clause::ENTRY_WITHOUT_QUALIFIER, clause::ENTRY_CAN_MATCH]),
        };
        Ok([
            self.update(&key::order(workspace, order.id), &paid)?,
            self.delete(&key::waiting_order(workspace, order), &entry)?,
        ])
    }

    /// Writes a deposit and an order together as a person decided: a match by hand, or its undoing. Both only if nobody
    /// wrote them since they were read. `false`: somebody did.
    pub async fn write_pair(&self, deposit: (&Deposit, &Deposit), order: (&Order, &Order)) -> Result<bool, StoreError> {
        let (before, after) = deposit;
        let mut writes = self.order_writes(order.0, order.1)?;
        let as_read = Expression::all(&["#version = :version", "#state = :from"])
            .value(":version", n(before.version))
            .value(":from", s(before.state.code()));
        writes.push(self.rewrite(&DepositRecord::of(after), &as_read)?);
        if let Some(waiting) = before.waiting() {
            writes.push(self.delete(&key::waiting_deposit(before.workspace, &waiting), &Expression::all(&[PRESENT]))?);
        }
        match self.transact(writes).await? {
            Verdict::Committed => Ok(true),
            refused @ Verdict::Refused(_) => self.is_own_write(&refused, order.1),
        }
    }
}

/// A history entry of the matcher, as the list that is appended.
fn entry(what: What, now: Timestamp) -> Result<AttributeValue, StoreError> {
    let record = EntryRecord::of(&Entry { at: now, by: Actor::Auto, what });
    Ok(AttributeValue::L(vec![AttributeValue::M(encode(&record)?)]))
}

/// Whether a message refused and neither the deposit nor its guard did: not our own commit.
fn only_refused(verdict: &Verdict, of_message: Option<usize>) -> bool {
    let refused = |position: usize| verdict.refused_at(position).is_some();
    of_message.is_some_and(refused) && !refused(0) && !refused(1)
}

/// Whether the item that refused at `position` names this very partner: our own commit, its reply lost.
fn names(verdict: &Verdict, position: usize, attribute: &str, id: u64) -> bool {
    let Some(Some(item)) = verdict.refused_at(position) else { return false };
    item.get(attribute).and_then(|value| value.as_n().ok()).is_some_and(|named| *named == id.to_string())
}
