//! A month as it will be: who orders what, and what comes into the account. A pure function of kind and seed; it knows
//! which deposit pays which order.

use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use fastrand::Rng;
use strum::{EnumIter, IntoStaticStr};

use crate::cause::{Cause, Rates};
use crate::people::{self, Person};

/// What kind of shop it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ShopKind {
    /// Many prices.
    Mall,
    /// Five prices, and hundreds of orders within an hour.
    Drop,
    /// Three prices, and customers who come again.
    Fees,
}

/// Which month.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub kind: ShopKind,
    pub seed: u64,
    pub orders: u64,
    pub rates: Rates,
}

/// An order that a customer will place. Times are milliseconds since the month began.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedOrder {
    pub number: String,
    pub amount: u64,
    pub name: String,
    /// Which of the people ordered.
    pub customer: usize,
    pub at: i64,
    pub until: i64,
    pub cancelled_at: Option<i64>,
}

/// Money that will come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedDeposit {
    pub cause: Cause,
    pub amount: u64,
    /// As the bank prints it.
    pub name: String,
    pub at: i64,
    /// The orders that it pays: the truth.
    pub orders: Vec<usize>,
}

/// What happens in a month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub people: Vec<Person>,
    pub orders: Vec<PlannedOrder>,
    pub deposits: Vec<PlannedDeposit>,
}

/// Of a hundred orders, so many are paid.
const PAID_PERCENT: u64 = 88;
const DAYS: i64 = 28;

impl ShopKind {
    fn returning_percent(self) -> u32 {
        match self {
            Self::Mall => 25,
            Self::Drop => 10,
            Self::Fees => 85,
        }
    }

    /// How long an order waits for its money.
    fn waits_ms(self) -> i64 {
        match self {
            Self::Mall => 48 * HOUR_MS,
            Self::Drop => 24 * HOUR_MS,
            Self::Fees => 7 * DAY_MS,
        }
    }

    fn price(self, rng: &mut Rng) -> u64 {
        match self {
            Self::Mall => {
                let item = |rng: &mut Rng| rng.u64(5..90) * 1_000 + [0, 500, 900][rng.usize(0..3)];
                let goods = item(rng) + if rng.u32(0..10) < 4 { item(rng) } else { 0 };
                goods + if goods < 50_000 { 3_000 } else { 0 }
            }
            Self::Drop => [39_000, 45_000, 59_000, 89_000, 129_000][rng.usize(0..5)],
            Self::Fees => [50_000, 80_000, 120_000][rng.usize(0..3)],
        }
    }

    /// When an order is placed: by day, or in one of four bursts, or early in the month.
    fn time(self, rng: &mut Rng) -> i64 {
        let day = match self {
            Self::Mall => rng.i64(1..DAYS),
            Self::Drop => return [3, 10, 17, 24][rng.usize(0..4)] * DAY_MS + rng.i64(0..45 * MINUTE_MS),
            Self::Fees if rng.u32(0..10) < 6 => rng.i64(1..10),
            Self::Fees => rng.i64(10..DAYS),
        };
        // The month begins at eleven in the morning; people order from eight to midnight.
        day * DAY_MS + rng.i64(-3 * HOUR_MS..13 * HOUR_MS)
    }
}

struct Planner {
    asked: Asked,
    rng: Rng,
    plan: Plan,
}

/// The month of this shop and seed.
pub fn plan(asked: Asked) -> Plan {
    let mut rng = Rng::with_seed(asked.seed);
    let mut causes: Vec<Option<Cause>> =
        Cause::of(asked.orders * PAID_PERCENT / 100, asked.rates).into_iter().map(Some).collect();
    let empty = Plan { people: Vec::new(), orders: Vec::new(), deposits: Vec::new() };
    rng.shuffle(&mut causes);
    let mut planner = Planner { asked, rng, plan: empty };
    for cause in causes.into_iter().flatten() {
        planner.add(cause);
    }
    while (planner.plan.orders.len() as u64) < asked.orders {
        // Nobody pays it.
        planner.order(None);
    }
    planner.plan
}

impl Planner {
    /// One order of somebody, and what its customer writes when paying it.
    fn order(&mut self, name: Option<String>) -> usize {
        let is_returning = self.rng.u32(0..100) < self.asked.kind.returning_percent();
        let customer = match self.plan.people.len() {
            many if is_returning && many > 0 => self.rng.usize(0..many),
            nth => {
                self.plan.people.push(people::person(&mut self.rng, nth));
                nth
            }
        };
        let (at, amount) = (self.asked.kind.time(&mut self.rng), self.asked.kind.price(&mut self.rng));
        let name = name.unwrap_or_else(|| self.plan.people[customer].name.clone());
        self.push(PlannedOrder {
            number: String::new(),
            amount,
            name,
            customer,
            at,
            until: at + self.asked.kind.waits_ms(),
            cancelled_at: None,
        })
    }

    fn push(&mut self, mut order: PlannedOrder) -> usize {
        let nth = self.plan.orders.len();
        order.number = format!("A-{:05}", 10_001 + nth);
        self.plan.orders.push(order);
        nth
    }

    /// Another order of the same customer, so many milliseconds later.
    fn another(&mut self, of: usize, after: i64, amount: u64) -> usize {
        let first = self.plan.orders[of].clone();
        self.push(PlannedOrder { amount, at: first.at + after, until: first.until + after, ..first })
    }

    /// How long a customer takes to pay: half of them minutes, most of them a day's part.
    fn pays_after(&mut self) -> i64 {
        let longest = self.asked.kind.waits_ms() * 9 / 10;
        match self.rng.u32(0..20) {
            0..10 => self.rng.i64(MINUTE_MS..20 * MINUTE_MS),
            10..17 => self.rng.i64(20 * MINUTE_MS..10 * HOUR_MS),
            _ => self.rng.i64(10 * HOUR_MS..longest),
        }
    }

