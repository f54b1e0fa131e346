//! Endpoints: whom to tell of events, the shop's servers and its members' browsers. How many of both a workspace has
//! stands on the workspace, which every writer has read anyway: one without any costs nothing.

use domain::endpoint::{ENDPOINTS_MAX, SUBSCRIPTIONS_MAX};
use domain::{AuditEntry, Endpoint, EndpointId, WorkspaceId};

use crate::audit::BY_PROGRAM;
use crate::events::EventTask;
use crate::expression::{Expression, n};
use crate::queue::INSURANCE_DELAY_S;
use crate::read::Range;
use crate::record::encode;
use crate::record::endpoint::EndpointRecord;
use crate::transact::{ABSENT, PRESENT, Verdict};
use crate::{Store, StoreError, key};

/// All of them fit one page.
const PAGES: usize = 2;

impl Store {
    /// Registers an endpoint. `false`: the workspace has as many already as it may.
    pub async fn create_endpoint(&self, endpoint: &Endpoint, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let (room, count, max) = match endpoint.member {
            None => ("(attribute_not_exists(#endpoints) OR #endpoints < :max)", "#endpoints", ENDPOINTS_MAX),
            Some(_) => {
                ("(attribute_not_exists(#subscriptions) OR #subscriptions < :max)", "#subscriptions", SUBSCRIPTIONS_MAX)
            }
        };
        let one_more = Expression::all(&[PRESENT, room])
            .update(&format!("SET {count} = if_not_exists({count}, :none) + :one, #version = #version + :one"))
            .value(":max", n(max))
            .value(":none", n(0))
            .value(":one", n(1));
        let writes = vec![
            self.put(encode(&EndpointRecord::of(endpoint))?, &Expression::all(&[ABSENT]))?,
            self.update(&key::workspace(endpoint.workspace), &one_more)?,
        ];
        let verdict = self.transact_audited(writes, audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<EndpointRecord, _>(0, |record| Ok(record.read()? == *endpoint))?)
    }

    /// One endpoint.
    pub async fn endpoint(&self, workspace: WorkspaceId, endpoint: EndpointId) -> Result<Option<Endpoint>, StoreError> {
        self.get::<EndpointRecord>(&key::endpoint(workspace, endpoint), true)
            .await?
            .map(EndpointRecord::read)
            .transpose()
    }

    /// The endpoints of a workspace, newest first.
    pub async fn endpoints(&self, workspace: WorkspaceId) -> Result<Vec<Endpoint>, StoreError> {
        let all = Range::Prefix(String::new());
        let (records, _) = self.query_all::<EndpointRecord>(&key::endpoints(workspace), &all, PAGES).await?;
        records.into_iter().rev().map(EndpointRecord::read).collect()
    }

    /// Writes an endpoint, if nobody wrote it since it was read. `false`: somebody did.
    pub async fn write_endpoint(&self, after: &Endpoint, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :version"]).value(":version", n(after.version - 1));
        let write = self.rewrite(&EndpointRecord::of(after), &unchanged)?;
        let verdict = self.transact_audited(vec![write], audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<EndpointRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }

    /// Takes an endpoint away. `false`: there is none.
    pub async fn delete_endpoint(&self, endpoint: &Endpoint, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let count = if endpoint.member.is_some() { "#subscriptions" } else { "#endpoints" };
        let one_less = Expression::all(&[PRESENT])
            .update(&format!("SET {count} = {count} - :one, #version = #version + :one"))
            .value(":one", n(1));
        let writes = vec![
            self.delete(&key::endpoint(endpoint.workspace, endpoint.id), &Expression::all(&[PRESENT]))?,
            self.update(&key::workspace(endpoint.workspace), &one_less)?,
        ];
        Ok(matches!(self.transact_audited(writes, audit).await?, Verdict::Committed))
    }

    /// Forgets a browser of a member; what was sent to it goes half a minute later. `false`: it is not there.
    pub async fn forget_browser(&self, browser: &Endpoint) -> Result<bool, StoreError> {
        let forget = EventTask::Forget { workspace: browser.workspace, endpoint: browser.id };
        self.events.send(forget, INSURANCE_DELAY_S).await?;
        self.delete_endpoint(browser, BY_PROGRAM).await
    }
}
