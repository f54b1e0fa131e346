//! A webhook call: its message, when it came and over which URL, and the receipt that stands for it.

use bank_sms::{Reading, read};
use domain::occurrence::{ReceiptId, TWIN_WINDOW_MS};
use domain::time::DAY_MS;
use domain::{Timestamp, Via};
use serde_json::json;
use store::queue::{PhoneRef, SmsMessage, ToldDeposit};
use web::Keys;

use crate::dialect::{Message, Told};

/// A call that carries a message.
pub struct Call {
    pub raw: String,
    pub sender: Option<String>,
    stamp: Option<Timestamp>,
    pub way: Way,
    told: Option<ToldDeposit>,
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

    pub fn phone(self) -> Option<PhoneRef> {
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

impl Call {
    /// A message that came over a way.
    pub fn new(message: Message, way: Way, now: Timestamp) -> Self {
        let Message { text, sender, stamp } = message;
        Self { raw: text, sender, stamp, way, told: None, now }
    }

    /// A deposit that an app told over a way, with the text of what it sent.
    pub fn told(told: &Told, way: Way, now: Timestamp) -> Self {
        let Told { depositor_name, amount, printed_at } = told;
        let sent = json!({"depositor_name": depositor_name, "amount": amount.get(), "printed_at": printed_at});
        let told = ToldDeposit { depositor_name: depositor_name.clone(), amount: amount.get() };
        Self { raw: sent.to_string(), sender: None, stamp: None, way, told: Some(told), now }
    }

    /// Whether an app told it, so that there is no text of a bank to read.
    pub fn is_told(&self) -> bool {
        self.told.is_some()
    }

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
        let (sender, received_at) = (self.sender.as_deref(), self.received_at().datetime());
        read(&bank_sms::Message { raw: &self.raw, sender, received_at })
    }

    /// The receipt: 128 bits over the normalised body. A text that tells neither its minute nor a balance can come
    /// twice for two deposits; without a stamp of the phone, the server's five minutes then tell the calls apart.
    pub fn receipt(&self, keys: &Keys, reading: Option<&Reading>) -> ReceiptId {
        let tells_itself = reading.is_some_and(|read| read.has_date && read.has_time && read.balance.known().is_some());
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
            title: None,
            package: None,
            ambiguous: false,
            unconfirmed: false,
            missing_sender: None,
            call_id: None,
            heard_at_ms: Some(self.now.ms()),
            via: self.way.via().code().to_owned(),
            phone: self.way.phone(),
            told: self.told,
        }
    }
}
