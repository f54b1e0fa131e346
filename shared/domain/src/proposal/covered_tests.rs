use std::collections::BTreeSet;
use std::slice::from_ref;

use super::super::tests::{asked, money};
use super::*;
use crate::deposit::fixture::at;
use crate::policy::{LatePolicy, OverPolicy, Policies, ShortPolicy};
use crate::{DepositId, HoldReason, Order, OrderState, RestTreatment, Settings, Won};

const PHONE: Option<&str> = Some("010-0000-0001");

fn won(amount: u64) -> Won {
    Won::new(amount).unwrap()
}

fn all_on() -> Policies {
    Policies {
        short: Some(ShortPolicy { up_to: won(1_000), percent: 5 }),
        over: Some(OverPolicy { up_to: won(2_000), treat: RestTreatment::Credit }),
        late: Some(LatePolicy { within_hours: 24 }),
        combined: SumPolicy::Auto,
        split: SumPolicy::Auto,
    }
}

/// What covers the first of some deposits.
fn by(policies: Policies, deposits: &[Deposit], orders: &[Order], rejected: &[&str]) -> Option<PolicyKind> {
    let settings = Settings { policies, ..Settings::default() };
    let rejected: BTreeSet<String> = rejected.iter().map(|id| (*id).to_owned()).collect();
    let pool = Pool::of(orders, deposits, &settings, &rejected, at(60));
    pool.covered(&deposits[0], at(60)).map(|covered| covered.policy)
}

fn covered(deposits: &[Deposit], orders: &[Order]) -> Option<PolicyKind> {
    by(all_on(), deposits, orders, &[])
}

fn late(id: u64, amount: u64, name: &str, hours: i64) -> Order {
    let expires_at = Some(at(0).plus_ms(-hours * HOUR_MS));
    Order { state: OrderState::Expired, expires_at, ..asked(id, amount, name, PHONE) }
}

#[test]
fn each_policy_covers_what_it_is_for_within_its_limits_and_nothing_while_it_is_off() {
    let order = || asked(1, 30_000, "홍길동", PHONE);
    let two = || [asked(1, 30_000, "홍길동", PHONE), asked(2, 12_000, "홍길동", PHONE)];
    let halves = || [money(9, 18_000, "홍길동"), money(8, 12_000, "홍길동")];
    let cases: [(Vec<Deposit>, Vec<Order>, Option<PolicyKind>); 12] = [
        (vec![money(9, 29_000, "홍길동")], vec![order()], Some(PolicyKind::Short)),
        (vec![money(9, 28_999, "홍길동")], vec![order()], None),
        (vec![money(9, 9_400, "홍길동")], vec![asked(1, 10_000, "홍길동", None)], None),
        (vec![money(9, 32_000, "홍길동")], vec![order()], Some(PolicyKind::Over)),
        (vec![money(9, 32_001, "홍길동")], vec![order()], None),
        (vec![money(9, 30_000, "홍길동")], vec![late(1, 30_000, "홍길동", 24)], Some(PolicyKind::Late)),
        (vec![money(9, 30_000, "홍길동")], vec![late(1, 30_000, "홍길동", 25)], None),
        (vec![money(9, 42_000, "홍길동")], two().to_vec(), Some(PolicyKind::Combined)),
        (halves().to_vec(), vec![order()], Some(PolicyKind::Split)),
        (vec![money(9, 30_000, "홍길덩")], vec![late(1, 30_000, "홍길동", 1)], None),
        (vec![money(9, 30_000, "김철수")], vec![order()], None),
        (vec![money(9, 30_000, "홍길동")], vec![order(), asked(2, 30_000, "홍길동", None)], None),
    ];
    for (deposits, orders, expected) in cases {
        assert_eq!(covered(&deposits, &orders), expected, "{deposits:?} {orders:?}");
        assert_eq!(by(Policies::default(), &deposits, &orders, &[]), None);
    }
}

