//! POST /workspaces/{id}/deposits

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::occurrence::Fingerprint;
use domain::{AccountId, DepositorName, Timestamp, Won};
use pairing::{Incoming, Typed, fingerprint};
use serde::Serialize;
use utoipa::ToSchema;
use web::account::{account_of_body, no_later_than_tomorrow};
use web::answer::IdempotencyContext;
use web::caller::DepositWriter;
use web::field::{Id, Optional, RawSms, Required};
use web::form::Sent;
use web::{App, Problem, fields, keys};

use crate::view::DepositView;

fields! {
    /// A deposit, typed by a person.
    pub struct RecordDeposit {
        /// An account of the workspace.
        bank_account_id: Required<Id<AccountId>> = 1,
        /// Whole KRW.
        amount: Required<Won> = 14510,
        depositor_name: Required<DepositorName> = "홍길동",
        /// RFC 3339, from 2000-01-01 to one day ahead.
        deposited_at: Required<Timestamp> = "2024-02-01T11:05:00+09:00",
        /// The bank's message, if there is one. One that carries a one-time code is not kept.
        raw_sms: Optional<RawSms>,
    }
}

impl RecordDeposit {
    /// What it is recognised by: the bank's message, if there is one; else the request under its key, or nothing.
    fn identity(&self, once: &IdempotencyContext) -> Result<Fingerprint, Problem> {
        if let Some(raw) = self.raw_sms.as_deref() {
            return Ok(pairing::message_fingerprint(raw, b""));
        }
        match once.fingerprint() {
            Some(request) => Ok(fingerprint(&[&request])),
            None => Ok(fingerprint(&[&keys::random::<32>().map_err(|_| Problem::internal("no random bytes"))?])),
        }
    }
}

/// A recorded deposit.
#[derive(Serialize, ToSchema)]
pub struct RecordedDeposit {
    #[serde(flatten)]
    pub deposit: DepositView,
    /// The message in `raw_sms` had been seen: this is the deposit that it made then. Absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub duplicate: bool,
}

/// Records a deposit by hand. It is matched as one that a message told of.
///
/// A deposit of the same account and amount and of a related name that was made within two days may be the same money:
/// then it is recorded and held, `possible_duplicate`.
#[utoipa::path(post, path = "/workspaces/{id}/deposits", operation_id = "record_deposit", tag = "deposits", params(("id" = u64, Path)), request_body = RecordDeposit,
    responses((status = 201, body = RecordedDeposit), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn record(
    State(app): State<App>,
    writer: DepositWriter,
    once: IdempotencyContext,
    sent: Sent<RecordDeposit>,
) -> Result<(StatusCode, Json<RecordedDeposit>), Problem> {
    let body = no_later_than_tomorrow(sent, app.now()).finish()?;
    let account = account_of_body(&app, writer.id(), body.bank_account_id).await?;
    let (fingerprint, by_message) = (body.identity(&once)?, body.raw_sms.is_some());
    let RecordDeposit { amount, depositor_name, deposited_at, raw_sms, .. } = body;
    // It is recognised by its message, but a one-time code is kept nowhere.
    let raw_sms = raw_sms.filter(|raw| !bank_sms::carries_code(raw));
    let typed = Typed { amount, depositor_name, deposited_at, raw_sms };
    let incoming = Incoming::typed(&account, fingerprint, writer.actor(), typed);
    let received = app.pairing.receive(writer.id(), &incoming).await?;
    let (_, deposit) = app.pairing.stands(writer.id(), received.deposit).await?;
    Ok((
        StatusCode::CREATED,
        Json(RecordedDeposit {
            deposit: DepositView::of(&deposit, &writer.workspace, app.now()),
            duplicate: received.duplicate && by_message,
        }),
    ))
}
