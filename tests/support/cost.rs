//! `docs/cost.md`: what a million orders and deposits cost, from the units that the budget tests assert. Whole
//! micro-dollars throughout, so that the page is the same on every machine.

use std::fmt::Write;

use crate::documents::read;
use crate::tab::{idle_calls, tab, throttle};

/// Prices of ap-northeast-2 (Seoul) in micro-dollars per million: see the page for what they are worth.
const WRITE_UNIT: u64 = 677_800;
pub(crate) const READ_UNIT: u64 = 135_500;
const QUEUE_REQUEST: u64 = 400_000;
pub(crate) const API_REQUEST: u64 = 1_230_000;
pub(crate) const LAMBDA_REQUEST: u64 = 200_000;
/// A gigabyte-second on Intel; on arm64 a fifth less.
pub(crate) const LAMBDA_GB_SECOND: u64 = 16_666_700;
/// The template's memory, in MB.
pub(crate) const MEMORY_MB: u64 = 512;

/// A secret a month; an alarm and a metric of one's own a month, beyond those that are free; a gigabyte of logs; a
/// gigabyte of the table and of its backup for a month; a gigabyte that leaves AWS.
const SECRET: u64 = 400_000;
const ALARM: u64 = 100_000;
const METRIC: u64 = 300_000;
const LOG_GB: u64 = 760_000;
const TABLE_GB: u64 = 500_000;
const OUT_GB: u64 = 126_000;
/// A request to KMS: the table is sealed with the key that AWS manages for DynamoDB in the account.
const KEY_REQUEST: u64 = 3_000_000;
const FREE_KEY_REQUESTS: u64 = 20_000;
/// What every account has for nothing each month, for good: not only in its first year.
const FREE_QUEUE_REQUESTS: u64 = 1_000_000;
const FREE_LAMBDA_REQUESTS: u64 = 1_000_000;
const FREE_LAMBDA_GB_S: u64 = 400_000;
const FREE_ALARMS: u64 = 10;
const FREE_METRICS: u64 = 10;
const FREE_LOG_MB: u64 = 5_000;
const FREE_OUT_MB: u64 = 100_000;
/// Of storage, DynamoDB's own; the backup has none.
const FREE_TABLE_MB: u64 = 0;

/// Minutes of a month of thirty days.
const MINUTES: u64 = 43_200;
const DAYS: u64 = 30;

/// One operation: units from the budgets, and what they do not count.
pub struct Path {
    pub name: &'static str,
    /// The test whose assertion holds the units.
    budget: &'static str,
    /// Entries in the sparse indexes, one write unit each: counted by `pairing::costs`.
    pub index_writes: u64,
    /// A send, a receive and a delete of SQS for each message: the sends are counted by `pairing::costs`.
    pub queue_requests: u64,
    api_requests: u64,
    lambda_requests: u64,
    /// Assumed, not measured: milliseconds of all its functions together.
    lambda_ms: u64,
}

pub const PATHS: [Path; 5] = [
    Path {
        name: "an order is placed",
        budget: "an_order_is_placed_in_three_trips_for_seven_write_units",
        index_writes: 1,
        queue_requests: 3,
        api_requests: 1,
        lambda_requests: 2,
        lambda_ms: 50,
    },
    Path {
        name: "a message pays an order that waits",
        budget: "a_message_is_matched_in_three_trips_for_twelve_write_units",
        index_writes: 2,
        queue_requests: 3,
        api_requests: 1,
        lambda_requests: 2,
        lambda_ms: 200,
    },
    Path {
        name: "a message comes before its order",
        budget: "a_message_whose_order_is_yet_to_come_is_recorded_in_three_trips",
        index_writes: 2,
        queue_requests: 3,
        api_requests: 1,
        lambda_requests: 2,
        lambda_ms: 200,
    },
    Path {
        name: "the phone's call, besides",
        budget: "a_phones_call_writes_three_units_and_reads_one_and_a_half",
        index_writes: 0,
        queue_requests: 0,
        api_requests: 0,
        lambda_requests: 0,
        lambda_ms: 0,
    },
    Path {
        name: "an event is told to one endpoint",
        budget: "an_event_told_to_one_endpoint_costs_what_the_page_says",
        index_writes: 0,
        queue_requests: 9,
        api_requests: 0,
        lambda_requests: 3,
        lambda_ms: 600,
    },
];

