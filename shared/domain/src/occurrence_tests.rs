use super::*;

fn id(n: u8) -> DepositId {
    DepositId::new(u64::from(n)).unwrap()
}

/// The n-th report: of a deposit of its own, by the bank.
fn seen(n: u8, minute: i64, balance: Option<i64>) -> Occurrence {
    Occurrence {
        kind: Kind::Deposit,
        fingerprint: [n; 16].into(),
        words: None,
        receipt: Some([n; 16].into()),
        deposited_at: Timestamp::from_ms(1_700_000_000_000 + minute * MINUTE_MS),
        heard_at: None,
        has_time: true,
        is_stamped: true,
        balance,
        balance_may_be_cut: false,
        printed: "홍길동".into(),
        deposit: Some(id(n)),
        via: Via::Keyed,
        is_payable: true,
        is_typed: false,
    }
}

fn check(old: Occurrence, new: &Occurrence) -> DuplicateCheck {
    check_duplicate(&Seen { occurrences: vec![old], ..Seen::default() }, new)
}

const NEW: fn() -> DuplicateCheck = || DuplicateCheck::New { worse: Vec::new() };
const HELD: fn() -> DuplicateCheck = || DuplicateCheck::Possible { twins: vec![id(1)] };
const SAME: fn() -> DuplicateCheck = || DuplicateCheck::SameTransfer { deposit: Some(id(1)) };

#[test]
fn the_same_text_is_the_same_message_and_the_same_call_a_redelivery() {
    let again = Occurrence { fingerprint: [1; 16].into(), ..seen(2, 0, Some(500)) };
    let repeat = DuplicateCheck::SameMessage { deposit: Some(id(1)), redelivered: false };
    assert_eq!(check(seen(1, 0, Some(500)), &again), repeat);
    let redelivered = DuplicateCheck::SameMessage { deposit: Some(id(1)), redelivered: true };
    assert_eq!(check(seen(1, 0, Some(500)), &seen(1, 0, Some(500))), redelivered);
    let typed = Occurrence { receipt: None, ..seen(1, 0, None) };
    assert_eq!(check(typed.clone(), &typed), repeat);
}

#[test]
fn equal_balances_in_one_minute_are_one_transfer_and_within_a_day_may_be() {
    let of = |minute, printed: &str| Occurrence { printed: printed.into(), ..seen(2, minute, Some(500)) };
    let table = [
        (of(1, "토스홍길동"), SAME()),
        (of(0, "홍길"), SAME()),
        (of(1, "박철수"), HELD()),
        (of(2, "박철수"), NEW()),
        (of(2, "토스홍길동"), HELD()),
        (of(24 * 60, "홍길동"), HELD()),
        (of(24 * 60 + 1, "홍길동"), NEW()),
        (Occurrence { has_time: false, ..of(5, "홍길동") }, SAME()),
        (Occurrence { balance: Some(900), ..of(0, "홍길동") }, NEW()),
    ];
    for (new, expected) in table {
        assert_eq!(check(seen(1, 0, Some(500)), &new), expected, "{new:?}");
    }
}

#[test]
fn related_names_five_minutes_apart_may_be_one_transfer_unless_both_balances_differ() {
    let table = [
        (Some(500), 5, Some(900), NEW()),
        (Some(500), 5, None, HELD()),
        (None, 5, Some(900), HELD()),
        (None, -5, None, HELD()),
        (None, 6, None, NEW()),
        (None, -6, None, NEW()),
    ];
    for (old, minute, new, expected) in table {
        assert_eq!(check(seen(1, 0, old), &seen(2, minute, new)), expected, "{old:?} {minute} {new:?}");
    }
    let other = Occurrence { printed: "박철수".into(), ..seen(2, 0, None) };
    assert_eq!(check(seen(1, 0, None), &other), NEW());
}

