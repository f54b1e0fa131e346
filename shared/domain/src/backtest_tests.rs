use super::*;
use crate::deposit::fixture::{at, person};
use crate::matching::{Press, match_orders};
use crate::policy::{OverPolicy, Policies, ShortPolicy, SumPolicy};
use crate::proposal::tests::{asked, money};
use crate::returning::Return;
use crate::{Amendment, OrderStatus, Rule, Won};

const DELAY_MS: i64 = 30_000;
const LOOK: PolicyLook = PolicyLook { delay_ms: DELAY_MS, deposits_max: 9, open_max: 9, ended_max: 9 };

fn won(amount: u64) -> Won {
    Won::new(amount).unwrap()
}

fn tried() -> Settings {
    let policies = Policies {
        short: Some(ShortPolicy { up_to: won(1_000), percent: 5 }),
        over: Some(OverPolicy { up_to: won(2_000), treat: RestTreatment::Credit }),
        late: Some(LatePolicy { within_hours: 24 }),
        combined: SumPolicy::Auto,
        split: SumPolicy::Auto,
    };
    Settings { policies, ..Settings::default() }
}

/// What a person made of these, so many minutes after the deposits came.
fn pressed(deposits: &[Deposit], orders: &[Order], said: Difference, minute: i64) -> (Vec<Deposit>, Vec<Order>) {
    let after = match_orders(deposits, orders, said, Press { by: &person(), now: at(minute) }).unwrap();
    (after.deposits, after.orders)
}

fn run(books: &(Vec<Deposit>, Vec<Order>)) -> Backtest {
    Backtest::run((&books.0, &books.1), &tried(), at(-600), LOOK)
}

/// The policy, and whether it would have decided so as well.
fn verdicts(books: &(Vec<Deposit>, Vec<Order>)) -> Vec<(PolicyKind, bool)> {
    run(books).found.iter().map(|one| (one.policy(), one.is_same())).collect()
}

#[test]
fn what_a_person_pressed_is_found_as_each_policy_would_have_made_it() {
    let phone = Some("010-0000-0001");
    let short = || (vec![money(9, 29_500, "홍길동")], vec![asked(1, 30_000, "홍길동", phone)]);
    let (deposits, orders) = short();
    assert_eq!(verdicts(&pressed(&deposits, &orders, Difference::AcceptShort, 5)), [(PolicyKind::Short, true)]);
    assert_eq!(verdicts(&pressed(&deposits, &orders, Difference::KeepOpen, 5)), [(PolicyKind::Short, false)]);
    let (deposits, orders) = (vec![money(9, 31_000, "홍길동")], vec![asked(1, 30_000, "홍길동", phone)]);
    assert_eq!(verdicts(&pressed(&deposits, &orders, Difference::Credit, 5)), [(PolicyKind::Over, true)]);
    assert_eq!(verdicts(&pressed(&deposits, &orders, Difference::RefundDue, 5)), [(PolicyKind::Over, false)]);
    let two = [asked(1, 30_000, "홍길동", phone), asked(2, 12_000, "홍길동", phone)];
    let sum = pressed(&[money(9, 42_000, "홍길동")], &two, Difference::None, 5);
    assert_eq!(verdicts(&sum), [(PolicyKind::Combined, true)]);
    let halves = [money(8, 12_000, "홍길동"), money(9, 18_000, "홍길동")];
    let split = pressed(&halves, &[asked(1, 30_000, "홍길동", phone)], Difference::None, 5);
    assert_eq!((verdicts(&split), run(&split).decisions), (vec![(PolicyKind::Split, true)], 1), "one press");
}

