use proptest::prelude::*;

use super::*;
use crate::time::MINUTE_MS;

pub(super) fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(1_700_000_000_000 + ms)
}

pub(super) fn order(id: u64, name: &str) -> WaitingOrder {
    WaitingOrder {
        id: OrderId::new(id).unwrap(),
        amount: Won::new(14_510).unwrap(),
        name_key: NameKey::of(&name.into()),
        qualifier: name::qualifier(name).map(|qualifier| qualifier.text),
        codes: Vec::new(),
        customer: None,
        name_cannot_match: !name::is_readable(name),
        account: None,
        created_at: at(i64::try_from(id).unwrap()),
        ordered_at: None,
        waits_since: at(i64::try_from(id).unwrap()),
        expires_at: None,
        has_parts: false,
    }
}

pub(super) fn deposit(printed: &str, bank_code: &str) -> WaitingDeposit {
    WaitingDeposit {
        id: DepositId::new(1).unwrap(),
        amount: Won::new(14_510).unwrap(),
        account: AccountId::new(1).unwrap(),
        printed: printed.into(),
        name_key: name::readings(printed).first.into(),
        bank_code: bank_code.into(),
        by_grammar: false,
        by_format: false,
        deposited_at: at(0),
        created_at: at(0),
    }
}

fn chosen(deposit: &WaitingDeposit, orders: &[WaitingOrder]) -> Choice {
    choose(deposit, orders, &Settings::default(), at(0))
}

pub(super) fn matched(id: u64, rule: Rule) -> Choice {
    Choice::Match(OrderId::new(id).unwrap(), rule)
}

pub(super) fn several(ids: &[u64]) -> Choice {
    Choice::Several(ids.iter().map(|id| OrderId::new(*id).unwrap()).collect())
}

#[test]
fn one_order_of_the_same_name_is_matched() {
    assert_eq!(chosen(&deposit("홍길동", "004"), &[order(1, "홍 길동"), order(2, "김철수")]), matched(1, Rule::Same));
}

#[test]
fn another_name_is_never_matched_however_alone_it_is() {
    assert_eq!(chosen(&deposit("홍길동", "004"), &[order(1, "김철수")]), Choice::None);
    assert_eq!(
        chosen(&deposit("홍길동", "004"), &[order(1, "홍길동동")]),
        Choice::None,
        "a short name is not a cut one"
    );
}

#[test]
fn both_readings_of_a_printed_name_are_looked_for() {
    let printed = deposit("토스홍길동", "011");
    assert_eq!(chosen(&printed, &[order(1, "홍길동")]), matched(1, Rule::Same));
    assert_eq!(chosen(&printed, &[order(2, "토스홍길동")]), matched(2, Rule::Same));
    assert_eq!(chosen(&printed, &[order(1, "홍길동"), order(2, "토스홍길동")]), several(&[1, 2]));
}

#[test]
fn a_name_cut_by_the_bank_matches_the_one_order_that_goes_on() {
    let printed = deposit("주식회사 스타필드고", "003");
    let orders = [order(1, "(주)스타필드고양"), order(2, "스타필드")];
    assert_eq!(chosen(&printed, &orders), matched(1, Rule::Cut));
    assert_eq!(chosen(&printed, &[order(1, "스타필드고양"), order(2, "스타필드고덕")]), several(&[1, 2]));
    assert_eq!(
        chosen(&printed, &[order(1, "스타필드고"), order(2, "스타필드고덕")]),
        matched(1, Rule::Same),
        "same before cut"
    );
    let by_grammar = WaitingDeposit { by_grammar: true, ..printed };
    assert_eq!(chosen(&by_grammar, &[order(1, "스타필드고양")]), Choice::None, "the grammar pairs on same only");
}

#[test]
fn equals_wait_for_a_person_unless_the_workspace_wants_the_oldest() {
    let (printed, orders) = (deposit("홍길동", "004"), [order(2, "홍길동"), order(1, "홍길동")]);
    assert_eq!(chosen(&printed, &orders), several(&[1, 2]));
    let oldest = Settings { tie_policy: TiePolicy::Oldest, ..Settings::default() };
    assert_eq!(choose(&printed, &orders, &oldest, at(0)), matched(1, Rule::OldestSame));
    let two_payers = [order(1, "홍길동"), order(2, "토스홍길동")];
    assert_eq!(
        choose(&deposit("토스홍길동", "011"), &two_payers, &oldest, at(0)),
        several(&[1, 2]),
        "the oldest of two payers is a guess"
    );
}

