//! The item of a scenario that is played in a test workspace.

use domain::scenario::{EndState, Play, PlayEnd};
use domain::time::DAY_MS;
use domain::{
    AccountId, Actor, ClosedSet, DepositStatus, HoldReason, OrderId, OrderStatus, PaymentState, PhoneId, PhoneStatus,
    ProposalKind, ScenarioId, Timestamp, WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

/// So long a scenario is kept after its start.
const KEPT_MS: i64 = 7 * DAY_MS;

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ScenarioRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    account_id: u64,
    balance: i64,
    origin: i64,
    started_at: i64,
    started_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone_id: Option<u64>,
    played: usize,
    orders: Vec<u64>,
    looks: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<EndRecord>,
    version: u64,
    ttl: i64,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct EndRecord {
    at: i64,
    /// Each an order's status and payment.
    orders: Vec<(String, String)>,
    /// Each a deposit's status, and why it is held.
    deposits: Vec<(String, Vec<String>)>,
    proposals: Vec<String>,
    unread: usize,
    phone: String,
}

impl ScenarioRecord {
    pub fn of(play: &Play) -> Self {
        let key = key::scenario(play.workspace, play.id);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: play.workspace.get(),
            account_id: play.account.get(),
            balance: play.balance,
            origin: play.origin.ms(),
            started_at: play.started_at.ms(),
            started_by: play.by.code(),
            phone_id: play.phone.map(PhoneId::get),
            played: play.played,
            orders: play.orders.iter().map(|order| order.get()).collect(),
            looks: play.looks,
            end: play.end.as_ref().map(EndRecord::of),
            version: play.version,
            ttl: play.started_at.plus_ms(KEPT_MS).seconds(),
        }
    }

    pub fn read(self) -> Result<Play, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let orders = self.orders.iter().map(|order| reader.need("orders", OrderId::new(*order)));
        let phone = self.phone_id.map(|phone| reader.need("phone_id", PhoneId::new(phone)));
        Ok(Play {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            id: reader.need("SK", ScenarioId::parse(&self.sk))?,
            account: reader.need("account_id", AccountId::new(self.account_id))?,
            balance: self.balance,
            origin: Timestamp::from_ms(self.origin),
            started_at: Timestamp::from_ms(self.started_at),
            by: reader.need("started_by", Actor::parse(&self.started_by))?,
            phone: phone.transpose()?,
            played: self.played,
            orders: orders.collect::<Result<_, StoreError>>()?,
            looks: self.looks,
            end: self.end.as_ref().map(|end| end.read(&reader)).transpose()?,
            version: self.version,
        })
    }
}

impl EndRecord {
    fn of(end: &PlayEnd) -> Self {
        let EndState { orders, deposits, proposals, unread, phone } = &end.got;
        let order = |(status, payment): &(OrderStatus, PaymentState)| (status.code().into(), payment.code().into());
        let held = |holds: &Vec<HoldReason>| holds.iter().map(|hold| hold.code().to_owned()).collect();
        let deposit = |(status, holds): &(DepositStatus, Vec<HoldReason>)| (status.code().into(), held(holds));
        Self {
            at: end.at.ms(),
            orders: orders.iter().map(order).collect(),
            deposits: deposits.iter().map(deposit).collect(),
            proposals: proposals.iter().map(|kind| kind.code().to_owned()).collect(),
            unread: *unread,
            phone: phone.code().to_owned(),
        }
    }

    fn read(&self, reader: &Reader<'_>) -> Result<PlayEnd, StoreError> {
        let read = || {
            let order = |(status, payment): &(String, String)| {
                Some((OrderStatus::parse(status)?, PaymentState::parse(payment)?))
            };
            let held = |holds: &[String]| holds.iter().map(|hold| HoldReason::parse(hold)).collect::<Option<_>>();
            let deposit = |(status, holds): &(String, Vec<String>)| Some((DepositStatus::parse(status)?, held(holds)?));
            Some(EndState {
                orders: self.orders.iter().map(order).collect::<Option<_>>()?,
                deposits: self.deposits.iter().map(deposit).collect::<Option<_>>()?,
                proposals: self.proposals.iter().map(|kind| ProposalKind::parse(kind)).collect::<Option<_>>()?,
                unread: self.unread,
                phone: PhoneStatus::parse(&self.phone)?,
            })
        };
        Ok(PlayEnd { at: Timestamp::from_ms(self.at), got: reader.need("end", read())? })
    }
}
