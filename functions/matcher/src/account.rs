//! Whose account? From what a message prints to the one registered account that it can be.
//!
//! Invariant: on the open URL a printed account must tell six digits, or four and its owner, and exactly one active
//! account of exactly one workspace may fit. Everything else is no fit, and the outside never learns which.

use bank_sms::Reading;
use domain::Account;
use domain::account::is_open_fit;
use store::{Store, StoreError};

/// The account that a message is of. `consistent`: also one that was registered this very moment.
pub async fn find(store: &Store, reading: &Reading, consistent: bool) -> Result<Option<Account>, StoreError> {
    let (Some(bank), Some(printed), false) = (reading.bank, &reading.account, reading.account_is_payers) else {
        tracing::info!("the message prints no account of the shop's own");
        return Ok(None);
    };
    let fits =
        |account: &Account| is_open_fit(printed, reading.owner.as_deref(), &account.number.digits(), &account.holder);
    let mut fitting: Vec<Account> =
        store.accounts_printed(bank.family, printed, consistent).await?.into_iter().filter(fits).collect();
    match fitting.len() {
        1 => Ok(fitting.pop()),
        0 => {
            tracing::info!(bank.code = bank.code, "no registered account fits");
            Ok(None)
        }
        several => {
            tracing::warn!(bank.code = bank.code, several, "several registered accounts fit; taken for none");
            Ok(None)
        }
    }
}
