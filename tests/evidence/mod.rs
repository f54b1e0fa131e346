//! What feeds the pair: who sent the text, when the money came, whether it was told before, and whether it still
//! stands.

mod account;
mod cases;
mod cut;
mod decisions;
mod formats;
mod late;
mod movement;
mod once;
mod reversal;
mod sender;
mod time;

use axum::body::Body;
use axum::http::{Request, header};
use domain::Timestamp;
use serde_json::{Value, json};
use tests::{Answer, Shop};

/// The bank's own number (KB).
const BANK: &str = "1644-9999";

/// A shop with one phone: the phone's key.
async fn keyed() -> (Shop, String) {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    (shop, key)
}

/// A KB message as it is printed at that time; without a balance the line is left out.
fn kb(at: Timestamp, name: &str, amount: u64, balance: Option<i64>) -> String {
    let at = at.datetime();
    let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    let balance = balance.map(|balance| format!("잔액 {balance}원\n")).unwrap_or_default();
    format!("[Web발신]\n국민 {minute}\n110-***-000000\n입금 {amount}원\n{balance}{name}")
}

/// A call over a phone's URL, with the matcher's work done: what became of it.
async fn call(shop: &Shop, key: &str, body: &Value) -> Answer {
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("prefer", "respond-async");
    let accepted = shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
    shop.outcome(accepted).await
}

/// The bank's text over a phone's URL, now.
async fn told(shop: &Shop, key: &str, raw: &str) -> Answer {
    call(shop, key, &json!({"text": raw, "from": BANK, "sentStamp": shop.clock.now().ms()})).await
}

/// Some time passes, and the owner logs in anew.
async fn later(shop: &mut Shop, ms: i64) {
    shop.clock.advance_ms(ms);
    shop.owner = shop.log_in("owner@example.com").await;
}

/// The newest deposit.
async fn newest(shop: &Shop) -> Value {
    shop.get("/workspaces/1/deposits?limit=1", 200).await.body[0].clone()
}

async fn deposits(shop: &Shop) -> usize {
    shop.get("/workspaces/1/deposits", 200).await.body.as_array().map_or(0, Vec::len)
}
