//! Phones, what they forward, and the texts that a person must read.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Story, id_of};

const W: &str = "/workspaces/1";

pub(super) async fn tell(story: &mut Story) {
    let key = phone(story).await;
    formats(story, &key).await;
    inbox(story, &key).await;
    senders(story).await;
    test_messages(story).await;
    story.ask(&format!("DELETE {W}/phone-numbers/1"), Value::Null).await;
}

/// The phone, and what it sends.
async fn phone(story: &mut Story) -> String {
    let added = json!({"phone_number": "010-0000-0000", "label": "계산대 휴대폰", "silent_after_minutes": 60});
    let added = story.ask(&format!("POST {W}/phone-numbers"), added).await;
    let key = added["key"].as_str().unwrap().to_owned();
    let code = story.ask(&format!("POST {W}/phone-numbers/1/test-code"), Value::Null).await;
    story.invent(&code["code"], "LUNEPAY-7KQ2MX9R");
    let message = json!({"raw_sms": story.shop.kb("이영희", 25_000, 700_000), "sender": "16449999",
        "received_at": story.shop.clock.now().rfc3339()});
    let path = format!("/webhooks/bank-sms/{key}");
    story.ask_as(None, &format!("POST {path}"), message).await;
    let text = story.shop.kb("한가인", 7_000, 707_000);
    story.ask_as(None, &format!("GET {path}?raw_sms={text}"), Value::Null).await;
    story.ask_as(None, &format!("POST /webhooks/ping/{key}"), Value::Null).await;
    story.ask(&format!("GET {W}/phone-numbers"), Value::Null).await;
    story.ask(&format!("GET {W}/phone-numbers/1"), Value::Null).await;
    story.ask(&format!("PATCH {W}/phone-numbers/1"), json!({"label": "계산대", "silent_after_minutes": 120})).await;
    story.ask(&format!("POST {W}/phone-numbers/1/confirm-sender"), Value::Null).await;
    story.ask(&format!("POST {W}/phone-numbers/1/rotate-key"), json!({"overlap_hours": 24})).await;
    // The call by GET told no sender.
    let held = story.shop.get(&format!("{W}/deposits?state=HELD&limit=1"), 200).await.body;
    story.ask(&format!("POST {W}/deposits/{}/release", id_of(&held[0])), json!({"version": held[0]["version"]})).await;
    key
}

/// Sends a text over the phone's URL: the id of the message in the inbox.
async fn send(story: &mut Story, key: &str, text: &str) -> String {
    story.shop.clock.advance_ms(1_000);
    story.shop.sms_over(key, text, story.shop.clock.now()).await;
    let inbox = story.shop.get(&format!("{W}/messages?limit=100"), 200).await.body;
    let found = inbox.as_array().unwrap().iter().find(|message| message["raw_sms"] == text);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

/// A text that no reader knows, and the format that a shop makes of it.
async fn formats(story: &mut Story, key: &str) {
    let text = story.shop.kb("최민수", 8_900, 715_900).replace("입금", "별빛입금");
    let id = send(story, key, &text).await;
    story.ask(&format!("GET {W}/messages?status=QUARANTINED&limit=2"), Value::Null).await;
    let message = format!("{W}/messages/{id}");
    let shown = story.ask(&format!("GET {message}"), Value::Null).await;
    let marked = json!({"message_id": id, "marks": shown["explanation"]["proposed_marks"]});
    story.ask(&format!("POST {W}/message-formats/test"), marked.clone()).await;
    let format = story.ask(&format!("POST {W}/message-formats"), marked).await;
    story.ask(&format!("GET {W}/message-formats"), Value::Null).await;
    story.ask(&format!("POST {message}/reread"), Value::Null).await;
    story.ask(&format!("DELETE {W}/message-formats/{}", id_of(&format)), Value::Null).await;
}

/// What becomes of other texts: typed in, put aside, taken for a reversal.
async fn inbox(story: &mut Story, key: &str) {
    let text = format!("{}\n덧붙은 줄", story.shop.kb("강감찬", 12_000, 727_900));
    let id = send(story, key, &text).await;
    let typed = json!({"bank_account_id": 1, "amount": 12_000, "depositor_name": "강감찬",
        "deposited_at": story.shop.clock.now().rfc3339()});
    let typed = story.ask(&format!("POST {W}/messages/{id}/deposit"), typed).await["deposit_id"].clone();
    let text = format!("{}\n덧붙은 줄", story.shop.kb("유관순", 13_000, 740_900));
    let id = send(story, key, &text).await;
    story.ask(&format!("POST {W}/messages/{id}/dismiss"), Value::Null).await;
    let text = story.shop.kb("나그네", 12_000, 728_900).replace("입금 ", "입금취소 ");
    let id = send(story, key, &text).await;
    story.ask(&format!("POST {W}/messages/{id}/reversal"), json!({"deposit_id": typed})).await;
}

async fn senders(story: &mut Story) {
    let approved = story.ask(&format!("POST {W}/senders"), json!({"bank_code": "004", "sender": "02-123-4567"})).await;
    story.ask(&format!("GET {W}/senders"), Value::Null).await;
    story.ask(&format!("DELETE {W}/senders/{}", id_of(&approved)), Value::Null).await;
}

/// The bank that writes.
async fn test_messages(story: &mut Story) {
    let ws = story.shop.test_workspace().await;
    let order = json!({"order_number": "T-1", "amount": 14_510, "depositor_name": "홍길동"});
    story.shop.call(Method::POST, &format!("{ws}/orders"), Some(&story.shop.owner), Some(order), 201).await;
    let paid = json!({"amount": 14_510, "name": "홍길동", "balance": "auto"});
    story.ask(&format!("POST {ws}/test/messages"), paid).await;
}
