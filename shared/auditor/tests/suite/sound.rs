//! What stands in the sound shop: every kind of item, and every state.

use serde_json::json;

use crate::shop::{
    DEADLINE, HASH_NEW, HASH_OLD, Shop, T0, allocation, amended, bytes, entry, forced, held, hex, merge, pairing,
    with_reasons,
};

impl Shop {
    /// Phone 1 with a key that was replaced, the account's messages bound to it.
    pub fn phones(&mut self) {
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

    pub fn people(&mut self) {
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
            json!({"jti": "a1", "kind": "api", "number": 1, "name": "erp", "scopes": ["read", "orders"], "workspace_ids": [1]}),
        );
        let invited = json!({
            "workspace_id": 1, "email": "b@shop.example", "role": "VIEWER", "invited_by": 1, "expires_at": T0, "ttl": 1
        });
        self.put("INVITATION#00ff", "INVITATION", &json!({"fmt": 1}), invited);
        let workspace = json!({
            "id": 1, "name": "가게", "owner_id": 1, "is_active": true, "tie_policy": "HOLD", "match_window_days": 30
        });
        self.put("WS#0000000001", "WS", &workspace, json!({"created_at": T0, "version": 1, "fmt": 1}));
        let sender = json!({"id": 3, "bank_code": "004", "sender": "0212345678", "by": 1, "at": T0});
        let policy = json!({"early_deposit_hours": 72, "sender_policy": "KNOWN", "senders": [sender]});
        merge(self.at("", "WS"), &policy);
        let format = json!({"id": 2, "bank_code": "004", "layout": "[KB] {in=별빛입금} {won}\n{name}", "by": 1, "at": T0, "proved_by": [2]});
        let formats = json!({"workspace_id": 1, "formats": [format], "version": 3, "fmt": 1});
        self.put("WS#0000000001", "FORMATS", &formats, json!({}));
        let account = json!({
            "workspace_id": 1, "id": 1, "bank_code": "004", "bank_name": "국민", "account_number": "110-123-000000",
            "account_holder": "가", "is_active": true, "created_at": T0, "version": 1, "fmt": 1
        });
        self.put("WS#0000000001", "ACCOUNT#0000000001", &account, json!({}));
        self.put("BANK#004#110", "110123000000#0000000001#0000000001", &account, json!({}));
        self.put("BANK#004#R000", "000000321011#0000000001#0000000001", &account, json!({}));
        self.put("WS#0000000001#ACCOUNTNO", "004#110123000000", &account, json!({}));
        for (scope, counted, last) in [("GLOBAL", "USER", 1), ("GLOBAL", "WORKSPACE", 1), ("GLOBAL", "TOKEN", 1)] {
            self.sequence(scope, counted, last);
        }
        for (counted, last) in [("ACCOUNT", 1), ("ORDER", 20), ("DEPOSIT", 20), ("SENDER", 3), ("FORMAT", 2)] {
            self.sequence("0000000001", counted, last);
        }
        self.put("THROTTLE#login", "0000000000001", &json!({"fmt": 1}), json!({"count": 3, "ttl": 1}));
    }

    fn sequence(&mut self, scope: &str, counted: &str, last: u64) {
        self.put(&format!("SEQ#{scope}"), counted, &json!({"fmt": 1}), json!({"last": last}));
    }

    pub fn orders(&mut self) {
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
        self.order(5, "PENDING", &undone, &[named(30_000, "박영희", "박영희"), json!({"waits_since": T0 + 9})]);
        let by_hand = [placed(), entry(T0 + 1, "sweeper", "expired"), forced("paid", 6, 9_000 - 14_510)];
        let short = json!({"expires_at": T0 + 1, "fmt": 3, "allocations": [allocation(6, 9_000)], "open": 5_510});
        self.order(6, "MATCHED", &by_hand, &[matched(6, T0 + 5), short]);
        let over = [placed(), forced("paid", 10, 500)];
        let more = json!({"fmt": 3, "allocations": [allocation(10, 60_000)], "open": 0, "over": 500});
        self.order(10, "MATCHED", &over, &[named(60_000, "오세훈", "오세훈"), matched(10, T0 + 5), more]);
        for (id, amount) in [(16, 70_000), (17, 30_000)] {
            let paid = [placed(), forced("paid", 16, 0)];
            let more = json!({"fmt": 3, "allocations": [allocation(16, amount)], "open": 0});
            self.order(id, "MATCHED", &paid, &[named(amount, "윤보라", "윤보라"), matched(16, T0 + 5), more]);
        }
        let cut = [placed(), pairing(T0 + 5, "auto", "paid", 7, Some("cut"))];
        self.order(7, "MATCHED", &cut, &[named(50_000, "(주)스타필드고양", "스타필드고양"), matched(7, T0 + 5)]);
    }

