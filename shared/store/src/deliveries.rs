//! Deliveries: made once for each event and endpoint, written after each try, listed, found when due.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use domain::{Delivery, DeliveryId, EndpointId, Timestamp, WorkspaceId};

use crate::due::DuePage;
use crate::expression::{Expression, Item, n, s};
use crate::read::Range;
use crate::record::delivery::{DeliveryRecord, STARTED_FOR_MS};
use crate::record::{decode, encode, name_of};
use crate::rewrite::rewriting;
use crate::transact::{ABSENT, attributes};
use crate::{Store, StoreError, key};

/// How many pages of the table one filtered list may read.
const PAGES_A_LIST: usize = 5;
/// How many rows a filtered list reads at once.
const ROWS_A_PAGE: i32 = 100;

/// What became of a new delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Making {
    Made,
    /// It had been made before: as it stands.
    There(Box<Delivery>),
}

/// A delivery whose time has come, as the due index tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueDelivery {
    pub delivery: Delivery,
    stood_at: String,
}

impl DueDelivery {
    fn read(item: Item) -> Result<Self, StoreError> {
        let name = name_of(&item);
        let record: DeliveryRecord = decode(item)?;
        let stood_at = record.gsi3sk.clone();
        let stood_at =
            stood_at.ok_or_else(|| StoreError::Corrupt { key: name, what: "it is due at no time".to_owned() })?;
        Ok(Self { delivery: record.read()?, stood_at })
    }
}

impl Store {
    /// Makes a delivery, once for each event and endpoint.
    pub async fn make_delivery(&self, delivery: &Delivery) -> Result<Making, StoreError> {
        if self.put_delivery(delivery).await? {
            return Ok(Making::Made);
        }
        match self.delivery(delivery.workspace, delivery.endpoint, &delivery.id()).await? {
            Some(there) => Ok(Making::There(Box::new(there))),
            // It was taken away in this very moment, with its endpoint.
            None => Ok(Making::There(Box::new(delivery.clone()))),
        }
    }

