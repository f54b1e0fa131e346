//! The inbox of a workspace: messages that made no deposit, kept, read, listed and resolved.

use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::search::Search;
use domain::{ClosedSet, Message, MessageId, MessageStatus, WorkspaceId};

use crate::expression::{Expression, Item, n, s};
use crate::read::{PAGES_A_LIST, Page, ROWS_A_PAGE, Range};
use crate::record::intake::{MessageRecord, ResolutionRecord};
use crate::record::{decode, encode};
use crate::transact::{ABSENT, Verdict, attributes};
use crate::{Store, StoreError, key};

/// The condition under which a message is resolved: nobody wrote it since it was read.
pub const MESSAGE_AS_READ: &str = "#version = :version";
/// The same, for an item of before messages could be resolved: it stands, and nobody wrote it.
const MESSAGE_UNWRITTEN: &str = "attribute_exists(#PK) AND attribute_not_exists(#version)";

/// Which messages a list shows.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct MessageFilter {
    pub status: Option<MessageStatus>,
    pub search: Option<Search>,
}

impl MessageFilter {
    /// All of one status.
    pub fn of(status: MessageStatus) -> Self {
        Self { status: Some(status), search: None }
    }

    fn is_on(&self) -> bool {
        *self != Self::default()
    }

    fn keeps(&self, message: &Message) -> bool {
        let status = self.status.is_none_or(|wanted| message.status() == wanted);
        status && self.search.as_ref().is_none_or(|search| search.finds_message(message))
    }
}

impl Store {
    /// Keeps a message, unless it stands already.
    pub(crate) async fn keep_once(&self, record: &MessageRecord) -> Result<(), StoreError> {
        let put = self.dynamo.put_item().table_name(&self.table).set_item(Some(encode(record)?));
        let absent = Expression::all(&[ABSENT]);
        let kept = put
            .set_condition_expression(absent.condition())
            .set_expression_attribute_names(absent.some_names())
            .send()
            .await;
        match kept {
            Err(error) if error.as_service_error().is_some_and(|e| e.is_conditional_check_failed_exception()) => Ok(()),
            other => other.map(drop).map_err(StoreError::from),
        }
    }

    /// One message.
    pub async fn message(&self, workspace: WorkspaceId, id: &MessageId) -> Result<Option<Message>, StoreError> {
        let key = key::message(workspace, id.at, &id.fingerprint);
        self.get::<MessageRecord>(&key, true).await?.map(|record| record.read(workspace)).transpose()
    }

    /// Messages, newest first, read from the table itself: the list never lags. A filtered list reads a bounded number
    /// of pages; when they do not fill the answer, it says where to go on.
    pub async fn inbox(
        &self,
        workspace: WorkspaceId,
        filter: &MessageFilter,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Page<Message, MessageId>, StoreError> {
        let (pk, everything) = (key::messages(workspace), Range::Prefix(String::new()));
        let page_rows = if filter.is_on() { ROWS_A_PAGE } else { i32::try_from(limit + 1).unwrap_or(ROWS_A_PAGE) };
        let (mut rows, mut last) = (Vec::new(), before);
        let mut start = before.map(|id| attributes(&key::message(workspace, id.at, &id.fingerprint)));
        for _ in 0..PAGES_A_LIST {
            let (items, more) = self.query(None, &pk, &everything, false, Some(page_rows), start).await?;
            for item in items {
                let message = decode::<MessageRecord>(item)?.read(workspace)?;
                if rows.len() == limit {
                    return Ok(Page { rows, next: last });
                }
                last = Some(message.id);
                if filter.keeps(&message) {
                    rows.push(message);
                }
            }
            start = more;
            if start.is_none() {
                return Ok(Page { rows, next: None });
            }
        }
        Ok(Page { rows, next: last })
    }

    /// Resolves a message, if nobody wrote it since it was read. `false`: somebody did.
    pub async fn resolve_message(&self, before: &Message, after: &Message) -> Result<bool, StoreError> {
        let write = self.message_write(before, after)?;
        let verdict = self.transact(vec![write]).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<MessageRecord, _>(0, |record| Ok(record.read(after.workspace)? == *after))?)
    }

    /// The write that resolves a message: its state, and nothing else of its item.
    pub(crate) fn message_write(&self, before: &Message, after: &Message) -> Result<TransactWriteItem, StoreError> {
        let as_read = match before.version {
            0 => Expression::all(&[MESSAGE_UNWRITTEN]),
            version => Expression::all(&[MESSAGE_AS_READ]).value(":version", n(version)),
        };
        let resolved: Option<Item> =
            after.resolution().map(|resolution| encode(&ResolutionRecord::of(resolution))).transpose()?;
        let Some(resolved) = resolved else {
            return Err(StoreError::Rejected("a message is written when it is resolved only".to_owned()));
        };
        let resolving = as_read
            .update("SET #status = :status, #resolved = :resolved, #version = :next")
            .value(":status", s(after.status().code()))
            .value(":resolved", aws_sdk_dynamodb::types::AttributeValue::M(resolved))
            .value(":next", n(after.version));
        self.update(&key::message(before.workspace, before.id.at, &before.id.fingerprint), &resolving)
    }
}
