//! The whole item of each kind, and how many attributes it has: an attribute that is added, lost or renamed is seen
//! here.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::json;
use tests::Shop;

/// What differs from run to run.
const RANDOM: [&str; 2] = ["password_hash", "jti"];

fn shown(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("{text:?}"),
        AttributeValue::N(digits) => digits.clone(),
        AttributeValue::Bool(is) => is.to_string(),
        AttributeValue::B(bytes) => format!("<{} bytes>", bytes.as_ref().len()),
        AttributeValue::L(list) => format!("[{}]", list.iter().map(shown).collect::<Vec<_>>().join(", ")),
        AttributeValue::M(map) => {
            let sorted: BTreeMap<_, _> = map.iter().collect();
            format!(
                "{{{}}}",
                sorted.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect::<Vec<_>>().join(", ")
            )
        }
        other => panic!("no item holds {other:?}"),
    }
}

/// The random bits of an audit entry's id.
fn audit_nonce<'a>(pk: Option<&str>, sk: Option<&'a str>) -> Option<&'a str> {
    pk?.ends_with("#AUDIT").then_some(sk?.split_once('-')?.1)
}

fn item(item: &HashMap<String, AttributeValue>) -> String {
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).map(String::as_str);
    let random: Vec<&str> = RANDOM.into_iter().filter_map(text).chain(audit_nonce(text("PK"), text("SK"))).collect();
    let sorted: BTreeMap<_, _> = item.iter().collect();
    let mut lines = vec![format!("{} attributes", item.len())];
    lines.extend(sorted.iter().map(|(name, value)| format!("  {name} = {}", shown(value))));
    random.iter().fold(lines.join("\n"), |text, random| text.replace(random, "<random>"))
}

#[tokio::test]
async fn every_item_is_written_whole() {
    let shop = Shop::open().await;
    let until = shop.clock.now().plus_ms(3_600_000).rfc3339();
    let body = json!({
        "order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "expires_at": until,
        "customer_email": "buyer@example.com", "customer_phone": "01012345678", "memo": "문 앞",
    });
    shop.post("/workspaces/1/orders", body, 201).await;
    shop.pay("홍길동", 14_510, 532_513).await;
    shop.place("A-2", 500, "김철수").await;
    shop.pay("박영희", 700, 600_000).await;
    shop.pay("이*수", 900, 600_000).await;
    shop.pay("홍길동", 14_510, 600_000).await;
    shop.sms(&shop.kb("최민수", 800, 600_000).replace("110-***-000000", "220-***-111111"), shop.clock.now()).await;
    shop.sms(&shop.kb("한가인", 800, 600_000).replace("입금", "출금"), shop.clock.now()).await;
    shop.post("/auth/tokens", json!({"name": "쇼핑몰 서버"}), 201).await;
    shop.rest().await;
    let mut items: Vec<String> = shop.items().await.iter().map(item).collect();
    let key = |text: &String| {
        text.lines().filter(|line| line.starts_with("  PK") || line.starts_with("  SK")).collect::<String>()
    };
    items.sort_by_key(|text| (key(text), text.clone()));
    insta::assert_snapshot!(items.join("\n\n"));
    shop.end().await;
}
