//! Metrics of what only the programs themselves know. An event of the target `metrics` becomes a log line that
//! CloudWatch takes for a metric too, so that counting costs no call and no right.
//! Format: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>
//!
//! Invariant: a line holds nothing but its metric, its dimensions and its time. Whatever else an event carries stays out.

use std::fmt;

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Events of this target are metrics. They are of level debug, so that a program that makes no metrics shows none of them.
const TARGET: &str = "metrics";
/// The bank of a message whose bank nobody can tell.
const NO_BANK: &str = "unknown";

/// Counts a message that told, or could have told, of a transfer. `bank`: its three digits. `unread`: nobody but a
/// person can read it. `at_ms`: when, in milliseconds since the Unix epoch.
pub fn message(bank: Option<&str>, unread: bool, at_ms: i64) {
    let bank = bank.unwrap_or(NO_BANK);
    tracing::debug!(target: TARGET, { bank.code = bank, unread, at_ms }, "a message was counted");
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
struct Told {
    bank: Option<String>,
    unread: Option<bool>,
    at_ms: Option<i64>,
}

impl Visit for Told {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "bank.code" {
            self.bank = Some(value.to_owned());
        }
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        if field.name() == "unread" {
            self.unread = Some(value);
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        if field.name() == "at_ms" {
            self.at_ms = Some(value);
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
        let mut told = Told::default();
        event.record(&mut told);
        let (Some(bank), Some(unread), Some(at_ms)) = (told.bank, told.unread, told.at_ms) else { return Ok(()) };
        writeln!(writer, "{}", line(&self.stage, &bank, unread, at_ms))
    }
}

/// One message: 1 unread, or 0. So the metric's average is the share that is unread, its sum how many, and its sample
/// count how many messages there were.
pub fn line(stage: &str, bank: &str, unread: bool, at_ms: i64) -> serde_json::Value {
    json!({
        "_aws": {
            "Timestamp": at_ms,
            "CloudWatchMetrics": [{
                "Namespace": "LunePay",
                "Dimensions": [["Stage", "Bank"]],
                "Metrics": [{"Name": "MessagesUnread", "Unit": "Count"}],
            }],
        },
        "Stage": stage,
        "Bank": bank,
        "MessagesUnread": u8::from(unread),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_cloudwatch_takes_for_a_metric() {
        assert_eq!(
            line("prod", "004", true, 1_706_752_800_000).to_string(),
            concat!(
                r#"{"Bank":"004","MessagesUnread":1,"Stage":"prod","_aws":{"CloudWatchMetrics":[{"Dimensions":"#,
                r#"[["Stage","Bank"]],"Metrics":[{"Name":"MessagesUnread","Unit":"Count"}],"Namespace":"LunePay"}],"#,
                r#""Timestamp":1706752800000}}"#
            )
        );
        assert_eq!(line("prod", NO_BANK, false, 0)["MessagesUnread"], 0);
    }
}
