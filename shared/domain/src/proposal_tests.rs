use super::*;
use crate::deposit::fixture::{at, deposit, person, told};
use crate::{HoldReason, HoldReasons, NewOrder, Won, WorkspaceId};

/// A deposit of this id.
pub(crate) fn money(id: u64, amount: u64, name: &str) -> Deposit {
    Deposit { id: DepositId::new(id).unwrap(), ..deposit(told(amount, Some(name)), HoldReasons::NONE) }
}

/// A pending order of this id, whose customer has this phone.
pub(crate) fn asked(id: u64, amount: u64, name: &str, phone: Option<&str>) -> Order {
    let new = NewOrder {
        customer_phone: phone.map(str::to_owned),
        ..NewOrder::plain(format!("A-{id}"), Won::new(amount).unwrap(), name)
    };
    Order::place(WorkspaceId::new(1).unwrap(), OrderId::new(id).unwrap(), new, person(), at(-60)).unwrap()
}

fn proposed(deposit: &Deposit, mates: &[Deposit], orders: &[Order]) -> Proposed {
    let deposits = [std::slice::from_ref(deposit), mates].concat();
    let (settings, rejected) = (Settings::default(), BTreeSet::new());
    Pool::of(orders, &deposits, &settings, &rejected, at(60)).propose(deposit)
}

/// Kinds and orders, best first.
fn found(deposit: &Deposit, mates: &[Deposit], orders: &[Order]) -> Vec<(ProposalKind, Vec<u64>)> {
    let proposals = proposed(deposit, mates, orders).proposals;
    proposals.iter().map(|one| (one.kind, one.orders.iter().map(|id| id.get()).collect())).collect()
}

use ProposalKind::*;

#[test]
fn an_order_of_its_amount_whose_name_is_likely_comes_first_and_alone() {
    let orders = [asked(1, 14_510, "홍길동", None), asked(2, 14_500, "홍길덩", None), asked(3, 14_510, "김철수", None)];
    assert_eq!(found(&money(9, 14_510, "홍길덩"), &[], &orders), [(SameAmount, vec![1])]);
    assert_eq!(found(&money(9, 14_510, "HONG GILDONG"), &[], &orders), [(SameAmount, vec![1])]);
}

#[test]
fn of_equal_orders_the_oldest_is_proposed_once() {
    let mut younger = asked(1, 500, "홍길동", None);
    younger.created_at = at(-10);
    let orders = [younger, asked(2, 500, "홍길동", None), asked(3, 500, "김철수", None)];
    assert_eq!(found(&money(9, 500, "홍길동"), &[], &orders), [(EqualOrders, vec![2])]);
}

/// Otherwise one press would pay a namesake's order that nobody was shown.
#[test]
fn of_equal_orders_the_oldest_of_each_customer_is_proposed() {
    let of = |phones: &[Option<&str>]| {
        let orders: Vec<Order> = (1..).zip(phones).map(|(id, phone)| asked(id, 500, "홍길동", *phone)).collect();
        found(&money(9, 500, "홍길동"), &[], &orders)
    };
    let (mine, yours) = (Some("010-0000-0001"), Some("010-0000-0002"));
    assert_eq!(of(&[mine, yours]), [(SameAmount, vec![1]), (SameAmount, vec![2])]);
    assert_eq!(of(&[mine, yours, mine]), [(SameAmount, vec![2]), (EqualOrders, vec![1])]);
    assert_eq!(of(&[mine, None, yours]), [(EqualOrders, vec![1]), (EqualOrders, vec![3])]);
}

#[test]
fn an_order_that_is_over_is_proposed_as_what_it_is() {
    let mut cancelled = asked(1, 500, "홍길동", None);
    cancelled.state = crate::OrderState::Cancelled;
    let mut expired = asked(2, 500, "홍길동", None);
    expired.state = crate::OrderState::Expired;
    assert_eq!(found(&money(9, 500, "홍길동"), &[], &[cancelled, expired]), [(Late, vec![2]), (Cancelled, vec![1])]);
    let [reopen, refunded] = [OtherTreatment::Reopen, OtherTreatment::Refunded].map(Treatment::Other);
    assert_eq!(Cancelled.treatments(), [reopen, refunded]);
}

