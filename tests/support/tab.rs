//! What an open tab of the page asks for in a month, and what that costs.

use crate::cost::{API_REQUEST, LAMBDA_GB_SECOND, LAMBDA_REQUEST, MEMORY_MB, READ_UNIT, asserted_reads};
use crate::documents::read;

/// What one tab asks in a month: whether anything is new, and two lists each time that it is, or when it has not looked
/// at them for long.
pub(crate) struct Tab {
    pub questions: u64,
    pub looks: u64,
}

/// A tab that is seen eight hours of twenty-two days and touched through one of them each day, at the paces of the
/// page's own source. Each of `changes` makes it quick for a minute.
pub(crate) fn tab(changes: u64) -> Tab {
    let seen = 22 * 8 * 3_600;
    let quick = (22 * 3_600 + changes * seconds("QUICK_FOR_MS")).min(seen);
    let questions = quick / seconds("QUICK_MS") + (seen - quick) / page_idle_s();
    Tab { questions, looks: 2 * (seen / seconds("LOOK_EVERY_MS") + changes) }
}

/// A pace of the page, from its own source.
fn seconds(name: &str) -> u64 {
    let source = read("dashboard/src/api/live.ts");
    let told = source.split_once(&format!("{name} = ")).unwrap().1.split(';').next().unwrap().replace('_', "");
    told.parse::<u64>().unwrap() / 1_000
}

fn page_idle_s() -> u64 {
    u64::from(web::Policy::default().page_idle_s)
}

impl Tab {
    pub fn calls(&self) -> u64 {
        self.questions + self.looks
    }

    /// Micro-dollars a month: API, Lambda at 20 ms a call (assumed), table.
    pub fn micro(&self) -> u64 {
        let lambda = LAMBDA_REQUEST + 20 * MEMORY_MB * LAMBDA_GB_SECOND / 1024 / 1000;
        (self.calls() * (API_REQUEST + lambda) + self.half_reads() * READ_UNIT / 2) / 1_000_000
    }

    /// In half units.
    pub fn half_reads(&self) -> u64 {
        self.questions * asserted_reads("a_question_of_an_open_page_reads_two_and_a_half_units")
            + self.looks * asserted_reads("what_is_read_is_one_trip_beside_the_check")
    }
}

/// How many calls a second so many tabs make that nobody touches and in which nothing is new.
pub(crate) fn idle_calls(tabs: u64) -> u64 {
    tabs / page_idle_s() + 2 * tabs / seconds("LOOK_EVERY_MS")
}

/// How many calls a second the API lets through, webhooks apart.
pub(crate) fn throttle() -> u64 {
    let template = crate::documents::template();
    template["Resources"]["HttpApi"]["Properties"]["DefaultRouteSettings"]["ThrottlingRateLimit"].as_u64().unwrap()
}
