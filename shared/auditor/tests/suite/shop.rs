//! A sound shop, item by item, written down as JSON: text is S, a number N, `0x…` B. Built by hand on purpose: a fixture
//! that the store wrote would share its mistakes.

use std::collections::HashMap;

use auditor::{Accepted, Item, audit};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_types::Blob;
use domain::Timestamp;
use serde_json::{Value, json};

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

/// An entry of a history: when, by whom, what.
pub fn entry(t: i64, by: &str, what: &str) -> Value {
    json!({"t": t, "b": by, "w": what})
}

/// An entry that names the other side, and by which rule.
pub fn pairing(t: i64, by: &str, what: &str, other: u64, rule: Option<&str>) -> Value {
    let mut entry = entry(t, by, what);
    entry["n"] = json!(other);
    if let Some(rule) = rule {
        entry["r"] = json!(rule);
    }
    entry
}

/// An entry of a deposit that is held as it comes.
pub fn held(t: i64, reason: &str) -> Value {
    let mut entry = entry(t, "auto", "held");
    entry["r"] = json!(reason);
    entry
}

/// An entry of an amended amount.
pub fn amended(t: i64) -> Value {
    let mut entry = entry(t, "user:1", "amended");
    entry["c"] = json!([{"f": "amount", "a": "1000", "z": "14510"}, {"f": "memo"}]);
    entry
}

impl Shop {
    /// A shop with every kind of item and every state, and nothing wrong.
    pub fn sound() -> Self {
        let mut shop = Self { items: Vec::new() };
        shop.people();
        shop.orders();
        shop.deposits();
        shop.messages();
        shop.phones();
        shop
    }

    /// Phone 1 with a key that was replaced, the account's messages bound to it.
    fn phones(&mut self) {
        let [new, old] = [HASH_NEW, HASH_OLD].map(|hash| format!("0x{hash}"));
        let keys = json!([
            {"hash": new, "created_at": T0}, {"hash": old, "created_at": T0, "valid_until": T0 + 9}
        ]);
        let phone =
            json!({"workspace_id": 1, "id": 1, "phone_number": "010", "label": "", "secret": bytes(7), "fmt": 1});
        let more = json!({"keys": keys, "silent_after_minutes": 60, "created_at": T0, "version": 2});
        self.put("WS#0000000001#PHONE", "0000000001", &phone, more);
        let key = json!({"workspace_id": 1, "phone_id": 1, "secret": bytes(7), "silent_after_minutes": 60, "fmt": 1});
        self.put(&format!("PHONEKEY#{HASH_NEW}"), "PHONEKEY", &key, json!({}));
        self.put(&format!("PHONEKEY#{HASH_OLD}"), "PHONEKEY", &key, json!({"valid_until": T0 + 9, "ttl": 1}));
        let watch = json!({"workspace_id": 1, "phone_id": 1, "version": 3, "GSI3PK": "DUE#WATCH", "fmt": 1});
        let turns = json!([{"n": 1, "t": T0, "s": "ONLINE", "l": T0}, {"n": 2, "t": T0 + 5, "s": "SILENT", "l": T0}]);
        let indexed = json!({"turns": turns, "GSI3SK": format!("{T0:013}#0000000001#0000000001")});
        self.put("WS#0000000001#WATCH", "0000000001", &watch, indexed);
        let pulse = json!({"last_seen_at": T0, "day": 1, "messages": 1, "others": 0, "verified_at": T0, "fmt": 1});
        self.put("WS#0000000001#PULSE", "0000000001", &pulse, json!({}));
        let code = json!({"workspace_id": 1, "phone_id": 1, "expires_at": T0, "ttl": 1, "fmt": 1});
        self.put("TESTCODE#LUNEPAY-AAAAAAAA", "TESTCODE", &code, json!({}));
        self.put("BUCKET#open#192.0.2.1", "BUCKET", &json!({"fmt": 1}), json!({"spent_until": T0, "ttl": 1}));
        self.sequence("0000000001", "PHONE", 1);
        let bound = json!({"phone_id": 1, "verified_at": T0});
        merge(self.at("", "ACCOUNT#"), &bound);
    }

