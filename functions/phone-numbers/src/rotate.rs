//! POST /workspaces/{id}/phone-numbers/{phone_id}/rotate-key

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::time::MINUTE_MS;
use domain::{AuditedChange, ChangedField, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{ActiveOwnerSession, Named};
use web::field::{Integer, Optional};
use web::form::MaybeSent;
use web::{App, Code, Problem, fields};

use crate::get;
use crate::key::{KeyView, NewKey};

/// How long the key before works on, in hours, unless the caller says otherwise.
const OVERLAP_HOURS: u64 = 24;

fields! {
    /// How the new key takes over.
    pub struct RotateKey {
        /// How many hours the key before works on; older ones work on for as long as they were promised. 0 ends all of
        /// them at once. 24 unless said otherwise.
        overlap_hours: Optional<Integer<0, 168>> = 24,
    }
}

/// The new key.
#[derive(Serialize, ToSchema)]
pub struct RotatedKey {
    #[serde(flatten)]
    key: KeyView,
    /// Until when the key before works; `null`: it ended.
    previous_valid_until: Option<String>,
}

/// Makes a new key of a phone's URL, which is shown this once. The key before works on for a while, so that the phone
/// can be changed over without losing a message.
#[utoipa::path(post, path = "/workspaces/{id}/phone-numbers/{phone_id}/rotate-key", operation_id = "rotate_phone_key", tag = "phone-numbers", params(("id" = u64, Path), ("phone_id" = u64, Path)),
    request_body = Option<RotateKey>, responses((status = 200, body = RotatedKey), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn rotate(
    State(app): State<App>,
    owner: ActiveOwnerSession,
    named: Named,
    once: IdempotencyContext,
    headers: HeaderMap,
    MaybeSent(body): MaybeSent<RotateKey>,
) -> Result<Answer<RotatedKey>, Problem> {
    let hours = body.finish()?.overlap_hours.unwrap_or(OVERLAP_HOURS);
    let overlap_ms = i64::try_from(hours).unwrap_or_default() * 60 * MINUTE_MS;
    let key = NewKey::random()?;
    for _ in 0..pairing::TRIES {
        let before = get::of(&app, owner.id(), &named).await?;
        let now = app.now();
        let after = before.rotate(key.hash(), overlap_ms, now).ok_or_else(|| Problem::of(Code::TooManyKeys))?;
        let previous = after.keys.get(1).and_then(|key| key.valid_until).map(Timestamp::rfc3339);
        let rotated = RotatedKey { key: key.urls(&headers), previous_valid_until: previous };
        let answer = once.answer(&app, StatusCode::OK, rotated)?;
        let overlap = ChangedField::told("overlap_hours", None::<u64>, Some(hours));
        let audit = [owner.entry((AuditedChange::PhoneKeyRotated, before.id.get()), [overlap], now)];
        if answer.store(&app).write_phone(&before, &after, &audit).await? {
            return Ok(answer);
        }
    }
    Err(Problem::of(Code::Contended))
}
