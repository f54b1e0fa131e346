//! Servers that fail, go silent or are none, and texts that would rule a terminal.

use serde_json::Value;

use crate::support::{Person, Scripted, answer, answer_at};

const WORKSPACE: &str = r#"[{"id":9000000001,"name":"x","mode":"TEST"}]"#;

/// A person with a token of the environment.
fn asks(url: &str, arguments: &[&str]) -> crate::support::Said {
    Person::at(url).with(arguments, "", &[("LUNEPAY_TOKEN", "a.b.c")])
}

#[test]
fn a_server_that_fails_or_is_none_is_told_in_plain_words() {
    let problem = r#"{"code":"internal","status":500,"detail":"서버 오류","request_id":"req-1"}"#;
    let unavailable = "HTTP/1.1 503 X\r\nretry-after: 3600\r\ncontent-length: 0\r\n\r\n";
    for (sent, code, says) in [
        (answer(500, problem), 4, "req-1"),
        (answer(500, "<html>oops</html>"), 4, "could not do it (500)"),
        (answer(200, "<html>another program</html>"), 4, "is not LunePay"),
        (answer(302, ""), 4, "is not LunePay"),
        (answer(404, "nothing here"), 4, "is not LunePay"),
        (unavailable.to_owned(), 4, "could not do it (503)"),
    ] {
        let server = Scripted::new(vec![sent]);
        asks(&server.url, &["orders"]).is(code).says(says);
        server.sent();
    }
    asks("http://127.0.0.1:1", &["orders"]).is(4).says("Nothing answers").says("cargo run");
    Person::at("http://127.0.0.1:1").runs(&["init"]).is(4).says("Nothing answers");
}

#[test]
fn a_refusal_says_what_to_do_in_the_language_of_the_person() {
    for (code, status, says) in [
        ("signup_closed", 400, "lets nobody sign up"),
        ("too_many_requests", 429, "Too many calls"),
        ("contended", 503, "Try again in a moment"),
    ] {
        let problem = format!(r#"{{"code":"{code}","status":{status},"detail":"한국어","request_id":"r"}}"#);
        let server = Scripted::new(vec![answer_at(status, &problem, "retry-after: 3600\r\n")]);
        let said = Person::at(&server.url).runs(&["init"]).says(says).says("The server says: 한국어");
        assert_eq!(said.code, if status == 503 { 4 } else { 1 }, "{said:?}");
    }
    for (code, status, says) in [
        ("test_phone_missing", 400, "lunepay init"),
        ("bank_account_not_found", 404, "lunepay init"),
        ("live_workspace", 403, "takes no test messages"),
        ("role_insufficient", 403, "take the owner"),
    ] {
        let problem = format!(r#"{{"code":"{code}","status":{status},"detail":"한국어","request_id":"r"}}"#);
        let server = Scripted::new(vec![answer(200, WORKSPACE), answer(status, &problem)]);
        asks(&server.url, &["simulate", "deposit"]).is(1).says(says);
    }
}

#[test]
fn what_may_be_sent_again_is_and_takes_effect_once() {
    let busy = "HTTP/1.1 503 X\r\nretry-after: 0\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".to_owned();
    let gone = String::new();
    // The try before it may have arrived, and still be at work.
    let in_use = r#"{"code":"idempotency_key_in_use","status":409,"detail":"","request_id":"r"}"#;
    let in_use = answer_at(409, in_use, "retry-after: 0\r\n");
    let told = r#"{"success":true,"message":"ok","raw_sms":"x","shape":"y","sender":null,"deposit_id":1}"#;
    let server = Scripted::new(vec![answer(200, WORKSPACE), busy, gone, in_use, answer(200, told)]);
    asks(&server.url, &["simulate", "deposit"]).is(0);
    let sent = server.sent();
    let key =
        |request: &String| request.lines().find_map(|line| line.strip_prefix("idempotency-key: ").map(str::to_owned));
    assert_eq!(sent[1..].iter().map(key).collect::<std::collections::BTreeSet<_>>().len(), 1, "{sent:?}");
    assert!(key(&sent[1]).is_some() && key(&sent[0]).is_none());
    // A login takes no key, and is a guess each time.
    let server = Scripted::new(vec![String::new()]);
    Person::at(&server.url).types(&["login", "--email", "a@example.com"], "secret").is(4).says("may have taken effect");
}

#[test]
fn no_text_rules_the_terminal() {
    let nasty = "\\u001b]0;pwned\\u0007\\u001b[2J'\\\"<!channel>\\u202e\\u009b1m\\n홍";
    let row = format!(
        r#"[{{"id":1,"order_number":"{nasty}","amount":1,"depositor_name":"{nasty}","status":"PENDING","payment_state":"OPEN","amount_open":1,"created_at":"{nasty}"}}]"#
    );
    for arguments in [&["orders"][..], &["orders", "--json"]] {
        let server = Scripted::new(vec![answer(200, WORKSPACE), answer(200, &row)]);
        let said = asks(&server.url, arguments).is(0).says("<!channel>");
        let is_harmless = |c: char| c == '\n' || !(c.is_control() || c == '\u{202e}');
        assert!(said.out.chars().all(is_harmless), "{said:?}");
        if arguments.len() > 1 {
            let (told, sent): (Value, Value) =
                (serde_json::from_str(&said.out).unwrap(), serde_json::from_str(&row).unwrap());
            assert_eq!(told, sent);
        }
    }
    let refused = format!(r#"{{"code":"{nasty}","status":400,"detail":"{nasty}","request_id":"{nasty}"}}"#);
    let server = Scripted::new(vec![answer(200, WORKSPACE), answer(400, &refused)]);
    let said = asks(&server.url, &["orders"]).is(1);
    assert!(said.err.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
}

#[test]
fn a_wrong_command_line_is_a_usage_error() {
    for arguments in [
        &["orders", "--status", "PAID"][..],
        &["simulate", "loan"],
        &["simulate", "deposit", "--amount", "0"],
        &["simulate", "deposit", "--at", "noon"],
        &["simulate", "deposit", "--balance", "much"],
        &["replay", "1_o1_2"],
        &["replay", "--since", "2026-02-12"],
        &["orders", "--limit", "0"],
        &["audit", "--data", "somewhere"],
        &["listen", "--forward", "localhost:3000", "--events", "ping"],
        &["nothing"],
    ] {
        asks("http://127.0.0.1:1", arguments).is(2);
    }
}
