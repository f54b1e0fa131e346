//! POST /workspaces/{id}/test/messages: a bank that writes, for a test workspace. What it prints goes the way of every
//! phone's message.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use bank_sms::{Bank, Printed, Style, Transfer, TransferKind, WriteError, write, write_in};
use domain::{Account, AccountId, FieldFault, Phone, PhoneRef, SenderClaim, Timestamp, Won, WorkspaceMode};
use serde::Serialize;
use serde_json::Value;
use store::deposits::DepositFilter;
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use web::body::BODY_MAX;
use web::caller::{DepositWriter, Source};
use web::field::{Bad, Field, GuardedOptional, Id, Line, Name, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::answer::WebhookAnswer;
use crate::call::Way;
use crate::dialect::{Content, Message};
use crate::keyed;
use crate::limit::Limit;

/// What an account has whose balance nobody told yet, in KRW.
const FIRST_BALANCE: i64 = 1_000_000;
/// The largest balance that is printed, in KRW.
const BALANCE_MAX: u64 = 9_999_999_999_999;
/// So many of the newest deposits are looked at for an account's balance.
const BALANCE_AMONG: usize = 20;

fields! {
    /// What a bank is to write.
    pub struct TestMessage {
        /// Of which account; absent: the newest that takes messages.
        bank_account_id: GuardedOptional<Id<AccountId>>,
        /// Absent: `deposit`.
        kind: GuardedOptional<Kind>,
        amount: Required<Won> = 14510,
        /// The other side, as it is printed. Absent: none, where the bank's messages can be without.
        name: Optional<Name> = "홍길동",
        /// The minute that is printed; absent: now.
        at: GuardedOptional<Timestamp>,
        /// The balance that is printed. `auto`, as when it is absent: what the account's newest deposit told, else
        /// 1,000,000, and the transfer. `none`: the bank prints none. Or whole KRW, such as `532513`.
        balance: GuardedOptional<Balance>,
        /// The layout, by its name; absent: the first of the bank's that tells the most.
        shape: GuardedOptional<Line<80>>,
        /// The sender that the phone tells; absent: the bank's own.
        sender: GuardedOptional<Line<100>>,
    }
}

/// A kind of transfer, by its word.
struct Kind;

impl Field for Kind {
    type Value = TransferKind;

    fn read(value: &Value) -> Result<TransferKind, Bad> {
        let named = TransferKind::ALL.into_iter().find(|kind| value.as_str() == Some(kind.code()));
        let all = || TransferKind::ALL.map(TransferKind::code).join(", ");
        named.ok_or_else(|| Bad::new(FieldFault::Invalid, format!("다음 중 하나여야 합니다: {}", all())))
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(TransferKind::ALL.map(TransferKind::code)))
            .into()
    }
}

/// What is printed as the balance.
#[derive(Clone, Copy)]
enum Balance {
    Auto,
    None,
    Is(i64),
}

impl Field for Balance {
    type Value = Self;

    fn read(value: &Value) -> Result<Self, Bad> {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match text.as_str() {
            "auto" => Ok(Self::Auto),
            "none" => Ok(Self::None),
            krw => match krw.parse::<i64>() {
                Ok(krw) if krw.unsigned_abs() <= BALANCE_MAX => Ok(Self::Is(krw)),
                Ok(_) | Err(_) => Err(Bad::new(FieldFault::Invalid, "auto, none, 또는 원 단위의 정수여야 합니다.")),
            },
        }
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(14)).into()
    }
}

/// What became of the message, as a phone would hear it, and what the bank printed.
#[derive(Serialize, ToSchema)]
pub struct TestMessageAnswer {
    #[serde(flatten)]
    #[schema(inline)]
    pub answer: WebhookAnswer,
    #[schema(example = "[Web발신]\n국민 02/12 10:59\n110***000000\n입금 14,510원\n잔액 1,014,510원\n홍길동")]
    pub raw_sms: String,
    /// The name of the layout that it was printed in.
    pub shape: String,
    /// The sender that was told with it: a number, or an app's package.
    pub sender: Option<String>,
}

