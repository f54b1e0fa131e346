//! An account as JSON: the guide's fields to the letter.

use domain::{Account, PhoneId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A registered bank account.
#[derive(Serialize, ToSchema)]
pub struct AccountView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = 1)]
    pub workspace_id: u64,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
    #[schema(example = "004")]
    pub bank_code: String,
    #[schema(example = "국민은행")]
    pub bank_name: String,
    #[schema(example = "123-456-789012")]
    pub account_number: String,
    #[schema(example = "홍길동")]
    pub account_holder: String,
    /// Only an active account takes messages.
    pub is_active: bool,
    /// Its balance may be below zero, so that a balance below the amount holds no deposit of it.
    pub overdraft: bool,
    /// The phone whose messages tell of this account; `null`: any phone of the workspace.
    pub phone_number_id: Option<u64>,
    /// When a message of this account first came over a phone's URL; `null` before.
    #[schema(example = "2024-02-12T10:05:00+09:00")]
    pub verified_at: Option<String>,
    /// When an account of another workspace last fitted a message on the public webhook too: such a message is
    /// nobody's. The way out is a phone, whose messages are of its own workspace only. `null`: it never happened.
    #[schema(example = "2024-02-12T10:05:00+09:00")]
    pub contested_at: Option<String>,
    #[schema(example = "2024-02-12T10:00:00+09:00")]
    pub created_at: String,
}

impl AccountView {
    pub fn of(account: &Account) -> Self {
        Self {
            id: account.id.get(),
            workspace_id: account.workspace.get(),
            livemode: account.workspace.is_live(),
            bank_code: account.bank_code.to_string(),
            bank_name: account.bank_name.clone(),
            account_number: account.number.as_str().to_owned(),
            account_holder: account.holder.clone(),
            is_active: account.is_active,
            overdraft: account.has_overdraft,
            phone_number_id: account.phone.map(PhoneId::get),
            verified_at: account.verified_at.map(Timestamp::rfc3339),
            contested_at: account.contested_at.map(Timestamp::rfc3339),
            created_at: account.created_at.rfc3339(),
        }
    }
}
