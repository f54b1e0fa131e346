use super::*;
use crate::allocation::sum;
use crate::deposit::fixture::{at, money, order, person};
use crate::{Amendment, HoldReason, OrderEvent, OrderStatus, Rule};

/// Orders of these amounts, each a minute after the one before.
fn orders(amounts: &[u64]) -> Vec<Order> {
    let one = |(nth, amount): (u64, &u64)| Order {
        id: OrderId::new(10 + nth).unwrap(),
        created_at: at(nth as i64),
        ..order(*amount)
    };
    (0..).zip(amounts).map(one).collect()
}

/// Deposits of these amounts, each a minute after the one before.
fn deposits(amounts: &[u64]) -> Vec<Deposit> {
    let one = |(nth, amount): (u64, &u64)| {
        let mut one = money(*amount);
        one.id = DepositId::new(20 + nth).unwrap();
        one.details.deposited_at = at(nth as i64);
        one
    };
    (0..).zip(amounts).map(one).collect()
}

fn press(deposits: &[Deposit], orders: &[Order], said: Difference) -> Result<Matched, Refusal> {
    match_orders(deposits, orders, said, Press { by: &person(), now: at(5) })
}

/// Matches one deposit with orders.
fn one_pays(received: u64, orders: &[Order], said: Difference) -> Result<(Deposit, Vec<Order>), Refusal> {
    press(&[money(received)], orders, said).map(|mut matched| (matched.deposits.remove(0), matched.orders))
}

/// What an order of 191,000 is after parts that left it open.
fn paid_partly(amounts: &[u64]) -> (Vec<Deposit>, Order) {
    let (mut paid, mut order) = (Vec::new(), order(191_000));
    for deposit in deposits(amounts) {
        let mut matched = press(&[deposit], &[order], Difference::KeepOpen).unwrap();
        paid.push(matched.deposits.remove(0));
        order = matched.orders.remove(0);
    }
    (paid, order)
}

