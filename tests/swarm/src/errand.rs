//! The operations: what a caller of the API asks for.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::header;
use domain::Timestamp;
use fastrand::Rng;
use serde_json::{Value, json};

use crate::base::{ACCOUNTS, KEYED, base, name_of};
use crate::letter::Letter;
use crate::plan::Plan;

/// Every policy for ties, by its word.
const TIES: [&str; 3] = ["HOLD", "OLDEST", "AS_MANY"];

/// Every operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Place,
    Message,
    Amend,
    Cancel,
    Reopen,
    RecordByHand,
    MatchByHand,
    Unmatch,
    Settings,
    SwitchWorkspace,
    SwitchAccount,
    Inbox,
    DeleteWorkspace,
    List,
    Release,
    Dismiss,
    Restore,
    Senders,
}

impl Kind {
    pub const ALL: [Self; 18] = [
        Self::Place,
        Self::Message,
        Self::Amend,
        Self::Cancel,
        Self::Reopen,
        Self::RecordByHand,
        Self::MatchByHand,
        Self::Unmatch,
        Self::Settings,
        Self::SwitchWorkspace,
        Self::SwitchAccount,
        Self::Inbox,
        Self::DeleteWorkspace,
        Self::List,
        Self::Release,
        Self::Dismiss,
        Self::Restore,
        Self::Senders,
    ];

    /// Whether it names an order or a deposit.
    pub fn is_of_what_stands(self) -> bool {
        matches!(self, Self::Amend | Self::Cancel | Self::Reopen | Self::MatchByHand | Self::Unmatch)
            || matches!(self, Self::Release | Self::Dismiss | Self::Restore)
    }

    pub fn weight(self) -> u32 {
        match self {
            Self::Place | Self::Message => 10,
            Self::Amend | Self::Unmatch | Self::MatchByHand | Self::Release => 4,
            Self::Dismiss | Self::Restore => 3,
            Self::Cancel | Self::Reopen | Self::RecordByHand | Self::Settings => 3,
            Self::Inbox | Self::SwitchWorkspace | Self::Senders => 2,
            Self::SwitchAccount | Self::DeleteWorkspace | Self::List => 1,
        }
    }
}

/// One call over HTTP.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: &'static str,
    /// Below `/api/v1`.
    pub path: String,
    pub body: String,
    pub content_type: &'static str,
    /// For the tally.
    pub what: &'static str,
    pub idempotency_key: Option<String>,
    /// An order that is placed: its workspace and number.
    pub places: Option<(u64, String)>,
    /// What it does, where that can be counted afterwards: [`typed`], [`matched`] or [`unmatched`].
    pub does: Option<String>,
    /// What is asked of the first message of the list that comes back.
    pub of_inbox: Option<(u64, &'static str)>,
}

impl Request {
    pub fn new(method: &'static str, path: String, body: String, what: &'static str) -> Self {
        let (idempotency_key, places, does, of_inbox) = (None, None, None, None);
        Self { method, path, body, content_type: "application/json", what, idempotency_key, places, does, of_inbox }
    }

    fn json(method: &'static str, path: String, body: &Value, what: &'static str) -> Self {
        Self::new(method, path, body.to_string(), what)
    }
}

/// What stands: workspaces and ids.
#[derive(Default)]
pub struct Known {
    pub orders: Vec<(u64, u64)>,
    pub deposits: Vec<(u64, u64)>,
}

/// A deposit typed by hand, by what sets it apart from others: workspace and account, amount, name, and the second.
pub fn typed((workspace, account): (u64, u64), amount: u64, name: &str, at: Timestamp) -> String {
    format!("{workspace} {account} {amount} {name} {} typed", at.rfc3339())
}

/// A match by hand: the workspace, the deposit, and the order.
pub fn matched(workspace: u64, deposit: u64, order: u64) -> String {
    format!("{workspace} deposit {deposit} matched with order {order}")
}

/// A match of one deposit with several orders, in the order of their ids; of one, as [`matched`].
pub fn matched_several(workspace: u64, deposit: u64, orders: &[u64]) -> String {
    match orders {
        [order] => matched(workspace, deposit, *order),
        [..] => format!("{workspace} deposit {deposit} matched with orders {orders:?}"),
    }
}

/// The undoing of a match: the workspace and the deposit.
pub fn unmatched(workspace: u64, deposit: u64) -> String {
    format!("{workspace} deposit {deposit} unmatched")
}

