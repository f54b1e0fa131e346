use super::*;
use crate::ClosedSet;
use crate::UserId;
use crate::{Amendment, Change, OrderField};

const NOW: Timestamp = Timestamp::LATEST;

fn now() -> Timestamp {
    Timestamp::from_ms(1_700_000_000_000)
}

fn owner() -> Actor {
    Actor::User(UserId::new(1).unwrap())
}

fn new(expires_at: Option<Timestamp>) -> NewOrder {
    NewOrder { expires_at, ..NewOrder::plain("A-1", Won::new(14_510).unwrap(), "홍길동") }
}

/// An order in each effective state, deadline passed where that is what made it so.
fn order_in(status: OrderStatus) -> Order {
    let deadline = Some(now().plus_ms(1000));
    let placed =
        Order::place(WorkspaceId::new(1).unwrap(), OrderId::new(1).unwrap(), new(deadline), owner(), now()).unwrap();
    match status {
        OrderStatus::Pending => placed,
        OrderStatus::Matched => placed.pay(DepositId::new(9).unwrap(), Some(Rule::Same), Actor::Auto, now()).unwrap(),
        OrderStatus::Cancelled => placed.amend(&to(OrderStatus::Cancelled), &owner(), now()).unwrap().unwrap(),
        OrderStatus::Expired => placed.expire(Actor::Sweeper, later()).unwrap(),
    }
}

fn later() -> Timestamp {
    now().plus_ms(1000 + GRACE_MS + 1)
}

fn to(status: OrderStatus) -> Amendment {
    Amendment { status: Some(status), ..Amendment::default() }
}

#[test]
fn an_order_reads_as_expired_once_deadline_and_grace_have_passed() {
    let order = order_in(OrderStatus::Pending);
    assert_eq!(order.status(later().plus_ms(-1)), OrderStatus::Pending);
    assert_eq!(order.status(later()), OrderStatus::Expired);
    assert_eq!(order.expire(Actor::Sweeper, later().plus_ms(-1)), None);
    assert_eq!(order.expire(Actor::Sweeper, later()).unwrap().state, OrderState::Expired);
    let for_ever = Order::place(order.workspace, order.id, new(None), owner(), now()).unwrap();
    assert_eq!(for_ever.status(NOW), OrderStatus::Pending);
}

#[test]
fn a_deadline_in_the_past_is_refused_on_placing_and_on_amending() {
    let past = Some(now());
    assert_eq!(
        Order::place(WorkspaceId::new(1).unwrap(), OrderId::new(1).unwrap(), new(past), owner(), now()),
        Err(Refusal::ExpiresAtPast)
    );
    let change = Amendment { expires_at: Some(past), ..Amendment::default() };
    assert_eq!(order_in(OrderStatus::Pending).amend(&change, &owner(), now()), Err(Refusal::ExpiresAtPast));
}

/// The table of contract.md, row by row: from the effective status, what a PATCH of the status does.
#[test]
fn every_status_change_by_hand_is_as_the_contract_says() {
    use OrderStatus::{Cancelled, Expired, Matched, Pending};
    type Answer = Result<Option<OrderStatus>, Refusal>;
    let table: [(OrderStatus, OrderStatus, Answer); 16] = [
        (Pending, Pending, Ok(None)),
        (Pending, Matched, Err(Refusal::StatusByHand)),
        (Pending, Cancelled, Ok(Some(Cancelled))),
        (Pending, Expired, Err(Refusal::StatusByHand)),
        (Matched, Pending, Err(Refusal::UnmatchFirst)),
        (Matched, Matched, Ok(None)),
        (Matched, Cancelled, Err(Refusal::UnmatchFirst)),
        (Matched, Expired, Err(Refusal::UnmatchFirst)),
        (Cancelled, Pending, Ok(Some(Pending))),
        (Cancelled, Matched, Err(Refusal::StatusByHand)),
        (Cancelled, Cancelled, Ok(None)),
        (Cancelled, Expired, Err(Refusal::StatusByHand)),
        (Expired, Pending, Err(Refusal::ExpiresAtPast)),
        (Expired, Matched, Err(Refusal::StatusByHand)),
        (Expired, Cancelled, Ok(Some(Cancelled))),
        (Expired, Expired, Ok(None)),
    ];
    for (from, target, expected) in table {
        let at = if from == Expired { later() } else { now() };
        let answer =
            order_in(from).amend(&to(target), &owner(), at).map(|after| after.map(|after| after.state.status()));
        assert_eq!(answer, expected, "{from:?} -> {target:?}");
    }
}

