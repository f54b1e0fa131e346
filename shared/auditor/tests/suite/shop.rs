//! A sound shop, item by item, written down as JSON: text is S, a number N, `0x…` B. Built by hand on purpose: a
//! fixture that the store wrote would share its mistakes.

use auditor::{Accepted, Item, audit};
use domain::Timestamp;
use serde_json::{Value, json};

pub use crate::json::{allocation, amended, bytes, drop_field, entry, forced, held, hex, merge, pairing, with_reasons};
use crate::json::{attribute, pick};

/// When everything began, in milliseconds.
pub const T0: i64 = 1_700_000_000_000;
/// A deadline a day later.
pub const DEADLINE: i64 = T0 + 86_400_000;

/// The hashes of the phone's keys.
pub const HASH_NEW: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
pub const HASH_OLD: &str = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

pub struct Shop {
    items: Vec<Value>,
}

impl Shop {
    /// A shop with every kind of item and every state, and nothing wrong.
    pub fn sound() -> Self {
        let mut shop = Self { items: Vec::new() };
        shop.people();
        shop.orders();
        shop.deposits();
        shop.evidence();
        shop.messages();
        shop.phones();
        shop
    }

    /// An order with its number guard, and its waiting entry if it is PENDING.
    pub fn order(&mut self, id: u64, status: &str, history: &[Value], more: &[Value]) {
        let mut order = json!({
            "fmt": 1, "workspace_id": 1, "id": id, "order_number": format!("A#{id}"), "amount": 14_510,
            "depositor_name": "홍길동", "name_key": "홍길동", "status": status, "created_at": T0,
            "updated_at": history.last().unwrap()["t"], "version": history.len(), "history": history
        });
        if status != "MATCHED" {
            let listed = format!("WS#0000000001#ORDER#{status}");
            merge(&mut order, &json!({"GSI1PK": listed, "GSI1SK": format!("{id:010}")}));
        }
        more.iter().for_each(|more| merge(&mut order, more));
        if let Some(deadline) = order.get("expires_at").filter(|_| status == "PENDING").and_then(Value::as_i64) {
            merge(&mut order, &json!({"GSI3PK": "DUE#01", "GSI3SK": format!("{deadline:013}#0000000001#{id:010}")}));
        }
        if status == "PENDING" {
            self.waiting_order(&order);
        }
        let number = order["order_number"].as_str().unwrap().to_owned();
        self.put("WS#0000000001#ORDERNO", &number, &json!({"fmt": 1}), json!({"order_id": id, "body": "hash"}));
        self.put("WS#0000000001#ORDER", &format!("{id:010}"), &order, json!({}));
    }

    /// The waiting entry that an order must have.
    pub fn waiting_order(&mut self, order: &Value) {
        let open = order.get("open").unwrap_or(&order["amount"]).as_u64().unwrap();
        let pk = format!("WS#0000000001#WAIT#{open:013}");
        let name_key = order["name_key"].as_str().unwrap();
        let sk = format!(
            "ORDER#{name_key}#{:013}#{:010}",
            order["created_at"].as_i64().unwrap(),
            order["id"].as_u64().unwrap()
        );
        let fields = ["fmt", "id", "amount", "name_key", "qualifier", "codes", "name_cannot_match", "created_at"];
        let times = ["ordered_at", "waits_since", "expires_at"];
        let mut entry = pick(order, &[fields.as_slice(), &times].concat());
        if order.get("open").is_some() {
            merge(&mut entry, &json!({"amount": open, "p": true, "fmt": 1}));
        }
        if let Some(account) = order.get("bank_account_id") {
            entry["account_id"] = account.clone();
        }
        self.put(&pk, &sk, &entry, json!({}));
    }

    /// A deposit with its occurrence and balance item, and its waiting entry if it waits.
    pub fn deposit(&mut self, id: u64, state: &str, name_key: &str, history: &[Value], more: &[Value]) {
        let mut deposit = json!({
            "fmt": 2, "workspace_id": 1, "id": id, "bank_account_id": 1, "bank_code": "004", "name_key": name_key,
            "deposited_at": T0 + 3, "source": "SMS", "via": "open", "sender_verdict": "bank", "state": state,
            "created_at": T0 + 4, "version": history.len(), "history": history,
            "GSI2PK": "WS#0000000001#ACCOUNT#0000000001", "GSI2SK": format!("{id:010}")
        });
        more.iter().for_each(|more| merge(&mut deposit, more));
        if state != "MATCHED" {
            merge(&mut deposit, &json!({"GSI1PK": "WS#0000000001#DEPOSIT#UNMATCHED", "GSI1SK": format!("{id:010}")}));
        }
        if state == "WAITING" {
            self.waiting_deposit(&deposit, name_key);
        }
        self.occurrence(&deposit, id, json!({}));
        self.balance(&deposit);
        self.put("WS#0000000001#DEPOSIT", &format!("{id:010}"), &deposit, json!({}));
    }

