//! The whole table, read and put in order: what the checks look things up in.

use std::collections::{BTreeMap, BTreeSet};

use domain::occurrence::ReceiptId;
use domain::{
    AccountId, AuditedChange, DepositId, EndpointId, FormatId, InvitationId, OrderId, PhoneId, SenderId, Settings,
    Timestamp, UserId, WaitingDeposit, WaitingOrder, WorkspaceId,
};

use crate::check::audit::Audited;
use crate::field::Read;
use crate::place::{self, Counted, Place};
use crate::record::phone::{self, KeyItem, Phone, Watch};
use crate::record::proposal;
use crate::record::{
    self, Audit, Balance, Delivery, Deposit, Endpoint, Entry, Format, Guard, GuardPlace, Number, Order, Receipt,
    Reminder, Retention, Settled, Token,
};
use crate::{Item, Report};

/// Everything that the table holds.
#[derive(Default)]
pub struct Book {
    /// The settings of each workspace; `None` when it is deactivated.
    pub workspaces: BTreeMap<WorkspaceId, Option<Settings>>,
    /// How many endpoints, and how many browsers of its members, each workspace says that it has.
    pub endpoints_told: BTreeMap<WorkspaceId, (usize, usize)>,
    pub endpoints: BTreeMap<(WorkspaceId, EndpointId), Endpoint>,
    pub deliveries: Vec<Delivery>,
    pub users: BTreeSet<UserId>,
    pub accounts: BTreeSet<(WorkspaceId, AccountId)>,
    /// The accounts that are bound to a phone: the account's key, and the phone.
    pub bound: Vec<(String, WorkspaceId, PhoneId)>,
    pub invitations: BTreeSet<(WorkspaceId, InvitationId)>,
    pub phones: BTreeMap<(WorkspaceId, PhoneId), Phone>,
    pub phone_keys: Vec<KeyItem>,
    pub watches: Vec<Watch>,
    /// The number of each API token, and the token's key.
    pub tokens: Vec<(u64, String)>,
    pub orders: BTreeMap<(WorkspaceId, OrderId), Order>,
    pub numbers: Vec<Number>,
    pub deposits: BTreeMap<(WorkspaceId, DepositId), Deposit>,
    pub guards: BTreeMap<GuardPlace, Guard>,
    /// By their keys.
    pub balances: BTreeMap<(String, String), Balance>,
    /// The approved senders of the workspaces.
    pub senders: BTreeSet<(WorkspaceId, SenderId)>,
    /// The message formats of the workspaces.
    pub formats: BTreeMap<(WorkspaceId, FormatId), Format>,
    pub waiting_orders: BTreeMap<(WorkspaceId, OrderId), Vec<Entry<WaitingOrder>>>,
    pub waiting_deposits: BTreeMap<(WorkspaceId, DepositId), Vec<Entry<WaitingDeposit>>>,
    pub receipts: Vec<Receipt>,
    /// The receipts of messages that made no deposit.
    pub messages: BTreeSet<ReceiptId>,
    /// The inbox messages that became a deposit.
    pub settled: Vec<Settled>,
    pub retentions: Vec<Retention>,
    pub reminders: Vec<Reminder>,
    pub audit: Vec<Audit>,
    /// What must have come with an entry of the audit log.
    pub audited: Vec<Audited>,
    pub sequences: BTreeMap<(Option<WorkspaceId>, Counted), u64>,
}

impl Book {
    /// Reads every item; one that cannot be read is found wanting and left out.
    pub fn read(items: &[Item], report: &mut Report) -> Self {
        let (mut book, mut keys) = (Self::default(), BTreeSet::new());
        for item in items {
            let (pk, sk) = place::key_of(item);
            let shown = place::shown(pk, sk);
            if !keys.insert((pk, sk)) {
                report.add("ITEM", &shown, "it stands twice in what was read");
                continue;
            }
            let read = match Place::of(pk, sk) {
                Some(place) => book.enter(item, place),
                None => Err("no kind of item has such a key".to_owned()),
            };
            if let Err(wrong) = read {
                report.add("ITEM", &shown, wrong);
            }
        }
        book
    }

