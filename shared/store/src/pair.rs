//! THE transaction: a deposit and the order that it pays, all or nothing; and what undoes it.
//!
//! Every write here is conditioned, every condition is a clause with a name of its own, and a refusal is read by its
//! position. A lost race and a repeat are outcomes, not errors.
//!
//! Invariant: an order is paid only together with the deletion of its waiting entry, and a recorded deposit pays only
//! together with the deletion of its own.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    Actor, Allocation, ClosedSet, Deposit, DepositEvent, DepositId, DepositState, DepositorName, Entry, Message, Order,
    OrderEvent, OrderStatus, Rule, Timestamp, WaitingDeposit, WaitingOrder, Won, WorkspaceId, choice,
};

use crate::expression::{Expression, n, s};
use crate::record::allocation::{self, AllocationRecord};
use crate::record::history::{EntryRecord, Recorded};
use crate::record::order::OrderRecord;
use crate::record::{decode, encode};
use crate::recording::BalanceHolder;
use crate::transact::PRESENT;
use crate::tx::{Outcome, Refused, Role, Tx};
use crate::vouch::{Vouched, yielded};
use crate::{Store, StoreError, key};

/// The named conditions under which an order is paid. Tests take each out in turn and must notice.
pub mod clause {
    /// The order is stored PENDING.
    pub const ORDER_IS_PENDING: &str = "#status = :pending";
    /// The order still has the amount that was read.
    pub const ORDER_AMOUNT: &str = "#amount = :amount";
    /// No part of the order is paid.
    pub const ORDER_WHOLE: &str = "attribute_not_exists(#open)";
    /// In place of these two, of an order that was read with parts: what is open of it is still what was read.
    /// Never one clause with OR: a pair of the whole must not overwrite parts whose order was amended meanwhile.
    pub const ORDER_OPEN: &str = "#open = :amount";
    /// The order still waits under the name that was read.
    pub const ORDER_NAME: &str = "#name_key = :name_key";
    /// The order's deadline is none, or not before the deposit was made.
    pub const ORDER_IN_TIME: &str = "(attribute_not_exists(#expires_at) OR #expires_at >= :deposited_at)";
    /// The order's entry still has the parentheses that were read.
    pub const ENTRY_QUALIFIER: &str = "#qualifier = :qualifier";
    /// The order's entry still has none.
    pub const ENTRY_WITHOUT_QUALIFIER: &str = "attribute_not_exists(#qualifier)";
    /// The order still has the code that was printed behind its name.
    pub const ENTRY_CODE: &str = "contains(#codes, :code)";
    /// The order's name was not masked since it was read.
    pub const ENTRY_CAN_MATCH: &str = "attribute_not_exists(#name_cannot_match)";
    /// The deposit is stored waiting.
    pub const DEPOSIT_IS_WAITING: &str = "#state = :waiting";
    /// The guard stands as it was read.
    pub const GUARD_AS_READ: &str = "#version = :version";
    /// No other report that may pay told this balance at this time.
    /// It is only moved on to later money: an earlier report would be forgotten.
    pub const BALANCE_FREE: &str = "(attribute_not_exists(#PK) OR #pays = :unpayable OR #deposit_id = :deposit OR NOT (#at >= :from OR #until >= :at))";
    /// The same of money that a person vouches for: the item of later money that may pay stays.
    pub const BALANCE_NOT_LATER: &str = "(attribute_not_exists(#PK) OR #pays = :unpayable OR #at <= :at)";
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
    /// Another report told this balance at this time: it may be the same money as that deposit.
    BalanceTaken(Option<BalanceHolder>),
}

/// A message of the inbox as it was read, and as it is once its deposit is recorded.
pub type Resolves<'a> = Option<(&'a Message, &'a Message)>;

/// What else changes with a pair that a person makes or undoes.
#[derive(Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The message of the inbox that it resolves.
    pub message: Resolves<'a>,
    /// Other deposits of the same money, as read and as they will be.
    pub linked: &'a [(Deposit, Deposit)],
    /// The deposits for which somebody vouches.
    pub vouched: &'a [Vouched<'a>],
}

