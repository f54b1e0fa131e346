use serde_json::{Value, json};

use super::*;

/// What strangers may call themselves, and what of it is shown where names are.
const HOSTILE: [(&str, &str); 42] = [
    ("<!channel>", "··channel·"),
    ("<!here|here>", "··here·here·"),
    ("<!everyone>", "··everyone·"),
    ("<@U012AB3CD>", "··U012AB3CD·"),
    ("<#C012AB3CD>", "·#C012AB3CD·"),
    ("<https://evil.example|은행>", "·https···evil·example·은행·"),
    ("https://evil.example", "https···evil·example"),
    ("evil.example", "evil·example"),
    ("mailto:a@evil.example", "mailto·a·evil·example"),
    ("tel:+821012345678", "tel·+821012345678"),
    ("@everyone", "·everyone"),
    ("@here", "·here"),
    ("<@123456789012345678>", "··123456789012345678·"),
    ("<@&123456789012345678>", "··&123456789012345678·"),
    ("<#123456789012345678>", "·#123456789012345678·"),
    ("<:smile:123456789012345678>", "··smile·123456789012345678·"),
    ("<t:1700000000:R>", "·t·1700000000·R·"),
    ("[은행](https://evil.example)", "·은행·(https···evil·example)"),
    ("**홍길동**", "**홍길동**"),
    ("__홍길동__", "__홍길동__"),
    ("~~홍길동~~", "··홍길동··"),
    ("||홍길동||", "··홍길동··"),
    ("`홍길동`", "·홍길동·"),
    ("```\n홍길동\n```", "····홍길동····"),
    ("# 홍길동", "# 홍길동"),
    ("> 홍길동", "· 홍길동"),
    ("- 홍길동", "- 홍길동"),
    ("/start", "·start"),
    ("@lunepay_bot", "·lunepay_bot"),
    ("tg://resolve?domain=evil", "tg···resolve·domain·evil"),
    ("<b>홍길동</b>", "·b·홍길동··b·"),
    ("<script>alert(1)</script>", "·script·alert(1)··script·"),
    ("&lt;!channel&gt;", "&lt··channel&gt·"),
    ("홍\u{200b}길동", "홍·길동"),
    ("홍\u{202e}동길", "홍·동길"),
    ("\u{feff}홍길동", "·홍길동"),
    ("홍\u{3164}길동", "홍·길동"),
    ("홍길동\r\n입금 확인됨", "홍길동··입금 확인됨"),
    ("홍길동\u{2028}입금", "홍길동·입금"),
    ("\"},\"mrkdwn\":true,\"x\":{\"", "··,·mrkdwn··true,·x····"),
    ("홍길동\\*", "홍길동·*"),
    (":bank:", "·bank·"),
];

fn event(name: &str, kind: &str) -> String {
    let deposit = json!({"id": 120, "bank_code": "004", "amount": 14_510, "depositor_name": name,
        "deposited_at": "2024-02-12T14:02:00+09:00"});
    let event = json!({"id": "evt_1_d120_2", "type": kind, "workspace_id": 1, "livemode": true,
        "data": {"deposit": deposit, "order": null}});
    event.to_string()
}

fn style(format: EndpointFormat, shows_names: bool) -> Style<'static> {
    Style { format, shows_names, page_url: Some("https://pay.example") }
}

fn told(style: Style<'_>, event: &str) -> Value {
    serde_json::from_str(&body(style, event).unwrap()).unwrap()
}

#[test]
fn a_deposit_to_check_is_one_line_and_a_link_with_its_name_masked() {
    let held = event("김영희", "deposit.held");
    let (line, link) = ("확인할 입금 · 김*희 · 14,510원 · 국민 14:02", "https://pay.example/w/1/deposits/120");
    assert_eq!(told(style(EndpointFormat::Slack, false), &held)["text"], format!("{line}\n{link}"));
    assert_eq!(told(style(EndpointFormat::Telegram, false), &held)["text"], format!("{line}\n{link}"));
    let discord = format!("{}\n{link}", line.replace('*', "\\*"));
    assert_eq!(told(style(EndpointFormat::Discord, false), &held)["content"], discord);
    assert_eq!(body(style(EndpointFormat::Json, false), &held), None);
    let whole = told(Style { page_url: None, ..style(EndpointFormat::Slack, true) }, &held);
    assert_eq!(whole["text"], "확인할 입금 · 김영희 · 14,510원 · 국민 14:02");
}

