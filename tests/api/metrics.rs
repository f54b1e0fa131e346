//! What the operator's alarms count: one line a message, by its bank, and nothing else of it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use runtime::metrics::{Embedded, filter};
use serde_json::{Value, json};
use tests::Shop;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, Registry, fmt};

/// What a program prints.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Printed {
    fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[tokio::test]
async fn each_message_about_a_transfer_is_counted_by_its_bank_and_nothing_of_it_is_told() {
    let shop = Shop::open().await;
    let (printed, now) = (Printed::default(), shop.clock.now());
    let _second = tracing::Dispatch::new(Registry::default());
    let writer = printed.clone();
    let layer = fmt::layer().event_format(Embedded { stage: "test".to_owned() }).with_writer(move || writer.clone());
    let counting = tracing::subscriber::set_default(Registry::default().with(layer.with_filter(filter())));
    let read = shop.kb("홍길동", 14_510, 532_513);
    let ours = [
        (read.clone(), Some(("004", None))),
        // Of an account that nobody registered: read all the same.
        (read.replace("110-***-000000", "220-***-111111"), Some(("004", None))),
        (read.replace("입금", "출금"), Some(("004", None))),
        (format!("{read}\n덧붙은 줄"), Some(("004", Some("several_names")))),
        (read.replace("국민", "신한").replace("잔액", "거래후 남은 돈"), Some(("088", Some("unknown_words")))),
        (read.replace("국민", "어느은행").replace("잔액", "남은 돈"), Some(("unknown", Some("several_names")))),
        // No transfer, so it tells nothing of how the bank writes of one.
        ("(광고) [국민] 특별 이벤트 110-***-000000 입금 14,510원".to_owned(), None),
    ];
    for (text, _) in &ours {
        shop.sms(text, now).await;
    }
    drop(counting);
    let expected: Vec<Value> = ours
        .into_iter()
        .filter_map(|(_, counted)| counted)
        .map(|(bank, unread)| {
            let by_reason = unread.map(|_| json!(["Stage", "Bank", "Reason"]));
            let dimensions: Vec<Value> =
                by_reason.into_iter().chain([json!(["Stage", "Bank"]), json!(["Stage"])]).collect();
            let what = json!([{"Namespace": "LunePay", "Dimensions": dimensions,
                "Metrics": [{"Name": "MessagesUnread", "Unit": "Count"}]}]);
            let mut line = json!({"_aws": {"Timestamp": now.ms(), "CloudWatchMetrics": what},
                "Stage": "test", "Bank": bank, "MessagesUnread": u8::from(unread.is_some())});
            if let Some(reason) = unread {
                line["Reason"] = json!(reason);
            }
            line
        })
        .collect();
    let unread: Vec<_> = printed.lines().into_iter().filter(|line| line.get("MessagesUnread").is_some()).collect();
    assert_eq!(unread, expected);
    shop.end().await;
}

/// One line a run, of the pass that is the latest; and when nothing is due, that too is told.
#[tokio::test]
async fn each_run_of_the_sweeper_tells_how_late_the_latest_of_its_passes_was() {
    let shop = Shop::open().await;
    let until = shop.clock.now().plus_ms(60_000).rfc3339();
    let order = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "expires_at": until});
    shop.post("/workspaces/1/orders", order, 201).await;
    shop.sweep().await.unwrap();
    // A minute of its own, ten of grace, and 29 of lateness.
    shop.clock.advance_ms(40 * 60_000);
    let printed = Printed::default();
    let _second = tracing::Dispatch::new(Registry::default());
    let writer = printed.clone();
    let layer = fmt::layer().event_format(Embedded { stage: "test".to_owned() }).with_writer(move || writer.clone());
    let counting = tracing::subscriber::set_default(Registry::default().with(layer.with_filter(filter())));
    for _ in 0..2 {
        shop.sweep().await.unwrap();
    }
    drop(counting);
    let lines: Vec<Value> = printed.lines().into_iter().filter(|line| line.get("DueAge").is_some()).collect();
    let told: Vec<_> = lines.iter().map(|line| (line["DueAge"].as_i64().unwrap(), line["Pass"].as_str())).collect();
    assert_eq!((told[0], told[1].0, told.len()), ((29 * 60, Some("orders")), 0, 2));
    let dimensions = &lines[0]["_aws"]["CloudWatchMetrics"][0]["Dimensions"];
    assert_eq!(dimensions, &json!([["Stage"]]), "a pass is no metric of its own");
    shop.end().await;
}
