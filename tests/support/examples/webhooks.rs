//! The endpoints of the shop's server, and what was delivered to them.

use serde_json::{Value, json};

use super::{Story, id_of};
use crate::browser::browser;
use crate::receiver::Receiver;

const ENDPOINT: &str = "/workspaces/1/webhook-endpoints/1";

/// An endpoint that is told of all that follows.
pub(super) async fn open(story: &mut Story) -> Receiver {
    let server = Receiver::good().await;
    story.invent(&json!(server.url), "https://shop.example/hooks/lunepay");
    let endpoint =
        json!({"url": server.url, "events": ["order.matched", "deposit.held"], "description": "쇼핑몰 서버"});
    story.ask("POST /workspaces/1/webhook-endpoints", endpoint).await;
    story.ask("GET /workspaces/1/webhook-endpoints", Value::Null).await;
    story.ask(&format!("GET {ENDPOINT}"), Value::Null).await;
    story.ask(&format!("PATCH {ENDPOINT}"), json!({"events": ["order.matched", "order.partially_paid"]})).await;
    story.shop.clock.advance_ms(domain::endpoint::TOLD_FROM_MS + 1);
    server
}

pub(super) async fn tell(story: &mut Story, server: &Receiver) {
    story.shop.rest().await;
    let sent = story.ask(&format!("GET {ENDPOINT}/deliveries?status=SUCCEEDED&limit=2"), Value::Null).await;
    let delivery = format!("{ENDPOINT}/deliveries/{}", id_of(&sent[0]));
    story.ask(&format!("GET {delivery}"), Value::Null).await;
    story.ask(&format!("POST {delivery}/replay"), Value::Null).await;
    story.ask(&format!("POST {ENDPOINT}/ping"), Value::Null).await;
    story.ask(&format!("POST {ENDPOINT}/replay"), json!({"since": "2024-02-12T11:00:00+09:00"})).await;
    story.ask(&format!("POST {ENDPOINT}/rotate-secret"), Value::Null).await;
    story.shop.rest().await;
    story.ask("POST /workspaces/1/webhook-endpoints", json!({"kind": "PULL", "events": ["order.matched"]})).await;
    story.ask("POST /workspaces/1/webhook-endpoints/2/ping", Value::Null).await;
    story.shop.rest().await;
    let fetched = story.ask("GET /workspaces/1/webhook-endpoints/2/deliveries", Value::Null).await;
    let fetched = id_of(&fetched[0]);
    story.ask(&format!("POST /workspaces/1/webhook-endpoints/2/deliveries/{fetched}/ack"), Value::Null).await;
    story.ask("DELETE /workspaces/1/webhook-endpoints/2", Value::Null).await;
    browsers(story, server).await;
}

/// A browser of the owner's.
async fn browsers(story: &mut Story, server: &Receiver) {
    let all = "/workspaces/1/push-subscriptions";
    story.invent(&json!(server.url.replace("/hook", "/***")), "https://fcm.googleapis.com/***");
    let mut told = browser(&server.url);
    told["description"] = "사무실".into();
    told["quiet_hours"] = json!({"from": 1350, "until": 420});
    let made = story.ask(&format!("POST {all}"), told).await;
    let one = format!("{all}/{}", id_of(&made));
    story.ask(&format!("GET {all}"), Value::Null).await;
    story.ask(&format!("PATCH {one}"), json!({"events": ["deposit.held", "phone.silent"], "quiet_hours": null})).await;
    story.ask(&format!("POST {one}/test"), Value::Null).await;
    story.shop.rest().await;
    story.ask(&format!("DELETE {one}"), Value::Null).await;
}
