//! The items of a workspace and of its accounts.

use domain::account::AccountNumber;
use domain::{
    Account, AccountId, ClosedSet, Intake, PhoneId, Policies, SenderPolicy, Settings, TiePolicy, Timestamp, UserId,
    Won, Workspace, WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::policy::PoliciesRecord;
use super::sender::ApprovedSenderRecord;
use super::{FORMAT, Reader};
use crate::key::Key;
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct WorkspaceRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    id: u64,
    name: String,
    owner_id: u64,
    is_active: bool,
    tie_policy: String,
    match_window_days: u16,
    /// Absent: [`Settings::default`]'s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    early_deposit_hours: Option<u16>,
    /// Absent: `KNOWN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sender_policy: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    senders: Vec<ApprovedSenderRecord>,
    /// Absent on items of before there were phones: `OPEN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    intake: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    auto_match_limit: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retention_days: Option<u16>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    strict_names: bool,
    /// Absent: 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    account_lock_hours: u16,
    /// Absent while none is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policies: Option<PoliciesRecord>,
    /// Absent while there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    endpoints: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subscriptions: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    watched_until: Option<i64>,
    created_at: i64,
    version: u64,
}

fn is_zero(hours: &u16) -> bool {
    *hours == 0
}

impl WorkspaceRecord {
    pub fn of(workspace: &Workspace) -> Self {
        let key = key::workspace(workspace.id);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            id: workspace.id.get(),
            name: workspace.name.clone(),
            owner_id: workspace.owner.get(),
            is_active: workspace.is_active,
            tie_policy: workspace.settings.tie_policy.code().to_owned(),
            match_window_days: workspace.settings.match_window_days,
            early_deposit_hours: Some(workspace.settings.early_deposit_hours),
            sender_policy: Some(<&str>::from(workspace.settings.senders).to_owned()),
            senders: workspace.senders.iter().map(ApprovedSenderRecord::of).collect(),
            intake: Some(workspace.settings.intake.code().to_owned()),
            auto_match_limit: workspace.settings.auto_match_limit.map(Won::get),
            retention_days: workspace.settings.retention_days,
            strict_names: workspace.settings.strict_names,
            account_lock_hours: workspace.settings.account_lock_hours,
            policies: PoliciesRecord::of(&workspace.settings.policies),
            endpoints: Some(workspace.endpoints).filter(|endpoints| *endpoints > 0),
            subscriptions: Some(workspace.subscriptions).filter(|subscriptions| *subscriptions > 0),
            watched_until: workspace.watched_until.map(Timestamp::ms),
            created_at: workspace.created_at.ms(),
            version: workspace.version,
        }
    }

    pub fn read(self) -> Result<Workspace, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let intake = self.intake.as_deref().map_or(Some(Intake::Open), Intake::parse);
        let defaults = Settings::default();
        let policy = self.sender_policy.as_deref().map_or(Some(defaults.senders), SenderPolicy::parse);
        let senders = self.senders.into_iter().map(|sender| sender.read(&reader)).collect::<Result<_, _>>()?;
        Ok(Workspace {
            id: reader.need("id", WorkspaceId::new(self.id))?,
            owner: reader.need("owner_id", UserId::new(self.owner_id))?,
            settings: Settings {
                tie_policy: reader.need("tie_policy", TiePolicy::parse(&self.tie_policy))?,
                match_window_days: self.match_window_days,
                early_deposit_hours: self.early_deposit_hours.unwrap_or(defaults.early_deposit_hours),
                senders: reader.need("sender_policy", policy)?,
                intake: reader.need("intake", intake)?,
                auto_match_limit: self.auto_match_limit.and_then(Won::new),
                retention_days: self.retention_days,
                strict_names: self.strict_names,
                account_lock_hours: self.account_lock_hours,
                policies: reader
                    .need("policies", self.policies.map_or(Some(Policies::default()), PoliciesRecord::read))?,
            },
            name: self.name,
            is_active: self.is_active,
            endpoints: self.endpoints.unwrap_or(0),
            subscriptions: self.subscriptions.unwrap_or(0),
            watched_until: self.watched_until.map(Timestamp::from_ms),
            senders,
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
        })
    }
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct AccountRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    id: u64,
    bank_code: String,
    bank_name: String,
    account_number: String,
    account_holder: String,
    is_active: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    overdraft: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verified_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contested_at: Option<i64>,
    created_at: i64,
    version: u64,
}

impl AccountRecord {
    pub fn of(account: &Account) -> Self {
        Self::at(key::account(account.workspace, account.id), account)
    }

    /// The same content under another key: by its number in its workspace, and the two lookup items of an active
    /// account.
    pub fn at(key: Key, account: &Account) -> Self {
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: account.workspace.get(),
            id: account.id.get(),
            bank_code: account.bank_code.to_string(),
            bank_name: account.bank_name.clone(),
            account_number: account.number.as_str().to_owned(),
            account_holder: account.holder.clone(),
            is_active: account.is_active,
            overdraft: account.has_overdraft.then_some(true),
            phone_id: account.phone.map(PhoneId::get),
            verified_at: account.verified_at.map(Timestamp::ms),
            contested_at: account.contested_at.map(Timestamp::ms),
            created_at: account.created_at.ms(),
            version: account.version,
        }
    }

    pub fn read(self) -> Result<Account, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(Account {
            id: reader.need("id", AccountId::new(self.id))?,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            number: reader.need("account_number", AccountNumber::parse(&self.account_number))?,
            bank_code: self.bank_code.into(),
            bank_name: self.bank_name,
            holder: self.account_holder,
            is_active: self.is_active,
            has_overdraft: self.overdraft.unwrap_or(false),
            phone: reader.maybe("phone_id", self.phone_id, PhoneId::new)?,
            verified_at: self.verified_at.map(Timestamp::from_ms),
            contested_at: self.contested_at.map(Timestamp::from_ms),
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
        })
    }
}
