//! Vouching: a deposit that a person, or the rules, let go holds other reports of its money from then on.
//!
//! Invariant: one guard, and one balance item, is written once, however many deposits of one match stand in it.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Timestamp;
use domain::occurrence::{self, Occurrence};

use crate::expression::{Expression, Item, n, s};
use crate::key::Key;
use crate::pair::clause;
use crate::record::encode;
use crate::record::guard::BalanceRecord;
use crate::recording::Guard;
use crate::tx::{Refused, Role, Tx};
use crate::{Store, StoreError};

/// A deposit that may pay from now on, although its report could not: its guard must say so, and its balance item be
/// its.
#[derive(Clone, Copy)]
pub struct Vouched<'a> {
    pub guard: &'a Guard,
    /// Its report.
    pub seen: &'a Occurrence,
    pub word: Word,
    pub now: Timestamp,
}

/// On whose word a deposit may pay from now on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// The rules': unless another report holds its balance.
    Rules,
    /// A person's: it is money of its own, whatever else was told. The latest money of a balance holds its item.
    Person,
    /// The same, and the item stays with later money: whatever is told of this one again is not later either, and held.
    PersonOfEarlier,
}

impl Vouched<'_> {
    /// Where its balance item stands.
    fn balance(&self) -> Option<Key> {
        BalanceRecord::of(&self.guard.place, self.seen, self.now).map(|record| record.key())
    }
}

/// The same once only balance items refused, which later money holds: these stay with it. `None`: something else
/// refused.
pub(crate) fn yielded<'a>(vouched: &[Vouched<'a>], refused: &Refused) -> Option<Vec<Vouched<'a>>> {
    if !refused.has_only(Role::Balance) {
        return None;
    }
    let refused = |key: &Key| {
        let is_its = |item: &Item| item.get("PK") == Some(&s(&key.pk)) && item.get("SK") == Some(&s(&key.sk));
        refused.items(Role::Balance).any(is_its)
    };
    let mut any = false;
    let mut after = vouched.to_vec();
    for one in after.iter_mut().filter(|one| one.word == Word::Person) {
        if one.balance().is_some_and(|key| refused(&key)) {
            (one.word, any) = (Word::PersonOfEarlier, true);
        }
    }
    any.then_some(after)
}

impl Store {
    /// Lets the reports of deposits hold others from now on, if nobody wrote their guards since they were read, and
    /// takes their balance items: from a person in any case, otherwise unless another report holds it.
    pub(crate) fn vouch(&self, tx: &mut Tx, vouched: &[Vouched<'_>]) -> Result<(), StoreError> {
        for (nth, one) in vouched.iter().enumerate() {
            let is_same = |other: &&Vouched<'_>| other.guard.place.key() == one.guard.place.key();
            let is_written = vouched.iter().take(nth).any(|other| is_same(&other));
            if one.guard.version > 0 && !is_written {
                let deposits = vouched.iter().filter(is_same).filter_map(|other| other.seen.deposit);
                let seen = deposits.fold(one.guard.seen.clone(), |seen, deposit| occurrence::vouch(&seen, deposit));
                if vouched.iter().filter(is_same).any(|other| other.seen.deposit.is_some()) {
                    self.guard_write(tx, one.guard, &seen)?;
                }
            }
            // Of several with one balance, the latest holds its item.
            let is_later = |(at, other): (usize, &Vouched<'_>)| {
                let (own, theirs) = ((one.seen.deposited_at, nth), (other.seen.deposited_at, at));
                one.balance().is_some() && other.balance() == one.balance() && theirs > own
            };
            if !vouched.iter().enumerate().any(is_later) {
                self.balance_of_vouched(tx, one)?;
            }
        }
        Ok(())
    }

    fn balance_of_vouched(&self, tx: &mut Tx, vouched: &Vouched<'_>) -> Result<(), StoreError> {
        let Vouched { guard, seen, word, now } = *vouched;
        match (word, BalanceRecord::of(&guard.place, seen, now)) {
            (Word::Person, Some(record)) => {
                let free = Expression::all(&[clause::BALANCE_NOT_LATER])
                    .value(":unpayable", AttributeValue::Bool(false))
                    .value(":at", n(record.at));
                tx.add(Role::Balance, self.put(encode(&record)?, &free)?);
            }
            (Word::Person, None) | (Word::PersonOfEarlier, _) => {}
            (Word::Rules, _) => self.balance_write(tx, &guard.place, seen, now)?,
        }
        Ok(())
    }
}
