//! `orders`, `deposits`, `proposals`, `audit`: lists, as tables or as the server's JSON.

use domain::ClosedSet;
use serde_json::Value;

use super::api::PAGE_MAX;
use super::args::{Audit, Deposits, Listed, Orders};
use super::failure::Failure;
use super::lang::Lang;
use super::print::{self, Side};
use super::session::Session;
use super::workspace;

/// How a value is shown.
type Shown = fn(&Value) -> String;

/// A column: its head, on which side it stands, and what of a row it shows.
type Column = (String, Side, Shown);

pub async fn orders(args: &Orders, lang: Lang) -> Result<(), Failure> {
    let filter = args.status.map(|status| format!("&status={}", status.code()));
    list(&args.listed, lang, "orders", filter, orders_columns(lang)).await
}

fn orders_columns(lang: Lang) -> Vec<Column> {
    vec![
        (lang.head_id(), Side::Right, |row| text(&row["id"])),
        (lang.head_order_number(), Side::Left, |row| text(&row["order_number"])),
        (lang.head_amount(), Side::Right, |row| won(&row["amount"])),
        (lang.head_name(), Side::Left, |row| text(&row["depositor_name"])),
        (lang.head_status(), Side::Left, |row| text(&row["status"])),
        (lang.head_payment(), Side::Left, |row| text(&row["payment_state"])),
        (lang.head_open(), Side::Right, |row| won(&row["amount_open"])),
        (lang.head_created(), Side::Left, |row| minute(&row["created_at"])),
    ]
}

pub async fn deposits(args: &Deposits, lang: Lang) -> Result<(), Failure> {
    let filter = args.state.map(|state| format!("&state={}", state.code()));
    list(&args.listed, lang, "deposits", filter, deposits_columns(lang)).await
}

fn deposits_columns(lang: Lang) -> Vec<Column> {
    vec![
        (lang.head_id(), Side::Right, |row| text(&row["id"])),
        (lang.head_amount(), Side::Right, |row| won(&row["amount"])),
        (lang.head_name(), Side::Left, |row| text(&row["depositor_name"])),
        (lang.head_status(), Side::Left, |row| text(&row["state"])),
        (lang.head_hold(), Side::Left, |row| words(&row["hold_reasons"])),
        (lang.head_order(), Side::Right, |row| text(&row["matched_order_id"])),
        (lang.head_deposited(), Side::Left, |row| minute(&row["deposited_at"])),
    ]
}

pub async fn audit(args: &Audit, lang: Lang) -> Result<(), Failure> {
    if args.deployed || args.data.is_some() {
        return Err(Failure::Usage(lang.use_check()));
    }
    list(&args.listed, lang, "audit", None, audit_columns(lang)).await
}

fn audit_columns(lang: Lang) -> Vec<Column> {
    vec![
        (lang.head_at(), Side::Left, |row| minute(&row["at"])),
        (lang.head_by(), Side::Left, |row| text(&row["by"])),
        (lang.head_kind(), Side::Left, |row| text(&row["kind"])),
        (lang.head_subject(), Side::Right, |row| text(&row["subject_id"])),
        (lang.head_changes(), Side::Left, |row| changes(&row["changes"])),
    ]
}

/// They are computed at the call: one answer, and no pages.
pub async fn proposals(args: &Listed, lang: Lang) -> Result<(), Failure> {
    let session = Session::open(&args.at.common, lang)?;
    let id = workspace::chosen(&session, &args.at).await?.id;
    let found: Value = session.api.get(&format!("/workspaces/{id}/proposals")).await?;
    if args.json {
        print::json(&found);
        return Ok(());
    }
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let items = found["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    show(&items[..items.len().min(limit)], proposals_columns(lang), lang);
    if items.len() > limit {
        print::note(&lang.more_rows());
    }
    if found["capped"] == true {
        print::note(&lang.capped());
    }
    Ok(())
}

fn proposals_columns(lang: Lang) -> Vec<Column> {
    vec![
        (lang.head_kind(), Side::Left, |row| text(&row["kind"])),
        (lang.head_score(), Side::Right, |row| text(&row["score"])),
        (lang.head_deposits(), Side::Left, |row| each(&row["deposits"], |deposit| money_of(deposit, "id"))),
        (lang.head_orders(), Side::Left, |row| each(&row["orders"], |order| money_of(order, "order_number"))),
        (lang.head_difference(), Side::Right, |row| won(&row["difference"])),
        (lang.head_reasons(), Side::Left, |row| words(&row["reasons"])),
        (lang.head_against(), Side::Left, |row| words(&row["against"])),
    ]
}

/// Pages of a list, until there are as many rows as were asked for.
async fn list(
    args: &Listed,
    lang: Lang,
    what: &str,
    filter: Option<String>,
    columns: Vec<Column>,
) -> Result<(), Failure> {
    let session = Session::open(&args.at.common, lang)?;
    let id = workspace::chosen(&session, &args.at).await?.id;
    let (limit, filter) = (usize::try_from(args.limit).unwrap_or(usize::MAX), filter.unwrap_or_default());
    let (mut rows, mut cursor) = (Vec::new(), None::<String>);
    let is_more = loop {
        let size = (limit - rows.len()).min(PAGE_MAX);
        let next = cursor.as_deref().map(|cursor| format!("&cursor={}", query(cursor))).unwrap_or_default();
        let page = session.api.page(&format!("/workspaces/{id}/{what}?limit={size}{filter}{next}")).await?;
        rows.extend(page.items);
        cursor = page.next;
        if cursor.is_none() || rows.len() >= limit {
            break cursor.is_some();
        }
    };
    if args.json {
        print::json(&Value::Array(rows));
    } else {
        show(&rows, columns, lang);
    }
    if is_more {
        print::note(&lang.more_rows());
    }
    Ok(())
}

fn show(rows: &[Value], columns: Vec<Column>, lang: Lang) {
    if rows.is_empty() {
        print::note(&lang.no_rows());
        return;
    }
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| columns.iter().map(|(_, _, shown)| shown(row)).collect()).collect();
    let heads: Vec<_> = columns.into_iter().map(|(head, side, _)| (head, side)).collect();
    print::table(&heads, &cells);
}

/// A text for a query.
pub fn query(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

fn won(value: &Value) -> String {
    value.as_i64().map(print::won).unwrap_or_default()
}

fn minute(value: &Value) -> String {
    print::minute(value.as_str().unwrap_or_default())
}

fn words(value: &Value) -> String {
    each(value, text)
}

pub fn each(value: &Value, shown: impl Fn(&Value) -> String) -> String {
    value.as_array().into_iter().flatten().map(shown).collect::<Vec<_>>().join(", ")
}

/// An order or a deposit of a proposal: what it is known by, its amount and its name.
fn money_of(value: &Value, known_by: &str) -> String {
    format!("{} {} {}", text(&value[known_by]), won(&value["amount"]), text(&value["depositor_name"]))
}

fn changes(value: &Value) -> String {
    each(value, |change| format!("{}: {} → {}", text(&change["field"]), text(&change["from"]), text(&change["to"])))
}
