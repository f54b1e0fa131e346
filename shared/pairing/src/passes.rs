//! What the sweeper's passes share. A pass takes the pages of its shards in turn, works on the rows of a page side by
//! side, and asks before each page whether its time is up. The index is its cursor: what it does not get to is due
//! still, and the next run goes on.
//!
//! A row that fails is left where it stands, and the pass goes on behind it.

use std::collections::VecDeque;

use domain::time::MINUTE_MS;
use domain::{Clock, Timestamp};
use store::StoreError;
use store::due::{DuePage, FIRST};
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::Pairing;

/// How many rows of the due index one page holds.
pub const ROWS_A_PAGE: i32 = 100;

/// What falls due, each worked off by a pass of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pass {
    /// Orders expire.
    Orders,
    /// Deliveries are tried again.
    Deliveries,
    /// Phones fall silent, or are heard of again.
    Phones,
    /// Workspaces forget.
    Retention,
    /// Members are mailed.
    Reminders,
}

impl Pass {
    pub const ALL: [Self; 5] = [Self::Orders, Self::Deliveries, Self::Phones, Self::Retention, Self::Reminders];

    /// Its name in logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Deliveries => "deliveries",
            Self::Phones => "phones",
            Self::Retention => "retention",
            Self::Reminders => "reminders",
        }
    }

    /// How many rows are worked on at once. One after the other, the round trips alone would take hours for a hundred
    /// thousand orders. The bound is what one partition takes, 1,000 write units a second (docs/scale.md, "A backlog of
    /// the sweeper"): an order is written in one of five steps of its page; a row of another pass is written all the
    /// time, and moves within one partition of the index besides.
    pub fn at_once(self) -> usize {
        match self {
            Self::Orders => 32,
            Self::Deliveries | Self::Phones | Self::Retention | Self::Reminders => 8,
        }
    }
}

/// What a pass did in one run.
#[derive(Clone, Debug)]
pub struct PassReport {
    pub pass: Pass,
    /// How many orders expired, deliveries were started, phones turned, rows were forgotten or members were mailed.
    pub done: usize,
    /// How many rows or pages failed. A later run tries them again.
    pub failed: usize,
    /// How many rows are corrupt: a bug, or somebody wrote to the table by hand.
    pub corrupt: usize,
    /// Whether the index could be read at all.
    pub is_measured: bool,
    /// When the oldest of what was due fell due.
    pub oldest: Option<Timestamp>,
    /// The first failure.
    pub fault: Option<StoreError>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
}

impl PassReport {
    fn new(pass: Pass) -> Self {
        Self { pass, done: 0, failed: 0, corrupt: 0, is_measured: false, oldest: None, fault: None, took_ms: 0 }
    }

    /// How late the pass came to the oldest of what was due, in milliseconds; 0: nothing was due. `None`: the index
    /// could not be read.
    pub fn late_ms(&self, now: Timestamp) -> Option<i64> {
        self.is_measured.then(|| self.oldest.map_or(0, |oldest| (now.ms() - oldest.ms()).max(0)))
    }

    /// Works on the rows of a page, some side by side: the outcomes of those that did not fail, in no order.
    pub async fn work<T, F>(&mut self, rows: impl Iterator<Item = (String, F)>) -> Vec<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, StoreError>> + Send + 'static,
    {
        let (mut done, mut failures) = (Vec::new(), Vec::new());
        for outcome in side_by_side(rows, self.pass.at_once()).await {
            match outcome {
                Ok(outcome) => done.push(outcome),
                Err(failure) => failures.push(failure),
            }
        }
        let first = failures.first().map(|(row, error)| (row.clone(), error.to_string()));
        if let Some((row, error)) = first {
            let (pass, rows) = (self.pass.name(), failures.len());
            tracing::error!(pass, rows, row, error, "rows failed, this one first; a later run tries them again");
        }
        for (_, error) in failures {
            if matches!(error, StoreError::Corrupt { .. }) {
                self.corrupt += 1;
            } else {
                self.fail(error);
            }
        }
        done
    }

    /// Something failed, and a later run tries it again.
    pub fn fail(&mut self, error: StoreError) {
        self.failed += 1;
        self.fault.get_or_insert(error);
    }
}

/// When nothing more is begun.
#[derive(Clone)]
pub struct Deadline {
    clock: Clock,
    at: Timestamp,
}

impl Deadline {
    pub fn is_over(&self) -> bool {
        (self.clock)() >= self.at
    }
}

/// A pass on its way through its shards.
pub struct Walk {
    pub report: PassReport,
    pub deadline: Deadline,
    began: Timestamp,
    shards: u64,
    /// The shards that have more, and the sort key from which they go on.
    left: VecDeque<(u64, String)>,
}

impl Walk {
    /// A pass over so many shards. Each minute it begins with another, so that none waits until the others are empty.
    pub fn begin(pairing: &Pairing, pass: Pass, shards: u64, until: Timestamp) -> Self {
        let deadline = Deadline { clock: pairing.clock(), at: until };
        let (report, began) = (PassReport::new(pass), pairing.now());
        let mut walk = Self { report, deadline, began, shards, left: VecDeque::new() };
        walk.again();
        walk
    }

    /// Goes through all shards once more, for what came to stand in them meanwhile.
    pub fn again(&mut self) {
        let first = (self.deadline.clock)().ms().div_euclid(MINUTE_MS).unsigned_abs();
        self.left = (0..self.shards).map(|nth| ((first + nth) % self.shards, FIRST.to_owned())).collect();
    }

    /// The end of this run.
    pub fn end(self) -> PassReport {
        PassReport { took_ms: (self.deadline.clock)().ms() - self.began.ms(), ..self.report }
    }

    /// Whose page is next, and where it begins. `None`: every shard is through, or the time is up.
    pub fn next_page(&mut self) -> Option<(u64, String)> {
        if self.deadline.is_over() { None } else { self.left.pop_front() }
    }

    /// Notes a page that was read, and hands out its rows. A shard whose page cannot be read is left to the next run.
    pub fn took<T>(&mut self, shard: u64, page: Result<DuePage<T>, StoreError>) -> Vec<T> {
        match page {
            Ok(page) => {
                self.report.is_measured = true;
                self.report.corrupt += page.unreadable;
                self.report.oldest = self.report.oldest.into_iter().chain(page.oldest).min();
                self.left.extend(page.next.map(|next| (shard, next)));
                page.rows
            }
            Err(error) => {
                tracing::error!(pass = self.report.pass.name(), shard, %error, "a page could not be read");
                self.report.fail(error);
                Vec::new()
            }
        }
    }
}

/// Works on all rows, so many at once, and answers in no order; a failure bears its row's name. A row that panics fails
/// alone.
async fn side_by_side<T, F>(
    rows: impl Iterator<Item = (String, F)>,
    at_once: usize,
) -> Vec<Result<T, (String, StoreError)>>
where
    T: Send + 'static,
    F: Future<Output = Result<T, StoreError>> + Send + 'static,
{
    let (mut running, mut ended) = (JoinSet::new(), Vec::new());
    for (row, work) in rows {
        if running.len() >= at_once {
            ended.extend(running.join_next().await);
        }
        running.spawn(async move { work.await.map_err(|error| (row, error)) }.in_current_span());
    }
    while let Some(last) = running.join_next().await {
        ended.push(last);
    }
    let died = |died| Err(("one that died".to_owned(), StoreError::Unavailable(format!("it panicked: {died}"))));
    ended.into_iter().map(|ended| ended.unwrap_or_else(died)).collect()
}
