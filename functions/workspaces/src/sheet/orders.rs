//! Orders as rows: what was asked for, and what was received for it, from whom, into which account.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Deposit, DepositId, Language, Order, OrderState, Timestamp};
use orders::list::ListOrders;
use web::caller::Reader;
use web::{App, Problem};

use super::Sheet;
use super::labels::{Label, of_order, of_payment};
use super::name::Named;
use super::rows::{Accounts, Gathered, ROWS_AT_ONCE, joined};
use super::table::{Cell, Table};

const NAME: Label = Label("주문", "orders");
/// The filter by which fewer are asked for.
const FROM: &str = "created_from";

const HEAD: [Label; 18] = [
    Label("주문번호", "Order number"),
    Label("금액", "Amount"),
    Label("입금자명", "Payer"),
    Label("상태", "Status"),
    Label("받은 금액", "Received"),
    Label("보낸 이름", "Paid by"),
    Label("받은 계좌", "Account"),
    Label("입금 시각", "Paid at"),
    Label("차액", "Difference"),
    Label("더 받을 금액", "Still open"),
    Label("입금 확인 시각", "Matched at"),
    Label("등록 시각", "Added at"),
    Label("주문한 때", "Ordered at"),
    Label("입금 기한", "Pay by"),
    Label("이메일", "Email"),
    Label("전화번호", "Phone"),
    Label("메모", "Memo"),
    Label("연결된 입금 번호", "Deposit numbers"),
];

/// The orders of the list, all of them.
pub async fn sheet(app: &App, reader: &Reader, asked: &ListOrders, language: Language) -> Result<Sheet, Problem> {
    let at = |order: &Order| order.created_at;
    let (mut gathered, mut before) = (Gathered::new(FROM, at), None);
    while let Some(behind) = gathered.take(asked.page(app, reader.id(), before, ROWS_AT_ONCE).await?)? {
        before = Some(behind);
    }
    let orders = gathered.rows;
    let paid_by: BTreeSet<_> = orders.iter().flat_map(Order::payments).map(|part| part.with).collect();
    let ids: Vec<_> = paid_by.into_iter().collect();
    let deposits = app.store().deposits_of(reader.id(), &ids).await?;
    let deposits = deposits.into_iter().map(|deposit| (deposit.id, deposit)).collect();
    let accounts = Accounts::read(app, reader.id()).await?;
    let now = app.now();
    let rows = orders.iter().map(|order| row(order, &deposits, &accounts, language, now).into());
    let table = Table::new(NAME, &HEAD, rows.collect(), language);
    Ok(Sheet { table, times: orders.iter().map(at).collect(), from: FROM, named: named(asked) })
}

fn row(
    order: &Order,
    deposits: &BTreeMap<DepositId, Deposit>,
    accounts: &Accounts,
    language: Language,
    now: Timestamp,
) -> [Cell; 18] {
    let payments = order.payments();
    let paying: Vec<_> = payments.iter().filter_map(|part| deposits.get(&part.with)).collect();
    let names = paying.iter().filter_map(|deposit| deposit.details.depositor_name.as_deref());
    let into = paying.iter().map(|deposit| accounts.name(deposit.account));
    let matched_at = if let OrderState::Matched { at, .. } = order.state { Some(at) } else { None };
    [
        Cell::text(order.number.as_str()),
        Cell::won(order.amount.get()),
        Cell::text(order.depositor_name.as_str()),
        Cell::text(of_order(order.status(now)).to(language)),
        Cell::won(order.received()),
        Cell::text(joined(names)),
        Cell::text(joined(into)),
        Cell::at(paying.iter().map(|deposit| deposit.details.deposited_at).max()),
        order.difference().map_or(Cell::Empty, Cell::Won),
        Cell::won(order.open()),
        Cell::at(matched_at),
        Cell::At(order.created_at),
        Cell::at(order.ordered_at),
        Cell::at(order.expires_at),
        Cell::maybe(order.customer_email.as_deref()),
        Cell::maybe(order.customer_phone.as_deref()),
        Cell::maybe(order.memo.as_deref()),
        Cell::text(joined(payments.iter().map(|part| part.with.to_string()))),
    ]
}

/// What the file is called after.
fn named(asked: &ListOrders) -> Named {
    let is_narrowed = asked.order_number.is_some()
        || asked.order_number_prefix.is_some()
        || asked.depositor_name.is_some()
        || asked.amount_min.is_some()
        || asked.amount_max.is_some();
    let words = [asked.status.map(of_order), asked.payment_state.map(of_payment)];
    Named {
        kind: NAME,
        from: asked.created_from,
        to: asked.created_to,
        words: words.into_iter().flatten().collect(),
        is_narrowed,
    }
}