/// Has a bank write, in a test workspace.
///
/// The message is printed as that bank prints it, comes over the workspace's newest phone, and is read, paired and told
/// as a real one. The call answers as the phone's URL does.
#[utoipa::path(post, path = "/workspaces/{id}/test/messages", operation_id = "send_test_message", tag = "test", params(("id" = u64, Path)), request_body = TestMessage,
    responses((status = 200, body = TestMessageAnswer), (status = 202, body = TestMessageAnswer), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn send(
    State(app): State<App>,
    writer: DepositWriter,
    source: Source,
    headers: HeaderMap,
    body: Sent<TestMessage>,
) -> Result<Response, Problem> {
    let asked = body.finish()?;
    if writer.id().mode() == WorkspaceMode::Live {
        return Err(Problem::of(Code::LiveWorkspace));
    }
    let account = account(&app, &writer, asked.bank_account_id).await?;
    let phone = phone(&app, &writer).await?;
    let printed = print(&app, &asked, &account).await?;
    let sender = asked.sender.clone().or(printed.sender.map(str::to_owned));
    let message =
        Message { text: printed.raw.clone(), claim: SenderClaim::told(sender.clone()), call_id: None, stamp: None };
    // One that came from another installation has no URL here yet.
    let newest = phone.keys.first().ok_or_else(|| Problem::of(Code::TestPhoneMissing))?;
    let keyed = app.store().keyed(&newest.hash).await?.ok_or_else(|| Problem::of(Code::TestPhoneMissing))?;
    let way = Way::Phone { phone: PhoneRef { workspace: writer.id(), phone: phone.id }, signed: false };
    let limit = Limit::of(way, &source);
    let taken = keyed::one(&app, &keyed, way, &limit, &headers, Content::Message(message)).await?;
    told(taken, &printed, sender).await
}

/// The account that is named, or the newest that takes messages.
pub async fn account(app: &App, writer: &DepositWriter, named: Option<AccountId>) -> Result<Account, Problem> {
    let found = match named {
        Some(id) => app.store().account(writer.id(), id).await?,
        None => app.store().accounts(writer.id(), Some(true), None, 1).await?.rows.pop(),
    };
    found.filter(|account| account.is_active).ok_or_else(|| Problem::of(Code::BankAccountNotFound))
}

/// The newest phone.
async fn phone(app: &App, writer: &DepositWriter) -> Result<Phone, Problem> {
    let newest = app.store().phones(writer.id(), None, 1).await?.rows.pop();
    newest.ok_or_else(|| Problem::of(Code::TestPhoneMissing))
}

/// What the account's bank prints of it.
async fn print(app: &App, asked: &TestMessage, account: &Account) -> Result<Printed, Problem> {
    let bank = account.bank_code.bank().ok_or_else(|| bad(WriteError::Layout))?;
    let kind = asked.kind.unwrap_or(TransferKind::Deposit);
    let transfer = Transfer {
        kind,
        amount: asked.amount.get(),
        name: asked.name.as_deref().unwrap_or_default(),
        at: asked.at.unwrap_or(app.now()).datetime(),
        account: &account.number.digits(),
        owner: &account.holder,
        balance: match asked.balance.unwrap_or(Balance::Auto) {
            Balance::Auto => kind.balance_after(balance(app, account).await?, asked.amount.get()),
            Balance::None => None,
            Balance::Is(krw) => Some(krw),
        },
    };
    match &asked.shape {
        None => write(bank, &transfer).map_err(bad),
        Some(name) => match bank.layouts().find(|shape| shape.name == name) {
            Some(shape) => write_in(bank, shape, &transfer, &Style::default()).map_err(bad),
            None => Err(Problem::field("shape", FieldFault::Invalid, shapes(bank))),
        },
    }
}

fn shapes(bank: &Bank) -> String {
    let names: Vec<&str> = bank.layouts().map(|shape| shape.name).collect();
    format!("이 은행의 양식 중 하나여야 합니다: {}", names.join(", "))
}

/// The newest balance that a message of the account told, in KRW.
pub async fn balance(app: &App, account: &Account) -> Result<i64, Problem> {
    let newest = app.store().deposits(account.workspace, &DepositFilter::default(), None, BALANCE_AMONG).await?.rows;
    let of_it = newest.iter().filter(|deposit| deposit.account == account.id);
    Ok(of_it.filter_map(|deposit| deposit.details.balance).next().unwrap_or(FIRST_BALANCE))
}

/// The field that keeps the bank from writing.
fn bad(error: WriteError) -> Problem {
    let (field, detail) = match error {
        WriteError::Layout => {
            ("bank_account_id", "이 은행의 문자 양식을 알지 못합니다. 다른 은행의 계좌로 시험해 주세요.")
        }
        WriteError::Kind => ("kind", "이 양식에는 이런 거래의 문자가 없습니다."),
        WriteError::Amount => ("amount", "1원부터 1조 원까지여야 합니다."),
        WriteError::Name => ("name", "이 양식에는 이름이 있어야 합니다."),
        WriteError::Balance => ("balance", "이 양식에는 잔액이 있어야 합니다."),
        WriteError::Account | WriteError::Owner => ("shape", "이 계좌는 이 양식으로 인쇄할 수 없습니다."),
    };
    Problem::field(field, FieldFault::Invalid, detail)
}

/// The webhook's answer, and what was printed.
async fn told(taken: Response, printed: &Printed, sender: Option<String>) -> Result<Response, Problem> {
    let (parts, body) = taken.into_parts();
    let broken = || Problem::internal("the webhook's answer is no JSON object");
    let bytes = to_bytes(body, BODY_MAX).await.map_err(|_| broken())?;
    let mut answer: Value = serde_json::from_slice(&bytes).map_err(|_| broken())?;
    let fields = answer.as_object_mut().ok_or_else(broken)?;
    fields.insert("raw_sms".to_owned(), printed.raw.clone().into());
    fields.insert("shape".to_owned(), printed.shape.into());
    fields.insert("sender".to_owned(), sender.into());
    let mut response = (parts.status, Json(answer)).into_response();
    let location = parts.headers.get(axum::http::header::LOCATION);
    response.headers_mut().extend(location.map(|location| (axum::http::header::LOCATION, location.clone())));
    Ok(response)
}