    /// The waiting entry that a deposit must have.
    pub fn waiting_deposit(&mut self, deposit: &Value, name_key: &str) {
        let pk = format!("WS#0000000001#WAIT#{:013}", deposit["amount"].as_u64().unwrap());
        let sk = format!(
            "DEPOSIT#{name_key}#{:013}#{:010}",
            deposit["created_at"].as_i64().unwrap(),
            deposit["id"].as_u64().unwrap()
        );
        let mut entry = pick(deposit, &["id", "amount", "bank_code", "by_grammar", "deposited_at", "created_at"]);
        entry["fmt"] = json!(1);
        entry["account_id"] = deposit["bank_account_id"].clone();
        entry["printed"] = deposit["depositor_name"].clone();
        entry["name_key"] = json!(name_key);
        self.put(&pk, &sk, &entry, json!({}));
    }

    /// An occurrence of a deposit in its guard; `more` tells what it says otherwise.
    pub fn occurrence(&mut self, deposit: &Value, fingerprint: u64, more: Value) {
        let mut seen = json!({
            "f": bytes(fingerprint), "r": bytes(fingerprint), "t": deposit["deposited_at"], "d": deposit["id"],
            "v": deposit["via"], "x": "MP"
        });
        for (field, of) in [("b", "balance"), ("p", "depositor_name")] {
            if let Some(value) = deposit.get(of) {
                seen[field] = value.clone();
            }
        }
        merge(&mut seen, &more);
        let head: String = deposit["name_key"].as_str().unwrap().chars().take(2).collect();
        let sk = format!("0000000001#{:013}#{head}", deposit["amount"].as_u64().unwrap());
        match self.items.iter_mut().find(|item| item["SK"] == sk.as_str()) {
            Some(guard) => {
                guard["seen"].as_array_mut().unwrap().push(seen);
                guard["version"] = json!(guard["version"].as_u64().unwrap() + 1);
            }
            None => self.put("WS#0000000001#SEEN", &sk, &json!({"fmt": 2, "version": 1}), json!({"seen": [seen]})),
        }
    }

    /// The balance item of a deposit that tells a balance, unless one stands.
    pub fn balance(&mut self, deposit: &Value) {
        let Some(balance) = deposit.get("balance").and_then(Value::as_i64) else { return };
        let sk = format!("deposit#0000000001#{:013}#{balance}", deposit["amount"].as_u64().unwrap());
        if self.items.iter().any(|item| item["SK"] == sk.as_str()) {
            return;
        }
        let at = deposit["deposited_at"].as_i64().unwrap();
        let item = json!({
            "fmt": 1, "at": at, "from": at - 60_000, "until": at + 60_000, "pays": true, "deposit_id": deposit["id"],
            "ttl": 1
        });
        self.put(&format!("WS#0000000001#BALANCE#{:02}", balance.rem_euclid(16)), &sk, &item, json!({}));
    }

    /// Adds an item of two halves.
    pub fn put(&mut self, pk: &str, sk: &str, half: &Value, other: Value) {
        let mut item = json!({"PK": pk, "SK": sk});
        merge(&mut item, half);
        merge(&mut item, &other);
        self.items.push(item);
    }

    /// The item whose key is `WS#0000000001` with this end, and this sort key or its beginning.
    pub fn at(&mut self, pk_end: &str, sk: &str) -> &mut Value {
        let pk = format!("WS#0000000001{pk_end}");
        let found = self
            .items
            .iter_mut()
            .find(|item| item["PK"] == pk.as_str() && item["SK"].as_str().unwrap().starts_with(sk));
        found.unwrap_or_else(|| panic!("no item {pk} / {sk}"))
    }

    pub fn order_item(&mut self, id: u64) -> &mut Value {
        self.at("#ORDER", &format!("{id:010}"))
    }

    pub fn deposit_item(&mut self, id: u64) -> &mut Value {
        self.at("#DEPOSIT", &format!("{id:010}"))
    }

    /// The item whose partition key begins so.
    pub fn any(&mut self, pk: &str) -> &mut Value {
        self.items.iter_mut().find(|item| item["PK"].as_str().unwrap().starts_with(pk)).unwrap()
    }

    /// Takes away the items that `goes` tells.
    pub fn remove(&mut self, goes: impl Fn(&Value) -> bool) {
        let before = self.items.len();
        self.items.retain(|item| !goes(item));
        assert!(self.items.len() < before, "nothing went");
    }

    pub fn items(&self) -> Vec<Item> {
        self.items.iter().map(|item| attribute(item).as_m().unwrap().clone()).collect()
    }

    /// What the auditor finds, an hour later: the invariant, and the whole line.
    pub fn found(&self, accepted: Option<&Accepted>) -> Vec<(&'static str, String)> {
        let findings = audit(&self.items(), Timestamp::from_ms(T0 + 3_600_000), accepted);
        // Names and messages of this shop are Korean: what is found tells none of them.
        assert!(findings.iter().all(|finding| finding.what.is_ascii()), "{findings:#?}");
        findings.iter().map(|finding| (finding.invariant, finding.to_string())).collect()
    }

    /// Asserts that exactly these are found, in any order: the invariant, and a part of the line.
    #[track_caller]
    pub fn assert_found(&self, expected: &[(&str, &str)]) {
        let mut found = self.found(None);
        for (invariant, part) in expected {
            let at = found.iter().position(|(by, line)| by == invariant && line.contains(part));
            found.remove(at.unwrap_or_else(|| panic!("no {invariant} with {part:?} in {found:#?}")));
        }
        assert!(found.is_empty(), "besides: {found:#?}");
    }
}
