//! Reads: one item, some items, a page of a list. A list is read newest first and never by scan.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use serde::de::DeserializeOwned;

pub(crate) use crate::expression::Range;
use crate::expression::{Item, s};
use crate::key::{Key, wide};
use crate::record::decode;
use crate::transact::attributes;
use crate::{Store, StoreError};

/// How many pages of the table one filtered list may read before it answers with what it has and a cursor.
pub(crate) const PAGES_A_LIST: usize = 5;
/// How many rows a filtered list reads at once.
pub(crate) const ROWS_A_PAGE: i32 = 200;

/// How many items one BatchGetItem reads.
pub(crate) const BATCH_MAX: usize = 100;

/// Rows of a list, and where it goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<T, I = u64> {
    pub rows: Vec<T>,
    /// The last id that was looked at, while there is more.
    pub next: Option<I>,
}

/// What a filtered list does with a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    Keep,
    Skip,
    /// Neither this row is kept, nor any below it.
    End,
}

impl Look {
    /// A row that is kept or not, whatever follows.
    pub fn keep_if(keeps: bool) -> Self {
        if keeps { Self::Keep } else { Self::Skip }
    }
}

/// What a list does with each of its rows.
pub(crate) type Filter<'a, T> = Option<&'a (dyn Fn(&T) -> Look + Sync)>;

/// One partition of the table or of an index, whose sort key is an id, read newest first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Partition<'a> {
    pub index: Option<&'static str>,
    pub pk: &'a str,
    /// What stands before the id in the sort key.
    pub prefix: &'static str,
}

impl Store {
    /// One item. A missing one is `None`.
    pub(crate) async fn get<R: DeserializeOwned>(&self, key: &Key, consistent: bool) -> Result<Option<R>, StoreError> {
        let got = self
            .dynamo
            .get_item()
            .table_name(&self.table)
            .set_key(Some(attributes(key)))
            .consistent_read(consistent)
            .send()
            .await?;
        got.item.map(decode).transpose()
    }

    /// Several items in one read, in no order. What DynamoDB did not process is asked for once more; what is
    /// left then is a fault, never "not there".
    pub(crate) async fn get_many(&self, keys: &[Key], consistent: bool) -> Result<Vec<Item>, StoreError> {
        let mut wanted: Vec<Item> = keys.iter().map(attributes).collect();
        wanted.dedup();
        let mut found = Vec::new();
        for _ in 0..2 {
            let request = KeysAndAttributes::builder()
                .set_keys(Some(wanted))
                .consistent_read(consistent)
                .build()
                .map_err(|error| StoreError::Rejected(error.to_string()))?;
            let got = self.dynamo.batch_get_item().request_items(&self.table, request).send().await?;
            found.extend(got.responses.and_then(|mut tables| tables.remove(&self.table)).unwrap_or_default());
            let rest = got.unprocessed_keys.and_then(|mut tables| tables.remove(&self.table));
            wanted = rest.map(|rest| rest.keys).unwrap_or_default();
            if wanted.is_empty() {
                return Ok(found);
            }
        }
        Err(StoreError::Throttled("BatchGetItem left keys unprocessed".to_owned()))
    }

    /// One page of a Query in ascending or descending order. Indexes cannot be read consistently; the table is.
    pub(crate) async fn query(
        &self,
        index: Option<&'static str>,
        pk: &str,
        range: &Range,
        forward: bool,
        limit: Option<i32>,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        self.query_at((index, index.is_none()), pk, range, forward, limit, start).await
    }

    /// As [`Store::query`], of an index, or of the table as it is or as it was a moment ago, for half the price.
    pub(crate) async fn query_at(
        &self,
        (index, consistent): (Option<&'static str>, bool),
        pk: &str,
        range: &Range,
        forward: bool,
        limit: Option<i32>,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        let (pk_name, sk_name) =
            index.map_or(("PK".to_owned(), "SK".to_owned()), |index| (format!("{index}PK"), format!("{index}SK")));
        let mut values: HashMap<String, AttributeValue> = HashMap::from([(":pk".to_owned(), s(pk))]);
        let condition = match range {
            Range::Prefix(prefix) if prefix.is_empty() => "#pk = :pk",
            Range::Prefix(prefix) => {
                values.insert(":prefix".to_owned(), s(prefix));
                "#pk = :pk AND begins_with(#sk, :prefix)"
            }
            Range::Between(low, high) => {
                values.insert(":low".to_owned(), s(low));
                values.insert(":high".to_owned(), s(high));
                "#pk = :pk AND #sk BETWEEN :low AND :high"
            }
        };
        let mut names = HashMap::from([("#pk".to_owned(), pk_name)]);
        if condition.contains("#sk") {
            names.insert("#sk".to_owned(), sk_name);
        }
        let got = self
            .dynamo
            .query()
            .table_name(&self.table)
            .set_index_name(index.map(str::to_owned))
            .key_condition_expression(condition)
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
            .consistent_read(consistent)
            .scan_index_forward(forward)
            .set_limit(limit)
            .set_exclusive_start_key(start)
            .send()
            .await?;
        Ok((got.items.unwrap_or_default(), got.last_evaluated_key))
    }

    /// All of a small partition's range, up to `pages` pages. The flag tells whether something was left over.
    pub(crate) async fn query_all<R: DeserializeOwned>(
        &self,
        pk: &str,
        range: &Range,
        pages: usize,
    ) -> Result<(Vec<R>, bool), StoreError> {
        let (mut rows, mut start) = (Vec::new(), None);
        for _ in 0..pages {
            let (items, last) = self.query(None, pk, range, true, None, start).await?;
            for item in items {
                rows.push(decode(item)?);
            }
            start = last;
            if start.is_none() {
                return Ok((rows, false));
            }
        }
        Ok((rows, true))
    }

    /// A page of a list, newest first: rows with an id below `before` that `filter` keeps, at most `limit`.
    /// A filtered list reads a bounded number of pages; when they do not fill the answer, it says where to go on.
    pub(crate) async fn list<R, T>(
        &self,
        partition: Partition<'_>,
        before: Option<u64>,
        limit: usize,
        read: impl Fn(R) -> Result<T, StoreError>,
        id: impl Fn(&T) -> u64,
        filter: Filter<'_, T>,
    ) -> Result<Page<T>, StoreError>
    where
        R: DeserializeOwned,
    {
        let mut rows = Vec::new();
        let mut before = before.unwrap_or(domain::id::MAX + 1);
        let page_rows = filter.map_or_else(|| i32::try_from(limit + 1).unwrap_or(ROWS_A_PAGE), |_| ROWS_A_PAGE);
        for _ in 0..PAGES_A_LIST {
            if before <= 1 {
                return Ok(Page { rows, next: None });
            }
            let range = Range::Between(
                format!("{}{}", partition.prefix, wide(1)),
                format!("{}{}", partition.prefix, wide(before - 1)),
            );
            let (items, last) = self.query(partition.index, partition.pk, &range, false, Some(page_rows), None).await?;
            for item in items {
                let row = read(decode(item)?)?;
                if rows.len() == limit {
                    return Ok(Page { next: Some(before), rows });
                }
                before = id(&row);
                match filter.map_or(Look::Keep, |filter| filter(&row)) {
                    Look::Keep => rows.push(row),
                    Look::Skip => {}
                    Look::End => return Ok(Page { rows, next: None }),
                }
            }
            if last.is_none() {
                return Ok(Page { rows, next: None });
            }
        }
        Ok(Page { rows, next: Some(before) })
    }
}
