//! The audit log: each change of management is entered by its own transaction, and what was refused is not.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::{Fate, Shop};

use super::help::{ACCOUNTS, DEPOSITS, ORDERS, PHONES, assert_has, assert_problem, refused};

const AUDIT: &str = "/workspaces/1/audit";
const SETTINGS: &str = "/workspaces/1";
const ENDPOINTS: &str = "/workspaces/1/webhook-endpoints";
const SECRET: &str = "a-very-secret-secret";

/// The log, newest first.
async fn log(shop: &Shop) -> Vec<Value> {
    shop.get(&format!("{AUDIT}?limit=100"), 200).await.body.as_array().unwrap().clone()
}

/// The kind and subject of entries that were not in the log before, in order of their kinds.
fn new<'a>(before: &[Value], after: &'a [Value]) -> Vec<(&'a str, u64)> {
    let rows = after.iter().filter(|row| !before.contains(row));
    let mut rows: Vec<_> =
        rows.map(|row| (row["kind"].as_str().unwrap(), row["subject_id"].as_u64().unwrap())).collect();
    rows.sort_unstable();
    rows
}

/// Makes a change, and asserts that exactly these entries came of it.
async fn changes(shop: &Shop, method: Method, path: &str, body: Value, entered: &[(&str, u64)]) -> Value {
    let before = log(shop).await;
    // So that each entry has a millisecond of its own.
    shop.clock.advance_ms(1);
    let expected = match method.as_str() {
        "DELETE" => 204,
        "POST" if !path.contains("rotate") => 201,
        _ => 200,
    };
    let answer = shop.call(method.clone(), path, Some(&shop.owner), Some(body), expected).await;
    let after = log(shop).await;
    assert_eq!(new(&before, &after), entered, "{method} {path}");
    answer.body
}

