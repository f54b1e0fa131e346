//! The item of a deposit.

use domain::deposit::DepositDetails;
use domain::returning::Return;
use domain::{
    AccountId, Actor, ClosedSet, Deposit, DepositId, DepositState, DismissReason, FormatId, HoldReason, HoldReasons,
    OrderId, PhoneId, RestTreatment, SenderVerdict, Source, Timestamp, TransferReport, Via, Won, WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::Reader;
use super::allocation::{self, AllocationRecord};
use super::history::{self, EntryRecord};
use super::sender::SenderRecord;
use crate::{StoreError, key};

/// 2: reasons in a list, the sender and its verdict, several twins.
pub const FORMAT: u8 = 2;

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct DepositRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    #[serde(rename = "GSI1PK", default, skip_serializing_if = "Option::is_none")]
    gsi1pk: Option<String>,
    #[serde(rename = "GSI1SK", default, skip_serializing_if = "Option::is_none")]
    gsi1sk: Option<String>,
    #[serde(rename = "GSI2PK")]
    gsi2pk: String,
    #[serde(rename = "GSI2SK")]
    gsi2sk: String,
    fmt: u8,
    workspace_id: u64,
    id: u64,
    bank_account_id: u64,
    bank_code: String,
    amount: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    depositor_name: Option<String>,
    name_key: String,
    deposited_at: i64,
    source: String,
    via: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone_id: Option<u64>,
    #[serde(default, skip_serializing_if = "SenderRecord::is_empty")]
    sender: SenderRecord,
    /// Empty on items of format 1 only.
    #[serde(default)]
    sender_verdict: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    balance: Option<i64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_grammar: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    format_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw_sms: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    twin_deposit_ids: Vec<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reports: Vec<ReportRecord>,
    state: String,
    /// Why it is held; of a matched or dismissed one, why it is held once that is undone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hold_reasons: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dismiss_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matched_order_id: Option<u64>,
    /// Absent where it pays one order of exactly its amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    allocations: Vec<AllocationRecord>,
    /// What of it pays nothing: beside allocations only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rest: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rest_treatment: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    returns: Vec<ReturnRecord>,
    created_at: i64,
    version: u64,
    history: Vec<EntryRecord>,
}

impl DepositRecord {
    pub fn of(deposit: &Deposit) -> Self {
        let key = key::deposit(deposit.workspace, deposit.id);
        let (holds, dismissed) = match deposit.state {
            DepositState::Waiting => (HoldReasons::NONE, None),
            DepositState::Held(holds) => (holds, None),
            DepositState::Matched { .. } => (deposit.former_holds, None),
            DepositState::Dismissed(reason) => (deposit.former_holds, Some(reason.code().to_owned())),
        };
        let order = deposit.state.order().map(OrderId::get);
        let unmatched = order.is_none();
        let details = &deposit.details;
        let is_whole = deposit.allocations.is_empty() && deposit.returns.is_empty();
        Self {
            pk: key.pk,
            gsi1pk: unmatched.then(|| key::deposits_unmatched(deposit.workspace)),
            gsi1sk: unmatched.then(|| key.sk.clone()),
            gsi2pk: key::deposits_by_account(deposit.workspace, deposit.account),
            gsi2sk: key.sk.clone(),
            sk: key.sk,
            fmt: if is_whole { FORMAT } else { allocation::FORMAT },
            workspace_id: deposit.workspace.get(),
            id: deposit.id.get(),
            bank_account_id: deposit.account.get(),
            bank_code: details.bank_code.to_string(),
            amount: details.amount.get(),
            depositor_name: details.depositor_name.clone().map(Into::into),
            name_key: deposit.name_key.to_string(),
            deposited_at: details.deposited_at.ms(),
            source: details.source.code().to_owned(),
            via: details.via.code().to_owned(),
            phone_id: details.phone.map(PhoneId::get),
            sender: SenderRecord::of(&details.sender),
            sender_verdict: <&str>::from(details.verdict).to_owned(),
            balance: details.balance,
            by_grammar: details.by_grammar,
            format_id: details.format.map(FormatId::get),
            raw_sms: details.raw_sms.clone(),
            twin_deposit_ids: deposit.twins.iter().map(|twin| twin.get()).collect(),
            reports: deposit.reports.iter().map(ReportRecord::of).collect(),
            state: deposit.state.code().to_owned(),
            hold_reasons: holds.codes().into_iter().map(str::to_owned).collect(),
            dismiss_reason: dismissed,
            note: deposit.note.clone(),
            matched_order_id: order,
            allocations: AllocationRecord::list(&deposit.allocations, OrderId::get),
            rest: (!is_whole).then(|| deposit.rest()),
            rest_treatment: deposit.rest_treatment.map(|treatment| treatment.code().to_owned()),
            returns: deposit.returns.iter().map(ReturnRecord::of).collect(),
            created_at: deposit.created_at.ms(),
            version: deposit.version,
            history: deposit.history.iter().map(EntryRecord::of).collect(),
        }
    }

