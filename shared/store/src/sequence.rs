//! Ids: counted up one by one. A gap is fine, a repeat never.
//!
//! A limit is held by them too: who takes an id, counts what stands, and commits only while no later id was taken has
//! counted everything.

use aws_sdk_dynamodb::types::{ReturnValue, TransactWriteItem};
use domain::{UserId, WorkspaceId, WorkspaceMode};

use crate::expression::{Expression, n};
use crate::record::sequence::SequenceRecord;
use crate::transact::attributes;
use crate::{Store, StoreError, key};

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sequence {
    /// Users, of the whole installation.
    User,
    /// Workspaces of a mode, of the whole installation.
    Workspace(WorkspaceMode),
    /// API tokens, of the whole installation.
    Token,
    /// The workspaces that a user makes.
    Owned(UserId),
    /// Accounts of a workspace.
    Account(WorkspaceId),
    /// Phones of a workspace.
    Phone(WorkspaceId),
    /// Invitations of a workspace.
    Invitation(WorkspaceId),
    /// Orders of a workspace.
    Order(WorkspaceId),
    /// Deposits of a workspace.
    Deposit(WorkspaceId),
    /// Endpoints of a workspace.
    Endpoint(WorkspaceId),
    /// Pings of a workspace.
    Ping(WorkspaceId),
    /// Approved senders of a workspace.
    Sender(WorkspaceId),
    /// Message formats of a workspace.
    Format(WorkspaceId),
    /// Changes of a workspace that an open page may ask for.
    Change(WorkspaceId),
}

impl Sequence {
    pub(crate) fn key(self) -> key::Key {
        match self {
            Self::User => key::sequence(None, "USER"),
            Self::Workspace(WorkspaceMode::Live) => key::sequence(None, "WORKSPACE"),
            Self::Workspace(WorkspaceMode::Test) => key::sequence(None, "TESTWORKSPACE"),
            Self::Token => key::sequence(None, "TOKEN"),
            Self::Owned(user) => key::sequence(None, &format!("OWNED#{}", key::wide(user.get()))),
            Self::Account(workspace) => key::sequence(Some(workspace), "ACCOUNT"),
            Self::Phone(workspace) => key::sequence(Some(workspace), "PHONE"),
            Self::Invitation(workspace) => key::sequence(Some(workspace), "INVITATION"),
            Self::Order(workspace) => key::sequence(Some(workspace), "ORDER"),
            Self::Deposit(workspace) => key::sequence(Some(workspace), "DEPOSIT"),
            Self::Endpoint(workspace) => key::sequence(Some(workspace), "ENDPOINT"),
            Self::Ping(workspace) => key::sequence(Some(workspace), "PING"),
            Self::Sender(workspace) => key::sequence(Some(workspace), "SENDER"),
            Self::Format(workspace) => key::sequence(Some(workspace), "FORMAT"),
            Self::Change(workspace) => key::sequence(Some(workspace), "CHANGE"),
        }
    }
}

impl Store {
    /// A write that stands only while `id` is the last that its sequence gave: what was counted since is all there is.
    pub(crate) fn is_last(&self, sequence: Sequence, id: u64) -> Result<TransactWriteItem, StoreError> {
        let last = Expression::all(&["#last = :id"]).update("SET #last = :id").value(":id", n(id));
        self.update(&sequence.key(), &last)
    }

    /// The last number that a sequence gave, as it was a moment ago; 0 before its first. Half a read unit.
    pub async fn last_lately(&self, sequence: Sequence) -> Result<u64, StoreError> {
        Ok(self.get::<SequenceRecord>(&sequence.key(), false).await?.map_or(0, |record| record.last()))
    }

    /// The next id of a sequence. 1 write unit.
    pub async fn next_id<I>(&self, sequence: Sequence, new: impl Fn(u64) -> Option<I>) -> Result<I, StoreError> {
        let key = sequence.key();
        let counted = self
            .dynamo
            .update_item()
            .table_name(&self.table)
            .set_key(Some(attributes(&key)))
            .update_expression("ADD #last :one SET #fmt = :fmt")
            .expression_attribute_names("#last", "last")
            .expression_attribute_names("#fmt", "fmt")
            .expression_attribute_values(":one", n(1))
            .expression_attribute_values(":fmt", n(crate::record::FORMAT))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await?;
        let last = counted
            .attributes
            .as_ref()
            .and_then(|item| item.get("last"))
            .and_then(|last| last.as_n().ok())
            .and_then(|last| last.parse().ok());
        last.and_then(new).ok_or_else(|| StoreError::Corrupt {
            key: format!("{} / {}", key.pk, key.sk),
            what: "the sequence ran out".to_owned(),
        })
    }
}
