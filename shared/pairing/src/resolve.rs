//! A message of the inbox is resolved: it becomes a deposit, or is put aside.
//!
//! Invariant: a message becomes at most one deposit. The transaction that records the deposit resolves the message too,
//! on the condition that nobody did so before; a deposit that stood already (the same message came again, and was read)
//! is only named by it.

use domain::occurrence::Fingerprint;
use domain::{Actor, DepositId, Looks, Message, MessageId, WorkspaceId};
use store::StoreError;

use crate::{Incoming, Pairing, PairingError, TRIES};

/// A message that became a deposit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved {
    pub message: Message,
    pub deposit: DepositId,
    /// The deposit had stood before: this call made none.
    pub duplicate: bool,
}

impl Pairing {
    /// A message that must be there.
    pub async fn message(&self, workspace: WorkspaceId, id: &MessageId) -> Result<Message, PairingError> {
        self.store.message(workspace, id).await?.ok_or(PairingError::NoSuchMessage)
    }

    /// Makes the deposit that a message tells of, as a reader or a person says, and resolves the message. `call` stands
    /// for what was asked: the same call again answers the same deposit, and looks again, in case the first died before
    /// its look.
    pub async fn resolve(
        &self,
        workspace: WorkspaceId,
        id: &MessageId,
        incoming: &Incoming,
        call: Fingerprint,
    ) -> Result<Resolved, PairingError> {
        let mut made = None;
        for _ in 0..TRIES {
            let message = self.message(workspace, id).await?;
            if let Some(deposit) = message.resolved_by(&call)?.and_then(|resolution| resolution.deposit) {
                if made.is_none() {
                    self.settle(workspace, incoming.details.amount, Looks::deposit(deposit)).await?;
                }
                return Ok(Resolved { message, deposit, duplicate: made.unwrap_or(false) });
            }
            match Box::pin(self.receive_of(workspace, incoming, Some((&message, call)), None)).await {
                Ok(received) => {
                    made = Some(received.duplicate);
                    self.name_deposit(workspace, id, received.deposit, call, &incoming.by).await?;
                }
                Err(PairingError::MessageMoved) => {}
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Lets a message name a deposit that stood already. One that was just recorded is named since then.
    async fn name_deposit(
        &self,
        workspace: WorkspaceId,
        id: &MessageId,
        deposit: DepositId,
        call: Fingerprint,
        by: &Actor,
    ) -> Result<(), PairingError> {
        let message = self.message(workspace, id).await?;
        if let Some(after) = message.resolve(Some(deposit), call, by.clone(), self.now())? {
            // A message that somebody wrote meanwhile is read again by the caller.
            self.store.resolve_message(&message, &after).await?;
        }
        Ok(())
    }

    /// Puts a message aside: it becomes no deposit.
    pub async fn put_aside(
        &self,
        workspace: WorkspaceId,
        id: &MessageId,
        call: Fingerprint,
        by: Actor,
    ) -> Result<Message, PairingError> {
        for _ in 0..TRIES {
            let message = self.message(workspace, id).await?;
            let Some(after) = message.resolve(None, call, by.clone(), self.now())? else { return Ok(message) };
            if self.store.resolve_message(&message, &after).await? {
                return Ok(after);
            }
        }
        Err(StoreError::Contended.into())
    }
}
