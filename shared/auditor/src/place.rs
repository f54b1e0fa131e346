//! Where an item stands: a second spelling of the keys, on purpose.

use bank_sms::related::core_name;
use domain::occurrence::{Fingerprint, Kind, ReceiptId};
use domain::{
    AccountId, AuditId, ClosedSet, DepositId, EndpointId, EventId, InvitationId, OrderId, OrderStatus, PhoneId,
    ScenarioId, Timestamp, UserId, WaitingDeposit, WaitingOrder, Won, WorkspaceId, WorkspaceMode,
};

use crate::Item;
use crate::record::{BalancePlace, Deposit, GuardPlace};

/// What stands under a key, and what the key alone tells of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    User(UserId),
    Token(UserId, String),
    Membership(WorkspaceId, UserId),
    Email(String),
    SecondFactor(UserId),
    Invitation,
    OpenInvitation(WorkspaceId, InvitationId),
    Workspace(WorkspaceId),
    Account(WorkspaceId, AccountId),
    AccountNumber,
    Lookup,
    Order(WorkspaceId, OrderId),
    OrderNumber(WorkspaceId, String),
    Deposit(WorkspaceId, DepositId),
    WaitingOrder(WorkspaceId),
    WaitingDeposit(WorkspaceId),
    Guard(GuardPlace),
    Balance(BalancePlace),
    Message(WorkspaceId, Timestamp),
    Retention(WorkspaceId),
    Formats(WorkspaceId),
    Unclaimed(ReceiptId),
    Receipt(ReceiptId),
    Endpoint(WorkspaceId, EndpointId),
    Audit(WorkspaceId, AuditId),
    Delivery(EndpointId, Timestamp, EventId),
    Sequence(Option<WorkspaceId>, Counted),
    Throttle,
    Phone(WorkspaceId, PhoneId),
    PhoneKey([u8; 32]),
    Watch(WorkspaceId, PhoneId),
    Pulse,
    Reminder(WorkspaceId, UserId),
    RejectedProposal,
    Scenario(WorkspaceId),
    TestCode,
    Bucket,
    Idempotency,
}

/// What a sequence counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Counted {
    User,
    Workspace(WorkspaceMode),
    Token,
    /// The workspaces that a user made.
    Owned(UserId),
    Account,
    Phone,
    Invitation,
    Order,
    Deposit,
    Endpoint,
    Ping,
    Sender,
    Format,
    Change,
}

impl Place {
    /// The place of a key; `None` for a key that no kind of item has.
    pub fn of(pk: &str, sk: &str) -> Option<Self> {
        let (head, rest) = pk.split_once('#')?;
        match head {
            "WS" => in_workspace(rest, sk),
            "USER" => in_user(UserId::new(fixed(rest, 10)?)?, sk),
            "EMAIL" => (sk == "EMAIL").then(|| Self::Email(rest.to_owned())),
            "INVITATION" => (sk == "INVITATION" && is_hex(rest)).then_some(Self::Invitation),
            "BANK" => Some(Self::Lookup),
            "UNCLAIMED" => {
                let (at, receipt) = sk.split_once('#')?;
                fixed(at, 13)?;
                let looked_for = rest == "UNKNOWN" || rest.starts_with("BANK#");
                looked_for.then_some(Self::Unclaimed(sixteen(receipt)?))
            }
            "RECEIPT" => (sk == "RECEIPT").then_some(Self::Receipt(sixteen(rest)?)),
            "SEQ" => sequence(rest, sk),
            "PHONEKEY" => (sk == "PHONEKEY").then(|| thirty_two(rest)).flatten().map(Self::PhoneKey),
            "TESTCODE" => (sk == "TESTCODE").then_some(Self::TestCode),
            "IDEMPOTENCY" => {
                fixed(rest, 10)?;
                thirty_two(sk).map(|_| Self::Idempotency)
            }
            "BUCKET" => (sk == "BUCKET").then_some(Self::Bucket),
            "THROTTLE" => fixed(sk, 13).map(|_| Self::Throttle),
            _ => None,
        }
    }
}

