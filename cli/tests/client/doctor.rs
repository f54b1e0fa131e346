//! `doctor` and `replay`.

use crate::support::{Person, Said, Scripted, Server, answer, answer_at};

const USER: &str = r#"{"email":"owner@example.com"}"#;
const TEST: &str = r#"{"id":9000000001,"name":"x","mode":"TEST"}"#;
const LIVE: &str = r#"{"id":1,"name":"Shop","mode":"LIVE","is_active":true,"settings":{"senders":"KNOWN"}}"#;
const ACCOUNT: &str = r#"[{"bank_name":"국민","account_number":"110","is_active":true,"contested_at":null}]"#;

/// `doctor` at a server that answers so: the head of its first answer, the workspace, accounts, phones, endpoints.
fn doctor(head: &str, answers: [&str; 4]) -> Said {
    let [workspace, accounts, phones, endpoints] = answers;
    let server = Scripted::new(vec![
        answer_at(200, USER, head),
        answer(200, workspace),
        answer_at(200, accounts, "ratelimit: \"token\";r=12;t=1, \"workspace\";r=2000;t=1\r\n"),
        answer(200, phones),
        answer(200, endpoints),
    ]);
    let arguments = ["doctor", "--live", "--workspace", "1"];
    let said = Person::at(&server.url).with(&arguments, "", &[("LUNEPAY_TOKEN", "a.b.c")]);
    server.sent();
    said
}

#[test]
fn a_test_workspace_is_well_but_for_what_it_lacks() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    let said = person.runs(&["doctor"]).is(1).says("1 to mend").says("lunepay listen --forward");
    for well in ["login developer-", "this machine's clock", "calls, token: ", "account 국민", "phone 1", "only banks"]
    {
        assert!(said.out.lines().any(|line| line.starts_with("ok") && line.contains(well)), "{well}: {said:?}");
    }
}

#[test]
fn each_thing_to_mend_says_how() {
    let phone = r#"[{"id":7,"phone_number":"010","status":"SILENT","sender_missing":"ALLOWED","sender_unconfirmed":true,
        "last_arrivals":[{"problems":[{"code":"no_sender"}]},{"problems":[{"code":"content_hidden"}]}]}]"#;
    let endpoints = r#"[{"id":3,"url":"https://a","is_active":false,"disabled_reason":"gone","failing_since":null},
        {"id":4,"url":"https://b","is_active":true,"disabled_reason":null,"failing_since":"2026-02-12T00:00:00+09:00"}]"#;
    let idle = LIVE.replace("true", "false").replace("KNOWN", "ANY");
    let contested = ACCOUNT.replace(r#""contested_at":null"#, r#""contested_at":"2026-02-12T00:00:00+09:00""#);
    let said = doctor("date: Mon, 01 Jan 2024 00:00:00 GMT\r\n", [&idle, &contested, phone, endpoints]).is(1);
    for mend in [
        "s off the server's",
        "token: 12 left",
        "is deactivated",
        "set `senders` to KNOWN",
        "fits messages of another workspace",
        "phone 7 (010) is silent",
        "confirm it in the dashboard",
        "set `sender_missing` to HELD",
        "has problems: no_sender.",
        "endpoint 3 is off (gone)",
        "endpoint 4 fails since 2026-02-12 00:00",
    ] {
        assert!(said.out.lines().any(|line| line.starts_with("mend") && line.contains(mend)), "{mend}: {said:?}");
    }
    assert!(said.err.contains("11 to mend") && !said.out.contains("content_hidden"), "{said:?}");
    doctor("", [LIVE, "[]", "[]", "[]"]).says("there is no account").says("there is no phone").is(1);
}

#[test]
fn an_event_is_sent_again_to_each_endpoint_that_had_it() {
    let delivery = r#"{"id":"dlv_1","event_id":"evt_1_o1_2","event_type":"order.matched"}"#;
    let other = r#"[{"id":"dlv_0","event_id":"evt_1_o9_2","event_type":"order.matched"}]"#;
    let page = |items: &str, next: &str| answer_at(200, items, next);
    let server = Scripted::new(vec![
        answer(200, TEST),
        answer(200, r#"[{"id":3,"is_active":false},{"id":1,"is_active":true},{"id":2,"is_active":true}]"#),
        page(other, "x-next-cursor: more/of it\r\n"),
        page(&format!("[{delivery}]"), ""),
        answer(202, delivery),
        page("[]", ""),
    ]);
    let arguments = ["replay", "evt_1_o1_2", "--workspace", "9000000001"];
    let said = Person::at(&server.url).with(&arguments, "", &[("LUNEPAY_TOKEN", "a.b.c")]).is(0);
    assert_eq!(said.out, "order.matched evt_1_o1_2: sent again to endpoint 1.\n");
    assert!(said.err.contains("Endpoint 3 is disabled"), "{said:?}");
    let sent = server.sent();
    assert!(sent[3].contains("cursor=more%2Fof%20it"), "{sent:?}");
    assert!(sent[4].starts_with("POST /api/v1/workspaces/9000000001/webhook-endpoints/1/deliveries/dlv%5F1/replay "));
}

#[test]
fn a_disabled_endpoint_stops_no_other() {
    let endpoints = r#"[{"id":1,"is_active":false},{"id":2,"is_active":true}]"#;
    let since = ["replay", "--since", "2026-02-12T00:00:00+09:00", "--workspace", "9000000001"];
    let token = [("LUNEPAY_TOKEN", "a.b.c")];
    let server = Scripted::new(vec![answer(200, TEST), answer(200, endpoints), answer(202, "{}")]);
    let said = Person::at(&server.url).with(&since, "", &token).is(0).says("Endpoint 1 is disabled");
    assert!(said.out.contains("endpoint 2") && !said.out.contains("endpoint 1"), "{said:?}");
    assert!(server.sent()[2].contains("/webhook-endpoints/2/replay "));

    // One that is named is asked for, and the server says why not.
    let disabled = r#"{"code":"endpoint_disabled","status":409,"detail":"꺼짐","request_id":"r"}"#;
    let server = Scripted::new(vec![answer(200, TEST), answer(200, endpoints), answer(409, disabled)]);
    let named: Vec<&str> = since.iter().chain(&["--endpoint", "1"]).copied().collect();
    Person::at(&server.url).with(&named, "", &token).is(1).says("endpoint_disabled");

    let off = r#"[{"id":1,"is_active":false}]"#;
    let server = Scripted::new(vec![answer(200, TEST), answer(200, off)]);
    Person::at(&server.url).with(&since, "", &token).is(1).says("No endpoint is active");
}

#[test]
fn what_cannot_be_sent_again_is_said() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    person.runs(&["replay", "dlv_1"]).is(1).says("There is no endpoint");
    person.runs(&["replay"]).is(2);
    person.runs(&["replay", "dlv_1", "--since", "2026-02-12T00:00:00+09:00"]).is(2);
}
