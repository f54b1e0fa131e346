//! Events as messages that people read in Slack, Discord and Telegram: a line in Korean, and a link to the page.
//!
//! What strangers wrote — payers' names above all — is shown letter by letter: signs that any of the three reads as a
//! mention, a link or markup are replaced, so that no name calls a channel or leads anywhere. Names are masked unless
//! the endpoint shows them.

use domain::{BankCode, ClosedSet, Endpoint, EndpointFormat, EventType};
use serde_json::{Value, json};

use crate::Target;

/// What stands for the path of a URL that is a secret.
const HIDDEN: &str = "/***";
/// Where the three take messages.
const SLACK: [&str; 2] = ["hooks.slack.com", "hooks.slack-gov.com"];
const DISCORD: [&str; 4] = ["discord.com", "discordapp.com", "canary.discord.com", "ptb.discord.com"];
const TELEGRAM: [&str; 1] = ["api.telegram.org"];
/// What a call of Telegram may say in its URL.
const TELEGRAM_QUERY: [&str; 4] = ["chat_id", "message_thread_id", "disable_notification", "protect_content"];
/// How many letters of a stranger's text are shown.
const TEXT_MAX: usize = 60;
/// Letters that nobody sees: fillers of Hangul.
const FILLERS: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];
/// Signs that stay in a stranger's text; a format escapes those that it reads itself.
const PLAIN: [char; 10] = [' ', '-', '_', '*', '(', ')', '&', ',', '+', '#'];
/// What stands for any other sign.
const OTHER: char = '·';

/// What an endpoint wants its messages to be like.
#[derive(Clone, Copy, Debug)]
struct Style<'a> {
    format: EndpointFormat,
    /// Whole names instead of masked ones.
    shows_names: bool,
    /// Where the dashboard stands; `None`: nobody knows.
    page_url: Option<&'a str>,
}

/// The body that an endpoint is sent for an event whose JSON this is. `page_url`: where the dashboard stands.
pub fn body_for(endpoint: &Endpoint, page_url: Option<&str>, event: &str) -> String {
    let style = Style { format: endpoint.format, shows_names: endpoint.shows_names, page_url };
    body(style, event).unwrap_or_else(|| event.to_owned())
}

/// Why a URL is none of this chat's, in Korean. Over plain HTTP stands a program under development on this machine, at
/// a host of its own.
pub fn fault(format: EndpointFormat, target: &Target) -> Option<&'static str> {
    let (path, query) = target.path.split_once('?').unwrap_or((&target.path, ""));
    let (hosts, is_path, detail) = match format {
        EndpointFormat::Json | EndpointFormat::WebPush => return None,
        EndpointFormat::Slack => (
            &SLACK[..],
            path.starts_with("/services/"),
            "Slack의 Incoming Webhook 주소(https://hooks.slack.com/services/…)를 그대로 넣어 주세요.",
        ),
        EndpointFormat::Discord => (
            &DISCORD[..],
            path.starts_with("/api/") && path.contains("/webhooks/"),
            "Discord의 웹훅 주소(https://discord.com/api/webhooks/…)를 그대로 넣어 주세요.",
        ),
        EndpointFormat::Telegram => (
            &TELEGRAM[..],
            path.starts_with("/bot") && path.ends_with("/sendMessage") && is_telegram_chat(query),
            "https://api.telegram.org/bot<토큰>/sendMessage?chat_id=<대화방> 모양의 주소여야 합니다.",
        ),
    };
    let is_host = !target.tls || hosts.contains(&target.host.as_str());
    (!is_host || !is_path).then_some(detail)
}

/// A chat, and nothing that changes how the text is read, as `parse_mode` does.
fn is_telegram_chat(query: &str) -> bool {
    let names: Vec<&str> = query.split('&').filter_map(|part| Some(part.split_once('=')?.0)).collect();
    names.contains(&"chat_id") && names.iter().all(|name| TELEGRAM_QUERY.contains(name))
}

