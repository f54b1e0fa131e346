//! Messages of a workspace's inbox: what its banks sent and made no deposit. A person reads one again, types what it
//! says, or puts it aside; then it is resolved, once and for good.
//!
//! Deliberately not here: how a message is read (`bank-sms`), and the message of a deposit, which stands on the
//! deposit.

use bank_sms::Why;
use strum::{EnumIter, IntoStaticStr};

use crate::history::Actor;
use crate::newtype::text_type;
use crate::occurrence::{Fingerprint, ReceiptId};
use crate::phone::PhoneRef;
use crate::sender::{MissingSender, SenderClaim, SenderVerdict};
use crate::{AccountId, ClosedSet, DepositId, DepositorName, PhoneId, Refusal, Timestamp, Via, Won, WorkspaceId};

/// The name of a message within its workspace: when it came, and the fingerprint that it was kept under.
///
/// Its text form is `1706752800000-<32 hexadecimal digits>`: stable, and opaque to callers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MessageId {
    pub at: Timestamp,
    pub fingerprint: Fingerprint,
}

impl MessageId {
    /// The id of a text form. `None` unless it is 13 digits, a hyphen and 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, hex) = text.split_once('-')?;
        let plain = at.len() == 13 && at.bytes().all(|b| b.is_ascii_digit());
        let is_hex = hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let fingerprint = is_hex.then(|| u128::from_str_radix(hex, 16).ok()).flatten()?.to_be_bytes().into();
        let at = plain.then(|| at.parse().ok()).flatten().map(Timestamp::from_ms)?;
        Some(Self { at, fingerprint })
    }
}

impl std::fmt::Display for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:013}-{}", self.at.ms(), self.fingerprint)
    }
}

text_type!(
    /// What an app calls a message: the same id is the same message.
    CallId
);

/// Why a message made no deposit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageReason {
    /// The reader's own.
    Reader(Why),
    /// It came over a phone's URL and fits no account of the workspace.
    AccountNotFound,
    /// The bank took a deposit back, and a person must say which.
    ReversalUnclear,
}

impl ClosedSet for MessageReason {
    fn all() -> impl Iterator<Item = Self> {
        Why::ALL.into_iter().map(Self::Reader).chain([Self::AccountNotFound, Self::ReversalUnclear])
    }

    fn code(self) -> &'static str {
        match self {
            Self::Reader(why) => why.code(),
            Self::AccountNotFound => "account_not_found",
            Self::ReversalUnclear => "reversal_unclear",
        }
    }
}

/// The state of a message, as the API names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum MessageStatus {
    /// It cannot be read with certainty: a person reads it.
    Quarantined,
    /// It tells of no deposit: left alone.
    Ignored,
    /// A person decided what it is.
    Resolved,
}

/// The state of a message, with what a resolved one became.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MessageState {
    Quarantined,
    Ignored,
    Resolved(Resolution),
}

/// What a message became, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolution {
    /// `None`: it was put aside.
    pub deposit: Option<DepositId>,
    pub by: Actor,
    pub at: Timestamp,
    /// 128 bits that stand for the call that resolved it: the same call again is answered as the first.
    pub call: Fingerprint,
}

/// A deposit that an app told without the bank's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AppParsedDeposit {
    pub depositor_name: DepositorName,
    pub amount: Won,
}

/// A message as it arrived, before it is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrivedMessage {
    /// The webhook call that brought it.
    pub receipt: ReceiptId,
    /// As it came; of what an app told that keeps the text to itself: what the app sent.
    pub raw: String,
    /// What the call said of its sender.
    pub sender: SenderClaim,
    /// What the phone says of calls that tell no sender; `None` over the open URL.
    pub missing_sender: Option<MissingSender>,
    pub call_id: Option<CallId>,
    /// By the phone's stamp, or by the server's clock.
    pub received_at: Timestamp,
    /// The server's clock when it came.
    pub heard_at: Timestamp,
    /// The phone's own stamp was not believed: `received_at` is the server's time.
    pub server_time: bool,
    pub via: Via,
    /// The phone whose URL it came over; `None` for the open URL.
    pub phone: Option<PhoneRef>,
    /// What its app told, when it kept the bank's text to itself.
    pub app_details: Option<AppParsedDeposit>,
}

/// A message of a workspace's inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub workspace: WorkspaceId,
    pub id: MessageId,
    /// `None` while no account of the workspace fits.
    pub account: Option<AccountId>,
    /// As it came.
    pub raw: String,
    /// What the call said of its sender.
    pub sender: SenderClaim,
    /// How far that could be believed when it came; `None` where no account's bank was known.
    pub verdict: Option<SenderVerdict>,
    /// The app's own id of it.
    pub call_id: Option<CallId>,
    /// The webhook call that brought it.
    pub receipt: Option<ReceiptId>,
    /// The server's clock when it came.
    pub heard_at: Timestamp,
    /// The time of its id is the server's, since the phone's stamp was not believed.
    pub server_time: bool,
    pub via: Via,
    /// The phone whose URL it came over; `None` for the open URL.
    pub phone: Option<PhoneId>,
    /// What its app told, when it kept the bank's text to itself.
    pub app_details: Option<AppParsedDeposit>,
    pub why: MessageReason,
    pub state: MessageState,
    pub created_at: Timestamp,
    /// Counts the writes of this message's item; 0 on items of before messages could be resolved.
    pub version: u64,
}

