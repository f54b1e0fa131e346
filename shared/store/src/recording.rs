//! Recording: a new deposit with its guard, its balance item and all that changes with it, in one transaction.
//!
//! Invariant: the guard is written by every report, so that of two reports of one transfer the second sees the first;
//! the balance item catches those whose names stand in two guards.

use aws_sdk_dynamodb::types::AttributeValue;
use bank_sms::related::core_name;
use domain::occurrence::{Occurrence, Seen, remember};
use domain::{AccountId, Deposit, DepositId, DepositorName, Order, Rule, Timestamp, WaitingOrder, Won, WorkspaceId};

use crate::expression::{Expression, n};
use crate::pair::{Pairing, Paying, Resolves, clause};
use crate::record::deposit::DepositRecord;
use crate::record::guard::{BalanceRecord, GuardRecord};
use crate::record::waiting::WaitingDepositRecord;
use crate::record::{decode, encode};
use crate::transact::{ABSENT, PRESENT};
use crate::tx::{Outcome, Refused, Role, Tx};
use crate::vouch::{Vouched, yielded};
use crate::{Store, StoreError, key};

/// Whose reports a guard remembers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuardPlace {
    pub workspace: WorkspaceId,
    pub account: AccountId,
    pub amount: Won,
    /// The innermost name, of which the first two letters count.
    pub core_name: String,
}

impl GuardPlace {
    /// The guard of a payer as printed.
    pub fn of(workspace: WorkspaceId, account: AccountId, amount: Won, printed: &DepositorName) -> Self {
        Self { workspace, account, amount, core_name: core_name(printed) }
    }

    pub(crate) fn key(&self) -> key::Key {
        key::occurrences(self.workspace, self.account, self.amount, &self.core_name)
    }
}

/// An occurrence guard as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guard {
    pub place: GuardPlace,
    /// 0 while there is none.
    pub(crate) version: u64,
    pub seen: Seen,
}

/// A new deposit, with what is written beside it.
#[derive(Clone, Copy)]
pub struct NewDeposit<'a> {
    /// As it will be: waiting, held, or paid.
    pub deposit: &'a Deposit,
    pub guard: &'a Guard,
    pub seen: &'a Occurrence,
    /// The reversal that takes it back, which had been told before.
    pub reversal: Option<&'a Occurrence>,
    /// The balance item is not written: another report holds it.
    pub balance_taken: bool,
    /// Deposits that may be the same money, as read and as they will be.
    pub linked: &'a [(Deposit, Deposit)],
    pub message: Resolves<'a>,
}

/// The report that holds a balance item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BalanceHolder {
    pub deposit: DepositId,
    /// Its money was made no later.
    pub until: Timestamp,
}

/// What became of a new deposit, or of another report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recording {
    Recorded,
    /// Another report of payers of such names was seen meanwhile, or a linked deposit changed: read the guard again.
    GuardMoved,
    /// Another report told this balance: at this time, or, beside a report that may not pay, at any.
    BalanceTaken(Option<BalanceHolder>),
    /// The inbox message that it comes of was resolved meanwhile.
    MessageMoved,
}

impl Store {
    /// The guard of a payer.
    pub async fn guard(&self, place: GuardPlace) -> Result<Guard, StoreError> {
        let record = self.get::<GuardRecord>(&place.key(), true).await?;
        let version = record.as_ref().map_or(0, |record| record.version);
        let seen = record.map(GuardRecord::read).transpose()?.unwrap_or_default();
        Ok(Guard { place, version, seen })
    }

    pub(crate) fn guard_write(&self, tx: &mut Tx, guard: &Guard, seen: &Seen) -> Result<(), StoreError> {
        let record = GuardRecord::of(guard.place.key(), guard.version + 1, seen);
        let write = match guard.version {
            0 => self.put(encode(&record)?, &Expression::all(&[ABSENT]))?,
            version => {
                self.rewrite(&record, &Expression::all(&[clause::GUARD_AS_READ]).value(":version", n(version)))?
            }
        };
        tx.add(Role::Guard, write);
        Ok(())
    }

    /// The balance item of a report that tells a balance: of one that may pay, unless another that may pay told the
    /// same; of any other, unless one stands.
    pub(crate) fn balance_write(
        &self,
        tx: &mut Tx,
        place: &GuardPlace,
        seen: &Occurrence,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(record) = BalanceRecord::of(place, seen, now) else { return Ok(()) };
        let free = match seen.is_payable {
            true => Expression::all(&[clause::BALANCE_FREE])
                .value(":unpayable", AttributeValue::Bool(false))
                .value(":at", n(record.at))
                .value(":from", n(record.from))
                .value(":deposit", n(seen.deposit.map_or(0, DepositId::get))),
            false => Expression::all(&[ABSENT]),
        };
        tx.add(Role::Balance, self.put(encode(&record)?, &free)?);
        Ok(())
    }

    /// Adds the write that resolves a message.
    pub(crate) fn resolving(&self, tx: &mut Tx, message: Resolves<'_>) -> Result<(), StoreError> {
        if let Some((before, after)) = message {
            tx.add(Role::Message, self.message_write(before, after)?);
        }
        Ok(())
    }