fn in_user(user: UserId, sk: &str) -> Option<Place> {
    match sk.split_once('#') {
        None if sk == "FACTOR" => Some(Place::SecondFactor(user)),
        None => (sk == "USER").then_some(Place::User(user)),
        Some(("TOKEN", jti)) => (!jti.is_empty()).then(|| Place::Token(user, jti.to_owned())),
        Some(("WS", workspace)) => Some(Place::Membership(WorkspaceId::new(fixed(workspace, 10)?)?, user)),
        Some(_) => None,
    }
}

fn in_workspace(rest: &str, sk: &str) -> Option<Place> {
    let (id, part) = rest.split_once('#').unwrap_or((rest, ""));
    let workspace = WorkspaceId::new(fixed(id, 10)?)?;
    match part {
        "" => match sk.split_once('#') {
            None if sk == "RETENTION" => Some(Place::Retention(workspace)),
            None if sk == "FORMATS" => Some(Place::Formats(workspace)),
            None => (sk == "WS").then_some(Place::Workspace(workspace)),
            Some(("MEMBER", user)) => Some(Place::Membership(workspace, UserId::new(fixed(user, 10)?)?)),
            Some(("ACCOUNT", account)) => Some(Place::Account(workspace, AccountId::new(fixed(account, 10)?)?)),
            Some(_) => None,
        },
        "ORDER" => Some(Place::Order(workspace, OrderId::new(fixed(sk, 10)?)?)),
        "DEPOSIT" => Some(Place::Deposit(workspace, DepositId::new(fixed(sk, 10)?)?)),
        "ORDERNO" => Some(Place::OrderNumber(workspace, sk.to_owned())),
        "PHONE" => Some(Place::Phone(workspace, PhoneId::new(fixed(sk, 10)?)?)),
        "INVITATION" => Some(Place::OpenInvitation(workspace, InvitationId::new(fixed(sk, 10)?)?)),
        "WATCH" => Some(Place::Watch(workspace, PhoneId::new(fixed(sk, 10)?)?)),
        "REMINDER" => Some(Place::Reminder(workspace, UserId::new(fixed(sk, 10)?)?)),
        "PULSE" => fixed(sk, 10).map(|_| Place::Pulse),
        "ACCOUNTNO" => Some(Place::AccountNumber),
        "SEEN" => guard(workspace, sk),
        "MESSAGE" => {
            let (at, fingerprint) = sk.split_once('#')?;
            sixteen::<Fingerprint>(fingerprint)?;
            Some(Place::Message(workspace, Timestamp::from_ms(i64::try_from(fixed(at, 13)?).ok()?)))
        }
        "REJECTED" => (sk.split('.').count() == 3).then_some(Place::RejectedProposal),
        // Where money is real, nothing is played.
        "SCENARIO" if workspace.is_live() => None,
        "SCENARIO" => ScenarioId::parse(sk).map(|_| Place::Scenario(workspace)),
        "AUDIT" => Some(Place::Audit(workspace, AuditId::parse(sk)?)),
        "ENDPOINT" => Some(Place::Endpoint(workspace, EndpointId::new(fixed(sk, 10)?)?)),
        "DELIVERY" => {
            let (endpoint, event) = sk.split_once('#')?;
            let (at, event) = event.split_once('#')?;
            let endpoint = EndpointId::new(fixed(endpoint, 10)?)?;
            let event = EventId::parse(event).filter(|event| event.workspace == workspace)?;
            Some(Place::Delivery(endpoint, Timestamp::from_ms(i64::try_from(fixed(at, 13)?).ok()?), event))
        }
        _ if part.starts_with("BALANCE#") => balance_place(workspace, sk),
        _ => {
            Won::new(fixed(part.strip_prefix("WAIT#")?, 13)?)?;
            match sk.split_once('#')?.0 {
                "ORDER" => Some(Place::WaitingOrder(workspace)),
                "DEPOSIT" => Some(Place::WaitingDeposit(workspace)),
                _ => None,
            }
        }
    }
}

