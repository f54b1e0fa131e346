//! What the logs must not hold, whatever level an operator asks for: messages, names, account numbers, phones, e-mail
//! addresses, passwords, keys and tokens.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use domain::time::MINUTE_MS;
use mail::Mailer;
use runtime::MailSettings;
use serde_json::json;
use tests::mail_server::MailServer;
use tests::receiver::{Receiver, Reply};
use tests::{Fate, Shop};
use tracing::Metadata;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Registry, fmt};
use web::Policy;

use super::help::{ACCOUNTS, DEPOSITS, ORDERS, PHONES, typed};

/// Everything that is logged at any level, and what of it an operator's filter lets through. The filter stands here and
/// not in front of the layer, where tracing would share its decisions between the tests that run at the same time.
#[derive(Clone)]
struct Lines {
    filter: Arc<Targets>,
    shown: Buffer,
    all: Buffer,
}

type Buffer = Arc<Mutex<Vec<u8>>>;

/// Writes a line to one buffer, or to both.
struct Line(Vec<Buffer>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.iter().for_each(|buffer| buffer.lock().unwrap().extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Line;

    fn make_writer(&self) -> Line {
        Line(vec![self.all.clone()])
    }

    fn make_writer_for(&self, about: &Metadata<'_>) -> Line {
        match self.filter.would_enable(about.target(), about.level()) {
            true => Line(vec![self.all.clone(), self.shown.clone()]),
            false => self.make_writer(),
        }
    }
}

fn text(buffer: &Buffer) -> String {
    String::from_utf8_lossy(&buffer.lock().unwrap()).into_owned()
}

/// A shop's server is told of a payment, at first in vain, and the sweeper comes by: the secrets. What a server is told
/// names the order.
async fn what_is_told_to_a_server(shop: &Shop) -> [String; 4] {
    let server = Receiver::start(|_, nth| if nth == 0 { Reply::Reset } else { Reply::Status(500) }).await;
    let endpoint = json!({"url": format!("{}/canary-path?token=canary-query", server.url), "events": ["order.matched"],
        "description": "카나리아서버"});
    let made = shop.post("/workspaces/1/webhook-endpoints", endpoint, 201).await.body;
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    shop.post(ORDERS, json!({"order_number": "TOLD-1", "amount": 700, "depositor_name": "표카나리"}), 201).await;
    shop.post(DEPOSITS, typed(shop, "표카나리", 700), 201).await;
    shop.rest().await;
    // The table says no to the notifier once, and the sweeper comes by when the next try is far off.
    shop.wire.rule(|_| Fate::LoseRequest);
    shop.post("/workspaces/1/webhook-endpoints/1/ping", json!({}), 503).await;
    shop.wire.calm();
    shop.post("/workspaces/1/webhook-endpoints/1/ping", json!({}), 202).await;
    shop.wire.rule(|_| Fate::LoseRequest);
    shop.notify().await;
    shop.wire.calm();
    for _ in 0..4 {
        shop.clock.advance_ms(10 * MINUTE_MS);
        shop.product.events.release_in_flight();
        shop.product.events.release_delayed();
        shop.notify().await;
    }
    shop.clock.advance_ms(6 * 60 * MINUTE_MS);
    shop.sweep().await.unwrap();
    shop.product.events.release_in_flight();
    shop.notify().await;
    assert!(!server.arrived().is_empty(), "the server was told");
    [made["secret"].as_str().unwrap().to_owned(), "canary-query".into(), "카나리아서버".into(), "표카나리".into()]
}

/// A day of a shop in which everything that is secret is said, and much goes wrong: the secrets.
async fn a_day_with_secrets() -> Vec<String> {
    let shop = Shop::open_with(Policy { loopback_endpoints: true, mail: true, ..Policy::default() }).await;
    // It says whom it does not know.
    let server = MailServer::start(|verb, _| (verb == "RCPT").then(|| "550 invited@canary.example?".to_owned())).await;
    let settings = MailSettings {
        server: server.address.clone(),
        login: Some(("canary-user".into(), "canary-mail-password".into())),
        from: "pay@shop.example".into(),
        page_url: "https://pay.shop.example".into(),
    };
    let shop = shop.with_mailer(Mailer::over_smtp(&settings).unwrap());
    let mut secrets = vec![
        "canary-mail-password".into(),
        shop.owner.clone(),
        "owner@example.com".into(),
        "correct horse battery".into(),
    ];
    shop.log_in("owner@example.com").await;
    shop.call(
        Method::POST,
        "/auth/login",
        None,
        Some(json!({"email": "canary@example.com", "password": "canary-password"})),
        401,
    )
    .await;
    secrets.extend(["canary@example.com".into(), "canary-password".into()]);
    let token = shop.post("/auth/tokens", json!({"name": "카나리아토큰"}), 201).await.body;
    secrets.extend([token["token"].as_str().unwrap().to_owned(), "카나리아토큰".into()]);
    let phone = json!({"phone_number": "010-9876-5432", "label": "카나리아폰", "signing_secret": null});
    let key = shop.post(PHONES, phone, 201).await.body["key"].as_str().unwrap().to_owned();
    secrets.extend([key.clone(), "9876-5432".into(), "카나리아폰".into()]);
    let account = json!({"bank_code": "004", "bank_name": "국민", "account_number": "777-88-999999", "account_holder": "카나리아상점"});
    shop.post(ACCOUNTS, account, 201).await;
    secrets.extend(["777-88-999999".into(), "77788999999".into(), "카나리아상점".into()]);
    let order = json!({"order_number": "CANARY-1", "amount": 14_510, "depositor_name": "홍카나리", "customer_name": "김카나리",
        "customer_phone": "01055554444", "customer_email": "buyer@canary.example", "memo": "비밀 메모"});
    shop.post("/workspaces/1/orders", order, 201).await;
    secrets.extend(["김카나리", "01055554444", "buyer@canary.example", "비밀 메모"].map(str::to_owned));
    let now = shop.clock.now();
    shop.sms_over(&key, &shop.kb("홍카나리", 14_510, 76_543_210), now).await;
    shop.sms_over(&key, &format!("{}\n덧붙은 줄", shop.kb("홍카나리", 9_999, 76_543_210)), now).await;
    shop.sms(&shop.kb("홍카나리", 5_000, 76_543_210).replace("110-***", "220-***"), now).await;
    secrets.extend(
        ["홍카나리", "76543210", "76,543,210", "110-***-000000", "220-***-000000", "덧붙은 줄"].map(str::to_owned),
    );
    shop.post(DEPOSITS, typed(&shop, "정카나리", 8_765), 201).await;
    let invited = json!({"email": "invited@canary.example", "role": "MEMBER"});
    let code = shop.post("/workspaces/1/invitations", invited, 201).await.body["code"].as_str().unwrap().to_owned();
    shop.post("/invitations/accept", json!({"code": code}), 400).await;
    secrets.extend(["정카나리".into(), "invited@canary.example".into(), code]);
    secrets.extend(what_is_told_to_a_server(&shop).await);
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseRequest } else { Fate::Pass });
    shop.sms_over(&key, &shop.kb("홍카나리", 1_234, 76_543_210), now).await;
    shop.wire.calm();
    shop.end().await;
    secrets
}

#[tokio::test]
async fn no_log_line_holds_a_secret_at_any_level() {
    let lines =
        Lines { filter: Arc::new(runtime::log::discreet("trace")), shown: Buffer::default(), all: Buffer::default() };
    // While there is but one dispatcher, tracing asks each thread's own whether an event is wanted, once and for all:
    // that of the other tests' threads is none.
    let _second = tracing::Dispatch::new(Registry::default());
    let layer = fmt::layer().json().with_writer(lines.clone());
    let logging = tracing::subscriber::set_default(Registry::default().with(layer));
    let secrets = a_day_with_secrets().await;
    drop(logging);
    let (shown, all) = (text(&lines.shown), text(&lines.all));
    for said in [
        "answered 201",
        "\"paired\"",
        "a webhook was sent",
        "a mail could not be sent; it is tried again",
        "a task failed and will be tried again",
        "a pass ended",
    ] {
        assert!(shown.contains(said), "{said} is not among what the product logged:\n{shown}");
    }
    for secret in &secrets {
        let line = shown.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "a log line holds {secret}");
    }
    assert!(
        secrets.iter().any(|secret| all.contains(secret)),
        "the libraries have nothing to hide: this test shows nothing"
    );
}
