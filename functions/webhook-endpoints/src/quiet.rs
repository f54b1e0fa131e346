//! Quiet hours, as people set and read them.

use domain::FieldFault;
use domain::endpoint::QuietHours;
use serde::Serialize;
use utoipa::ToSchema;
use web::field::{Integer, Required};
use web::{Problem, fields};

/// The last minute of a day.
const MINUTE_MAX: u64 = 24 * 60 - 1;

/// A part of every day, in Korea's time.
#[derive(Serialize, ToSchema)]
pub struct QuietHoursView {
    /// Minutes after midnight.
    #[schema(example = 1350)]
    pub from: u16,
    /// Minutes after midnight; before `from`: of the next day.
    #[schema(example = 420)]
    pub until: u16,
}

impl QuietHoursView {
    pub fn of(quiet: QuietHours) -> Self {
        let (from, until) = quiet.minutes();
        Self { from, until }
    }
}

fields! {
    /// A part of every day, in Korea's time.
    pub struct Quiet {
        /// Minutes after midnight.
        from: Required<Integer<0, MINUTE_MAX, u16>> = 1350,
        /// Minutes after midnight; before `from`: of the next day.
        until: Required<Integer<0, MINUTE_MAX, u16>> = 420,
    }
}

impl Quiet {
    pub fn hours(&self) -> Result<QuietHours, Problem> {
        let hours = QuietHours::new(self.from, self.until);
        hours.ok_or_else(|| Problem::field("quiet_hours.until", FieldFault::Invalid, "from과 달라야 합니다."))
    }
}
