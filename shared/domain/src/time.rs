//! Instants, in milliseconds since the Unix epoch, and their one text form: RFC 3339 in `+09:00` with whole seconds,
//! as the guide prints it.

use std::sync::Arc;

use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, OffsetDateTime, UtcOffset, macros::offset};

/// Korean standard time.
pub const KST: UtcOffset = offset!(+9);
/// A minute, in milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// An hour, in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
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
            + Duration::milliseconds(self.0.rem_euclid(1000))
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

/// A calendar day of Korean standard time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(Date);

impl Day {
    /// The day of an instant.
    pub fn of(at: Timestamp) -> Self {
        Self(at.datetime().date())
    }

    /// Reads `2024-02-12`. `None` when it is no day, or lies before 2000 or after 2286.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        Timestamp::parse(&format!("{text}T00:00:00+09:00")).filter(|_| plain).map(Self::of)
    }

    /// Its first instant.
    pub fn start(self) -> Timestamp {
        Timestamp::from_datetime(self.0.midnight().assume_offset(KST))
    }

    /// The day so many days later.
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(Duration::days(days)))
    }

    /// How many days later `later` is.
    pub fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).whole_days()
    }

    /// `2024-02-12`.
    pub fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
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
    fn a_day_begins_at_midnight_in_seoul() {
        let day = Day::parse("2024-02-29").unwrap();
        assert_eq!(day.start().rfc3339(), "2024-02-29T00:00:00+09:00");
        assert_eq!(Day::of(day.start()), day);
        assert_eq!(Day::of(day.start().plus_ms(-1)).text(), "2024-02-28");
        assert_eq!(day.plus(1).text(), "2024-03-01");
        assert_eq!((day.days_until(day.plus(-3)), day.days_until(day)), (-3, 0));
        for bent in ["", "2024-2-9", "2024-02-30", "2024-02-12T", "1999-12-31", "20240212", "2024-02-1２"] {
            assert_eq!(Day::parse(bent), None, "{bent:?}");
        }
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