#[test]
fn reopening_takes_a_deadline_of_null_or_in_the_future() {
    for deadline in [None, Some(later().plus_ms(1))] {
        let change = Amendment { expires_at: Some(deadline), ..to(OrderStatus::Pending) };
        let after = order_in(OrderStatus::Expired).amend(&change, &owner(), later()).unwrap().unwrap();
        assert_eq!((after.state, after.expires_at), (OrderState::Pending, deadline));
        assert_eq!(after.history.last().unwrap().what, OrderEvent::Reopened);
    }
}

#[test]
fn a_new_deadline_alone_does_not_reopen() {
    let change = Amendment { expires_at: Some(Some(later().plus_ms(1))), ..Amendment::default() };
    for from in [OrderStatus::Cancelled, OrderStatus::Expired] {
        assert_eq!(order_in(from).amend(&change, &owner(), later()), Err(Refusal::ReopenNeeded), "{from:?}");
    }
    let overdue = order_in(OrderStatus::Pending);
    assert_eq!(
        overdue.amend(&change, &owner(), later()),
        Err(Refusal::ReopenNeeded),
        "stored PENDING, reads as EXPIRED"
    );
    let for_ever = Amendment { expires_at: Some(None), ..Amendment::default() };
    assert_eq!(overdue.amend(&for_ever, &owner(), later()), Err(Refusal::ReopenNeeded));
}

#[test]
fn a_matched_order_takes_only_what_pays_nobody() {
    let matched = order_in(OrderStatus::Matched);
    let memo = Amendment {
        memo: Some(Some("선물 포장".into())),
        customer_phone: Some(Some("01000000000".into())),
        ..Amendment::default()
    };
    assert_eq!(matched.amend(&memo, &owner(), now()).unwrap().unwrap().memo.as_deref(), Some("선물 포장"));
    let refused = [
        Amendment { amount: Won::new(1), ..Amendment::default() },
        Amendment { depositor_name: Some("김철수".into()), ..Amendment::default() },
        Amendment { expires_at: Some(None), ..Amendment::default() },
    ];
    for change in refused {
        assert_eq!(matched.amend(&change, &owner(), now()), Err(Refusal::UnmatchFirst), "{change:?}");
    }
    let same = Amendment {
        amount: Some(matched.amount),
        depositor_name: Some(matched.depositor_name.clone()),
        ..Amendment::default()
    };
    assert_eq!(matched.amend(&same, &owner(), now()), Ok(None));
}

#[test]
fn the_number_never_changes() {
    for status in OrderStatus::all() {
        let other = Amendment { number: Some("A-2".into()), ..Amendment::default() };
        assert_eq!(order_in(status).amend(&other, &owner(), now()), Err(Refusal::OrderNumberFixed));
        let same = Amendment { number: Some("A-1".into()), ..Amendment::default() };
        assert_eq!(order_in(status).amend(&same, &owner(), now()), Ok(None));
    }
}

/// The guide's own PATCH: another name and CANCELLED in one body.
#[test]
fn fields_and_status_change_together_and_history_tells_both() {
    let change = Amendment { depositor_name: Some("김철수".into()), ..to(OrderStatus::Cancelled) };
    let after = order_in(OrderStatus::Pending).amend(&change, &owner(), now()).unwrap().unwrap();
    assert_eq!((after.depositor_name.as_str(), after.state, after.version), ("김철수", OrderState::Cancelled, 3));
    let told: Vec<_> = after.history.iter().map(|entry| &entry.what).collect();
    let renamed =
        Change { field: OrderField::DepositorName, from: Some("홍길동".into()), to: Some("김철수".into()) };
    assert_eq!(
        told,
        [&OrderEvent::Placed, &OrderEvent::Amended(vec![renamed]), &OrderEvent::Cancelled { received: None }]
    );
}