fn guard(workspace: WorkspaceId, sk: &str) -> Option<Place> {
    let (account, rest) = sk.split_once('#')?;
    let (amount, head) = rest.split_once('#')?;
    Some(Place::Guard(GuardPlace {
        workspace,
        account: AccountId::new(fixed(account, 10)?)?,
        amount: Won::new(fixed(amount, 13)?)?,
        head: (head.chars().count() <= 2).then(|| head.to_owned())?,
    }))
}

/// Its shard is not read here: it must be the one of its balance.
fn balance_place(workspace: WorkspaceId, sk: &str) -> Option<Place> {
    let (kind, rest) = sk.split_once('#')?;
    let (account, rest) = rest.split_once('#')?;
    let (amount, balance) = rest.split_once('#')?;
    let place = BalancePlace {
        workspace,
        kind: [Kind::Deposit, Kind::Reversal].into_iter().find(|known| known.code() == kind)?,
        account: AccountId::new(fixed(account, 10)?)?,
        amount: Won::new(fixed(amount, 13)?)?,
        balance: balance.parse().ok()?,
    };
    (self::balance(&place).1 == sk).then_some(Place::Balance(place))
}

fn sequence(scope: &str, counted: &str) -> Option<Place> {
    if scope == "GLOBAL" {
        let counted = match counted {
            "USER" => Counted::User,
            "WORKSPACE" => Counted::Workspace(WorkspaceMode::Live),
            "TESTWORKSPACE" => Counted::Workspace(WorkspaceMode::Test),
            "TOKEN" => Counted::Token,
            _ => Counted::Owned(UserId::new(fixed(counted.strip_prefix("OWNED#")?, 10)?)?),
        };
        return Some(Place::Sequence(None, counted));
    }
    let counted = match counted {
        "ACCOUNT" => Counted::Account,
        "PHONE" => Counted::Phone,
        "INVITATION" => Counted::Invitation,
        "ORDER" => Counted::Order,
        "DEPOSIT" => Counted::Deposit,
        "ENDPOINT" => Counted::Endpoint,
        "PING" => Counted::Ping,
        "SENDER" => Counted::Sender,
        "FORMAT" => Counted::Format,
        "CHANGE" => Counted::Change,
        _ => return None,
    };
    Some(Place::Sequence(Some(WorkspaceId::new(fixed(scope, 10)?)?), counted))
}

/// A number of exactly `width` digits.
fn fixed(text: &str, width: usize) -> Option<u64> {
    let digits = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Sixteen bytes of 32 lower-case hexadecimal digits.
pub fn sixteen<T: From<[u8; 16]>>(text: &str) -> Option<T> {
    (text.len() == 32 && is_hex(text))
        .then(|| u128::from_str_radix(text, 16).ok())
        .flatten()
        .map(|bits| bits.to_be_bytes().into())
}

/// Thirty-two bytes of 64 lower-case hexadecimal digits.
fn thirty_two(text: &str) -> Option<[u8; 32]> {
    let (head, tail) = text.split_at_checked(32)?;
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&sixteen::<[u8; 16]>(head)?);
    bytes[16..].copy_from_slice(&sixteen::<[u8; 16]>(tail)?);
    Some(bytes)
}

/// A key as findings and logs show it.
pub fn shown(pk: &str, sk: &str) -> String {
    format!("{pk} / {sk}")
}

/// The key of an item, as far as it has one.
pub fn key_of(item: &Item) -> (&str, &str) {
    let part = |name| item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str);
    (part("PK"), part("SK"))
}

/// The key of a receipt.
pub fn receipt(receipt: &ReceiptId) -> String {
    shown(&format!("RECEIPT#{receipt}"), "RECEIPT")
}

/// The key of a balance item.
pub fn balance(place: &BalancePlace) -> (String, String) {
    let pk = format!("WS#{:010}#BALANCE#{:02}", place.workspace.get(), place.balance.rem_euclid(16));
    let (account, amount) = (place.account.get(), place.amount.get());
    (pk, format!("{}#{account:010}#{amount:013}#{}", place.kind.code(), place.balance))
}