/// Looks at the receipt while a call waits, half a read unit each: 30, 60, 120 and 250 ms after one another.
const RECEIPT_LOOKS: u64 = 4;

/// The write units and the half read units that a budget test asserts.
fn asserted(test: &str) -> (u64, u64) {
    let tests = read("tests/pairing/budgets.rs");
    let body = tests.split_once(&format!("async fn {test}()")).unwrap_or_else(|| panic!("{test} is gone")).1;
    let line = body.lines().find(|line| line.contains(" RRU")).expect("a budget ends with its units");
    let (writes, reads) = line.split_once(" RRU").unwrap().0.rsplit_once(" WRU + ").unwrap();
    let writes = writes.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap();
    let (whole, half) = reads.split_once('.').unwrap();
    (writes.parse().unwrap(), whole.parse::<u64>().unwrap() * 2 + u64::from(half == "5"))
}

impl Path {
    /// Micro-dollars per million, part by part: table, queue, API, Lambda.
    fn parts(&self) -> [u64; 4] {
        let (writes, half_reads) = asserted(self.budget);
        let table = (writes + self.index_writes) * WRITE_UNIT + half_reads * READ_UNIT / 2;
        let lambda =
            self.lambda_requests * LAMBDA_REQUEST + self.lambda_ms * MEMORY_MB * LAMBDA_GB_SECOND / 1024 / 1000;
        [table, self.queue_requests * QUEUE_REQUEST, self.api_requests * API_REQUEST, lambda]
    }
}

/// `1234567` micro-dollars as `1.23`.
fn dollars(micro: u64) -> String {
    format!("{}.{:02}", micro / 1_000_000, micro % 1_000_000 / 10_000)
}

/// Prices for the page: what, micro-dollars per million, unit.
const PRICES: [(&str, u64); 7] = [
    ("DynamoDB on demand, write request units", WRITE_UNIT),
    ("DynamoDB on demand, read request units", READ_UNIT),
    ("SQS standard, requests", QUEUE_REQUEST),
    ("HTTP API, requests", API_REQUEST),
    ("Lambda, requests", LAMBDA_REQUEST),
    ("Lambda on Intel, gigabyte-seconds", LAMBDA_GB_SECOND),
    ("KMS, requests", KEY_REQUEST),
];

/// What stands in a month's bill: what, how much of it, how much of that is free, and its micro-dollars per million.
struct Standing {
    what: &'static str,
    amount: u64,
    free: u64,
    price: u64,
}

impl Standing {
    fn micro(&self) -> u64 {
        self.amount.saturating_sub(self.free) * self.price / 1_000_000
    }
}

/// How many resources of a kind the template has.
fn resources(kind: &str) -> u64 {
    let template = crate::documents::template();
    let all = template["Resources"].as_object().unwrap().values();
    u64::try_from(all.filter(|resource| resource["Type"] == kind).count()).unwrap()
}

/// The half read units of a budget that writes nothing.
pub(crate) fn asserted_reads(test: &str) -> u64 {
    let (writes, reads) = asserted(test);
    assert_eq!(writes, 0, "{test}");
    reads
}