impl Store {
    fn beside(&self, tx: &mut Tx, beside: &Beside<'_>) -> Result<(), StoreError> {
        for (before, after) in beside.linked {
            self.deposit_writes(tx, Role::Linked, before, after)?;
        }
        self.vouch(tx, beside.vouched)?;
        self.resolving(tx, beside.message)
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
        let what = DepositEvent::Matched { order: order.id, others: Vec::new(), rule: Some(rule), difference: Some(0) };
        let part = Part::of(deposit.amount, rule, now, order).map(|part| part.list(order.id.get()));
        let set = concat!(
            "SET #state = :matched, #matched_order_id = :order, #version = #version + :one, ",
            "#history = list_append(#history, :entry)"
        );
        let noted = if part.is_some() { ", #allocations = :part, #rest = :none, #fmt = :fmt" } else { "" };
        let mut paid = Expression::all(&[clause::DEPOSIT_IS_WAITING])
            .update(&format!("{set}{noted} REMOVE #GSI1PK, #GSI1SK"))
            .value(":waiting", s(DepositState::Waiting.code()))
            .value(":matched", s(DepositState::Matched { order: order.id }.code()))
            .value(":order", n(order.id.get()))
            .value(":one", n(1))
            .value(":entry", entry(what, now)?);
        if let Some(part) = part {
            paid = paid.value(":part", part?).value(":none", n(0)).value(":fmt", n(allocation::FORMAT));
        }
        let mut tx = Tx::default();
        tx.add(Role::Deposit, self.update(&key::deposit(workspace, deposit.id), &paid)?);
        tx.add(
            Role::DepositEntry,
            self.delete(&key::waiting_deposit(workspace, deposit), &Expression::all(&[PRESENT]))?,
        );
        let (deposited_at, printed) = (deposit.deposited_at, &deposit.printed);
        self.pay_order(&mut tx, workspace, order, &Paying { deposit: deposit.id, deposited_at, printed, rule }, now)?;
        Ok(match tx.commit(self).await? {
            Outcome::Committed => Pairing::Paired,
            Outcome::Refused(refused) if refused.names(Role::Deposit, "matched_order_id", order.id.get()) => {
                Pairing::Paired
            }
            Outcome::Refused(refused) if refused.has(Role::Deposit) || refused.has(Role::DepositEntry) => {
                Pairing::DepositMoved
            }
            Outcome::Refused(_) => Pairing::OrderTaken,
        })
    }

    /// The order's half of a pair: itself, under every condition on which it was chosen, and its waiting entry.
    pub(crate) fn pay_order(
        &self,
        tx: &mut Tx,
        workspace: WorkspaceId,
        order: &WaitingOrder,
        paying: &Paying<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let what = OrderEvent::Matched { deposit: paying.deposit, rule: Some(paying.rule), difference: Some(0) };
        let part = Part::of(order.amount, paying.rule, now, order).map(|part| part.list(paying.deposit.get()));
        let amount = match part {
            Some(_) => [clause::ORDER_IS_PENDING, clause::ORDER_OPEN].as_slice(),
            None => &[clause::ORDER_IS_PENDING, clause::ORDER_AMOUNT, clause::ORDER_WHOLE],
        };
        let set = concat!(
            "SET #status = :matched, #matched_deposit_id = :deposit, #matched_at = :now, #updated_at = :now, ",
            "#version = #version + :one, #history = list_append(#history, :entry)"
        );
        let noted = match part {
            Some(_) => ", #allocations = list_append(#allocations, :part), #open = :none",
            None => "",
        };
        let mut paid = Expression::all(&[amount, &[clause::ORDER_NAME, clause::ORDER_IN_TIME]].concat())
            .update(&format!("{set}{noted} REMOVE #GSI1PK, #GSI1SK, #GSI3PK, #GSI3SK"))
            .value(":pending", s(OrderStatus::Pending.code()))
            .value(":amount", n(order.amount.get()))
            .value(":name_key", s(order.name_key.as_str()))
            .value(":deposited_at", n(paying.deposited_at.ms()))
            .value(":matched", s(OrderStatus::Matched.code()))
            .value(":deposit", n(paying.deposit.get()))
            .value(":now", n(now.ms()))
            .value(":one", n(1))
            .value(":entry", entry(what, now)?);
        if let Some(part) = part {
            paid = paid.value(":part", part?).value(":none", n(0));
        }
        let qualifier = match &order.qualifier {
            Some(_) => clause::ENTRY_QUALIFIER,
            None => clause::ENTRY_WITHOUT_QUALIFIER,
        };
        let code = paying.code(order);
        let clauses = [PRESENT, qualifier, clause::ENTRY_CAN_MATCH].into_iter().chain(code.map(|_| clause::ENTRY_CODE));
        let mut conditions = Expression::all(&clauses.collect::<Vec<_>>());
        if let Some(qualifier) = &order.qualifier {
            conditions = conditions.value(":qualifier", s(qualifier));
        }
        if let Some(code) = code {
            conditions = conditions.value(":code", s(code));
        }
        tx.add(Role::Order, self.update(&key::order(workspace, order.id), &paid)?);
        tx.add(Role::OrderEntry, self.delete(&key::waiting_order(workspace, order), &conditions)?);
        Ok(())
    }

