//! `docs/cost.md`: what a million orders and deposits cost, from the units that the budget tests assert. Whole
//! micro-dollars throughout, so that the page is the same on every machine.

use std::fmt::Write;

use crate::documents::read;

/// Prices of ap-northeast-2 (Seoul) in micro-dollars per million: see the page for what they are worth.
const WRITE_UNIT: u64 = 677_800;
const READ_UNIT: u64 = 135_500;
const QUEUE_REQUEST: u64 = 400_000;
const API_REQUEST: u64 = 1_230_000;
const LAMBDA_REQUEST: u64 = 200_000;
/// A gigabyte-second on Intel; on arm64 a fifth less.
const LAMBDA_GB_SECOND: u64 = 16_666_700;
/// The template's memory, in MB.
const MEMORY_MB: u64 = 512;

/// A secret a month; an alarm and a metric of one's own a month, beyond those that are free; a gigabyte of logs.
const SECRET: u64 = 400_000;
const ALARM: u64 = 100_000;
const METRIC: u64 = 300_000;
const LOG_GB: u64 = 760_000;
/// What every account has for nothing each month, for good: not only in its first year.
const FREE_QUEUE_REQUESTS: u64 = 1_000_000;
const FREE_LAMBDA_REQUESTS: u64 = 1_000_000;
const FREE_LAMBDA_GB_S: u64 = 400_000;
const FREE_ALARMS: u64 = 10;
const FREE_METRICS: u64 = 10;
const FREE_LOG_MB: u64 = 5_000;

/// Minutes of a month of thirty days.
const MINUTES: u64 = 43_200;

/// One operation: units from the budgets, and what they do not count.
struct Path {
    name: &'static str,
    /// The test whose assertion holds the units.
    budget: &'static str,
    /// Entries in the sparse indexes, one write unit each.
    index_writes: u64,
    /// Sends, receives and deletes of SQS.
    queue_requests: u64,
    api_requests: u64,
    lambda_requests: u64,
    /// Assumed, not measured: milliseconds of all its functions together.
    lambda_ms: u64,
}

