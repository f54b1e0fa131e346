//! The banks that can be read ↔ the alarms that watch how well they are, and what the matcher prints ↔ what they watch.

use std::collections::BTreeSet;

use bank_sms::bank;
use serde_json::{Value, json};
use tests::documents::template;
use web::metrics::line;

/// The alarms of messages that cannot be read.
fn alarms() -> Vec<(String, Value)> {
    let template = template();
    let resources = template["Resources"].as_object().unwrap().iter();
    let unread = resources.filter(|(_, resource)| resource["Properties"]["MetricName"] == "MessagesUnread");
    unread.map(|(name, resource)| (name.clone(), resource["Properties"].clone())).collect()
}

/// A dimension of a metric, as the template names it. `Stage` is a parameter there.
fn dimensions(alarm: &Value) -> Vec<(String, String)> {
    let dimensions = alarm["Dimensions"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    dimensions.map(|dimension| (word(&dimension["Name"]), word(&dimension["Value"]))).collect()
}

#[test]
fn every_bank_that_can_be_read_has_an_alarm_for_when_it_cannot() {
    let readable = bank::all().iter().filter(|bank| bank.readable).map(|bank| bank.code);
    let expected: BTreeSet<_> = readable.map(|code| format!("Unread{code}Alarm")).collect();
    let mut found: BTreeSet<_> = alarms().into_iter().map(|(name, _)| name).collect();
    assert!(found.remove("UnreadUnknownAlarm"));
    assert_eq!(found, expected);
}

#[test]
fn an_alarm_watches_the_very_metric_that_is_printed() {
    for (name, alarm) in alarms() {
        let (stage, bank) = match dimensions(&alarm).as_slice() {
            [(_, stage), (_, bank)] => (stage.clone(), bank.clone()),
            other => panic!("{name}: {other:?}"),
        };
        let shown = if bank == "unknown" { "UnreadUnknownAlarm".to_owned() } else { format!("Unread{bank}Alarm") };
        assert_eq!(name, shown);
        let printed = line(&stage, &bank, true, 0);
        let told = &printed["_aws"]["CloudWatchMetrics"][0];
        assert_eq!((&alarm["Namespace"], &alarm["MetricName"]), (&told["Namespace"], &told["Metrics"][0]["Name"]));
        let named = dimensions(&alarm).into_iter().map(|(name, value)| (json!(name), json!(value)));
        for (dimension, value) in named {
            assert!(told["Dimensions"][0].as_array().unwrap().contains(&dimension), "{name}: {dimension}");
            assert_eq!(printed[dimension.as_str().unwrap()], value, "{name}");
        }
        assert_eq!(told["Dimensions"][0].as_array().unwrap().len(), 2, "a metric of more dimensions is another metric");
    }
}

/// Which alarms an hour's messages raise: so many of each bank, and so many of them unread.
fn raised(hour: &[(&str, u32, u32)]) -> Vec<String> {
    let mut printed = Vec::new();
    for (bank, messages, unread) in hour {
        printed.extend((0..*messages).map(|nth| line("prod", bank, nth < *unread, 0)));
    }
    let raises = |alarm: &Value| {
        let (_, bank) = dimensions(alarm).pop().unwrap();
        let values: Vec<f64> = printed
            .iter()
            .filter(|line| line["Bank"] == bank.as_str())
            .map(|line| line["MessagesUnread"].as_f64().unwrap())
            .collect();
        let (sum, count) = (values.iter().sum::<f64>(), values.len());
        let threshold = alarm["Threshold"].as_f64().unwrap();
        match (alarm["Statistic"].as_str().unwrap(), alarm["ComparisonOperator"].as_str().unwrap()) {
            (_, _) if count == 0 => false,
            ("Average", "GreaterThanThreshold") => sum / f64::from(u32::try_from(count).unwrap()) > threshold,
            ("Sum", "GreaterThanOrEqualToThreshold") => sum >= threshold,
            other => panic!("say here what {other:?} means"),
        }
    };
    let alarms = alarms().into_iter();
    let mut raised: Vec<_> = alarms.filter(|(_, alarm)| raises(alarm)).map(|(name, _)| name).collect();
    raised.sort();
    raised
}

#[test]
fn one_small_bank_is_seen_while_the_large_ones_flow() {
    assert!(raised(&[("004", 1_000, 10), ("088", 1_000, 0), ("unknown", 19, 19)]).is_empty());
    assert_eq!(raised(&[("004", 1_000, 10), ("037", 1, 1)]), ["Unread037Alarm"]);
    // One of its layouts changed, and a quarter of its messages are written in it.
    assert_eq!(raised(&[("004", 1_000, 250), ("037", 2, 0)]), ["Unread004Alarm"]);
    assert_eq!(raised(&[("unknown", 20, 20)]), ["UnreadUnknownAlarm"]);
}
