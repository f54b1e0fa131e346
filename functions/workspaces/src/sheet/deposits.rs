//! Deposits as rows: what came in, from whom, into which account, and which orders it pays.

use std::collections::{BTreeMap, BTreeSet};

use deposits::list::ListDeposits;
use domain::{Deposit, DepositState, Language, OrderId, OrderNumber, Timestamp, Workspace};
use web::caller::Reader;
use web::{App, Problem};

use super::Sheet;
use super::labels::{Label, of_deposit, of_dismissal, of_hold, of_rest};
use super::name::Named;
use super::rows::{Accounts, Gathered, ROWS_AT_ONCE, joined};
use super::table::{Cell, Table};

const NAME: Label = Label("입금", "deposits");
/// The filter by which fewer are asked for.
const FROM: &str = "deposited_from";

const HEAD: [Label; 16] = [
    Label("입금 번호", "Deposit number"),
    Label("입금 시각", "Deposited at"),
    Label("금액", "Amount"),
    Label("입금자명", "Payer"),
    Label("계좌", "Account"),
    Label("상태", "Status"),
    Label("사유", "Reasons"),
    Label("주문번호", "Order number"),
    Label("주문에 쓰인 금액", "Paid for orders"),
    Label("남은 금액", "Left over"),
    Label("남은 금액 처리", "What becomes of it"),
    Label("돌려준 금액", "Sent back"),
    Label("잔액", "Balance"),
    Label("은행 문자", "Bank message"),
    Label("메모", "Note"),
    Label("등록 시각", "Added at"),
];

/// The deposits of the list, all of them.
pub async fn sheet(app: &App, reader: &Reader, asked: &ListDeposits, language: Language) -> Result<Sheet, Problem> {
    let at = |deposit: &Deposit| deposit.details.deposited_at;
    let (mut gathered, mut before) = (Gathered::new(FROM, at), None);
    while let Some(behind) = gathered.take(asked.page(app, &reader.workspace, before, ROWS_AT_ONCE).await?)? {
        before = Some(behind);
    }
    let deposits = gathered.rows;
    let paid: BTreeSet<_> = deposits.iter().flat_map(pays).map(|(order, _)| order).collect();
    let ids: Vec<_> = paid.into_iter().collect();
    let orders = app.store().orders_of(reader.id(), &ids).await?;
    let numbers = orders.into_iter().map(|order| (order.id, order.number)).collect();
    let accounts = Accounts::read(app, reader.id()).await?;
    let now = app.now();
    let all = deposits.iter();
    let rows = all.map(|deposit| row(deposit, &reader.workspace, &numbers, &accounts, (language, now)).into());
    let table = Table::new(NAME, &HEAD, rows.collect(), language);
    Ok(Sheet { table, times: deposits.iter().map(at).collect(), from: FROM, named: named(asked) })
}

/// The orders that a deposit pays, and with how much.
fn pays(deposit: &Deposit) -> Vec<(OrderId, u64)> {
    match deposit.allocations.as_slice() {
        [] => deposit.state.order().map(|order| (order, deposit.details.amount.get())).into_iter().collect(),
        noted => noted.iter().map(|part| (part.with, part.amount.get())).collect(),
    }
}

fn row(
    deposit: &Deposit,
    workspace: &Workspace,
    numbers: &BTreeMap<OrderId, OrderNumber>,
    accounts: &Accounts,
    (language, now): (Language, Timestamp),
) -> [Cell; 16] {
    let (details, pays) = (&deposit.details, pays(deposit));
    let state = deposit.state_now(workspace.settings.match_window_days, now);
    let dismissed = if let DepositState::Dismissed(reason) = state { Some(of_dismissal(reason)) } else { None };
    let reasons = state.holds().iter().map(of_hold).chain(dismissed);
    let orders = pays.iter().filter_map(|(order, _)| numbers.get(order));
    [
        Cell::Number(deposit.id.get()),
        Cell::At(details.deposited_at),
        Cell::won(details.amount.get()),
        Cell::maybe(details.depositor_name.as_deref()),
        Cell::text(accounts.name(deposit.account)),
        Cell::text(of_deposit(state.status()).to(language)),
        Cell::text(joined(reasons.map(|reason| reason.to(language)))),
        Cell::text(joined(orders.map(|number| number.as_str()))),
        Cell::won(pays.iter().map(|(_, amount)| amount).sum()),
        Cell::won(deposit.rest()),
        deposit.rest_treatment.map_or(Cell::Empty, |treatment| Cell::text(of_rest(treatment).to(language))),
        Cell::won(deposit.returned()),
        details.balance.map_or(Cell::Empty, Cell::Won),
        Cell::maybe(details.raw_sms.as_deref()),
        Cell::maybe(deposit.note.as_deref()),
        Cell::At(deposit.created_at),
    ]
}

/// What the file is called after.
fn named(asked: &ListDeposits) -> Named {
    let is_narrowed = asked.depositor_name.is_some()
        || asked.amount_min.is_some()
        || asked.amount_max.is_some()
        || asked.bank_account_id.is_some();
    let matched = |is_matched| if is_matched { Label("확인됨", "matched") } else { Label("미확인", "unmatched") };
    let undecided = |is| if is { Label("확인할 입금", "to check") } else { Label("정해진 입금", "decided") };
    let words = [
        asked.state.map(of_deposit),
        asked.is_matched.map(matched),
        asked.is_undecided.map(undecided),
        asked.rest_treatment.map(of_rest),
    ];
    Named {
        kind: NAME,
        from: asked.deposited_from,
        to: asked.deposited_to,
        words: words.into_iter().flatten().collect(),
        is_narrowed,
    }
}
