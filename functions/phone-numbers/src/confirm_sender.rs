//! POST /workspaces/{id}/phone-numbers/{phone_id}/confirm-sender

use axum::Json;
use axum::extract::State;
use domain::AuditedChange;
use web::caller::{ActiveOwner, Named};
use web::{App, Problem};

use crate::get;
use crate::view::PhoneView;

/// Confirms that a phone tells the sender of its messages from now on, because its set-up was changed. Until then the
/// messages of a phone that never told one, and suddenly does, are held. Nothing changes where nothing waits for it.
#[utoipa::path(post, path = "/workspaces/{id}/phone-numbers/{phone_id}/confirm-sender", operation_id = "confirm_phone_sender", tag = "phone-numbers",
    params(("id" = u64, Path), ("phone_id" = u64, Path)),
    responses((status = 200, body = PhoneView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn confirm_sender(
    State(app): State<App>,
    owner: ActiveOwner,
    named: Named,
) -> Result<Json<PhoneView>, Problem> {
    let phone = get::of(&app, owner.id(), &named).await?;
    let now = app.now();
    let audit = [owner.entry((AuditedChange::PhoneSenderConfirmed, phone.id.get()), [], now)];
    app.store().confirm_sender(phone.workspace, phone.id, now, &audit).await?;
    Ok(Json(get::view(&app, &phone).await?))
}