#[test]
fn another_order_or_a_dismissal_is_told_as_otherwise() {
    let deposit = money(9, 29_500, "홍길동");
    let (own, other) = (asked(1, 30_000, "홍길동", None), asked(2, 50_000, "김철수", None));
    let (paid, after) = pressed(std::slice::from_ref(&deposit), &[other], Difference::AcceptShort, 5);
    let found = run(&(paid, vec![after[0].clone(), own.clone()])).found;
    assert_eq!((found[0].is_same(), &found[0].covered.proposal.orders), (false, &vec![own.id]));
    let dismissed = deposit.dismiss(DismissReason::Refunded, None, &person(), at(5)).unwrap().unwrap();
    assert_eq!(verdicts(&(vec![dismissed], vec![own])), [(PolicyKind::Short, false)]);
}

#[test]
fn it_is_looked_at_what_waited_then() {
    let (deposit, own) = (money(9, 29_500, "홍길동"), asked(1, 30_000, "홍길동", None));
    let (deposits, mut orders) = pressed(&[deposit], &[own], Difference::AcceptShort, 5);
    // Another order of the payer waited then, and is paid today: a doubt.
    let waited = asked(2, 30_000, "홍길동", None);
    let (_, paid) = pressed(&[money(7, 30_000, "홍길동")], &[waited], Difference::None, 9);
    assert_eq!(verdicts(&(deposits.clone(), [orders.clone(), paid].concat())), []);
    // One that was placed later, or paid before, is none.
    let mut later = asked(2, 30_000, "홍길동", None);
    later.created_at = at(4);
    assert_eq!(verdicts(&(deposits.clone(), vec![orders[0].clone(), later])), [(PolicyKind::Short, true)]);
    let before =
        asked(2, 30_000, "홍길동", None).pay(money(6, 30_000, "홍길동").id, Some(Rule::Same), Actor::Auto, at(-5));
    assert_eq!(verdicts(&(deposits.clone(), vec![orders[0].clone(), before.unwrap()])), [(PolicyKind::Short, true)]);
    // Its amount was another one then.
    orders[0] = asked(1, 99_000, "홍길동", None);
    let amended = Amendment { amount: Some(won(30_000)), ..Amendment::default() };
    let amended = orders[0].amend(&amended, &person(), at(2)).unwrap().unwrap();
    let books = pressed(&[money(9, 29_500, "홍길동")], &[amended], Difference::AcceptShort, 5);
    assert_eq!(verdicts(&books), [], "nothing looked after the amendment");
}

#[test]
fn a_late_payment_is_found_when_its_order_has_expired_and_an_order_that_comes_later_is_waited_for() {
    let mut order = asked(1, 30_000, "홍길동", None);
    order.expires_at = Some(at(-30));
    let expired = order.expire(Actor::Sweeper, at(-10)).unwrap();
    let books = pressed(&[money(9, 30_000, "홍길동")], &[expired], Difference::None, 5);
    assert_eq!(verdicts(&books), [(PolicyKind::Late, true)]);
    assert_eq!(books.1[0].status(at(6)), OrderStatus::Matched);
    let mut later = asked(1, 30_000, "홍길동", None);
    (later.created_at, later.waits_since, later.history[0].at) = (at(3), at(3), at(3));
    let books = pressed(&[money(9, 29_500, "홍길동")], &[later], Difference::AcceptShort, 5);
    assert_eq!(run(&books).found[0].at, at(3).plus_ms(DELAY_MS));
}

#[test]
fn what_came_too_late_for_a_policy_or_was_no_persons_is_none_of_its() {
    let order = || asked(1, 30_000, "홍길동", None);
    let at_once = match_orders(
        &[money(9, 29_500, "홍길동")],
        &[order()],
        Difference::AcceptShort,
        Press { by: &person(), now: at(0).plus_ms(DELAY_MS) },
    );
    let at_once = at_once.unwrap();
    assert_eq!(verdicts(&(at_once.deposits, at_once.orders)), []);
    let by_policy = Press { by: &Actor::Policy(PolicyKind::Short), now: at(5) };
    let made = match_orders(&[money(9, 29_500, "홍길동")], &[order()], Difference::AcceptShort, by_policy).unwrap();
    let none = run(&(made.deposits, made.orders));
    assert_eq!((none.decisions, none.found.len()), (0, 0));
    let books = pressed(&[money(9, 29_500, "홍길동")], &[order()], Difference::AcceptShort, 5);
    assert_eq!(Backtest::run((&books.0, &books.1), &tried(), at(6), LOOK).decisions, 0, "before the time");
    assert_eq!(Backtest::run((&books.0, &books.1), &Settings::default(), at(-9), LOOK).found, [], "all are off");
}

