//! A workspace of another installation, as its export tells it, and the items that it becomes here.

use domain::watch::Watch;
use domain::{
    Account, AuditEntry, AuditedThing, Deposit, Member, MessageFormats, Order, Phone, Timestamp, Workspace, WorkspaceId,
};

use super::ExportedRecord;
use crate::expression::Item;
use crate::record::audit::AuditRecord;
use crate::record::deposit::DepositRecord;
use crate::record::encode;
use crate::record::format::MessageFormatsRecord;
use crate::record::guard::{BalanceRecord, GuardRecord};
use crate::record::intake::MessageRecord;
use crate::record::order::{NumberRecord, OrderRecord};
use crate::record::people::MemberRecord;
use crate::record::phone::PhoneRecord;
use crate::record::proposal::RejectedProposalRecord;
use crate::record::sequence::SequenceRecord;
use crate::record::waiting::{WaitingDepositRecord, WaitingOrderRecord};
use crate::record::watch::WatchRecord;
use crate::record::workspace::{AccountRecord, WorkspaceRecord};
use crate::{Sequence, StoreError, key};

/// A workspace that comes from another installation.
pub struct Incoming {
    pub workspace: Workspace,
    pub members: Vec<Member>,
    pub phones: Vec<Phone>,
    pub(super) accounts: Vec<Account>,
    pub(super) formats: Option<MessageFormats>,
    pub(super) orders: Vec<Order>,
    numbers: Vec<NumberRecord>,
    pub(super) deposits: Vec<Deposit>,
    guards: Vec<GuardRecord>,
    balances: Vec<BalanceRecord>,
    pub(super) messages: Vec<MessageRecord>,
    pub(super) rejected: Vec<RejectedProposalRecord>,
    pub(super) audit: Vec<AuditEntry>,
    sequences: Vec<SequenceRecord>,
}

/// A workspace as it is to stand here, with the one member that it has at first.
pub struct Arrival {
    pub workspace: Workspace,
    pub owner: Member,
    /// The audit log's entry of it.
    pub imported: AuditEntry,
    /// What belongs to it, each item behind those that it goes along with.
    pub items: Vec<Item>,
}

impl Arrival {
    /// All items that come to stand.
    pub fn all_items(&self) -> Result<Vec<Item>, StoreError> {
        let mut all = self.items.clone();
        all.push(encode(&WorkspaceRecord::of(&self.workspace))?);
        all.push(encode(&AuditRecord::of(&self.imported))?);
        for side in MemberRecord::both(&self.owner) {
            all.push(encode(&side)?);
        }
        let (id, user) = (self.workspace.id, self.owner.user.get());
        for (sequence, last) in [(Sequence::Workspace(id.mode()), id.nth_of_mode()), (Sequence::User, user)] {
            all.push(encode(&SequenceRecord::of(sequence, last))?);
        }
        Ok(all)
    }
}

impl Incoming {
    /// What an export holds. `None`: it holds no workspace, or more than one.
    pub fn read(records: impl IntoIterator<Item = ExportedRecord>) -> Result<Option<Self>, StoreError> {
        let (mut workspaces, mut members) = (Vec::new(), Vec::new());
        let (mut phones, mut accounts, mut formats) = (Vec::new(), Vec::new(), None);
        let (mut orders, mut numbers, mut deposits) = (Vec::new(), Vec::new(), Vec::new());
        let (mut guards, mut balances, mut messages) = (Vec::new(), Vec::new(), Vec::new());
        let (mut rejected, mut log, mut sequences) = (Vec::new(), Vec::new(), Vec::new());
        for record in records {
            match record {
                ExportedRecord::Workspace(record) => workspaces.push(record.read()?),
                ExportedRecord::Member(record) => members.push(record.read()?),
                ExportedRecord::Account(record) => accounts.push(record.read()?),
                ExportedRecord::Formats(record) => formats = Some(record.read()?),
                ExportedRecord::Phone(record) => phones.push(record.read()?),
                ExportedRecord::Order(record) => orders.push(record.read()?),
                ExportedRecord::OrderNumber(record) => numbers.push(record),
                ExportedRecord::Deposit(record) => deposits.push(record.read()?),
                ExportedRecord::Guard(record) => guards.push(record),
                ExportedRecord::Balance(record) => balances.push(record),
                ExportedRecord::Message(record) => messages.push(*record),
                ExportedRecord::RejectedProposal(record) => rejected.push(record),
                ExportedRecord::AuditEntry(record) => log.push(record),
                ExportedRecord::Sequence(record) => sequences.push(record),
            }
        }
        let (1, Some(workspace)) = (workspaces.len(), workspaces.pop()) else { return Ok(None) };
        let audit = log.into_iter().map(|entry| entry.read(workspace.id)).collect::<Result<_, _>>()?;
        Ok(Some(Self {
            workspace,
            members,
            phones,
            accounts,
            formats,
            orders,
            numbers,
            deposits,
            guards,
            balances,
            messages,
            rejected,
            audit,
            sequences,
        }))
    }

