//! A bank's messages and a stranger's fakes of them, and the ways in which forwarder apps send them. Each true report
//! knows the transfer that it tells of, which no rule of the product sees.

use bank_sms::related::core_name;
use domain::Timestamp;
use fastrand::Rng;
use serde_json::json;

use crate::base::{ACCOUNTS, KEYED, account_number, base};
use crate::errand::Request;
use crate::plan::Plan;

/// Who sent a text to the phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum From {
    Bank,
    /// A number that the owner may approve.
    Unlisted,
    /// The call tells none.
    Missing,
    /// A mobile number: never the bank.
    Stranger,
}

impl From {
    fn number(self) -> &'static str {
        match self {
            Self::Bank => "16449999",
            Self::Unlisted => "15881234",
            Self::Missing => "",
            Self::Stranger => "01098765432",
        }
    }
}

/// What a text tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tells {
    Deposit,
    /// The bank took a deposit back.
    Reversal,
    /// A withdrawal, or nothing that can be read.
    Else,
}

/// A text that a phone may send again and again, in one wrapper or another.
#[derive(Clone, Debug)]
pub struct Letter {
    pub workspace: u64,
    pub account: u64,
    pub text: String,
    pub name: String,
    pub amount: u64,
    pub balance: Option<u64>,
    pub from: From,
    pub tells: Tells,
    /// The money that it tells of; `None`: a stranger made it up, or it tells of no deposit.
    pub transfer: Option<usize>,
    /// Its text was sent.
    pub by_text: bool,
    /// Its text was sent, and not who sent it to the phone.
    pub by_nobody: bool,
    /// An app sent its words without the text.
    pub by_app: bool,
    at: Timestamp,
}

/// How many wrappers there are; the last is understood over a phone's URL only.
const WRAPPERS: usize = 10;
/// The wrapper that does not tell who sent the text to the phone.
const PLAIN: usize = 1;

impl Letter {
    /// A deposit, or now and then a message that is none, or one that nobody can read or place: of new money, or one
    /// more of what was told before.
    pub fn draw(rng: &mut Rng, plan: &Plan, now: Timestamp, letters: &[Self]) -> Self {
        let told: Vec<&Self> = letters.iter().filter(|letter| letter.transfer.is_some()).collect();
        let (first, drawn) = (told.get(rng.usize(0..told.len().max(1))), rng.u32(0..20));
        match (first, drawn) {
            (Some(first), 0..=5) => first.spelt_anew(rng, plan),
            (Some(first), 6..=7) => Self { from: From::Stranger, transfer: None, ..first.spelt_anew(rng, plan) },
            (Some(first), 8..=9) => first.taken_back(rng, now),
            (_, _) => Self::of_new_money(rng, plan, now, letters.len()),
        }
    }

    fn of_new_money(rng: &mut Rng, plan: &Plan, now: Timestamp, transfer: usize) -> Self {
        let (workspace, amount, name) = (plan.workspace(rng), plan.amount(rng), plan.printed_name(rng));
        let at = now.plus_ms(-60_000 * rng.i64(0..=2));
        // None where it belongs to no account.
        let account = if rng.u32(0..20) == 0 { 0 } else { rng.u64(1..=ACCOUNTS) };
        let balance = (rng.u32(0..4) > 0).then(|| 1_000_000 * rng.u64(1..=3) + amount);
        let (kind, tells) = match rng.u32(0..16) {
            0 => ("출금", Tells::Else),
            1 => ("정산", Tells::Else),
            _ => ("입금", Tells::Deposit),
        };
        let from = match rng.u32(0..20) {
            0..=13 => From::Bank,
            14..=17 => From::Unlisted,
            _ => From::Missing,
        };
        let transfer = (tells == Tells::Deposit).then_some(transfer);
        let text = String::new();
        let (by_text, by_nobody, by_app) = (false, false, false);
        let new = Self {
            workspace,
            account,
            text,
            name,
            amount,
            balance,
            from,
            tells,
            transfer,
            by_text,
            by_nobody,
            by_app,
            at,
        };
        new.written(kind)
    }

