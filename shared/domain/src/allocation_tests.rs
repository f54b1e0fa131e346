use super::*;
use crate::deposit::fixture::{at, money, order, person};
use crate::matching::match_by_force;
use crate::{DepositState, HoldReason, OrderStatus};

fn forced(received: u64, asked: u64) -> (Deposit, Order) {
    let mut matched = match_by_force(&money(received), &order(asked), &person(), at(1)).unwrap();
    assert_eq!((matched.deposits.len(), matched.orders.len()), (1, 1));
    (matched.deposits.remove(0), matched.orders.remove(0))
}

/// Received, difference, the deposit's rest, and whether allocations are noted.
fn told_of(received: u64, asked: u64) -> (u64, Option<i64>, u64, bool) {
    let (paid, matched) = forced(received, asked);
    assert_eq!(matched.state.status(), OrderStatus::Matched);
    assert_eq!(sum(&paid.allocations), sum(&matched.allocations));
    assert_eq!(paid.allocations.is_empty(), matched.allocations.is_empty());
    let treated = paid.rest_treatment.is_some();
    assert_eq!(treated, paid.rest() > 0);
    (matched.received(), matched.difference(), paid.rest(), !paid.allocations.is_empty())
}

#[test]
fn a_match_by_force_tells_what_is_missing_and_what_is_too_much() {
    assert_eq!(told_of(60_000, 191_000), (60_000, Some(-131_000), 0, true));
    assert_eq!(told_of(191_500, 191_000), (191_500, Some(500), 500, true));
    assert_eq!(told_of(191_000, 191_000), (191_000, Some(0), 0, false));
    assert_eq!(told_of(1, Won::MAX), (1, Some(1 - Won::MAX as i64), 0, true));
    assert_eq!(told_of(Won::MAX, 1), (Won::MAX, Some(Won::MAX as i64 - 1), Won::MAX - 1, true));
}

#[test]
fn an_order_that_waits_has_received_nothing_and_a_deposit_that_waits_is_all_rest() {
    assert_eq!((order(500).received(), order(500).difference()), (0, None));
    assert_eq!(money(500).rest(), 500);
    let exact = money(500).pay(OrderId::new(5).unwrap(), Some(Rule::Same), Actor::Auto, at(1)).unwrap();
    assert_eq!((exact.rest(), exact.allocations.is_empty()), (0, true));
}

#[test]
fn what_undoes_a_match_leaves_no_allocation_on_either_side() {
    for (received, asked) in [(60_000, 191_000), (200_000, 191_000)] {
        let (paid, matched) = forced(received, asked);
        let (held, _) = paid.unpay(person(), at(2)).unwrap();
        let (reversed, _) = paid.reverse(&Actor::Auto, at(2)).unwrap();
        for after in [&held, &reversed] {
            assert_eq!((after.allocations.len(), after.rest_treatment, after.rest()), (0, None, received));
        }
        assert_eq!(held.state, DepositState::Held(HoldReason::UnmatchedByHand.into()));
        let waits = [matched.unpay(paid.id, person(), at(2)), matched.reverse_payment(paid.id, Actor::Auto, at(2))];
        for after in waits {
            assert_eq!((after.received(), after.allocations.len(), after.over), (0, 0, None));
            assert_eq!(after.waiting().unwrap().amount.get(), asked);
        }
    }
}