#[test]
fn whatever_else_may_be_meant_leaves_it_to_a_person() {
    let (short, order) = (money(9, 29_500, "홍길동"), asked(1, 30_000, "홍길동", PHONE));
    assert_eq!(covered(from_ref(&short), from_ref(&order)), Some(PolicyKind::Short));
    let also = |other: Order| covered(from_ref(&short), &[order.clone(), other]);
    assert_eq!(also(asked(2, 29_000, "홍길동", None)), None, "it may be over that one");
    assert_eq!(also(asked(2, 90_000, "홍길동", None)), None, "it may be a part of that one");
    assert_eq!(also(asked(2, 3_000, "홍길덩", None)), None, "a name that is like it");
    assert_eq!(also(asked(2, 3_000, "홍부인", PHONE)), None, "the same customer's");
    assert_eq!(also(asked(2, 29_400, "홍*동", None)), None, "an order of a masked name");
    assert_eq!(also(asked(2, 29_500, "김철수", None)), None, "another person's, of its very amount");
    assert_eq!(also(late(2, 29_400, "홍길동", 99)), None, "one that is over, and near");
    assert_eq!(also(late(2, 9_000, "홍길동", 99)), Some(PolicyKind::Short), "one that is over, and far off");
    assert_eq!(also(asked(2, 90_000, "김철수", None)), Some(PolicyKind::Short), "another person's");
    let beside = |other: Deposit| covered(&[short.clone(), other], from_ref(&order));
    assert_eq!(beside(money(8, 7_000, "홍길동")), None, "the payer's other deposit");
    assert_eq!(beside(money(8, 500, "홍*동")), None, "a masked name that may be the payer's");
    assert_eq!(beside(money(8, 7_000, "김철수")), Some(PolicyKind::Short), "another person's");
    assert_eq!(by(all_on(), from_ref(&short), from_ref(&order), &["INSTALMENT.9.7"]), None, "a person was at it");
    assert_eq!(by(all_on(), from_ref(&short), from_ref(&order), &["INSTALMENT.19.7"]), Some(PolicyKind::Short));
}

#[test]
fn evidence_that_is_not_whole_leaves_it_to_a_person() {
    let order = [asked(1, 30_000, "홍길동", PHONE)];
    let short = || money(9, 29_500, "홍길동");
    let held = Deposit { state: DepositState::Held(HoldReason::SenderUnlisted.into()), ..short() };
    assert_eq!(covered(&[held], &order), None);
    let twin = Deposit { twins: vec![DepositId::new(3).unwrap()], ..short() };
    assert_eq!(covered(&[twin], &order), None);
    let mut old = short();
    old.details.deposited_at = at(0).plus_ms(-31 * 24 * HOUR_MS);
    assert_eq!(covered(&[old], &order), None);
    let elsewhere = Order { account: crate::AccountId::new(7), ..order[0].clone() };
    assert_eq!(covered(&[short()], &[elsewhere]), None);
    let halves = [money(9, 18_000, "홍길동"), money(8, 12_000, "홍길동")];
    let one_held = Deposit { state: DepositState::Held(HoldReason::UnmatchedByHand.into()), ..halves[1].clone() };
    assert_eq!(covered(&[halves[0].clone(), one_held], &order), None);
}

#[test]
fn sums_are_of_one_customer_and_one_visit() {
    let two = |second: Order| covered(&[money(9, 42_000, "홍길동")], &[asked(1, 30_000, "홍길동", PHONE), second]);
    assert_eq!(two(asked(2, 12_000, "홍길동", PHONE)), Some(PolicyKind::Combined));
    assert_eq!(two(asked(2, 12_000, "홍길동", None)), None, "only the name in common");
    assert_eq!(two(asked(2, 12_000, "홍부인", PHONE)), None, "another name");
    let later = Order { created_at: at(30), ..asked(2, 12_000, "홍길동", PHONE) };
    assert_eq!(two(later), None, "placed after the deposit");
    let long_ago = Order { created_at: at(-60).plus_ms(-73 * HOUR_MS), ..asked(2, 12_000, "홍길동", PHONE) };
    assert_eq!(two(long_ago), None, "another visit");
}