#[test]
fn a_balance_at_a_texts_end_may_be_the_beginning_of_another() {
    let of = |n, balance, balance_may_be_cut| Occurrence { balance_may_be_cut, ..seen(n, 0, Some(balance)) };
    let table = [
        ((1_234_567, false), (1_234, true), HELD()),
        ((1_234, true), (1_234_567, false), HELD()),
        ((1, true), (1_234_567, true), HELD()),
        ((-1_234_567, false), (-1_234, true), HELD()),
        ((1_234_567, false), (1_234, false), NEW()),
        ((1_234_567, true), (1_234, false), NEW()),
        ((1_234_567, true), (1_244, true), NEW()),
        ((-1_234_567, false), (1_234, true), NEW()),
        ((1_234, true), (1_234, true), SAME()),
    ];
    for (old, new, expected) in table {
        assert_eq!(check(of(1, old.0, old.1), &of(2, new.0, new.1)), expected, "{old:?} {new:?}");
    }
}

#[test]
fn a_guard_that_forgot_a_balance_that_may_be_cut_holds_what_came_before_it() {
    let cut = |n, minute| Occurrence { balance_may_be_cut: true, ..seen(n, minute, Some(1_234)) };
    let mut guard = Seen { occurrences: vec![cut(1, 0)], ..Seen::default() };
    for n in 2..u8::try_from(KEPT + 2).unwrap() {
        guard = remember(&guard, seen(n, 1, Some(9_000)), Timestamp::from_ms(1_700_000_000_000));
    }
    assert!(guard.has_forgotten(&seen(99, 0, Some(1_234_567))));
}

#[test]
fn a_reversal_whose_balance_may_be_cut_is_used_up_by_its_deposit() {
    let back = |balance_may_be_cut| Occurrence {
        kind: Kind::Reversal,
        deposit: None,
        balance_may_be_cut,
        ..seen(1, 10, Some(1_234))
    };
    let awaits =
        |back, new| awaiting_reversal(&Seen { occurrences: vec![back], ..Seen::default() }, &new, 500).is_some();
    let deposit = |balance, balance_may_be_cut| Occurrence { balance_may_be_cut, ..seen(2, 0, Some(balance)) };
    assert!(awaits(back(true), deposit(1_235_067, false)));
    assert!(!awaits(back(false), deposit(1_235_067, false)));
    assert!(!awaits(back(true), deposit(9_235_067, false)));
    assert!(awaits(back(false), deposit(1_000, true)));
}

#[test]
fn what_a_person_typed_is_held_against_two_days() {
    let typed = |minute| Occurrence { is_typed: true, ..seen(2, minute, None) };
    assert_eq!(check(seen(1, 0, Some(500)), &typed(48 * 60)), HELD());
    assert_eq!(check(seen(1, 0, Some(500)), &typed(48 * 60 + 1)), NEW());
}

#[test]
fn the_same_words_without_a_date_are_held_unless_the_phone_tells_them_apart() {
    let words = |n, minute, balance, is_stamped| Occurrence {
        words: Some([9; 16].into()),
        is_stamped,
        ..seen(n, minute, balance)
    };
    let day = 24 * 60;
    assert_eq!(check(words(1, 0, None, false), &words(2, day, None, false)), HELD());
    assert_eq!(check(words(1, 0, None, false), &words(2, day + 1, None, false)), NEW());
    assert_eq!(check(words(1, 0, None, true), &words(2, day, None, true)), NEW());
    assert_eq!(check(words(1, 0, Some(5), true), &words(2, 3 * day, Some(5), true)), HELD());
}

#[test]
fn a_report_that_may_not_pay_holds_nothing() {
    let stranger = Occurrence { is_payable: false, ..seen(1, 0, None) };
    assert_eq!(check(stranger.clone(), &seen(2, 0, None)), DuplicateCheck::New { worse: vec![id(1)] });
    let other_stranger = Occurrence { is_payable: false, ..seen(2, 0, None) };
    assert_eq!(check(stranger, &other_stranger), HELD());
    assert_eq!(check(seen(1, 0, None), &other_stranger), HELD());
}

