//! A webhook call: its message, when it came and over which URL, and the receipt that stands for it.

use bank_sms::{Reading, carries_code, read};
use domain::message::AppParsedDeposit;
use domain::occurrence::ReceiptId;
use domain::time::DAY_MS;
use domain::{ArrivedMessage, CallId, MissingSender, PhoneRef, SenderClaim, Timestamp, Via};
use serde_json::json;
use web::{Keys, Problem};

use crate::dialect::{Message, ParsedDeposit};

/// A call that carries a message.
pub struct Call {
    pub raw: String,
    pub claim: SenderClaim,
    /// What the call's phone says of calls that tell no sender; `None` over the open URL.
    pub missing_sender: Option<MissingSender>,
    call_id: Option<CallId>,
    stamp: Option<Timestamp>,
    pub way: Way,
    app_details: Option<AppParsedDeposit>,
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
                [b"phone".as_slice(), &phone.workspace.get().to_be_bytes(), &phone.phone.get().to_be_bytes()].concat()
            }
        }
    }
}

impl Call {
    /// A message that came over a way.
    pub fn new(message: Message, way: Way, now: Timestamp) -> Self {
        let Message { text, claim, call_id, stamp } = message;
        Self { raw: text, claim, missing_sender: None, call_id, stamp, way, app_details: None, now }
    }

    /// A deposit that an app told over a way, with the text of what it sent.
    pub fn told(told: &ParsedDeposit, way: Way, now: Timestamp) -> Self {
        let ParsedDeposit { depositor_name, amount, printed_at } = told;
        let sent = json!({"depositor_name": depositor_name, "amount": amount.get(), "printed_at": printed_at});
        let told = AppParsedDeposit { depositor_name: depositor_name.as_str().into(), amount: *amount };
        let claim = SenderClaim::default();
        Self {
            raw: sent.to_string(),
            claim,
            missing_sender: None,
            call_id: None,
            stamp: None,
            way,
            app_details: Some(told),
            now,
        }
    }

    /// Whether an app told it, so that there is no text of a bank to read.
    pub fn is_told(&self) -> bool {
        self.app_details.is_some()
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

    /// Whether its text carries a one-time code, by itself or under what the call tells as title or sender.
    pub fn carries_code(&self) -> bool {
        let SenderClaim { sender, title, .. } = &self.claim;
        // A number says nothing of the text, and would read as a code.
        let mut heads = [sender, title].into_iter().flatten().filter(|head| head.chars().any(char::is_alphabetic));
        carries_code(&self.raw) || heads.any(|head| carries_code(&format!("{head}\n{}", self.raw)))
    }

    /// What the text says. For turning away and for the queue's group only: the matcher reads it again.
    pub fn reading(&self) -> Reading {
        let (sender, received_at) = (self.claim.hint(), self.received_at().datetime());
        read(&bank_sms::Message { raw: &self.raw, sender, received_at })
    }

    /// The receipt: 128 bits, the same for a repeat. A text that tells date, time and balance is one message by itself;
    /// so is what an app told without a text, by the time that it tells. Else the app's id tells two calls apart, else
    /// the phone's stamp; without either every call is its own, for two payments can be told in the same words.
    pub fn receipt(&self, keys: &Keys, reading: Option<&Reading>) -> Result<ReceiptId, Problem> {
        let tells_itself = reading.is_none_or(|read| read.has_date && read.has_time && read.balance.known().is_some());
        let own = match (tells_itself, &self.call_id, self.believed()) {
            (true, _, _) => Vec::new(),
            (false, Some(id), _) => [b"id".as_slice(), id.as_bytes()].concat(),
            (false, None, Some(stamp)) => [b"at".as_slice(), &stamp.ms().to_be_bytes()].concat(),
            (false, None, None) => self.random()?,
        };
        let mut parts = vec![self.way.scope(), self.raw.as_bytes().to_vec()];
        // What the call tells of the sender: a better telling of the same text is another call.
        for field in [&self.claim.sender, &self.claim.title, &self.claim.package] {
            parts.push(field.as_ref().map(|text| format!("+{text}").into_bytes()).unwrap_or_default());
        }
        parts.push(vec![u8::from(self.claim.ambiguous), u8::from(self.claim.unconfirmed)]);
        parts.push(own);
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        Ok(keys.receipt_mac(&parts)?.into())
    }

    /// What no other call has.
    fn random(&self) -> Result<Vec<u8>, Problem> {
        let bytes = web::keys::random::<16>().map_err(|_| Problem::internal("no random bytes for a receipt"))?;
        Ok([b"own".as_slice(), &self.now.ms().to_be_bytes(), &bytes].concat())
    }

    /// The message, for the queue.
    pub fn message(self, receipt: &ReceiptId) -> ArrivedMessage {
        ArrivedMessage {
            receipt: *receipt,
            received_at: self.received_at(),
            server_time: self.believed().is_none(),
            raw: self.raw,
            sender: self.claim,
            missing_sender: self.missing_sender,
            call_id: self.call_id,
            heard_at: self.now,
            via: self.way.via(),
            phone: self.way.phone(),
            app_details: self.app_details,
        }
    }
}
