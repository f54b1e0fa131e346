//! Instants, in milliseconds since the Unix epoch, and their one text form: RFC 3339 in `+09:00` with whole seconds,
//! as the guide prints it.

use std::sync::Arc;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset, macros::offset};

/// Korean standard time.
pub const KST: UtcOffset = offset!(+9);
/// A minute, in milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// Where the time comes from. The program's entry makes one; everything else is handed it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 2000-01-01T00:00:00+09:00: nothing that LunePay is told happened before it.
    pub const EARLIEST: Self = Self(946_652_400_000);
    /// 2286-11-20T17:46:39Z: the last instant whose milliseconds have the 13 digits of a key.
    pub const LATEST: Self = Self(9_999_999_999_000);

    /// From milliseconds since the Unix epoch.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the Unix epoch.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch (TTL attributes, token claims).
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This instant moved by `ms` milliseconds.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Reads an RFC 3339 date-time. `None` when it is not one, or lies before 2000 or after 2286.
    pub fn parse(text: &str) -> Option<Self> {
        let at = Self::parse_any(text)?;
        (Self::EARLIEST..=Self::LATEST).contains(&at).then_some(at)
    }

    /// Reads an RFC 3339 date-time of any year. `None` when it is not one.
    pub fn parse_any(text: &str) -> Option<Self> {
        OffsetDateTime::parse(text, &Rfc3339).ok().map(Self::from_datetime)
    }

    /// The instant of a date-time with offset.
    pub fn from_datetime(at: OffsetDateTime) -> Self {
        Self(at.unix_timestamp().saturating_mul(1000).saturating_add(i64::from(at.millisecond())))
    }

    /// The date-time in Korean standard time.
    pub fn datetime(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(KST)
            + time::Duration::milliseconds(self.0.rem_euclid(1000))
    }

    /// `2024-02-12T09:00:00+09:00`.
    pub fn rfc3339(self) -> String {
        let at = self.datetime();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+09:00",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_form_is_the_guides() {
        let at = Timestamp::parse("2024-02-12T00:00:00.999Z").unwrap();
        assert_eq!(at.rfc3339(), "2024-02-12T09:00:00+09:00");
        assert_eq!(Timestamp::parse("2024-02-12T09:00:00+09:00").unwrap().ms() + 999, at.ms());
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for bent in [
            "",
            "2024-02-12",
            "2024-02-12T09:00:00",
            "2024-13-45T09:00:00+09:00",
            "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(Timestamp::parse(bent), None, "{bent:?}");
        }
    }
}