#[test]
fn orders_of_one_payer_are_added_up_if_no_one_order_explains_it() {
    let phone = Some("010-0000-0001");
    let orders = [asked(1, 30_000, "홍길동", phone), asked(2, 12_000, "홍부인", Some("01000000001"))];
    assert_eq!(found(&money(9, 42_000, "홍길동"), &[], &orders), [(Combined, vec![1, 2])]);
    // Of one name without a phone: proposed, and told that nothing else is common.
    let orders = [asked(1, 30_000, "홍길동", None), asked(2, 12_000, "홍길동", None)];
    let [only] = proposed(&money(9, 42_000, "홍길동"), &[], &orders).proposals.try_into().unwrap();
    assert_eq!((only.kind, only.against), (Combined, vec![ProposalReason::Fact(ProposalFact::OnlyNameInCommon)]));
    // An order of the whole amount explains it.
    let whole = [orders.as_slice(), &[asked(3, 42_000, "홍길동", None)]].concat();
    assert_eq!(found(&money(9, 42_000, "홍길동"), &[], &whole), [(SameAmount, vec![3])]);
    // Strangers are never added up.
    let strangers = [asked(1, 30_000, "홍길동", None), asked(2, 12_000, "김철수", None)];
    assert_eq!(found(&money(9, 42_000, "홍길동"), &[], &strangers), []);
}

#[test]
fn sums_of_which_several_come_to_the_same_speak_against_one_another_and_many_tell_nothing() {
    let of = |amounts: &[u64]| (1..).zip(amounts).map(|(id, won)| asked(id, *won, "홍길동", None)).collect::<Vec<_>>();
    let two = proposed(&money(9, 50_000, "홍길동"), &[], &of(&[30_000, 10_000, 20_000, 40_000]));
    assert_eq!(two.proposals.len(), 2);
    assert!(two.proposals.iter().all(|one| one.against.contains(&ProposalReason::Fact(ProposalFact::OtherSums))));
    let rising = |count: u64| of(&(1..=count).map(|nth| nth * 1_000).collect::<Vec<_>>());
    let of_many = proposed(&money(9, 13_500, "홍길동"), &[], &rising(12));
    assert!(!of_many.too_many_to_tell, "nothing comes to it");
    let of_many = proposed(&money(9, 20_000, "홍길동"), &[], &rising(12));
    assert!(of_many.too_many_to_tell && !of_many.proposals.iter().any(|one| one.kind == Combined));
    assert!(proposed(&money(9, 20_000, "홍길동"), &[], &rising(13)).too_many_to_tell);
}

#[test]
fn of_equal_orders_the_oldest_are_added_up() {
    let mut orders: Vec<Order> = (1..=12).map(|id| asked(id, 10_000, "홍길동", None)).collect();
    orders[0].created_at = at(-10);
    let [only] = proposed(&money(9, 30_000, "홍길동"), &[], &orders).proposals.try_into().unwrap();
    let ids: Vec<u64> = only.orders.iter().map(|id| id.get()).collect();
    assert_eq!((only.kind, ids), (Combined, vec![2, 3, 4]));
    assert!(only.reasons.contains(&ProposalReason::Match(MatchReason::OldestOfSeveral)));
    assert_eq!(only.against, [ProposalReason::Fact(ProposalFact::OnlyNameInCommon)]);
    // One that is told by its name comes before one of the customer's under another.
    let phone = Some("010-0000-0001");
    let orders =
        [asked(1, 10_000, "홍부인", phone), asked(2, 10_000, "홍길동", phone), asked(3, 5_000, "홍부인", phone)];
    assert_eq!(found(&money(9, 15_000, "홍길동"), &[], &orders), [(Combined, vec![2, 3])]);
}

