//! A webhook call: its body, when its message came, and the receipt that stands for it.

use bank_sms::{Message, Reading, read};
use domain::occurrence::{ReceiptId, TWIN_WINDOW_MS};
use domain::time::DAY_MS;
use domain::{Timestamp, Via, text};
use serde::Deserialize;
use serde_json::Value;
use store::queue::{PhoneRef, SmsMessage};
use utoipa::ToSchema;
use web::body::{Fields, Input};
use web::{Keys, Problem};

/// A bank's message, as a phone forwards it.
#[derive(Deserialize, ToSchema)]
pub struct BankSms {
    /// The message as it arrived.
    #[serde(default)]
    #[schema(value_type = String, min_length = 1, max_length = 8000,
        example = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동")]
    raw_sms: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, example = "15881234")]
    sender: Input,
    /// RFC 3339. Believed from 2000-01-01 to one day ahead; otherwise the server's time is taken.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, example = "2024-02-01T11:05:00+09:00")]
    received_at: Input,
}

/// A call whose body is as the guide says.
pub struct Call {
    pub raw: String,
    pub sender: Option<String>,
    stamp: Option<Timestamp>,
    way: Way,
    now: Timestamp,
}

/// Over which URL a call came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The public one, where anybody may post.
    Open,
    /// A phone's own. `signed`: with a signature over the body that is the phone's.
    Phone { phone: PhoneRef, signed: bool },
}

impl Way {
    fn via(self) -> Via {
        match self {
            Self::Open => Via::Open,
            Self::Phone { signed: false, .. } => Via::Keyed,
            Self::Phone { signed: true, .. } => Via::Signed,
        }
    }

    fn phone(self) -> Option<PhoneRef> {
        match self {
            Self::Open => None,
            Self::Phone { phone, .. } => Some(phone),
        }
    }

    /// What sets the receipts of one URL apart from those of another.
    fn scope(self) -> Vec<u8> {
        match self.phone() {
            None => b"open".to_vec(),
            Some(phone) => {
                [b"phone".as_slice(), &phone.workspace_id.to_be_bytes(), &phone.phone_id.to_be_bytes()].concat()
            }
        }
    }
}

impl BankSms {
    pub fn parse(&self, way: Way, now: Timestamp) -> Result<Call, Problem> {
        let mut fields = Fields::default();
        let raw = fields.required("raw_sms", &self.raw_sms, |f, name, value| whole(f, name, value, 1, text::RAW_SMS));
        let sender = fields.optional("sender", &self.sender, |f, name, value| whole(f, name, value, 0, text::SENDER));
        let stamp = fields.optional("received_at", &self.received_at, |f, name, value| {
            let stamp = value.as_str().and_then(Timestamp::parse_any);
            if stamp.is_none() {
                f.bad(name, "invalid", "2024-02-01T11:05:00+09:00 같은 RFC 3339 시각이어야 합니다.");
            }
            stamp
        });
        let call = || Some(Call { raw: raw?, sender: sender?, stamp: stamp?, way, now });
        let call = call();
        fields.finish(call)
    }
}

/// A text as it stands: what a bank wrote is not ours to trim.
fn whole(fields: &mut Fields, name: &str, value: &Value, min: usize, max: usize) -> Option<String> {
    let Some(text) = value.as_str() else {
        fields.bad(name, "wrong_type", "문자열이어야 합니다.");
        return None;
    };
    match (text.trim().chars().count() < min, text.chars().count() > max) {
        (true, _) => fields.bad(name, "too_short", "내용이 있어야 합니다."),
        (_, true) => fields.bad(name, "too_long", format!("{max}자 이하여야 합니다.")),
        (false, false) => return Some(text.to_owned()),
    }
    None
}

impl Call {
    /// The phone's stamp, when it is to be believed: from 2000 to one day ahead of the server.
    fn believed(&self) -> Option<Timestamp> {
        self.stamp.filter(|stamp| (Timestamp::EARLIEST..=self.now.plus_ms(DAY_MS)).contains(stamp))
    }

    fn received_at(&self) -> Timestamp {
        self.believed().unwrap_or(self.now)
    }

    /// By which way it came.
    pub fn via(&self) -> Via {
        self.way.via()
    }

    /// What the text says. For turning away and for the queue's group only: the matcher reads it again.
    pub fn reading(&self) -> Reading {
        read(&Message { raw: &self.raw, sender: self.sender.as_deref(), received_at: self.received_at().datetime() })
    }

    /// The receipt: 128 bits over the normalised body. A text that tells neither its minute nor a balance can come
    /// twice for two deposits; without a stamp of the phone, the server's five minutes then tell the calls apart.
    pub fn receipt(&self, keys: &Keys, reading: &Reading) -> ReceiptId {
        let tells_itself = reading.has_date && reading.has_time && reading.balance.known().is_some();
        let stamp = match self.believed() {
            Some(stamp) => stamp.ms(),
            None if tells_itself => 0,
            None => self.now.ms().div_euclid(TWIN_WINDOW_MS),
        };
        let sender = self.sender.as_ref().map(|sender| format!("+{sender}")).unwrap_or_default();
        keys.receipt_mac(&[&self.way.scope(), self.raw.as_bytes(), sender.as_bytes(), &stamp.to_be_bytes()])
    }

    /// The queue's message.
    pub fn message(self, receipt: &ReceiptId) -> SmsMessage {
        SmsMessage {
            receipt: receipt.iter().map(|byte| format!("{byte:02x}")).collect(),
            received_at_ms: self.received_at().ms(),
            server_time: self.believed().is_none(),
            raw_sms: self.raw,
            sender: self.sender,
            via: self.way.via().code().to_owned(),
            phone: self.way.phone(),
        }
    }
}
