//! How many true deposits the evidence holds, and what a report costs: shops of one price whose customers pay in a rush
//! or over a month, drawn from a fixed seed, through the product's own rules. `docs/scale.md` holds what comes out.
//!
//! Every transfer is told by SMS, half of them by the bank's app as well, most within seconds, one in a thousand only
//! hours later. The balance item is kept here as its condition keeps it (`store::pair::clause::BALANCE_FREE`); that the
//! product does the same, `tests/evidence` holds.

use std::collections::HashMap;
use std::fmt::Write;

use bank_sms::related::core_name;
use domain::occurrence::{DuplicateCheck, Kind, Occurrence, Seen, check_duplicate, remember};
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::{DepositId, Timestamp, Via};

/// The bytes of a guard without reports, and of each report in it; `tests/pairing/heat.rs` holds them against the
/// items.
pub const GUARD_BYTES: u64 = 74;
pub const REPORT_BYTES: u64 = 90;
/// What the price is.
const PRICE: i64 = 19_900;
const SURNAMES: [(char, u64); 16] = [
    ('김', 215),
    ('이', 147),
    ('박', 84),
    ('최', 47),
    ('정', 43),
    ('강', 24),
    ('조', 21),
    ('윤', 20),
    ('장', 20),
    ('임', 16),
    ('한', 15),
    ('오', 15),
    ('서', 15),
    ('신', 14),
    ('권', 14),
    ('황', 14),
];
const FIRST: &str = "민서지현은수영준하윤도예우진성재승유경동상태규찬시나다라소채주혜인희정미선";
const SECOND: &str = "준서현우진호원영민수연아은지윤희빈성훈욱환석철주혁경미숙정자람솔별찬율";

/// When the money leaves the account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Emptied {
    Never,
    Every(i64),
    AfterEach,
}

/// A shop, and how its customers pay.
#[derive(Clone, Copy, Debug)]
pub struct Shop {
    pub title: &'static str,
    pub deposits: u64,
    /// Over how long, in milliseconds.
    pub within_ms: i64,
    pub emptied: Emptied,
    /// The bank prints the balance.
    pub tells_balance: bool,
    /// Fewer than one true deposit in a thousand is held.
    pub is_promised: bool,
}

const MONTH_MS: i64 = 30 * DAY_MS;

/// The rows of the page.
pub const SHOPS: [Shop; 7] = [
    Shop { title: "a sale: 100 a second for a minute", deposits: 6_000, within_ms: MINUTE_MS, ..SALE },
    Shop { title: "a sale: 20 a second for a quarter of an hour", deposits: 18_000, within_ms: 15 * MINUTE_MS, ..SALE },
    Shop { title: "a month, 500 a day, emptied each night", emptied: Emptied::Every(DAY_MS), ..EVERYDAY },
    Shop { title: "the same, never emptied", emptied: Emptied::Never, ..EVERYDAY },
    Shop { title: "the same, emptied every hour", emptied: Emptied::Every(HOUR_MS), is_promised: false, ..EVERYDAY },
    Shop { title: "the same, emptied after each deposit", emptied: Emptied::AfterEach, is_promised: false, ..EVERYDAY },
    Shop { title: "the same, no balance told", tells_balance: false, is_promised: false, ..EVERYDAY },
];
const SALE: Shop =
    Shop { title: "", deposits: 0, within_ms: 0, emptied: Emptied::Never, tells_balance: true, is_promised: true };
const EVERYDAY: Shop = Shop { deposits: 500 * 30, within_ms: MONTH_MS, ..SALE };

/// What came out.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Came {
    pub deposits: u64,
    /// True deposits whose first report was held.
    pub held: u64,
    /// True deposits whose first report was taken for another's: never.
    pub swallowed: u64,
    /// Second reports of a transfer that may pay: never.
    pub paid_twice: u64,
    /// Write units and trips to the commit of all first reports, each with its order.
    pub writes: u64,
    pub trips: u64,
}

/// A report on its way.
struct Report {
    heard_ms: i64,
    transfer: u64,
    at_ms: i64,
    name: String,
    balance: Option<i64>,
}

fn name(rng: &mut fastrand::Rng) -> String {
    let all: u64 = SURNAMES.iter().map(|(_, weight)| *weight).sum();
    let mut drawn = rng.u64(..all);
    let surname = SURNAMES.iter().find(|(_, weight)| {
        let is_drawn = drawn < *weight;
        drawn = drawn.saturating_sub(*weight);
        is_drawn
    });
    let letter = |rng: &mut fastrand::Rng, of: &str| of.chars().nth(rng.usize(..of.chars().count())).unwrap();
    let (first, second) = (letter(rng, FIRST), letter(rng, SECOND));
    [surname.unwrap().0, first, second].into_iter().collect()
}

/// How long a report is on its way.
fn delay_ms(rng: &mut fastrand::Rng) -> i64 {
    match rng.u32(..1_000) {
        0 => rng.i64(10 * MINUTE_MS..2 * HOUR_MS),
        1..=10 => rng.i64(5_000..MINUTE_MS),
        _ => rng.i64(500..5_000),
    }
}

