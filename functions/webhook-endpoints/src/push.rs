//! …/workspaces/{id}/push-subscriptions: the caller's browsers that are told by Web Push. Each person sees and changes
//! their own alone.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::endpoint::{SealedSecret, URL_MAX};
use domain::{Endpoint, EndpointFormat, EndpointId, EventType};
use serde::Serialize;
use serde_json::json;
use store::Sequence;
use store::audit::BY_PROGRAM;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{MemberSession, Named};
use web::field::{Changed, Line, Name, Nullable, Object, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};
use webhooks::push::{AUTH_BYTES, Browser, POINT_BYTES, SECRET_BYTES};
use webhooks::{chat, sign};

use crate::ask::send_ping;
use crate::fields::{self, Base64, Events};
use crate::quiet::{Quiet, QuietHoursView};

/// What a browser is told of unless its person says otherwise: what needs them.
const KINDS: [EventType; 5] = [
    EventType::OrderReversed,
    EventType::DepositHeld,
    EventType::DepositReversed,
    EventType::MessageQuarantined,
    EventType::PhoneSilent,
];

/// A browser of the caller's that is told.
#[derive(Serialize, ToSchema)]
pub struct PushSubscriptionView {
    #[schema(example = 1)]
    pub id: u64,
    /// The host of the browser's push service; the rest of its URL is a secret.
    #[schema(example = "https://fcm.googleapis.com/***")]
    pub service: String,
    pub description: Option<String>,
    /// What it is told of.
    #[schema(example = json!(["deposit.held"]))]
    pub events: Vec<words::EventType>,
    /// Payers' names are told whole, not masked.
    pub shows_names: bool,
    /// When nothing is sent; what happens then is sent after it.
    pub quiet_hours: Option<QuietHoursView>,
    /// Since when every try fails; `null` while it is well.
    pub failing_since: Option<String>,
    pub created_at: String,
}

impl PushSubscriptionView {
    fn of(endpoint: &Endpoint) -> Self {
        Self {
            id: endpoint.id.get(),
            service: endpoint.url.clone().unwrap_or_default(),
            description: endpoint.description.clone(),
            events: words::list(endpoint.events.iter().copied()),
            shows_names: endpoint.shows_names,
            quiet_hours: endpoint.quiet.map(QuietHoursView::of),
            failing_since: endpoint.failing_since.map(domain::Timestamp::rfc3339),
            created_at: endpoint.created_at.rfc3339(),
        }
    }
}

fn is_own(endpoint: &Endpoint, member: &MemberSession) -> bool {
    endpoint.member == Some(member.caller.user)
}

/// The caller's own subscription that the path names. One that is told nothing any more is none.
async fn own(app: &App, member: &MemberSession, path: &Named) -> Result<Endpoint, Problem> {
    let id = path.id("subscription_id", EndpointId::parse, Code::PushSubscriptionNotFound)?;
    let found = app.store().endpoint(member.id(), id).await?;
    let own = found.filter(|endpoint| is_own(endpoint, member) && endpoint.disabled.is_none());
    own.ok_or_else(|| Problem::of(Code::PushSubscriptionNotFound))
}

