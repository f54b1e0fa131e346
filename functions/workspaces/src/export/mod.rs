//! GET /workspaces/{id}/export: all that a workspace has, to take along.
//!
//! An answer of a Lambda function ends at 6 MB, and a function works for seconds. So an export comes in parts: each is
//! a zip that opens by itself, and `X-Next-Cursor` leads to the next. A part is read page by page and ends at a row.

mod part;
mod place;
mod read;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::AuditedChange;
use domain::time::HOUR_MS;
use store::moving::Begin;
use utoipa::ToSchema;
use web::caller::OwnerSession;
use web::page::Query;
use web::{App, Code, Problem};

pub use self::part::File;
use self::part::Part;
use self::place::Place;

/// A zip.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct ZipFile(pub Vec<u8>);

/// How long after its beginning an export may go on, in milliseconds: its entry in the audit log stands for that long.
const GOES_ON_FOR_MS: i64 = HOUR_MS;

/// All that the workspace has, as a zip: of each kind of thing a file of JSON Lines, in the shapes of this document,
/// and one of CSV. Its owner only, in person; each export is entered in the audit log.
///
/// `records-<part>.jsonl` is for `lunepay import`, which lets the workspace stand in another installation: all that the
/// table keeps of it but what opens or proves nothing there.
///
/// A large workspace comes in several parts, each a zip of its own: while `X-Next-Cursor` is there, the same call with
/// `cursor` gives the next, for an hour. What changes meanwhile may or may not be in it.
#[utoipa::path(get, path = "/workspaces/{id}/export", operation_id = "export_workspace", tag = "workspaces",
    params(("id" = u64, Path),
        ("cursor" = Option<String>, Query, max_length = 256, description = "X-Next-Cursor of the part before, as it was")),
    responses((status = 200, body = ZipFile, content_type = "application/zip"), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn export(State(app): State<App>, owner: OwnerSession, query: Query) -> Result<Response, Problem> {
    let page = query.page_by::<Place>(&app, "export", [owner.id().get(), 0])?;
    let place = match &page.before {
        None => begin(&app, &owner).await?,
        Some(place) if app.now() < place.begun.at.plus_ms(GOES_ON_FOR_MS) => place.clone(),
        Some(_) => return Err(Problem::of(Code::ExportExpired)),
    };
    let begin = Begin::now(owner.id(), place.begun, place.part, place.is_in_records());
    let mut part = Part::default();
    let number = begin.part;
    let next = fill(&app, &owner, place, &mut part).await?;
    let zip = part.zip(&begin, next.is_none(), app.now()).map_err(|error| Problem::internal(&error.to_string()))?;
    let file = format!("attachment; filename=\"lunepay-{}-{number:03}.zip\"", owner.id());
    let headers = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok(page.linked(&app, (headers, zip).into_response(), next.map(|next| Place { part: number + 1, ..next })))
}

/// Nothing is handed out before the audit log tells of it.
async fn begin(app: &App, owner: &OwnerSession) -> Result<Place, Problem> {
    let entry = owner.entry((AuditedChange::WorkspaceExported, owner.id().get()), [], app.now());
    app.store().enter(std::slice::from_ref(&entry)).await?;
    Ok(Place::begin(entry.id))
}

/// Reads into a part until it is full. `None`: that was all.
async fn fill(app: &App, owner: &OwnerSession, place: Place, part: &mut Part) -> Result<Option<Place>, Problem> {
    let mut at = place;
    loop {
        let found = read::page(app, owner, &at).await?;
        for row in found.rows {
            part.add(&row.lines).map_err(|error| Problem::internal(&error.to_string()))?;
            at = at.behind(row.place);
            if part.is_full() {
                return Ok(Some(at));
            }
        }
        at = match found.next {
            Some(next) => at.behind(next),
            None => match at.next_stage() {
                Some(next) => next,
                None => return Ok(None),
            },
        };
    }
}