/// The key of a waiting order's entry.
pub fn waiting_order(workspace: WorkspaceId, order: &WaitingOrder) -> (String, String) {
    let pk = format!("WS#{:010}#WAIT#{:013}", workspace.get(), order.amount.get());
    (pk, format!("ORDER#{}#{:013}#{:010}", order.name_key, order.created_at.ms(), order.id.get()))
}

/// The key of a waiting deposit's entry: under its name key.
pub fn waiting_deposit(workspace: WorkspaceId, deposit: &WaitingDeposit) -> (String, String) {
    let pk = format!("WS#{:010}#WAIT#{:013}", workspace.get(), deposit.amount.get());
    let name_key = &deposit.name_key;
    (pk, format!("DEPOSIT#{name_key}#{:013}#{:010}", deposit.created_at.ms(), deposit.id.get()))
}

/// GSI1 of an order that is not paid: by stored status.
pub fn by_status(workspace: WorkspaceId, order: OrderId, status: OrderStatus) -> (String, String) {
    (format!("WS#{:010}#ORDER#{}", workspace.get(), status.code()), format!("{:010}", order.get()))
}

/// GSI3 of an order that can fall due: one of sixteen partitions, by deadline.
pub fn due(workspace: WorkspaceId, order: OrderId, deadline: Timestamp) -> (String, String) {
    let sk = format!("{:013}#{:010}#{:010}", deadline.ms(), workspace.get(), order.get());
    (format!("DUE#{:02}", workspace.get() % 16), sk)
}

/// GSI3's partition of a delivery that is tried again later than a queue can hold it.
pub fn retry(workspace: WorkspaceId) -> String {
    format!("RETRY#{:02}", workspace.get() % 16)
}

/// GSI1 of a delivery that waits to be fetched.
pub fn offer(endpoint: EndpointId, at: Timestamp, event: &EventId) -> (String, String) {
    let pk = format!("WS#{:010}#DELIVERY#{:010}", event.workspace.get(), endpoint.get());
    (pk, format!("{:013}#{event}", at.ms()))
}

/// The key of a delivery.
pub fn delivery(endpoint: EndpointId, at: Timestamp, event: &EventId) -> String {
    let pk = format!("WS#{:010}#DELIVERY", event.workspace.get());
    shown(&pk, &format!("{:010}#{:013}#{event}", endpoint.get(), at.ms()))
}

/// GSI3's partition of the phones that are to be looked at, and the end of a sort key of it, behind the instant.
pub fn watch_due(workspace: WorkspaceId, phone: PhoneId) -> (String, String) {
    ("DUE#WATCH".to_owned(), format!("#{:010}#{:010}", workspace.get(), phone.get()))
}

/// GSI3 of a reminder: by the time of its next look.
pub fn reminder_due(workspace: WorkspaceId, user: UserId, at: Timestamp) -> (String, String) {
    ("DUE#REMINDER".to_owned(), format!("{:013}#{:010}#{:010}", at.ms(), workspace.get(), user.get()))
}

/// GSI3 of a retention pass: by the time of its next page.
pub fn retention_due(workspace: WorkspaceId, at: Timestamp) -> (String, String) {
    ("DUE#RETENTION".to_owned(), format!("{:013}#{:010}", at.ms(), workspace.get()))
}

/// GSI1 of a deposit that is not matched.
pub fn unmatched(workspace: WorkspaceId, deposit: DepositId) -> (String, String) {
    (format!("WS#{:010}#DEPOSIT#UNMATCHED", workspace.get()), format!("{:010}", deposit.get()))
}

/// GSI2 of a deposit: by account.
pub fn by_account(workspace: WorkspaceId, account: AccountId, deposit: DepositId) -> (String, String) {
    (format!("WS#{:010}#ACCOUNT#{:010}", workspace.get(), account.get()), format!("{:010}", deposit.get()))
}

/// The first two letters of a printed name's innermost name: the guard that it stands in.
pub fn head(printed: &str) -> String {
    core_name(printed).chars().take(2).collect()
}

/// Where the guard of a deposit's payer stands.
pub fn guard_of(deposit: &Deposit) -> GuardPlace {
    GuardPlace {
        workspace: deposit.workspace,
        account: deposit.account,
        amount: deposit.amount,
        head: head(deposit.printed()),
    }
}
