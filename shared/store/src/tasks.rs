//! The matcher's tasks: what the webhook and the HTTP operations leave for it.

use std::collections::BTreeSet;

use domain::message::ArrivedMessage;
use domain::{AccountId, DepositId, Looks, NameKey, OrderId, ScenarioId, Won, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_with::{FromInto, serde_as};

use crate::Store;
use crate::queue::{INSURANCE_DELAY_S, QueueTask};
use crate::record::sms::SmsRecord;
use crate::wire::{Number, Plain, Text};

/// What the matcher is asked to do.
#[serde_as]
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// Read this message and pair the deposit that it tells of.
    Sms(#[serde_as(as = "Box<FromInto<SmsRecord>>")] Box<ArrivedMessage>),
    /// Settle this amount of this workspace: what [`Looks`] says, or all that waits there where it says nothing.
    /// `after`: where the look before stopped at its bound.
    Look {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        amount: Won,
        #[serde_as(as = "BTreeSet<Plain>")]
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        keys: BTreeSet<NameKey>,
        #[serde_as(as = "BTreeSet<Number>")]
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        deposits: BTreeSet<DepositId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
    },
    /// The workspace's settings changed, or it takes messages again: settle every amount of its waiting deposits with
    /// an id above `after`, and offer the unclaimed messages to its accounts.
    Revisit {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        after: u64,
    },
    /// Offer the unclaimed messages to this newly active account.
    Offer {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "account_id")]
        account: AccountId,
    },
    /// Match by the workspace's policies what this deposit may be.
    Policies {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "deposit_id")]
        deposit: DepositId,
    },
    /// The same for the deposits that wait of an order's payer.
    PoliciesOfPayer {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "order_id")]
        order: OrderId,
    },
    /// Release the held deposits whose sender its owner approved.
    Release {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
    },
    /// Play the steps of this scenario that are due, and go on.
    Scenario {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Text")]
        scenario: ScenarioId,
    },
    /// Delete some of what a deleted workspace held, and go on. `round` counts how often nothing was left.
    Erase {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        round: u8,
    },
}

impl Task {
    /// Settle what these looks say.
    pub fn look(workspace: WorkspaceId, amount: Won, looks: Looks, after: Option<String>) -> Self {
        let Looks { keys, deposits } = looks;
        Self::Look { workspace, amount, keys, deposits, after }
    }
}

impl QueueTask for Task {
    /// A message's group is of its bank and account: whoever queues it says which.
    fn group(&self) -> Option<String> {
        None
    }
}

impl Store {
    /// Insures an operation against its own death: what it touches is looked at again in half a minute, whatever
    /// happens to this program. Sent before the commit. A queue that is down is logged and does not stop the operation;
    /// `false` says that the operation is not insured.
    pub async fn insure(&self, workspace: WorkspaceId, touched: &[(Won, Looks)]) -> bool {
        let mut insured = true;
        for (amount, looks) in touched.iter().filter(|(_, looks)| !looks.is_empty()) {
            let look = Task::look(workspace, *amount, looks.clone(), None);
            if let Err(error) = self.tasks.send(look, INSURANCE_DELAY_S).await {
                tracing::warn!(workspace.id = workspace.get(), %error, "no insurance look could be queued; going on");
                insured = false;
            }
        }
        insured
    }
}

#[cfg(test)]
mod tests {
    use domain::{SenderClaim, Timestamp, Via};

    use super::*;
    use crate::queue::{read, write};

    /// What SQS takes: #x9 | #xA | #xD | #x20–#xD7FF | #xE000–#xFFFD | #x10000–#x10FFFF (SendMessage, AWS reference).
    #[test]
    fn every_text_makes_a_body_that_the_queue_takes_and_gives_back() {
        let raw: String =
            ('\0'..='\u{2FF}').chain(['\u{FFFD}', '\u{FFFE}', '\u{FFFF}', '\u{10000}', '"', '\\']).collect();
        let sms = ArrivedMessage {
            receipt: [0xab; 16].into(),
            raw,
            sender: SenderClaim::default(),
            missing_sender: None,
            call_id: None,
            received_at: Timestamp::from_ms(1),
            heard_at: Timestamp::from_ms(1),
            server_time: false,
            via: Via::Open,
            phone: None,
            app_details: None,
        };
        let body = write(Task::Sms(Box::new(sms.clone()))).unwrap();
        assert!(body.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)), "{body:?}");
        assert_eq!(read::<Task>(&body).unwrap(), Task::Sms(Box::new(sms)));
    }

    #[test]
    fn a_look_says_its_keys_and_deposits_and_none_is_a_look_at_all() {
        let (workspace, amount) = (WorkspaceId::new(1).unwrap(), Won::new(5).unwrap());
        let looks = Looks::key("홍길동".into()).and(Looks::deposit(DepositId::new(7).unwrap()));
        let body = write(Task::look(workspace, amount, looks, None)).unwrap();
        assert_eq!(body, r#"{"v":1,"kind":"look","workspace_id":1,"amount":5,"keys":["홍길동"],"deposits":[7]}"#);
        let all = read::<Task>(r#"{"v":1,"kind":"look","workspace_id":1,"amount":5}"#).unwrap();
        assert_eq!(all, Task::look(workspace, amount, Looks::default(), None));
    }

    #[test]
    fn a_body_of_another_format_is_refused() {
        let look = r#"{"v":1,"kind":"look","workspace_id":1,"amount":5}"#;
        assert_eq!(write(read::<Task>(look).unwrap()).unwrap(), look);
        for (from, to) in
            [("\"v\":1", "\"v\":2"), ("look", "dance"), ("_id\":1", "_id\":0"), ("\"amount\":5", "\"amount\":-5")]
        {
            assert!(read::<Task>(&look.replace(from, to)).is_err(), "{to}");
        }
        assert!(read::<Task>("").is_err());
    }
}