    fn people(&mut self) {
        let person = json!({"email": "a@shop.example", "name": "가", "fmt": 1});
        self.put("USER#0000000001", "USER", &person, json!({"id": 1, "password_hash": "$argon2id$", "created_at": T0}));
        self.put("EMAIL#a@shop.example", "EMAIL", &json!({"fmt": 1}), json!({"user_id": 1}));
        let member = json!({"workspace_id": 1, "user_id": 1, "role": "OWNER", "joined_at": T0});
        self.put("USER#0000000001", "WS#0000000001", &person, member.clone());
        self.put("WS#0000000001", "MEMBER#0000000001", &person, member);
        let token = json!({"user_id": 1, "created_at": T0, "fmt": 1});
        self.put(
            "USER#0000000001",
            "TOKEN#s1",
            &token,
            json!({"jti": "s1", "kind": "session", "number": 0, "expires_at": T0, "ttl": 1}),
        );
        self.put(
            "USER#0000000001",
            "TOKEN#a1",
            &token,
            json!({"jti": "a1", "kind": "api", "number": 1, "name": "erp"}),
        );
        let invited = json!({"workspace_id": 1, "email": "b@shop.example", "role": "VIEWER", "invited_by": 1, "expires_at": T0, "ttl": 1});
        self.put("INVITATION#00ff", "INVITATION", &json!({"fmt": 1}), invited);
        let workspace = json!({"id": 1, "name": "가게", "owner_id": 1, "is_active": true, "tie_policy": "HOLD", "match_window_days": 30});
        self.put("WS#0000000001", "WS", &workspace, json!({"created_at": T0, "version": 1, "fmt": 1}));
        let account = json!({
            "workspace_id": 1, "id": 1, "bank_code": "004", "bank_name": "국민", "account_number": "110-123-000000",
            "account_holder": "가", "is_active": true, "created_at": T0, "version": 1, "fmt": 1
        });
        self.put("WS#0000000001", "ACCOUNT#0000000001", &account, json!({}));
        self.put("BANK#004#110", "110123000000#0000000001#0000000001", &account, json!({}));
        self.put("BANK#004#R000", "000000321011#0000000001#0000000001", &account, json!({}));
        self.put("WS#0000000001#ACCOUNTNO", "004#110123000000", &json!({"fmt": 1}), json!({"account_id": 1}));
        for (scope, counted, last) in [("GLOBAL", "USER", 1), ("GLOBAL", "WORKSPACE", 1), ("GLOBAL", "TOKEN", 1)] {
            self.sequence(scope, counted, last);
        }
        for (counted, last) in [("ACCOUNT", 1), ("ORDER", 10), ("DEPOSIT", 10)] {
            self.sequence("0000000001", counted, last);
        }
        self.put("THROTTLE#login", "0000000000001", &json!({"fmt": 1}), json!({"count": 3, "ttl": 1}));
    }

    fn sequence(&mut self, scope: &str, counted: &str, last: u64) {
        self.put(&format!("SEQ#{scope}"), counted, &json!({"fmt": 1}), json!({"last": last}));
    }

    fn orders(&mut self) {
        let placed = || entry(T0, "user:1", "placed");
        let matched =
            |deposit: u64, at: i64| json!({"status": "MATCHED", "matched_deposit_id": deposit, "matched_at": at});
        let named =
            |amount: u64, name: &str, key: &str| json!({"amount": amount, "depositor_name": name, "name_key": key});
        self.order(1, "PENDING", &[placed()], &[json!({"expires_at": DEADLINE, "memo": "선물"})]);
        let paid = [placed(), pairing(T0 + 5, "auto", "paid", 2, Some("same"))];
        self.order(
            2,
            "MATCHED",
            &paid,
            &[named(20_000, "김 철수", "김철수"), matched(2, T0 + 5), json!({"expires_at": DEADLINE})],
        );
        self.order(3, "CANCELLED", &[placed(), entry(T0 + 1, "token:1/1", "cancelled")], &[]);
        let expired = [placed(), amended(T0 + 1), entry(DEADLINE, "sweeper", "expired")];
        self.order(4, "EXPIRED", &expired, &[json!({"expires_at": T0 + 2})]);
        let undone =
            [placed(), pairing(T0 + 5, "auto", "paid", 5, Some("same")), pairing(T0 + 9, "user:1", "unpaid", 5, None)];
        self.order(5, "PENDING", &undone, &[named(30_000, "박영희", "박영희")]);
        let by_hand = [placed(), entry(T0 + 1, "sweeper", "expired"), pairing(T0 + 5, "user:1", "paid", 6, None)];
        self.order(6, "MATCHED", &by_hand, &[matched(6, T0 + 5), json!({"expires_at": T0 + 1})]);
        let cut = [placed(), pairing(T0 + 5, "auto", "paid", 7, Some("cut"))];
        self.order(7, "MATCHED", &cut, &[named(50_000, "(주)스타필드고양", "스타필드고양"), matched(7, T0 + 5)]);
    }

