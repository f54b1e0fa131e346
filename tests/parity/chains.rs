//! Chains: Lambda stops a function that messages of its own invoke some sixteen times in a row. Whoever sends to the
//! queue that invokes it says so in the template, and is bounded besides (`webhooks::chains`).

use serde_json::Value;
use tests::documents::template;
use tests::rights::{Act, Target, grants, stem};

use super::functions;

/// The queues that invoke a function.
fn sources(template: &Value, function: &str) -> Vec<String> {
    let events = &template["Resources"][format!("{}Function", stem(function))]["Properties"]["Events"];
    let queues = events.as_object().unwrap().values().filter(|event| event["Type"] == "SQS");
    let name = |event: &Value| event["Properties"]["Queue"].as_str().unwrap().trim_end_matches(".Arn").to_owned();
    queues.map(name).collect()
}

#[test]
fn whoever_sends_to_its_own_queue_is_allowed_to_and_nobody_else_is() {
    let template = template();
    let mut loops = Vec::new();
    for function in functions() {
        let sends = |queue: &String| {
            let act = Act { action: "SendMessage".to_owned(), on: Target::Queue(queue.clone()) };
            grants(&template, &function).iter().any(|grant| grant.allows(&act))
        };
        let to_itself = sources(&template, &function).iter().any(sends);
        let allowed = &template["Resources"][format!("{}Function", stem(&function))]["Properties"]["RecursiveLoop"];
        let expected = if to_itself { Value::from("Allow") } else { Value::Null };
        assert_eq!(*allowed, expected, "{function}");
        loops.extend(to_itself.then_some(function));
    }
    assert_eq!(loops, ["matcher", "notifier"]);
}

/// A loop ends well before its function does: what a step takes at worst still fits.
#[test]
fn a_loop_inside_one_invocation_leaves_half_of_its_time() {
    let template = template();
    for (function, goes_on_for_ms) in [("matcher", matcher::GOES_ON_FOR_MS), ("notifier", notifier::GOES_ON_FOR_MS)] {
        let timeout = template["Resources"][format!("{}Function", stem(function))]["Properties"]["Timeout"].as_i64();
        assert!(goes_on_for_ms <= timeout.unwrap() * 500, "{function}");
    }
}
