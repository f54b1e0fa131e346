//! PATCH /workspaces/{id}/bank-accounts/{account_id}

use axum::Json;
use axum::extract::State;
use domain::{Account, AccountId, AuditedChange, ChangedField, PhoneId};
use store::queue::INSURANCE_DELAY_S;
use web::caller::{ActiveOwner, Named};
use web::field::{Changed, GuardedNullable, Id, Name};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::offer::offer;
use crate::phone::must_stand;
use crate::view::AccountView;

fields! {
    /// What changes. A field that is not mentioned stays; the number and its bank never change.
    pub struct AmendAccount {
        bank_name: Changed<Name>,
        account_holder: Changed<Name>,
        /// An account that is not active takes no messages; its waiting deposits stay.
        is_active: Changed<bool>,
        /// Whether its balance may be below zero (마이너스 통장). Then a deposit whose balance is below the amount is
        /// not held for it.
        overdraft: Changed<bool>,
        /// The phone whose messages tell of this account; `null`: any phone of the workspace.
        phone_number_id: GuardedNullable<Id<PhoneId>>,
    }
}

impl AmendAccount {
    fn apply(&self, before: &Account) -> Account {
        Account {
            bank_name: self.bank_name.clone().unwrap_or_else(|| before.bank_name.clone()),
            holder: self.account_holder.clone().unwrap_or_else(|| before.holder.clone()),
            is_active: self.is_active.unwrap_or(before.is_active),
            has_overdraft: self.overdraft.unwrap_or(before.has_overdraft),
            phone: self.phone_number_id.unwrap_or(before.phone),
            version: before.version + 1,
            ..before.clone()
        }
    }
}

fn changes(before: &Account, after: &Account) -> [Option<ChangedField>; 5] {
    let phone = |account: &Account| account.phone.map(PhoneId::get);
    [
        ChangedField::untold("bank_name", before.bank_name != after.bank_name),
        ChangedField::untold("account_holder", before.holder != after.holder),
        ChangedField::told("is_active", Some(before.is_active), Some(after.is_active)),
        ChangedField::told("overdraft", Some(before.has_overdraft), Some(after.has_overdraft)),
        ChangedField::told("phone_number_id", phone(before), phone(after)),
    ]
}

/// Changes an account, or switches it off and on.
#[utoipa::path(patch, path = "/workspaces/{id}/bank-accounts/{account_id}", operation_id = "amend_bank_account", tag = "bank-accounts", params(("id" = u64, Path), ("account_id" = u64, Path)),
    request_body = AmendAccount, responses((status = 200, body = AccountView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    owner: ActiveOwner,
    named: Named,
    body: Sent<AmendAccount>,
) -> Result<Json<AccountView>, Problem> {
    let id = named.id("account_id", AccountId::parse, Code::BankAccountNotFound)?;
    let change = body.finish()?;
    for _ in 0..pairing::TRIES {
        let before =
            app.store().account(owner.id(), id).await?.ok_or_else(|| Problem::of(Code::BankAccountNotFound))?;
        let after = change.apply(&before);
        if (Account { version: before.version, ..after.clone() }) == before {
            return Ok(Json(AccountView::of(&before)));
        }
        let binds = after.phone.filter(|_| after.phone != before.phone);
        if let Some(phone) = binds {
            must_stand(&app, owner.id(), phone).await?;
        }
        let awakes = after.is_active && !before.is_active;
        if awakes {
            offer(&app, &after, INSURANCE_DELAY_S).await;
        }
        let audit = [owner.entry((AuditedChange::AccountChanged, id.get()), changes(&before, &after), app.now())];
        if app.store().write_account(&after, binds, &audit).await? {
            if awakes {
                offer(&app, &after, 0).await;
            }
            return Ok(Json(AccountView::of(&after)));
        }
    }
    Err(Problem::of(Code::Contended))
}