/// Otherwise somebody's money pays a namesake's order.
#[test]
fn the_oldest_of_two_customers_orders_is_a_guess() {
    let oldest = Settings { tie_policy: TiePolicy::Oldest, ..Settings::default() };
    let of = |id, phone, email| WaitingOrder { customer: CustomerKey::of(phone, email), ..order(id, "홍길동") };
    let look = |orders: &[WaitingOrder]| choose(&deposit("홍길동", "004"), orders, &oldest, at(0));
    let (mine, yours) = (of(1, Some("010-0000-0001"), Some("a@b.kr")), of(2, Some("010-0000-0002"), Some("a@b.kr")));
    let (unknown, by_mail) = (of(3, None, None), of(4, None, Some("c@b.kr")));
    assert_eq!(look(&[mine.clone(), yours.clone()]), several(&[1, 2]));
    assert_eq!(look(&[mine.clone(), of(2, Some("01000000001"), None)]), matched(1, Rule::OldestSame), "one phone");
    assert_eq!(look(&[mine.clone(), unknown.clone()]), matched(1, Rule::OldestSame), "nothing tells of the other");
    assert_eq!(look(&[unknown.clone(), mine.clone(), yours]), several(&[1, 2, 3]), "whoever else is unknown");
    assert_eq!(look(&[mine, by_mail.clone()]), matched(1, Rule::OldestSame), "a phone and an address may be one's");
    assert_eq!(look(&[by_mail.clone(), of(5, None, Some("C@b.kr"))]), matched(4, Rule::OldestSame), "one address");
    assert_eq!(look(&[by_mail, of(5, None, Some("d@b.kr"))]), several(&[4, 5]));
}

#[test]
fn an_unreadable_name_matches_nothing() {
    for printed in ["홍*동", "****", "홍", "1234", ""] {
        let orders = [order(1, printed), order(2, "홍길동")];
        assert_eq!(chosen(&deposit(printed, "004"), &orders), Choice::None, "{printed:?}");
        assert_eq!(lookup_keys(&printed.into()), Vec::<NameKey>::new());
    }
}

#[test]
fn parentheses_tell_people_of_one_name_apart() {
    let (a, b, plain) = (order(1, "홍길동(1234)"), order(2, "홍길동(5678)"), order(3, "홍길동"));
    let choose = |printed: &str, orders: &[&WaitingOrder]| {
        chosen(&deposit(printed, "004"), &orders.iter().map(|order| (*order).clone()).collect::<Vec<_>>())
    };
    assert_eq!(choose("홍길동(5678)", &[&a]), Choice::None);
    assert_eq!(choose("홍길동(5678)", &[&a, &b]), matched(2, Rule::Same));
    assert_eq!(choose("홍길동(5678)", &[&a, &b, &plain]), matched(2, Rule::Same), "letter for letter wins");
    assert_eq!(choose("홍길동 (56-78)", &[&b]), matched(2, Rule::Same), "signs and blanks say nothing");
    assert_eq!(choose("홍길동(5678)", &[&a, &plain]), matched(3, Rule::Same), "on one side only");
    assert_eq!(choose("홍길동", &[&a]), matched(1, Rule::Same), "on one side only");
    assert_eq!(choose("홍길동", &[&a, &plain]), matched(3, Rule::Same));
    assert_eq!(choose("홍길동", &[&a, &b]), several(&[1, 2]));
    assert_eq!(choose("홍길동(56", &[&a, &b]), matched(2, Rule::Same), "the bank cut what stands in parentheses");
    assert_eq!(choose("국민홍길동(5678)", &[&a, &b]), matched(2, Rule::Same), "behind a sending bank");
    assert_eq!(choose("홍길동(5678)", &[&b, &order(4, "홍길동(5678)")]), several(&[2, 4]), "equals");
}

#[test]
fn the_oldest_of_several_people_is_a_guess() {
    let settings = Settings { tie_policy: TiePolicy::Oldest, ..Settings::default() };
    let look = |printed: &str, names: [&str; 2]| {
        let orders = names.map(|name| order(if name == names[0] { 1 } else { 2 }, name));
        choose(&deposit(printed, "004"), &orders, &settings, at(0))
    };
    assert_eq!(look("홍길동", ["홍길동(1234)", "홍길동(5678)"]), several(&[1, 2]));
    assert_eq!(look("홍길동(1234)", ["홍길동", "홍 길동"]), matched(1, Rule::OldestSame));
    assert_eq!(look("홍길동", ["홍길동(1234)", "홍 길동(12-34)"]), matched(1, Rule::OldestSame));
}

#[test]
fn an_order_whose_name_cannot_match_never_pairs() {
    for (typed, printed) in [("홍*동", "홍동"), ("홍●길동", "홍길동"), ("김", "김철수라마바사아자차"), ("****", "1234")]
    {
        assert_eq!(chosen(&deposit(printed, "004"), &[order(1, typed)]), Choice::None, "{typed} {printed}");
    }
    let cut = deposit("가나다라마바사아자차", "004");
    assert_eq!(chosen(&cut, &[order(1, "가나다라마바사아자차카*")]), Choice::None);
}

