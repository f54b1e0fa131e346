//! `scenario`: what the server says of one, and how it ends.

use std::io::{BufRead, BufReader};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::{Person, Said, Scripted, answer};

const WORKSPACE: &str = r#"{"id":9000000001,"name":"x","mode":"TEST"}"#;
const TOKEN: [(&str, &str); 1] = [("LUNEPAY_TOKEN", "a.b.c")];

/// What must come out.
fn expected() -> Value {
    json!({"orders": [{"status": "MATCHED", "payment_state": "PAID"}],
        "deposits": [{"state": "MATCHED", "hold_reasons": []}, {"state": "HELD", "hold_reasons": ["LATE"]}],
        "proposals": [], "unread_messages": 0, "phone": "ONLINE"})
}

fn scenario(state: &str, passed: &Value, got: &Value) -> String {
    json!({"id": "split-7", "name": "split", "seed": 7, "state": state, "passed": passed, "livemode": false,
        "started_at": "2026-02-12T11:05:00+09:00", "ended_at": null, "expected": expected(), "got": got})
    .to_string()
}

fn running() -> String {
    scenario("RUNNING", &Value::Null, &Value::Null)
}

fn asks(arguments: &[&str], answers: Vec<String>) -> (Said, Vec<String>) {
    let server = Scripted::new([vec![answer(200, WORKSPACE)], answers].concat());
    let arguments = [arguments, &["--workspace", "9000000001"]].concat();
    let said = Person::at(&server.url).with(&arguments, "", &TOKEN);
    (said, server.sent())
}

#[test]
fn it_is_begun_and_waited_for() {
    let passed = scenario("DONE", &json!(true), &expected());
    let answers = vec![answer(201, &running()), answer(200, &running()), answer(200, &passed)];
    let (said, sent) = asks(&["scenario", "run", "split", "--seed", "7"], answers);
    let said = said.is(0).says("scenario show split-7").says("all came out as it must");
    let rows: Vec<&str> = said.out.lines().map(str::trim_end).collect();
    assert_eq!(
        rows,
        [
            "What                     Expected  Got",
            "deposits.1.state         MATCHED   MATCHED",
            "deposits.2.hold_reasons  LATE      LATE",
            "deposits.2.state         HELD      HELD",
            "orders.1.payment_state   PAID      PAID",
            "orders.1.status          MATCHED   MATCHED",
            "phone                    ONLINE    ONLINE",
            "unread_messages          0         0",
        ]
    );
    assert!(sent[1].ends_with(r#"{"name":"split","seed":7}"#) && sent[1].contains("idempotency-key: "), "{sent:?}");
    assert!(sent[2].starts_with("GET /api/v1/workspaces/9000000001/test/scenarios/split%2D7 "), "{sent:?}");
}

#[test]
fn one_that_comes_out_otherwise_fails_and_each_difference_is_marked() {
    let mut got = expected();
    got["orders"][0]["status"] = json!("PENDING");
    got["proposals"] = json!(["SPLIT"]);
    let failed = scenario("DONE", &json!(false), &got);
    let (said, _) = asks(&["scenario", "show", "split-7"], vec![answer(200, &failed)]);
    let said = said.is(1).says("otherwise than it must");
    let marked: Vec<&str> = said.out.lines().filter(|line| line.ends_with('≠')).collect();
    let cells: Vec<Vec<&str>> = marked.iter().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(cells, [vec!["orders.1.status", "MATCHED", "PENDING", "≠"], vec!["proposals", "SPLIT", "≠"]]);

    let (said, _) = asks(&["scenario", "show", "split-7", "--json"], vec![answer(200, &failed)]);
    let told: Value = serde_json::from_str(&said.is(1).out).unwrap();
    assert_eq!(told["got"], got);
}

#[test]
fn ctrl_c_ends_the_waiting() {
    let answers = std::iter::repeat_with(|| answer(200, &running())).take(100);
    let server = Scripted::new([answer(200, WORKSPACE)].into_iter().chain(answers).collect());
    let arguments = ["scenario", "run", "split", "--workspace", "9000000001"];
    let mut child = Person::at(&server.url).starts(&arguments, &TOKEN);
    let said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(said.into_iter().any(|line| line.contains("Ctrl-C ends the waiting only")));
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
}

#[test]
fn what_cannot_be_played_is_said() {
    let problem =
        r#"{"code":"scenario_exists","status":409,"detail":"이 시드로 이미 시작한 시나리오입니다.","request_id":"r"}"#;
    let (said, _) = asks(&["scenario", "run", "format_drift"], vec![answer(409, problem)]);
    said.is(1).says("another --seed plays it anew").says("이미 시작한");
    let live = Scripted::new(vec![answer(200, &WORKSPACE.replace("TEST", "LIVE"))]);
    let person = Person::at(&live.url);
    person.with(&["scenario", "run", "paid", "--workspace", "1"], "", &TOKEN).is(1).says("takes no test messages");
    person.runs(&["scenario", "run", "lottery"]).is(2).says("phone_dark");
    person.runs(&["scenario", "run", "paid", "--seed", "-1"]).is(2);
    person.runs(&["scenario", "run", "paid", "--orders", "20"]).is(2).says("for a month only");
}

#[test]
fn a_month_takes_no_server_and_ends_at_ctrl_c() {
    let person = Person::at("http://127.0.0.1:1");
    let mut child = person.starts(&["scenario", "run", "month", "--seed", "7"], &[]);
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert_eq!(said.next().unwrap(), "Playing a month of three shops inside this program: seed 7, 1200 orders each.");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(said.last().unwrap(), "Interrupted.");
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
