//! Orders: placed, read, listed, changed, found when due.

use domain::search::Search;
use domain::{
    ClosedSet, NameKey, Order, OrderId, OrderNumber, OrderStatus, PaymentState, Timestamp, Won, WorkspaceId, order,
};

use crate::due::DuePage;
use crate::expression::{Expression, Item, n, s};
use crate::read::{BATCH_MAX, Filter, Look, PAGES_A_LIST, Page, Partition, Range};
use crate::record::order::{NumberRecord, OrderRecord};
use crate::record::waiting::WaitingOrderRecord;
use crate::record::{decode, encode, name_of};
use crate::sums::SLOW_CALL_MS;
use crate::transact::{ABSENT, PRESENT, Verdict, attributes};
use crate::{Store, StoreError, key};
use aws_sdk_dynamodb::types::TransactWriteItem;

/// How many pages of overdue orders one list reads.
const PAGES_OVERDUE: usize = 5;
/// How many orders one BatchGet reads at most.
const ORDERS_AT_ONCE: i32 = 100;

/// What became of a new order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Placing {
    Placed,
    /// Another order bears its number. `same_body`: and was placed by the very same words, so that this is a retry.
    NumberTaken {
        by: OrderId,
        same_body: bool,
    },
}

/// Which orders a list shows.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OrderFilter {
    /// The effective status.
    pub status: Option<OrderStatus>,
    pub payment: Option<PaymentState>,
    pub created_from: Option<Timestamp>,
    pub created_to: Option<Timestamp>,
    pub amount_min: Option<Won>,
    pub amount_max: Option<Won>,
    /// How the order's number begins.
    pub number_prefix: Option<String>,
    /// A part of its name key.
    pub name_part: Option<NameKey>,
    pub search: Option<Search>,
}

impl OrderFilter {
    fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether the list shows this order.
    pub fn keeps(&self, order: &Order, now: Timestamp) -> bool {
        let status = self.status.is_none_or(|status| order.status(now) == status);
        let payment = self.payment.is_none_or(|payment| order.payment_state() == payment);
        let from = self.created_from.is_none_or(|from| order.created_at >= from);
        let to = self.created_to.is_none_or(|to| order.created_at <= to);
        let least = self.amount_min.is_none_or(|least| order.amount >= least);
        let most = self.amount_max.is_none_or(|most| order.amount <= most);
        let number = self.number_prefix.as_ref().is_none_or(|prefix| order.number.starts_with(prefix.as_str()));
        let name = self.name_part.as_ref().is_none_or(|part| order.name_key.contains(part.as_str()));
        let found = self.search.as_ref().is_none_or(|search| search.finds_order(order));
        status && payment && from && to && least && most && number && name && found
    }

    /// What a list that stands by id does with this order: below the first that is too old, all are.
    fn look(&self, order: &Order, now: Timestamp) -> Look {
        let oldest = self.created_from.map(|from| from.plus_ms(-SLOW_CALL_MS));
        if oldest.is_some_and(|oldest| order.created_at < oldest) {
            return Look::End;
        }
        Look::keep_if(self.keeps(order, now))
    }
}

/// An order that fell due, as the due index tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueOrder {
    pub workspace: WorkspaceId,
    pub order: OrderId,
}

impl DueOrder {
    fn read(item: &Item) -> Result<Self, StoreError> {
        let id = |name: &str| item.get(name).and_then(|value| value.as_n().ok()).and_then(|id| id.parse().ok());
        let ids = id("workspace_id").and_then(WorkspaceId::new).zip(id("id").and_then(OrderId::new));
        let (workspace, order) =
            ids.ok_or_else(|| StoreError::Corrupt { key: name_of(item), what: "it names no order".to_owned() })?;
        Ok(Self { workspace, order })
    }
}

