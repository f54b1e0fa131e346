//! Endpoints and deliveries.

use domain::delivery::Broken;
use domain::endpoint::{DisabledReason, QuietHours};
use domain::{ClosedSet, EndpointFormat, EndpointId, EventId, EventType, Timestamp, UserId, WorkspaceId};

use super::same_id;
use crate::field::{Fields, Read, counted, flag, instant, number, text, word};
use crate::{Item, place};

/// Quiet hours: two minutes of a day, or none.
pub fn quiet_hours(fields: &mut Fields<'_>) -> Read<()> {
    match (fields.maybe("quiet_from", number)?, fields.maybe("quiet_until", number)?) {
        (None, None) => Ok(()),
        (Some(from), Some(until)) if QuietHours::new(from, until).is_some() => Ok(()),
        (_, _) => Err("quiet_from and quiet_until are no part of a day".to_owned()),
    }
}

/// An endpoint, as its item says.
pub struct Endpoint {
    pub key: String,
    pub id: EndpointId,
    pub workspace: WorkspaceId,
    /// It is a member's browser.
    pub is_subscription: bool,
    pub events: Vec<EventType>,
    pub created_at: Timestamp,
    pub subscribed_at: Timestamp,
    pub times_disabled: u64,
}

impl Endpoint {
    pub fn read(item: &Item, workspace: WorkspaceId, id: EndpointId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(id, fields.need("id", counted(EndpointId::new))?, "id")?;
        fields.maybe("url", text)?;
        fields.maybe("format", word(EndpointFormat::parse))?;
        fields.maybe("shows_names", flag)?;
        let is_subscription = fields.maybe("member_id", counted(UserId::new))?.is_some();
        quiet_hours(&mut fields)?;
        fields.maybe("description", text)?;
        let kinds = |list: &aws_sdk_dynamodb::types::AttributeValue| {
            list.as_l().ok()?.iter().map(|kind| EventType::parse(kind.as_s().ok()?)).collect::<Option<Vec<_>>>()
        };
        let events = fields.need("events", kinds)?;
        let live = fields.rows("secrets", |mut secret| {
            secret.need("s", text)?;
            let until = secret.maybe("u", instant)?;
            secret.close()?;
            Ok(until)
        })?;
        if !matches!(live.as_slice(), [None] | [None, Some(_)]) {
            return Err("secrets are not a newest one and at most one before it".to_owned());
        }
        let disabled =
            (fields.maybe("disabled_reason", word(DisabledReason::parse))?, fields.maybe("disabled_at", instant)?);
        if disabled.0.is_some() != disabled.1.is_some() {
            return Err("disabled_reason and disabled_at do not come together".to_owned());
        }
        fields.maybe("failing_since", instant)?;
        fields.need("strikes", number::<u32>)?;
        fields.maybe("paused_until", instant)?;
        let (pk, sk) = place::key_of(item);
        let endpoint = Self {
            key: place::shown(pk, sk),
            id,
            workspace,
            is_subscription,
            events,
            created_at: fields.need("created_at", instant)?,
            subscribed_at: fields.need("subscribed_at", instant)?,
            times_disabled: fields.need("times_disabled", number)?,
        };
        fields.need("version", number::<u64>)?;
        fields.close()?;
        Ok(endpoint)
    }
}

/// A delivery, as its item says.
pub struct Delivery {
    pub key: String,
    pub endpoint: EndpointId,
    pub event: EventId,
    pub kind: EventType,
    pub at: Timestamp,
}

impl Delivery {
    pub fn read(item: &Item, endpoint: EndpointId, at: Timestamp, event: EventId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(event.workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(endpoint, fields.need("endpoint_id", counted(EndpointId::new))?, "endpoint_id")?;
        same_id(&event, &fields.need("event_id", word(EventId::parse))?, "event_id")?;
        same_id(at, fields.need("at", instant)?, "at")?;
        let kind = fields.need("event_type", word(EventType::parse))?;
        fields.need("body", text)?;
        let (pending, offered) = match fields.need("state", text)?.as_str() {
            "PENDING" => (true, false),
            "OFFERED" => (true, true),
            "SUCCEEDED" | "FAILED" | "MISSED" => (false, false),
            _ => return Err("state is no known word".to_owned()),
        };
        if fields.maybe("next_at", instant)?.is_some() != pending {
            return Err("next_at does not agree with state".to_owned());
        }
        fields.need("tries", number::<u32>)?;
        fields.rows("attempts", attempt)?;
        for name in ["created_at", "version", "ttl"] {
            fields.need(name, number::<i64>)?;
        }
        let listed = offered.then(|| place::offer(endpoint, at, &event));
        if fields.index("GSI1PK", "GSI1SK")? != listed {
            return Err("GSI1 does not list it as waiting to be fetched, or it does not wait".to_owned());
        }
        match fields.index("GSI3PK", "GSI3SK")? {
            Some((pk, _)) if !pending || pk != place::retry(event.workspace) => {
                return Err("GSI3 lists it where it is not tried again".to_owned());
            }
            Some(_) | None => {}
        }
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), endpoint, event, kind, at })
    }
}

fn attempt(mut fields: Fields<'_>) -> Read<()> {
    fields.need("t", instant)?;
    fields.need("d", number::<u32>)?;
    let (status, broken) = (fields.maybe("s", number::<u16>)?, fields.maybe("e", word(Broken::parse))?);
    fields.maybe("a", text)?;
    fields.close()?;
    if status.is_some() == broken.is_some() {
        return Err("s and e do not exclude one another".to_owned());
    }
    Ok(())
}