#[test]
fn a_part_that_was_paid_by_then_is_no_untouched_order() {
    let order = asked(1, 60_000, "홍길동", None);
    let (first, opened) = pressed(&[money(8, 30_000, "홍길동")], &[order], Difference::KeepOpen, 1);
    let mut second = money(9, 29_500, "홍길동");
    (second.created_at, second.history[0].at) = (at(2), at(2));
    let (second, settled) = pressed(&[second], &opened, Difference::AcceptShort, 5);
    let then = |minute| rewind::order(&settled[0], at(minute)).ok().flatten();
    let between = then(3).unwrap();
    assert_eq!((between.state, between.open()), (OrderState::Pending, 30_000));
    assert_eq!(then(0).unwrap().open(), 60_000);
    assert_eq!(then(5), None, "paid");
    assert_eq!(verdicts(&([first, second].concat(), settled)), []);
}

#[test]
fn what_became_of_the_rest_afterwards_is_as_the_person_meant_it() {
    let over = |said| pressed(&[money(9, 31_000, "홍길동")], &[asked(1, 30_000, "홍길동", None)], said, 5);
    let with = |treat| {
        let over = Some(OverPolicy { up_to: won(2_000), treat });
        Settings { policies: Policies { over, ..Policies::default() }, ..Settings::default() }
    };
    let is_same = |books: &(Vec<Deposit>, Vec<Order>), treat| {
        let found = Backtest::run((&books.0, &books.1), &with(treat), at(-600), LOOK).found;
        found.iter().map(WouldHave::is_same).collect::<Vec<_>>()
    };
    let mut sent_back = over(Difference::RefundDue);
    let sent = Return { amount: won(1_000), at: at(7), by: person(), note: None };
    sent_back.0[0] = sent_back.0[0].give_back(sent, at(8)).unwrap();
    assert_eq!(sent_back.0[0].rest_treatment, None);
    assert_eq!(is_same(&sent_back, RestTreatment::RefundDue), [true]);
    assert_eq!(is_same(&sent_back, RestTreatment::Credit), [false]);
    let kept = over(Difference::Credit);
    let (paid, next) = pressed(&kept.0, &[asked(2, 1_000, "홍길동", None)], Difference::None, 20);
    let mut later = next[0].clone();
    (later.created_at, later.history[0].at) = (at(10), at(10));
    let spent = (paid, vec![kept.1[0].clone(), later]);
    assert_eq!(is_same(&spent, RestTreatment::Credit), [true]);
    assert_eq!(is_same(&spent, RestTreatment::RefundDue), [false]);
}

#[test]
fn of_more_than_a_policy_compares_or_of_what_is_not_known_it_would_have_matched_nothing() {
    let order = || asked(1, 30_000, "홍길동", None);
    let (deposits, orders) = pressed(&[money(9, 29_500, "홍길동")], &[order()], Difference::AcceptShort, 5);
    let strangers = |many: u64| (2..2 + many).map(|id| asked(id, 99_000 + id, "김철수", None)).collect::<Vec<_>>();
    let books = |others: Vec<Order>| (deposits.clone(), [orders.clone(), others].concat());
    assert_eq!(verdicts(&books(strangers(8))), [(PolicyKind::Short, true)]);
    assert_eq!(verdicts(&books(strangers(9))), [], "ten were open");
    let mut forgetful = asked(2, 99_000, "김철수", None);
    (forgetful.history[0].at, forgetful.version) = (at(9), 60);
    assert_eq!(verdicts(&books(vec![forgetful])), [], "what it was then is no longer kept");
}