    /// Writes a delivery, if nobody wrote it since it was read. `false`: somebody did.
    pub async fn write_delivery(&self, after: &Delivery, now: Timestamp) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :version"]).value(":version", n(after.version - 1));
        let (key, rewriting) = rewriting(&DeliveryRecord::of(after, now), &unchanged)?;
        Ok(self.update_one(&key, &rewriting).await?.is_none()
            || self.delivery(after.workspace, after.endpoint, &after.id()).await?.as_ref() == Some(after))
    }

    /// `false`: it stands already.
    async fn put_delivery(&self, delivery: &Delivery) -> Result<bool, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let put = self
            .dynamo
            .put_item()
            .table_name(&self.table)
            .set_item(Some(encode(&DeliveryRecord::of(delivery, delivery.created_at))?))
            .set_condition_expression(absent.condition())
            .set_expression_attribute_names(absent.some_names());
        match put.send().await {
            Ok(_) => Ok(true),
            Err(error) if is_refused(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// One delivery.
    pub async fn delivery(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        id: &DeliveryId,
    ) -> Result<Option<Delivery>, StoreError> {
        if id.event.workspace != workspace {
            return Ok(None);
        }
        self.get::<DeliveryRecord>(&key::delivery(endpoint, id), true).await?.map(DeliveryRecord::read).transpose()
    }

    /// Forgets a delivery: its endpoint is gone.
    pub async fn forget_delivery(&self, delivery: &Delivery) -> Result<(), StoreError> {
        self.remove(&key::delivery(delivery.endpoint, &delivery.id())).await
    }

    /// Deliveries of an endpoint that `keep` lets through, newest event first, before the sort key `before`. The second
    /// value is where to go on.
    pub async fn deliveries(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        before: Option<&str>,
        limit: usize,
        keep: &(dyn Fn(&Delivery) -> bool + Sync),
    ) -> Result<(Vec<Delivery>, Option<String>), StoreError> {
        let pk = key::deliveries(workspace);
        let range =
            Range::Between(key::deliveries_from(endpoint, Timestamp::from_ms(0)), key::deliveries_end(endpoint));
        let mut start = before.map(|sk| attributes(&key::Key { pk: pk.clone(), sk: sk.to_owned() }));
        let (mut rows, mut last_sk) = (Vec::new(), None);
        for _ in 0..PAGES_A_LIST {
            let (items, last) = self.query(None, &pk, &range, false, Some(ROWS_A_PAGE), start).await?;
            for item in items {
                let record: DeliveryRecord = decode(item)?;
                if rows.len() == limit {
                    return Ok((rows, last_sk));
                }
                last_sk = Some(record.sk.clone());
                let delivery = record.read()?;
                if keep(&delivery) {
                    rows.push(delivery);
                }
            }
            start = last;
            if start.is_none() {
                return Ok((rows, None));
            }
        }
        Ok((rows, last_sk))
    }

    /// A page of an endpoint's deliveries of events since an instant, oldest first, from the sort key `after` on. The
    /// second value is where to go on.
    pub async fn deliveries_since(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        since: Timestamp,
        after: Option<&str>,
    ) -> Result<(Vec<Delivery>, Option<String>), StoreError> {
        let pk = key::deliveries(workspace);
        let range = Range::Between(key::deliveries_from(endpoint, since), key::deliveries_end(endpoint));
        let start = after.map(|sk| attributes(&key::Key { pk: pk.clone(), sk: sk.to_owned() }));
        let (items, last) = self.query(None, &pk, &range, true, Some(ROWS_A_PAGE), start).await?;
        let records = items.into_iter().map(decode::<DeliveryRecord>).collect::<Result<Vec<_>, _>>()?;
        let next = last.and_then(|_| records.last().map(|record| record.sk.clone()));
        Ok((records.into_iter().map(DeliveryRecord::read).collect::<Result<_, _>>()?, next))
    }

    /// A page of what an endpoint has to fetch, oldest event first, behind the position `after`. The second value is
    /// where to go on. From an index: what was acknowledged in the last second may still be there.
    pub async fn offered(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Delivery>, Option<String>), StoreError> {
        // Sorts behind this position, and before every other one behind it.
        let range = Range::Between(after.map_or_else(|| "0".to_owned(), |after| format!("{after}!")), "~".to_owned());
        let one_more = i32::try_from(limit + 1).unwrap_or(i32::MAX);
        let pk = key::offered(workspace, endpoint);
        let (items, last) = self.query(Some("GSI1"), &pk, &range, true, Some(one_more), None).await?;
        let mut records = items.into_iter().map(decode::<DeliveryRecord>).collect::<Result<Vec<_>, _>>()?;
        let more = records.len() > limit || last.is_some();
        records.truncate(limit);
        let next = records.last().filter(|_| more).and_then(|record| record.gsi1sk.clone());
        Ok((records.into_iter().map(DeliveryRecord::read).collect::<Result<_, _>>()?, next))
    }

    /// A page of one shard of the due index, from the sort key `after` on: the deliveries whose time has come, earliest
    /// first. How late they are counts from their next try, also of one that was started in vain.
    pub async fn deliveries_due(
        &self,
        shard: u64,
        after: &str,
        now: Timestamp,
        limit: i32,
    ) -> Result<DuePage<DueDelivery>, StoreError> {
        let range = (after, key::due_before(now));
        let page = self.due_page(&key::retry_partition(shard), range, limit, DueDelivery::read).await?;
        let tries = page.rows.iter().filter_map(|due| due.delivery.state.due_at());
        Ok(DuePage { oldest: tries.chain(page.oldest).min(), ..page })
    }

    /// Takes a delivery that is due: it stands in the index a quarter of an hour later from now on, in case that
    /// nothing becomes of it. `false`: somebody took or wrote it since.
    pub async fn take_delivery(&self, due: &DueDelivery, now: Timestamp) -> Result<bool, StoreError> {
        let delivery = &due.delivery;
        let later = key::retry(now.plus_ms(STARTED_FOR_MS), delivery.endpoint, &delivery.id());
        let put_off = Expression::all(&["#GSI3SK = :stood_at"])
            .update("SET #GSI3SK = :later")
            .value(":stood_at", s(&due.stood_at))
            .value(":later", s(later));
        let key = key::delivery(delivery.endpoint, &delivery.id());
        let write = self.update(&key, &put_off)?;
        Ok(matches!(self.transact(vec![write]).await?, crate::transact::Verdict::Committed))
    }
}

fn is_refused<R>(error: &SdkError<PutItemError, R>) -> bool {
    matches!(error.as_service_error(), Some(PutItemError::ConditionalCheckFailedException(_)))
}