    fn deposits(&mut self) {
        let came = || entry(T0 + 4, "auto", "received");
        let named = |amount: u64, name: &str| json!({"amount": amount, "depositor_name": name});
        let matched = |order: u64| json!({"matched_order_id": order});
        self.deposit(
            1,
            "WAITING",
            "이몽룡",
            &[came()],
            &[named(14_510, "이몽룡"), json!({"raw_sms": "문자", "balance": 500})],
        );
        let paid = [came(), pairing(T0 + 5, "auto", "matched", 2, Some("same"))];
        self.deposit(2, "MATCHED", "김철수", &paid, &[named(20_000, "김철수"), matched(2)]);
        let twin = json!({"hold_reason": "possible_duplicate", "twin_deposit_id": 1});
        self.deposit(3, "HELD", "이몽룡", &[held(T0 + 4, "possible_duplicate")], &[named(14_510, "이몽룡"), twin]);
        let one_won = [named(1, "은행확인"), json!({"hold_reason": "one_won", "depositor_name": "은행확인"})];
        self.deposit(4, "HELD", "은행확인", &[held(T0 + 4, "one_won")], &one_won);
        let undone = [
            came(),
            pairing(T0 + 5, "auto", "matched", 5, Some("same")),
            pairing(T0 + 9, "user:1", "unmatched", 5, None),
        ];
        self.deposit(
            5,
            "HELD",
            "박영희",
            &undone,
            &[named(30_000, "박영희"), json!({"hold_reason": "unmatched_by_hand"})],
        );
        let by_hand = [held(T0 + 4, "unreadable_name"), pairing(T0 + 5, "user:1", "matched", 6, None)];
        self.deposit(6, "MATCHED", "홍동", &by_hand, &[named(9_000, "홍*동"), matched(6)]);
        let cut = [came(), pairing(T0 + 5, "auto", "matched", 7, Some("cut"))];
        let printed = [named(50_000, "주식회사 스타필드고"), matched(7), json!({"bank_code": "003", "version": 1})];
        self.deposit(7, "MATCHED", "스타필드고", &cut, &printed);
    }

    fn messages(&mut self) {
        let sms = |receipt: &str| json!({"receipt": receipt, "raw_sms": "출금", "received_at_ms": T0, "via": "open"});
        let kept = json!({"fmt": 1, "created_at": T0});
        let inbox = json!({"status": "IGNORED", "why": "withdrawal", "bank_account_id": 1, "sms": sms(&hex(101))});
        self.put("WS#0000000001#MESSAGE", &format!("{T0:013}#{}", hex(1)), &kept, inbox);
        let unclaimed =
            json!({"status": "UNCLAIMED", "bank_code": "004", "account": "999***", "sms": sms(&hex(102)), "ttl": 1});
        self.put("UNCLAIMED#BANK#004#999", &format!("{T0:013}#{}", hex(102)), &kept, unclaimed);
        let told = json!({"fmt": 1, "created_at": T0, "ttl": 1});
        self.put(
            &format!("RECEIPT#{}", hex(103)),
            "RECEIPT",
            &told,
            json!({"outcome": "ignored", "why": "withdrawal"}),
        );
        let matched = json!({"outcome": "matched", "workspace_id": 1, "deposit_id": 2, "order_id": 2, "amount": 20_000, "depositor_name": "김철수"});
        self.put(&format!("RECEIPT#{}", hex(2)), "RECEIPT", &told, matched);
        let waiting = json!({"outcome": "waiting", "workspace_id": 1, "deposit_id": 1, "amount": 14_510, "candidates": 1, "duplicate": true});
        self.put(&format!("RECEIPT#{}", hex(1)), "RECEIPT", &told, waiting);
    }