    fn enter(&mut self, item: &Item, place: Place) -> Read<()> {
        let (pk, sk) = place::key_of(item);
        match place {
            Place::User(id) => {
                self.users.insert(id);
                record::user(item, id)?;
            }
            Place::Token(user, jti) => {
                let token = Token::read(item, user, &jti)?;
                self.tokens.extend(token.number.map(|number| (number, place::shown(pk, sk))));
            }
            Place::SecondFactor(user) => record::second_factor(item, user)?,
            Place::Membership(workspace, user) => {
                let joined = record::membership(item, workspace, user)?;
                self.audited(item, workspace, (AuditedChange::MemberJoined, user.get()), joined);
            }
            Place::Audit(workspace, id) => self.audit.push(Audit::read(item, workspace, id)?),
            Place::Email(address) => record::email(item, &address)?,
            Place::Invitation => record::invitation(item, None)?,
            Place::OpenInvitation(workspace, id) => {
                self.invitations.insert((workspace, id));
                record::invitation(item, Some((workspace, id)))?;
            }
            Place::Workspace(id) => {
                let shop = record::workspace(item, id)?;
                self.workspaces.insert(id, shop.settings);
                self.endpoints_told.insert(id, (shop.endpoints, shop.subscriptions));
                for (sender, approved) in shop.senders {
                    self.senders.insert((id, sender));
                    self.audited(item, id, (AuditedChange::SenderApproved, sender.get()), approved);
                }
            }
            Place::Account(workspace, id) => {
                self.accounts.insert((workspace, id));
                let (bound, added) = record::account(item, workspace, id)?;
                self.audited(item, workspace, (AuditedChange::AccountAdded, id.get()), added);
                self.bound.extend(bound.map(|phone| (place::shown(pk, sk), workspace, phone)));
            }
            Place::AccountNumber => record::account_number(item)?,
            Place::Lookup => record::account_lookup(item)?,
            Place::Order(workspace, id) => {
                self.orders.insert((workspace, id), Order::read(item, workspace, id)?);
            }
            Place::OrderNumber(workspace, number) => self.numbers.push(Number::read(item, workspace, &number)?),
            Place::Deposit(workspace, id) => {
                self.deposits.insert((workspace, id), Deposit::read(item, workspace, id)?);
            }
            Place::WaitingOrder(workspace) => {
                let entry = record::waiting_order(item, workspace)?;
                self.waiting_orders.entry((workspace, entry.waits.id)).or_default().push(entry);
            }
            Place::WaitingDeposit(workspace) => {
                let entry = record::waiting_deposit(item, workspace)?;
                self.waiting_deposits.entry((workspace, entry.waits.id)).or_default().push(entry);
            }
            Place::Guard(place) => {
                self.guards.insert(place.clone(), Guard::read(item, place)?);
            }
            Place::Balance(told) => {
                self.balances.insert(place::balance(&told), Balance::read(item, told)?);
            }
            Place::Message(workspace, at) => {
                let (receipt, settled) = record::inbox(item, workspace, at)?;
                self.messages.insert(receipt);
                self.settled.extend(settled);
            }
            Place::Formats(workspace) => {
                for format in record::formats(item, workspace)? {
                    self.audited(item, workspace, (AuditedChange::FormatAdded, format.id.get()), format.added);
                    self.formats.insert((workspace, format.id), format);
                }
            }
            Place::Retention(workspace) => self.retentions.push(Retention::read(item, workspace)?),
            Place::Unclaimed(receipt) => {
                self.messages.insert(record::unclaimed(item, receipt)?);
            }
            Place::Receipt(id) => self.receipts.push(Receipt::read(item, id)?),
            Place::Endpoint(workspace, id) => {
                let endpoint = Endpoint::read(item, workspace, id)?;
                // A member's browser is theirs: the shop's log does not tell of it.
                if !endpoint.is_subscription {
                    self.audited(item, workspace, (AuditedChange::EndpointAdded, id.get()), endpoint.created_at);
                }
                self.endpoints.insert((workspace, id), endpoint);
            }
            Place::Delivery(endpoint, at, event) => {
                self.deliveries.push(Delivery::read(item, endpoint, at, event)?);
            }
            Place::Sequence(scope, counted) => {
                self.sequences.insert((scope, counted), record::sequence(item)?);
            }
            Place::Throttle => record::throttle(item)?,
            Place::Phone(workspace, id) => {
                let phone = Phone::read(item, workspace, id)?;
                self.audited(item, workspace, (AuditedChange::PhoneAdded, id.get()), phone.created_at);
                for made in &phone.rotated {
                    self.audited(item, workspace, (AuditedChange::PhoneKeyRotated, id.get()), *made);
                }
                self.phones.insert((workspace, id), phone);
            }
            Place::PhoneKey(hash) => self.phone_keys.push(KeyItem::read(item, hash)?),
            Place::Watch(workspace, phone) => self.watches.push(Watch::read(item, workspace, phone)?),
            Place::Reminder(workspace, user) => self.reminders.push(Reminder::read(item, workspace, user)?),
            Place::Pulse => phone::pulse(item)?,
            Place::RejectedProposal => proposal::rejected(item)?,
            Place::Scenario(workspace) => record::scenario(item, workspace)?,
            Place::TestCode => phone::test_code(item)?,
            Place::Bucket => phone::bucket(item)?,
            Place::Idempotency => record::idempotency(item)?,
        }
        Ok(())
    }

    /// What an item tells that must have come with an entry of the audit log.
    fn audited(&mut self, item: &Item, workspace: WorkspaceId, what: (AuditedChange, u64), since: Timestamp) {
        let (pk, sk) = place::key_of(item);
        let (key, (change, subject)) = (place::shown(pk, sk), what);
        self.audited.push(Audited { key, workspace, change, subject, since });
    }

    /// The guard of a deposit's payer.
    pub fn guard_of(&self, deposit: &Deposit) -> Option<&Guard> {
        self.guards.get(&place::guard_of(deposit))
    }

    /// The item of the balance that a deposit tells.
    pub fn balance_of(&self, deposit: &Deposit) -> Option<&Balance> {
        self.balances.get(&place::balance(&deposit.balance_place()?))
    }

    /// The waiting entries of an order.
    pub fn entries_of_order(&self, order: &Order) -> &[Entry<WaitingOrder>] {
        self.waiting_orders.get(&(order.workspace, order.id)).map_or(&[], Vec::as_slice)
    }

    /// The waiting entries of a deposit.
    pub fn entries_of_deposit(&self, deposit: &Deposit) -> &[Entry<WaitingDeposit>] {
        self.waiting_deposits.get(&(deposit.workspace, deposit.id)).map_or(&[], Vec::as_slice)
    }
}
