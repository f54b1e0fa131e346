//! Whose account? From what a message prints to the one registered account that it can be.
//!
//! Invariant: on the open URL a printed account must tell six digits, or four and its owner, and exactly one active
//! account of all workspaces may fit. Over a phone's URL only its own workspace is looked at. Everything
//! else is no fit, and the outside never learns which.

use bank_sms::Bank;
use bank_sms::{PrintedAccount, Reading};
use domain::account::{chosen_on_open, chosen_on_phone, is_contested, is_open_fit};
use domain::{Account, PhoneRef};
use pairing::Pairing;
use store::audit::BY_PROGRAM;
use store::{Store, StoreError};

/// So many contested accounts one message marks.
const TOLD_OF_A_CONTEST: usize = 20;

/// Whose a message is.
pub enum Whose {
    Account(Box<Account>),
    /// Accounts of several workspaces fit it: nobody's.
    Contested,
    Nobodys,
}

impl Whose {
    pub fn account(self) -> Option<Account> {
        match self {
            Self::Account(account) => Some(*account),
            Self::Contested | Self::Nobodys => None,
        }
    }
}

impl From<Option<Account>> for Whose {
    fn from(account: Option<Account>) -> Self {
        account.map_or(Self::Nobodys, |account| Self::Account(Box::new(account)))
    }
}

/// Whose a message is. `over`: the phone whose URL it came over. `consistent`: also of an account that was registered
/// this very moment; then the accounts that contest it are told so.
pub async fn find(
    pairing: &Pairing,
    reading: &Reading,
    over: Option<PhoneRef>,
    consistent: bool,
) -> Result<Whose, StoreError> {
    let store = &pairing.store;
    if reading.account_is_payers || reading.bank.is_none() && reading.banks.is_empty() {
        tracing::info!("the message prints no account of the shop's own");
        return Ok(Whose::Nobodys);
    }
    let found = match (over, reading.bank, &reading.account) {
        (Some(over), ..) => on_phone(store, reading, over).await?.into(),
        (None, Some(bank), Some(printed)) => on_open(pairing, reading, bank, printed, consistent).await?,
        // Strangers write here: what names no bank is nobody's.
        (None, ..) => Whose::Nobodys,
    };
    if !matches!(found, Whose::Account(_)) {
        tracing::info!(
            bank.code = reading.bank.map(|bank| bank.code),
            keyed = over.is_some(),
            "no registered account fits"
        );
    }
    Ok(found)
}

async fn on_open(
    pairing: &Pairing,
    reading: &Reading,
    bank: &Bank,
    printed: &PrintedAccount,
    consistent: bool,
) -> Result<Whose, StoreError> {
    let fits =
        |account: &Account| is_open_fit(printed, reading.owner.as_deref(), &account.number.digits(), &account.holder);
    let accounts = pairing.store.accounts_printed(bank.family, printed, consistent).await?;
    let fitting: Vec<Account> = accounts.into_iter().filter(fits).collect();
    if fitting.len() > 1 {
        tracing::warn!(bank.code = bank.code, several = fitting.len(), "several registered accounts fit");
    }
    if !is_contested(&fitting) {
        return Ok(chosen_on_open(&fitting).cloned().into());
    }
    if consistent {
        let untold = fitting.iter().filter_map(|account| account.contested(pairing.now()));
        for after in untold.take(TOLD_OF_A_CONTEST) {
            // Somebody wrote it meanwhile: the next message notes it.
            pairing.store.write_account(&after, None, BY_PROGRAM).await?;
        }
    }
    Ok(Whose::Contested)
}

async fn on_phone(
    store: &Store,
    reading: &Reading,
    PhoneRef { workspace, phone }: PhoneRef,
) -> Result<Option<Account>, StoreError> {
    let printed = reading.account.as_ref();
    let mut families: Vec<&str> = reading.bank.iter().chain(&reading.banks).map(|bank| bank.family).collect();
    families.sort_unstable();
    families.dedup();
    let mut accounts = Vec::new();
    for family in families {
        accounts.extend(store.accounts_by_number(workspace, family, printed).await?);
    }
    Ok(chosen_on_phone(&accounts, printed, phone).cloned())
}

/// Notes that a message of this account came over a phone's URL. A write that meets another is left to the next
/// message. Answers the account with the note.
pub async fn verified(store: &Store, account: Account, now: domain::Timestamp) -> Result<Account, StoreError> {
    if account.verified_at.is_some() {
        return Ok(account);
    }
    let after = Account { verified_at: Some(now), version: account.version + 1, ..account };
    store.write_account(&after, None, BY_PROGRAM).await?;
    Ok(after)
}
