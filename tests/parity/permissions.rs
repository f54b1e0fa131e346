//! What each function may do on AWS ↔ what its code does. The roles are written by hand; this test keeps them narrow
//! (nothing is granted that is not declared here, and every declared right was used) and wide enough (whatever a function
//! did on the wire is granted).

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};
use tests::documents::template;
use tests::{Call, Shop};

use super::{functions, groups, stem};

/// The table operations, the indexes that are queried, and the queue operations.
struct Rights {
    table: &'static [&'static str],
    indexes: &'static [&'static str],
    queue: &'static [&'static str],
}

/// A transaction needs the right to each of its writes. Reads are GetItem, BatchGetItem (the check of a token) and Query.
fn declared(function: &str) -> Rights {
    const EVERYTHING: &[&str] = &["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"];
    const WITHOUT_TOKENS: &[&str] = &["DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"];
    const SEND: &[&str] = &["SendMessage"];
    match function {
        "auth" => Rights { table: EVERYTHING, indexes: &[], queue: &[] },
        "phone-numbers" => Rights { table: EVERYTHING, indexes: &[], queue: &[] },
        "workspaces" => Rights { table: EVERYTHING, indexes: &["GSI1"], queue: SEND },
        "bank-accounts" | "matches" | "messages" | "webhook-endpoints" => {
            Rights { table: EVERYTHING, indexes: &[], queue: SEND }
        }
        "orders" => Rights { table: EVERYTHING, indexes: &["GSI1", "GSI3"], queue: SEND },
        "deposits" => Rights { table: EVERYTHING, indexes: &["GSI1", "GSI2"], queue: SEND },
        "sms-webhook" => Rights { table: &["GetItem", "Query", "UpdateItem"], indexes: &[], queue: SEND },
        "matcher" => Rights {
            table: WITHOUT_TOKENS,
            indexes: &[],
            queue: &["DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
        },
        "notifier" => Rights {
            table: WITHOUT_TOKENS,
            indexes: &[],
            queue: &["DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
        },
        "sweeper" => {
            Rights { table: &["DeleteItem", "GetItem", "Query", "UpdateItem"], indexes: &["GSI3"], queue: SEND }
        }
        new => panic!("say here what {new} does"),
    }
}

/// The statements of a function's role.
fn statements(template: &Value, function: &str) -> Vec<Value> {
    let role = &template["Resources"][format!("{}Role", stem(function))]["Properties"];
    let policies = role["Policies"].as_array().unwrap();
    policies.iter().flat_map(|policy| policy["PolicyDocument"]["Statement"].as_array().unwrap().clone()).collect()
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
    assert_eq!(
        senders("EventQueue"),
        ["deposits", "matcher", "matches", "notifier", "orders", "sweeper", "webhook-endpoints"]
    );
    for function in senders("MessageQueue") {
        assert!(
            !["notifier", "webhook-endpoints"].contains(&function.as_str()),
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

/// What was done on the wire, as IAM counts it.
fn done(calls: &[Call]) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut actions, mut indexes) = (BTreeSet::new(), BTreeSet::new());
    for call in calls {
        match call.operation.as_str() {
            "TransactWriteItems" => {
                for write in call.body["TransactItems"].as_array().unwrap() {
                    let kind = write.as_object().unwrap().keys().next().unwrap();
                    actions.insert(if kind == "ConditionCheck" {
                        "ConditionCheckItem".to_owned()
                    } else {
                        format!("{kind}Item")
                    });
                }
            }
            "Query" if call.body["IndexName"].is_string() => {
                indexes.insert(call.body["IndexName"].as_str().unwrap().to_owned());
            }
            other => {
                actions.insert(other.to_owned());
            }
        }
    }
    (actions, indexes)
}

/// Asserts that what a function did since the last look was its right; answers what it did.
fn within_its_rights(shop: &Shop, function: &str) -> BTreeSet<String> {
    let declared = declared(function);
    let (actions, indexes) = done(&shop.wire.taken());
    assert!(actions.is_subset(&set(declared.table)), "{function} did {actions:?}");
    assert!(indexes.is_subset(&set(declared.indexes)), "{function} queried {indexes:?}");
    let (sent, _) = done(&shop.queue_wire.taken());
    assert!(sent.is_subset(&set(declared.queue)), "{function} did {sent:?}");
    actions.into_iter().chain(indexes).chain(sent).collect()
}

/// The group that a path of the API belongs to.
fn group_of(path: &str) -> &'static str {
    let given: Vec<_> = path.split('?').next().unwrap().split('/').collect();
    let fits = |template: &String| {
        let words: Vec<_> = template.split('/').collect();
        words.len() == given.len()
            && words.iter().zip(&given).all(|(word, given)| word.starts_with('{') || word == given)
    };
    groups()
        .into_iter()
        .find(|(_, routes)| routes.get_openapi().paths.paths.keys().any(fits))
        .unwrap_or_else(|| panic!("{path}"))
        .0
}

async fn call(shop: &Shop, done: &mut Done, method: Method, path: &str, body: Value, expected: u16) -> Value {
    shop.wire.taken();
    shop.queue_wire.taken();
    let body = Some(body).filter(|body| !body.is_null());
    let answer = shop.call(method, path, Some(&shop.owner), body, expected).await;
    let function = group_of(path);
    let did = within_its_rights(shop, function);
    done.entry(function.to_owned()).or_default().extend(did);
    answer.body
}

type Done = std::collections::BTreeMap<String, BTreeSet<String>>;

#[tokio::test]
async fn whatever_a_function_does_on_the_wire_is_its_right() {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, ..web::Policy::default() }).await;
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
    let token = call(&shop, &mut done, post(), "/auth/tokens", json!({"name": "a"}), 201).await;
    call(&shop, &mut done, Method::GET, "/auth/tokens", Value::Null, 200).await;
    call(&shop, &mut done, Method::DELETE, &format!("/auth/tokens/{}", token["id"]), Value::Null, 204).await;

    call(&shop, &mut done, post(), "/workspaces", json!({"name": "b"}), 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces", Value::Null, 200).await;
    call(&shop, &mut done, Method::PATCH, "/workspaces/1", json!({"settings": {"match_window_days": 60}}), 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/members", Value::Null, 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/days", Value::Null, 200).await;
    call(&shop, &mut done, Method::GET, "/workspaces/1/counts", Value::Null, 200).await;
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
    shop.wire.taken();
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
        call(
            &shop,
            &mut done,
            Method::PATCH,
            &format!("/workspaces/1/orders/{}", id_of(&shop, "A-3").await),
            change,
            200,
        )
        .await;
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
    call(&shop, &mut done, post(), "/workspaces/1/matches/manual", json!({"deposit_id": 3, "order_id": order_id}), 200)
        .await;
    // The order waits again, and the function's own look finds the deposit that has its name.
    shop.post("/workspaces/1/deposits", deposit(3_500, "사아자"), 201).await;
    call(&shop, &mut done, post(), "/workspaces/1/matches/3/unmatch", Value::Null, 200).await;

    // A deposit that waits, then the call again, whose candidates are counted.
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
    sweeper::handle(&shop.product.app.pairing).await.unwrap();
    done.entry("sweeper".to_owned()).or_default().extend(within_its_rights(&shop, "sweeper"));

    webhooks(&shop, &mut done).await;

    assert_eq!(done.len(), functions().len(), "every function was at work: {:?}", done.keys());
    for (function, did) in &done {
        let Rights { table, indexes, .. } = declared(function);
        let idle: Vec<_> = table.iter().chain(indexes).filter(|right| !did.contains(**right)).collect();
        assert!(idle.is_empty(), "{function} made no use of {idle:?}: {did:?}");
    }
    shop.end().await;
}

/// Endpoints and their deliveries: the API's functions, and the notifier.
async fn webhooks(shop: &Shop, done: &mut Done) {
    let server = tests::receiver::Receiver::good().await;
    let all = "/workspaces/1/webhook-endpoints";
    let endpoint = json!({"url": server.url, "events": ["order.matched", "deposit.waiting"]});
    call(shop, done, Method::POST, all, endpoint, 201).await;
    call(shop, done, Method::GET, all, Value::Null, 200).await;
    let one = format!("{all}/1");
    call(shop, done, Method::PATCH, &one, json!({"description": "a"}), 200).await;
    call(shop, done, Method::POST, &format!("{one}/rotate-secret"), Value::Null, 200).await;
    call(shop, done, Method::POST, &format!("{one}/ping"), Value::Null, 202).await;
    // Each of those who write tells of it.
    let typed = json!({"bank_account_id": 1, "amount": 777, "depositor_name": "가나다", "deposited_at": shop.clock.now().rfc3339()});
    call(shop, done, Method::POST, "/workspaces/1/deposits", typed, 201).await;
    shop.clock.advance_ms(1_000);
    let order = json!({"order_number": "A-9", "amount": 777, "depositor_name": "가나다"});
    call(shop, done, Method::POST, "/workspaces/1/orders", order, 201).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.notify().await;
    done.entry("notifier".to_owned()).or_default().extend(within_its_rights(shop, "notifier"));
    let deliveries = call(shop, done, Method::GET, &format!("{one}/deliveries"), Value::Null, 200).await;
    assert_eq!(deliveries.as_array().map(Vec::len), Some(3));
    let delivery = format!("{one}/deliveries/{}", deliveries[0]["id"].as_str().unwrap());
    call(shop, done, Method::GET, &delivery, Value::Null, 200).await;
    call(shop, done, Method::POST, &format!("{delivery}/replay"), Value::Null, 202).await;
    call(shop, done, Method::POST, &format!("{one}/replay"), json!({"since": "2024-01-01T00:00:00Z"}), 202).await;
    call(shop, done, Method::DELETE, &one, Value::Null, 204).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.notify().await;
    done.entry("notifier".to_owned()).or_default().extend(within_its_rights(shop, "notifier"));
}

/// A phone's life, and a message over its URL.
async fn phones(shop: &Shop, done: &mut Done) {
    let phone = json!({"phone_number": "010-0000-0000"});
    let phone = call(shop, done, Method::POST, "/workspaces/1/phone-numbers", phone, 201).await;
    call(shop, done, Method::GET, "/workspaces/1/phone-numbers", Value::Null, 200).await;
    let one = format!("/workspaces/1/phone-numbers/{}", phone["id"]);
    call(shop, done, Method::PATCH, &one, json!({"label": "계산대"}), 200).await;
    call(shop, done, Method::POST, &format!("{one}/rotate-key"), json!({}), 200).await;
    call(shop, done, Method::POST, &format!("{one}/test-code"), json!({}), 200).await;
    call(shop, done, Method::POST, &format!("{one}/confirm-sender"), json!({}), 200).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    let raw = shop.kb("가나다", 700, 90_000);
    let url = format!("/webhooks/bank-sms/{}", phone["key"].as_str().unwrap());
    assert_eq!(shop.forward(&url, &raw, shop.clock.now()).await.status, 202);
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(shop, "sms-webhook"));
    shop.rest().await;
    done.entry("matcher".to_owned()).or_default().extend(within_its_rights(shop, "matcher"));
    call(shop, done, Method::DELETE, &one, Value::Null, 204).await;
}

async fn id_of(shop: &Shop, number: &str) -> u64 {
    shop.get(&format!("/workspaces/1/orders?order_number={number}"), 200).await.body[0]["id"].as_u64().unwrap()
}
