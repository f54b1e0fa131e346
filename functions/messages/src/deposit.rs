//! POST /workspaces/{id}/messages/{message_id}/deposit

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::occurrence::Fingerprint;
use domain::{AccountId, DepositorName, Timestamp, Won};
use pairing::{Incoming, Typed, fingerprint};
use web::account::{account_of_body, no_later_than_tomorrow};
use web::caller::{DepositWriter, Named};
use web::field::{Id, Required};
use web::form::Sent;
use web::{App, Problem, fields};

use crate::view::MessageDeposit;

fields! {
    /// What a message says, typed by a person.
    pub struct TypeDeposit {
        /// An account of the workspace.
        bank_account_id: Required<Id<AccountId>> = 1,
        /// Whole KRW.
        amount: Required<Won> = 14510,
        depositor_name: Required<DepositorName> = "홍길동",
        /// RFC 3339, from 2000-01-01 to one day ahead.
        deposited_at: Required<Timestamp> = "2024-02-01T11:05:00+09:00",
    }
}

impl TypeDeposit {
    /// What a repeat of the call has in common with it.
    fn call(&self) -> Fingerprint {
        let (account, amount) = (self.bank_account_id.get().to_be_bytes(), self.amount.get().to_be_bytes());
        let at = self.deposited_at.ms().to_be_bytes();
        fingerprint(&[b"deposit", &account, &amount, self.depositor_name.as_bytes(), &at])
    }
}

/// Makes the deposit that a message tells of, as a person reads it. It is matched as any, and the message is RESOLVED.
///
/// A message becomes one deposit at most: the identical call again answers that deposit, another call is
/// `message_resolved`. Another deposit of the same account, amount and name within five minutes may be the same money:
/// then it is recorded and held, `possible_duplicate`.
#[utoipa::path(post, path = "/workspaces/{id}/messages/{message_id}/deposit", operation_id = "record_deposit_of_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)), request_body = TypeDeposit,
    responses((status = 201, body = MessageDeposit), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn deposit(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    sent: Sent<TypeDeposit>,
) -> Result<(StatusCode, Json<MessageDeposit>), Problem> {
    let body = no_later_than_tomorrow(sent, app.now()).finish()?;
    let id = crate::named(&named)?;
    let (message, account) =
        tokio::join!(app.pairing.message(writer.id(), &id), account_of_body(&app, writer.id(), body.bank_account_id));
    let (message, account) = (message?, account?);
    let call = body.call();
    let TypeDeposit { amount, depositor_name, deposited_at, .. } = body;
    let typed = Typed { amount, depositor_name, deposited_at, raw_sms: None };
    let incoming = Incoming::read_by_person(&message, &account, writer.actor(), typed);
    let resolved = app.pairing.resolve(writer.id(), &id, &incoming, call).await?;
    let (_, deposit) = app.pairing.stands(writer.id(), resolved.deposit).await?;
    Ok((StatusCode::CREATED, Json(MessageDeposit::of(&resolved, &deposit))))
}
