//! What a reading makes of a message: the fingerprint that it is known by, and when its money came. The matcher and the
//! inbox ask here, so that one message is one message whichever way it becomes a deposit.

use bank_sms::Reading;
use domain::message::AppParsedDeposit;
use domain::occurrence::{ReceiptId, TWIN_WINDOW_MS};
use domain::time::DAY_MS;
use domain::{CallId, Timestamp};

use crate::{Identity, fingerprint, message_fingerprint};

/// When a message arrived, as far as its call told it.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// By the phone's stamp, or by the server's clock.
    pub at: Timestamp,
    /// `at` is the server's clock: the call told no time that can be believed.
    pub server_time: bool,
    /// The app's own id of the message.
    pub call_id: Option<&'a CallId>,
    /// The webhook call.
    pub receipt: Option<ReceiptId>,
}

impl Arrival<'_> {
    /// What tells this call from another with the same text: the app's id, or the phone's stamp; where neither is told,
    /// each call is its own.
    fn mark(&self) -> Vec<u8> {
        match (self.call_id, self.server_time, self.receipt) {
            (Some(id), _, _) => [b"id", id.as_bytes()].concat(),
            (None, false, _) => self.at.ms().to_string().into_bytes(),
            (None, true, Some(receipt)) => [b"call".as_slice(), &receipt].concat(),
            (None, true, None) => self.at.ms().to_string().into_bytes(),
        }
    }
}

/// What tells a message from others of the same money. A text that lacks its date, its time or a balance can come twice
/// for two deposits: then its arrival tells them apart.
pub fn identity(raw: &str, arrival: &Arrival<'_>, reading: &Reading) -> Identity {
    let tells_itself = reading.has_date && reading.has_time && reading.balance.known().is_some();
    Identity {
        fingerprint: message_fingerprint(raw, &if tells_itself { Vec::new() } else { arrival.mark() }),
        words: (!reading.has_date).then(|| message_fingerprint(raw, b"words")),
        has_time: reading.has_time,
        is_stamped: !arrival.server_time || arrival.call_id.is_some(),
        balance_may_be_cut: reading.ends_in_balance,
    }
}

/// The same of what an app told without the bank's text: it tells neither account nor balance nor a stamp that can be
/// believed, so that two deposits can be told alike, in five-minute steps.
pub fn app_identity(told: &AppParsedDeposit, raw: &str, received_at: Timestamp) -> Identity {
    let arrival = received_at.ms().div_euclid(TWIN_WINDOW_MS).to_string();
    let (name, amount) = (told.depositor_name.as_bytes(), told.amount.get().to_be_bytes());
    Identity {
        fingerprint: fingerprint(&[b"told", name, &amount, raw.as_bytes(), arrival.as_bytes()]),
        words: None,
        has_time: false,
        is_stamped: false,
        balance_may_be_cut: false,
    }
}

/// When the money came: as printed. A text that prints no time came when the message did, on the day that it prints;
/// on an earlier day, at that day's end, so that no deadline is met that may have been missed.
pub fn deposited_at(received: Timestamp, reading: &Reading) -> Timestamp {
    match reading.at {
        Some(at) if reading.has_time => Timestamp::from_datetime(at),
        Some(at) if at.date() != received.datetime().date() => Timestamp::from_datetime(at).plus_ms(DAY_MS - 1000),
        Some(_) | None => received,
    }
}