#[test]
fn a_masked_name_that_may_be_an_orders_is_like_it() {
    let orders = [asked(1, 500, "홍길동", None), asked(2, 500, "김철수", None)];
    assert_eq!(found(&money(9, 500, "홍*동"), &[], &orders), [(SameAmount, vec![1])]);
    assert_eq!(found(&money(9, 500, "박*동"), &[], &orders), []);
}

#[test]
fn deposits_of_one_name_are_added_up_to_its_order() {
    let orders = [asked(1, 90_000, "홍길동", None)];
    let mates = [money(8, 30_000, "홍길동"), money(7, 20_000, "김철수")];
    let [only] = proposed(&money(9, 60_000, "홍길동"), &mates, &orders).proposals.try_into().unwrap();
    let ids: Vec<u64> = only.deposits.iter().map(|id| id.get()).collect();
    assert_eq!((only.kind, ids, only.difference), (Split, vec![8, 9], 0));
    assert_eq!(only.against, []);
    let held = [Deposit { state: DepositState::Held(HoldReason::SenderUnlikely.into()), ..mates[0].clone() }];
    let [only] = proposed(&money(9, 60_000, "홍길동"), &held, &orders).proposals.try_into().unwrap();
    assert_eq!(only.against, [ProposalReason::Fact(ProposalFact::DepositHeld)]);
}

#[test]
fn what_is_a_little_off_is_short_or_over_and_less_is_an_instalment() {
    let orders = [asked(1, 100_000, "홍길동", None)];
    for (amount, kind, difference) in [(80_000, Short, -20_000), (120_000, Over, 20_000), (79_999, Instalment, -20_001)]
    {
        let [only] = proposed(&money(9, amount, "홍길동"), &[], &orders).proposals.try_into().unwrap();
        assert_eq!((only.kind, only.difference), (kind, difference));
    }
    assert_eq!(found(&money(9, 120_001, "홍길동"), &[], &orders), []);
    assert_eq!(found(&money(9, 99_500, "김철수"), &[], &orders), []);
}

#[test]
fn the_only_order_of_its_amount_may_have_another_payer() {
    let orders = [asked(1, 14_510, "홍길동", None)];
    let [only] = proposed(&money(9, 14_510, "박부인"), &[], &orders).proposals.try_into().unwrap();
    assert_eq!(only.against, [ProposalReason::Match(MatchReason::NameDiffers)]);
    assert!(only.score < 50);
    // Not if another deposit may mean it, nor if two orders are of it.
    assert_eq!(found(&money(9, 14_510, "박부인"), &[money(8, 14_510, "이모")], &orders), []);
    let two = [orders.as_slice(), &[asked(2, 14_510, "김철수", None)]].concat();
    assert_eq!(found(&money(9, 14_510, "박부인"), &[], &two), []);
}

#[test]
fn a_twin_comes_before_whatever_it_could_pay() {
    let mut held = money(9, 500, "홍길동");
    held.state = DepositState::Held(HoldReason::PossibleDuplicate.into());
    held.twins = vec![DepositId::new(4).unwrap()];
    let orders = [asked(1, 500, "홍길동", None)];
    assert_eq!(found(&held, &[], &orders), [(Twin, vec![]), (SameAmount, vec![1])]);
    let last = proposed(&held, &[], &orders).proposals.pop().unwrap();
    assert!(last.against.contains(&ProposalReason::Fact(ProposalFact::ToldBefore)));
}

#[test]
fn what_holds_a_deposit_speaks_against_its_proposals() {
    let mut held = money(9, 500, "홍길동");
    held.state = DepositState::Held(HoldReason::SenderMissing.into());
    let [only] = proposed(&held, &[], &[asked(1, 500, "홍길동", None)]).proposals.try_into().unwrap();
    assert_eq!(only.against, [ProposalReason::Fact(ProposalFact::DepositHeld)]);
}

