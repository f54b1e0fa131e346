use super::*;
use crate::deposit::fixture::{at, deposit, told};
use crate::{DepositState, HoldReason, HoldReasons, NewOrder, OrderStatus, UserId, WorkspaceId};

fn person() -> Actor {
    Actor::User(UserId::new(1).unwrap())
}

fn money(amount: u64) -> Deposit {
    deposit(told(amount, Some("홍길동")), HoldReasons::NONE)
}

fn order(amount: u64) -> Order {
    let new = NewOrder::plain("A-1", Won::new(amount).unwrap(), "김철수");
    Order::place(WorkspaceId::new(1).unwrap(), OrderId::new(5).unwrap(), new, person(), at(0)).unwrap()
}

fn forced(received: u64, asked: u64) -> (Deposit, Order) {
    let (paid, mut orders) = match_by_force(&money(received), &order(asked), &person(), at(1)).unwrap();
    assert_eq!(orders.len(), 1);
    (paid, orders.remove(0))
}

/// Orders of these amounts, each a minute after the one before.
fn orders(amounts: &[u64]) -> Vec<Order> {
    let one = |(nth, amount): (u64, &u64)| Order {
        id: OrderId::new(10 + nth).unwrap(),
        created_at: at(nth as i64),
        ..order(*amount)
    };
    (0..).zip(amounts).map(one).collect()
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
fn a_deposit_fills_several_orders_oldest_first() {
    let mut asked = orders(&[10_000, 20_000, 30_000]);
    asked.reverse();
    let (paid, matched) = match_orders(&money(60_000), &asked, Difference::None, &person(), at(5)).unwrap();
    assert_eq!(matched.iter().map(|order| order.id.get()).collect::<Vec<_>>(), [10, 11, 12]);
    assert!(matched.iter().all(|order| order.difference() == Some(0) && order.received() == order.amount.get()));
    assert_eq!((paid.rest(), paid.rest_treatment, paid.orders().len()), (0, None, 3));
    assert_eq!(paid.state, DepositState::Matched { order: matched[0].id });
    let last = &paid.history.last().unwrap().what;
    let others = matched[1..].iter().map(|order| order.id).collect();
    assert_eq!(*last, DepositEvent::Matched { order: matched[0].id, others, rule: None, difference: Some(0) });
    let (held, back) = paid.unpay(person(), at(6)).unwrap();
    assert_eq!((held.allocations.len(), held.rest(), back.len()), (0, 60_000, 3));
}

#[test]
fn a_difference_is_accepted_only_where_a_person_said_so_and_the_last_order_bears_it() {
    use Difference::{AcceptOver, AcceptShort, Credit, None as No, RefundDue};
    let told = |received: u64, said: Difference| {
        match_orders(&money(received), &orders(&[10_000, 20_000]), said, &person(), at(5)).map(|(paid, orders)| {
            let differences: Vec<_> = orders.iter().map(|order| order.difference().unwrap()).collect();
            assert_eq!(sum(&paid.allocations) + paid.rest(), received);
            (differences, paid.rest(), paid.rest_treatment)
        })
    };
    let unstated = |received| Err(Refusal::DifferenceUnstated { expected: 30_000, received });
    for said in [No, AcceptOver, Credit, RefundDue] {
        assert_eq!(told(29_500, said), unstated(29_500), "{said:?}");
    }
    assert_eq!(told(29_500, AcceptShort), Ok((vec![0, -500], 0, None)));
    for said in [No, AcceptShort] {
        assert_eq!(told(30_500, said), unstated(30_500), "{said:?}");
    }
    assert_eq!(told(30_500, AcceptOver), Ok((vec![0, 500], 500, Some(RestTreatment::AcceptOver))));
    assert_eq!(told(30_500, Credit), Ok((vec![0, 0], 500, Some(RestTreatment::Credit))));
    assert_eq!(told(30_500, RefundDue), Ok((vec![0, 0], 500, Some(RestTreatment::RefundDue))));
    assert_eq!(told(10_000, AcceptShort), Err(Refusal::NothingLeftFor(OrderId::new(11).unwrap())));
}

#[test]
fn an_order_that_is_paid_and_a_sum_that_is_huge_are_refused() {
    let mut asked = orders(&[10_000, 20_000]);
    asked[1] = asked[1].pay(DepositId::new(3).unwrap(), None, person(), at(4)).unwrap();
    let refused = match_orders(&money(30_000), &asked, Difference::None, &person(), at(5));
    assert_eq!(refused, Err(Refusal::OrderAlreadyMatched));
    let huge = orders(&[Won::MAX; 5]);
    let refused = match_orders(&money(Won::MAX), &huge, Difference::None, &person(), at(5));
    assert!(refused.is_err());
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
