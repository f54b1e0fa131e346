//! The accounts that this program found last for what phones forwarded. While the account of a message is looked for,
//! what is needed then is read as if it were the same again; if it is another, that is read anew.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bank_sms::Reading;
use domain::{Account, PhoneRef};

/// So many are remembered; past them all are forgotten, and cost a trip more once.
const ACCOUNTS_MAX: usize = 1_000;

/// By what an account is looked for.
#[derive(Default)]
pub struct KnownAccounts(Mutex<HashMap<Sought, Account>>);

/// The phone, the bank and the account as it was printed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Sought {
    phone: PhoneRef,
    bank: Option<&'static str>,
    printed: Option<String>,
}

impl Sought {
    pub fn of(phone: PhoneRef, reading: &Reading) -> Self {
        let printed = reading.account.as_ref().map(|account| account.as_printed().to_owned());
        Self { phone, bank: reading.bank.map(|bank| bank.code), printed }
    }
}

impl KnownAccounts {
    pub fn get(&self, sought: &Sought) -> Option<Account> {
        self.all().get(sought).cloned()
    }

    pub fn note(&self, sought: Sought, account: Account) {
        let mut all = self.all();
        if all.len() >= ACCOUNTS_MAX {
            all.clear();
        }
        all.insert(sought, account);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Sought, Account>> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