#[test]
fn no_name_calls_anybody_or_leads_anywhere() {
    for (name, shown) in HOSTILE {
        let held = event(name, "deposit.held");
        let line = format!("확인할 입금 · {shown} · 14,510원 · 국민 14:02");
        let link = "https://pay.example/w/1/deposits/120";
        let slack = told(style(EndpointFormat::Slack, true), &held);
        assert_eq!(slack["text"], format!("{}\n{link}", line.replace('&', "&amp;")), "{name:?}");
        assert_eq!((&slack["mrkdwn"], &slack["link_names"]), (&false.into(), &false.into()));
        let telegram = told(style(EndpointFormat::Telegram, true), &held);
        assert_eq!(telegram["text"], format!("{line}\n{link}"), "{name:?}");
        assert_eq!(telegram.get("parse_mode"), None);
        let discord = told(style(EndpointFormat::Discord, true), &held);
        assert_eq!(discord["allowed_mentions"], json!({"parse": []}));
        let content = discord["content"].as_str().unwrap();
        assert_eq!(content.replace('\\', ""), format!("{line}\n{link}"), "{name:?}");
        let (said, _) = content.split_once('\n').unwrap();
        for sign in ['*', '_', '~', '`', '|', '>', '#', '-', '[', '('] {
            let bare = said.replace(&format!("\\{sign}"), "");
            assert!(!bare.contains(sign), "{name:?}: {content}");
        }
        for text in [&slack["text"], &telegram["text"], &discord["content"]] {
            let (said, _) = text.as_str().unwrap().split_once('\n').unwrap();
            let said = said.replace("14:02", "");
            let calls = ['<', '>', '@', '`', '~', '|', '/', ':', '.', '\r', '\u{200b}'];
            assert!(!said.contains(calls), "{name:?}: {said}");
        }
    }
}

#[test]
fn names_are_masked_as_people_mask_them() {
    for (name, shown) in [("", ""), ("김", "김"), ("김영", "김*"), ("김영희", "김*희"), ("남궁민수", "남**수")]
    {
        assert_eq!(masked(name), shown);
    }
    let long = "가".repeat(61);
    assert_eq!(plain(&long), format!("{}…", "가".repeat(60)));
}

#[test]
fn every_type_has_a_line_and_a_place() {
    for kind in EventType::all() {
        let order = json!({"id": 55, "order_number": "A-1", "amount": 20_000, "depositor_name": "김영희"});
        let data = json!({"order": order, "label": "카운터"});
        let event = json!({"type": kind.code(), "workspace_id": 1, "livemode": false, "data": data}).to_string();
        let text = told(style(EndpointFormat::Telegram, false), &event)["text"].as_str().unwrap().to_owned();
        assert!(text.starts_with(&format!("[시험] {} · 주문 A-1 · 김*희 · 20,000원", title(kind))), "{text}");
        assert!(text.contains("\nhttps://pay.example/w/1/"), "{text}");
    }
    let part = json!({"type": "order.partially_paid", "workspace_id": 1, "data": {
        "order": {"id": 55, "order_number": "A-1", "amount": 20_000, "depositor_name": "김영희"},
        "deposit": {"id": 7, "bank_code": "004", "amount": 5_000, "depositor_name": null,
            "deposited_at": "2024-02-12T14:02:00+09:00"}}});
    let text = told(style(EndpointFormat::Telegram, false), &part.to_string())["text"].as_str().unwrap().to_owned();
    assert!(text.contains("5,000원 / 20,000원 · 국민 14:02"), "{text}");
    assert!(text.ends_with("/w/1/orders/55"), "{text}");
}

#[test]
fn a_chat_says_in_its_answer_when_to_come_back() {
    let telegram = r#"{"ok":false,"error_code":429,"parameters":{"retry_after":35}}"#;
    for (answer, seconds) in [
        (telegram, Some(35)),
        (r#"{"message":"rate limited","retry_after":0.65,"global":false}"#, Some(1)),
        (r#"{"retry_after":3.0}"#, Some(3)),
        (r#"{"retry_after":"soon"}"#, None),
        ("ok", None),
        ("", None),
    ] {
        assert_eq!(retry_after_s(answer), seconds, "{answer}");
    }
}

#[test]
fn a_chat_is_told_at_its_own_hosts_only() {
    use EndpointFormat::{Discord, Slack, Telegram};
    let fits = |format, url: &str| fault(format, &Target::parse(url, false).unwrap()).is_none();
    for (format, url) in [
        (Slack, "https://hooks.slack.com/services/T0/B0/x"),
        (Discord, "https://discord.com/api/webhooks/1/x"),
        (Discord, "https://canary.discord.com/api/v10/webhooks/1/x?thread_id=2"),
        (Telegram, "https://api.telegram.org/bot1:x/sendMessage?chat_id=-100&message_thread_id=3"),
    ] {
        assert!(fits(format, url), "{url}");
    }
    for (format, url) in [
        (Slack, "https://hooks.slack.com.evil.example/services/T0/B0/x"),
        (Slack, "https://discord.com/api/webhooks/1/x"),
        (Slack, "https://hooks.slack.com/***"),
        (Discord, "https://discord.com/***"),
        (Discord, "https://discord.com/channels/1/2"),
        (Telegram, "https://api.telegram.org/bot1:x/sendMessage"),
        (Telegram, "https://api.telegram.org/bot1:x/sendMessage?chat_id=1&parse_mode=HTML"),
        (Telegram, "https://api.telegram.org/bot1:x/sendMessage?chat_id=1&parse%5fmode=HTML"),
        (Telegram, "https://api.telegram.org/bot1:x/deleteWebhook?chat_id=1"),
        (Telegram, "https://telegram.example/bot1:x/sendMessage?chat_id=1"),
    ] {
        assert!(!fits(format, url), "{url}");
    }
}
