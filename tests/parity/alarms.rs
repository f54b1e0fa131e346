//! What the programs print as metrics ↔ the alarms that watch them.

use runtime::metrics::{Metric, line};
use serde_json::{Value, json};
use strum::IntoEnumIterator;
use tests::documents::{read, template};

/// The alarms of the template.
fn alarms() -> Vec<(String, Value)> {
    let template = template();
    let resources = template["Resources"].as_object().unwrap().iter();
    let alarms = resources.filter(|(_, resource)| resource["Type"] == "AWS::CloudWatch::Alarm");
    alarms.map(|(name, resource)| (name.clone(), resource["Properties"].clone())).collect()
}

/// Every account has ten for nothing.
#[test]
fn there_are_ten_alarms_each_of_one_metric_and_each_has_its_part_in_the_runbook() {
    let runbook = read("infra/runbook.md");
    let alarms = alarms();
    assert!(alarms.len() <= 10, "{}", alarms.len());
    for (name, alarm) in alarms {
        assert!(alarm["MetricName"].is_string(), "{name} watches one metric");
        assert!(runbook.contains(&format!("\n### {name}\n")), "the runbook does not know {name}");
        assert!(alarm["AlarmDescription"].as_str().unwrap().contains(&format!("Runbook, \"{name}\"")), "{name}");
    }
}

#[test]
fn every_metric_that_is_printed_has_an_alarm_of_its_very_dimensions() {
    for metric in Metric::iter() {
        let name: &str = metric.into();
        let alarms = alarms();
        let (_, alarm) = alarms.iter().find(|(_, alarm)| alarm["MetricName"] == name).unwrap();
        let bank = (metric == Metric::MessagesUnread).then_some("004");
        let printed = line("prod", metric, 1, (bank, None), 0);
        let told = &printed["_aws"]["CloudWatchMetrics"][0];
        assert_eq!((&alarm["Namespace"], &alarm["MetricName"]), (&told["Namespace"], &told["Metrics"][0]["Name"]));
        // `Stage` is a parameter of the template.
        assert_eq!(alarm["Dimensions"], json!([{"Name": "Stage", "Value": "Stage"}]), "{name}");
        assert!(told["Dimensions"].as_array().unwrap().contains(&json!(["Stage"])), "{name}");
        assert_eq!(printed[name], 1);
    }
}

/// Whether so many messages, so many of them unread, raise the alarm over all banks.
#[test]
fn a_few_messages_that_nobody_can_read_are_seen_whatever_their_bank() {
    let alarms = alarms();
    let (_, alarm) = alarms.iter().find(|(name, _)| name == "UnreadAlarm").unwrap();
    assert_eq!(
        (&alarm["Statistic"], &alarm["ComparisonOperator"]),
        (&json!("Sum"), &json!("GreaterThanOrEqualToThreshold"))
    );
    let sum = |unread: &[i64]| {
        unread
            .iter()
            .map(|value| {
                line("prod", Metric::MessagesUnread, *value, (Some("037"), None), 0)["MessagesUnread"].as_i64().unwrap()
            })
            .sum::<i64>()
    };
    let threshold = alarm["Threshold"].as_i64().unwrap();
    assert!(sum(&[0; 1_000]) < threshold && sum(&[1, 1, 1, 1]) < threshold);
    assert!(sum(&[1, 0, 1, 1, 0, 1, 1]) >= threshold);
}