#[test]
fn what_is_matched_or_dismissed_has_no_proposals() {
    for state in [
        DepositState::Matched { order: OrderId::new(1).unwrap() },
        DepositState::Dismissed(crate::DismissReason::Refunded),
    ] {
        let decided = Deposit { state, ..money(9, 500, "홍길동") };
        assert_eq!(found(&decided, &[], &[asked(1, 500, "홍길동", None)]), []);
    }
}

#[test]
fn an_id_is_written_in_one_way_and_read_back() {
    let (deposit, order) = (money(33, 500, "홍길동"), asked(34, 700, "홍길동", None));
    let [only] = proposed(&deposit, &[], std::slice::from_ref(&order)).proposals.try_into().unwrap();
    let id = ProposalId::of(&only, std::slice::from_ref(&deposit), std::slice::from_ref(&order)).unwrap();
    assert_eq!((id.to_string().as_str(), id.unversioned().as_str()), ("p1.INSTALMENT.33v1.34v1", "INSTALMENT.33.34"));
    assert_eq!(ProposalId::parse(&id.to_string()), Some(id.clone()));
    assert!(id.is_of(std::slice::from_ref(&deposit), std::slice::from_ref(&order)));
    assert!(!id.is_of(&[Deposit { version: 2, ..deposit }], &[order]));
    let many = format!("p1.SPLIT.{}.1v1", ["1v1"; 6].join("_"));
    for bent in [
        "",
        "p1",
        "p1.SHORT",
        "p1.SHORT.33v1",
        "p2.SHORT.33v1.34v1",
        "p1.short.33v1.34v1",
        "p1.SHORT.033v1.34v1",
        "p1.SHORT.33v01.34v1",
        "p1.SHORT.33v1.34v1.",
        "p1.SHORT..34v1",
        "p1.SHORT.33.34",
        "p1.SHORT.33v1_.34v1",
        "p1.SHORT.33v1.",
        "p1.SPLIT.33v1_33v1.34v1",
        "p1.SPLIT.34v1_33v1.34v1",
        "p1.COMBINED.33v1.34v1_34v1",
        "p1.TWIN.33v1.",
        "p1.TWIN.33v1_33v1.",
        "p1.TWIN.33v1_34v1.34v1",
        &many,
    ] {
        assert_eq!(ProposalId::parse(bent), None, "{bent:?}");
    }
}

#[test]
fn money_that_came_just_now_is_expected_and_no_work() {
    let waits = money(9, 500, "홍길동");
    assert!(!is_work(&waits, at(10)) && is_work(&waits, at(10).plus_ms(1)));
    let held = Deposit { state: DepositState::Held(HoldReason::OneWon.into()), ..waits };
    assert!(is_work(&held, at(0)));
}

#[test]
fn money_that_the_bank_took_back_is_proposed_for_nothing() {
    let orders = [asked(1, 1_000, "홍길동", None)];
    let (first, second) = (money(9, 400, "홍길동"), money(10, 600, "홍길동"));
    let back = Deposit { state: DepositState::Held(HoldReason::Reversed.into()), ..first.clone() };
    assert_eq!(found(&second, &[first], &orders), [(Split, vec![1])]);
    assert_eq!(found(&second, std::slice::from_ref(&back), &orders), [(Instalment, vec![1])]);
    assert_eq!(found(&back, &[second], &orders), []);
}

#[test]
fn what_was_rejected_leaves_room_for_what_else_it_may_be() {
    let orders = [asked(1, 500, "홍길동", None), asked(2, 550, "홍길동", None)];
    let (deposit, settings) = (money(9, 500, "홍길동"), Settings::default());
    let rejected = BTreeSet::from(["SAME_AMOUNT.9.1".to_owned()]);
    let deposits = [deposit.clone()];
    let proposals = Pool::of(&orders, &deposits, &settings, &rejected, at(60)).propose(&deposit).proposals;
    let found: Vec<_> = proposals.iter().map(|one| (one.kind, one.orders[0].get())).collect();
    assert_eq!(found, [(Short, 2)]);
}