/// An approval of the one must not pay money that the other paid, and no report that cannot pay vouches for another.
#[test]
fn of_two_reports_that_may_not_pay_each_is_held_by_itself() {
    let stranger = |n, balance| Occurrence { is_payable: false, ..seen(n, 0, balance) };
    assert_eq!(check(stranger(1, Some(500)), &stranger(2, Some(500))), HELD());
    assert_eq!(check(stranger(1, Some(500)), &seen(2, 0, Some(500))), SAME());
}

#[test]
fn who_is_let_go_meets_the_reports_that_may_pay() {
    let stranger = Occurrence { is_payable: false, ..seen(1, 0, None) };
    let guard = Seen { occurrences: vec![stranger, seen(2, 1, None)], ..Seen::default() };
    assert_eq!(payable_twins(&guard, id(1)), [id(2)]);
    assert_eq!(payable_twins(&guard, id(2)), []);
    assert_eq!(payable_twins(&vouch(&guard, id(1)), id(2)), [id(1)]);
}

#[test]
fn money_not_later_than_what_was_forgotten_is_held() {
    let now = seen(1, 0, None).deposited_at;
    let mut guard = Seen::default();
    for n in 1..=70 {
        guard = remember(&guard, seen(n, i64::from(n), Some(i64::from(n))), now);
    }
    assert_eq!((guard.occurrences.len(), guard.occurrences[0].fingerprint[0]), (KEPT, 7));
    let dropped = Some(seen(6, 6, None).deposited_at);
    assert_eq!((guard.forgot, guard.forgot_balanced), (None, dropped));
    let forgotten = DuplicateCheck::Possible { twins: Vec::new() };
    // What told its balance is left to the balance item.
    assert_eq!(check_duplicate(&guard, &seen(99, 6, Some(999))), NEW());
    let timeless = Occurrence { has_time: false, ..seen(99, -9, Some(999)) };
    for new in [seen(99, -9, None), timeless, Occurrence { is_typed: true, ..seen(99, -99_999, Some(999)) }] {
        assert_eq!(check_duplicate(&guard, &new), forgotten, "{new:?}");
    }
    let bare = Seen { forgot: dropped, ..guard.clone() };
    assert_eq!(check_duplicate(&bare, &seen(99, 6, Some(999))), forgotten);
    assert_eq!(check_duplicate(&bare, &seen(99, 80, Some(999))), NEW());
    let later = remember(&guard, seen(80, 3 * 24 * 60 + 60, None), now.plus_ms(KEPT_MS + 60 * MINUTE_MS));
    assert_eq!((later.occurrences.len(), later.occurrences[0].fingerprint[0]), (12, 60));
}

#[test]
fn an_old_message_is_kept_from_when_it_was_heard() {
    let now = seen(1, 0, None).deposited_at.plus_ms(10 * DAY_MS);
    let old = Occurrence { heard_at: Some(now), ..seen(1, 0, None) };
    let guard = remember(&Seen::default(), old.clone(), now);
    let guard = remember(&guard, seen(2, 10 * 24 * 60, Some(1)), now);
    assert!(matches!(check_duplicate(&guard, &old), DuplicateCheck::SameMessage { redelivered: true, .. }));
}

#[test]
fn a_reversal_waits_for_the_deposit_that_it_takes_back() {
    let back = |balance| Occurrence { kind: Kind::Reversal, deposit: None, ..seen(1, 10, balance) };
    let guard = |balance| Seen { occurrences: vec![back(balance)], ..Seen::default() };
    assert!(awaiting_reversal(&guard(Some(0)), &seen(2, 0, Some(500)), 500).is_some());
    assert!(awaiting_reversal(&guard(Some(1)), &seen(2, 0, Some(500)), 500).is_none());
    assert!(awaiting_reversal(&guard(None), &seen(2, 0, Some(500)), 500).is_some());
    assert!(awaiting_reversal(&guard(None), &seen(2, 12, None), 500).is_none(), "the deposit came after it");
    let used = Seen { occurrences: vec![Occurrence { deposit: Some(id(9)), ..back(None) }], ..Seen::default() };
    assert!(awaiting_reversal(&used, &seen(2, 0, None), 500).is_none());
    assert_eq!(check_duplicate(&guard(None), &seen(2, 10, None)), NEW());
}
