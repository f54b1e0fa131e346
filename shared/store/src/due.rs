//! Pages of the due index (GSI3), oldest first: what the sweeper's passes go by. The index may lag, so a row in it is
//! only a hint: whoever works on it conditions the write on what was read.

use domain::Timestamp;

use crate::expression::Item;
use crate::read::Range;
use crate::record::name_of;
use crate::{Store, StoreError};

/// Where the first page of a partition begins.
pub const FIRST: &str = "0";

/// A page of what is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DuePage<T> {
    pub rows: Vec<T>,
    /// How many rows could not be read. They are left out, and logged by their keys.
    pub unreadable: usize,
    /// When the oldest row fell due, those that cannot be read included. `None`: the page is empty.
    pub oldest: Option<Timestamp>,
    /// Where the next page begins, while there is one.
    pub next: Option<String>,
}

impl Store {
    /// A page of one partition: from the sort key `after` on, what fell due before the instant that `before` is the key
    /// of.
    pub(crate) async fn due_page<T>(
        &self,
        partition: &str,
        (after, before): (&str, String),
        limit: i32,
        read: impl Fn(Item) -> Result<T, StoreError>,
    ) -> Result<DuePage<T>, StoreError> {
        let range = Range::Between(after.to_owned(), before);
        let (items, last) = self.query(Some("GSI3"), partition, &range, true, Some(limit), None).await?;
        let mut page = DuePage {
            rows: Vec::with_capacity(items.len()),
            unreadable: 0,
            oldest: items.iter().find_map(due_at),
            // A space sorts before every character of a key: the very next one.
            next: last.and_then(|_| items.last().and_then(sort_key)).map(|last| format!("{last} ")),
        };
        for item in items {
            let name = name_of(&item);
            match read(item) {
                Ok(row) => page.rows.push(row),
                Err(error) => {
                    tracing::error!(item.key = name, %error, "a row that is due cannot be read; skipped");
                    page.unreadable += 1;
                }
            }
        }
        Ok(page)
    }
}

fn sort_key(item: &Item) -> Option<&str> {
    item.get("GSI3SK").and_then(|value| value.as_s().ok()).map(String::as_str)
}

/// When a row fell due, as its sort key begins.
pub(crate) fn due_at(item: &Item) -> Option<Timestamp> {
    sort_key(item)?.split('#').next()?.parse().ok().map(Timestamp::from_ms)
}