/// A chat's URL as far as it may be shown: whoever has the rest may write there.
pub fn hidden(target: &Target) -> String {
    format!("{}{HIDDEN}", target.origin())
}

/// The body that a chat is sent for an event. `None`: its JSON.
fn body(style: Style<'_>, event: &str) -> Option<String> {
    let event: Value = serde_json::from_str(event).ok()?;
    let line = line(&event, style.shows_names);
    let link = style.page_url.map(|page| format!("{page}{}", place(&event)));
    let text = |line: String| match &link {
        Some(link) => format!("{line}\n{link}"),
        None => line,
    };
    let message = match style.format {
        EndpointFormat::Json => return None,
        EndpointFormat::Slack => json!({
            "text": text(line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
            "mrkdwn": false,
            "link_names": false,
            "unfurl_links": false,
            "unfurl_media": false,
        }),
        EndpointFormat::Discord => json!({
            "content": text(escaped(&line)),
            // Nobody is called, whatever the text says.
            "allowed_mentions": {"parse": []},
            // Links are not unfolded.
            "flags": 4,
        }),
        // Without `parse_mode` a text is a text. The chat stands in the URL.
        EndpointFormat::Telegram => json!({"text": text(line), "link_preview_options": {"is_disabled": true}}),
        // The page's own worker knows where it stands; one of a type takes the place of the one before.
        EndpointFormat::WebPush => json!({"text": line, "path": place(&event), "type": event["type"]}),
    };
    Some(message.to_string())
}

/// After how many seconds a chat takes messages again, where its answer tells that in the body: Telegram says it there
/// alone, Discord with a fraction.
pub fn retry_after_s(answer: &str) -> Option<i64> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let told = answer.get("retry_after").or_else(|| answer.pointer("/parameters/retry_after"))?;
    let (whole, fraction) = told.as_number()?.to_string().split_once('.').map_or_else(
        || (told.to_string(), false),
        |(whole, rest)| (whole.to_owned(), rest.bytes().any(|digit| digit != b'0')),
    );
    whole.parse::<i64>().ok()?.checked_add(fraction.into())
}

/// The parts of the line that are there, with a dot between them.
fn line(event: &Value, shows_names: bool) -> String {
    let kind = text_at(event, "/type").and_then(EventType::parse).unwrap_or(EventType::Ping);
    let test = if event["livemode"] == false { "[시험] " } else { "" };
    let order = text_at(event, "/data/order/order_number").map(|number| format!("주문 {}", plain(number)));
    let name = text_at(event, "/data/deposit/depositor_name").or(text_at(event, "/data/order/depositor_name"));
    let name = name.map(|name| if shows_names { plain(name) } else { masked(&plain(name)) });
    let phone = text_at(event, "/data/label").filter(|label| !label.is_empty()).map(plain);
    let parts = [order, name, amount(event), account(event), phone];
    let parts: String = parts.into_iter().flatten().map(|part| format!(" · {part}")).collect();
    format!("{test}{}{parts}", title(kind))
}

fn text_at<'a>(event: &'a Value, place: &str) -> Option<&'a str> {
    event.pointer(place)?.as_str()
}

/// What came in, or what the order asks for; of a part of it, both.
fn amount(event: &Value) -> Option<String> {
    let of = |place: &str| event.pointer(place).and_then(Value::as_u64);
    let (paid, asked) = (of("/data/deposit/amount"), of("/data/order/amount"));
    match (paid, asked) {
        (Some(paid), Some(asked)) if paid != asked => Some(format!("{}원 / {}원", grouped(paid), grouped(asked))),
        (Some(amount), _) | (None, Some(amount)) => Some(format!("{}원", grouped(amount))),
        (None, None) => None,
    }
}

/// The bank, and when its money came: `국민 14:02`.
fn account(event: &Value) -> Option<String> {
    let code = BankCode::from(text_at(event, "/data/deposit/bank_code")?.to_owned());
    let bank = code.bank()?;
    let time = text_at(event, "/data/deposit/deposited_at")?.get(11..16)?;
    Some(format!("{} {time}", bank.name))
}