fn reports(shop: &Shop, rng: &mut fastrand::Rng) -> Vec<Report> {
    let begin_ms = 1_767_193_200_000;
    let mut times: Vec<i64> = (0..shop.deposits).map(|_| begin_ms + rng.i64(0..shop.within_ms)).collect();
    times.sort_unstable();
    let (mut balance, mut emptied, mut reports) = (0, 0, Vec::new());
    for (transfer, at) in (1..).zip(times) {
        let period = match shop.emptied {
            Emptied::Never => 0,
            Emptied::Every(ms) => (at - begin_ms) / ms,
            Emptied::AfterEach => i64::try_from(transfer).unwrap(),
        };
        if period != emptied {
            (balance, emptied) = (0, period);
        }
        balance += PRICE;
        let (printed, known) = (name(rng), shop.tells_balance.then_some(balance));
        let at_ms = at - at.rem_euclid(MINUTE_MS);
        let report = |name: String, rng: &mut fastrand::Rng| {
            let heard_ms = at + delay_ms(rng);
            Report { heard_ms, transfer, at_ms, name, balance: known }
        };
        if rng.bool() {
            reports.push(report(format!("토스{printed}"), rng));
        }
        reports.push(report(printed, rng));
    }
    reports.sort_by_key(|report| report.heard_ms);
    reports
}

/// What is remembered of a shop while it runs.
#[derive(Default)]
struct Run {
    guards: HashMap<String, Seen>,
    /// The time of the latest money of each balance.
    balances: HashMap<i64, i64>,
    /// The deposit of each transfer that was told.
    told: HashMap<u64, DepositId>,
    came: Came,
}

impl Run {
    fn hear(&mut self, id: DepositId, report: &Report) {
        let head: String = core_name(&report.name).chars().take(2).collect();
        let guard = self.guards.entry(head).or_default();
        let is_first = !self.told.contains_key(&report.transfer);
        if is_first {
            let kept = u64::try_from(guard.occurrences.len()).unwrap();
            self.came.writes += units(kept, report.balance.is_some());
            self.came.trips += 3;
        }
        let mut seen = occurrence(id, report);
        let latest = report.balance.and_then(|balance| self.balances.get(&balance).copied());
        let refused = latest.is_some_and(|at| at + MINUTE_MS >= report.at_ms);
        match (check_duplicate(guard, &seen), refused) {
            (DuplicateCheck::SameMessage { deposit, .. } | DuplicateCheck::SameTransfer { deposit }, _) => {
                let own = self.told.get(&report.transfer).copied();
                self.came.swallowed += u64::from(deposit != own);
                seen.deposit = deposit;
            }
            (DuplicateCheck::Possible { .. }, _) | (DuplicateCheck::New { .. }, true) => {
                self.came.held += u64::from(is_first);
                self.came.trips += u64::from(is_first);
            }
            (DuplicateCheck::New { .. }, false) => self.came.paid_twice += u64::from(!is_first),
        }
        self.told.entry(report.transfer).or_insert(id);
        if let Some(balance) = report.balance.filter(|_| !refused) {
            self.balances.insert(balance, report.at_ms);
        }
        *guard = remember(guard, seen, Timestamp::from_ms(report.heard_ms));
    }
}

/// The write units of a report that pays its order, when so many stand in its guard: deposit, order, the order's entry
/// and the guard in a transaction, the balance item where a balance is told; the id and the receipt besides.
pub fn units(kept: u64, tells_balance: bool) -> u64 {
    let guard = (GUARD_BYTES + REPORT_BYTES * (kept + 1)).div_ceil(1_024);
    2 * (3 + guard + u64::from(tells_balance)) + 2
}

fn occurrence(id: DepositId, report: &Report) -> Occurrence {
    let fingerprint = u128::from(id.get()).to_be_bytes();
    Occurrence {
        kind: Kind::Deposit,
        fingerprint: fingerprint.into(),
        words: None,
        receipt: Some(fingerprint.into()),
        deposited_at: Timestamp::from_ms(report.at_ms),
        heard_at: (report.heard_ms - report.at_ms > HOUR_MS).then(|| Timestamp::from_ms(report.heard_ms)),
        has_time: true,
        is_stamped: true,
        balance: report.balance,
        balance_may_be_cut: false,
        printed: report.name.as_str().into(),
        deposit: Some(id),
        via: Via::Keyed,
        is_payable: true,
        is_typed: false,
    }
}

/// Runs a shop to its end.
pub fn run(shop: &Shop) -> Came {
    let mut rng = fastrand::Rng::with_seed(1);
    let mut run = Run::default();
    for (nth, report) in (1..).zip(reports(shop, &mut rng)) {
        run.hear(DepositId::new(nth).unwrap(), &report);
    }
    Came { deposits: shop.deposits, ..run.came }
}

fn mean(sum: u64, of: u64) -> String {
    let hundredths = (100 * sum + of / 2) / of;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The block of the page.
pub fn block() -> String {
    let mut text = String::from(
        "| one price, one account | deposits | held | of a thousand | write units, mean | trips to the commit, mean |\n|---|---|---|---|---|---|\n",
    );
    for shop in &SHOPS {
        let came = run(shop);
        let (deposits, held) = (came.deposits, came.held);
        let (share, writes, trips) =
            (mean(1_000 * held, deposits), mean(came.writes, deposits), mean(came.trips, deposits));
        writeln!(text, "| {} | {deposits} | {held} | {share} | {writes} | {trips} |", shop.title).unwrap();
    }
    text
}
