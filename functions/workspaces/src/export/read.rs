//! The rows of an export, page by page.

use bank_accounts::view::AccountView;
use deposits::senders::SenderView;
use deposits::view::DepositWithHistory;
use domain::{Deposit, DepositEvent, Entry, MatchRule, OrderId, Timestamp};
use messages::format_view::FormatView;
use messages::view::MessageView;
use orders::view::OrderWithHistory;
use phone_numbers::view::PhoneView;
use serde::Serialize;
use store::Page;
use store::deposits::DepositFilter;
use store::inbox::MessageFilter;
use store::moving::{self, ExportedRecord};
use store::orders::OrderFilter;
use utoipa::ToSchema;
use web::caller::OwnerSession;
use web::page::Position;
use web::{App, Problem};
use webhook_endpoints::view::EndpointView;

use super::part::{File, Line};
use super::place::{Place, Stage};
use crate::audit::AuditEntryView;
use crate::view::{MemberView, WorkspaceView};

/// How many rows are read at once.
const ROWS: usize = 100;

/// Rows of a stage, and behind which its list goes on.
pub struct Rows {
    pub rows: Vec<Row>,
    pub next: Option<Vec<u8>>,
}

/// A row: where it stands in its list, and its lines.
pub struct Row {
    pub place: Vec<u8>,
    pub lines: Vec<Line>,
}

/// How much of a deposit pays an order.
#[derive(Serialize, ToSchema)]
pub struct ExportedMatch {
    pub deposit_id: u64,
    pub order_id: u64,
    /// Whole KRW.
    pub amount: u64,
    pub matched_at: Option<String>,
    /// `user:<id>`, `token:<user>/<number>` or `auto`.
    pub by: Option<String>,
    pub rule: Option<words::MatchRule>,
}

impl ExportedMatch {
    fn all(deposit: &Deposit) -> Vec<Self> {
        let of = |order: OrderId, amount: u64, at: Option<Timestamp>, by, rule: Option<MatchRule>| Self {
            deposit_id: deposit.id.get(),
            order_id: order.get(),
            amount,
            matched_at: at.map(Timestamp::rfc3339),
            by,
            rule: rule.map(Into::into),
        };
        if !deposit.allocations.is_empty() {
            let parts = deposit.allocations.iter();
            let part = parts.map(|part| {
                of(
                    part.with,
                    part.amount.get(),
                    Some(part.at),
                    Some(part.by.code()),
                    Some(MatchRule::of(part.rule, &part.by)),
                )
            });
            return part.collect();
        }
        let Some(order) = deposit.state.order() else { return Vec::new() };
        let matched = |entry: &&Entry<DepositEvent>| matches!(entry.what, DepositEvent::Matched { .. });
        let last = deposit.history.iter().rfind(matched);
        let rule = last.and_then(|entry| {
            if let DepositEvent::Matched { rule, .. } = entry.what {
                Some(MatchRule::of(rule, &entry.by))
            } else {
                None
            }
        });
        let (at, by) = (last.map(|entry| entry.at), last.map(|entry| entry.by.code()));
        vec![of(order, deposit.details.amount.get(), at, by, rule)]
    }
}

fn line<T: Serialize>(file: File, view: &T) -> Result<Line, Problem> {
    let json = serde_json::to_string(view).map_err(|error| Problem::internal(&error.to_string()))?;
    Ok(Line::View { file, json })
}

/// A page of a list as rows of one line.
fn rows<T, V: Serialize, I: Position>(
    page: Page<T, I>,
    file: File,
    place: impl Fn(&T) -> I,
    view: impl Fn(&T) -> V,
) -> Result<Rows, Problem> {
    let row = |row| Ok(Row { place: place(row).to_bytes(), lines: vec![line(file, &view(row))?] });
    Ok(Rows {
        rows: page.rows.iter().map(row).collect::<Result<_, Problem>>()?,
        next: page.next.map(|id| id.to_bytes()),
    })
}

/// What there is once, or so few that one read has all of it: one row of many lines.
fn at_once(lines: Vec<Line>) -> Rows {
    Rows { rows: vec![Row { place: vec![0], lines }], next: None }
}

