//! POST /workspaces/{id}/deposits/{deposit_id}/dismiss

use axum::extract::State;
use axum::http::StatusCode;
use domain::{ClosedSet, DepositId, DismissReason, text};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};
use web::answer::{Answer, Once};
use web::body::{Body, Fields, Input, prose};
use web::caller::{DepositWriter, Named};
use web::{App, Code, Problem};

use crate::decided;
use crate::view::DepositView;

/// Why a deposit pays nothing.
#[derive(Deserialize, ToSchema)]
pub struct DismissDeposit {
    #[serde(default)]
    #[schema(required = true, schema_with = given_reason)]
    reason: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    note: Input,
}

/// What a person may say; the others the program says by itself.
fn given() -> impl Iterator<Item = DismissReason> {
    DismissReason::all().filter(|reason| !reason.is_programs())
}

fn given_reason() -> RefOr<Schema> {
    let description = "`REFUNDED`: the money was sent back. `PRIVATE`: no customer's payment. `DUPLICATE`: another deposit \
        tells of the same money. `OTHER`.";
    words::choice(description, given())
}

impl DismissDeposit {
    fn parse(&self) -> Result<(DismissReason, Option<String>), Problem> {
        let mut fields = Fields::default();
        let reason = fields.required("reason", &self.reason, |f, name, value| f.choice(name, value, given()));
        let note = fields.optional("note", &self.note, |f, name, value| f.text(name, value, prose(text::MEMO)));
        fields.finish(reason.zip(note))
    }
}

/// Says that a waiting or held deposit pays nothing. It stays in lists and books.
///
/// Dismissed as `DUPLICATE`, it frees the deposits that were held against it. `REFUNDED` or `PRIVATE` dismisses them too.
#[utoipa::path(post, path = "/workspaces/{id}/deposits/{deposit_id}/dismiss", operation_id = "dismiss_deposit", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)), request_body = DismissDeposit,
    responses((status = 200, body = DepositView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn dismiss(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: Once,
    Body(body): Body<DismissDeposit>,
) -> Result<Answer<DepositView>, Problem> {
    let reason = body.parse()?;
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let answer =
        |deposit: &_| once.answer(&app, StatusCode::OK, DepositView::of(deposit, &writer.workspace, app.now()));
    let through = |deposit: &_| decided::store(&app, answer(deposit));
    let decision = app.pairing.dismiss(&writer.workspace, id, reason, &writer.actor(), through).await?;
    decided::answer(decision, answer)
}
