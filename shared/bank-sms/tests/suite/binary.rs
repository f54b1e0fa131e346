//! The binary: JSON Lines in, one answer a line out, exit 0.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

fn run(command: &str, input: &str) -> (Vec<Value>, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bank-sms"))
        .arg(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.success())
}

#[test]
fn the_guides_example_is_a_deposit() {
    let raw = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동";
    let line = json!({"id": 7, "raw": raw, "sender": "16449999", "received_at": "2026-02-01T02:05:30Z"});
    let (answers, ok) = run("read", &format!("{line}\n"));
    assert!(ok);
    let answer = &answers[0];
    for (field, wanted) in [
        ("id", json!(7)),
        ("outcome", json!("deposit")),
        ("bank_code", json!("004")),
        ("account", json!("110-***-000000")),
        ("amount", json!(14510)),
        ("balance", json!(532_513)),
        ("depositor", json!("홍길동")),
        ("at", json!("2026-02-01T11:05:00+09:00")),
        ("shape", json!("kb-name-last")),
        ("why", Value::Null),
    ] {
        assert_eq!(answer[field], wanted, "{field}");
    }
}

#[test]
fn every_line_is_answered_in_order_whatever_it_says() {
    let input = "{\"raw\":\"\",\"id\":\"a\"}\nno json\n\n[]\n{\"id\":\"b\"}\n{\"raw\":\"x\",\"received_at\":\"never\"}\n{\"raw\":\"입금\"}\n";
    let (answers, ok) = run("read", input);
    assert!(ok);
    let outcomes: Vec<_> = answers.iter().map(|answer| answer["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["ignored", "quarantined", "quarantined", "quarantined", "quarantined", "quarantined"]);
    assert_eq!((&answers[0]["id"], &answers[3]["id"]), (&json!("a"), &json!("b")));
}

#[test]
fn banks_lists_what_can_be_read() {
    let (banks, ok) = run("banks", "");
    assert!(ok);
    assert!(banks.len() >= 22);
    assert!(banks.iter().any(|bank| bank["bank_code"] == "004" && bank["shapes"][0]["layout"].is_string()));
}

#[test]
fn docs_banks_md_is_what_the_live_reader_says() {
    let page = Command::new(env!("CARGO_BIN_EXE_bank-sms")).arg("docs").output().unwrap();
    let page = String::from_utf8(page.stdout).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/banks.md");
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    assert!(stored == page, "docs/banks.md has drifted: cargo run -p bank-sms -- docs > docs/banks.md");
}
