//! `replay`: webhooks that are to be sent again.

use domain::Timestamp;
use domain::delivery::KEPT_MS;
use domain::time::DAY_MS;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::PAGE_MAX;
use super::args::{Replay, ReplayId};
use super::failure::Failure;
use super::lang::Lang;
use super::lists::query;
use super::print;
use super::session::Session;
use super::workspace;

/// How many pages of deliveries are looked through for an event.
const PAGES: usize = 20;

#[derive(Deserialize)]
struct Endpoint {
    id: u64,
    is_active: bool,
}

#[derive(Deserialize)]
struct Delivery {
    id: String,
    event_id: String,
    event_type: String,
}

pub async fn run(args: &Replay, lang: Lang) -> Result<(), Failure> {
    let session = Session::open(&args.at.common, lang)?;
    let id = workspace::chosen(&session, &args.at).await?.id;
    let path = format!("/workspaces/{id}/webhook-endpoints");
    let mut endpoints: Vec<Endpoint> = session.api.get(&format!("{path}?limit={PAGE_MAX}")).await?;
    endpoints.retain(|endpoint| args.endpoint.is_none_or(|named| named == endpoint.id));
    if endpoints.is_empty() {
        return Err(Failure::Failed(lang.no_endpoints()));
    }
    // The server refuses one that is disabled, which may stop no other; of one that is named it says so itself.
    let is_meant = |endpoint: &Endpoint| endpoint.is_active || args.endpoint.is_some();
    endpoints.iter().filter(|endpoint| !is_meant(endpoint)).for_each(|off| print::note(&lang.left_out(off.id)));
    endpoints.retain(is_meant);
    if endpoints.is_empty() {
        return Err(Failure::Failed(lang.no_active_endpoints()));
    }
    let mut is_found = false;
    let since = args.since.map(Timestamp::rfc3339);
    for Endpoint { id, .. } in endpoints {
        let of = format!("{path}/{id}");
        if let Some(since) = &since {
            let _: Value = session.api.post(&format!("{of}/replay"), &json!({"since": since})).await?;
            print::line(&lang.replayed_since(since, id));
            is_found = true;
        }
        if let Some(named) = &args.id
            && let Some(delivery) = delivery(&session, &of, named).await?
        {
            let again = format!("{of}/deliveries/{}/replay", query(&delivery.id));
            let _: Value = session.api.ask_with_key(&again).await?;
            print::line(&lang.replayed(format!("{} {}", delivery.event_type, delivery.event_id), id));
            is_found = true;
        }
    }
    match &args.id {
        Some(ReplayId::Delivery(id) | ReplayId::Event(id)) if !is_found => {
            Err(Failure::Failed(lang.nothing_to_replay(id, KEPT_MS / DAY_MS)))
        }
        Some(_) | None => Ok(()),
    }
}

/// The delivery of an endpoint that is named, or that tells of the event that is named.
async fn delivery(session: &Session, endpoint: &str, named: &ReplayId) -> Result<Option<Delivery>, Failure> {
    let event = match named {
        ReplayId::Event(event) => event,
        ReplayId::Delivery(id) => {
            return match session.api.get(&format!("{endpoint}/deliveries/{}", query(id))).await {
                Ok(delivery) => Ok(Some(delivery)),
                Err(missing) if missing.is("delivery_not_found") => Ok(None),
                Err(failure) => Err(failure),
            };
        }
    };
    let mut cursor = String::new();
    for _ in 0..PAGES {
        let page = session.api.page(&format!("{endpoint}/deliveries?limit={PAGE_MAX}{cursor}")).await?;
        for item in page.items {
            let delivery: Delivery = session.api.of(item)?;
            if delivery.event_id == *event {
                return Ok(Some(delivery));
            }
        }
        let Some(next) = page.next else { break };
        cursor = format!("&cursor={}", query(&next));
    }
    Ok(None)
}
