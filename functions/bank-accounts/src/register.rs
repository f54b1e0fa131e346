//! POST /workspaces/{id}/bank-accounts

use axum::extract::State;
use axum::http::StatusCode;
use domain::account::{ACCOUNTS_MAX, AccountNumber};
use domain::{
    Account, AccountId, AuditEntry, AuditedChange, BankCode, ChangedField, FieldFault, PhoneId, Timestamp, WorkspaceId,
    text,
};
use store::Sequence;
use store::accounts::Registration;
use store::queue::INSURANCE_DELAY_S;
use web::answer::{Answer, IdempotencyContext};
use web::caller::ActiveOwner;
use web::field::{Bad, Described, Field, GuardedOptional, Id, Line, Name, Optional, Required, Value};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::offer::offer;
use crate::phone::{must_stand, no_such_phone};
use crate::view::AccountView;

fields! {
    /// A new account.
    pub struct RegisterAccount {
        /// A known institution: see `GET /banks`.
        bank_code: Required<BankCode> = "004",
        bank_name: Required<Name> = "국민은행",
        /// 8–16 digits, hyphens allowed between them.
        account_number: Required<Number> = "123-456-789012",
        account_holder: Required<Name> = "홍길동",
        /// Whether its balance may be below zero (마이너스 통장). Then a deposit whose balance is below the amount is
        /// not held for it.
        overdraft: Optional<bool>,
        /// The phone whose messages tell of this account; `null`: any phone of the workspace.
        phone_number_id: GuardedOptional<Id<PhoneId>>,
    }
}

/// An account's number.
struct Number;

impl Field for Number {
    type Value = AccountNumber;

    fn read(value: &Value) -> Result<AccountNumber, Bad> {
        let hint = "숫자 8–16자리여야 하며 숫자 사이에 하이픈을 넣을 수 있습니다.";
        let typed = Line::<{ text::ACCOUNT_NUMBER }>::read(value)?;
        AccountNumber::parse(&typed).ok_or_else(|| Bad::new(FieldFault::Invalid, hint))
    }

    fn schema() -> Described {
        Line::<{ text::ACCOUNT_NUMBER }, 8>::schema()
    }
}

/// Registers an account. Messages of it that came before are offered to it.
#[utoipa::path(post, path = "/workspaces/{id}/bank-accounts", operation_id = "register_bank_account", tag = "bank-accounts", params(("id" = u64, Path)), request_body = RegisterAccount,
    responses((status = 201, body = AccountView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn register(
    State(app): State<App>,
    owner: ActiveOwner,
    once: IdempotencyContext,
    body: Sent<RegisterAccount>,
) -> Result<Answer<AccountView>, Problem> {
    let new = body.finish()?;
    if let Some(phone) = new.phone_number_id {
        must_stand(&app, owner.id(), phone).await?;
    }
    for _ in 0..pairing::TRIES {
        let id = app.store().next_id(Sequence::Account(owner.id()), AccountId::new).await?;
        if app.store().accounts_of(owner.id()).await?.len() >= ACCOUNTS_MAX {
            return Err(Problem::of(Code::TooManyAccounts));
        }
        let account = account(&new, owner.id(), id, app.now());
        offer(&app, &account, INSURANCE_DELAY_S).await;
        let answer = once.answer(&app, StatusCode::CREATED, AccountView::of(&account))?;
        let audit = [entry(&owner, &account)];
        let store = answer.store(&app);
        match app.pairing.audited(&owner.workspace, &audit, store.register_account(&account, &audit)).await? {
            Registration::Registered => {}
            Registration::NumberTaken => return Err(Problem::of(Code::AccountNumberTaken)),
            Registration::PhoneGone => return Err(no_such_phone()),
            Registration::Crowded => continue,
        }
        offer(&app, &account, 0).await;
        return Ok(answer);
    }
    Err(Problem::of(Code::Contended))
}

fn account(new: &RegisterAccount, workspace: WorkspaceId, id: AccountId, now: Timestamp) -> Account {
    Account {
        id,
        workspace,
        bank_code: new.bank_code.clone(),
        bank_name: new.bank_name.clone(),
        number: new.account_number.clone(),
        holder: new.account_holder.clone(),
        is_active: true,
        has_overdraft: new.overdraft.unwrap_or(false),
        phone: new.phone_number_id,
        verified_at: None,
        contested_at: None,
        created_at: now,
        version: 1,
    }
}

fn entry(owner: &ActiveOwner, account: &Account) -> AuditEntry {
    let bound = ChangedField::told("phone_number_id", None::<u64>, account.phone.map(PhoneId::get));
    let overdraft = ChangedField::told("overdraft", Some(false), Some(account.has_overdraft));
    owner.entry((AuditedChange::AccountAdded, account.id.get()), [bound, overdraft], account.created_at)
}