#[test]
fn amending_an_overdue_order_first_says_that_it_expired() {
    let change = Amendment { memo: Some(Some("늦음".into())), ..Amendment::default() };
    let after = order_in(OrderStatus::Pending).amend(&change, &owner(), later()).unwrap().unwrap();
    assert_eq!(after.state, OrderState::Expired);
    assert_eq!(after.history[1].what, OrderEvent::Expired);
    assert_eq!(after.waiting(), None);
}

#[test]
fn personal_values_do_not_stand_in_history() {
    let change = Amendment { customer_email: Some(Some("buyer@example.com".into())), ..Amendment::default() };
    let after = order_in(OrderStatus::Pending).amend(&change, &owner(), now()).unwrap().unwrap();
    let told = OrderEvent::Amended(vec![Change { field: OrderField::CustomerEmail, from: None, to: None }]);
    assert_eq!(after.history.last().unwrap().what, told);
}

#[test]
fn by_hand_a_pending_or_expired_order_is_paid_and_no_other() {
    let pay = |status| {
        order_in(status).pay(DepositId::new(3).unwrap(), None, owner(), now()).map(|after| after.state.status())
    };
    assert_eq!(pay(OrderStatus::Pending), Ok(OrderStatus::Matched));
    assert_eq!(pay(OrderStatus::Expired), Ok(OrderStatus::Matched));
    assert_eq!(pay(OrderStatus::Cancelled), Err(Refusal::OrderCancelled));
    assert_eq!(pay(OrderStatus::Matched), Err(Refusal::OrderAlreadyMatched));
}

#[test]
fn unmatching_takes_a_passed_deadline_off() {
    let (matched, deposit) = (order_in(OrderStatus::Matched), DepositId::new(9).unwrap());
    assert_eq!(matched.unpay(deposit, owner(), now()).expires_at, matched.expires_at);
    let late = matched.unpay(deposit, owner(), later());
    assert_eq!((late.expires_at, late.state), (None, OrderState::Pending));
    // What ends at this very instant is over.
    let ends = Order { expires_at: Some(now()), ..matched };
    assert_eq!(ends.unpay(deposit, owner(), now()).expires_at, None);
}

#[test]
fn only_a_pending_order_has_a_waiting_entry_which_says_what_the_choice_reads() {
    let order = order_in(OrderStatus::Pending);
    let entry = order.waiting().unwrap();
    assert_eq!((entry.id, entry.amount, &entry.name_key), (order.id, order.amount, &order.name_key));
    assert_eq!((entry.created_at, entry.expires_at), (order.created_at, order.expires_at));
    for status in [OrderStatus::Matched, OrderStatus::Cancelled, OrderStatus::Expired] {
        assert_eq!(order_in(status).waiting(), None, "{status:?}");
    }
}

#[test]
fn a_customers_fields_are_forgotten_when_their_time_is_over_and_the_order_does_not_wait() {
    let personal = |status| {
        let email = Some("buyer@example.com".to_owned());
        let phone = Some("010-0000-0000".to_owned());
        Order { customer_email: email, customer_phone: phone, memo: Some("문 앞".into()), ..order_in(status) }
    };
    let after_all = later().plus_ms(1);
    assert_eq!(personal(OrderStatus::Pending).forget(after_all, after_all), None);
    for status in [OrderStatus::Matched, OrderStatus::Cancelled, OrderStatus::Expired] {
        let order = personal(status);
        assert_eq!(order.forget(order.updated_at, later()), None, "it changed too lately");
        let forgotten = order.forget(after_all, after_all).unwrap();
        assert_eq!((&forgotten.customer_email, &forgotten.customer_phone, &forgotten.memo), (&None, &None, &None));
        assert_eq!((forgotten.version, forgotten.state), (order.version + 1, order.state));
        assert_eq!(
            (&forgotten.depositor_name, &forgotten.name_key),
            (&order.depositor_name, &order.name_key),
            "what a match rests on stays"
        );
        assert_eq!(forgotten.history.last().unwrap().what, OrderEvent::Redacted);
        assert_eq!(forgotten.forget(after_all, after_all), None);
    }
}