#[test]
fn a_deposit_fills_several_orders_oldest_first() {
    let mut asked = orders(&[10_000, 20_000, 30_000]);
    asked.reverse();
    let (paid, matched) = one_pays(60_000, &asked, Difference::None).unwrap();
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
    use Difference::{AcceptOver, AcceptShort, Credit, KeepOpen, None as No, RefundDue};
    let told = |received: u64, said: Difference| {
        one_pays(received, &orders(&[10_000, 20_000]), said).map(|(paid, orders)| {
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
    for said in [No, AcceptShort, KeepOpen] {
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
    let refused = one_pays(30_000, &asked, Difference::None);
    assert_eq!(refused, Err(Refusal::OrderAlreadyMatched));
    let huge = orders(&[Won::MAX; 5]);
    let refused = one_pays(Won::MAX, &huge, Difference::None);
    assert!(refused.is_err());
}

#[test]
fn an_order_that_is_kept_open_waits_for_the_rest_of_its_amount() {
    let (paid, order) = paid_partly(&[60_000, 31_000]);
    assert_eq!(
        (order.state, order.received(), order.open(), order.difference()),
        (OrderState::Pending, 91_000, 100_000, None)
    );
    let waits = order.waiting().unwrap();
    assert_eq!((waits.amount.get(), waits.has_parts, waits.waits_since), (100_000, true, order.waits_since));
    let last = &order.history.last().unwrap().what;
    assert_eq!(*last, OrderEvent::PartiallyPaid { deposit: paid[1].id, difference: -100_000 });
    assert_eq!(paid[1].state, DepositState::Matched { order: order.id });
    assert_eq!((paid[1].rest(), paid[1].paired_at(order.id).get()), (0, 31_000));
    let third = money(100_000).pay_waiting(&waits, Rule::Same, at(6)).unwrap();
    assert_eq!((third.allocations[0].amount.get(), third.allocations[0].rule), (100_000, Some(Rule::Same)));
}

#[test]
fn the_last_part_completes_an_order_and_more_than_it_needs_says_what_becomes_of_it() {
    let (_, order) = paid_partly(&[60_000]);
    let exact = press(&[money(131_000)], std::slice::from_ref(&order), Difference::None).unwrap();
    let (paid, done) = (&exact.deposits[0], &exact.orders[0]);
    assert_eq!((done.difference(), done.allocations.len(), exact.difference()), (Some(0), 2, 0));
    assert_eq!(done.state, OrderState::Matched { deposit: paid.id, at: at(5) });
    assert!(stands(&exact.deposits, &exact.orders, Difference::KeepOpen));
    let over = press(&[money(131_500)], std::slice::from_ref(&order), Difference::AcceptOver).unwrap();
    assert_eq!((over.orders[0].difference(), over.difference(), over.deposits[0].rest()), (Some(500), 500, 500));
    let short = press(&[money(1_000)], std::slice::from_ref(&order), Difference::AcceptShort).unwrap();
    assert_eq!((short.orders[0].difference(), short.difference()), (Some(-130_000), -130_000));
    let unstated = Err(Refusal::DifferenceUnstated { expected: 131_000, received: 1_000 });
    assert_eq!(press(&[money(1_000)], &[order], Difference::None), unstated);
}

#[test]
fn several_deposits_fill_several_orders_earliest_with_oldest() {
    let mut given = deposits(&[30_000, 40_000, 20_000]);
    given.reverse();
    let matched = press(&given, &orders(&[10_000, 50_000, 40_000]), Difference::KeepOpen).unwrap();
    let parts: Vec<Vec<u64>> =
        matched.deposits.iter().map(|it| it.allocations.iter().map(|part| part.amount.get()).collect()).collect();
    assert_eq!(parts, [vec![10_000, 20_000], vec![30_000, 10_000], vec![20_000]]);
    assert_eq!(matched.orders.iter().map(Order::open).collect::<Vec<_>>(), [0, 0, 10_000]);
    assert_eq!(matched.orders[2].state, OrderState::Pending);
    assert_eq!(matched.difference(), -10_000);
    for deposit in &matched.deposits {
        for part in &deposit.allocations {
            let order = matched.orders.iter().find(|order| order.id == part.with).unwrap();
            let other = order.allocations.iter().find(|other| other.with == deposit.id).unwrap();
            assert_eq!((part.amount, part.at, &part.by), (other.amount, other.at, &other.by));
        }
    }
    assert!(stands(&matched.deposits, &matched.orders, Difference::KeepOpen));
    assert!(!stands(&matched.deposits, &matched.orders, Difference::AcceptShort));
    assert!(!stands(&matched.deposits[..1], &matched.orders[..1], Difference::None), "its deposit pays another too");
}

#[test]
fn a_pair_among_several_that_is_exact_keeps_what_a_pair_keeps() {
    let matched = press(&deposits(&[10_000, 30_000]), &orders(&[10_000, 20_000]), Difference::Credit).unwrap();
    assert_eq!(matched.deposits.iter().map(|it| it.allocations.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(matched.orders.iter().map(|it| it.allocations.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!((matched.deposits[1].rest(), matched.difference()), (10_000, 10_000));
}

#[test]
fn what_has_no_part_in_it_and_an_eighth_part_that_leaves_it_open_are_refused() {
    let unneeded = press(&deposits(&[20_000, 5_000]), &orders(&[20_000]), Difference::Credit);
    assert_eq!(unneeded, Err(Refusal::DepositNotNeeded(DepositId::new(21).unwrap())));
    let (_, order) = paid_partly(&[1_000; 7]);
    let eighth = press(&[money(1_000)], std::slice::from_ref(&order), Difference::KeepOpen);
    assert_eq!(eighth, Err(Refusal::TooManyParts(order.id)));
    assert!(press(&[money(184_000)], std::slice::from_ref(&order), Difference::KeepOpen).is_ok());
    assert!(press(&[money(1_000)], &[order], Difference::AcceptShort).is_ok());
}

#[test]
fn an_order_loses_one_part_and_keeps_the_others() {
    let (paid, order) = paid_partly(&[60_000, 31_000]);
    let less = order.unpay(paid[0].id, person(), at(6));
    assert_eq!((less.state, less.received(), less.open()), (OrderState::Pending, 31_000, 160_000));
    let what = OrderEvent::PaymentRemoved { deposit: paid[0].id, difference: -160_000 };
    assert_eq!(less.history.last().unwrap().what, what);
    let done = press(&[money(100_000)], &[order], Difference::None).unwrap().orders.remove(0);
    let again = done.reverse_payment(paid[1].id, Actor::Auto, at(7));
    assert_eq!((again.state, again.open()), (OrderState::Pending, 31_000));
    assert_eq!(again.history.last().unwrap().what, OrderEvent::Reversed { deposit: paid[1].id });
}

#[test]
fn a_partly_paid_order_is_amended_above_what_was_received_and_cancelled_in_any_case() {
    let (paid, order) = paid_partly(&[60_000]);
    let to = |amount: u64| Amendment { amount: Won::new(amount), ..Amendment::default() };
    let refused = Err(Refusal::AmountNotAboveReceived { received: 60_000 });
    for amount in [59_999, 60_000] {
        assert_eq!(order.amend(&to(amount), &person(), at(6)), refused);
    }
    assert_eq!(order.amend(&to(60_001), &person(), at(6)).unwrap().unwrap().waiting().unwrap().amount.get(), 1);
    let cancel = Amendment { status: Some(OrderStatus::Cancelled), ..Amendment::default() };
    let gone = order.amend(&cancel, &person(), at(6)).unwrap().unwrap();
    assert_eq!((gone.state, gone.received(), gone.allocations.len()), (OrderState::Cancelled, 0, 0));
    assert_eq!(gone.history.last().unwrap().what, OrderEvent::Cancelled { received: Won::new(60_000) });
    let held = paid[0].lose_order(order.id, None, Press { by: &person(), now: at(6) });
    assert_eq!(held.state, DepositState::Held(HoldReason::OrderCancelled.into()));
    assert_eq!((held.rest(), held.allocations.len()), (60_000, 0));
}

#[test]
fn a_deposit_of_a_cancelled_order_that_pays_others_too_says_that_the_rest_is_to_be_sent_back() {
    let matched = press(&[money(30_000)], &orders(&[10_000, 50_000]), Difference::KeepOpen).unwrap();
    let left = matched.deposits[0].lose_order(matched.orders[1].id, None, Press { by: &person(), now: at(6) });
    assert_eq!(left.state, DepositState::Matched { order: matched.orders[0].id });
    assert_eq!((left.rest(), left.rest_treatment), (20_000, Some(RestTreatment::RefundDue)));
}

#[test]
fn an_expired_order_keeps_its_parts_and_stays_expired_while_it_loses_them() {
    let (paid, mut order) = paid_partly(&[60_000]);
    order.expires_at = Some(at(10));
    let over = order.expire(Actor::Sweeper, at(10).plus_ms(crate::order::GRACE_MS + 1)).unwrap();
    assert_eq!((over.state, over.received(), over.waiting()), (OrderState::Expired, 60_000, None));
    let later = Press { by: &person(), now: at(30) };
    let more = match_orders(&[money(1_000)], std::slice::from_ref(&over), Difference::KeepOpen, later).unwrap();
    assert_eq!((more.orders[0].state, more.orders[0].received()), (OrderState::Expired, 61_000));
    assert_eq!(over.unpay(paid[0].id, person(), at(30)).state, OrderState::Expired);
}
