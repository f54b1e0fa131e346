//! Messages that made no deposit, and receipts.

use domain::occurrence::{Fingerprint, ReceiptId};
use domain::{Account, AccountId, ArrivedMessage, Outcome, SenderVerdict, Timestamp, WorkspaceId};
use tokio::sync::broadcast;

use crate::key::Key;
use crate::read::Range;
use crate::record::encode;
use crate::record::intake::{Aside, MessageRecord, ReceiptRecord};
use crate::{Store, StoreError, key};

/// How many pages of unclaimed messages one offer reads.
const PAGES_AN_OFFER: usize = 5;

/// A message as it goes into a workspace's inbox.
#[derive(Clone, Copy, Debug)]
pub struct KeptMessage<'a> {
    pub account: Option<AccountId>,
    pub aside: Aside,
    /// How far its sender can be believed, where an account's bank is known.
    pub verdict: Option<SenderVerdict>,
    pub fingerprint: Fingerprint,
    pub sms: &'a ArrivedMessage,
}

impl Store {
    /// Keeps a message in a workspace's inbox. A repeat changes nothing: the message may be resolved.
    pub async fn keep_message(
        &self,
        workspace: WorkspaceId,
        kept: &KeptMessage<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let KeptMessage { account, aside, verdict, fingerprint, sms } = *kept;
        let key = key::message(workspace, sms.received_at, &fingerprint);
        self.keep_once(&MessageRecord::inbox(key, aside, account, verdict, sms, now)).await
    }

    /// Keeps a message of no registered account. A repeat writes the same item again.
    pub async fn keep_unclaimed(&self, record: &MessageRecord) -> Result<(), StoreError> {
        self.dynamo.put_item().table_name(&self.table).set_item(Some(encode(record)?)).send().await?;
        Ok(())
    }

    /// The unclaimed messages that may be of an account, by the head and by the tail of its number.
    pub async fn unclaimed_for(&self, account: &Account) -> Result<Vec<MessageRecord>, StoreError> {
        let lookups =
            key::account_lookups(account.bank_code.family(), &account.number.digits(), account.workspace, account.id);
        let mut found = Vec::new();
        for lookup in lookups {
            let pk = key::unclaimed_partition(Some(&lookup.pk));
            found.extend(self.query_all::<MessageRecord>(&pk, &Range::Prefix(String::new()), PAGES_AN_OFFER).await?.0);
        }
        Ok(found)
    }

    /// Forgets an unclaimed message: it found its account.
    pub async fn claim(&self, key: &Key) -> Result<(), StoreError> {
        self.remove(key).await
    }

    /// Counts a text of the open URL that was no bank's and was not kept, for a day.
    pub async fn count_left_alone(&self, now: Timestamp) -> Result<(), StoreError> {
        self.count("left-alone:open", 1, domain::time::DAY_MS, now).await.map(drop)
    }

    /// The outcome of a webhook call, once there is one. That no account fitted before `since` is none: one may be
    /// registered since.
    pub async fn receipt(&self, receipt: &ReceiptId, since: Timestamp) -> Result<Option<Outcome>, StoreError> {
        let record = self.get::<ReceiptRecord>(&key::receipt(receipt), false).await?;
        let is_old = record.as_ref().is_some_and(|record| record.written_at() < since);
        let outcome = record.map(ReceiptRecord::read).transpose()?;
        Ok(outcome.filter(|outcome| !is_old || *outcome != Outcome::AccountNotFound))
    }

    /// Writes the outcome of a webhook call. 1 write unit.
    pub async fn write_receipt(
        &self,
        receipt: &ReceiptId,
        outcome: &Outcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let item = encode(&ReceiptRecord::of(receipt, outcome, now))?;
        self.dynamo.put_item().table_name(&self.table).set_item(Some(item)).send().await?;
        // Nobody waits for most of them.
        let _ = self.receipts.send(*receipt);
        Ok(())
    }

    /// Tells of the receipts that this process writes from now on: where the matcher runs beside the webhook, nobody
    /// needs to look in vain.
    pub fn receipts(&self) -> broadcast::Receiver<ReceiptId> {
        self.receipts.subscribe()
    }
}
