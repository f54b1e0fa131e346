//! An amount at the very end of its text: `1,234`, or what a phone left of `1,234,567`.
//!
//! A phone or an app cuts all its texts at one length. So a text is whole if a longer one came the same way; that the
//! account's messages end in the amount at all, a person said of that one.

use bank_sms::{Message, read};
use domain::deposit::DepositDetails;
use domain::{Deposit, DepositState, WorkspaceId};
use store::StoreError;
use store::deposits::DepositFilter;

use crate::{Incoming, Pairing};

/// How many of the account's last deposits are looked at.
const LOOKED_AT: usize = 30;

impl Pairing {
    /// Whether one of the account's last deposits shows that this text, which ends in its amount, is whole.
    pub(crate) async fn is_shown_whole(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<bool, StoreError> {
        let of_account = DepositFilter { account: Some(incoming.account), ..DepositFilter::default() };
        let page = self.store.deposits(workspace, &of_account, None, LOOKED_AT).await?;
        Ok(page.rows.iter().any(|before| is_believed(before) && shows_whole(&before.details, &incoming.details)))
    }
}

/// A dismissed one may have been found to be cut.
fn is_believed(before: &Deposit) -> bool {
    matches!(before.state, DepositState::Waiting | DepositState::Matched { .. })
}

/// Is it longer, of the same phone and sender, and does it end so too?
fn shows_whole(before: &DepositDetails, now: &DepositDetails) -> bool {
    let (Some(earlier), Some(text)) = (&before.raw_sms, &now.raw_sms) else { return false };
    let is_same_way = now.phone.is_some()
        && before.phone == now.phone
        && (&before.sender.sender, &before.sender.package) == (&now.sender.sender, &now.sender.package);
    let reading = read(&Message { raw: earlier, sender: None, received_at: before.deposited_at.datetime() });
    is_same_way && is_longer(earlier, text) && reading.ends_in_amount
}

/// Longer however the phone counts: in characters, in bytes of UTF-8, or of CP949, which lie between the two.
fn is_longer(earlier: &str, text: &str) -> bool {
    let (earlier, text) = (earlier.trim_end(), text.trim_end());
    earlier.chars().count() > text.chars().count() && earlier.len() > text.len()
}