#[test]
fn a_name_of_digits_pairs_letter_for_letter() {
    let orders = [order(1, "20261128001"), order(2, "202611280012"), order(3, "홍길동#1024")];
    assert_eq!(chosen(&deposit("20261128001", "004"), &orders), matched(1, Rule::Same));
    assert_eq!(chosen(&deposit("2026112800", "004"), &orders), Choice::None);
    assert_eq!(chosen(&deposit("홍길동 1024", "004"), &orders), matched(3, Rule::Same));
    assert_eq!(chosen(&deposit("홍길동#10244", "004"), &orders), Choice::None);
}

#[test]
fn a_name_filled_up_to_the_banks_limit_is_not_cut() {
    for (printed, typed) in [
        ("김철----------------", "김철수"),
        ("김철................", "김철민"),
        ("국민은행(((((((((김철", "김철수"),
        ("김철1111111111111111", "김철1111111111111111222"),
        ("김철                수", "김철수라"),
        ("AB------------------", "ABCDEF"),
    ] {
        assert_eq!(chosen(&deposit(printed, "004"), &[order(1, typed)]), Choice::None, "{printed}");
    }
    let letters = [order(1, "가나다라마바사아자차카")];
    assert_eq!(chosen(&deposit("가나다라마바사아자차", "004"), &letters), matched(1, Rule::Cut));
}

#[test]
fn an_honorific_is_taken_off_both_sides_and_a_persons_last_syllable_off_none() {
    for (printed, typed, pairs) in [
        ("홍길동", "홍길동님", true),
        ("홍길동님", "홍길동", true),
        ("홍길동님", "홍길동님", true),
        ("김해님", "김해님", true),
        ("김해", "김해님", false),
        ("김해님", "김해", false),
        ("김해님", "김해님님", true),
    ] {
        let wanted = if pairs { matched(1, Rule::Same) } else { Choice::None };
        assert_eq!(chosen(&deposit(printed, "004"), &[order(1, typed)]), wanted, "{printed} {typed}");
    }
}

#[test]
fn a_deposit_made_by_the_deadline_pays_until_the_grace_ends() {
    let due = WaitingOrder { expires_at: Some(at(0)), ..order(1, "홍길동") };
    let grace_end = at(10 * MINUTE_MS);
    let on_time = deposit("홍길동", "004");
    let late = WaitingDeposit { deposited_at: at(1), ..on_time.clone() };
    let look = |deposit: &WaitingDeposit, now| choose(deposit, std::slice::from_ref(&due), &Settings::default(), now);
    assert_eq!(look(&on_time, grace_end), matched(1, Rule::Same));
    assert_eq!(look(&on_time, grace_end.plus_ms(1)), Choice::None);
    assert_eq!(look(&late, at(1)), Choice::None);
}

#[test]
fn money_pays_from_some_hours_before_its_order_to_the_window_after_it_began_to_wait() {
    let day = |n: i64| at(n * DAY_MS);
    let hour = |n: i64| at(n * HOUR_MS);
    let made = |deposited_at| WaitingDeposit { deposited_at, ..deposit("홍길동", "004") };
    let waits = WaitingOrder { waits_since: day(10), ..order(0xA, "홍길동") };
    let placed = WaitingOrder { created_at: at(0), ..waits.clone() };
    let told = WaitingOrder { created_at: day(5), ordered_at: Some(at(0)), ..waits.clone() };
    let due = WaitingOrder { expires_at: Some(day(60)), ..placed.clone() };
    let table = [
        (&placed, hour(-72), None),
        (&placed, hour(-72).plus_ms(-1), Some(MatchReason::DepositedLongBeforeOrder)),
        (&told, hour(-72), None),
        (&placed, day(40), None),
        (&placed, day(40).plus_ms(1), Some(MatchReason::OutsideMatchWindow)),
        (&due, day(60), None),
        (&due, day(60).plus_ms(1), Some(MatchReason::DepositedAfterDeadline)),
    ];
    for (order, deposited_at, expected) in table {
        let settings = Settings { match_window_days: 30, ..Settings::default() };
        assert_eq!(obstacle(&made(deposited_at), order, &settings), expected, "{deposited_at:?}");
        let choice = choose(&made(deposited_at), std::slice::from_ref(order), &settings, deposited_at);
        assert_eq!(choice == Choice::None, expected.is_some(), "{deposited_at:?}");
    }
}

#[test]
fn money_older_than_the_window_pays_nothing() {
    let settings = Settings { match_window_days: 3, ..Settings::default() };
    let order = WaitingOrder { ordered_at: Some(at(0)), ..order(1, "홍길동") };
    let at_the_end = choose(&deposit("홍길동", "004"), std::slice::from_ref(&order), &settings, at(3 * DAY_MS));
    assert_eq!(at_the_end, matched(1, Rule::Same));
    let later = choose(&deposit("홍길동", "004"), &[order], &settings, at(3 * DAY_MS + 1));
    assert_eq!(later, Choice::None);
}

