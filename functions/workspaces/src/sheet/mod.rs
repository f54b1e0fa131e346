//! GET /workspaces/{id}/orders.csv, orders.xlsx, deposits.csv and deposits.xlsx: the rows of a list as a file, all of
//! them, with what belongs to each beside it.
//!
//! They stand here and not in the groups of orders and deposits, so that these stay small: what starts slowly is only
//! what nobody waits for at a till.

mod deposits;
mod labels;
mod name;
mod orders;
mod rows;
pub(crate) mod table;

use ::deposits::list::ListDeposits;
use ::orders::list::ListOrders;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use domain::{Language, Timestamp};
use utoipa::ToSchema;
use web::caller::Reader;
use web::field::Asked;
use web::page::Query;
use web::{App, Problem, fields};

use self::name::Named;
use self::table::Table;

/// How many bytes of base64 a Lambda function answers at most, less what its envelope takes.
const ANSWER_MAX: usize = 6_000_000;

/// CSV in UTF-8 with its mark, lines ended by CR and LF.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct CsvFile(pub Vec<u8>);

/// A workbook of one sheet.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct XlsxFile(pub Vec<u8>);

fields! {
    /// How the file is written.
    pub struct FileParameters {
        /// The language of headings and states. Default: `ko`
        language: Asked<words::Language>,
    }
}

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Csv,
    Xlsx,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    fn write(self, table: &Table) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Csv => table.csv().map_err(|error| Problem::internal(&error.to_string())),
            Self::Xlsx => table.xlsx().map_err(|error| Problem::internal(&error.to_string())),
        }
    }
}

/// The orders of the list under the same filters, all of them, as CSV. With each: what was received for it, from whom
/// and into which account. Times are Korean.
///
/// `X-Row-Count` tells how many there are. More than 20,000 orders, or 4.5 MB, are refused with `export_too_large`,
/// which says from when on they fit into one file; nothing is ever cut.
#[utoipa::path(get, path = "/workspaces/{id}/orders.csv", operation_id = "export_orders_csv", tag = "orders",
    params(("id" = u64, Path), ListOrders, FileParameters),
    responses((status = 200, body = CsvFile, content_type = "text/csv",
        headers(("X-Row-Count" = u64, description = "How many rows there are"))),
        (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn orders_csv(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    of_orders(&app, &reader, query, Kind::Csv).await
}

/// As `orders.csv`, as an Excel workbook.
#[utoipa::path(get, path = "/workspaces/{id}/orders.xlsx", operation_id = "export_orders_xlsx", tag = "orders",
    params(("id" = u64, Path), ListOrders, FileParameters),
    responses((status = 200, body = XlsxFile, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers(("X-Row-Count" = u64, description = "How many rows there are"))),
        (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn orders_xlsx(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    of_orders(&app, &reader, query, Kind::Xlsx).await
}

/// The deposits of the list under the same filters, all of them, as CSV. With each: its account, and the numbers of the
/// orders that it pays. Times are Korean.
///
/// `X-Row-Count` tells how many there are. More than 20,000 deposits, or 4.5 MB, are refused with `export_too_large`,
/// which says from when on they fit into one file; nothing is ever cut.
#[utoipa::path(get, path = "/workspaces/{id}/deposits.csv", operation_id = "export_deposits_csv", tag = "deposits",
    params(("id" = u64, Path), ListDeposits, FileParameters),
    responses((status = 200, body = CsvFile, content_type = "text/csv",
        headers(("X-Row-Count" = u64, description = "How many rows there are"))),
        (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn deposits_csv(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    of_deposits(&app, &reader, query, Kind::Csv).await
}

/// As `deposits.csv`, as an Excel workbook.
#[utoipa::path(get, path = "/workspaces/{id}/deposits.xlsx", operation_id = "export_deposits_xlsx", tag = "deposits",
    params(("id" = u64, Path), ListDeposits, FileParameters),
    responses((status = 200, body = XlsxFile, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers(("X-Row-Count" = u64, description = "How many rows there are"))),
        (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn deposits_xlsx(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    of_deposits(&app, &reader, query, Kind::Xlsx).await
}

async fn of_orders(app: &App, reader: &Reader, mut query: Query, kind: Kind) -> Result<Response, Problem> {
    let (asked, how) = (query.asked::<ListOrders>()?, query.asked::<FileParameters>()?);
    let language = how.language.unwrap_or(Language::Ko);
    orders::sheet(app, reader, &asked, language).await?.answer(kind, language, app.now())
}

async fn of_deposits(app: &App, reader: &Reader, mut query: Query, kind: Kind) -> Result<Response, Problem> {
    let (asked, how) = (query.asked::<ListDeposits>()?, query.asked::<FileParameters>()?);
    let language = how.language.unwrap_or(Language::Ko);
    deposits::sheet(app, reader, &asked, language).await?.answer(kind, language, app.now())
}

/// Rows, and what is told of them.
struct Sheet {
    table: Table,
    /// Of each row, the time that the filter `from` looks at.
    times: Vec<Timestamp>,
    from: &'static str,
    named: Named,
}

impl Sheet {
    fn answer(&self, kind: Kind, language: Language, now: Timestamp) -> Result<Response, Problem> {
        let file = kind.write(&self.table)?;
        let (rows, bytes) = (self.times.len(), file.len().div_ceil(3) * 4);
        if bytes > ANSWER_MAX {
            return Err(rows::too_large(self.from, &self.times, rows.saturating_mul(ANSWER_MAX) / bytes));
        }
        let headers = [
            (header::CONTENT_TYPE, kind.media_type().to_owned()),
            // So that the Lambda's adapter takes it for bytes: of a text it drops the mark by which Excel knows UTF-8.
            (header::CONTENT_ENCODING, "identity".to_owned()),
            (header::CONTENT_DISPOSITION, self.named.disposition(kind.extension(), language, now)),
            (HeaderName::from_static("x-row-count"), rows.to_string()),
        ];
        Ok((headers, file).into_response())
    }
}