/// A month in which so many shops are paid a hundred orders each over a phone, told to one endpoint, with one screen
/// open.
fn month(shops: u64) -> Vec<Standing> {
    const ORDERS: u64 = 100;
    let million = 1_000_000;
    let told: Vec<&Path> = [0, 1, 3, 4].into_iter().map(|nth: usize| &PATHS[nth]).collect();
    let each = |of: &dyn Fn(&Path) -> u64| shops * ORDERS * told.iter().map(|path| of(path)).sum::<u64>();
    let (writes, sweep) = asserted("a_sweep_of_nothing_reads_seventeen_units");
    assert_eq!(writes, 0, "a sweep of nothing writes nothing");
    let (pass_writes, pass_reads) = asserted("a_day_on_which_nothing_is_forgotten_costs_what_the_page_says");
    // Each order is placed and paid.
    let tab = tab(2 * ORDERS);
    let calls = shops * tab.calls();
    let by_itself = MINUTES * sweep + shops * DAYS * (pass_reads - sweep);
    let reads = by_itself + each(&|path| asserted(path.budget).1) + shops * ORDERS * RECEIPT_LOOKS;
    let row = |what, amount, free, price| Standing { what, amount, free, price };
    // The sweeper's 1,769 MB for 0.1 s a run; half a gigabyte for 20 ms a call of the page, and what the paths say.
    let milliseconds = MINUTES * 100 * 1_769 / 512 + calls * 20 + each(&|path| path.lambda_ms);
    let logged = MINUTES * 6 * 300 + (calls + shops * ORDERS * 8) * 2 * 350;
    vec![
        row(
            "table: write units, indexes included",
            shops * DAYS * pass_writes + each(&|path| asserted(path.budget).0 + path.index_writes),
            0,
            WRITE_UNIT,
        ),
        row(
            "table: read units, of the sweeper and of the open page",
            (reads + shops * tab.half_reads()) / 2,
            0,
            READ_UNIT,
        ),
        row(
            "queues: requests; idle polls are two queues, five pollers each, three a minute",
            MINUTES * 2 * 5 * 3 + each(&|path| path.queue_requests),
            FREE_QUEUE_REQUESTS,
            QUEUE_REQUEST,
        ),
        row("API: requests, also of the open page", calls + each(&|path| path.api_requests), 0, API_REQUEST),
        row(
            "Lambda: requests",
            MINUTES + calls + each(&|path| path.lambda_requests),
            FREE_LAMBDA_REQUESTS,
            LAMBDA_REQUEST,
        ),
        row("Lambda: gigabyte-seconds (times assumed)", milliseconds / 2_000, FREE_LAMBDA_GB_S, LAMBDA_GB_SECOND),
        row(
            "uses of the table's key: one in five minutes for each role at work (assumed)",
            MINUTES / 5 + shops * (22 * 8 * 12 * 3 + ORDERS * 4),
            FREE_KEY_REQUESTS,
            KEY_REQUEST,
        ),
        row("secrets", resources("AWS::SecretsManager::Secret"), 0, SECRET * million),
        row("alarms", resources("AWS::CloudWatch::Alarm"), FREE_ALARMS, ALARM * million),
        row(
            "metrics of our own: four, and one for each bank that sends",
            4 + shops.min(20),
            FREE_METRICS,
            METRIC * million,
        ),
        row("logs in MB: six lines a run of the sweeper, two a call", logged / million, FREE_LOG_MB, LOG_GB * 1_000),
        row(
            "table and its backup in MB: a year's orders, 8 KB each",
            shops * ORDERS * 12 * 8 / 1_000,
            FREE_TABLE_MB,
            TABLE_GB * 1_000,
        ),
        row(
            "data out in MB: 15 KB a list of the page, 1 KB of its questions and of a webhook",
            shops * (tab.looks * 15 + tab.questions + ORDERS) / 1_000,
            FREE_OUT_MB,
            OUT_GB * 1_000,
        ),
    ]
}

fn bill(page: &mut String, title: &str, rows: &[Standing]) -> u64 {
    write!(page, "\n### {title}\n\n| what | a month | free | US dollars |\n|---|---|---|---|\n").unwrap();
    for row in rows {
        let Standing { what, amount, free, .. } = row;
        writeln!(page, "| {what} | {amount} | {free} | {} |", dollars(row.micro())).unwrap();
    }
    let sum = rows.iter().map(Standing::micro).sum();
    writeln!(page, "| **sum** | | | **{}** |", dollars(sum)).unwrap();
    sum
}

