//! `scenario run month`: a month of three shops, played in this process against a product of its own, in memory and with
//! a clock that is moved.

use std::collections::BTreeMap;

use month::{Asked, Cause, Figures, InMemory, Miss, Rates, Row, Rules, ShopKind};
use serde::Serialize;
use serde_json::{Value, json};
use strum::IntoEnumIterator;

use super::args::RunScenario;
use super::failure::Failure;
use super::lang::Lang;
use super::print::{self, Side};
use super::progress::Progress;

/// How many orders each shop has, as in `docs/automation.md`.
const ORDERS: u64 = 1_200;
/// What is played: what a shop has at first, and what it can have.
const PLAYED: [Rules; 2] = [Rules::WithoutPolicies, Rules::EveryPolicy];

/// A month that was played.
struct Month {
    rules: Rules,
    shop: ShopKind,
    figures: Figures,
}

/// As it is printed.
#[derive(Serialize)]
struct MonthView<'a> {
    rules: &'static str,
    shop: &'static str,
    all: Row,
    minutes: u64,
    causes: &'a BTreeMap<Cause, Row>,
    misses: Vec<Miss>,
}

pub async fn run(args: &RunScenario, lang: Lang) -> Result<(), Failure> {
    let orders = args.orders.unwrap_or(ORDERS);
    print::note(&lang.month_begins(args.seed, orders));
    let mut progress = Progress::new();
    let months = played(args.seed, orders, &mut progress, lang).await?;
    let took = progress.elapsed();
    drop(progress);
    if args.json {
        print::json(&view(args.seed, orders, &months));
    } else {
        PLAYED.iter().for_each(|rules| show(*rules, &months, lang));
    }
    months.iter().flat_map(|month| &month.figures.wrong).for_each(|wrong| print::note(&print::clean(wrong)));
    judged(&months, lang)?;
    print::note(&lang.month_took(took));
    Ok(())
}

/// Fails where a goal is missed.
fn judged(months: &[Month], lang: Lang) -> Result<(), Failure> {
    let misses: Vec<String> = months.iter().flat_map(|month| month.missed(lang)).collect();
    if misses.is_empty() {
        return Ok(());
    }
    Err(Failure::Failed(format!("{}\n{}", lang.month_misses(), misses.join("\n"))))
}

fn view(seed: u64, orders: u64, months: &[Month]) -> Value {
    let months: Vec<MonthView> = months.iter().map(Month::view).collect();
    let passed = months.iter().all(|month| month.misses.is_empty());
    json!({"seed": seed, "orders": orders, "passed": passed, "months": months})
}

/// One month after the other.
async fn played(seed: u64, orders: u64, progress: &mut Progress, lang: Lang) -> Result<Vec<Month>, Failure> {
    let asked: Vec<_> = PLAYED.into_iter().flat_map(|rules| ShopKind::iter().map(move |shop| (rules, shop))).collect();
    let mut months = Vec::new();
    for (nth, (rules, shop)) in asked.iter().enumerate() {
        let month = Asked { kind: *shop, seed, orders, rates: Rates::Mid };
        let tell = |done, events| {
            progress.tell(&lang.month_runs(nth + 1, asked.len(), done * 100 / events, progress.elapsed()));
        };
        let figures = match InMemory::new().await {
            Ok(stage) => month::play(&stage, month, rules.settings(), tell).await,
            Err(error) => Err(error),
        };
        let figures = figures.map_err(|error| Failure::Failed(format!("{error:#}")))?;
        months.push(Month { rules: *rules, shop: *shop, figures });
    }
    Ok(months)
}

