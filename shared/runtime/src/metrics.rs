//! Metrics of what only the programs themselves know. An event of the target `metrics` becomes a log line that
//! CloudWatch takes for a metric too, so that counting costs no call and no right.
//! Format: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>
//!
//! Invariant: a line holds nothing but its metric, its dimensions, its pass and its time. Whatever else an event
//! carries stays out.

use std::fmt;

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Events of this target are metrics. They are of level debug, so that a program that makes no metrics shows none of
/// them.
const TARGET: &str = "metrics";
/// The bank of a message whose bank nobody can tell.
const NO_BANK: &str = "unknown";

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumString, strum::IntoStaticStr, strum::EnumIter)]
pub enum Metric {
    /// A message about a transfer: 1 nobody but a person can read it, or 0. By bank, and over all of them.
    MessagesUnread,
    /// A webhook's call that waited: 1 its message's outcome was late, or 0.
    OutcomesLate,
    /// How late the sweeper came to the oldest work that was due, in seconds, of the pass that was the latest.
    DueAge,
    /// A request that the table or the queue turned away, after its retries; see `StoreError::Throttled`.
    Throttled,
}

/// Counts a message that told, or could have told, of a transfer. `bank`: its three digits. `unread`: why nobody could
/// read it, `None` of one that was read. `at_ms`: when, in milliseconds since the Unix epoch.
pub fn message(bank: Option<&str>, unread: Option<&str>, at_ms: i64) {
    let (metric, value) = (<&str>::from(Metric::MessagesUnread), i64::from(unread.is_some()));
    let bank = bank.unwrap_or(NO_BANK);
    tracing::debug!(target: TARGET, { metric, value, bank.code = bank, reason = unread, at_ms }, "a message was counted");
}

/// Counts a webhook's call that wanted to hear what became of its message.
pub fn outcome(late: bool, at_ms: i64) {
    let (metric, value) = (<&str>::from(Metric::OutcomesLate), i64::from(late));
    tracing::debug!(target: TARGET, { metric, value, at_ms }, "an outcome was counted");
}

/// Tells how late the sweeper was, and which of its passes was the latest.
pub fn due_age(pass: &str, seconds: i64, at_ms: i64) {
    let (metric, value) = (<&str>::from(Metric::DueAge), seconds);
    tracing::debug!(target: TARGET, { metric, value, pass, at_ms }, "the oldest due work was measured");
}

/// Lets through what is a metric, whatever level an operator asks of the log.
pub fn filter() -> Targets {
    Targets::new().with_target(TARGET, Level::DEBUG)
}

/// Writes an event as CloudWatch's embedded metric format.
pub struct Embedded {
    /// The installation, as the template's parameter `Stage` names it.
    pub stage: String,
}

/// What a metric's event says.
#[derive(Default)]
struct Measurement {
    metric: Option<Metric>,
    value: Option<i64>,
    bank: Option<String>,
    reason: Option<String>,
    pass: Option<String>,
    at_ms: Option<i64>,
}

impl Visit for Measurement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "metric" => self.metric = value.parse().ok(),
            "bank.code" => self.bank = Some(value.to_owned()),
            "reason" => self.reason = Some(value.to_owned()),
            "pass" => self.pass = Some(value.to_owned()),
            _ => {}
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        match field.name() {
            "value" => self.value = Some(value),
            "at_ms" => self.at_ms = Some(value),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

impl<S, N> FormatEvent<S, N> for Embedded
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut told = Measurement::default();
        event.record(&mut told);
        let (Some(metric), Some(value)) = (told.metric, told.value) else { return Ok(()) };
        let at_ms = told.at_ms.unwrap_or_else(|| crate::config::clock()().ms());
        let mut line = line(&self.stage, metric, value, (told.bank.as_deref(), told.reason.as_deref()), at_ms);
        // No dimension, which would be a metric more: who searches the log finds it.
        if let Some(pass) = told.pass {
            line["Pass"] = json!(pass);
        }
        writeln!(writer, "{line}")
    }
}

/// One value of a metric. Of one that is 1 or 0 the average is the share, the sum how many, and the sample count how
/// many there were in all. `of`: the bank, and why its message is unread, so that a wording which a bank begins to use
/// shows.
pub fn line(
    stage: &str,
    metric: Metric,
    value: i64,
    of: (Option<&str>, Option<&str>),
    at_ms: i64,
) -> serde_json::Value {
    let name: &str = metric.into();
    let dimensions = match of {
        (Some(_), Some(_)) => json!([["Stage", "Bank", "Reason"], ["Stage", "Bank"], ["Stage"]]),
        (Some(_), None) => json!([["Stage", "Bank"], ["Stage"]]),
        (None, _) => json!([["Stage"]]),
    };
    let mut line = json!({
        "_aws": {
            "Timestamp": at_ms,
            "CloudWatchMetrics": [{
                "Namespace": "LunePay",
                "Dimensions": dimensions,
                "Metrics": [{"Name": name, "Unit": unit(metric)}],
            }],
        },
        "Stage": stage,
    });
    line[name] = json!(value);
    for (field, value) in [("Bank", of.0), ("Reason", of.1)] {
        if let Some(value) = value {
            line[field] = json!(value);
        }
    }
    line
}

fn unit(metric: Metric) -> &'static str {
    match metric {
        Metric::MessagesUnread | Metric::OutcomesLate | Metric::Throttled => "Count",
        Metric::DueAge => "Seconds",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_cloudwatch_takes_for_a_metric() {
        assert_eq!(
            line("prod", Metric::MessagesUnread, 1, (Some("004"), None), 1_706_752_800_000).to_string(),
            concat!(
                r#"{"Bank":"004","MessagesUnread":1,"Stage":"prod","_aws":{"CloudWatchMetrics":[{"Dimensions":"#,
                r#"[["Stage","Bank"],["Stage"]],"Metrics":[{"Name":"MessagesUnread","Unit":"Count"}],"Namespace":"#,
                r#""LunePay"}],"Timestamp":1706752800000}}"#
            )
        );
        let unread = line("prod", Metric::MessagesUnread, 1, (Some("004"), Some("unknown_channel")), 0);
        let dimensions = json!([["Stage", "Bank", "Reason"], ["Stage", "Bank"], ["Stage"]]);
        assert_eq!(unread["_aws"]["CloudWatchMetrics"][0]["Dimensions"], dimensions);
        assert_eq!(unread["Reason"], "unknown_channel");
        let late = line("prod", Metric::OutcomesLate, 0, (None, None), 0);
        assert_eq!(late["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["Stage"]]));
        assert_eq!((&late["OutcomesLate"], late.get("Bank")), (&json!(0), None));
    }
}