/// The page.
pub fn page() -> String {
    let mut page = String::from(
        "# What it costs\n\n\
         Generated by `cargo run -p tests --example documents` from the units that `tests/pairing/budgets.rs` asserts.\n\
         A test fails on drift.\n\n\
         ## Formula\n\n\
         Per million, each times its price: write units and index entries, read units, queue requests, API requests, Lambda\n\
         requests, and Lambda seconds at 0.5 GB.\n\n\
         - **Units** are asserted by tests: counted on the wire, computed from the bytes of the items.\n\
         - **Index entries** and **messages** are counted by tests (`pairing::costs`).\n\
         \x20 An entry that is written or moved away is one unit, a message three requests.\n\
         - **Lambda time is assumed**, not measured: 50 ms for an order with its later look, 200 ms for a message.\n\
         \x20 Most of the latter is the webhook that waits for the matcher.\n\
         - A call that waits looks for its receipt some four times more, half a read unit each.\n\
         - Not in it: data that leaves AWS, and the table's storage and its point-in-time recovery.\n\
         \x20 The two are some 0.5 US dollars a gigabyte and month; a million orders fill about two.\n\n\
         | per million, in US dollars | WRU | index | RRU | table | queue | API | Lambda | **sum** |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for path in &PATHS {
        let ((writes, half), parts) = (asserted(path.budget), path.parts());
        let [table, queue, api, lambda] = parts.map(dollars);
        let reads = format!("{}{}", half / 2, if half % 2 == 1 { ".5" } else { "" });
        let sum = dollars(parts.iter().sum());
        let (name, index) = (path.name, path.index_writes);
        writeln!(page, "| {name} | {writes} | {index} | {reads} | {table} | {queue} | {api} | {lambda} | **{sum}** |")
            .unwrap();
    }
    let pair: u64 = PATHS[0].parts().iter().sum::<u64>() + PATHS[1].parts().iter().sum::<u64>();
    write!(
        page,
        "\nAn order that is placed and paid: **${} per million**, ${} for 5,000 a month.\n\n\
         ## A month\n\n\
         Most of a small shop's bill is what stands, and the page that it leaves open.\n\
         The free amounts are those that every account has for good; on-demand tables have none.\n",
        dollars(pair),
        dollars(pair * 5_000 / 1_000_000)
    )
    .unwrap();
    let standing = bill(&mut page, "Nobody calls", &month(0));
    assert!(standing <= 2_000_000, "an idle installation costs {} a month", dollars(standing));
    let one = bill(&mut page, "One shop with a hundred orders a month", &month(1));
    let open = tab(200);
    let sum = |shops| month(shops).iter().map(Standing::micro).sum::<u64>();
    let (two, closed) = (
        sum(2),
        standing
            + 100 * [0, 1, 3, 4].into_iter().map(|nth: usize| PATHS[nth].parts().iter().sum::<u64>()).sum::<u64>()
                / 1_000_000,
    );
    write!(
        page,
        "\nSo a shop with a hundred orders a month pays **${}** a month, the installation included, with a screen open all day.\n\
         With none, as when its server is told by webhooks, it pays ${}.\n\
         A second shop of that size adds ${}.\n\n\
         That screen is one tab, seen eight hours of twenty-two days and touched through one of them each day: {} questions\n\
         whether anything is new and {} lists, **${}**.\n\
         Two lists each second, as it was before there was the question, were 1267400 calls and $2.88.\n\
         A thousand idle tabs make {} calls a second, of the {} that the API lets through.\n\n\
         ## Prices\n\n\
         Asia Pacific (Seoul), US dollars per million, without the free tier.\n\
         Written down on 2026-11-23 as remembered of AWS's price lists, which could not be read where this page was made:\n\
         compare them with aws.amazon.com before you rely on them.\n\
         They stand in `tests/support/cost.rs`.\n\n\
         | what | price |\n|---|---|\n",
        dollars(one),
        dollars(closed),
        dollars(two - one),
        open.questions,
        open.looks,
        dollars(open.micro()),
        idle_calls(1_000),
        throttle(),
    )
    .unwrap();
    assert!(open.micro() <= 500_000, "an open tab costs {} a month", dollars(open.micro()));
    assert!(10 * idle_calls(1_000) <= throttle(), "a thousand idle tabs ask too much");
    for (what, price) in PRICES {
        writeln!(page, "| {what} | {} |", dollars(price)).unwrap();
    }
    page.push_str(
        "\n## Beside it\n\n\
         As the product's owner named them on 2026-11-23; their vendors' pages could not be read where this page was made.\n\n\
         | way | price | per 5,000 a month |\n|---|---|---|\n\
         | 페이액션 | from 0원 for 10 a month to 99,000원 for 5,000 a month | 99,000원 |\n\
         | virtual account (가상계좌) | 300원 each | 1,500,000원 |\n",
    );
    page
}