impl Message {
    /// When it arrived.
    pub fn received_at(&self) -> Timestamp {
        self.id.at
    }

    /// The state without what it says more.
    pub fn status(&self) -> MessageStatus {
        match self.state {
            MessageState::Quarantined => MessageStatus::Quarantined,
            MessageState::Ignored => MessageStatus::Ignored,
            MessageState::Resolved(_) => MessageStatus::Resolved,
        }
    }

    /// What it became, once it is resolved.
    pub fn resolution(&self) -> Option<&Resolution> {
        match &self.state {
            MessageState::Resolved(resolution) => Some(resolution),
            MessageState::Quarantined | MessageState::Ignored => None,
        }
    }

    /// What it became by this very call. `None` while it is not resolved; refused when another call resolved it.
    pub fn resolved_by(&self, call: &Fingerprint) -> Result<Option<&Resolution>, Refusal> {
        match self.resolution() {
            None => Ok(None),
            Some(resolution) if resolution.call == *call => Ok(Some(resolution)),
            Some(other) => Err(Refusal::MessageResolved(other.deposit)),
        }
    }

    /// The message after a call resolved it; `None` when this very call did so before.
    pub fn resolve(
        &self,
        deposit: Option<DepositId>,
        call: Fingerprint,
        by: Actor,
        now: Timestamp,
    ) -> Result<Option<Self>, Refusal> {
        if self.resolved_by(&call)?.is_some() {
            return Ok(None);
        }
        let state = MessageState::Resolved(Resolution { deposit, by, at: now, call });
        Ok(Some(Self { state, version: self.version + 1, ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            workspace: WorkspaceId::new(1).unwrap(),
            id: MessageId { at: Timestamp::from_ms(1_706_752_800_000), fingerprint: [0xab; 16].into() },
            account: AccountId::new(1),
            raw: "국민 입금".into(),
            sender: SenderClaim::default(),
            verdict: None,
            call_id: None,
            receipt: None,
            heard_at: Timestamp::from_ms(1_706_752_800_000),
            server_time: false,
            via: Via::Open,
            phone: None,
            app_details: None,
            why: MessageReason::Reader(Why::UnknownWords),
            state: MessageState::Quarantined,
            created_at: Timestamp::from_ms(1_706_752_800_000),
            version: 1,
        }
    }

    #[test]
    fn an_id_survives_its_text_form() {
        let id = message().id;
        assert_eq!(id.to_string(), format!("1706752800000-{}", "ab".repeat(16)));
        assert_eq!(MessageId::parse(&id.to_string()), Some(id));
        let hex = "ab".repeat(16);
        for bent in [
            String::new(),
            "1".into(),
            format!("1706752800000#{hex}"),
            format!("706752800000-{hex}"),
            format!("+706752800000-{hex}"),
            format!("1706752800000-{}", hex.to_uppercase()),
            format!("1706752800000-{hex}0"),
            format!("1706752800000-+{}", &hex[1..]),
        ] {
            assert_eq!(MessageId::parse(&bent), None, "{bent:?}");
        }
    }

    #[test]
    fn every_reason_survives_its_code() {
        for reason in Why::ALL
            .into_iter()
            .map(MessageReason::Reader)
            .chain([MessageReason::AccountNotFound, MessageReason::ReversalUnclear])
        {
            assert_eq!(MessageReason::parse(reason.code()), Some(reason));
        }
        assert_eq!(MessageReason::parse("no_idea"), None);
    }

    #[test]
    fn a_message_is_resolved_once_and_the_same_call_hears_the_same() {
        let (deposit, now) = (DepositId::new(7), Timestamp::from_ms(1_706_752_900_000));
        let resolved = message().resolve(deposit, [1; 16].into(), Actor::Auto, now).unwrap().unwrap();
        assert_eq!((resolved.status(), resolved.version), (MessageStatus::Resolved, 2));
        assert_eq!(resolved.resolve(deposit, [1; 16].into(), Actor::Auto, now), Ok(None));
        assert_eq!(resolved.resolve(None, [2; 16].into(), Actor::Auto, now), Err(Refusal::MessageResolved(deposit)));
        let aside = Message { state: MessageState::Ignored, ..message() };
        let aside = aside.resolve(None, [3; 16].into(), Actor::Auto, now).unwrap().unwrap();
        assert_eq!(aside.resolve(deposit, [1; 16].into(), Actor::Auto, now), Err(Refusal::MessageResolved(None)));
    }
}
