//! Keys: the one place that spells them. `docs/table.md` is generated from [`crate::layout::LAYOUT`].
//!
//! Rules: no attribute that changes stands in a base key, except in waiting entries, which the changing transaction
//! replaces. Numbers have a fixed width, so that they sort. Only the last component of a key may contain `#`; name keys
//! hold letters and digits only, so `#` sorts before them and one exact name is one contiguous block, oldest first.

use bank_sms::PrintedAccount;
use domain::occurrence::{Fingerprint, Kind, ReceiptId};
use domain::phone::KeyHash;
use domain::{
    AccountId, AuditId, ClosedSet, DeliveryId, DepositId, Email, EndpointId, InvitationId, MessageId, OrderId,
    OrderNumber, OrderStatus, PhoneId, Timestamp, UserId, Won, WorkspaceId,
};

use hex::encode as hex;

mod proposal;
mod reminder;
mod scenario;
mod waiting;

pub use proposal::{rejected_proposal, rejected_proposals};
pub use reminder::{REMINDER_DUE, reminder, reminder_due, reminders};
pub use scenario::{scenario, scenarios};
pub use waiting::{WAITING_DEPOSIT, WAITING_ORDER, waiting, waiting_deposit, waiting_order};
pub(crate) use waiting::{waiting_deposits_after, waiting_deposits_under};

/// A base-table key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    pub pk: String,
    pub sk: String,
}

fn key(pk: impl Into<String>, sk: impl Into<String>) -> Key {
    Key { pk: pk.into(), sk: sk.into() }
}

/// Ten digits.
pub fn wide(id: u64) -> String {
    format!("{id:010}")
}

fn instant(at: Timestamp) -> String {
    format!("{:013}", at.ms())
}

fn ws(ws: WorkspaceId) -> String {
    format!("WS#{}", wide(ws.get()))
}

/// The workspace of a partition, and which of its parts it is: `DEPOSIT` of `WS#<ws>#DEPOSIT`.
pub(crate) fn part_of(pk: &str) -> Option<(WorkspaceId, &str)> {
    let (id, part) = pk.strip_prefix("WS#")?.split_once('#')?;
    Some((WorkspaceId::new(id.parse().ok()?)?, part))
}

pub fn user(user: UserId) -> Key {
    key(format!("USER#{}", wide(user.get())), "USER")
}

pub fn token(user_id: UserId, jti: &str) -> Key {
    key(user(user_id).pk, format!("{TOKEN}{jti}"))
}

pub fn second_factor(user_id: UserId) -> Key {
    key(user(user_id).pk, "FACTOR")
}

pub fn membership(user_id: UserId, workspace: WorkspaceId) -> Key {
    key(user(user_id).pk, ws(workspace))
}

/// Prefix of the tokens of a user's partition.
pub const TOKEN: &str = "TOKEN#";
/// Prefix of the memberships of a user's partition.
pub const MEMBERSHIP: &str = "WS#";
/// Prefix of the members of a workspace's partition.
pub const MEMBER: &str = "MEMBER#";
/// Prefix of the accounts of a workspace's partition.
pub const ACCOUNT: &str = "ACCOUNT#";

pub fn email(email: &Email) -> Key {
    key(format!("EMAIL#{}", email.as_str()), "EMAIL")
}

pub fn workspace(workspace: WorkspaceId) -> Key {
    key(ws(workspace), "WS")
}

pub fn member(workspace: WorkspaceId, user: UserId) -> Key {
    key(ws(workspace), format!("{MEMBER}{}", wide(user.get())))
}

pub fn invitation(code_hash: &[u8]) -> Key {
    key(format!("INVITATION#{}", hex(code_hash)), "INVITATION")
}

pub fn invitations(workspace: WorkspaceId) -> String {
    format!("{}#INVITATION", ws(workspace))
}

pub fn open_invitation(workspace: WorkspaceId, invitation: InvitationId) -> Key {
    key(invitations(workspace), wide(invitation.get()))
}