    /// How many orders and deposits come along.
    pub fn counts(&self) -> (usize, usize) {
        (self.orders.len(), self.deposits.len())
    }

    /// The workspace as another of this installation, with what opens or proves nothing here taken away: endpoints,
    /// keys and secrets of phones, and that an account is verified.
    pub fn moved(mut self, to: WorkspaceId) -> Self {
        let former = self.workspace.id;
        self.workspace = Workspace { id: to, endpoints: 0, subscriptions: 0, watched_until: None, ..self.workspace };
        for phone in &mut self.phones {
            (phone.workspace, phone.secret) = (to, None);
            phone.keys.clear();
        }
        for account in &mut self.accounts {
            (account.workspace, account.verified_at, account.contested_at) = (to, None, None);
        }
        self.orders.iter_mut().for_each(|order| order.workspace = to);
        self.deposits.iter_mut().for_each(|deposit| deposit.workspace = to);
        self.formats.iter_mut().for_each(|formats| formats.workspace = to);
        self.numbers.iter_mut().for_each(|number| number.pk = key::order_numbers(to));
        self.guards.iter_mut().for_each(|guard| guard.pk = key::guards(to));
        self.rejected.iter_mut().for_each(|rejected| rejected.pk = key::rejected_proposals(to));
        for balance in &mut self.balances {
            let shard = balance.pk.rsplit('#').next().and_then(|shard| shard.parse().ok()).unwrap_or_default();
            balance.pk = key::balances(to, shard);
        }
        for message in &mut self.messages {
            message.pk = key::messages(to);
            message.sms.phone.iter_mut().for_each(|phone| phone.workspace = to);
        }
        for entry in &mut self.audit {
            entry.workspace = to;
            if entry.change.thing() == AuditedThing::Workspace {
                entry.subject = to.get();
            }
        }
        // Endpoints stay, and so do the pings that were sent to them.
        let ping = Sequence::Ping(former).key().sk;
        self.sequences.retain(|sequence| sequence.sk() != ping);
        let sequences = self.sequences.iter().map(|sequence| sequence.moved(to)).collect();
        Self { sequences, ..self }
    }

    /// Its items but for the workspace's own and its members': what is along with another stands behind it, so that
    /// an import that ends in the middle is erased like a workspace that is deleted.
    pub fn items(&self, now: Timestamp) -> Result<Vec<Item>, StoreError> {
        let of = self.workspace.id;
        let mut items = encoded(&self.sequences)?;
        for phone in &self.phones {
            items.push(encode(&PhoneRecord::of(phone))?);
            items.push(encode(&WatchRecord::of(&Watch::begin(phone, now)))?);
        }
        for account in &self.accounts {
            items.push(encode(&AccountRecord::of(account))?);
            let number = key::account_number(of, account.bank_code.family(), &account.number.digits());
            items.push(encode(&AccountRecord::at(number, account))?);
        }
        items.extend(self.formats.as_ref().map(|formats| encode(&MessageFormatsRecord::of(formats))).transpose()?);
        for order in &self.orders {
            items.push(encode(&OrderRecord::of(order))?);
            items.extend(order.waiting().map(|it| encode(&WaitingOrderRecord::of(of, &it))).transpose()?);
        }
        items.extend(encoded(&self.numbers)?);
        for deposit in &self.deposits {
            items.push(encode(&DepositRecord::of(deposit))?);
            items.extend(deposit.waiting().map(|it| encode(&WaitingDepositRecord::of(of, &it))).transpose()?);
        }
        items.extend(encoded(&self.guards)?);
        items.extend(encoded(&self.balances)?);
        items.extend(encoded(&self.messages)?);
        items.extend(encoded(&self.rejected)?);
        for entry in &self.audit {
            items.push(encode(&AuditRecord::of(entry))?);
        }
        // Last: messages find an account by them.
        for account in self.accounts.iter().filter(|account| account.is_active) {
            for lookup in key::account_lookups(account.bank_code.family(), &account.number.digits(), of, account.id) {
                items.push(encode(&AccountRecord::at(lookup, account))?);
            }
        }
        Ok(items)
    }
}

fn encoded<R: serde::Serialize>(records: &[R]) -> Result<Vec<Item>, StoreError> {
    records.iter().map(encode).collect()
}