    /// A deposit as it will be, if nobody wrote it since it was read, and its waiting entry: left, replaced, made or
    /// taken away.
    pub(crate) fn deposit_writes(
        &self,
        tx: &mut Tx,
        role: Role,
        before: &Deposit,
        after: &Deposit,
    ) -> Result<(), StoreError> {
        let as_read = Expression::all(&["#version = :version", "#state = :from"])
            .value(":version", n(before.version))
            .value(":from", crate::expression::s(before.state.code()));
        tx.add(role, self.rewrite(&DepositRecord::of(after), &as_read)?);
        let workspace = before.workspace;
        let (old, new) = (before.waiting(), after.waiting());
        if old == new {
            return Ok(());
        }
        let old_key = old.as_ref().map(|old| key::waiting_deposit(workspace, old));
        let new_key = new.as_ref().map(|new| key::waiting_deposit(workspace, new));
        if let Some(key) = old_key.as_ref().filter(|key| Some(*key) != new_key.as_ref()) {
            tx.add(Role::DepositEntry, self.delete(key, &Expression::all(&[PRESENT]))?);
        }
        if let Some(new) = &new {
            let record = WaitingDepositRecord::of(workspace, new);
            let write = match old_key == new_key {
                true => self.rewrite(&record, &Expression::all(&[PRESENT]))?,
                false => self.put(encode(&record)?, &Expression::all(&[ABSENT]))?,
            };
            tx.add(Role::DepositEntry, write);
        }
        Ok(())
    }

    fn new_deposit(&self, tx: &mut Tx, new: &NewDeposit<'_>, now: Timestamp) -> Result<(), StoreError> {
        tx.add(Role::Deposit, self.put(encode(&DepositRecord::of(new.deposit))?, &Expression::all(&[ABSENT]))?);
        let mut seen = remember(&new.guard.seen, new.seen.clone(), now);
        if let Some(reversal) = new.reversal {
            let used = seen.occurrences.iter_mut().filter(|old| *old == reversal);
            used.for_each(|old| old.deposit = Some(new.deposit.id));
        }
        self.guard_write(tx, new.guard, &seen)?;
        if !new.balance_taken {
            self.balance_write(tx, &new.guard.place, new.seen, now)?;
        }
        for (before, after) in new.linked {
            self.deposit_writes(tx, Role::Linked, before, after)?;
        }
        self.resolving(tx, new.message)
    }

    /// Records a deposit that waits or is held.
    pub async fn record(&self, new: &NewDeposit<'_>) -> Result<Recording, StoreError> {
        let mut tx = Tx::default();
        self.new_deposit(&mut tx, new, new.deposit.created_at)?;
        if let Some(waiting) = new.deposit.waiting() {
            let record = WaitingDepositRecord::of(new.deposit.workspace, &waiting);
            tx.add(Role::DepositEntry, self.put(encode(&record)?, &Expression::all(&[ABSENT]))?);
        }
        match tx.commit(self).await? {
            Outcome::Committed => Ok(Recording::Recorded),
            // Also our own commit with its reply lost: the guard, read again, then tells it.
            Outcome::Refused(refused) => refusal(&refused),
        }
    }

    /// Records a deposit and pairs it in one: the short cut of a message that finds its order waiting. The deposit is
    /// as it will be, paired when it was created.
    pub async fn pair_new(
        &self,
        new: &NewDeposit<'_>,
        order: &WaitingOrder,
        rule: Rule,
    ) -> Result<Pairing, StoreError> {
        let (paid, now) = (new.deposit, new.deposit.created_at);
        let mut tx = Tx::default();
        self.new_deposit(&mut tx, new, now)?;
        self.pay_order(&mut tx, paid.workspace, order, &Paying::of_new(paid, rule), now)?;
        let refused = match tx.commit(self).await? {
            Outcome::Committed => return Ok(Pairing::Paired),
            Outcome::Refused(refused) => refused,
        };
        if refused.names(Role::Order, "matched_deposit_id", paid.id.get()) {
            return Ok(Pairing::Paired);
        }
        let moved = [Role::Deposit, Role::Guard, Role::Linked, Role::DepositEntry];
        let order = [Role::Order, Role::OrderEntry];
        let any = |roles: &[Role]| roles.iter().any(|role| refused.has(*role));
        Ok(match (any(&moved), refused.has(Role::Message), any(&order)) {
            (true, _, _) => Pairing::DepositMoved,
            (false, true, _) => Pairing::MessageMoved,
            (false, false, true) => Pairing::OrderTaken,
            (false, false, false) => Pairing::BalanceTaken(balance_holder(&refused)?),
        })
    }