pub fn account(workspace: WorkspaceId, account: AccountId) -> Key {
    key(ws(workspace), format!("{ACCOUNT}{}", wide(account.get())))
}

/// All formats of a workspace: one item.
pub fn message_formats(workspace: WorkspaceId) -> Key {
    key(ws(workspace), "FORMATS")
}

pub fn phones(workspace: WorkspaceId) -> String {
    format!("{}#PHONE", ws(workspace))
}

pub fn phone(workspace: WorkspaceId, phone: PhoneId) -> Key {
    key(phones(workspace), wide(phone.get()))
}

pub fn watches(workspace: WorkspaceId) -> String {
    format!("{}#WATCH", ws(workspace))
}

pub fn watch(workspace: WorkspaceId, phone: PhoneId) -> Key {
    key(watches(workspace), wide(phone.get()))
}

pub fn pulses(workspace: WorkspaceId) -> String {
    format!("{}#PULSE", ws(workspace))
}

pub fn pulse(workspace: WorkspaceId, phone: PhoneId) -> Key {
    key(pulses(workspace), wide(phone.get()))
}

pub fn phone_key(hash: &KeyHash) -> Key {
    key(format!("PHONEKEY#{}", hex(hash)), "PHONEKEY")
}

pub fn test_code(code: &str) -> Key {
    key(format!("TESTCODE#{code}"), "TESTCODE")
}

pub fn account_numbers(workspace: WorkspaceId) -> String {
    format!("{}#ACCOUNTNO", ws(workspace))
}

pub fn account_number(workspace: WorkspaceId, family: &str, digits: &str) -> Key {
    key(account_numbers(workspace), format!("{family}#{digits}"))
}

/// The two lookup items of an active account: by the head of its number, and by its tail, reversed. None of a test
/// workspace's: no message over the open URL is ever its.
pub fn account_lookups(family: &str, digits: &str, workspace: WorkspaceId, account: AccountId) -> Vec<Key> {
    if !workspace.is_live() {
        return Vec::new();
    }
    let owner = format!("{}#{}", wide(workspace.get()), wide(account.get()));
    let reversed: String = digits.chars().rev().collect();
    let head: String = digits.chars().take(3).collect();
    let tail: String = reversed.chars().take(3).collect();
    vec![
        key(format!("BANK#{family}#{head}"), format!("{digits}#{owner}")),
        key(format!("BANK#{family}#R{tail}"), format!("{reversed}#{owner}")),
    ]
}

/// Where the accounts stand that a printed account may be: partition and `begins_with` prefix. `None` when fewer than
/// three digits are visible at either end.
pub fn account_lookup(family: &str, printed: &PrintedAccount) -> Option<(String, String)> {
    let head = printed.visible_head();
    let tail: String = printed.visible_tail().chars().rev().collect();
    let by_head = head.get(..3).map(|three| (format!("BANK#{family}#{three}"), head.clone()));
    let by_tail = tail.get(..3).map(|three| (format!("BANK#{family}#R{three}"), tail.clone()));
    by_head.or(by_tail)
}

/// Where a message of no registered account waits. `lookup` is the partition in which its account was looked for.
pub fn unclaimed(lookup: Option<&str>, at: Timestamp, receipt: &ReceiptId) -> Key {
    key(unclaimed_partition(lookup), format!("{}#{}", instant(at), hex(receipt)))
}

pub fn unclaimed_partition(lookup: Option<&str>) -> String {
    format!("UNCLAIMED#{}", lookup.unwrap_or("UNKNOWN"))
}

pub fn orders(workspace: WorkspaceId) -> String {
    format!("{}#ORDER", ws(workspace))
}

pub fn order(workspace: WorkspaceId, order: OrderId) -> Key {
    key(orders(workspace), wide(order.get()))
}

pub fn order_numbers(workspace: WorkspaceId) -> String {
    format!("{}#ORDERNO", ws(workspace))
}