    /// Money of the name and amount of these orders.
    fn deposit(&self, cause: Cause, at: i64, orders: &[usize]) -> PlannedDeposit {
        let amount = orders.iter().map(|nth| self.plan.orders[*nth].amount).sum();
        let name = orders.first().map(|nth| self.plan.orders[*nth].name.clone()).unwrap_or_default();
        PlannedDeposit { cause, amount, name, at, orders: orders.to_vec() }
    }

    /// What a deposit of this cause needs: its orders, and the money.
    fn add(&mut self, cause: Cause) {
        if cause == Cause::NoOrder {
            return self.add_other_money();
        }
        let (typed, company) = people::company(&mut self.rng);
        let is_typed = cause == Cause::Company && self.rng.bool();
        let order = self.order(is_typed.then_some(typed));
        let placed = self.plan.orders[order].clone();
        let at = placed.at + self.pays_after();
        if cause == Cause::Combined {
            return self.add_combined(order);
        }
        if cause == Cause::Split {
            return self.add_split(order);
        }
        if cause == Cause::TwiceOrdered {
            let after = self.rng.i64(MINUTE_MS..10 * MINUTE_MS);
            self.another(order, after, placed.amount);
            let deposit = self.deposit(cause, at + after, &[order]);
            return self.plan.deposits.push(deposit);
        }
        let name = self.printed_name(cause, &placed, company);
        let amount = self.paid_amount(cause, placed.amount);
        let cancelled_at = (cause == Cause::Cancelled).then(|| placed.at + self.rng.i64(HOUR_MS..9 * HOUR_MS));
        let at = if let Some(cancelled_at) = cancelled_at {
            cancelled_at + self.rng.i64(10 * MINUTE_MS..12 * HOUR_MS)
        } else if cause == Cause::Late {
            // Longer after the deadline than an order is given beyond it.
            placed.until + self.rng.i64(HOUR_MS..36 * HOUR_MS)
        } else if cause == Cause::BeforeOrder {
            placed.at - self.rng.i64(3 * MINUTE_MS..90 * MINUTE_MS)
        } else {
            at
        };
        self.plan.orders[order].cancelled_at = cancelled_at;
        let deposit = PlannedDeposit { name, amount, ..self.deposit(cause, at, &[order]) };
        self.plan.deposits.push(deposit);
    }

    /// How the bank prints the name of who pays.
    fn printed_name(&mut self, cause: Cause, placed: &PlannedOrder, company: String) -> String {
        let phone = &self.plan.people[placed.customer].phone;
        let rng = &mut self.rng;
        match cause {
            Cause::OtherPerson => people::other_person(rng, &placed.name),
            Cause::Code => people::with_code(rng, &placed.name, phone, &placed.number),
            Cause::Memo => people::with_memo(rng, &placed.name),
            Cause::Spelling => people::misspelt(rng, &placed.name),
            Cause::Company => company,
            Cause::Masked => people::masked(&placed.name),
            Cause::Plain
            | Cause::Short
            | Cause::Over
            | Cause::Combined
            | Cause::Split
            | Cause::TwiceOrdered
            | Cause::Late
            | Cause::Cancelled
            | Cause::NoOrder
            | Cause::LostMessage
            | Cause::Unreadable
            | Cause::BeforeOrder => placed.name.clone(),
        }
    }

    fn paid_amount(&mut self, cause: Cause, asked: u64) -> u64 {
        if cause == Cause::Short {
            asked - [300, 500, 500, 1_000, 2_000, 3_000][self.rng.usize(0..6)]
        } else if cause == Cause::Over {
            asked + [300, 500, 500, 1_000, 2_500, 3_000][self.rng.usize(0..6)]
        } else {
            asked
        }
    }

    /// A supplier pays back, a friend pays for lunch.
    fn add_other_money(&mut self) {
        let (_, company) = people::company(&mut self.rng);
        let name = if self.rng.bool() { company } else { people::name(&mut self.rng) };
        let (at, amount) = (ShopKind::Mall.time(&mut self.rng), self.rng.u64(50..5_000) * 100);
        let deposit = PlannedDeposit { name, amount, ..self.deposit(Cause::NoOrder, at, &[]) };
        self.plan.deposits.push(deposit);
    }

    /// Two or three orders of an afternoon, and one transfer for all.
    fn add_combined(&mut self, first: usize) {
        let mut orders = vec![first];
        let mut after = 0;
        for _ in 0..if self.rng.u32(0..10) < 7 { 1 } else { 2 } {
            after += self.rng.i64(3 * MINUTE_MS..2 * HOUR_MS);
            let amount = self.asked.kind.price(&mut self.rng);
            orders.push(self.another(first, after, amount));
        }
        let at = self.plan.orders[first].at + after + self.pays_after().min(12 * HOUR_MS);
        let deposit = self.deposit(Cause::Combined, at, &orders);
        self.plan.deposits.push(deposit);
    }

    /// A part today, and the rest of it some hours later.
    fn add_split(&mut self, order: usize) {
        let placed = self.plan.orders[order].clone();
        let first = (placed.amount * self.rng.u64(30..70) / 100 / 1_000).max(1) * 1_000;
        let at = placed.at + self.pays_after().min(10 * HOUR_MS);
        let later = at + self.rng.i64(5 * MINUTE_MS..6 * HOUR_MS);
        for (at, amount) in [(at, first), (later, placed.amount - first)] {
            let deposit = PlannedDeposit { amount, ..self.deposit(Cause::Split, at, &[order]) };
            self.plan.deposits.push(deposit);
        }
    }
}
