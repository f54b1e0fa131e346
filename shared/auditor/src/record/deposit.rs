//! Deposits.

use domain::occurrence::Kind;
use domain::{
    AccountId, Actor, Allocation, BankCode, ClosedSet, DepositEvent, DepositId, DepositState, DepositStatus,
    DepositorName, DismissReason, Entry, FormatId, HoldReason, HoldReasons, NameKey, OrderId, PhoneId, RestTreatment,
    SenderVerdict, Source, Timestamp, Via, WaitingDeposit, Won, WorkspaceId,
};

use super::{BalancePlace, allocation, history, same_id, sender};
use crate::field::{Fields, Read, counted, flag, instant, list, number, text, word};
use crate::{Item, place};

/// The format of deposits: reasons and twins in lists, the sender and its verdict.
const FORMAT: u8 = 2;

/// A deposit, as its item says.
pub struct Deposit {
    pub key: String,
    pub workspace: WorkspaceId,
    pub id: DepositId,
    /// The message that it was made of stands beside it.
    pub has_raw: bool,
    pub account: AccountId,
    pub bank_code: BankCode,
    pub amount: Won,
    pub depositor_name: Option<DepositorName>,
    /// The name key of its waiting entry.
    pub name_key: NameKey,
    pub deposited_at: Timestamp,
    pub via: Via,
    /// Its call told its sender in two ways.
    pub is_ambiguous: bool,
    pub verdict: SenderVerdict,
    pub balance: Option<i64>,
    pub by_grammar: bool,
    pub format: Option<FormatId>,
    pub twins: Vec<DepositId>,
    pub reports: Vec<Report>,
    pub status: DepositStatus,
    /// Why it is held; of a matched or dismissed one, why it is held once that is undone.
    pub holds: HoldReasons,
    pub dismissed: Option<DismissReason>,
    pub has_note: bool,
    /// The order that it names.
    pub matched: Option<OrderId>,
    /// What it pays, where that is not one order of exactly its amount.
    pub allocations: Vec<Allocation<OrderId>>,
    /// What of it pays nothing, beside allocations; and what a person said of that.
    pub rest: Option<u64>,
    pub rest_treatment: Option<RestTreatment>,
    /// How much was sent back by each return that a person noted.
    pub returns: Vec<Won>,
    pub created_at: Timestamp,
    pub version: u64,
    pub history: Vec<Entry<DepositEvent>>,
    pub gsi1: Option<(String, String)>,
    pub gsi2: Option<(String, String)>,
}

/// Another report of the deposit's transfer.
pub struct Report {
    pub has_raw: bool,
}

impl Deposit {
    pub fn read(item: &Item, workspace: WorkspaceId, id: DepositId) -> Read<Self> {
        let mut fields = allocation::fields(item, FORMAT)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(id, fields.need("id", counted(DepositId::new))?, "id")?;
        fields.need("source", word(Source::parse))?;
        fields.maybe("phone_id", counted(PhoneId::new))?;
        let (pk, sk) = place::key_of(item);
        let deposit = Self {
            key: place::shown(pk, sk),
            workspace,
            id,
            has_raw: fields.maybe("raw_sms", text)?.is_some(),
            account: fields.need("bank_account_id", counted(AccountId::new))?,
            bank_code: fields.need("bank_code", text)?.into(),
            amount: fields.need("amount", counted(Won::new))?,
            depositor_name: fields.maybe("depositor_name", text)?.map(Into::into),
            name_key: fields.need("name_key", text)?.into(),
            deposited_at: fields.need("deposited_at", instant)?,
            via: fields.need("via", word(Via::parse))?,
            is_ambiguous: fields.maybe_map("sender", sender::is_ambiguous)?.unwrap_or(false),
            verdict: fields.need("sender_verdict", word(ClosedSet::parse))?,
            balance: fields.maybe("balance", number)?,
            by_grammar: fields.maybe("by_grammar", flag)?.unwrap_or(false),
            format: fields.maybe("format_id", counted(FormatId::new))?,
            twins: fields.maybe("twin_deposit_ids", list(counted(DepositId::new)))?.unwrap_or_default(),
            reports: fields.maybe_rows("reports", report)?,
            status: fields.need("state", word(DepositStatus::parse))?,
            holds: reasons(fields.maybe("hold_reasons", list(word(HoldReason::parse)))?)?,
            dismissed: fields.maybe("dismiss_reason", word(DismissReason::parse))?,
            has_note: fields.maybe("note", text)?.is_some(),
            matched: fields.maybe("matched_order_id", counted(OrderId::new))?,
            allocations: allocation::list(&mut fields, OrderId::new)?,
            rest: fields.maybe("rest", number)?,
            rest_treatment: fields.maybe("rest_treatment", word(RestTreatment::parse))?,
            returns: fields.maybe_rows("returns", sent_back)?,
            created_at: fields.need("created_at", instant)?,
            version: fields.need("version", number)?,
            history: fields.rows("history", history::of_deposit)?,
            gsi1: fields.index("GSI1PK", "GSI1SK")?,
            gsi2: fields.index("GSI2PK", "GSI2SK")?,
        };
        fields.close()?;
        Ok(deposit)
    }