/// Draws an operation of a kind.
pub fn draw(
    kind: Kind,
    rng: &mut Rng,
    plan: &Plan,
    letters: &mut Vec<Letter>,
    now: Timestamp,
    known: &Known,
) -> Request {
    // Most callers name what is there.
    let mut one_of = |all: &[(u64, u64)], of: Option<u64>| {
        let all: Vec<_> = all.iter().filter(|(workspace, _)| of.is_none_or(|of| of == *workspace)).collect();
        let known = (!all.is_empty() && rng.u32(0..20) > 0).then(|| *all[rng.usize(0..all.len())]);
        known.unwrap_or_else(|| (of.unwrap_or_else(|| plan.workspace(rng)), rng.u64(1..=3)))
    };
    let (of_deposit, deposit) = one_of(&known.deposits, None);
    let (of_order, order) = one_of(&known.orders, (kind == Kind::MatchByHand).then_some(of_deposit));
    // For a transfer of several orders.
    let second = (kind == Kind::MatchByHand).then(|| one_of(&known.orders, Some(of_deposit)).1);
    let workspace = match kind {
        Kind::Unmatch | Kind::Release | Kind::Dismiss | Kind::Restore => of_deposit,
        // The one whose texts come over a phone.
        Kind::Senders => KEYED,
        Kind::Amend | Kind::Cancel | Kind::Reopen | Kind::MatchByHand => of_order,
        Kind::Place | Kind::Message | Kind::RecordByHand | Kind::Settings | Kind::SwitchWorkspace => {
            plan.workspace(rng)
        }
        Kind::SwitchAccount | Kind::Inbox | Kind::DeleteWorkspace | Kind::List => plan.workspace(rng),
    };
    let at = |rest: &str| format!("/workspaces/{workspace}{rest}");
    let path = at(&format!("/orders/{order}"));
    match kind {
        Kind::Place => {
            let (number, until) = (format!("A-{}", rng.u64(0..plan.numbers)), deadline(rng, plan, now));
            // Now and then an order that two deposits pay.
            let amount = plan.amount(rng) * if rng.u32(0..4) == 0 { 2 } else { 1 };
            let body = json!({"order_number": number, "amount": amount, "depositor_name": plan.name(rng), "expires_at": until});
            let request = Request::json("POST", at("/orders"), &body, "place");
            Request { places: Some((workspace, number)), ..request }
        }
        Kind::Message => {
            if letters.is_empty() || rng.u32(0..3) > 0 {
                let letter = Letter::draw(rng, plan, now, letters);
                letters.push(letter);
            }
            let many = letters.len();
            letters[rng.usize(0..many)].wrapped(rng)
        }
        Kind::Amend => {
            let body = match rng.u32(0..3) {
                0 => json!({"amount": plan.amount(rng)}),
                1 => json!({"depositor_name": plan.name(rng)}),
                _ => json!({"expires_at": deadline(rng, plan, now)}),
            };
            Request::json("PATCH", path, &body, "amend")
        }
        Kind::Cancel => {
            let body = match ["", "REFUND_DUE", "CREDIT"][rng.usize(0..3)] {
                "" => json!({"status": "CANCELLED"}),
                received => json!({"status": "CANCELLED", "received": received}),
            };
            Request::json("PATCH", path, &body, "cancel")
        }
        Kind::Reopen => Request::json("PATCH", path, &json!({"status": "PENDING"}), "reopen"),
        Kind::RecordByHand => {
            let (account, amount, name) = (rng.u64(1..=ACCOUNTS), plan.amount(rng), plan.printed_name(rng));
            let body = json!({"bank_account_id": account, "amount": amount, "depositor_name": name, "deposited_at": now.rfc3339()});
            let does = Some(typed((workspace, account), amount, &name, now));
            Request { does, ..Request::json("POST", at("/deposits"), &body, "deposit by hand") }
        }
        Kind::MatchByHand if rng.u32(0..4) == 0 => {
            let left = ["ACCEPT_OVER", "CREDIT", "REFUND_DUE"][rng.usize(0..3)];
            let body = match rng.bool() {
                true => json!({"deposit_ids": [], "order_ids": [order], "difference": "ACCEPT_SHORT"}),
                false => json!({"deposit_ids": [deposit], "order_ids": [], "difference": left}),
            };
            Request::json("POST", at("/matches"), &body, "settle")
        }
        Kind::MatchByHand if rng.u32(0..3) == 0 => {
            let orders: BTreeSet<u64> = [Some(order), second].into_iter().flatten().collect();
            let said = ["NONE", "ACCEPT_SHORT", "KEEP_OPEN", "KEEP_OPEN", "ACCEPT_OVER", "CREDIT", "REFUND_DUE"]
                [rng.usize(0..7)];
            let body = json!({"deposit_ids": [deposit], "order_ids": orders, "difference": said});
            let orders: Vec<u64> = orders.into_iter().collect();
            let does = Some(matched_several(workspace, deposit, &orders));
            Request { does, ..Request::json("POST", at("/matches"), &body, "match several") }
        }
        Kind::MatchByHand => {
            let body = json!({"deposit_id": deposit, "order_id": order});
            let does = Some(matched(workspace, deposit, order));
            Request { does, ..Request::json("POST", at("/matches/manual"), &body, "match by hand") }
        }
        Kind::Unmatch => {
            let path = at(&format!("/matches/{deposit}/unmatch"));
            let does = Some(unmatched(workspace, deposit));
            Request { does, ..Request::json("POST", path, &json!({}), "unmatch") }
        }
        Kind::Settings => {
            let settings = match rng.u32(0..5) {
                4 => json!({"policies": policies(rng)}),
                0 | 1 => json!({"tie_policy": TIES[rng.usize(0..TIES.len())]}),
                2 => json!({"auto_match_limit": if rng.bool() { json!(plan.amount(rng)) } else { Value::Null }}),
                _ => json!({"match_window_days": rng.u32(1..=3)}),
            };
            Request::json("PATCH", at(""), &json!({"settings": settings}), "settings")
        }
        Kind::SwitchWorkspace => {
            Request::json("PATCH", at(""), &json!({"is_active": rng.u32(0..3) > 0}), "switch workspace")
        }
        Kind::SwitchAccount => {
            let path = at(&format!("/bank-accounts/{}", rng.u64(1..=ACCOUNTS)));
            Request::json("PATCH", path, &json!({"is_active": rng.bool()}), "switch account")
        }
        Kind::Inbox => {
            let action = if rng.bool() { "reread" } else { "dismiss" };
            Request {
                of_inbox: Some((workspace, action)),
                ..Request::json("GET", at("/messages"), &json!({}), "inbox")
            }
        }
        Kind::DeleteWorkspace => {
            Request::json("DELETE", at(""), &json!({"name": name_of(workspace)}), "delete workspace")
        }
        Kind::Release => Request::json("POST", at(&format!("/deposits/{deposit}/release")), &json!({}), "release"),
        Kind::Dismiss if rng.u32(0..3) == 0 => {
            let path = at(&format!("/deposits/{deposit}/returned"));
            match rng.u32(0..3) {
                0 => Request::json("DELETE", path, &json!({}), "undo return"),
                _ => Request::json("POST", path, &json!({"amount": plan.amount(rng)}), "return"),
            }
        }
        Kind::Dismiss => {
            let reason = ["DUPLICATE", "DUPLICATE", "REFUNDED", "OTHER"][rng.usize(0..4)];
            Request::json("POST", at(&format!("/deposits/{deposit}/dismiss")), &json!({"reason": reason}), "dismiss")
        }
        Kind::Restore => Request::json("POST", at(&format!("/deposits/{deposit}/restore")), &json!({}), "restore"),
        Kind::Senders if rng.u32(0..3) == 0 => {
            Request::json("DELETE", at(&format!("/senders/{}", rng.u64(1..=2))), &json!({}), "disapprove")
        }
        Kind::Senders => {
            let body = json!({"bank_code": "004", "sender": "15881234"});
            Request::json("POST", at("/senders"), &body, "approve")
        }
        Kind::List => {
            let list = ["/orders", "/orders?status=EXPIRED", "/deposits", "/deposits/1/candidates"][rng.usize(0..4)];
            Request::json("GET", at(list), &json!({}), "list")
        }
    }
}

