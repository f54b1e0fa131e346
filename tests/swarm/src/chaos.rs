//! The schedule: at each step the seed's generator picks what happens next, until everything that was begun is done or
//! the steps are used up.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::Timestamp;
use fastrand::Rng;
use serde_json::Value;
use tokio::task::JoinHandle;

use crate::desk::Pending;
use crate::errand::{self, Known, Request};
use crate::fault::{self, Fate};
use crate::herd::{APIS, Engines, Herd, MATCHERS, SWEEPER};
use crate::letter::Letter;
use crate::plan::Plan;
use crate::tally::Tally;
use crate::{Bug, Ended};

/// More steps than any schedule needs that does not go in circles.
const STEPS: usize = 6_000;
/// How often a caller sends the same request again that was not answered.
const TRIES: u32 = 3;

/// What a worker works on.
pub struct Running {
    handle: JoinHandle<Option<(u16, Value)>>,
    /// What a caller asked for, and how often.
    asked: Option<(Request, u32)>,
}

/// A schedule under way.
pub struct Chaos<'a> {
    pub herd: &'a Herd,
    pub engines: Engines,
    pub rng: Rng,
    pub plan: Plan,
    pub bug: Option<Bug>,
    pub findings: Vec<String>,
    pub tally: Tally,
    /// Orders of which their callers were told that they are placed: workspace, id, number.
    pub placed: Vec<(u64, u64, String)>,
    /// Workspaces that somebody asked to delete.
    pub deleted: Vec<u64>,
    /// What callers did by hand: how often each may have taken effect, `None` where somebody asked without a key.
    pub by_hand: BTreeMap<String, Option<usize>>,
    seed: u64,
    trace: u64,
    tells: bool,
    running: Vec<Option<Running>>,
    /// How many more operations are begun.
    left: usize,
    /// Requests that their callers send again.
    again: Vec<(Request, u32)>,
    /// What phones forward, and what is true of it.
    pub letters: Vec<Letter>,
}

impl<'a> Chaos<'a> {
    pub fn new(herd: &'a Herd, engines: Engines, seed: u64, bug: Option<Bug>, tells: bool) -> Self {
        let mut rng = Rng::with_seed(seed);
        let plan = Plan::draw(&mut rng);
        for worker in &herd.workers {
            let skew = rng.i64(-plan.skew_ms..=plan.skew_ms);
            worker.skew_ms.store(skew, Ordering::SeqCst);
        }
        let (left, running) = (plan.errands, herd.workers.iter().map(|_| None).collect());
        Self {
            herd,
            engines,
            rng,
            plan,
            bug,
            findings: Vec::new(),
            tally: Tally::default(),
            placed: Vec::new(),
            deleted: Vec::new(),
            by_hand: BTreeMap::new(),
            seed,
            trace: seed,
            tells,
            running,
            left,
            again: Vec::new(),
            letters: Vec::new(),
        }
    }

    pub async fn run(mut self) -> Ended {
        for _ in 0..STEPS {
            self.quiet().await;
            self.reap().await;
            if !self.step().await {
                break;
            }
        }
        self.come_to_rest().await;
        self.tally.count("seeds");
        self.tally.count_many("requests", self.herd.desk.requests());
        Ended { seed: self.seed, findings: self.findings, trace: self.trace, tally: self.tally }
    }

