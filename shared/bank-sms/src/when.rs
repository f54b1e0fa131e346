//! When a message says it happened: banks leave out the year, some the day.
//!
//! All of it is KST, which has no summer time.

use crate::token::{Clock, Day};
use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset};

/// A phone's clock and ours may differ; a text is never truly older than its arrival.
const CLOCK_SLACK: Duration = Duration::hours(1);

pub(crate) const KST: UtcOffset = match UtcOffset::from_hms(9, 0, 0) {
    Ok(kst) => kst,
    Err(_) => UtcOffset::UTC,
};

/// The moment that was meant. A date without a year is the last such day up to one day after the arrival (so that 12/31
/// read in January is last year's, and a fast clock on 12/31 may print 01/01); a time without a date is the last such
/// time up to an hour after the arrival. `None` if neither stands there, or the day does not exist.
pub(crate) fn infer(day: Option<Day>, clock: Option<Clock>, received_at: OffsetDateTime) -> Option<OffsetDateTime> {
    let received = received_at.checked_to_offset(KST)?;
    let time = match clock {
        Some(clock) => Time::from_hms(clock.hour, clock.minute, clock.second).ok()?,
        None => Time::MIDNIGHT,
    };
    let date = match day {
        Some(Day { year: Some(year), month, day }) => date(year, month, day)?,
        Some(Day { year: None, month, day }) => last_such_day(month, day, received)?,
        None => {
            clock?;
            let latest = received.checked_add(CLOCK_SLACK)?;
            [latest.date(), latest.date().previous_day()?]
                .into_iter()
                .find(|date| date.with_time(time).assume_offset(KST) <= latest)?
        }
    };
    Some(date.with_time(time).assume_offset(KST))
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn last_such_day(month: u8, day: u8, received: OffsetDateTime) -> Option<Date> {
    let latest = received.date().next_day()?;
    // 29 February comes every fourth year, and eight years apart around 2100.
    (0..=8).filter_map(|back| date(latest.year() - back, month, day)).find(|date| *date <= latest)
}