/// Some on, some off, as wide as they can be.
fn policies(rng: &mut Rng) -> Value {
    let mut maybe = |on: Value| if rng.bool() { on } else { Value::Null };
    let (short, over) = (json!({"up_to": 5_000, "percent": 10}), json!({"up_to": 1_000_000, "treat": "CREDIT"}));
    let (short, over, late) = (maybe(short), maybe(over), maybe(json!({"within_hours": 720})));
    let sums = ["PROPOSE", "AUTO"];
    json!({"short": short, "over": over, "late": late, "combined": sums[rng.usize(0..2)], "split": sums[rng.usize(0..2)]})
}

/// None, or within an hour; now and then past already.
fn deadline(rng: &mut Rng, plan: &Plan, now: Timestamp) -> Value {
    match rng.u32(0..10) {
        drawn if drawn < plan.hurry => json!(now.plus_ms(rng.i64(-2_000..=60_000)).rfc3339()),
        9 => json!(now.plus_ms(60_000 * rng.i64(1..=60)).rfc3339()),
        _ => Value::Null,
    }
}

/// Asks, and answers the status and the body.
pub async fn ask(api: Router, request: Request) -> (u16, Value) {
    let listed = call(api.clone(), &request).await;
    let Some((workspace, action)) = request.of_inbox else { return listed };
    let Some(id) = listed.1[0]["id"].as_str() else { return listed };
    let path = format!("/workspaces/{workspace}/messages/{id}/{action}");
    call(api, &Request { method: "POST", path, of_inbox: None, ..request }).await
}

async fn call(mut api: Router, request: &Request) -> (u16, Value) {
    let mut http = axum::http::Request::builder()
        .method(request.method)
        .uri(format!("/api/v1{}", request.path))
        .header(header::CONTENT_TYPE, request.content_type)
        .header(header::AUTHORIZATION, format!("Bearer {}", base().owner))
        .header("prefer", "respond-async");
    if let Some(key) = &request.idempotency_key {
        http = http.header("idempotency-key", key);
    }
    let body = if request.method == "GET" { Body::empty() } else { Body::from(request.body.clone()) };
    let response = tower::Service::call(&mut api, http.body(body).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}