    /// The state that its attributes tell; `None` when they contradict one another.
    pub fn state(&self) -> Option<DepositState> {
        let state = match (self.status, self.dismissed, self.matched) {
            (DepositStatus::Waiting, None, None) if self.holds.is_empty() => DepositState::Waiting,
            (DepositStatus::Held, None, None) if !self.holds.is_empty() => DepositState::Held(self.holds),
            (DepositStatus::Matched, None, Some(order)) => DepositState::Matched { order },
            (DepositStatus::Dismissed, Some(reason), None) => DepositState::Dismissed(reason),
            (
                DepositStatus::Waiting | DepositStatus::Held | DepositStatus::Matched | DepositStatus::Dismissed,
                _,
                _,
            ) => {
                return None;
            }
        };
        let may_have_note = matches!(state, DepositState::Dismissed(_));
        (may_have_note || !self.has_note).then_some(state)
    }

    /// The orders that it names.
    pub fn orders(&self) -> Vec<OrderId> {
        match self.allocations.as_slice() {
            [] => self.matched.into_iter().collect(),
            [..] => self.allocations.iter().map(|allocation| allocation.with).collect(),
        }
    }

    /// What of it was sent back, in KRW.
    pub fn returned(&self) -> u64 {
        self.returns.iter().map(|one| one.get()).sum()
    }

    /// What the choice reads of it, whatever its state; `None` without a printed name.
    pub fn payer(&self) -> Option<WaitingDeposit> {
        Some(WaitingDeposit {
            id: self.id,
            amount: self.amount,
            account: self.account,
            printed: self.depositor_name.clone()?,
            name_key: self.name_key.clone(),
            bank_code: self.bank_code.clone(),
            by_grammar: self.by_grammar,
            by_format: self.format.is_some(),
            deposited_at: self.deposited_at,
            created_at: self.created_at,
        })
    }

    /// Where the item of the balance that it tells stands.
    pub fn balance_place(&self) -> Option<BalancePlace> {
        Some(BalancePlace {
            workspace: self.workspace,
            kind: Kind::Deposit,
            account: self.account,
            amount: self.amount,
            balance: self.balance?,
        })
    }

    /// Its name as printed; empty without one.
    pub fn printed(&self) -> &DepositorName {
        self.depositor_name.as_ref().unwrap_or_default()
    }
}

/// A list of reasons: gravest first, and none twice.
fn reasons(list: Option<Vec<HoldReason>>) -> Read<HoldReasons> {
    let list = list.unwrap_or_default();
    let reasons: HoldReasons = list.iter().copied().collect();
    if reasons.iter().eq(list) { Ok(reasons) } else { Err("hold_reasons are not a set, gravest first".to_owned()) }
}

fn sent_back(mut fields: Fields<'_>) -> Read<Won> {
    let amount = fields.need("a", counted(Won::new))?;
    fields.need("t", instant)?;
    fields.need("b", word(Actor::parse))?;
    fields.maybe("n", text)?;
    fields.close()?;
    Ok(amount)
}

fn report(mut fields: Fields<'_>) -> Read<Report> {
    fields.need("t", instant)?;
    fields.need("v", word(Via::parse))?;
    fields.maybe("p", counted(PhoneId::new))?;
    fields.maybe_map("s", sender::is_ambiguous)?;
    fields.need("d", word(SenderVerdict::parse))?;
    fields.maybe("n", text)?;
    fields.maybe("g", flag)?;
    let has_raw = fields.maybe("raw", text)?.is_some();
    fields.close()?;
    Ok(Report { has_raw })
}
