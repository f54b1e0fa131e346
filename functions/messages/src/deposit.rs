//! POST /workspaces/{id}/messages/{message_id}/deposit

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::deposit::Told;
use domain::occurrence::Fingerprint;
use domain::time::DAY_MS;
use domain::{Account, AccountId, Actor, Message, SenderVerdict, Source, Timestamp, Via, Won, text};
use pairing::{Evidence, Identity, Incoming, fingerprint};
use serde::Deserialize;
use utoipa::ToSchema;
use web::account::{account_id, account_of_body};
use web::body::{Body, Fields, Input, line};
use web::caller::{DepositWriter, Named};
use web::{App, Problem};

use crate::view::MessageDeposit;

/// What a message says, typed by a person.
#[derive(Deserialize, ToSchema)]
pub struct TypeDeposit {
    /// An account of the workspace.
    #[serde(default)]
    #[schema(required = true, value_type = u64, minimum = 1, maximum = 9_999_999_999_u64, example = 1)]
    bank_account_id: Input,
    /// Whole KRW.
    #[serde(default)]
    #[schema(required = true, value_type = u64, minimum = 1, maximum = 1_000_000_000_000_u64, example = 14510)]
    amount: Input,
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "홍길동")]
    depositor_name: Input,
    /// RFC 3339, from 2000-01-01 to one day ahead.
    #[serde(default)]
    #[schema(required = true, value_type = String, format = DateTime, example = "2024-02-01T11:05:00+09:00")]
    deposited_at: Input,
}

struct Typed {
    account: AccountId,
    amount: Won,
    depositor_name: String,
    deposited_at: Timestamp,
}

impl TypeDeposit {
    fn parse(&self, now: Timestamp) -> Result<Typed, Problem> {
        let mut fields = Fields::default();
        let account = fields.required("bank_account_id", &self.bank_account_id, account_id);
        let amount = fields.required("amount", &self.amount, Fields::of::<Won>);
        let payer = fields.required("depositor_name", &self.depositor_name, |f, name, value| {
            f.text(name, value, line(text::DEPOSITOR_NAME))
        });
        let at = fields.required("deposited_at", &self.deposited_at, Fields::of::<Timestamp>);
        if at.is_some_and(|at| at > now.plus_ms(DAY_MS)) {
            fields.bad("deposited_at", "out_of_range", "지금부터 하루 뒤까지의 시각이어야 합니다.");
        }
        let typed = || Some(Typed { account: account?, amount: amount?, depositor_name: payer?, deposited_at: at? });
        let typed = typed();
        fields.finish(typed)
    }
}

impl Typed {
    /// What a repeat of the call has in common with it.
    fn call(&self) -> Fingerprint {
        let (account, amount) = (self.account.get().to_be_bytes(), self.amount.get().to_be_bytes());
        let at = self.deposited_at.ms().to_be_bytes();
        fingerprint(&[b"deposit", &account, &amount, self.depositor_name.as_bytes(), &at])
    }

    /// The deposit, under the fingerprint that its message was kept under: two messages of one wording stay two.
    fn of(self, message: &Message, account: &Account, by: Actor) -> Incoming {
        Incoming {
            account: account.id,
            account_added: account.created_at,
            has_overdraft: account.has_overdraft,
            is_unproved: false,
            identity: Identity { fingerprint: message.id.fingerprint, words: None, has_time: true, is_stamped: false },
            evidence: Evidence::Person,
            settled: None,
            receipt: None,
            by,
            told: Told {
                amount: self.amount,
                depositor_name: Some(self.depositor_name),
                deposited_at: self.deposited_at,
                source: Source::Manual,
                via: Via::Api,
                phone: message.phone,
                sender: message.sender.clone(),
                verdict: SenderVerdict::ByPerson,
                balance: None,
                bank_code: account.bank_code.clone(),
                by_grammar: false,
                format: None,
                raw_sms: Some(message.raw.clone()),
            },
        }
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
    Body(body): Body<TypeDeposit>,
) -> Result<(StatusCode, Json<MessageDeposit>), Problem> {
    let typed = body.parse(app.now())?;
    let id = crate::named(&named)?;
    let (message, account) =
        tokio::join!(app.pairing.message(writer.id(), &id), account_of_body(&app, writer.id(), typed.account));
    let (message, account) = (message?, account?);
    let call = typed.call();
    let incoming = typed.of(&message, &account, writer.actor());
    let resolved = app.pairing.resolve(writer.id(), &id, &incoming, call).await?;
    let (_, deposit) = app.pairing.stands(writer.id(), resolved.deposit).await?;
    Ok((StatusCode::CREATED, Json(MessageDeposit::of(&resolved, &deposit))))
}
