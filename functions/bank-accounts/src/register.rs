//! POST /workspaces/{id}/bank-accounts

use axum::extract::State;
use axum::http::StatusCode;
use bank_sms::{Bank, bank};
use domain::account::AccountNumber;
use domain::{Account, AccountId, AuditedChange, ChangedField, PhoneId, text};
use serde::Deserialize;
use store::Sequence;
use store::accounts::Registration;
use store::queue::INSURANCE_DELAY_S;
use utoipa::ToSchema;
use web::answer::{Answer, Once};
use web::body::{Body, Fields, Input, line};
use web::caller::ActiveOwner;
use web::{App, Code, Problem};

use crate::offer::offer;
use crate::phone::{must_stand, no_such_phone, phone_id};
use crate::view::AccountView;

/// A new account.
#[derive(Deserialize, ToSchema)]
pub struct RegisterAccount {
    /// A known institution: see `GET /banks`.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 3, max_length = 3, example = "004")]
    bank_code: Input,
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "국민은행")]
    bank_name: Input,
    /// 8–16 digits, hyphens allowed between them.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 8, max_length = 30, example = "123-456-789012")]
    account_number: Input,
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "홍길동")]
    account_holder: Input,
    /// Whether its balance may be below zero (마이너스 통장). Then a deposit whose balance is below the amount is not held for it.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    overdraft: Input,
    /// The phone whose messages tell of this account; `null`: any phone of the workspace.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 9_999_999_999_u64)]
    phone_number_id: Input,
}

struct New {
    bank: &'static Bank,
    name: String,
    number: AccountNumber,
    holder: String,
    has_overdraft: bool,
    phone: Option<PhoneId>,
}

impl RegisterAccount {
    fn parse(&self) -> Result<New, Problem> {
        let mut fields = Fields::default();
        let bank = fields.required("bank_code", &self.bank_code, |f, name, value| {
            f.parsed(name, value, bank::by_code, "GET /banks의 기관 코드(세 자리)")
        });
        let name =
            fields.required("bank_name", &self.bank_name, |f, name, value| f.text(name, value, line(text::NAME)));
        let number = fields.required("account_number", &self.account_number, |f, name, value| {
            f.text(name, value, line(text::ACCOUNT_NUMBER))
        });
        let holder = fields
            .required("account_holder", &self.account_holder, |f, name, value| f.text(name, value, line(text::NAME)));
        let parsed = number.as_deref().and_then(AccountNumber::parse);
        if number.is_some() && parsed.is_none() {
            fields.bad("account_number", "invalid", "숫자 8–16자리여야 하며 숫자 사이에 하이픈을 넣을 수 있습니다.");
        }
        let phone = fields.guarded_optional("phone_number_id", &self.phone_number_id, phone_id);
        let overdraft = fields.optional("overdraft", &self.overdraft, Fields::boolean);
        let new = || {
            let has_overdraft = overdraft?.unwrap_or(false);
            Some(New { bank: bank?, name: name?, number: parsed?, holder: holder?, has_overdraft, phone: phone? })
        };
        let new = new();
        fields.finish(new)
    }
}

/// Registers an account. Messages of it that came before are offered to it.
#[utoipa::path(post, path = "/workspaces/{id}/bank-accounts", operation_id = "register_bank_account", tag = "bank-accounts", params(("id" = u64, Path)), request_body = RegisterAccount,
    responses((status = 201, body = AccountView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn register(
    State(app): State<App>,
    owner: ActiveOwner,
    once: Once,
    Body(body): Body<RegisterAccount>,
) -> Result<Answer<AccountView>, Problem> {
    let new = body.parse()?;
    if let Some(phone) = new.phone {
        must_stand(&app, owner.id(), phone).await?;
    }
    let (id, now) = (app.store().next_id(Sequence::Account(owner.id()), AccountId::new).await?, app.now());
    let account = Account {
        id,
        workspace: owner.id(),
        bank_code: new.bank.code.to_owned(),
        bank_name: new.name,
        number: new.number,
        holder: new.holder,
        is_active: true,
        has_overdraft: new.has_overdraft,
        phone: new.phone,
        verified_at: None,
        created_at: now,
        version: 1,
    };
    offer(&app, &account, INSURANCE_DELAY_S).await;
    let answer = once.answer(&app, StatusCode::CREATED, AccountView::of(&account))?;
    let bound = ChangedField::told("phone_number_id", None::<u64>, account.phone.map(PhoneId::get));
    let overdraft = ChangedField::told("overdraft", Some(false), Some(account.has_overdraft));
    let audit = [owner.entry((AuditedChange::AccountAdded, id.get()), [bound, overdraft], now)];
    let (store, family) = (answer.store(&app), new.bank.family);
    match app.pairing.audited(&owner.workspace, &audit, store.register_account(&account, family, &audit)).await? {
        Registration::Registered => {}
        Registration::NumberTaken => return Err(Problem::of(Code::AccountNumberTaken)),
        Registration::PhoneGone => return Err(no_such_phone()),
    }
    offer(&app, &account, 0).await;
    Ok(answer)
}
