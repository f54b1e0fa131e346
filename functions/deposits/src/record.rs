//! POST /workspaces/{id}/deposits

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::deposit::Told;
use domain::occurrence::Fingerprint;
use domain::time::DAY_MS;
use domain::{AccountId, SenderClaim, SenderVerdict, Source, Timestamp, Via, Won};
use pairing::{Evidence, Identity, Incoming, fingerprint};
use serde::Serialize;
use utoipa::ToSchema;
use web::account::account_of_body;
use web::answer::IdempotencyContext;
use web::caller::DepositWriter;
use web::field::{Bad, DepositorName, Id, Optional, RawSms, Required};
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
        /// The bank's message, if there is one.
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
    body: Sent<RecordDeposit>,
) -> Result<(StatusCode, Json<RecordedDeposit>), Problem> {
    let latest = app.now().plus_ms(DAY_MS);
    let otherwise = Bad::new("out_of_range", "지금부터 하루 뒤까지의 시각이어야 합니다.");
    let typed = body.check::<Timestamp>("deposited_at", |at| at <= latest, otherwise).finish()?;
    let account = account_of_body(&app, writer.id(), typed.bank_account_id).await?;
    let incoming = Incoming {
        account: account.id,
        account_added: account.created_at,
        has_overdraft: account.has_overdraft,
        is_unproved: false,
        identity: Identity { fingerprint: typed.identity(&once)?, words: None, has_time: true, is_stamped: false },
        evidence: Evidence::Person,
        settled: None,
        receipt: None,
        by: writer.actor(),
        told: Told {
            amount: typed.amount,
            depositor_name: Some(typed.depositor_name),
            deposited_at: typed.deposited_at,
            source: Source::Manual,
            via: Via::Api,
            phone: None,
            sender: SenderClaim::default(),
            verdict: SenderVerdict::ByPerson,
            balance: None,
            bank_code: account.bank_code,
            by_grammar: false,
            format: None,
            raw_sms: typed.raw_sms,
        },
    };
    let by_message = incoming.told.raw_sms.is_some();
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