/// Where the page shows what happened.
fn place(event: &Value) -> String {
    let workspace = event["workspace_id"].as_u64().unwrap_or_default();
    let of = |place: &str| event.pointer(place).and_then(Value::as_u64);
    let kind = text_at(event, "/type").unwrap_or_default();
    let section = match (of("/data/order/id"), of("/data/deposit/id"), text_at(event, "/data/message_id")) {
        (Some(order), _, _) if kind.starts_with("order.") => format!("orders/{order}"),
        (_, Some(deposit), _) => format!("deposits/{deposit}"),
        (_, None, Some(message)) => format!("inbox/{message}"),
        (Some(order), None, None) => format!("orders/{order}"),
        (None, None, None) if kind.starts_with("phone.") => "phones".to_owned(),
        (None, None, None) if kind.starts_with("endpoint.") || kind == "ping" => "webhooks".to_owned(),
        (None, None, None) => "audit".to_owned(),
    };
    format!("/w/{workspace}/{section}")
}

/// `14,510`
fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let comma = |(at, digit): (usize, char)| {
        let is_group = at > 0 && (digits.len() - at).is_multiple_of(3);
        is_group.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(comma).collect()
}

/// A stranger's text without anything but letters, digits and a few signs.
fn plain(text: &str) -> String {
    let shown = |c: char| {
        let stays = (c.is_alphanumeric() && !FILLERS.contains(&c)) || PLAIN.contains(&c);
        if stays { c } else { OTHER }
    };
    let mut kept: String = text.chars().map(shown).take(TEXT_MAX).collect();
    if text.chars().count() > TEXT_MAX {
        kept.push('…');
    }
    kept
}

/// `김*희`: the first letter and, of three or more, the last.
fn masked(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        [] | [_] => name.to_owned(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

/// With a backslash before what Discord reads as markup.
fn escaped(line: &str) -> String {
    let mut text = String::new();
    for c in line.chars() {
        if matches!(c, '*' | '_' | '~' | '`' | '|' | '>' | '#' | '-' | '[' | ']' | '(' | ')' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

fn title(kind: EventType) -> &'static str {
    match kind {
        EventType::OrderMatched | EventType::DepositMatched => "입금 확인됨",
        EventType::OrderPartiallyPaid => "주문 일부 입금됨",
        EventType::OrderUnmatched => "연결 해제됨",
        EventType::OrderCancelled => "주문 취소됨",
        EventType::OrderExpired => "입금 기한 지남",
        EventType::OrderReopened => "주문 다시 열림",
        EventType::OrderReversed => "주문의 입금이 취소됨",
        EventType::DepositWaiting => "주문 찾는 중인 입금",
        EventType::DepositHeld => "확인할 입금",
        EventType::DepositDismissed => "입금 제외됨",
        EventType::DepositRestored => "제외한 입금 되돌림",
        EventType::DepositReversed => "은행이 입금 취소함",
        EventType::DepositReturned => "돌려준 금액 기록됨",
        EventType::RefundDue => "돌려줄 돈이 생김",
        EventType::MessageQuarantined => "읽지 못한 문자",
        EventType::PhoneSilent => "휴대폰 신호 끊김",
        EventType::PhoneOnline => "휴대폰 신호 돌아옴",
        EventType::EndpointDisabled => "다른 알림 주소 사용 중지됨",
        EventType::AccountAdded => "계좌 추가됨",
        EventType::PhoneAdded => "휴대폰 추가됨",
        EventType::SenderApproved => "보낸 번호 승인됨",
        EventType::SettingsChanged => "설정 변경됨",
        EventType::Ping => "시험 알림입니다. LunePay의 알림이 여기로 옵니다.",
    }
}

#[cfg(test)]
#[path = "chat_tests.rs"]
mod tests;