    /// Notes another report of a transfer on the deposit that was made of the first. `seen` names that deposit.
    pub async fn note_report(
        &self,
        guard: &Guard,
        seen: &Occurrence,
        deposit: (&Deposit, &Deposit),
        message: Resolves<'_>,
        now: Timestamp,
    ) -> Result<Recording, StoreError> {
        let mut tx = Tx::default();
        self.deposit_writes(&mut tx, Role::Linked, deposit.0, deposit.1)?;
        self.guard_write(&mut tx, guard, &remember(&guard.seen, seen.clone(), now))?;
        let own = |old: &&Occurrence| old.deposit == seen.deposit && old.is_payable;
        if seen.is_payable && !guard.seen.occurrences.iter().any(|old| own(&old)) {
            self.balance_write(&mut tx, &guard.place, seen, now)?;
        }
        self.resolving(&mut tx, message)?;
        match tx.commit(self).await? {
            Outcome::Committed => Ok(Recording::Recorded),
            Outcome::Refused(refused) => refusal(&refused),
        }
    }

    /// Writes deposits as was decided, if nobody wrote them since they were read. `vouched`: the first may pay from now
    /// on.
    pub async fn write_deposits(
        &self,
        deposits: &[(Deposit, Deposit)],
        vouched: Option<Vouched<'_>>,
    ) -> Result<Recording, StoreError> {
        let mut tx = Tx::default();
        for (before, after) in deposits {
            self.deposit_writes(&mut tx, Role::Linked, before, after)?;
        }
        self.vouch(&mut tx, vouched.as_slice())?;
        match tx.commit(self).await? {
            Outcome::Committed => Ok(Recording::Recorded),
            Outcome::Refused(refused) => {
                let yields = vouched.as_ref().map(std::slice::from_ref).and_then(|it| yielded(it, &refused));
                if let Some(yielded) = yields {
                    return Box::pin(self.write_deposits(deposits, yielded.into_iter().next())).await;
                }
                let ours = refused.item(Role::Linked).zip(deposits.first());
                match ours {
                    Some((item, (_, after))) if decode::<DepositRecord>(item.clone())?.read()? == *after => {
                        Ok(Recording::Recorded)
                    }
                    Some(_) | None => refusal(&refused),
                }
            }
        }
    }

    /// Writes a reversal into its guard, with the reports of the deposit that it took back and the orders that wait
    /// again. `orders` is empty when the deposit had paid none, `deposits` when the reversal took back none.
    pub async fn record_reversal(
        &self,
        guard: &Guard,
        seen: &Occurrence,
        deposits: &[(Deposit, Deposit)],
        orders: &[(Order, Order)],
        message: Resolves<'_>,
        now: Timestamp,
    ) -> Result<Recording, StoreError> {
        let mut tx = Tx::default();
        for (before, after) in deposits {
            self.deposit_writes(&mut tx, Role::Linked, before, after)?;
        }
        for (before, after) in orders {
            tx.add_order(self.order_writes(before, after)?);
        }
        self.guard_write(&mut tx, guard, &remember(&guard.seen, seen.clone(), now))?;
        self.balance_write(&mut tx, &guard.place, seen, now)?;
        self.resolving(&mut tx, message)?;
        match tx.commit(self).await? {
            Outcome::Committed => Ok(Recording::Recorded),
            Outcome::Refused(refused) => refusal(&refused),
        }
    }
}

impl Store {
    /// Writes the reports of a deposit that a person says was taken back, the orders that wait again, and the message
    /// that told of it. `false`: somebody wrote one of them since it was read.
    pub async fn write_reversed(
        &self,
        deposits: &[(Deposit, Deposit)],
        orders: &[(Order, Order)],
        message: (&domain::Message, &domain::Message),
    ) -> Result<bool, StoreError> {
        let mut tx = Tx::default();
        for (before, after) in orders {
            tx.add_order(self.order_writes(before, after)?);
        }
        for (before, after) in deposits {
            self.deposit_writes(&mut tx, Role::Linked, before, after)?;
        }
        self.resolving(&mut tx, Some(message))?;
        Ok(matches!(tx.commit(self).await?, Outcome::Committed))
    }
}

/// What a refusal means. A moved deposit, guard or order comes first: then what else refused is read again.
fn refusal(refused: &Refused) -> Result<Recording, StoreError> {
    let moved = [Role::Deposit, Role::Guard, Role::Linked, Role::DepositEntry, Role::Order, Role::OrderEntry];
    if moved.into_iter().any(|role| refused.has(role)) {
        return Ok(Recording::GuardMoved);
    }
    match (refused.has(Role::Message), refused.has(Role::Balance)) {
        (true, _) => Ok(Recording::MessageMoved),
        (false, true) => balance_holder(refused).map(Recording::BalanceTaken),
        (false, false) => Ok(Recording::GuardMoved),
    }
}

/// The report that holds the balance item that refused.
fn balance_holder(refused: &Refused) -> Result<Option<BalanceHolder>, StoreError> {
    let item = refused.item(Role::Balance).cloned().map(decode::<BalanceRecord>).transpose()?;
    let holder = |record: BalanceRecord| {
        Some(BalanceHolder { deposit: record.deposit()?, until: Timestamp::from_ms(record.until) })
    };
    Ok(item.and_then(holder))
}
