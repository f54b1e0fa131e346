//! POST /workspaces/{id}/test/scenarios, GET /workspaces/{id}/test/scenarios/{scenario_id}: what can happen to money,
//! played in a test workspace. The matcher plays it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bank_sms::WriteError;
use domain::scenario::Play;
use domain::{AccountId, ClosedSet, EndState, FieldFault, ScenarioId, ScenarioName, Timestamp, WorkspaceMode};
use scenario::{Action, Scenario, Teller};
use serde::Serialize;
use sms_webhook::test_message;
use store::queue::INSURANCE_DELAY_S;
use store::tasks::Task;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named, Reader};
use web::field::{Among, Choices, GuardedOptional, Id, Integer, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

/// The largest seed.
const SEED_MAX: u64 = i32::MAX as u64;

fields! {
    /// A scenario to play.
    pub struct StartScenario {
        name: Required<Among<AnyScenario>> = "split",
        /// What its names, amounts and times are drawn from: the same seed, the same scenario. Each is played once in a
        /// workspace. Absent: 1.
        seed: Optional<Integer<0, SEED_MAX, u32>> = 7,
        /// Whose bank writes; absent: the newest account that takes messages.
        bank_account_id: GuardedOptional<Id<AccountId>>,
    }
}

/// All of them.
pub struct AnyScenario;

impl Choices for AnyScenario {
    type Of = ScenarioName;

    fn all() -> impl Iterator<Item = ScenarioName> {
        ScenarioName::all()
    }
}

/// A scenario that was started.
#[derive(Serialize, ToSchema)]
pub struct ScenarioView {
    #[schema(example = "split-7")]
    id: String,
    name: words::ScenarioName,
    seed: u32,
    state: words::PlayStatus,
    /// Whether all came out as expected; `null` while it is played.
    passed: Option<bool>,
    started_at: String,
    ended_at: Option<String>,
    /// What must come out.
    expected: EndStateView,
    /// What came out; `null` while it is played.
    got: Option<EndStateView>,
    livemode: bool,
}

/// What is there at the end of a scenario.
#[derive(Serialize, ToSchema)]
pub struct EndStateView {
    /// The orders that it placed, in that order.
    orders: Vec<EndOrder>,
    /// The deposits that its messages told of, in the order in which they came.
    deposits: Vec<EndDeposit>,
    /// What is proposed to a person for these deposits.
    proposals: Vec<words::ProposalKind>,
    /// How many messages wait for a person.
    unread_messages: usize,
    /// The phone that its messages came over.
    phone: words::PhoneStatus,
}

#[derive(Serialize, ToSchema)]
struct EndOrder {
    status: words::OrderStatus,
    payment_state: words::PaymentState,
}

#[derive(Serialize, ToSchema)]
struct EndDeposit {
    state: words::DepositStatus,
    hold_reasons: Vec<words::HoldReason>,
}

impl ScenarioView {
    fn of(play: &Play, expected: &EndState) -> Self {
        let end = play.end.as_ref();
        Self {
            id: play.id.to_string(),
            name: play.id.name.into(),
            seed: play.id.seed,
            state: play.status().into(),
            passed: end.map(|end| end.got == *expected),
            started_at: play.started_at.rfc3339(),
            ended_at: end.map(|end| end.at.rfc3339()),
            expected: EndStateView::of(expected),
            got: end.map(|end| EndStateView::of(&end.got)),
            livemode: play.workspace.is_live(),
        }
    }
}

impl EndStateView {
    fn of(state: &EndState) -> Self {
        let EndState { orders, deposits, proposals, unread, phone } = state;
        let orders = orders
            .iter()
            .map(|(status, payment)| EndOrder { status: (*status).into(), payment_state: (*payment).into() });
        let deposits = deposits.iter().map(|(state, holds)| EndDeposit {
            state: (*state).into(),
            hold_reasons: words::list(holds.iter().copied()),
        });
        Self {
            orders: orders.collect(),
            deposits: deposits.collect(),
            proposals: words::list(proposals.iter().copied()),
            unread_messages: *unread,
            phone: (*phone).into(),
        }
    }
}

/// Starts a scenario in a test workspace: it places orders and has the bank write, as a customer would.
///
/// Most are over within seconds; `late` and `phone_dark` take about ten minutes, which must really pass. Its phone is
/// its own, and goes when it is over; its orders and deposits stay.
#[utoipa::path(post, path = "/workspaces/{id}/test/scenarios", operation_id = "start_scenario", tag = "test", params(("id" = u64, Path)), request_body = StartScenario,
    responses((status = 201, body = ScenarioView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn start(
    State(app): State<App>,
    writer: DepositWriter,
    once: IdempotencyContext,
    body: Sent<StartScenario>,
) -> Result<Answer<ScenarioView>, Problem> {
    let asked = body.finish()?;
    if writer.id().mode() == WorkspaceMode::Live {
        return Err(Problem::of(Code::LiveWorkspace));
    }
    let id = ScenarioId { name: asked.name, seed: asked.seed.unwrap_or(1) };
    let (scenario, now) = (Scenario::new(id), app.now());
    let play = play(&app, &writer, &scenario, asked.bank_account_id, now).await?;
    let answer = once.answer(&app, StatusCode::CREATED, ScenarioView::of(&play, &scenario.expected))?;
    // It goes on even if this program dies at the next line.
    let task = Task::Scenario { workspace: play.workspace, scenario: id };
    app.store().tasks.send(task.clone(), INSURANCE_DELAY_S).await?;
    match answer.store(&app).begin_play(&play).await? {
        None => {
            if let Err(error) = app.store().tasks.send(task, 0).await {
                tracing::warn!(%error, "a scenario begins later");
            }
            Ok(answer)
        }
        Some(_) => Err(Problem::of(Code::ScenarioExists)),
    }
}

/// The scenario as it begins, if the account's bank can write all of it.
async fn play(
    app: &App,
    writer: &DepositWriter,
    scenario: &Scenario,
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<Play, Problem> {
    let account = test_message::account(app, writer, account).await?;
    let balance = test_message::balance(app, &account).await?;
    let origin = now.plus_ms(-scenario.head_start_ms());
    let digits = account.number.digits();
    let bank = account.bank_code.bank().ok_or_else(|| cannot_write(WriteError::Layout))?;
    let mut teller = Teller { bank, account: &digits, owner: &account.holder, balance };
    for step in &scenario.steps {
        if let Action::Send(text) = &step.action {
            teller.print(text, origin.plus_ms(step.at_ms)).map_err(cannot_write)?;
        }
    }
    Ok(Play {
        workspace: writer.id(),
        id: scenario.id,
        account: account.id,
        balance,
        origin,
        started_at: now,
        by: writer.actor(),
        phone: None,
        played: 0,
        orders: Vec::new(),
        looks: 0,
        end: None,
        version: 1,
    })
}

fn cannot_write(error: WriteError) -> Problem {
    let detail = match error {
        WriteError::Layout => "이 은행의 문자 양식을 알지 못합니다. 다른 은행의 계좌로 시험해 주세요.",
        WriteError::Balance => {
            "이 은행의 문자에는 잔액이 늘 찍혀서 이 시나리오를 쓸 수 없습니다. 다른 은행의 계좌로 시험해 주세요."
        }
        WriteError::Kind | WriteError::Amount | WriteError::Name | WriteError::Account | WriteError::Owner => {
            "이 계좌의 문자로는 이 시나리오를 쓸 수 없습니다. 다른 은행의 계좌로 시험해 주세요."
        }
    };
    Problem::field("bank_account_id", FieldFault::Invalid, detail)
}

/// A scenario: whether it is over, and whether all came out as expected.
///
/// Kept for seven days.
#[utoipa::path(get, path = "/workspaces/{id}/test/scenarios/{scenario_id}", operation_id = "get_scenario", tag = "test", params(("id" = u64, Path), ("scenario_id" = String, Path)),
    responses((status = 200, body = ScenarioView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, named: Named) -> Result<Json<ScenarioView>, Problem> {
    let id = named.id("scenario_id", ScenarioId::parse, Code::ScenarioNotFound)?;
    let play = app.store().play(reader.id(), id).await?.ok_or_else(|| Problem::of(Code::ScenarioNotFound))?;
    Ok(Json(ScenarioView::of(&play, &Scenario::new(id).expected)))
}