    pub fn deposits(&mut self) {
        let came = || entry(T0 + 4, "auto", "received");
        let named = |amount: u64, name: &str| json!({"amount": amount, "depositor_name": name});
        let matched = |order: u64| json!({"matched_order_id": order});
        self.deposit(
            1,
            "WAITING",
            "이몽룡",
            &[came()],
            &[named(14_510, "이몽룡"), json!({"raw_sms": "문자", "balance": 500_004})],
        );
        let paid = [came(), pairing(T0 + 5, "auto", "matched", 2, Some("same"))];
        self.deposit(2, "MATCHED", "김철수", &paid, &[named(20_000, "김철수"), matched(2)]);
        let twin = json!({"hold_reasons": ["possible_duplicate"], "twin_deposit_ids": [1]});
        self.deposit(3, "HELD", "이몽룡", &[held(T0 + 4, "possible_duplicate")], &[named(14_510, "이몽룡"), twin]);
        let one_won = [named(1, "은행확인"), json!({"hold_reasons": ["one_won"]})];
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
            &[named(30_000, "박영희"), json!({"hold_reasons": ["unmatched_by_hand"]})],
        );
        let by_hand = [held(T0 + 4, "unreadable_name"), forced("matched", 6, 9_000 - 14_510)];
        let former =
            json!({"hold_reasons": ["unreadable_name"], "fmt": 3, "allocations": [allocation(6, 9_000)], "rest": 0});
        self.deposit(6, "MATCHED", "홍동", &by_hand, &[named(9_000, "홍*동"), matched(6), former]);
        let cut = [came(), pairing(T0 + 5, "auto", "matched", 7, Some("cut"))];
        let printed = [named(50_000, "주식회사 스타필드고"), matched(7), json!({"bank_code": "003", "version": 1})];
        self.deposit(7, "MATCHED", "스타필드고", &cut, &printed);
        let kept =
            json!({"fmt": 3, "allocations": [allocation(10, 60_000)], "rest": 500, "rest_treatment": "ACCEPT_OVER"});
        let mut combined = forced("matched", 16, 400);
        combined["o"] = json!([17]);
        let forced = [came(), forced("matched", 10, 500)];
        self.deposit(10, "MATCHED", "오세훈", &forced, &[named(60_500, "오세훈"), matched(10), kept]);
        let both = json!([allocation(16, 70_000), allocation(17, 30_000)]);
        let due = json!({"fmt": 3, "allocations": both, "rest": 400, "rest_treatment": "REFUND_DUE"});
        self.deposit(16, "MATCHED", "윤보라", &[came(), combined], &[named(100_400, "윤보라"), matched(16), due]);
    }

    /// What evidence decided: a dismissed deposit, one that the bank took back, two that a person told apart, and one
    /// that a better report freed.
    pub fn evidence(&mut self) {
        let came = || entry(T0 + 4, "auto", "received");
        let placed = || entry(T0, "user:1", "placed");
        let named = |amount: u64, name: &str, balance: i64| json!({"amount": amount, "depositor_name": name, "balance": balance});
        let of_order = |amount: u64, name: &str| json!({"amount": amount, "depositor_name": name, "name_key": name});

        let dismissed = [came(), with_reasons(T0 + 5, "user:1", "dismissed", "REFUNDED")];
        let told = json!({"dismiss_reason": "REFUNDED", "note": "환불"});
        self.deposit(11, "DISMISSED", "최민수", &dismissed, &[named(40_000, "최민수", 700_000), told]);

        let matched = |id: u64| pairing(T0 + 5, "auto", "matched", id, Some("same"));
        let reversed = [came(), matched(12), pairing(T0 + 9, "auto", "reversed", 12, None)];
        let told = json!({"hold_reasons": ["reversed"]});
        self.deposit(12, "HELD", "정다은", &reversed, &[named(41_000, "정다은", 800_000), told]);
        let paid = pairing(T0 + 5, "auto", "paid", 12, Some("same"));
        let waits = [placed(), paid, pairing(T0 + 9, "auto", "payment_reversed", 12, None)];
        let since = json!({"waits_since": T0 + 9, "ordered_at": T0 - 7});
        self.order(12, "PENDING", &waits, &[of_order(41_000, "정다은"), since]);
        let taken_back =
            json!({"amount": 41_000, "name_key": "정다은", "depositor_name": "정다은", "id": 12, "via": "keyed"});
        self.occurrence(&taken_back, 212, json!({"t": T0 + 8, "x": "RMP"}));
        let item = json!({"fmt": 1, "at": T0 + 8, "from": T0 + 8 - 60_000, "until": T0 + 8 + 60_000});
        let item_of = json!({"pays": true, "deposit_id": 12, "ttl": 1});
        self.put("WS#0000000001#BALANCE#07", "reversal#0000000001#0000000041000#-9", &item, item_of);
        self.told_apart();

        let by_phone = json!({"via": "keyed", "phone_id": 1, "sender": {"n": "1644-9999"}});
        let report = json!({"t": T0 + 6, "v": "keyed", "p": 1, "s": {"n": "1644-9999"}, "d": "bank", "n": "서지우"});
        let better = [
            held(T0 + 4, "sender_missing"),
            entry(T0 + 6, "auto", "reported"),
            with_reasons(T0 + 6, "auto", "freed", "sender_missing"),
        ];
        let more = [named(43_000, "서지우", 900_000), by_phone, json!({"reports": [report]})];
        self.deposit(15, "WAITING", "서지우", &better, &more);
        let again = self.deposit_item(15).clone();
        self.occurrence(&again, 215, json!({"t": T0 + 5}));
    }

    /// Two reports of one balance that a person said are two: both were paired by rule.
    fn told_apart(&mut self) {
        let matched = |id: u64, t: i64| pairing(t, "auto", "matched", id, Some("same"));
        let paid = |id: u64, t: i64| [entry(T0, "user:1", "placed"), pairing(t, "auto", "paid", id, Some("same"))];
        let named = json!({"amount": 42_000, "depositor_name": "한지민", "balance": 850_002});
        let of_order = json!({"amount": 42_000, "depositor_name": "한지민", "name_key": "한지민"});
        let pays = |id: u64, twin: u64| json!({"matched_order_id": id, "twin_deposit_ids": [twin]});
        let is_paid = |id: u64, t: i64| json!({"matched_deposit_id": id, "matched_at": t});
        let first =
            [entry(T0 + 4, "auto", "received"), matched(13, T0 + 4), pairing(T0 + 5, "auto", "linked", 14, None)];
        self.deposit(13, "MATCHED", "한지민", &first, &[named.clone(), pays(13, 14)]);
        self.order(13, "MATCHED", &paid(13, T0 + 4), &[of_order.clone(), is_paid(13, T0 + 4)]);
        let second = [
            held(T0 + 4, "possible_duplicate,sender_unlisted"),
            with_reasons(T0 + 5, "auto", "cleared", "sender_unlisted"),
            with_reasons(T0 + 6, "token:1/1", "freed", "possible_duplicate"),
            matched(14, T0 + 7),
        ];
        let approved = json!({"via": "signed", "sender_verdict": "approved", "sender": {"n": "02-1234-5678"}});
        self.deposit(14, "MATCHED", "한지민", &second, &[named, pays(14, 13), approved]);
        self.order(14, "MATCHED", &paid(14, T0 + 7), &[of_order, is_paid(14, T0 + 7)]);
    }

    pub fn messages(&mut self) {
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
        let of = |id: u64, amount: u64| json!({"workspace_id": 1, "deposit_id": id, "amount": amount});
        let mut matched = json!({"outcome": "matched", "order_id": 2, "depositor_name": "김철수"});
        merge(&mut matched, &of(2, 20_000));
        self.put(&format!("RECEIPT#{}", hex(2)), "RECEIPT", &told, matched);
        let mut waiting = json!({"outcome": "waiting", "candidates": 1, "duplicate": true});
        merge(&mut waiting, &of(1, 14_510));
        self.put(&format!("RECEIPT#{}", hex(1)), "RECEIPT", &told, waiting);
    }
}