#[test]
fn another_amount_is_never_matched() {
    let dearer = WaitingOrder { amount: Won::new(14_511).unwrap(), ..order(1, "홍길동") };
    assert_eq!(chosen(&deposit("홍길동", "004"), &[dearer]), Choice::None);
}

#[test]
fn a_person_is_told_why_an_order_fits_or_does_not() {
    let late = WaitingOrder { expires_at: Some(at(-1)), ..order(1, "김철수") };
    let told = |printed: &str, order: &WaitingOrder| {
        reasons(&deposit(printed, "004"), order, &order.name_key.as_str().into(), &Settings::default())
    };
    assert_eq!(told("홍기동", &order(1, "홍길동")), [MatchReason::AmountEqual, MatchReason::NameLike]);
    assert_eq!(told("홍길동", &order(1, "홍길동")), [MatchReason::AmountEqual, MatchReason::NameSame]);
    assert_eq!(
        told("홍길동", &late),
        [MatchReason::AmountEqual, MatchReason::NameDiffers, MatchReason::DepositedAfterDeadline]
    );
    assert_eq!(told("홍*동", &order(1, "홍길동")), [MatchReason::AmountEqual, MatchReason::NameUnreadable]);
    assert_eq!(
        told("홍길동(1)", &order(1, "홍길동(2)")),
        [MatchReason::AmountEqual, MatchReason::NameQualifierDiffers]
    );
    assert_eq!(told("홍동", &order(1, "홍*동")), [MatchReason::AmountEqual, MatchReason::NameCannotMatch]);
}

proptest! {
    /// Whatever the orders: a match names an order of that amount and of that very name, and adding an order of
    /// another name never changes the choice.
    #[test]
    fn a_match_is_always_of_the_same_name(names in proptest::collection::vec("[가나다]{2,3}", 0..6), printed in "[가나다]{2,3}", other in "[라마]{2,3}") {
        let orders: Vec<_> = names.iter().enumerate().map(|(n, name)| order(n as u64 + 1, name)).collect();
        let choice = chosen(&deposit(&printed, "004"), &orders);
        let same: Vec<_> = orders.iter().filter(|order| order.name_key == *printed).map(|order| order.id).collect();
        match same.as_slice() {
            [] => prop_assert_eq!(&choice, &Choice::None),
            [one] => prop_assert_eq!(&choice, &Choice::Match(*one, Rule::Same)),
            _ => prop_assert_eq!(&choice, &Choice::Several(same.clone())),
        }
        let mut more = orders;
        more.push(order(99, &other));
        prop_assert_eq!(chosen(&deposit(&printed, "004"), &more), choice);
    }
}

proptest! {
    /// Whatever stands in the parentheses: nobody pays for another person, and each order that is chosen stands under a
    /// key that is looked up.
    #[test]
    fn parentheses_only_refuse_more(
        typed in "[가나]{2,3}(\\([0-9]{1,3}\\)?)?",
        printed in "(국민)?[가나]{2,3}(\\([0-9]{1,3}\\)?)?",
    ) {
        let order = order(1, &typed);
        let bare = |text: &str| text.split('(').next().unwrap_or_default().to_owned();
        let with = chosen(&deposit(&printed, "004"), std::slice::from_ref(&order));
        let without = chosen(&deposit(&bare(&printed), "004"), &[WaitingOrder { qualifier: None, ..order.clone() }]);
        if with != Choice::None {
            prop_assert_eq!(&with, &without);
            prop_assert!(lookup_keys(&printed.as_str().into()).iter().any(|key| order.name_key.starts_with(key.as_str())));
        }
        let closed = |text: &str| text.ends_with(')').then(|| name::qualifier(text)).flatten();
        if let (Some(typed), Some(printed)) = (closed(&typed), closed(&printed)) && typed != printed {
            prop_assert_eq!(with, Choice::None);
        }
    }
}

#[test]
fn the_keys_to_look_up_are_the_names_two_readings_and_none_of_what_nobody_can_read() {
    assert_eq!(lookup_keys(&"홍길동".into()), ["홍길동"]);
    // What begins with a bank may be sent by way of it.
    assert_eq!(lookup_keys(&"국민홍길동".into()), ["국민홍길동", "홍길동"]);
    assert_eq!(lookup_keys(&"홍길동(1234)".into()), ["홍길동"]);
    for unreadable in ["홍*동", "", "ㅋ"] {
        assert!(lookup_keys(&unreadable.into()).is_empty(), "{unreadable:?}");
    }
}