    /// One more report of the same money: by the bank's app, by another phone.
    fn spelt_anew(&self, rng: &mut Rng, plan: &Plan) -> Self {
        let mut other = Self { by_text: false, by_nobody: false, by_app: false, ..self.clone() };
        match rng.u32(0..8) {
            0 => other.name = format!("토스{}", core_name(&self.name)),
            // Under another name, as another system of the bank's prints it: only the balance tells.
            1 | 6 | 7 => other.name = plan.printed_name(rng),
            2 => other.balance = None,
            3 => other.at = self.at.plus_ms(60_000),
            4 => other.from = From::Bank,
            _ => other.from = From::Unlisted,
        }
        other.written("입금")
    }

    fn taken_back(&self, rng: &mut Rng, now: Timestamp) -> Self {
        let balance = self.balance.map(|balance| balance - self.amount).filter(|_| rng.bool());
        let from = if rng.u32(0..4) > 0 { From::Bank } else { From::Stranger };
        let back = Self {
            by_text: false,
            by_nobody: false,
            by_app: false,
            balance,
            from,
            tells: Tells::Reversal,
            transfer: None,
            at: now,
            ..self.clone()
        };
        back.written("입금취소")
    }

    fn written(mut self, kind: &str) -> Self {
        let (head, tail) = match self.account {
            0 => ("999".to_owned(), "999999".to_owned()),
            account => account_number(self.workspace, account),
        };
        let day = self.at.datetime();
        let when = format!("{:02}/{:02} {:02}:{:02}", u8::from(day.month()), day.day(), day.hour(), day.minute());
        let balance = self.balance.map(|balance| format!("잔액 {balance}원\n")).unwrap_or_default();
        let (amount, name) = (self.amount, &self.name);
        self.text = format!("[Web발신]\n국민 {when}\n{head}-***-{tail}\n{kind} {amount}원\n{balance}{name}");
        self
    }

    /// The call of an app.
    pub fn wrapped(&mut self, rng: &mut Rng) -> Request {
        let keyed = self.workspace == KEYED;
        let wrapper = rng.usize(0..if keyed { WRAPPERS } else { WRAPPERS - 1 });
        let by_app = wrapper == WRAPPERS - 1;
        self.by_nobody |= wrapper == PLAIN;
        (self.by_text, self.by_app) = (self.by_text || !by_app, self.by_app || by_app);
        let (text, ms, at, from) = (&self.text, self.at.ms(), self.at.rfc3339(), self.from.number());
        let json = |body: serde_json::Value| ("application/json", body.to_string());
        let form = |fields: &[(&str, &str)]| {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(fields);
            ("application/x-www-form-urlencoded", form.finish())
        };
        let (content_type, body) = match wrapper {
            0 => json(json!({"raw_sms": text, "sender": from, "received_at": at})),
            PLAIN => ("text/plain", text.clone()),
            2 => json(json!({"sender": from, "body": text, "time": at})),
            3 => json(json!({"from": from, "text": text, "sentStamp": ms, "receivedStamp": ms + 900, "sim": "sim1"})),
            4 => json(json!({"specversion": "1.0", "id": "1", "source": "/v1", "type": "message.phone.received",
                "data": {"contact": from, "timestamp": at, "content": text, "encrypted": false}})),
            5 => json(json!({"event": "sms:received", "payload": {"message": text, "sender": from, "receivedAt": at}})),
            6 => form(&[("from", from), ("content", text), ("timestamp", &ms.to_string())]),
            7 => json(json!({"sms_message": text, "sms_number": from})),
            8 => json(json!({"smsrb": text, "smsrf": from, "times": ms / 1000})),
            _ => json(json!({"deposit_datetime": at, "depositor_name": self.name, "amount": self.amount.to_string()})),
        };
        let path = if keyed { format!("/webhooks/bank-sms/{}", base().phone_key) } else { "/webhooks/bank-sms".into() };
        Request { content_type, ..Request::new("POST", path, body, "message") }
    }
}