pub fn order_number(workspace: WorkspaceId, number: &OrderNumber) -> Key {
    key(order_numbers(workspace), number.as_str())
}

pub fn deposits(workspace: WorkspaceId) -> String {
    format!("{}#DEPOSIT", ws(workspace))
}

pub fn deposit(workspace: WorkspaceId, deposit: DepositId) -> Key {
    key(deposits(workspace), wide(deposit.get()))
}

pub fn guards(workspace: WorkspaceId) -> String {
    format!("{}#SEEN", ws(workspace))
}

/// The guard of the payers whose innermost names begin with the same two letters.
pub fn occurrences(workspace: WorkspaceId, account: AccountId, amount: Won, core_name: &str) -> Key {
    let head: String = core_name.chars().take(2).collect();
    let sk = format!("{}#{:013}#{head}", wide(account.get()), amount.get());
    key(guards(workspace), sk)
}

/// How many partitions the balance items of a workspace have.
pub const BALANCE_SHARDS: i64 = 16;

pub fn balances(workspace: WorkspaceId, shard: i64) -> String {
    format!("{}#BALANCE#{shard:02}", ws(workspace))
}

pub fn balance(workspace: WorkspaceId, kind: Kind, account: AccountId, amount: Won, balance: i64) -> Key {
    let sk = format!("{}#{}#{:013}#{balance}", kind.code(), wide(account.get()), amount.get());
    key(balances(workspace, balance.rem_euclid(BALANCE_SHARDS)), sk)
}

pub fn messages(workspace: WorkspaceId) -> String {
    format!("{}#MESSAGE", ws(workspace))
}

pub fn message(workspace: WorkspaceId, at: Timestamp, fingerprint: &Fingerprint) -> Key {
    key(messages(workspace), format!("{}#{}", instant(at), hex(fingerprint)))
}

/// The id of the message that has this sort key.
pub fn message_id(sk: &str) -> Option<MessageId> {
    MessageId::parse(&sk.replacen('#', "-", 1))
}

/// The upper end of the messages that came before an instant.
pub fn messages_before(at: Timestamp) -> String {
    instant(at)
}

pub fn retention(workspace: WorkspaceId) -> Key {
    key(ws(workspace), "RETENTION")
}

pub fn receipt(receipt: &ReceiptId) -> Key {
    key(format!("RECEIPT#{}", hex(receipt)), "RECEIPT")
}

pub fn audit_log(workspace: WorkspaceId) -> String {
    format!("{}#AUDIT", ws(workspace))
}

pub fn audit_entry(workspace: WorkspaceId, id: AuditId) -> Key {
    key(audit_log(workspace), id.to_string())
}

pub fn endpoints(workspace: WorkspaceId) -> String {
    format!("{}#ENDPOINT", ws(workspace))
}

pub fn endpoint(workspace: WorkspaceId, endpoint: EndpointId) -> Key {
    key(endpoints(workspace), wide(endpoint.get()))
}

pub fn deliveries(workspace: WorkspaceId) -> String {
    format!("{}#DELIVERY", ws(workspace))
}

/// By endpoint; by the time of the event, so that a list is in its order; by the event, so that there is one for each.
pub fn delivery(endpoint: EndpointId, id: &DeliveryId) -> Key {
    key(deliveries(id.event.workspace), format!("{}#{}", deliveries_from(endpoint, id.at), id.event))
}

/// The deliveries of an endpoint, of events from an instant on, sort behind this.
pub fn deliveries_from(endpoint: EndpointId, at: Timestamp) -> String {
    format!("{}#{}", wide(endpoint.get()), instant(at))
}

/// Sorts behind every delivery of an endpoint, and before those of the next.
pub fn deliveries_end(endpoint: EndpointId) -> String {
    format!("{}#~", wide(endpoint.get()))
}