    pub fn read(self) -> Result<Deposit, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        reader.is_of_format(self.fmt, FORMAT)?;
        let reasons = self.hold_reasons.iter().map(|code| HoldReason::parse(code)).collect::<Option<HoldReasons>>();
        let holds = reader.need("hold_reasons", reasons)?;
        let dismissed = self.dismiss_reason.as_deref().and_then(DismissReason::parse);
        let state = match self.state.as_str() {
            "WAITING" => Some(DepositState::Waiting).filter(|_| holds.is_empty()),
            "HELD" => Some(DepositState::Held(holds)).filter(|_| !holds.is_empty()),
            "MATCHED" => self.matched_order_id.and_then(OrderId::new).map(|order| DepositState::Matched { order }),
            "DISMISSED" => dismissed.map(DepositState::Dismissed),
            _ => None,
        };
        let state = reader.need("state", state)?;
        let reports = self.reports.into_iter().map(|report| report.read(&reader)).collect::<Result<_, _>>()?;
        let returns = self.returns.into_iter().map(|one| one.read(&reader)).collect::<Result<Vec<_>, _>>()?;
        let returned = returns.iter().map(|one| one.amount.get()).sum();
        let left = (self.amount, returned, self.rest);
        let allocations = AllocationRecord::read(self.allocations, left, OrderId::new, &reader)?;
        let fits = allocations.is_empty() || allocations.iter().any(|part| Some(part.with) == state.order());
        reader.need("allocations", fits.then_some(()))?;
        let treatment = reader.maybe("rest_treatment", self.rest_treatment.as_deref(), RestTreatment::parse)?;
        let (has_rest, is_treated) = (self.rest.is_some_and(|rest| rest > 0), treatment.is_some());
        let fits = match state {
            DepositState::Matched { .. } => is_treated == has_rest,
            DepositState::Dismissed(_) => !is_treated || self.rest != Some(0),
            DepositState::Waiting | DepositState::Held(_) => !is_treated,
        };
        reader.need("rest_treatment", fits.then_some(()))?;
        Ok(Deposit {
            allocations,
            rest_treatment: treatment,
            returns,
            id: reader.need("id", DepositId::new(self.id))?,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            account: reader.need("bank_account_id", AccountId::new(self.bank_account_id))?,
            former_holds: if state.holds().is_empty() { holds } else { HoldReasons::NONE },
            state,
            reports,
            note: self.note,
            history: history::read(self.history, &reader)?,
            name_key: self.name_key.into(),
            twins: self.twin_deposit_ids.into_iter().filter_map(DepositId::new).collect(),
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
            details: DepositDetails {
                amount: reader.need("amount", Won::new(self.amount))?,
                source: reader.need("source", Source::parse(&self.source))?,
                via: reader.need("via", Via::parse(&self.via))?,
                phone: self.phone_id.and_then(PhoneId::new),
                sender: self.sender.read(),
                verdict: reader.need("sender_verdict", SenderVerdict::parse(&self.sender_verdict))?,
                depositor_name: self.depositor_name.map(Into::into),
                deposited_at: Timestamp::from_ms(self.deposited_at),
                balance: self.balance,
                bank_code: self.bank_code.into(),
                by_grammar: self.by_grammar,
                format: reader.maybe("format_id", self.format_id, FormatId::new)?,
                raw_sms: self.raw_sms,
            },
        })
    }
}

/// A part that was sent back: `a` the amount, `t` when, `b` noted by whom, `n` the note.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct ReturnRecord {
    a: u64,
    t: i64,
    b: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<String>,
}

impl ReturnRecord {
    fn of(one: &Return) -> Self {
        Self { a: one.amount.get(), t: one.at.ms(), b: one.by.code(), n: one.note.clone() }
    }

    fn read(self, reader: &Reader<'_>) -> Result<Return, StoreError> {
        Ok(Return {
            amount: reader.need("returns.a", Won::new(self.a))?,
            at: Timestamp::from_ms(self.t),
            by: reader.need("returns.b", Actor::parse(&self.b))?,
            note: self.n,
        })
    }
}

/// Another report of the transfer.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct ReportRecord {
    t: i64,
    v: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p: Option<u64>,
    #[serde(default, skip_serializing_if = "SenderRecord::is_empty")]
    s: SenderRecord,
    d: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    g: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

impl ReportRecord {
    fn of(report: &TransferReport) -> Self {
        Self {
            t: report.at.ms(),
            v: report.via.code().to_owned(),
            p: report.phone.map(PhoneId::get),
            s: SenderRecord::of(&report.sender),
            d: <&str>::from(report.verdict).to_owned(),
            n: report.depositor_name.clone().map(Into::into),
            g: report.by_grammar,
            raw: report.raw_sms.clone(),
        }
    }

    fn read(self, reader: &Reader<'_>) -> Result<TransferReport, StoreError> {
        Ok(TransferReport {
            at: Timestamp::from_ms(self.t),
            via: reader.need("reports.v", Via::parse(&self.v))?,
            phone: self.p.and_then(PhoneId::new),
            sender: self.s.read(),
            verdict: reader.need("reports.d", SenderVerdict::parse(&self.d))?,
            depositor_name: self.n.map(Into::into),
            by_grammar: self.g,
            raw_sms: self.raw,
        })
    }
}
