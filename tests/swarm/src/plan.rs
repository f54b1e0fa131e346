//! What a seed draws before anything happens: how many there are of what, how often each operation comes, how far the
//! clocks are off. Few names, amounts and workspaces, so that everything meets everything.

use fastrand::Rng;

use crate::base::WORKSPACES;
use crate::errand::Kind;
use crate::fault::Rates;

/// Names as a buyer types them. The last three agree in what a bank prints of them.
const NAMES: [&str; 8] = [
    "홍길동",
    "김철수",
    "(주)가나다",
    "KARIMOV AZIZ",
    "조휘서",
    "가나다라마바사아자차",
    "가나다라마바사아자차카",
    "가나다라마바사아자차타",
];
/// Names as a bank prints them: with its own marks, cut, masked.
const PRINTED: [&str; 9] = [
    "홍길동",
    "김철수",
    "(주)가나다",
    "KARIMOV AZIZ",
    "088-조휘서(",
    "가나다라마바사아자차",
    "토스홍길동",
    "홍*동",
    "조휘서",
];
const AMOUNTS: [u64; 4] = [14_510, 500, 90_000, 1];

/// What a seed drew.
pub struct Plan {
    pub rates: Rates,
    /// How many operations are begun.
    pub errands: usize,
    /// How often each kind of operation comes, in turn of [`Kind::ALL`].
    weights: [u32; Kind::ALL.len()],
    pub workspaces: u64,
    amounts: usize,
    names: usize,
    first_name: usize,
    /// How many order numbers there are.
    pub numbers: u64,
    pub apis: usize,
    pub matchers: usize,
    /// The most that a clock may be off, in milliseconds.
    pub skew_ms: i64,
    /// In how many of a thousand steps the queue delivers again what is still at work.
    pub redelivery: u32,
    /// In how many of a thousand steps time passes.
    pub leaps: u32,
    /// In how many of a thousand steps the sweeper begins, if it is idle.
    pub sweeps: u32,
    /// Of how many orders in ten the deadline is near.
    pub hurry: u32,
}

impl Plan {
    pub fn draw(rng: &mut Rng) -> Self {
        let mut weights = [0; Kind::ALL.len()];
        for (kind, weight) in Kind::ALL.iter().zip(&mut weights) {
            // Few kinds at a time: they meet more often than among all.
            *weight = if rng.u32(0..5) < 2 { kind.weight() * rng.u32(1..=4) } else { 0 };
        }
        // What is deleted meets nothing any more.
        if rng.u32(0..3) > 0 {
            weights[12] = 0;
        }
        // Without orders and deposits nothing meets.
        weights[0] = weights[0].max(10);
        weights[1] = weights[1].max(10);
        Self {
            rates: Rates::draw(rng),
            errands: rng.usize(6..=20),
            weights,
            workspaces: rng.u64(1..=WORKSPACES),
            amounts: [1, 1, 1, 2, 3, AMOUNTS.len()][rng.usize(0..6)],
            names: [1, 1, 2, 3, 4][rng.usize(0..5)],
            first_name: rng.usize(0..NAMES.len()),
            numbers: rng.u64(4..=30),
            apis: rng.usize(1..=crate::herd::APIS.len()),
            matchers: rng.usize(1..=crate::herd::MATCHERS.len()),
            skew_ms: if rng.bool() { rng.i64(1..=2_000) } else { 0 },
            redelivery: if rng.bool() { rng.u32(1..=40) } else { 0 },
            leaps: rng.u32(0..=20),
            sweeps: if rng.bool() { rng.u32(1..=40) } else { 4 },
            hurry: [0, 3, 9][rng.usize(0..3)],
        }
    }

    pub fn kind(&self, rng: &mut Rng) -> Kind {
        let mut drawn = rng.u32(0..self.weights.iter().sum());
        for (kind, weight) in Kind::ALL.iter().zip(self.weights) {
            match drawn.checked_sub(weight) {
                None => return *kind,
                Some(left) => drawn = left,
            }
        }
        Kind::Place
    }

    /// The third workspace only when all are in play.
    pub fn workspace(&self, rng: &mut Rng) -> u64 {
        rng.u64(1..=self.workspaces)
    }

    pub fn amount(&self, rng: &mut Rng) -> u64 {
        AMOUNTS[rng.usize(0..self.amounts)]
    }

    pub fn name(&self, rng: &mut Rng) -> String {
        NAMES[(self.first_name + rng.usize(0..self.names)) % NAMES.len()].to_owned()
    }

    pub fn printed_name(&self, rng: &mut Rng) -> String {
        match rng.u32(0..8) {
            0 => PRINTED[rng.usize(0..PRINTED.len())].to_owned(),
            _ => PRINTED[((self.first_name + rng.usize(0..self.names)) % NAMES.len()).min(5)].to_owned(),
        }
    }
}
