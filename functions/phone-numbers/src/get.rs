//! GET /workspaces/{id}/phone-numbers/{phone_id}

use axum::Json;
use axum::extract::State;
use domain::{Phone, PhoneId, Pulse, WorkspaceId};
use web::caller::{Named, Reader};
use web::{App, Code, Problem};

use crate::view::PhoneView;

/// One phone.
#[utoipa::path(get, path = "/workspaces/{id}/phone-numbers/{phone_id}", operation_id = "get_phone_number", tag = "phone-numbers", params(("id" = u64, Path), ("phone_id" = u64, Path)),
    responses((status = 200, body = PhoneView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, named: Named) -> Result<Json<PhoneView>, Problem> {
    let phone = of(&app, reader.id(), &named).await?;
    Ok(Json(view(&app, &phone).await?))
}

/// The phone that the path names.
pub(crate) async fn of(app: &App, workspace: WorkspaceId, named: &Named) -> Result<Phone, Problem> {
    let id = named.id("phone_id", PhoneId::parse, Code::PhoneNotFound)?;
    app.store().phone(workspace, id).await?.ok_or_else(|| Problem::of(Code::PhoneNotFound))
}

/// The phone, with when it was last heard of.
pub(crate) async fn view(app: &App, phone: &Phone) -> Result<PhoneView, Problem> {
    let pulses = app.store().pulses(phone.workspace, &[phone.id]).await?;
    let orders_wait = orders_wait(app, std::slice::from_ref(phone)).await?;
    Ok(PhoneView::of(phone, pulses.first().unwrap_or(&Pulse::default()), orders_wait, app.now()))
}

/// Whether orders wait; read only where the patience of one of these phones rests on it.
pub(crate) async fn orders_wait(app: &App, phones: &[Phone]) -> Result<bool, Problem> {
    match phones.iter().find(|phone| phone.silent_after_minutes.is_none()) {
        Some(phone) => Ok(app.store().an_order_waits(phone.workspace).await?),
        None => Ok(false),
    }
}