    /// Writes deposits and the orders that they pay, or paid, together as was decided: a match by hand, its undoing, a
    /// cancelled order. All only if nobody wrote any of them since they were read. `false`: somebody did.
    pub async fn write_match(
        &self,
        deposits: &[(Deposit, Deposit)],
        orders: &[(Order, Order)],
        beside: &Beside<'_>,
    ) -> Result<bool, StoreError> {
        let mut tx = Tx::default();
        for (before, after) in orders {
            tx.add_order(self.order_writes(before, after)?);
        }
        for (before, after) in deposits {
            self.deposit_writes(&mut tx, Role::Deposit, before, after)?;
        }
        self.beside(&mut tx, beside)?;
        match tx.commit(self).await? {
            Outcome::Committed => Ok(true),
            Outcome::Refused(refused) => match yielded(beside.vouched, &refused) {
                Some(vouched) => {
                    let beside = Beside { vouched: &vouched, ..*beside };
                    Box::pin(self.write_match(deposits, orders, &beside)).await
                }
                None => is_own_order(&refused, orders),
            },
        }
    }
}

/// What a deposit pays of an order that is paid in parts, as both sides note it.
struct Part(Allocation<()>);

impl Part {
    /// `None` for an order of which no part is paid: a pair of the whole notes nothing.
    fn of(amount: Won, rule: Rule, at: Timestamp, order: &WaitingOrder) -> Option<Self> {
        order.has_parts.then_some(Self(Allocation { with: (), amount, at, by: Actor::Auto, rule: Some(rule) }))
    }

    /// The part alone in a list. `with`: the number of the other side.
    fn list(self, with: u64) -> Result<AttributeValue, StoreError> {
        let records = AllocationRecord::list(&[self.0], |()| with);
        let items = records.iter().map(|record| encode(record).map(AttributeValue::M));
        Ok(AttributeValue::L(items.collect::<Result<_, _>>()?))
    }
}

/// What pays an order, and why.
pub(crate) struct Paying<'a> {
    pub deposit: DepositId,
    pub deposited_at: Timestamp,
    /// The depositor's name as the bank printed it.
    pub printed: &'a DepositorName,
    pub rule: Rule,
}

impl<'a> Paying<'a> {
    pub fn of_new(deposit: &'a Deposit, rule: Rule) -> Self {
        let details = &deposit.details;
        let printed = details.printed();
        Self { deposit: deposit.id, deposited_at: details.deposited_at, printed, rule }
    }

    /// The code that the order must still have. `None`: it is not paid by one. An order that has no such code any more
    /// gives `""`, which no entry holds, so that the condition refuses.
    fn code<'o>(&self, order: &'o WaitingOrder) -> Option<&'o str> {
        (self.rule == Rule::Coded).then(|| choice::code_behind(self.printed, order).unwrap_or_default())
    }
}

/// Whether one of the orders that refused is the very one that was to be written: our own commit, its reply lost.
/// Another of them may have been changed since; who changed it looks at that one only.
fn is_own_order(refused: &Refused, orders: &[(Order, Order)]) -> Result<bool, StoreError> {
    for item in refused.items(Role::Order) {
        let stands = decode::<OrderRecord>(item.clone())?.read()?;
        if orders.iter().any(|(_, after)| *after == stands) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A history entry of the matcher, as the list that is appended.
fn entry<E: Recorded>(what: E, now: Timestamp) -> Result<AttributeValue, StoreError> {
    let record = EntryRecord::of(&Entry { at: now, by: Actor::Auto, what });
    Ok(AttributeValue::L(vec![AttributeValue::M(encode(&record)?)]))
}