    /// An order with its number guard, and its waiting entry if it is PENDING.
    pub fn order(&mut self, id: u64, status: &str, history: &[Value], more: &[Value]) {
        let mut order = json!({
            "fmt": 1, "workspace_id": 1, "id": id, "order_number": format!("A#{id}"), "amount": 14_510,
            "depositor_name": "홍길동", "name_key": "홍길동", "status": status, "created_at": T0,
            "updated_at": history.last().unwrap()["t"], "version": history.len(), "history": history,
            "GSI1PK": format!("WS#0000000001#ORDER#{status}"), "GSI1SK": format!("{id:010}")
        });
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
        let pk = format!("WS#0000000001#WAIT#{:013}", order["amount"].as_u64().unwrap());
        let name_key = order["name_key"].as_str().unwrap();
        let sk = format!(
            "ORDER#{name_key}#{:013}#{:010}",
            order["created_at"].as_i64().unwrap(),
            order["id"].as_u64().unwrap()
        );
        const FIELDS_OF_WAITING_ORDER: [&str; 8] =
            ["fmt", "id", "amount", "name_key", "qualifier", "name_cannot_match", "created_at", "expires_at"];
        let entry = pick(order, &FIELDS_OF_WAITING_ORDER);
        self.put(&pk, &sk, &entry, json!({}));
    }

    /// A deposit with its occurrence under `name_key`, and its waiting entry if it waits.
    pub fn deposit(&mut self, id: u64, state: &str, name_key: &str, history: &[Value], more: &[Value]) {
        let mut deposit = json!({
            "fmt": 1, "workspace_id": 1, "id": id, "bank_account_id": 1, "bank_code": "004", "name_key": name_key, "deposited_at": T0 + 3,
            "source": "SMS", "via": "open", "state": state, "created_at": T0 + 4, "version": history.len(),
            "history": history, "GSI2PK": "WS#0000000001#ACCOUNT#0000000001", "GSI2SK": format!("{id:010}")
        });
        more.iter().for_each(|more| merge(&mut deposit, more));
        if state != "MATCHED" {
            merge(&mut deposit, &json!({"GSI1PK": "WS#0000000001#DEPOSIT#UNMATCHED", "GSI1SK": format!("{id:010}")}));
        }
        if state == "WAITING" {
            self.waiting_deposit(&deposit, name_key);
        }
        self.occurrence(&deposit, name_key);
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
        let mut entry =
            pick(deposit, &["fmt", "id", "amount", "bank_code", "by_grammar", "deposited_at", "created_at"]);
        entry["printed"] = deposit["depositor_name"].clone();
        entry["name_key"] = json!(name_key);
        self.put(&pk, &sk, &entry, json!({}));
    }

    fn occurrence(&mut self, deposit: &Value, name_key: &str) {
        let id = deposit["id"].as_u64().unwrap();
        let mut seen =
            json!({"f": bytes(id), "r": bytes(id), "t": deposit["deposited_at"], "d": id, "v": deposit["via"]});
        if let Some(balance) = deposit.get("balance") {
            seen["b"] = balance.clone();
        }
        let sk = format!("0000000001#{:013}#{name_key}", deposit["amount"].as_u64().unwrap());
        match self.items.iter_mut().find(|item| item["SK"] == sk.as_str()) {
            Some(guard) => {
                guard["seen"].as_array_mut().unwrap().push(seen);
                guard["version"] = json!(guard["version"].as_u64().unwrap() + 1);
            }
            None => self.put("WS#0000000001#SEEN", &sk, &json!({"fmt": 1, "version": 1}), json!({"seen": [seen]})),
        }
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

/// 32 hexadecimal digits.
pub fn hex(id: u64) -> String {
    format!("{id:032x}")
}

/// Sixteen bytes, for [`attribute`] to make a B of.
pub fn bytes(id: u64) -> String {
    format!("0x{}", hex(id))
}

/// Lays the fields of one object over another's.
pub fn merge(item: &mut Value, more: &Value) {
    let fields = more.as_object().unwrap().clone();
    item.as_object_mut().unwrap().extend(fields);
}

/// Takes a field away.
pub fn drop_field(item: &mut Value, field: &str) {
    item.as_object_mut().unwrap().remove(field).unwrap();
}

fn pick(item: &Value, fields: &[&str]) -> Value {
    fields.iter().filter_map(|field| Some(((*field).to_owned(), item.get(*field)?.clone()))).collect()
}

fn attribute(value: &Value) -> AttributeValue {
    match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(flag) => AttributeValue::Bool(*flag),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::String(text) => match text.strip_prefix("0x") {
            Some(hex) => {
                let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
                AttributeValue::B(Blob::new((0..hex.len()).step_by(2).map(byte).collect::<Vec<u8>>()))
            }
            None => AttributeValue::S(text.clone()),
        },
        Value::Array(rows) => AttributeValue::L(rows.iter().map(attribute).collect()),
        Value::Object(fields) => AttributeValue::M(
            fields.iter().map(|(name, value)| (name.clone(), attribute(value))).collect::<HashMap<_, _>>(),
        ),
    }
}
