//! A small month of each kind of shop, and the page that tells of a whole one.

use month::{Asked, Cause, Figures, Miss, Rates, Row, Rules, ShopKind, plan};
use strum::IntoEnumIterator;
use tests::documents::read;
use tests::month::{check, play};

/// A month of so many orders is played in seconds, and has most causes.
const ORDERS: u64 = 60;

fn asked(kind: ShopKind, seed: u64) -> Asked {
    Asked { kind, seed, orders: ORDERS, rates: Rates::High }
}

/// What holds of each month: nothing goes to another customer, nothing is left over, and of a thousand deposits, of the
/// plain ones, and of those that a person has to do with by one press, as many as can be expected.
fn holds(figures: &Figures, automatic: std::ops::Range<u64>, plain_automatic: u64, press: u64) {
    let (all, plain) = (figures.all(), figures.by_cause[&Cause::Plain]);
    assert_eq!((all.wrong_payer, all.left), (0, 0), "{figures:?}");
    assert!(automatic.contains(&all.per_mille(all.automatic)), "{figures:?}");
    assert!(plain.per_mille(plain.automatic) >= plain_automatic, "{figures:?}");
    let by_hand = Row { deposits: all.deposits - all.automatic, ..all };
    assert!(by_hand.per_mille(all.press) >= press, "{figures:?}");
}

#[tokio::test]
async fn a_month_of_a_mall_is_worked_off_and_the_same_seed_has_the_same_figures() {
    let figures = play(asked(ShopKind::Mall, 1), None).await;
    holds(&figures, 620..850, 970, 850);
    assert_eq!(play(asked(ShopKind::Mall, 1), None).await, figures);
}

#[tokio::test]
async fn a_month_of_few_prices_is_worked_off() {
    holds(&play(asked(ShopKind::Drop, 2), None).await, 620..850, 950, 400);
}

#[tokio::test]
async fn a_month_of_customers_who_come_again_is_worked_off() {
    holds(&play(asked(ShopKind::Fees, 3), None).await, 500..750, 700, 500);
}

#[test]
fn a_month_has_what_was_asked_of_it() {
    for kind in ShopKind::iter() {
        let asked = Asked { kind, seed: 7, orders: 1_200, rates: Rates::Mid };
        let month = plan(asked);
        assert_eq!(month, plan(asked));
        assert_ne!(month, plan(Asked { seed: 8, ..asked }));
        let deposits = u64::try_from(month.deposits.len()).unwrap();
        assert!((1_000..1_100).contains(&deposits) && (1_200..1_230).contains(&month.orders.len()), "{deposits}");
        let of = |cause| month.deposits.iter().filter(|deposit| deposit.cause == cause).count();
        assert!(Cause::iter().all(|cause| of(cause) >= 4), "{kind:?}");
        assert!((50..58).contains(&of(Cause::OtherPerson)), "fifty of a thousand");
        let is_none = |cause| cause == Cause::NoOrder;
        assert!(month.deposits.iter().all(|deposit| deposit.orders.is_empty() == is_none(deposit.cause)));
    }
}

#[test]
fn the_page_tells_of_every_shop_and_every_cause() {
    check(&read("docs/automation.md"));
}

#[test]
fn a_goal_that_is_not_reached_is_named() {
    let month = |automatic, search, wrong_payer| {
        let row = Row { deposits: 1_000, automatic, search, wrong_payer, ..Row::default() };
        Figures { by_cause: [(Cause::Plain, row)].into(), ..Figures::default() }
    };
    let misses = |figures: Figures, kind, rules| figures.misses(kind, rules);
    assert!(misses(month(840, 25, 0), ShopKind::Mall, Rules::EveryPolicy).is_empty());
    let all = [Miss::WrongPayer(1), Miss::Automatic(839), Miss::Search(26)];
    assert_eq!(misses(month(839, 26, 1), ShopKind::Mall, Rules::EveryPolicy), all);
    // The shares are asked of a mall under every policy; no rule but one may pay a stranger's order.
    assert_eq!(misses(month(0, 900, 1), ShopKind::Drop, Rules::EveryPolicy), [Miss::WrongPayer(1)]);
    assert_eq!(misses(month(0, 900, 1), ShopKind::Mall, Rules::WithoutPolicies), [Miss::WrongPayer(1)]);
    assert!(misses(month(0, 900, 1), ShopKind::Drop, Rules::Oldest).is_empty());
}