    /// A step of the schedule, for the trace.
    pub fn tell(&mut self, what: impl Fn() -> String) {
        let what = what();
        for byte in what.bytes() {
            self.trace = (self.trace ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        if self.tells {
            println!("{:>8} {what}", self.herd.now_ms() - tests::clock::START_MS);
        }
    }

    /// Lets every program run until all wait: for the desk, or for time to pass.
    pub async fn quiet(&self) {
        let ms = if self.herd.desk.waiting() == 0 { 5 } else { 1 };
        tokio::time::sleep(Duration::from_millis(ms)).await;
        self.herd.advance_ms(i64::try_from(ms).unwrap());
    }

    /// `false`: everything that was begun is done.
    async fn step(&mut self) -> bool {
        let waiting = self.herd.desk.waiting();
        let idle_api = APIS.take(self.plan.apis).find(|worker| self.running[*worker].is_none());
        let idle_matcher = MATCHERS.take(self.plan.matchers).find(|worker| self.running[*worker].is_none());
        let counts = self.engines.queue.counts();
        let begins = idle_api.filter(|_| self.left > 0 || !self.again.is_empty());
        let takes = idle_matcher.filter(|_| counts.visible > 0);
        let is_busy = self.running.iter().any(Option::is_some);
        if !is_busy && begins.is_none() && counts.visible == 0 {
            return false;
        }
        match self.rng.u32(0..1000) {
            drawn if drawn < self.plan.redelivery => {
                let many = self.engines.queue.release_in_flight();
                self.tally.count_many("delivered again", many as u64);
                self.tell(|| format!("{many} messages become visible again"));
            }
            drawn if drawn < self.plan.redelivery + self.plan.leaps => self.leap().await,
            drawn if drawn < 900 && waiting > 0 => self.decide().await,
            drawn if drawn < 960 => match (begins, takes) {
                (Some(worker), None) => self.begin(worker).await,
                (Some(worker), Some(_)) if self.rng.bool() => self.begin(worker).await,
                (_, Some(worker)) => self.deliver(worker).await,
                (None, None) => {}
            },
            drawn if drawn >= 1000 - self.plan.sweeps && self.running[SWEEPER].is_none() => self.sweep(),
            _ => {}
        }
        true
    }

    /// What becomes of one of the requests that wait.
    async fn decide(&mut self) {
        let nth = self.rng.usize(0..self.herd.desk.waiting());
        let pending = self.herd.desk.take(nth);
        let fate = self.plan.rates.fate(&mut self.rng, pending.service(), &pending.operation);
        self.tally.count(fate.name());
        self.tell(|| format!("{} of {}: {}", pending.operation, pending.worker(), fate.name()));
        self.fulfil(pending, fate).await;
    }

    async fn fulfil(&mut self, pending: Pending, fate: Fate) {
        let (worker, service) = (pending.worker(), pending.service());
        match fate {
            Fate::Pass => {
                let (waiting, reply) = pending.perform();
                waiting.answer(reply);
            }
            Fate::RequestLost => pending.answer(Err(crate::desk::lost())),
            Fate::ReplyLost => {
                let (waiting, _) = pending.perform();
                waiting.answer(Err(crate::desk::lost()));
            }
            Fate::Conflict => {
                let reply = fault::conflict(&mut self.rng, &pending.call());
                pending.answer(reply);
            }
            Fate::Throttled => {
                let reply = fault::throttled(&mut self.rng, service, &pending.call());
                pending.answer(reply);
            }
            Fate::ServerError => pending.answer(fault::server_error(service)),
            Fate::DeathBefore => self.kill(worker).await,
            Fate::DeathAfter => {
                let (waiting, _) = pending.perform();
                self.kill(worker).await;
                drop(waiting);
            }
        }
    }

    /// A worker dies: whatever it was about to do, it does no more.
    async fn kill(&mut self, worker: usize) {
        let Some(running) = self.running[worker].take() else { return };
        running.handle.abort();
        // What it had started goes first, so that nothing of it sees its requests go.
        tokio::time::sleep(Duration::from_millis(1)).await;
        self.herd.desk.forget(worker);
        self.ended(running).await;
    }

    /// Looks who is done.
    async fn reap(&mut self) {
        for worker in 0..self.running.len() {
            if self.running[worker].as_ref().is_some_and(|running| running.handle.is_finished()) {
                let running = self.running[worker].take().unwrap();
                self.ended(running).await;
            }
        }
    }

    async fn ended(&mut self, running: Running) {
        let answer = match running.handle.await {
            Ok(answer) => answer,
            Err(death) => {
                if death.is_panic() {
                    self.findings.push(format!("a program panicked: {death}"));
                }
                None
            }
        };
        let Some((request, tries)) = running.asked else { return };
        let status = answer.as_ref().map_or(0, |(status, _)| *status);
        self.tell(|| format!("{} is answered {status}", request.what));
        self.tally.count(&format!("{} {status}", request.what));
        if status == 500 {
            let body = answer.map_or(Value::Null, |(_, body)| body);
            self.findings.push(format!("{} {} was answered 500: {body}", request.method, request.path));
            return;
        }
        if let (201, Some((workspace, number)), Some((_, body))) = (status, &request.places, &answer) {
            self.placed.push((*workspace, body["id"].as_u64().unwrap_or(0), number.clone()));
        }
        // Nobody told the caller what became of it.
        if matches!(status, 0 | 409 | 429 | 503) && tries < TRIES && self.rng.bool() {
            self.again.push((request, tries + 1));
        }
    }

    /// A caller sends a request.
    async fn begin(&mut self, worker: usize) {
        let (request, tries) = match self.again.is_empty() || (self.left > 0 && self.rng.bool()) {
            true => (self.draw().await, 1),
            false => self.again.remove(self.rng.usize(0..self.again.len())),
        };
        if request.what == "delete workspace" {
            self.deleted.push(request.path.rsplit('/').next().unwrap().parse().unwrap());
        }
        self.tell(|| format!("{worker} begins {} {} {}", request.method, request.path, request.body));
        let handle = tokio::spawn({
            let (api, request) = (self.herd.workers[worker].api.clone(), request.clone());
            async move { Some(errand::ask(api, request).await) }
        });
        self.running[worker] = Some(Running { handle, asked: Some((request, tries)) });
    }

    /// What a caller could know of: read past the desk, so that it takes no step of the schedule.
    async fn known(&self) -> Known {
        let mut known = Known::default();
        for item in auditor::read_all(&self.engines.dynamo, local::product::TABLE).await.unwrap() {
            let number = |name: &str| item.get(name)?.as_n().ok()?.parse().ok();
            let all = match item["PK"].as_s() {
                Ok(pk) if pk.ends_with("#ORDER") => &mut known.orders,
                Ok(pk) if pk.ends_with("#DEPOSIT") => &mut known.deposits,
                Ok(_) | Err(_) => continue,
            };
            all.extend(number("workspace_id").zip(number("id")));
        }
        known.orders.sort_unstable();
        known.deposits.sort_unstable();
        known
    }

    async fn draw(&mut self) -> Request {
        self.left -= 1;
        let now = Timestamp::from_ms(self.herd.now_ms());
        let kind = self.plan.kind(&mut self.rng);
        let known = if kind.is_of_what_stands() { self.known().await } else { Known::default() };
        let mut request = errand::draw(kind, &mut self.rng, &self.plan, &mut self.letters, now, &known);
        if request.method == "POST" && request.what != "message" && self.rng.bool() {
            request.idempotency_key = Some(format!("key-{}", self.left));
        }
        if let Some(what) = &request.does {
            let at_most = self.by_hand.entry(what.clone()).or_insert(Some(0));
            *at_most = at_most.filter(|_| request.idempotency_key.is_some()).map(|many| many + 1);
        }
        request
    }

    /// The queue delivers a batch.
    async fn deliver(&mut self, worker: usize) {
        let batch = self.rng.i32(1..=10);
        self.tell(|| format!("{worker} receives up to {batch}"));
        let delivery = crate::rest::Delivery::of(&self.engines, &self.herd.workers[worker].pairing, self.bug);
        let handle = tokio::spawn(async move {
            delivery.run(batch).await;
            None
        });
        self.tally.count("delivered");
        self.running[worker] = Some(Running { handle, asked: None });
    }

    fn sweep(&mut self) {
        self.tell(|| "the sweeper begins".to_owned());
        self.tally.count("sweeps");
        let pairing = self.herd.workers[SWEEPER].pairing.clone();
        let handle = tokio::spawn(async move {
            // A run that fails is followed by the next.
            drop(sweeper::run(&pairing).await);
            None
        });
        self.running[SWEEPER] = Some(Running { handle, asked: None });
    }

    /// Time passes, more than any program may run: whatever was at work has ended by then, well or not.
    async fn leap(&mut self) {
        self.end_all().await;
        let seconds = [31, 61, 301, 700, 4_000][self.rng.usize(0..5)];
        self.tell(|| format!("{seconds} seconds pass"));
        self.tally.count("leaps");
        self.herd.advance_ms(1_000 * seconds);
        if self.running[SWEEPER].is_none() && self.rng.bool() {
            self.sweep();
        }
    }

    /// Everything that is at work ends: it comes to its end, or dies.
    pub async fn end_all(&mut self) {
        for worker in 0..self.running.len() {
            if self.running[worker].is_some() && self.rng.u32(0..3) == 0 {
                self.tally.count("death by time-out");
                self.kill(worker).await;
            }
        }
        while self.running.iter().any(Option::is_some) {
            self.quiet().await;
            for worker in 0..self.running.len() {
                while let Some(pending) = self.herd.desk.take_of(worker) {
                    self.fulfil(pending, Fate::Pass).await;
                }
            }
            self.reap().await;
        }
    }
}