impl Store {
    /// Places an order, with the guard of its number and its waiting entry. `body` is a hash of the words that placed
    /// it. 7 write units, GSI entries aside.
    pub async fn place_order(&self, order: &Order, body: &str) -> Result<Placing, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let mut writes = vec![
            self.put(encode(&OrderRecord::of(order))?, &absent)?,
            self.put(encode(&NumberRecord::of(order, body))?, &absent)?,
        ];
        if let Some(waiting) = order.waiting() {
            writes.push(self.put(encode(&WaitingOrderRecord::of(order.workspace, &waiting))?, &absent)?);
        }
        let verdict = self.transact(writes).await?;
        if matches!(verdict, Verdict::Committed) || self.is_own_write(&verdict, order)? {
            return Ok(Placing::Placed);
        }
        let Some(Some(taken)) = verdict.refused_at(1) else {
            return Err(StoreError::twice_given(&key::order(order.workspace, order.id)));
        };
        let guard: NumberRecord = decode(taken.clone())?;
        Ok(Placing::NumberTaken { by: guard.order()?, same_body: guard.body == body })
    }

    /// One order.
    pub async fn order(&self, workspace: WorkspaceId, order: OrderId) -> Result<Option<Order>, StoreError> {
        self.get::<OrderRecord>(&key::order(workspace, order), true).await?.map(OrderRecord::read).transpose()
    }

    /// The order that bears a number.
    pub async fn order_by_number(
        &self,
        workspace: WorkspaceId,
        number: &OrderNumber,
    ) -> Result<Option<Order>, StoreError> {
        let Some(guard) = self.get::<NumberRecord>(&key::order_number(workspace, number), true).await? else {
            return Ok(None);
        };
        self.order(workspace, guard.order()?).await
    }

    /// The order that bears a number and was placed by these very words, as [`Store::place_order`] takes them.
    pub async fn order_placed_by(
        &self,
        workspace: WorkspaceId,
        number: &OrderNumber,
        body: &str,
    ) -> Result<Option<Order>, StoreError> {
        match self.get::<NumberRecord>(&key::order_number(workspace, number), true).await? {
            Some(guard) if guard.body == body => self.order(workspace, guard.order()?).await,
            Some(_) | None => Ok(None),
        }
    }

    /// Several orders, in no order; missing ones are left out.
    pub async fn orders_of(&self, workspace: WorkspaceId, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(BATCH_MAX) {
            let keys: Vec<_> = some.iter().map(|id| key::order(workspace, *id)).collect();
            for item in self.get_many(&keys, true).await? {
                found.push(decode::<OrderRecord>(item)?.read()?);
            }
        }
        Ok(found)
    }

    /// Orders, newest first. A list by status comes from an index and may lag, unless it is of those that are paid; a
    /// list of all never does.
    pub async fn orders(
        &self,
        workspace: WorkspaceId,
        filter: &OrderFilter,
        before: Option<u64>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Page<Order>, StoreError> {
        let (index, pk) = match filter.status {
            // Most orders are paid: the table itself lists them.
            None | Some(OrderStatus::Matched) => (None, key::orders(workspace)),
            Some(status) => (Some("GSI1"), key::orders_by_status(workspace, status)),
        };
        let look = |order: &Order| filter.look(order, now);
        let look: Filter<'_, Order> = if filter.is_on() { Some(&look) } else { None };
        let partition = Partition { index, pk: &pk, prefix: "" };
        let page = self.list(partition, before, limit, OrderRecord::read, |order| order.id.get(), look).await?;
        match filter.status {
            Some(OrderStatus::Expired) => self.with_overdue(workspace, page, filter, before, limit, now).await,
            Some(OrderStatus::Pending | OrderStatus::Matched | OrderStatus::Cancelled) | None => Ok(page),
        }
    }

    /// Orders whose number begins so, highest number first, never lagging: page after page of the numbers' guards, each
    /// with its orders. `before` is the last order of the page before.
    pub async fn orders_by_prefix(
        &self,
        workspace: WorkspaceId,
        prefix: &str,
        filter: &OrderFilter,
        before: Option<OrderId>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Page<Order>, StoreError> {
        let (pk, range) = (key::order_numbers(workspace), Range::Prefix(prefix.to_owned()));
        let last = match before {
            Some(last) => self.order(workspace, last).await?,
            None => None,
        };
        let (mut rows, mut next) = (Vec::new(), last.as_ref().map(|last| last.id.get()));
        let mut start = last.map(|last| attributes(&key::order_number(workspace, &last.number)));
        for _ in 0..PAGES_A_LIST {
            let (items, more) = self.query(None, &pk, &range, false, Some(ORDERS_AT_ONCE), start).await?;
            let guards = items.into_iter().map(|item| decode::<NumberRecord>(item)?.order());
            let ids = guards.collect::<Result<Vec<_>, _>>()?;
            let orders = self.orders_of(workspace, &ids).await?;
            for order in ids.iter().filter_map(|id| orders.iter().find(|order| order.id == *id)) {
                if rows.len() == limit {
                    return Ok(Page { rows, next });
                }
                next = Some(order.id.get());
                if filter.keeps(order, now) {
                    rows.push(order.clone());
                }
            }
            start = more;
            if start.is_none() {
                return Ok(Page { rows, next: None });
            }
        }
        Ok(Page { rows, next })
    }

    /// Adds the orders that read as EXPIRED but are stored PENDING, since the sweeper has not come by yet.
    async fn with_overdue(
        &self,
        workspace: WorkspaceId,
        mut page: Page<Order>,
        filter: &OrderFilter,
        before: Option<u64>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Page<Order>, StoreError> {
        let floor = page.next.unwrap_or(0);
        let overdue = self.overdue(workspace.get() % key::DUE_SHARDS, now, PAGES_OVERDUE).await?;
        for item in overdue {
            let order = decode::<OrderRecord>(item)?.read()?;
            let on_page = order.id.get() >= floor && before.is_none_or(|before| order.id.get() < before);
            if order.workspace == workspace
                && on_page
                && filter.keeps(&order, now)
                && !page.rows.iter().any(|row| row.id == order.id)
            {
                page.rows.push(order);
            }
        }
        page.rows.sort_by_key(|order| std::cmp::Reverse(order.id));
        if page.rows.len() > limit {
            page.rows.truncate(limit);
            page.next = page.rows.last().map(|order| order.id.get());
        }
        Ok(page)
    }

    async fn overdue(&self, shard: u64, now: Timestamp, pages: usize) -> Result<Vec<Item>, StoreError> {
        let range = Range::Between("0".to_owned(), key::due_before(now.plus_ms(-order::GRACE_MS)));
        let (pk, mut items, mut start) = (key::due_partition(shard), Vec::new(), None);
        for _ in 0..pages {
            let (page, last) = self.query(Some("GSI3"), &pk, &range, true, None, start).await?;
            items.extend(page);
            start = last;
            if start.is_none() {
                break;
            }
        }
        Ok(items)
    }

    /// A page of one shard of the due index, from the sort key `after` on: the orders whose deadline and grace have
    /// passed.
    pub async fn orders_due(
        &self,
        shard: u64,
        after: &str,
        now: Timestamp,
        limit: i32,
    ) -> Result<DuePage<DueOrder>, StoreError> {
        let before = key::due_before(now.plus_ms(-order::GRACE_MS));
        let page =
            self.due_page(&key::due_partition(shard), (after, before), limit, |item| DueOrder::read(&item)).await?;
        Ok(DuePage { oldest: page.oldest.map(|deadline| deadline.plus_ms(order::GRACE_MS)), ..page })
    }

    /// Writes an order and its waiting entry, if nobody wrote it since it was read. `false`: somebody did.
    pub async fn write_order(&self, before: &Order, after: &Order) -> Result<bool, StoreError> {
        let writes = self.order_writes(before, after)?;
        match self.transact(writes).await? {
            Verdict::Committed => Ok(true),
            refused @ Verdict::Refused(_) => self.is_own_write(&refused, after),
        }
    }

    /// The order, put as it will be, and its waiting entry: left, replaced, made or taken away.
    pub(crate) fn order_writes(&self, before: &Order, after: &Order) -> Result<Vec<TransactWriteItem>, StoreError> {
        let as_read = Expression::all(&["#version = :version", "#status = :from"])
            .value(":version", n(before.version))
            .value(":from", s(before.state.status().code()));
        let mut writes = vec![self.rewrite(&OrderRecord::of(after), &as_read)?];
        let (old, new) = (before.waiting(), after.waiting());
        if old == new {
            return Ok(writes);
        }
        let (old_key, new_key) = (
            old.map(|old| key::waiting_order(before.workspace, &old)),
            new.as_ref().map(|new| key::waiting_order(after.workspace, new)),
        );
        if let Some(key) = old_key.as_ref().filter(|old| Some(*old) != new_key.as_ref()) {
            writes.push(self.delete(key, &Expression::all(&[PRESENT]))?);
        }
        if let Some(new) = &new {
            let record = WaitingOrderRecord::of(after.workspace, new);
            writes.push(match old_key == new_key {
                true => self.rewrite(&record, &Expression::all(&[PRESENT]))?,
                false => self.put(encode(&record)?, &Expression::all(&[ABSENT]))?,
            });
        }
        Ok(writes)
    }

    /// Whether the order that refused is the very one that was to be written: our own commit, its reply lost.
    pub(crate) fn is_own_write(&self, verdict: &Verdict, after: &Order) -> Result<bool, StoreError> {
        verdict.holds::<OrderRecord, _>(0, |record| Ok(record.read()? == *after))
    }
}