pub fn sequences(workspace: WorkspaceId) -> String {
    format!("SEQ#{}", wide(workspace.get()))
}

pub fn sequence(scope: Option<WorkspaceId>, name: &str) -> Key {
    key(scope.map_or_else(|| "SEQ#GLOBAL".to_owned(), sequences), name)
}

/// A request that a user marked with a key, by the key's SHA-256.
pub fn idempotency(user: UserId, hash: &KeyHash) -> Key {
    key(format!("IDEMPOTENCY#{}", wide(user.get())), hex(hash))
}

pub fn bucket(what: &str) -> Key {
    key(format!("BUCKET#{what}"), "BUCKET")
}

pub fn throttle(what: &str, window: i64) -> Key {
    key(format!("THROTTLE#{what}"), format!("{window:013}"))
}

/// GSI1: the orders of a workspace that are not paid, by stored status.
pub fn orders_by_status(workspace: WorkspaceId, status: OrderStatus) -> String {
    format!("{}#{}", orders(workspace), status.code())
}

/// GSI1: the deposits of a workspace that are not matched.
pub fn deposits_unmatched(workspace: WorkspaceId) -> String {
    format!("{}#UNMATCHED", deposits(workspace))
}

/// GSI1: the deliveries of an endpoint that wait to be fetched.
pub fn offered(workspace: WorkspaceId, endpoint: EndpointId) -> String {
    format!("{}#{}", deliveries(workspace), wide(endpoint.get()))
}

/// GSI1: by the time of the event.
pub fn offer(id: &DeliveryId) -> String {
    format!("{}#{}", instant(id.at), id.event)
}

/// GSI2: the deposits of an account.
pub fn deposits_by_account(workspace: WorkspaceId, account: AccountId) -> String {
    format!("{}#{ACCOUNT}{}", ws(workspace), wide(account.get()))
}

/// How many partitions the due index has.
pub const DUE_SHARDS: u64 = 16;

/// GSI3: the partition of the orders that fall due, by workspace.
pub fn due_shard(workspace: WorkspaceId) -> String {
    due_partition(workspace.get() % DUE_SHARDS)
}

pub fn due_partition(shard: u64) -> String {
    format!("DUE#{shard:02}")
}

/// GSI3: when an order falls due. Sorts by deadline.
pub fn due(deadline: Timestamp, workspace: WorkspaceId, order: OrderId) -> String {
    format!("{}#{}#{}", instant(deadline), wide(workspace.get()), wide(order.get()))
}

/// GSI3: the partition of the phones that are to be looked at.
pub const WATCH_DUE: &str = "DUE#WATCH";

/// GSI3: when a phone is to be looked at.
pub fn watch_due(at: Timestamp, workspace: WorkspaceId, phone: PhoneId) -> String {
    format!("{}#{}#{}", instant(at), wide(workspace.get()), wide(phone.get()))
}

/// GSI3: the partition of the retention passes that fall due.
pub const RETENTION_DUE: &str = "DUE#RETENTION";

/// GSI3: when a retention pass falls due.
pub fn retention_due(at: Timestamp, workspace: WorkspaceId) -> String {
    format!("{}#{}", instant(at), wide(workspace.get()))
}

/// The upper end of what is due by an instant, exclusive.
pub fn due_before(instant_: Timestamp) -> String {
    instant(instant_)
}

/// GSI3: the partition of the deliveries that are tried again later than a queue can hold them, by workspace.
pub fn retry_shard(workspace: WorkspaceId) -> String {
    retry_partition(workspace.get() % DUE_SHARDS)
}

pub fn retry_partition(shard: u64) -> String {
    format!("RETRY#{shard:02}")
}

/// GSI3: when a delivery is tried again. Sorts by that instant.
pub fn retry(next_at: Timestamp, endpoint: EndpointId, id: &DeliveryId) -> String {
    format!("{}#{}#{}#{}", instant(next_at), wide(endpoint.get()), instant(id.at), id.event)
}
