//! The standard conversions of values that are written as a number or as a text: what reads them, such as a queue's
//! body or an item, needs to know no constructor.

use std::str::FromStr;

use crate::{
    AccountId, AuditId, DeliveryId, DepositId, Email, EndpointId, EventId, InvitationId, MessageId, OrderId, PhoneId,
    ScenarioId, SenderId, Timestamp, UserId, Won, WorkspaceId,
};

/// A number or a text that no value of the type is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a value of this type")]
pub struct Malformed;

macro_rules! numbers {
    ($($value:ty),+ $(,)?) => { $(
        impl From<$value> for u64 {
            fn from(value: $value) -> Self {
                value.get()
            }
        }

        impl TryFrom<u64> for $value {
            type Error = Malformed;

            fn try_from(number: u64) -> Result<Self, Malformed> {
                Self::new(number).ok_or(Malformed)
            }
        }
    )+ };
}

numbers!(AccountId, DepositId, EndpointId, InvitationId, OrderId, PhoneId, SenderId, UserId, Won, WorkspaceId);

macro_rules! texts {
    ($($value:ty),+ $(,)?) => { $(
        impl FromStr for $value {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                Self::parse(text).ok_or(Malformed)
            }
        }
    )+ };
}

texts!(AuditId, DeliveryId, EventId, MessageId, ScenarioId);

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.as_str().to_owned()
    }
}

impl From<String> for Email {
    fn from(address: String) -> Self {
        Self::kept(&address)
    }
}

impl From<Timestamp> for i64 {
    fn from(at: Timestamp) -> Self {
        at.ms()
    }
}

impl From<i64> for Timestamp {
    fn from(ms: i64) -> Self {
        Self::from_ms(ms)
    }
}
