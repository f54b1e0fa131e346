//! What each function may do on AWS ↔ what its code does. The roles are written by hand; this test keeps them narrow
//! (nothing is granted that is not declared here, and every declared right was used) and wide enough (whatever a
//! function did on the wire is granted).

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use tests::Shop;
use tests::documents::template;
use tests::rights::{self, Act, FUNCTION, Target, function_of, statements};

mod parts;

use super::{functions, stem};
use parts::{deletion, mails, phones, reminders, webhooks};

/// The table operations, the indexes that are queried, and the queue operations.
struct Rights {
    table: &'static [&'static str],
    indexes: &'static [&'static str],
    queue: &'static [&'static str],
}

/// A transaction needs the right to each of its writes. Reads are GetItem, BatchGetItem (the check of a token) and
/// Query.
fn declared(function: &str) -> Rights {
    const EVERYTHING: &[&str] = &["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"];
    const WITHOUT_TOKENS: &[&str] = &["DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"];
    const SEND: &[&str] = &["SendMessage"];
    match function {
        "auth" => Rights { table: EVERYTHING, indexes: &[], queue: SEND },
        "phone-numbers" => Rights { table: EVERYTHING, indexes: &["GSI1"], queue: SEND },
        "workspaces" => Rights { table: EVERYTHING, indexes: &["GSI1", "GSI2", "GSI3"], queue: SEND },
        "webhook-endpoints" => Rights { table: EVERYTHING, indexes: &["GSI1"], queue: SEND },
        "bank-accounts" | "messages" => Rights { table: EVERYTHING, indexes: &[], queue: SEND },
        "matches" => Rights { table: EVERYTHING, indexes: &["GSI1", "GSI3"], queue: SEND },
        "orders" => Rights { table: EVERYTHING, indexes: &["GSI1", "GSI3"], queue: SEND },
        "deposits" => Rights { table: EVERYTHING, indexes: &["GSI1", "GSI2"], queue: SEND },
        "sms-webhook" => Rights { table: &["GetItem", "UpdateItem"], indexes: &[], queue: SEND },
        "phone-webhook" => Rights { table: &["GetItem", "Query", "UpdateItem"], indexes: &[], queue: SEND },
        "matcher" => Rights {
            table: EVERYTHING,
            indexes: &["GSI1", "GSI2", "GSI3"],
            queue: &["DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
        },
        "notifier" => Rights {
            table: WITHOUT_TOKENS,
            indexes: &["GSI1"],
            queue: &["DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
        },
        "sweeper" => {
            const ITEMS: &[&str] = &["BatchGetItem", "DeleteItem", "GetItem", "Query", "UpdateItem"];
            Rights { table: ITEMS, indexes: &["GSI1", "GSI3"], queue: SEND }
        }
        new => panic!("say here what {new} does"),
    }
}

/// The actions of a service that a statement grants.
fn actions(statement: &Value, service: &str) -> BTreeSet<String> {
    let actions = statement["Action"].as_array().into_iter().flatten().filter_map(Value::as_str);
    actions.filter_map(|action| action.strip_prefix(&format!("{service}:"))).map(str::to_owned).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Who sends to which queue: those who write what makes an event to the queue of events too.
#[test]
fn each_queue_is_sent_to_by_those_who_have_something_for_it() {
    let template = template();
    let senders = |queue: &str| -> Vec<String> {
        let sends = |function: &String| {
            statements(&template, function).iter().any(|statement| {
                actions(statement, "sqs").contains("SendMessage")
                    && statement["Resource"].to_string().contains(&format!("\"{queue}.Arn\""))
            })
        };
        functions().into_iter().filter(sends).collect()
    };
    let told_by = "auth bank-accounts deposits matcher matches messages notifier orders phone-numbers sweeper \
        webhook-endpoints workspaces";
    assert_eq!(senders("EventQueue").join(" "), told_by);
    for function in senders("MessageQueue") {
        assert!(
            !["auth", "notifier", "phone-numbers", "webhook-endpoints"].contains(&function.as_str()),
            "{function} has nothing for the matcher"
        );
    }
}

#[test]
fn the_roles_grant_what_the_code_does_and_no_more() {
    let template = template();
    for function in functions() {
        let (mut table, mut queue, mut indexes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for statement in statements(&template, &function) {
            assert_eq!(statement["Effect"], "Allow");
            // X-Ray knows no resources.
            if statement["Sid"] == "SendTraces" {
                continue;
            }
            let resource = statement["Resource"].to_string();
            assert!(!resource.contains('*'), "{function}: {resource}");
            let (on_table, on_queue) = (actions(&statement, "dynamodb"), actions(&statement, "sqs"));
            let of_index = |index: &&str| resource.contains(&format!("/index/{index}"));
            let named: BTreeSet<String> =
                ["GSI1", "GSI2", "GSI3"].into_iter().filter(of_index).map(str::to_owned).collect();
            match named.is_empty() {
                true => table.extend(on_table.clone()),
                false => assert_eq!(on_table, set(&["Query"]), "{function}: an index is queried"),
            }
            indexes.extend(named);
            queue.extend(on_queue.clone());
            let logs = actions(&statement, "logs");
            let known = on_table.len() + on_queue.len() + logs.len();
            assert_eq!(statement["Action"].as_array().unwrap().len(), known, "{function}: {statement}");
            assert!(
                logs.is_empty() || resource.contains(&format!("{}Logs.Arn", stem(&function))),
                "{function} writes its own logs"
            );
        }
        let declared = declared(&function);
        assert_eq!(table, set(declared.table), "{function} on the table");
        assert_eq!(indexes, set(declared.indexes), "{function} on the indexes");
        assert_eq!(queue, set(declared.queue), "{function} on the queue");
    }
}

/// Asserts that what a function did since the last look was its right; answers what it did.
fn within_its_rights(shop: &Shop, function: &str) -> BTreeSet<String> {
    let declared = declared(function);
    let calls = shop.wire.taken().into_iter().chain(shop.queue_wire.taken());
    let acts: BTreeSet<Act> = calls.flat_map(|call| rights::acts(&call)).collect();
    let mut did = BTreeSet::new();
    for act in acts {
        assert!(rights::may(function, &act), "the role of {function} forbids {act:?}");
        let (what, declared) = match &act.on {
            Target::Keys(_) => (&act.action, declared.table),
            Target::Index(index) => (index, declared.indexes),
            Target::Queue(_) => (&act.action, declared.queue),
        };
        assert!(declared.contains(&what.as_str()), "{function} did {act:?}");
        did.insert(what.clone());
    }
    did
}

async fn call(shop: &Shop, done: &mut Done, method: Method, path: &str, body: Value, expected: u16) -> Value {
    shop.wire.taken();
    shop.queue_wire.taken();
    let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    request = request.header(header::AUTHORIZATION, format!("Bearer {}", shop.owner));
    // What a key keeps is written with the operation, by the same role.
    request = request.header("idempotency-key", fastrand::u64(..).to_string());
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let answer = shop.send(request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap()).await;
    assert_eq!(answer.status, expected, "{path}: {}", answer.body);
    let function = function_of(path).unwrap_or_else(|| panic!("{path}"));
    let did = within_its_rights(shop, function);
    done.entry(function.to_owned()).or_default().extend(did);
    answer.body
}

type Done = std::collections::BTreeMap<String, BTreeSet<String>>;

#[tokio::test]
async fn whatever_a_function_does_on_the_wire_is_its_right() {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, mail: true, ..web::Policy::default() }).await;
    let folder = tempfile::tempdir().unwrap();
    let shop = shop.with_mailer(mail::Mailer::into_files(folder.path().to_owned(), "http://127.0.0.1:8787").unwrap());
    let mut done = Done::new();
    let post = || Method::POST;
    let secret = "correct horse battery";
    call(
        &shop,
        &mut done,
        post(),
        "/auth/signup",
        json!({"email": "a@example.com", "password": secret, "name": "a"}),
        201,
    )
    .await;
    call(&shop, &mut done, post(), "/auth/login", json!({"email": "owner@example.com", "password": secret}), 200).await;
    call(&shop, &mut done, post(), "/auth/password", json!({"current": secret, "new": "another horse battery"}), 204)
        .await;
    let secret = json!({"password": "another horse battery"});
    call(&shop, &mut done, post(), "/auth/second-factor", secret, 201).await;
    call(&shop, &mut done, post(), "/auth/second-factor/confirm", json!({"code": "000000"}), 400).await;
    call(&shop, &mut done, Method::GET, "/auth/second-factor", Value::Null, 200).await;
    let token = call(&shop, &mut done, post(), "/auth/tokens", json!({"name": "a"}), 201).await;
    call(&shop, &mut done, Method::GET, "/auth/tokens", Value::Null, 200).await;
    call(&shop, &mut done, Method::DELETE, &format!("/auth/tokens/{}", token["id"]), Value::Null, 204).await;

    call(&shop, &mut done, post(), "/workspaces", json!({"name": "b"}), 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces", Value::Null, 200).await;
    call(&shop, &mut done, Method::PATCH, "/workspaces/1", json!({"settings": {"match_window_days": 60}}), 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/audit", Value::Null, 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/members", Value::Null, 200).await;
    for read in ["days", "counts", "stamp", "orders.csv?status=EXPIRED", "deposits.xlsx?bank_account_id=1"] {
        call(&shop, &mut done, Method::GET, &format!("/workspaces/1/{read}"), Value::Null, 200).await;
    }
    call(&shop, &mut done, Method::GET, "/workspaces/1/invitations", Value::Null, 200).await;
    let staff = shop.sign_up("staff@example.com").await;
    let invitation = call(
        &shop,
        &mut done,
        post(),
        "/workspaces/1/invitations",
        json!({"email": "staff@example.com", "role": "VIEWER"}),
        201,
    )
    .await;
    mails(&shop, &mut done).await;
    let member = shop
        .call(post(), "/invitations/accept", Some(&staff), Some(json!({"code": invitation["code"]})), 200)
        .await
        .body;
    done.entry("workspaces".to_owned()).or_default().extend(within_its_rights(&shop, "workspaces"));
    let member = format!("/workspaces/1/members/{}", member["user_id"]);
    call(&shop, &mut done, Method::PATCH, &member, json!({"role": "MEMBER"}), 200).await;
    call(&shop, &mut done, Method::DELETE, &member, Value::Null, 204).await;

    let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "123-456-789012", "account_holder": "홍길동"});
    let account = call(&shop, &mut done, post(), "/workspaces/1/bank-accounts", account, 201).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/bank-accounts?is_active=true", Value::Null, 200).await;
    let account = format!("/workspaces/1/bank-accounts/{}", account["id"]);
    call(&shop, &mut done, Method::GET, &account, Value::Null, 200).await;
    for active in [false, true] {
        call(&shop, &mut done, Method::PATCH, &account, json!({"is_active": active}), 200).await;
    }
    call(&shop, &mut done, Method::GET, "/banks", Value::Null, 200).await;

    let order = |number: &str, amount: u64, name: &str| json!({"order_number": number, "amount": amount, "depositor_name": name});
    let deposit = |amount: u64, name: &str| json!({"bank_account_id": 1, "amount": amount, "depositor_name": name, "deposited_at": "2024-02-12T11:00:00+09:00"});
    call(&shop, &mut done, post(), "/workspaces/1/deposits", deposit(1_000, "가나다"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/orders", order("A-1", 1_000, "가나다"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/orders", order("A-1", 1_000, "가나다"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/orders", order("A-2", 2_000, "라마바"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/deposits", deposit(2_000, "라마바"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/orders", order("A-3", 3_000, "사아자"), 201).await;
    for change in [json!({"amount": 3_500}), json!({"status": "CANCELLED"}), json!({"status": "PENDING"})] {
        let path = format!("/workspaces/1/orders/{}", id_of(&shop, "A-3").await);
        call(&shop, &mut done, Method::PATCH, &path, change, 200).await;
    }
    for query in [
        "",
        "?status=PENDING",
        "?status=EXPIRED",
        "?order_number=A-1",
        "?created_from=2024-01-01T00:00:00Z",
        "?order_number_prefix=A",
    ] {
        call(&shop, &mut done, Method::GET, &format!("/workspaces/1/orders{query}"), Value::Null, 200).await;
    }
    for query in
        ["", "?is_matched=false", "?is_matched=true", "?bank_account_id=1", "?is_matched=false&bank_account_id=1"]
    {
        call(&shop, &mut done, Method::GET, &format!("/workspaces/1/deposits{query}"), Value::Null, 200).await;
    }
    call(&shop, &mut done, post(), "/workspaces/1/deposits", deposit(3_500, "다른이름"), 201).await;
    let order_id = id_of(&shop, "A-3").await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/deposits/3/candidates", Value::Null, 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/deposits/3/proposals", Value::Null, 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/proposals", Value::Null, 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/policies/backtest", Value::Null, 200).await;
    let test = format!("{}/test/messages", shop.test_workspace().await);
    shop.wire.taken();
    shop.queue_wire.taken();
    call(&shop, &mut done, post(), &test, json!({"amount": 500, "name": "가나다"}), 202).await;
    let scenarios = test.replace("messages", "scenarios");
    call(&shop, &mut done, post(), &scenarios, json!({"name": "paid"}), 201).await;
    call(&shop, &mut done, Method::GET, &format!("{scenarios}/paid-1"), Value::Null, 200).await;
    call(&shop, &mut done, post(), "/workspaces/1/proposals/p1.LATE.3v1.1v1/reject", Value::Null, 200).await;
    call(&shop, &mut done, post(), "/workspaces/1/matches/manual", json!({"deposit_id": 3, "order_id": order_id}), 200)
        .await;
    // The order waits again, and the function's own look finds the deposit that has its name.
    shop.post("/workspaces/1/deposits", deposit(3_500, "사아자"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/matches/3/unmatch", Value::Null, 200).await;

    // A deposit that waits, then the call again.
    shop.wire.taken();
    shop.queue_wire.taken();
    let raw = shop.kb("홍길동", 9_000, 50_000);
    shop.sms_async(&raw, shop.clock.now()).await;
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(&shop, "sms-webhook"));
    shop.drain().await;
    let did = within_its_rights(&shop, "matcher");
    done.entry("matcher".to_owned()).or_default().extend(did);
    shop.sms_async(&raw, shop.clock.now()).await;
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(&shop, "sms-webhook"));
    shop.place("A-5", 12_000, "홍길동").await;
    shop.wire.taken();
    shop.queue_wire.taken();
    let raw = shop.kb("홍길동", 12_000, 62_000);
    shop.sms_async(&raw, shop.clock.now()).await;
    // What nobody can read is counted before it goes into the inbox.
    shop.sms_async(&format!("{raw}\n알수없는문구"), shop.clock.now()).await;
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(&shop, "sms-webhook"));
    shop.rest().await;
    done.entry("matcher".to_owned()).or_default().extend(within_its_rights(&shop, "matcher"));

    // A few won too little, where a policy is on.
    shop.patch("/workspaces/1", json!({"settings": {"policies": {"short": {"up_to": 100, "percent": 1}}}}), 200).await;
    shop.place("P-6", 20_000, "타파하").await;
    shop.rest().await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.sms_async(&shop.kb("타파하", 19_950, 81_950), shop.clock.now()).await;
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(&shop, "sms-webhook"));
    shop.rest().await;
    done.entry("matcher".to_owned()).or_default().extend(within_its_rights(&shop, "matcher"));

    // A withdrawal is typed in as a deposit that pays an order at once, and one that waits for its order.
    for (nth, amount) in [(1_u64, 13_000_u64), (2, 13_500)] {
        let raw = shop.kb("한가인", 800, 60_000 + nth).replace("입금", "출금");
        shop.sms(&raw, shop.clock.now()).await;
        shop.post("/workspaces/1/orders", order(&format!("M-{nth}"), amount, "차카타"), 201).await;
    }
    let inbox = call(&shop, &mut done, Method::GET, "/workspaces/1/messages?status=IGNORED", Value::Null, 200).await;
    for (nth, amount) in [(0, 13_000), (1, 13_500)] {
        let message = format!("/workspaces/1/messages/{}", inbox[nth]["id"].as_str().unwrap());
        call(&shop, &mut done, Method::GET, &message, Value::Null, 200).await;
        call(&shop, &mut done, post(), &format!("{message}/reread"), json!({}), 200).await;
        call(&shop, &mut done, post(), &format!("{message}/deposit"), deposit(amount, "차카타"), 201).await;
    }
    phones(&shop, &mut done).await;

    let soon = shop.clock.now().plus_ms(60_000).rfc3339();
    shop.post(
        "/workspaces/1/orders",
        json!({"order_number": "A-6", "amount": 500, "depositor_name": "홍길동", "expires_at": soon}),
        201,
    )
    .await;
    // Two orders of one payer and one deposit: when the first expires, the sweeper's look pairs the second.
    shop.post("/workspaces/1/orders", order("A-7", 500, "홍길동"), 201).await;
    shop.post("/workspaces/1/deposits", deposit(500, "홍길동"), 201).await;
    shop.clock.advance_ms(3_600_000);
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.sweep().await.unwrap();
    done.entry("sweeper".to_owned()).or_default().extend(within_its_rights(&shop, "sweeper"));

    webhooks(&shop, &mut done).await;
    reminders(&shop, &mut done).await;

    deletion(&shop, &mut done).await;
    for function in functions() {
        let function: &'static str = function.leak();
        FUNCTION.scope(function, shop.app.store().connect()).await;
    }
    every_key_is_used(&shop);

    assert_eq!(done.len(), functions().len(), "every function was at work: {:?}", done.keys());
    for (function, did) in &done {
        let Rights { table, indexes, .. } = declared(function);
        let idle: Vec<_> = table.iter().chain(indexes).filter(|right| !did.contains(**right)).collect();
        assert!(idle.is_empty(), "{function} made no use of {idle:?}: {did:?}");
    }
    shop.end().await;
}

/// Every pattern of leading keys that a role names was needed by a function that has it.
fn every_key_is_used(shop: &Shop) {
    let template = template();
    let done = shop.wire.recorder.done();
    let mut unused: BTreeSet<String> = BTreeSet::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for function in functions() {
        for grant in rights::grants(&template, &function) {
            for pattern in grant.keys.iter().flatten() {
                let name = format!("{pattern} of {:?}: {:?}", grant.keys, grant.actions);
                let needs = |act: &Act| match &act.on {
                    Target::Keys(keys) => {
                        grant.actions.contains(&act.action) && keys.iter().any(|key| rights::fits(pattern, key))
                    }
                    Target::Index(_) | Target::Queue(_) => false,
                };
                match done.iter().any(|(by, act)| *by == function && needs(act)) {
                    true => used.insert(name),
                    false => unused.insert(name),
                };
            }
        }
    }
    let idle: Vec<_> = unused.difference(&used).collect();
    assert!(idle.is_empty(), "no function needs these keys:\n{idle:#?}");
}

async fn id_of(shop: &Shop, number: &str) -> u64 {
    shop.get(&format!("/workspaces/1/orders?order_number={number}"), 200).await.body[0]["id"].as_u64().unwrap()
}
