//! Endpoints of chats: a line that people read, to a URL that is a secret.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;
use tests::receiver::{Receiver, Reply};

use super::{ENDPOINTS, deliveries, open};

const TOKEN: &str = "bot123456:AAE-token-of-a-bot";

/// Registers an endpoint of a chat, and answers it.
async fn chat(shop: &Shop, format: &str, url: &str, more: Value) -> Value {
    let mut body = json!({"format": format, "url": url, "events": ["deposit.held", "order.matched"]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = shop.post(ENDPOINTS, body, 201).await.body;
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    made
}

fn url(server: &Receiver, path: &str) -> String {
    server.url.replace("/hook", path)
}

#[tokio::test]
async fn each_chat_is_told_in_its_own_form_and_without_a_signature() {
    let shop = open().await;
    let server = Receiver::start(|_, _| Reply::Status(200)).await;
    let paths = [
        ("SLACK", "/services/T0/B0/secret".to_owned(), "text"),
        ("DISCORD", "/api/webhooks/1/secret".to_owned(), "content"),
        ("TELEGRAM", format!("/{TOKEN}/sendMessage?chat_id=-100"), "text"),
    ];
    for (format, path, _) in &paths {
        chat(&shop, format, &url(&server, path), json!({"shows_names": *format == "SLACK"})).await;
    }
    shop.place("A-1", 14_510, "김영희").await;
    shop.pay("김영희", 14_510, 1_000_000).await;
    shop.notify().await;
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 3);
    for (format, path, field) in paths {
        let one = arrived.iter().find(|one| one.path == path).unwrap_or_else(|| panic!("nothing at {path}"));
        let text = one.json()[field].as_str().unwrap().replace('\\', "");
        let name = if format == "SLACK" { "김영희" } else { "김*희" };
        assert!(text.starts_with(&format!("입금 확인됨 · 주문 A-1 · {name} · 14,510원 · 국민 ")), "{text}");
        assert!(!one.headers.contains_key("webhook-signature") && one.headers["content-type"] == "application/json");
    }
    shop.end().await;
}

/// Whoever has the URL may write into the chat: it is shown to nobody, and kept sealed.
#[tokio::test]
async fn the_url_of_a_chat_is_shown_nowhere() {
    let shop = open().await;
    let server = Receiver::good().await;
    let secret = url(&server, &format!("/{TOKEN}/sendMessage?chat_id=7"));
    let made = chat(&shop, "TELEGRAM", &secret, json!({})).await;
    assert_eq!(
        (&made["secret"], &made["format"], &made["shows_names"]),
        (&Value::Null, &json!("TELEGRAM"), &json!(false))
    );
    assert_eq!(made["url"], url(&server, "/***"));
    let id = made["id"].as_u64().unwrap();
    let one = format!("{ENDPOINTS}/{id}");
    shop.post(&format!("{one}/ping"), Value::Null, 202).await;
    shop.notify().await;
    server.when_arrived(1).await;
    let told = deliveries(&shop, id).await;
    assert_eq!(told[0]["status"], "SUCCEEDED");

    // With another URL and whole names; the one before is gone.
    let next = url(&server, &format!("/{TOKEN}-2/sendMessage?chat_id=7"));
    let changed = shop.patch(&one, json!({"url": next, "shows_names": true}), 200).await.body;
    assert_eq!((&changed["url"], &changed["shows_names"]), (&made["url"], &json!(true)));
    shop.post(&format!("{one}/ping"), Value::Null, 202).await;
    shop.notify().await;
    assert!(server.arrived()[1].path.contains(&format!("{TOKEN}-2/")));
    let refused = shop
        .call(Method::POST, &format!("{one}/rotate-secret"), Some(&session(&shop).await), Some(json!({})), 400)
        .await;
    assert_eq!(refused.body["code"], "endpoint_is_chat");

    for path in [ENDPOINTS, &one, "/workspaces/1/audit"] {
        assert!(!shop.get(path, 200).await.body.to_string().contains("AAE-token"), "{path}");
    }
    assert!(!format!("{:?}", shop.items().await).contains("AAE-token"));
    let log = shop.get("/workspaces/1/audit?kind=endpoint.changed", 200).await.body;
    assert!(log[0]["changes"].to_string().contains("\"url\""), "{log}");
    shop.end().await;
}

async fn session(shop: &Shop) -> String {
    shop.log_in("owner@example.com").await
}

#[tokio::test]
async fn a_url_that_is_not_the_chats_is_refused() {
    let shop = open().await;
    let server = Receiver::good().await;
    for (format, path, field) in [
        ("DISCORD", "/hook", "url"),
        ("TELEGRAM", "/bot1:x/sendMessage", "url"),
        ("TELEGRAM", "/sendMessage?chat_id=1", "url"),
        ("SLACK", "/***", "url"),
        ("TEAMS", "/hook", "format"),
    ] {
        let body = json!({"format": format, "url": url(&server, path)});
        let refused = shop.post(ENDPOINTS, body, 400).await;
        assert_eq!(refused.body["errors"][0]["field"], field, "{format} {path}");
    }
    let fetched = shop.post(ENDPOINTS, json!({"format": "SLACK", "kind": "PULL"}), 400).await;
    assert_eq!(fetched.body["errors"][0]["field"], "format");
    let made = chat(&shop, "SLACK", &url(&server, "/services/a"), json!({})).await;
    let one = format!("{ENDPOINTS}/{}", made["id"]);
    let masked = shop.patch(&one, json!({"url": made["url"]}), 400).await;
    assert_eq!(masked.body["errors"][0]["field"], "url", "what is shown is no URL");
    shop.end().await;
}

/// Telegram says in the body alone when it takes messages again; what is no 2xx was not delivered.
#[tokio::test]
async fn a_chat_that_asks_for_a_pause_gets_it() {
    let shop = open().await;
    let answer = r#"{"ok":false,"error_code":429,"parameters":{"retry_after":40}}"#;
    let server = Receiver::start(move |_, before| match before {
        0 => Reply::With(429, "content-type", "application/json".into(), answer.into()),
        _ => Reply::Status(200),
    })
    .await;
    let made = chat(&shop, "TELEGRAM", &url(&server, &format!("/{TOKEN}/sendMessage?chat_id=7")), json!({})).await;
    let id = made["id"].as_u64().unwrap();
    shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    shop.notify().await;
    let first = &deliveries(&shop, id).await[0];
    assert_eq!((&first["status"], &first["tries"]), (&json!("PENDING"), &json!(1)));
    let next = domain::Timestamp::parse(first["next_attempt_at"].as_str().unwrap()).unwrap();
    let asked = next.ms() - shop.clock.now().ms();
    assert!((39_000..=45_000).contains(&asked), "{asked}");
    shop.abandon();
}
