//! Orders and the money that pays them.

use serde_json::{Value, json};

use super::Story;

const W: &str = "/workspaces/1";
const MINUTE_MS: i64 = 60_000;

pub(super) async fn tell(story: &mut Story) {
    paid(story).await;
    proposals(story).await;
    matches(story).await;
    back(story).await;
    story.ask(&format!("GET {W}/counts"), Value::Null).await;
    story.ask(&format!("GET {W}/stamp"), Value::Null).await;
    story.ask(&format!("GET {W}/days?from=2024-02-11&to=2024-02-12"), Value::Null).await;
    story.ask(&format!("GET {W}/export"), Value::Null).await;
    for file in ["orders.csv", "orders.xlsx", "deposits.csv", "deposits.xlsx"] {
        story.ask(&format!("GET {W}/{file}?language=ko"), Value::Null).await;
    }
}

async fn place(story: &mut Story, number: &str, amount: u64, name: &str) -> Value {
    let order = json!({"order_number": number, "amount": amount, "depositor_name": name});
    story.ask(&format!("POST {W}/orders"), order).await["id"].clone()
}

/// An order, and the message that pays it.
async fn paid(story: &mut Story) {
    let order = json!({"order_number": "A-1001", "amount": 14_510, "depositor_name": "홍길동",
        "expires_at": "2024-02-13T11:00:00+09:00", "memo": "문 앞에 놓아 주세요", "metadata": {"cart": "c-81"}});
    story.ask(&format!("POST {W}/orders"), order).await;
    place(story, "A-1002", 50_000, "김철수").await;
    story.ask(&format!("PATCH {W}/orders/2"), json!({"amount": 49_000, "memo": "쿠폰 적용"})).await;
    let now = story.shop.clock.now().rfc3339();
    let text = story.shop.kb("홍길동", 14_510, 532_513);
    let message = json!({"raw_sms": text, "sender": "16449999", "received_at": now});
    story.ask_as(None, "POST /webhooks/bank-sms", message).await;
    let accepted = story.shop.sms_async(&story.shop.kb("김철수", 48_500, 581_013), story.shop.clock.now()).await;
    story.shop.drain().await;
    let receipt = accepted.body["receipt_id"].as_str().unwrap();
    story.ask_as(None, &format!("GET /webhooks/bank-sms/receipts/{receipt}"), Value::Null).await;
    story.invent(&json!(receipt), "invented-receipt");
    story.ask(&format!("GET {W}/orders?status=MATCHED&limit=2"), Value::Null).await;
    story.ask(&format!("GET {W}/orders/1"), Value::Null).await;
    story.ask(&format!("GET {W}/deposits?is_matched=true&limit=2"), Value::Null).await;
    story.ask(&format!("GET {W}/deposits/1"), Value::Null).await;
}

/// What comes near: 48,500 for 49,000, a name that is spelled otherwise, and a few won too many.
async fn proposals(story: &mut Story) {
    place(story, "A-1003", 20_000, "박영희").await;
    story.shop.pay("박영이", 20_000, 601_013).await;
    place(story, "A-1004", 30_000, "이순신").await;
    story.shop.pay("이순신", 31_000, 632_013).await;
    story.shop.clock.advance_ms(11 * MINUTE_MS);
    let all = story.ask(&format!("GET {W}/proposals"), Value::Null).await;
    story.ask(&format!("GET {W}/deposits/2/proposals"), Value::Null).await;
    story.ask(&format!("GET {W}/deposits/3/candidates"), Value::Null).await;
    let of = |deposit: u64| {
        let mut items = all["items"].as_array().unwrap().iter();
        let found = items.find(|item| item["deposits"][0]["id"] == deposit);
        found.unwrap()["proposal_id"].as_str().unwrap().to_owned()
    };
    let [short, like, over] = [of(2), of(3), of(4)];
    story.ask(&format!("POST {W}/proposals/{short}/accept"), json!({"treatment": "ACCEPT_SHORT"})).await;
    story.ask(&format!("POST {W}/proposals/accept"), json!({"proposal_ids": [like]})).await;
    story.ask(&format!("POST {W}/proposals/{over}/reject"), Value::Null).await;
    story.ask(&format!("GET {W}/policies/backtest?short_up_to=1000&short_percent=5"), Value::Null).await;
}

/// What a person says: this deposit pays that order.
async fn matches(story: &mut Story) {
    let order = place(story, "A-1005", 10_000, "최민수").await;
    let typed = json!({"bank_account_id": 1, "amount": 9_000, "depositor_name": "민수네",
        "deposited_at": story.shop.clock.now().rfc3339()});
    let typed = story.ask(&format!("POST {W}/deposits"), typed).await["id"].clone();
    let by_hand = json!({"deposit_ids": [typed], "order_ids": [order], "difference": "KEEP_OPEN"});
    story.ask(&format!("POST {W}/matches"), by_hand).await;
    story.ask(&format!("POST {W}/matches/{typed}/unmatch"), Value::Null).await;
    story.ask(&format!("POST {W}/matches/manual"), json!({"deposit_id": typed, "order_id": order})).await;
}

/// Money that pays nothing, and money that is sent back.
async fn back(story: &mut Story) {
    let deposit = format!("{W}/deposits/4");
    story.ask(&format!("POST {deposit}/dismiss"), json!({"reason": "PRIVATE", "note": "가게 돈이 아닙니다"})).await;
    story.ask(&format!("POST {deposit}/restore"), Value::Null).await;
    story.ask(&format!("POST {deposit}/returned"), json!({"amount": 1_000, "note": "고객 요청"})).await;
    story.ask(&format!("DELETE {deposit}/returned"), Value::Null).await;
}