#[tokio::test]
async fn every_change_of_management_is_entered_with_who_and_what() {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, ..web::Policy::default() }).await;
    let (post, patch, delete) = (Method::POST, Method::PATCH, Method::DELETE);
    let phone = json!({"phone_number": "010-2222-3333", "label": "계산대", "signing_secret": SECRET});
    let added = changes(&shop, post.clone(), PHONES, phone, &[("phone.added", 1), ("settings.changed", 1)]).await;
    let one = format!("{PHONES}/1");
    changes(&shop, patch.clone(), &one, json!({"signing_secret": null}), &[("phone.changed", 1)]).await;
    let rotated =
        changes(&shop, post.clone(), &format!("{one}/rotate-key"), json!({}), &[("phone.key_rotated", 1)]).await;
    let account = json!({"bank_code": "088", "bank_name": "신한은행", "account_number": "110-999-000000",
        "account_holder": "김예금", "phone_number_id": 1});
    changes(&shop, post.clone(), ACCOUNTS, account, &[("account.added", 2)]).await;
    let unbound = json!({"phone_number_id": null, "account_holder": "이예금"});
    changes(&shop, patch.clone(), &format!("{ACCOUNTS}/2"), unbound, &[("account.changed", 2)]).await;
    changes(&shop, delete.clone(), &one, json!({}), &[("phone.removed", 1)]).await;
    let sender = json!({"bank_code": "004", "sender": "02-123-4567"});
    changes(&shop, post.clone(), "/workspaces/1/senders", sender.clone(), &[("sender.approved", 1)]).await;
    changes(&shop, post.clone(), "/workspaces/1/senders", sender, &[]).await;
    changes(&shop, delete.clone(), "/workspaces/1/senders/1", json!({}), &[("sender.removed", 1)]).await;
    let settings = json!({"settings": {"intake": "OPEN", "auto_match_limit": 5000}});
    changes(&shop, patch.clone(), SETTINGS, settings.clone(), &[("settings.changed", 1)]).await;
    changes(&shop, patch.clone(), SETTINGS, settings, &[]).await;
    changes(&shop, patch.clone(), SETTINGS, json!({"settings": {"retention_days": 90}}), &[("settings.changed", 1)])
        .await;
    let endpoint = json!({"url": "http://127.0.0.1:9/hook-path", "events": ["order.matched"]});
    let made = changes(&shop, post.clone(), ENDPOINTS, endpoint, &[("endpoint.added", 1)]).await;
    let (path, off) = (format!("{ENDPOINTS}/1"), json!({"is_active": false}));
    changes(&shop, patch.clone(), &path, off, &[("endpoint.changed", 1)]).await;
    changes(&shop, post.clone(), &format!("{path}/rotate-secret"), json!({}), &[("endpoint.secret_rotated", 1)]).await;
    changes(&shop, delete.clone(), &path, json!({}), &[("endpoint.removed", 1)]).await;
    let invite = json!({"email": "staff@example.com", "role": "MEMBER"});
    let path = "/workspaces/1/invitations";
    let invited = changes(&shop, post.clone(), path, invite.clone(), &[("member.invited", 1)]).await;
    changes(&shop, delete.clone(), &format!("{path}/1"), json!({}), &[("invitation.withdrawn", 1)]).await;
    shop.member("staff@example.com", "MEMBER").await;
    assert!(log(&shop).await.iter().any(|row| row["kind"] == "member.joined" && row["by"] == "user:2"));
    let member = "/workspaces/1/members/2";
    changes(&shop, patch.clone(), member, json!({"role": "VIEWER"}), &[("member.role_changed", 2)]).await;
    changes(&shop, delete.clone(), member, json!({}), &[("member.removed", 2)]).await;
    let token = changes(&shop, post, "/auth/tokens", json!({"name": "쇼핑몰 서버"}), &[("token.issued", 1)]).await;
    changes(&shop, delete, "/auth/tokens/1", json!({}), &[("token.revoked", 1)]).await;

    // What the log may not tell: names, numbers, addresses, URLs, keys and secrets.
    let all = shop.get(&format!("{AUDIT}?limit=100"), 200).await.body.to_string();
    let texts = [&added["key"], &rotated["key"], &made["secret"], &invited["code"], &token["token"]];
    let secrets = texts.map(|text| text.as_str().unwrap());
    let names = [SECRET, "010-2222", "계산대", "110-999", "예금", "신한", "hook-path", "staff@", "쇼핑몰", "1234567"];
    for told in secrets.into_iter().chain(names) {
        assert!(!all.contains(told), "the log tells {told}");
    }
    assert!(all.contains(r#"{"field":"signing_secret","from":"SET","to":null}"#), "{all}");
    assert!(all.contains(r#"{"field":"intake","from":"KEYED","to":"OPEN"}"#), "{all}");
    assert!(all.contains(r#"{"field":"account_holder","from":null,"to":null}"#), "{all}");
    shop.end().await;
}

#[tokio::test]
async fn a_days_work_is_not_entered_and_what_was_refused_is_not() {
    let shop = Shop::open().await;
    let before = log(&shop).await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 14_510).await;
    shop.patch(&format!("{ORDERS}/1"), json!({"memo": "선물"}), 200).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    shop.post(&format!("{DEPOSITS}/1/dismiss"), json!({"reason": "PRIVATE"}), 200).await;
    let taken = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110-123-000000", "account_holder": "가"});
    refused(&shop, Method::POST, ACCOUNTS, taken, "account_number_taken").await;
    refused(&shop, Method::PATCH, SETTINGS, json!({"settings": {"intake": "AJAR"}}), "invalid_fields").await;
    let viewer = shop.member("viewer@example.com", "VIEWER").await;
    shop.call(Method::PATCH, SETTINGS, Some(&viewer), Some(json!({"name": "내 가게"})), 403).await;
    let entered = [("member.invited", 1), ("member.joined", 2)];
    assert_eq!(new(&before, &log(&shop).await), entered);
    shop.end().await;
}

#[tokio::test]
async fn an_entry_stands_exactly_where_its_change_does_whichever_reply_is_lost() {
    // The transaction is lost on the way there: neither stands. Its reply is lost: both stand, once.
    for (fate, entered) in [(Fate::LoseRequest, 0), (Fate::LoseReply, 1)] {
        let shop = Shop::open().await;
        shop.wire.rule(move |call| match call.operation.as_str() {
            "TransactWriteItems" => fate.clone(),
            _ => Fate::Pass,
        });
        let change = json!({"settings": {"tie_policy": "OLDEST"}});
        let request = Request::patch(format!("/api/v1{SETTINGS}"))
            .header("authorization", format!("Bearer {}", shop.owner))
            .header("content-type", "application/json");
        shop.send(request.body(Body::from(change.to_string())).unwrap()).await;
        shop.wire.calm();
        let settings = shop.get(SETTINGS, 200).await.body["settings"]["tie_policy"].clone();
        assert_eq!(settings, json!(if entered == 1 { "OLDEST" } else { "HOLD" }));
        let kinds = log(&shop).await;
        assert_eq!(kinds.iter().filter(|row| row["kind"] == "settings.changed").count(), entered);
        shop.end().await;
    }
}

#[tokio::test]
async fn a_program_is_named_by_its_token() {
    let shop = Shop::open().await;
    let token = shop.post("/auth/tokens", json!({"name": "서버"}), 201).await.body["token"].clone();
    let body = Some(json!({"settings": {"strict_names": true}}));
    shop.call(Method::PATCH, SETTINGS, token.as_str(), body, 200).await;
    let newest = shop.get(&format!("{AUDIT}?kind=settings.changed"), 200).await.body[0].clone();
    assert_has(
        &newest,
        &json!({"by": "token:1/1", "kind": "settings.changed", "subject_id": 1,
        "changes": [{"field": "strict_names", "from": "false", "to": "true"}]}),
    );
    shop.end().await;
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_by_kind() {
    let shop = Shop::open().await;
    for days in 1..=7 {
        shop.clock.advance_ms(1);
        shop.patch(SETTINGS, json!({"settings": {"match_window_days": days}}), 200).await;
    }
    let kinds = "kind=settings.changed";
    let (mut told, mut path) = (Vec::new(), format!("{AUDIT}?limit=3&{kinds}"));
    for rows in [3, 3, 1] {
        let page = shop.get(&path, 200).await;
        let row = |row: &Value| row["changes"][0]["to"].as_str().unwrap().to_owned();
        assert_eq!(page.body.as_array().unwrap().len(), rows);
        told.extend(page.body.as_array().unwrap().iter().map(row));
        if let Some(next) = page.header("x-next-cursor") {
            path = format!("{AUDIT}?limit=3&{kinds}&cursor={next}");
        }
    }
    assert_eq!(told, ["7", "6", "5", "4", "3", "2", "1"]);
    assert_problem(&shop.get(&format!("{AUDIT}?kind=nothing"), 400).await, "invalid_query");
    let viewer = shop.member("viewer@example.com", "VIEWER").await;
    shop.call(Method::GET, AUDIT, Some(&viewer), None, 200).await;
    let stranger = shop.sign_up("stranger@example.com").await;
    shop.call(Method::GET, AUDIT, Some(&stranger), None, 404).await;
    shop.end().await;
}
