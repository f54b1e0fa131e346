//! A bank's messages, and the ways in which forwarder apps send them.

use domain::Timestamp;
use fastrand::Rng;
use serde_json::json;

use crate::base::{ACCOUNTS, KEYED, account_number, base};
use crate::errand::Request;
use crate::plan::Plan;

/// A text that a phone may send again and again, in one wrapper or another.
#[derive(Clone, Debug)]
pub struct Letter {
    pub workspace: u64,
    text: String,
    name: String,
    amount: u64,
    at: Timestamp,
}

/// How many wrappers there are; the last is understood over a phone's URL only.
const WRAPPERS: usize = 10;

impl Letter {
    /// A deposit, or now and then a message that is none, or one that nobody can read or place.
    pub fn draw(rng: &mut Rng, plan: &Plan, now: Timestamp) -> Self {
        let (workspace, amount, name) = (plan.workspace(rng), plan.amount(rng), plan.printed_name(rng));
        let at = now.plus_ms(-60_000 * rng.i64(0..=2));
        let (head, tail) = match rng.u32(0..20) {
            0 => ("999".to_owned(), "999999".to_owned()),
            _ => account_number(workspace, rng.u64(1..=ACCOUNTS)),
        };
        let day = at.datetime();
        let when = format!("{:02}/{:02} {:02}:{:02}", u8::from(day.month()), day.day(), day.hour(), day.minute());
        let balance = match rng.u32(0..4) {
            0 => String::new(),
            _ => format!("잔액 {}원\n", 1_000_000 * rng.u64(1..=3) + amount),
        };
        let kind = match rng.u32(0..16) {
            0 => "출금",
            1 => "정산",
            _ => "입금",
        };
        let text = format!("[Web발신]\n국민 {when}\n{head}-***-{tail}\n{kind} {amount}원\n{balance}{name}");
        Self { workspace, text, name, amount, at }
    }

    /// The call of an app.
    pub fn wrapped(&self, rng: &mut Rng) -> Request {
        let keyed = self.workspace == KEYED;
        let wrapper = rng.usize(0..if keyed { WRAPPERS } else { WRAPPERS - 1 });
        let (text, ms, at) = (&self.text, self.at.ms(), self.at.rfc3339());
        let json = |body: serde_json::Value| ("application/json", body.to_string());
        let form = |fields: &[(&str, &str)]| {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(fields);
            ("application/x-www-form-urlencoded", form.finish())
        };
        let (content_type, body) = match wrapper {
            0 => json(json!({"raw_sms": text, "sender": "15881234", "received_at": at})),
            1 => ("text/plain", text.clone()),
            2 => json(json!({"sender": "15881234", "body": text, "time": at})),
            3 => json(
                json!({"from": "15881234", "text": text, "sentStamp": ms, "receivedStamp": ms + 900, "sim": "sim1"}),
            ),
            4 => json(json!({"specversion": "1.0", "id": "1", "source": "/v1", "type": "message.phone.received",
                "data": {"contact": "15881234", "timestamp": at, "content": text, "encrypted": false}})),
            5 => json(
                json!({"event": "sms:received", "payload": {"message": text, "sender": "15881234", "receivedAt": at}}),
            ),
            6 => form(&[("from", "15881234"), ("content", text), ("timestamp", &ms.to_string())]),
            7 => json(json!({"sms_message": text, "sms_number": "15881234"})),
            8 => json(json!({"smsrb": text, "smsrf": "15881234", "times": ms / 1000})),
            _ => json(json!({"deposit_datetime": at, "depositor_name": self.name, "amount": self.amount.to_string()})),
        };
        let path = if keyed { format!("/webhooks/bank-sms/{}", base().phone_key) } else { "/webhooks/bank-sms".into() };
        Request { content_type, ..Request::new("POST", path, body, "message") }
    }
}
