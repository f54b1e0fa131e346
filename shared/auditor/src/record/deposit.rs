//! Deposits, and the guards that tell a repeat from a second deposit.

use bank_sms::name;
use domain::occurrence::Occurrence;
use domain::{
    AccountId, DepositId, DepositState, Entry, HoldReason, OrderId, Source, Timestamp, Via, WaitingDeposit, Won,
    WorkspaceId,
};

use super::{history, same_id};
use crate::field::{Fields, Read, counted, flag, instant, number, sixteen, text, word};
use crate::{Item, place};

/// The state of a deposit, without what it says more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DepositStatus {
    Waiting,
    Held,
    Matched,
}

impl DepositStatus {
    /// The machine word: `WAITING`, `HELD` or `MATCHED`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "WAITING",
            Self::Held => "HELD",
            Self::Matched => "MATCHED",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Held, Self::Matched].into_iter().find(|status| status.code() == code)
    }
}

/// A deposit, as its item says.
pub struct Deposit {
    pub key: String,
    pub workspace: WorkspaceId,
    pub id: DepositId,
    /// Its message stands beside it.
    pub has_raw: bool,
    pub account: AccountId,
    pub bank_code: String,
    pub amount: Won,
    pub depositor_name: Option<String>,
    /// The name key of its guard and of its waiting entry, as it was recorded.
    pub name_key: String,
    pub deposited_at: Timestamp,
    pub via: Via,
    pub balance: Option<i64>,
    pub by_grammar: bool,
    pub twin: Option<DepositId>,
    pub status: DepositStatus,
    pub hold: Option<HoldReason>,
    /// The order that it names.
    pub matched: Option<OrderId>,
    pub created_at: Timestamp,
    pub version: u64,
    pub history: Vec<Entry>,
    pub gsi1: Option<(String, String)>,
    pub gsi2: Option<(String, String)>,
}

impl Deposit {
    pub fn read(item: &Item, workspace: WorkspaceId, id: DepositId) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(id, fields.need("id", counted(DepositId::new))?, "id")?;
        fields.need("source", word(Source::parse))?;
        let has_raw = fields.maybe("raw_sms", text)?.is_some();
        let (pk, sk) = place::key_of(item);
        let deposit = Self {
            key: place::shown(pk, sk),
            workspace,
            id,
            has_raw,
            account: fields.need("bank_account_id", counted(AccountId::new))?,
            bank_code: fields.need("bank_code", text)?,
            amount: fields.need("amount", counted(Won::new))?,
            depositor_name: fields.maybe("depositor_name", text)?,
            name_key: fields.need("name_key", text)?,
            deposited_at: fields.need("deposited_at", instant)?,
            via: fields.need("via", word(Via::parse))?,
            balance: fields.maybe("balance", number)?,
            by_grammar: fields.maybe("by_grammar", flag)?.unwrap_or(false),
            twin: fields.maybe("twin_deposit_id", counted(DepositId::new))?,
            status: fields.need("state", word(DepositStatus::parse))?,
            hold: fields.maybe("hold_reason", word(HoldReason::parse))?,
            matched: fields.maybe("matched_order_id", counted(OrderId::new))?,
            created_at: fields.need("created_at", instant)?,
            version: fields.need("version", number)?,
            history: fields.rows("history", history::entry)?,
            gsi1: fields.index("GSI1PK", "GSI1SK")?,
            gsi2: fields.index("GSI2PK", "GSI2SK")?,
        };
        fields.close()?;
        Ok(deposit)
    }

    /// The state that its attributes tell; `None` when they contradict one another.
    pub fn state(&self) -> Option<DepositState> {
        match (self.status, self.hold, self.matched) {
            (DepositStatus::Waiting, None, None) => Some(DepositState::Waiting),
            (DepositStatus::Held, Some(reason), None) => Some(DepositState::Held(reason)),
            (DepositStatus::Matched, None, Some(order)) => Some(DepositState::Matched { order }),
            (DepositStatus::Waiting | DepositStatus::Held | DepositStatus::Matched, _, _) => None,
        }
    }

    /// What the choice reads of it, whatever its state; `None` without a printed name.
    pub fn payer(&self) -> Option<WaitingDeposit> {
        Some(WaitingDeposit {
            id: self.id,
            amount: self.amount,
            printed: self.depositor_name.clone()?,
            name_key: self.name_key.clone(),
            bank_code: self.bank_code.clone(),
            by_grammar: self.by_grammar,
            deposited_at: self.deposited_at,
            created_at: self.created_at,
        })
    }

    /// Why a person must have been asked as it came, if so.
    pub fn must_be_held(&self) -> Option<HoldReason> {
        let readable = self.depositor_name.as_deref().is_some_and(name::is_readable);
        match (self.twin, self.amount.get(), readable) {
            (Some(_), _, _) => Some(HoldReason::PossibleDuplicate),
            (None, 1, _) => Some(HoldReason::OneWon),
            (None, _, false) => Some(HoldReason::UnreadableName),
            (None, _, true) => None,
        }
    }
}

/// An occurrence guard, as its item says.
pub struct Guard {
    pub key: String,
    pub workspace: WorkspaceId,
    pub account: AccountId,
    pub amount: Won,
    pub name_key: String,
    pub version: u64,
    pub seen: Vec<Occurrence>,
}

impl Guard {
    pub fn read(item: &Item, workspace: WorkspaceId, account: AccountId, amount: Won, name_key: &str) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        let version = fields.need("version", number)?;
        let seen = fields.rows("seen", occurrence)?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), workspace, account, amount, name_key: name_key.to_owned(), version, seen })
    }
}

fn occurrence(mut fields: Fields<'_>) -> Read<Occurrence> {
    let occurrence = Occurrence {
        fingerprint: fields.need("f", sixteen)?,
        receipt: fields.maybe("r", sixteen)?,
        deposited_at: fields.need("t", instant)?,
        balance: fields.maybe("b", number)?,
        deposit: fields.need("d", counted(DepositId::new))?,
        via: fields.need("v", word(Via::parse))?,
    };
    fields.close()?;
    Ok(occurrence)
}
