//! GET /workspaces/{id}/days

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::{AccountId, Day, Deposit, DepositStatus, Order, Won};
use serde::Serialize;
use store::sums::Recent;
use utoipa::ToSchema;
use web::caller::Reader;
use web::page::Query;
use web::{App, Problem};

/// How many days one answer tells of at most.
const DAYS_MAX: i64 = 62;
/// How many days it tells of when nobody says.
const DAYS_DEFAULT: i64 = 14;

/// A number of orders or deposits, and what they come to.
#[derive(Serialize, ToSchema, Clone, Copy, Default)]
pub struct TallyView {
    #[schema(example = 12)]
    pub count: u64,
    /// Whole KRW.
    #[schema(example = 340_000)]
    pub amount: u64,
}

impl TallyView {
    fn plus(mut self, other: Self) -> Self {
        self.count += other.count;
        self.amount = self.amount.saturating_add(other.amount);
        self
    }

    /// With one more.
    pub fn add(&mut self, amount: Won) {
        self.count += 1;
        self.amount = self.amount.saturating_add(amount.get());
    }
}

/// The deposits of an account on a day.
#[derive(Serialize, ToSchema)]
pub struct AccountDayView {
    #[schema(example = 1)]
    pub bank_account_id: u64,
    pub deposits: TallyView,
    /// Those of them that are matched now.
    pub matched: TallyView,
    /// Those of them that are not.
    pub unmatched: TallyView,
}

/// What happened on a day of Korean standard time, as it stands now.
#[derive(Serialize, ToSchema)]
pub struct DayView {
    #[schema(example = "2024-02-12")]
    pub day: String,
    /// Orders that were placed on the day.
    pub orders: TallyView,
    /// Deposits that were made on the day.
    pub deposits: TallyView,
    /// Those of them that are matched now.
    pub matched: TallyView,
    /// Those of them that are not.
    pub unmatched: TallyView,
    /// The same by account; those that had no deposit are left out.
    pub accounts: Vec<AccountDayView>,
    /// `false`: the day lies before the newest 10,000 orders or deposits, and its sums lack some.
    pub complete: bool,
}

/// The sums of some days, oldest first, one row a day also when nothing happened.
///
/// Counted from the newest 10,000 orders and deposits.
#[utoipa::path(get, path = "/workspaces/{id}/days", operation_id = "list_days", tag = "workspaces",
    params(("id" = u64, Path),
        ("from" = Option<String>, Query, format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description = "A day; included. Default: 13 days before `to`"),
        ("to" = Option<String>, Query, format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description = "A day; included, at most 61 days after `from`. Default: today in Korea")),
    responses((status = 200, body = [DayView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn days(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Json<Vec<DayView>>, Problem> {
    let (from, to) = (query.day("from"), query.day("to"));
    let to = to.unwrap_or_else(|| Day::of(app.now()));
    let from = from.unwrap_or_else(|| to.plus(1 - DAYS_DEFAULT));
    let many = from.days_until(to) + 1;
    if !(1..=DAYS_MAX).contains(&many) {
        query.refuse("to", "from과 같거나 그보다 뒤이고, 61일 이내여야 합니다.");
    }
    query.finish()?;
    let since = from.start();
    let (orders, deposits) =
        tokio::join!(app.store().orders_since(reader.id(), since), app.store().deposits_since(reader.id(), since));
    Ok(Json(told(from, many, &orders?, &deposits?)))
}

/// Deposits of one account on one day, by whether they are matched now.
#[derive(Clone, Copy, Default)]
struct Sums {
    matched: TallyView,
    unmatched: TallyView,
}

fn told(from: Day, many: i64, orders: &Recent<Order>, deposits: &Recent<Deposit>) -> Vec<DayView> {
    let whole_from = orders.whole_from.max(deposits.whole_from);
    let mut placed: BTreeMap<Day, TallyView> = BTreeMap::new();
    for order in &orders.rows {
        placed.entry(Day::of(order.created_at)).or_default().add(order.amount);
    }
    let mut made: BTreeMap<Day, BTreeMap<AccountId, Sums>> = BTreeMap::new();
    for deposit in &deposits.rows {
        let day = made.entry(Day::of(deposit.details.deposited_at)).or_default();
        let sums = day.entry(deposit.account).or_default();
        let tally = match deposit.state.status() {
            DepositStatus::Matched => &mut sums.matched,
            DepositStatus::Waiting | DepositStatus::Held | DepositStatus::Dismissed => &mut sums.unmatched,
        };
        tally.add(deposit.details.amount);
    }
    let day = |day: Day| {
        let accounts = made.remove(&day).unwrap_or_default();
        let all = accounts.values().fold(Sums::default(), |all, one| Sums {
            matched: all.matched.plus(one.matched),
            unmatched: all.unmatched.plus(one.unmatched),
        });
        DayView {
            day: day.text(),
            orders: placed.get(&day).copied().unwrap_or_default(),
            deposits: all.matched.plus(all.unmatched),
            matched: all.matched,
            unmatched: all.unmatched,
            accounts: accounts.into_iter().map(|(account, sums)| AccountDayView::of(account, sums)).collect(),
            complete: whole_from.is_none_or(|whole| day.start() >= whole),
        }
    };
    (0..many).map(|nth| from.plus(nth)).map(day).collect()
}

impl AccountDayView {
    fn of(account: AccountId, Sums { matched, unmatched }: Sums) -> Self {
        Self { bank_account_id: account.get(), deposits: matched.plus(unmatched), matched, unmatched }
    }
}