/// The caller's browsers that are told, newest first.
#[utoipa::path(get, path = "/workspaces/{id}/push-subscriptions", operation_id = "list_push_subscriptions", tag = "members", params(("id" = u64, Path)),
    responses((status = 200, body = [PushSubscriptionView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, member: MemberSession) -> Result<Json<Vec<PushSubscriptionView>>, Problem> {
    let endpoints = app.store().endpoints(member.id()).await?;
    let own = endpoints.iter().filter(|endpoint| is_own(endpoint, &member) && endpoint.disabled.is_none());
    Ok(Json(own.map(PushSubscriptionView::of).collect()))
}

fields! {
    /// A browser of the caller's, as it tells of itself. The page makes the pair of server's keys, with which it also
    /// subscribes at the push service.
    pub struct CreatePushSubscription {
        /// Where the push service takes messages.
        url: Required<Line<{ URL_MAX }>> = "https://fcm.googleapis.com/fcm/send/abc",
        /// The browser's point of P-256, uncompressed.
        p256dh: Required<Base64<{ POINT_BYTES }>>,
        /// The secret that the browser made beside it.
        auth: Required<Base64<{ AUTH_BYTES }>>,
        /// The server's point of P-256, uncompressed: what the page subscribed with.
        server_key: Required<Base64<{ POINT_BYTES }>>,
        /// The private key of `server_key`.
        server_secret: Required<Base64<{ SECRET_BYTES }>>,
        /// Where the page stands: whom the push service may turn to.
        page_url: Required<Line<{ URL_MAX }>> = "https://pay.example.com",
        description: Optional<Name>,
        /// What it is told of; what needs a person when it is not given.
        events: Optional<Events> = json!(["deposit.held"]),
        /// Payers' names are told whole. They are masked when it is not given.
        shows_names: Optional<bool>,
        quiet_hours: Optional<Object<Quiet>>,
    }
}

/// Has a browser of the caller's told by Web Push. Nothing of its keys and of the URL's path is shown again. No push
/// service was tried with this: it is written after the standards, and tested with receivers that decrypt.
#[utoipa::path(post, path = "/workspaces/{id}/push-subscriptions", operation_id = "create_push_subscription", tag = "members", params(("id" = u64, Path)), request_body = CreatePushSubscription,
    responses((status = 201, body = PushSubscriptionView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn create(
    State(app): State<App>,
    member: MemberSession,
    once: IdempotencyContext,
    body: Sent<CreatePushSubscription>,
) -> Result<Answer<PushSubscriptionView>, Problem> {
    let (new, target) = fields::with_target(body, &app, |new| Some(&new.url))?;
    let quiet = new.quiet_hours.as_ref().map(Quiet::hours).transpose()?;
    let target = target.ok_or_else(|| Problem::internal("a URL was taken apart and is gone"))?;
    fields::must_be_public(&app, &target).await?;
    // Those that are gone make room.
    for gone in app.store().endpoints(member.id()).await? {
        if is_own(&gone, &member) && gone.disabled.is_some() {
            app.store().forget_browser(&gone).await?;
        }
    }
    let id = app.store().next_id(Sequence::Endpoint(member.id()), EndpointId::new).await?;
    let CreatePushSubscription { url, p256dh, auth, server_key, server_secret, page_url, .. } = new;
    let browser = Browser { url, p256dh, auth, server_key, server_secret, page_url };
    let written = browser.written().ok_or_else(|| Problem::internal("a browser cannot be written"))?;
    let sealed = app.keys.secrets().seal(&sign::sealed_for(member.id(), id), &written);
    let sealed = sealed.map_err(|_| Problem::internal("a browser's keys cannot be sealed"))?;
    let now = app.now();
    let endpoint = Endpoint {
        url: Some(chat::hidden(&target)),
        format: EndpointFormat::WebPush,
        shows_names: new.shows_names.unwrap_or_default(),
        member: Some(member.caller.user),
        quiet,
        description: new.description,
        events: new.events.unwrap_or_else(|| KINDS.to_vec()),
        ..Endpoint::new(member.id(), id, SealedSecret { sealed, until: None }, now)
    };
    let answer = once.answer(&app, StatusCode::CREATED, PushSubscriptionView::of(&endpoint))?;
    match answer.store(&app).create_endpoint(&endpoint, BY_PROGRAM).await? {
        true => Ok(answer),
        false => Err(Problem::of(Code::TooManyPushSubscriptions)),
    }
}

fields! {
    /// What a browser is told of, and when.
    pub struct AmendPushSubscription {
        /// Nothing of a new type is told of what happened before.
        events: Changed<Events>,
        description: Nullable<Name>,
        /// Payers' names are told whole.
        shows_names: Changed<bool>,
        /// `null`: it may ring at any time.
        quiet_hours: Nullable<Object<Quiet>>,
    }
}

/// Changes what a browser of the caller's is told of, and when.
#[utoipa::path(patch, path = "/workspaces/{id}/push-subscriptions/{subscription_id}", operation_id = "amend_push_subscription", tag = "members", params(("id" = u64, Path), ("subscription_id" = u64, Path)), request_body = AmendPushSubscription,
    responses((status = 200, body = PushSubscriptionView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    member: MemberSession,
    path: Named,
    body: Sent<AmendPushSubscription>,
) -> Result<Json<PushSubscriptionView>, Problem> {
    let change = body.finish()?;
    let quiet = change.quiet_hours.as_ref().map(|told| told.as_ref().map(Quiet::hours).transpose()).transpose()?;
    for _ in 0..pairing::TRIES {
        let before = own(&app, &member, &path).await?;
        let mut after = before.clone();
        if let Some(events) = change.events.as_ref().filter(|events| **events != before.events) {
            after.events.clone_from(events);
            after.subscribed_at = app.now();
        }
        if let Some(description) = &change.description {
            after.description.clone_from(description);
        }
        after.shows_names = change.shows_names.unwrap_or(before.shows_names);
        after.quiet = quiet.unwrap_or(before.quiet);
        if after == before {
            return Ok(Json(PushSubscriptionView::of(&before)));
        }
        after.version = before.version + 1;
        if app.store().write_endpoint(&after, BY_PROGRAM).await? {
            return Ok(Json(PushSubscriptionView::of(&after)));
        }
    }
    Err(Problem::of(Code::Contended))
}

/// Has a browser of the caller's told of nothing any more.
#[utoipa::path(delete, path = "/workspaces/{id}/push-subscriptions/{subscription_id}", operation_id = "delete_push_subscription", tag = "members", params(("id" = u64, Path), ("subscription_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn delete(State(app): State<App>, member: MemberSession, path: Named) -> Result<StatusCode, Problem> {
    let endpoint = own(&app, &member, &path).await?;
    match app.store().forget_browser(&endpoint).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::of(Code::PushSubscriptionNotFound)),
    }
}

/// Has a browser of the caller's ring once, also in quiet hours.
#[utoipa::path(post, path = "/workspaces/{id}/push-subscriptions/{subscription_id}/test", operation_id = "test_push_subscription", tag = "members", params(("id" = u64, Path), ("subscription_id" = u64, Path)),
    responses((status = 202), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn test(State(app): State<App>, member: MemberSession, path: Named) -> Result<StatusCode, Problem> {
    let endpoint = own(&app, &member, &path).await?;
    send_ping(&app, &endpoint, member.actor()).await?;
    Ok(StatusCode::ACCEPTED)
}
