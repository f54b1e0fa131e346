//! The item of the watch over a phone.

use domain::phone::PhoneStatus;
use domain::watch::{Turn, Watch};
use domain::{ClosedSet, PhoneId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct WatchRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    #[serde(rename = "GSI3PK")]
    gsi3pk: String,
    #[serde(rename = "GSI3SK")]
    pub gsi3sk: String,
    fmt: u8,
    workspace_id: u64,
    phone_id: u64,
    turns: Vec<TurnRecord>,
    version: u64,
}

/// `n` its number, `t` when, `s` to what status, `l` when the phone was last heard of.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct TurnRecord {
    n: u64,
    t: i64,
    s: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    l: Option<i64>,
}

impl WatchRecord {
    pub fn of(watch: &Watch) -> Self {
        let key = key::watch(watch.workspace, watch.phone);
        let turn = |turn: &Turn| TurnRecord {
            n: turn.number,
            t: turn.at.ms(),
            s: turn.status.code().to_owned(),
            l: turn.last_seen_at.map(Timestamp::ms),
        };
        Self {
            pk: key.pk,
            sk: key.sk,
            gsi3pk: key::WATCH_DUE.to_owned(),
            gsi3sk: key::watch_due(watch.due_at, watch.workspace, watch.phone),
            fmt: FORMAT,
            workspace_id: watch.workspace.get(),
            phone_id: watch.phone.get(),
            turns: watch.turns.iter().map(turn).collect(),
            version: watch.version,
        }
    }

    pub fn read(self) -> Result<Watch, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let turn = |turn: &TurnRecord| {
            Ok(Turn {
                number: turn.n,
                at: Timestamp::from_ms(turn.t),
                status: reader.need("turns", PhoneStatus::parse(&turn.s))?,
                last_seen_at: turn.l.map(Timestamp::from_ms),
            })
        };
        // The index alone says when: a phone that was heard of again is moved in it.
        let due_at = self.gsi3sk.split_once('#').and_then(|(at, _)| at.parse().ok()).map(Timestamp::from_ms);
        Ok(Watch {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            phone: reader.need("phone_id", PhoneId::new(self.phone_id))?,
            turns: self.turns.iter().map(turn).collect::<Result<_, StoreError>>()?,
            due_at: reader.need("GSI3SK", due_at)?,
            version: self.version,
        })
    }
}
