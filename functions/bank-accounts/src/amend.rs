//! PATCH /workspaces/{id}/bank-accounts/{account_id}

use axum::Json;
use axum::extract::State;
use bank_sms::bank;
use domain::{Account, AccountId, AuditedChange, ChangedField, PhoneId, text};
use serde::Deserialize;
use store::queue::INSURANCE_DELAY_S;
use utoipa::ToSchema;
use web::body::{Body, Fields, Input, line};
use web::caller::{ActiveOwner, Named};
use web::{App, Code, Problem};

use crate::offer::offer;
use crate::phone::{must_stand, phone_id};
use crate::view::AccountView;

/// What changes. A field that is not mentioned stays; the number and its bank never change.
#[derive(Deserialize, ToSchema)]
pub struct AmendAccount {
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    bank_name: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    account_holder: Input,
    /// An account that is not active takes no messages; its waiting deposits stay.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    is_active: Input,
    /// Whether its balance may be below zero (마이너스 통장). Then a deposit whose balance is below the amount is not held for it.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    overdraft: Input,
    /// The phone whose messages tell of this account; `null`: any phone of the workspace.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 9_999_999_999_u64)]
    phone_number_id: Input,
}

struct Change {
    name: Option<String>,
    holder: Option<String>,
    is_active: Option<bool>,
    has_overdraft: Option<bool>,
    phone: Option<Option<PhoneId>>,
}

impl AmendAccount {
    fn parse(&self) -> Result<Change, Problem> {
        let mut fields = Fields::default();
        let name = fields.changed("bank_name", &self.bank_name, |f, name, value| f.text(name, value, line(text::NAME)));
        let holder = fields
            .changed("account_holder", &self.account_holder, |f, name, value| f.text(name, value, line(text::NAME)));
        let is_active = fields.changed("is_active", &self.is_active, Fields::boolean);
        let has_overdraft = fields.changed("overdraft", &self.overdraft, Fields::boolean);
        let phone = fields.guarded_nullable("phone_number_id", &self.phone_number_id, phone_id);
        let change = || {
            let (is_active, has_overdraft) = (is_active?, has_overdraft?);
            Some(Change { name: name?, holder: holder?, is_active, has_overdraft, phone: phone? })
        };
        let change = change();
        fields.finish(change)
    }
}

impl Change {
    fn apply(&self, before: &Account) -> Account {
        Account {
            bank_name: self.name.clone().unwrap_or_else(|| before.bank_name.clone()),
            holder: self.holder.clone().unwrap_or_else(|| before.holder.clone()),
            is_active: self.is_active.unwrap_or(before.is_active),
            has_overdraft: self.has_overdraft.unwrap_or(before.has_overdraft),
            phone: self.phone.unwrap_or(before.phone),
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
    Body(body): Body<AmendAccount>,
) -> Result<Json<AccountView>, Problem> {
    let id = named.id("account_id", AccountId::parse, Code::BankAccountNotFound)?;
    let change = body.parse()?;
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
        let family = bank::by_code(&after.bank_code).map_or(after.bank_code.as_str(), |bank| bank.family);
        let audit = [owner.entry((AuditedChange::AccountChanged, id.get()), changes(&before, &after), app.now())];
        if app.store().write_account(&after, family, binds, &audit).await? {
            if awakes {
                offer(&app, &after, 0).await;
            }
            return Ok(Json(AccountView::of(&after)));
        }
    }
    Err(Problem::of(Code::Contended))
}
