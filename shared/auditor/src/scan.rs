//! The whole table, read page by page. The one place of the product that scans: an audit is no request.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::DisplayErrorContext;

use crate::Item;

/// The table could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("the table could not be read: {0}")]
pub struct ReadError(String);

/// Every item of a table, by consistent reads. A scan is no snapshot: items that change meanwhile may be read from
/// before or after, so an audit of a table in use may find what was never so.
pub async fn read_all(client: &Client, table: &str) -> Result<Vec<Item>, ReadError> {
    let (mut items, mut start) = (Vec::new(), None);
    loop {
        let page = client.scan().table_name(table).consistent_read(true).set_exclusive_start_key(start).send().await;
        let page = page.map_err(|error| ReadError(DisplayErrorContext(&error).to_string()))?;
        items.extend(page.items.unwrap_or_default());
        start = page.last_evaluated_key.filter(|key| !key.is_empty());
        if start.is_none() {
            return Ok(items);
        }
    }
}