/// The next page of a stage.
pub async fn page(app: &App, owner: &OwnerSession, at: &Place) -> Result<Rows, Problem> {
    let (store, id, now) = (app.store(), owner.id(), app.now());
    match at.stage {
        // What there is at once was read as a whole.
        Stage::Workspace | Stage::Endpoints | Stage::Formats if at.after.is_some() => {
            Ok(Rows { rows: Vec::new(), next: None })
        }
        Stage::Workspace => workspace(owner),
        Stage::Endpoints => {
            let all = store.endpoints(id).await?;
            let lines = all
                .iter()
                .filter(|endpoint| endpoint.member.is_none())
                .map(|endpoint| line(File::Endpoints, &EndpointView::of(endpoint, now)));
            Ok(at_once(lines.collect::<Result<_, _>>()?))
        }
        Stage::Formats => {
            let all = store.message_formats(id).await?;
            let lines = all.formats.iter().map(|format| line(File::Formats, &FormatView::of(format)));
            Ok(at_once(lines.collect::<Result<_, _>>()?))
        }
        Stage::Members => {
            let page = store.members(id, at.list(), ROWS).await?;
            rows(page, File::Members, |member| member.user.get(), MemberView::of)
        }
        Stage::Accounts => {
            let page = store.accounts(id, None, at.list(), ROWS).await?;
            rows(page, File::Accounts, |account| account.id.get(), AccountView::of)
        }
        Stage::Phones => phones(app, owner, at).await,
        Stage::Orders => {
            let page = store.orders(id, &OrderFilter::default(), at.list(), ROWS, now).await?;
            rows(page, File::Orders, |order| order.id.get(), |order| OrderWithHistory::of(order, now))
        }
        Stage::Deposits => deposits(app, owner, at).await,
        Stage::Messages => {
            let page = store.inbox(id, &MessageFilter::default(), at.list(), ROWS).await?;
            rows(page, File::Messages, |message| message.id, MessageView::of)
        }
        Stage::AuditLog => {
            let page = store.audit_log(id, None, at.list(), ROWS).await?;
            rows(page, File::AuditLog, |entry| entry.id, AuditEntryView::of)
        }
        Stage::Records => records(app, owner, at).await,
    }
}

/// The workspace itself, and what stands in its item.
fn workspace(owner: &OwnerSession) -> Result<Rows, Problem> {
    let mut lines = vec![line(File::Workspace, &WorkspaceView::of(&owner.workspace, owner.role))?];
    for sender in &owner.workspace.senders {
        lines.push(line(File::Senders, &SenderView::of(sender))?);
    }
    Ok(at_once(lines))
}

async fn phones(app: &App, owner: &OwnerSession, at: &Place) -> Result<Rows, Problem> {
    let page = app.store().phones(owner.id(), at.list(), ROWS).await?;
    let ids: Vec<_> = page.rows.iter().map(|phone| phone.id).collect();
    let pulses = app.store().pulses(owner.id(), &ids).await?;
    let (orders_wait, now) = (app.store().an_order_waits(owner.id()).await?, app.now());
    let row = |(phone, pulse)| {
        let view = PhoneView::of(phone, pulse, orders_wait, now);
        Ok(Row { place: phone.id.get().to_bytes(), lines: vec![line(File::Phones, &view)?] })
    };
    let rows = page.rows.iter().zip(&pulses).map(row).collect::<Result<_, Problem>>()?;
    Ok(Rows { rows, next: page.next.map(|id| id.to_bytes()) })
}

/// Deposits, and what each of them pays.
async fn deposits(app: &App, owner: &OwnerSession, at: &Place) -> Result<Rows, Problem> {
    let page = app.store().deposits(owner.id(), &DepositFilter::default(), at.list(), ROWS).await?;
    let row = |deposit: &Deposit| {
        let view = DepositWithHistory::of(deposit, &owner.workspace, app.now());
        let mut lines = vec![line(File::Deposits, &view)?];
        for one in ExportedMatch::all(deposit) {
            lines.push(line(File::Matches, &one)?);
        }
        Ok(Row { place: deposit.id.get().to_bytes(), lines })
    };
    let rows = page.rows.iter().map(row).collect::<Result<_, Problem>>()?;
    Ok(Rows { rows, next: page.next.map(|id| id.to_bytes()) })
}

/// What the table keeps, each row of it as it is.
async fn records(app: &App, owner: &OwnerSession, at: &Place) -> Result<Rows, Problem> {
    let from = at.list().unwrap_or_default();
    let found = app.store().exported_records(owner.id(), &from, i32::try_from(ROWS).unwrap_or(i32::MAX)).await?;
    let row = |(position, records): (moving::Position, Vec<ExportedRecord>)| {
        let json = |record| serde_json::to_string(&moving::Line::Record(record)).map(Line::Record);
        let lines = records.into_iter().map(json).collect::<Result<_, _>>();
        Ok(Row { place: position.to_bytes(), lines: lines.map_err(|error| Problem::internal(&error.to_string()))? })
    };
    let rows = found.into_iter().map(row).collect::<Result<Vec<_>, Problem>>()?;
    let next = rows.last().map(|row| row.place.clone());
    Ok(Rows { rows, next })
}