const PATHS: [Path; 5] = [
    Path {
        name: "an order is placed",
        budget: "an_order_is_placed_in_four_trips_for_seven_write_units",
        index_writes: 1,
        queue_requests: 3,
        api_requests: 1,
        lambda_requests: 2,
        lambda_ms: 50,
    },
    Path {
        name: "a message pays an order that waits",
        budget: "a_message_is_matched_in_three_trips_for_twelve_write_units",
        index_writes: 3,
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
        budget: "a_phones_call_writes_three_units_and_reads_two",
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

/// Looks at the receipt while a call waits, one read unit each: 30, 60, 120 and 250 ms after one another.
const RECEIPT_LOOKS: u64 = 4;

/// The write units and the half read units that a budget test asserts.
fn asserted(test: &str) -> (u64, u64) {
    let tests = read("tests/pairing/budgets.rs");
    let body = tests.split_once(&format!("async fn {test}()")).unwrap_or_else(|| panic!("{test} is gone")).1;
    let line = body.lines().find(|line| line.contains(" WRU + ")).expect("a budget ends with its units");
    let (writes, reads) = line.trim().trim_end_matches("\";").split_once(" WRU + ").unwrap();
    let (whole, half) = reads.trim_end_matches(" RRU").split_once('.').unwrap();
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
const PRICES: [(&str, u64); 6] = [
    ("DynamoDB on demand, write request units", WRITE_UNIT),
    ("DynamoDB on demand, read request units", READ_UNIT),
    ("SQS standard, requests", QUEUE_REQUEST),
    ("HTTP API, requests", API_REQUEST),
    ("Lambda, requests", LAMBDA_REQUEST),
    ("Lambda on Intel, gigabyte-seconds", LAMBDA_GB_SECOND),
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

/// A month in which nobody calls.
fn idle() -> Vec<Standing> {
    let (writes, half_reads) = asserted("a_sweep_of_nothing_reads_seventeen_units");
    assert_eq!(writes, 0, "a sweep of nothing writes nothing");
    let row = |what, amount, free, price| Standing { what, amount, free, price };
    let million = 1_000_000;
    vec![
        row("the sweeper's reads, units", MINUTES * half_reads / 2, 0, READ_UNIT),
        row("the sweeper's runs", MINUTES, FREE_LAMBDA_REQUESTS, LAMBDA_REQUEST),
        row(
            "the sweeper's gigabyte-seconds, 0.3 s a run (assumed)",
            MINUTES * 3 / 20,
            FREE_LAMBDA_GB_S,
            LAMBDA_GB_SECOND,
        ),
        row(
            "idle polls: two queues, five pollers each, three a minute",
            MINUTES * 2 * 5 * 3,
            FREE_QUEUE_REQUESTS,
            QUEUE_REQUEST,
        ),
        row("secrets", resources("AWS::SecretsManager::Secret"), 0, SECRET * million),
        row("alarms", resources("AWS::CloudWatch::Alarm"), FREE_ALARMS, ALARM * million),
        row("metrics of our own: four, and one for each bank that sends", 4, FREE_METRICS, METRIC * million),
        row("logs in MB: five lines of 300 bytes a run", MINUTES * 5 * 300 / million, FREE_LOG_MB, LOG_GB * 1_000),
    ]
}

/// What a shop adds that is paid a hundred orders a month over a phone, with one endpoint, and whose page is open on one
/// screen for eight hours of twenty-two days.
fn small_shop() -> Vec<Standing> {
    let orders = 100;
    let pair: u64 = [0, 1, 3, 4].into_iter().map(|nth: usize| PATHS[nth].parts().iter().sum::<u64>()).sum();
    let seconds = 22 * 8 * 3_600;
    let row = |what, amount, price| Standing { what, amount, free: 0, price };
    vec![
        row("orders, placed, paid and told", orders, pair + RECEIPT_LOOKS * READ_UNIT),
        row("the open page: read units, ten a second", seconds * 10, READ_UNIT),
        row("the open page: calls, two a second", seconds * 2, API_REQUEST),
        row("the open page: Lambda requests", seconds * 2, LAMBDA_REQUEST),
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
         Generated by `cargo run -p tests --example documents` from the units that `tests/pairing/budgets.rs` asserts; a test fails on drift.\n\n\
         ## Formula\n\n\
         Per million: (write units + index entries) × price + read units × price + queue requests × price + API requests × price + Lambda requests × price \
         + Lambda seconds × 0.5 GB × price.\n\n\
         - **Units** are asserted by tests: counted on the wire, computed from the bytes of the items.\n\
         - **Index entries** are counted by hand from docs/table.md: one unit for each entry that is written or moved away.\n\
         - **Lambda time is assumed**, not measured: 50 ms for an order with its later look, 200 ms for a message, most of it the webhook that waits for the matcher.\n\
         - A call that waits looks for its receipt some four times more, a read unit each.\n\
         - Not in it: data that leaves AWS, and the table's storage and its point-in-time recovery: some 0.5 US dollars a gigabyte and month together, of which a \
         million orders fill about two.\n\n\
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
         Most of a small shop's bill is what stands, and the page that it leaves open. The free amounts are those that every account has for good; on-demand tables have none.\n",
        dollars(pair),
        dollars(pair * 5_000 / 1_000_000)
    )
    .unwrap();
    let standing = bill(&mut page, "Nobody calls", &idle());
    assert!(standing <= 2_000_000, "an idle installation costs {} a month", dollars(standing));
    let shop = bill(&mut page, "A shop with a hundred orders a month adds", &small_shop());
    write!(
        page,
        "\nTogether **${}** a month for one shop; each further shop of that size adds ${}, most of it the open page.\n\n\
         ## Prices\n\n\
         Asia Pacific (Seoul), US dollars per million, without the free tier. Written down on 2026-11-23 as remembered of AWS's price lists, which could not be \
         read where this page was made: compare them with aws.amazon.com before you rely on them. They stand in `tests/support/cost.rs`.\n\n\
         | what | price |\n|---|---|\n",
        dollars(standing + shop),
        dollars(shop)
    )
    .unwrap();
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