impl Month {
    fn view(&self) -> MonthView<'_> {
        MonthView {
            rules: self.rules.into(),
            shop: self.shop.into(),
            all: self.figures.all(),
            minutes: self.figures.minutes(),
            causes: &self.figures.by_cause,
            misses: self.figures.misses(self.shop, self.rules),
        }
    }

    fn missed(&self, lang: Lang) -> Vec<String> {
        let (rules, shop): (_, &str) = (name(self.rules, lang), self.shop.into());
        let told = |miss: Miss| match miss {
            Miss::WrongPayer(count) => lang.missed_wrong_payer(&rules, shop, count),
            Miss::Automatic(per_mille) => lang.missed_automatic(&rules, shop, month::percent(per_mille)),
            Miss::Search(per_mille) => lang.missed_search(&rules, shop, month::percent(per_mille)),
        };
        self.figures.misses(self.shop, self.rules).into_iter().map(told).collect()
    }
}

fn name(rules: Rules, lang: Lang) -> String {
    match rules {
        Rules::WithoutPolicies => lang.rules_without_policies(),
        Rules::Oldest => lang.rules_oldest(),
        Rules::AsMany => lang.rules_as_many(),
        Rules::EveryPolicy => lang.rules_every_policy(),
    }
}

/// The shops under these rules, and each cause.
fn show(rules: Rules, months: &[Month], lang: Lang) {
    let months: Vec<&Month> = months.iter().filter(|month| month.rules == rules).collect();
    let shop = |month: &Month| <&str>::from(month.shop).to_owned();
    print::line(&name(rules, lang));
    let figures = [
        lang.head_deposits(),
        lang.head_automatic(),
        lang.head_press(),
        lang.head_search(),
        lang.head_call(),
        lang.head_left(),
        lang.head_wrong_payer(),
        lang.head_minutes(),
    ];
    let rows = months.iter().map(|month| [vec![shop(month)], month.figures.cells()].concat());
    print::table(&heads(lang.head_shop(), figures), &rows.collect::<Vec<_>>());
    print::line("");
    let of = |month: &&Month, cause: Cause| month.figures.by_cause.get(&cause).map(Row::shares).unwrap_or_default();
    let row = |cause: Cause| {
        let name = <&str>::from(cause).to_owned();
        std::iter::once(name).chain(months.iter().map(|month| of(month, cause))).collect()
    };
    let rows: Vec<Vec<String>> = Cause::iter().map(row).collect();
    print::table(&heads(lang.head_cause(), months.iter().map(|month| shop(month))), &rows);
    print::line("");
}

fn heads(first: String, figures: impl IntoIterator<Item = String>) -> Vec<(String, Side)> {
    let figures = figures.into_iter().map(|head| (head, Side::Right));
    std::iter::once((first, Side::Left)).chain(figures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a thousand plain deposits so many were paired by themselves, and so many went to another customer.
    fn mall(automatic: u64, wrong_payer: u64) -> Vec<Month> {
        let row = Row { deposits: 1_000, automatic, wrong_payer, ..Row::default() };
        let figures = Figures { by_cause: [(Cause::Plain, row)].into(), ..Figures::default() };
        vec![Month { rules: Rules::EveryPolicy, shop: ShopKind::Mall, figures }]
    }

    #[test]
    fn a_month_that_misses_a_goal_fails_and_says_which() {
        let lang = Lang::English;
        assert!(judged(&mall(900, 0), lang).is_ok());
        let told = judged(&mall(839, 2), lang).unwrap_err().told(lang);
        assert!(told.contains("Every policy, mall: 2 deposits paid an order of another customer"), "{told}");
        assert!(told.contains("Every policy, mall: only 83.9 % were paired by themselves"), "{told}");
    }

    #[test]
    fn the_figures_are_told_as_json() {
        let told = view(7, 1_200, &mall(839, 0));
        assert_eq!((&told["seed"], &told["orders"], &told["passed"]), (&json!(7), &json!(1_200), &json!(false)));
        let month = &told["months"][0];
        assert_eq!((&month["rules"], &month["shop"]), (&json!("every policy"), &json!("mall")));
        assert_eq!((&month["causes"]["plain"]["automatic"], &month["all"]["deposits"]), (&json!(839), &json!(1_000)));
        assert_eq!(month["misses"], json!([{"automatic": 839}]));
        assert_eq!(view(7, 1_200, &mall(840, 0))["passed"], true);
    }
}
