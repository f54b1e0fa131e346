//! Webhooks to the shops' servers: what arrives, how often, signed by whom, and what no death can lose.

#[cfg(not(feature = "deployed"))]
mod chains;
#[cfg(not(feature = "deployed"))]
mod chat;
#[cfg(not(feature = "deployed"))]
mod days;
#[cfg(not(feature = "deployed"))]
mod endpoints;
#[cfg(not(feature = "deployed"))]
mod flood;
#[cfg(not(feature = "deployed"))]
mod losses;
#[cfg(not(feature = "deployed"))]
mod of_before;
#[cfg(not(feature = "deployed"))]
mod phones;
#[cfg(not(feature = "deployed"))]
mod pull;
#[cfg(not(feature = "deployed"))]
mod push;
#[cfg(not(feature = "deployed"))]
mod sending;
mod told;
#[cfg(not(feature = "deployed"))]
mod types;

use std::time::Duration;

use local::product::notifier_of;
use serde_json::{Value, json};
use tests::Shop;
use web::Policy;
use webhooks::Resolver;

pub const ENDPOINTS: &str = "/workspaces/1/webhook-endpoints";

/// A shop whose webhooks may go to this machine. It waits for a server as long as the product does, so that a machine
/// that is busy makes no server look slow.
async fn open() -> Shop {
    // Deployed to an AWS on this machine, webhooks may go to this machine anyway.
    if cfg!(feature = "deployed") { Shop::open().await } else { open_with(Duration::from_secs(15)).await }
}

async fn open_with(timeout: Duration) -> Shop {
    let mut shop = Shop::open_with(Policy { loopback_endpoints: true, ..Policy::default() }).await;
    let notifier = notifier_of(&shop.notifier_app, Resolver::system()).unwrap().with_timeout(timeout);
    shop.product = tests::here::Here::is(shop.product.clone().with_notifier(notifier));
    // A session ends after half a day; these tests take days.
    shop.owner =
        shop.post("/auth/tokens", json!({"name": "erp"}), 201).await.body["token"].as_str().unwrap().to_owned();
    shop
}

/// Registers an endpoint: its id and its secret. From here on nothing may be missed.
async fn endpoint(shop: &Shop, url: &str, events: &[&str]) -> (u64, String) {
    let made = shop.post(ENDPOINTS, json!({"url": url, "events": events}), 201).await.body;
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    (made["id"].as_u64().unwrap(), made["secret"].as_str().unwrap().to_owned())
}

/// The deliveries of an endpoint, newest first, each with its attempts.
async fn deliveries(shop: &Shop, endpoint: u64) -> Vec<Value> {
    let list = shop.get(&format!("{ENDPOINTS}/{endpoint}/deliveries?limit=100"), 200).await.body;
    let mut whole = Vec::new();
    for row in list.as_array().unwrap() {
        let path = format!("{ENDPOINTS}/{endpoint}/deliveries/{}", row["id"].as_str().unwrap());
        whole.push(shop.get(&path, 200).await.body);
    }
    whole
}

/// Has an order wait for its money, and the money come.
async fn sell(shop: &Shop, number: &str, amount: u64) {
    shop.place(number, amount, "홍길동").await;
    shop.pay("홍길동", amount, 1_000_000 + amount).await;
}
