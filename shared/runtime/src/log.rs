//! Log lines: one JSON object each, flat, with the keys of Powertools for AWS, so that the lines of one request are
//! found by one id: the gateway's (`correlation_id`), Lambda's (`function_request_id`) or ours (`request.id`).
//! Beside them stand the metrics, which are lines too.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Span, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::{JsonFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::{config, metrics};

/// Logs as JSON lines, at the level that the environment asks for, and beside them the metrics.
pub fn to_stdout() {
    let lines = tracing_subscriber::fmt::layer().event_format(Lines { function: config::function() });
    let lines = lines.fmt_fields(JsonFields::new()).with_writer(std::io::stdout);
    let embedded = metrics::Embedded { stage: config::stage() };
    let counted = tracing_subscriber::fmt::layer().event_format(embedded).with_writer(std::io::stdout);
    let both = tracing_subscriber::registry()
        .with(lines.with_filter(filter("info")))
        .with(counted.with_filter(metrics::filter()));
    // A second call, in a test that starts several programs, leaves the first in place.
    let _ = both.try_init();
}

/// What to log: `RUST_LOG`, such as `info` or `warn,pairing=debug`; `level` when it is missing or makes no sense. Not
/// by `EnvFilter`, whose regular expressions would be a seventh of a bootstrap.
pub fn filter(level: &str) -> Targets {
    discreet(&config::log_filter(level))
}

/// The levels that are asked for, but of libraries never more than warnings: below that they print whole requests, with
/// names, messages and tokens in them.
pub fn discreet(asked: &str) -> Targets {
    const LIBRARIES: [&str; 7] = ["aws", "axum", "h2", "hyper", "lambda", "rustls", "tower"];
    let asked = asked.parse().unwrap_or_else(|_| Targets::new().with_default(tracing::Level::INFO));
    LIBRARIES.iter().fold(asked, |asked, library| asked.with_target(*library, tracing::Level::WARN))
}

/// The span of one invocation, by which its lines are found: Lambda's id of it, and the gateway's of the request.
pub fn invocation(function_request_id: &str, correlation_id: Option<&str>) -> Span {
    static WARM: AtomicBool = AtomicBool::new(false);
    let cold_start = !WARM.swap(true, Ordering::Relaxed);
    tracing::error_span!("invocation", function_request_id, correlation_id, cold_start)
}

/// Writes an event with the fields of all spans that it stands in. The spans' own fields must be formatted as JSON.
pub struct Lines {
    /// The function's name on Lambda; empty elsewhere.
    pub function: String,
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let (mut line, mut at) = (Map::new(), String::new());
        SystemTime.format_time(&mut Writer::new(&mut at))?;
        let about = event.metadata();
        let own = [
            ("timestamp", at.as_str()),
            ("level", about.level().as_str()),
            ("service", "lunepay"),
            ("function_name", self.function.as_str()),
            ("location", about.target()),
        ];
        line.extend(own.map(|(key, value)| (key.to_owned(), Value::from(value))));
        for span in context.event_scope().into_iter().flat_map(|scope| scope.from_root()) {
            let extensions = span.extensions();
            let fields = extensions.get::<FormattedFields<N>>().map(|formatted| formatted.fields.as_str());
            if let Some(Ok(Value::Object(fields))) = fields.map(serde_json::from_str) {
                line.extend(fields);
            }
        }
        event.record(&mut Fields(&mut line));
        writeln!(writer, "{}", Value::Object(line))
    }
}

struct Fields<'a>(&'a mut Map<String, Value>);

impl Fields<'_> {
    fn set(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.set(field, format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use serde_json::json;

    use super::*;

    #[derive(Clone, Default)]
    struct Printed(Arc<Mutex<Vec<u8>>>);

    impl Write for Printed {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_has_the_ids_of_its_request_under_powertools_keys() {
        let printed = Printed::default();
        let writer = printed.clone();
        let layer = tracing_subscriber::fmt::layer()
            .event_format(Lines { function: "lunepay-orders".to_owned() })
            .fmt_fields(JsonFields::new())
            .with_writer(move || writer.clone());
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            let invocation = invocation("8476a536", Some("JKJaXmPLvHcESHA="));
            let request = tracing::error_span!(parent: &invocation, "request", request.id = "ours");
            request.in_scope(|| tracing::warn!(workspace.id = 1_u64, error = %"no table", "it went wrong"));
        });
        let mut line: Value = serde_json::from_slice(&printed.0.lock().unwrap()).unwrap();
        let at = line.as_object_mut().unwrap().remove("timestamp").unwrap();
        assert!(at.as_str().unwrap().ends_with('Z'), "{at}");
        // Whether this is the program's first invocation, another test decides.
        assert!(line.as_object_mut().unwrap().remove("cold_start").unwrap().is_boolean());
        let expected = json!({
            "level": "WARN", "service": "lunepay", "function_name": "lunepay-orders", "location": "runtime::log::tests",
            "function_request_id": "8476a536", "correlation_id": "JKJaXmPLvHcESHA=", "request.id": "ours",
            "workspace.id": 1, "error": "no table", "message": "it went wrong",
        });
        assert_eq!(line, expected);
    }
}
