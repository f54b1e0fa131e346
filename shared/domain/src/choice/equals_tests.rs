use super::super::tests::{at, deposit, matched, order, several};
use super::*;
use crate::time::DAY_MS;
use crate::{AccountId, CustomerKey, DepositId, Timestamp};

const AS_MANY: TiePolicy = TiePolicy::AsMany;

/// A deposit made so long after the first.
fn made(id: u64, printed: &str) -> WaitingDeposit {
    let (id, offset) = (DepositId::new(id).unwrap(), i64::try_from(id).unwrap());
    WaitingDeposit { id, deposited_at: at(offset), ..deposit(printed, "004") }
}

fn look(own: usize, waiting: &[WaitingDeposit], orders: &[WaitingOrder]) -> Choice {
    let settings = Settings { tie_policy: AS_MANY, ..Settings::default() };
    choose_among(&waiting[own], waiting, orders, &settings, at(0))
}

#[test]
fn as_many_deposits_as_orders_pay_oldest_with_oldest() {
    let (waiting, orders) = ([made(9, "홍길동"), made(3, "홍길동")], [order(2, "홍길동"), order(1, "홍길동")]);
    assert_eq!(look(0, &waiting, &orders), matched(2, Rule::AsMany));
    assert_eq!(look(1, &waiting, &orders), matched(1, Rule::AsMany));
    assert_eq!(look(0, &waiting[..1], &orders), several(&[1, 2]), "one is missing");
    let three = [waiting[0].clone(), waiting[1].clone(), made(5, "홍길동")];
    assert_eq!(look(2, &three, &orders), several(&[1, 2]), "one is too many");
    assert_eq!(look(2, &three, &orders[..1]), matched(2, Rule::Same), "no tie");
    let hold = Settings::default();
    assert_eq!(choose_among(&waiting[0], &waiting, &orders, &hold, at(0)), several(&[1, 2]));
}

#[test]
fn what_could_pay_something_else_makes_as_many_a_guess() {
    let orders = [order(1, "홍길동"), order(2, "홍길동")];
    let pair = |other: WaitingDeposit, orders: &[WaitingOrder]| look(0, &[made(3, "홍길동"), other], orders);
    assert_eq!(pair(made(4, "국민홍길동"), &orders), several(&[1, 2]), "it may have an order of its own");
    let of_another = [order(1, "홍길동"), order(2, "홍길동"), order(3, "토스홍길동")];
    assert_eq!(pair(made(4, "홍 길동"), &orders), matched(1, Rule::AsMany), "one name");
    assert_eq!(pair(made(4, "토스홍길동"), &of_another), several(&[1, 2]), "two names of one deposit");
    assert_eq!(pair(made(4, "홍길동(부산)"), &orders), several(&[1, 2]), "who says more of himself");
    assert_eq!(pair(made(4, "김철수"), &orders), several(&[1, 2]), "another's deposit is no mate");
    let elsewhere = WaitingDeposit { account: AccountId::new(2).unwrap(), ..made(4, "홍길동") };
    let one_account = [order(1, "홍길동"), WaitingOrder { account: AccountId::new(1), ..order(2, "홍길동") }];
    assert_eq!(pair(elsewhere, &one_account), several(&[1, 2]), "it cannot pay both");
    let of = |id, phone| WaitingOrder { customer: CustomerKey::of(Some(phone), None), ..order(id, "홍길동") };
    let [mine, yours] = [of(1, "010-0000-0001"), of(2, "010-0000-0002")];
    assert_eq!(pair(made(4, "홍길동"), &[mine.clone(), yours]), several(&[1, 2]), "one of two customers may pay twice");
    assert_eq!(pair(made(4, "홍길동"), &[mine, of(2, "010-0000-0001")]), matched(1, Rule::AsMany));
    let coded = [order(1, "홍길동"), WaitingOrder { codes: vec!["4821".to_owned()], ..order(2, "홍길동") }];
    assert_eq!(pair(made(4, "홍길동"), &coded), matched(1, Rule::AsMany));
    let old = WaitingDeposit { deposited_at: at(-31 * DAY_MS), ..made(4, "홍길동") };
    assert_eq!(pair(old, &orders), several(&[1, 2]), "too old to pay");
}

#[test]
fn an_order_that_is_over_is_not_counted() {
    let over = |id| WaitingOrder { expires_at: Some(Timestamp::from_ms(0)), ..order(id, "홍길동") };
    let waiting = [made(3, "홍길동"), made(4, "홍길동")];
    let orders = [order(1, "홍길동"), over(2), order(3, "홍길동")];
    assert_eq!(look(1, &waiting, &orders), matched(3, Rule::AsMany));
}

#[test]
fn cut_names_are_never_counted() {
    let orders = [order(1, "스타필드고양점"), order(2, "스타필드고양점")];
    let waiting = [3, 4].map(|id| WaitingDeposit { bank_code: "011".into(), ..made(id, "스타필드고양") });
    assert_eq!(look(0, &waiting, &orders), choose(&waiting[0], &orders, &Settings::default(), at(0)));
}
