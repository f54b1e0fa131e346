//! Whose account? From what a message prints to the one registered account that it can be.
//!
//! Invariant: on the open URL a printed account must tell six digits, or four and its owner, and exactly one active
//! account may fit that no other workspace contests. Over a phone's URL only its own workspace is looked at. Everything
//! else is no fit, and the outside never learns which.

use bank_sms::Bank;
use bank_sms::{PrintedAccount, Reading};
use domain::account::{chosen_on_open, chosen_on_phone, is_open_fit};
use domain::{Account, PhoneRef};
use pairing::may_be_of;
use store::audit::BY_PROGRAM;
use store::{Store, StoreError};

/// The account that a message is of. `over`: the phone whose URL it came over. `consistent`: also one that was
/// registered this very moment.
pub async fn find(
    store: &Store,
    reading: &Reading,
    over: Option<PhoneRef>,
    consistent: bool,
) -> Result<Option<Account>, StoreError> {
    if reading.account_is_payers || reading.bank.is_none() && reading.banks.is_empty() {
        tracing::info!("the message prints no account of the shop's own");
        return Ok(None);
    }
    let found = match (over, reading.bank, &reading.account) {
        (Some(over), ..) => on_phone(store, reading, over).await?,
        (None, Some(bank), Some(printed)) => on_open(store, reading, bank, printed, consistent).await?,
        // Strangers write here: what names no bank is nobody's.
        (None, ..) => None,
    };
    if found.is_none() {
        tracing::info!(
            bank.code = reading.bank.map(|bank| bank.code),
            keyed = over.is_some(),
            "no registered account fits"
        );
    }
    Ok(found)
}

async fn on_open(
    store: &Store,
    reading: &Reading,
    bank: &Bank,
    printed: &PrintedAccount,
    consistent: bool,
) -> Result<Option<Account>, StoreError> {
    let fits =
        |account: &Account| is_open_fit(printed, reading.owner.as_deref(), &account.number.digits(), &account.holder);
    let accounts = store.accounts_printed(bank.family, printed, consistent).await?;
    let fitting: Vec<Account> = accounts.into_iter().filter(fits).collect();
    if fitting.len() > 1 {
        tracing::warn!(bank.code = bank.code, several = fitting.len(), "several registered accounts fit");
    }
    Ok(chosen_on_open(&fitting).cloned())
}

async fn on_phone(
    store: &Store,
    reading: &Reading,
    PhoneRef { workspace, phone }: PhoneRef,
) -> Result<Option<Account>, StoreError> {
    let of_bank = |account: &Account| may_be_of(reading, account);
    let accounts: Vec<Account> = store.accounts_of(workspace).await?.into_iter().filter(of_bank).collect();
    Ok(chosen_on_phone(&accounts, reading.account.as_ref(), phone).cloned())
}

/// Notes that a message of this account came over a phone's URL: from now on strangers who register its number do not
/// stop its messages on the open URL. A write that meets another is left to the next message.
pub async fn verify(store: &Store, account: &Account, now: domain::Timestamp) -> Result<(), StoreError> {
    if account.verified_at.is_some() {
        return Ok(());
    }
    let after = Account { verified_at: Some(now), version: account.version + 1, ..account.clone() };
    store.write_account(&after, None, BY_PROGRAM).await?;
    Ok(())
}
