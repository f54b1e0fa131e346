//! What a reading makes of a message: the fingerprint that it is known by, and when its money came. The matcher and the
//! inbox ask here, so that one message is one message whichever way it becomes a deposit.

use bank_sms::Reading;
use domain::Timestamp;
use domain::message::AppTold;
use domain::occurrence::{Fingerprint, TWIN_WINDOW_MS};
use domain::time::DAY_MS;

use crate::{fingerprint, message_fingerprint};

/// The fingerprint of a message. A text that lacks its date, its time or a balance can come twice for two deposits:
/// then its arrival tells them apart, in five-minute steps when only the server's clock knows it.
pub fn identity(raw: &str, received_at: Timestamp, server_time: bool, reading: &Reading) -> Fingerprint {
    let tells_itself = reading.has_date && reading.has_time && reading.balance.known().is_some();
    let arrival = match (tells_itself, server_time) {
        (true, _) => None,
        (false, false) => Some(received_at.ms()),
        (false, true) => Some(received_at.ms().div_euclid(TWIN_WINDOW_MS)),
    };
    message_fingerprint(raw, arrival)
}

/// The fingerprint of what an app told without the bank's text. It tells neither account nor balance, so that two deposits
/// can be told alike: its arrival tells them apart, in five-minute steps.
pub fn app_identity(told: &AppTold, raw: &str, received_at: Timestamp) -> Fingerprint {
    let arrival = received_at.ms().div_euclid(TWIN_WINDOW_MS).to_string();
    let (name, amount) = (told.depositor_name.as_bytes(), told.amount.get().to_be_bytes());
    fingerprint(&[b"told", name, &amount, raw.as_bytes(), arrival.as_bytes()])
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
