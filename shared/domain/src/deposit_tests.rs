use super::fixture::{at, deposit, received, told};
use super::*;

#[test]
fn what_a_person_must_look_at_is_held_and_has_no_waiting_entry() {
    let limit = Won::new(900);
    let held = [
        (told(1, Some("홍길동")), HoldReason::OneWon),
        (told(500, None), HoldReason::UnreadableName),
        (told(500, Some("홍*동")), HoldReason::UnreadableName),
        (told(901, Some("홍길동")), HoldReason::OverLimit),
    ];
    for (told, reason) in held {
        let deposit = deposit(told.clone(), told.holds(limit));
        assert_eq!(deposit.state, DepositState::Held(reason.into()));
        assert_eq!(deposit.waiting(), None);
    }
    let waiting = deposit(told(900, Some("홍 길동")), told(900, Some("홍 길동")).holds(limit)).waiting().unwrap();
    assert_eq!((waiting.printed.as_str(), waiting.name_key.as_str()), ("홍 길동", "홍길동"));
    assert_eq!((told(900, None).name_key().as_str(), waiting.amount), ("", Won::new(900).unwrap()));
    for via in [Via::Keyed, Via::Signed, Via::Api] {
        let over = DepositDetails { via, ..told(901, Some("홍길동")) };
        assert!(over.holds(limit).is_empty(), "{via:?}");
    }
}

#[test]
fn a_raw_message_is_forgotten_when_its_time_is_over_and_the_deposit_does_not_wait() {
    let now = at(1);
    let raw = DepositDetails { raw_sms: Some("국민 입금".into()), ..told(500, Some("홍길동")) };
    let waiting = deposit(raw.clone(), HoldReasons::NONE);
    let held = deposit(raw, HoldReason::OneWon.into());
    assert_eq!(waiting.forget(now, now), None);
    assert_eq!(held.forget(held.created_at, now), None);
    let forgotten = held.forget(now, now).unwrap();
    assert_eq!((&forgotten.details.raw_sms, forgotten.version, forgotten.state), (&None, 2, held.state));
    assert_eq!(forgotten.history.last().map(|entry| &entry.what), Some(&DepositEvent::Redacted));
    assert_eq!(forgotten.forget(now, now), None);
}

#[test]
fn a_deposit_pays_once_and_is_held_after_unmatching_for_what_it_was_held_before() {
    let (order, now) = (OrderId::new(5).unwrap(), at(1));
    let waiting = received(HoldReasons::NONE);
    assert_eq!(waiting.unpay(Actor::Auto, now), Err(Refusal::DepositNotMatched(waiting.id)));
    let matched = waiting.pay(order, None, Actor::Auto, now).unwrap();
    assert_eq!(matched.pay(order, None, Actor::Auto, now), Err(Refusal::DepositAlreadyMatched(order)));
    let (held, paid) = matched.unpay(Actor::Auto, now).unwrap();
    assert_eq!((held.state, paid), (DepositState::Held(HoldReason::UnmatchedByHand.into()), vec![order]));
    assert_eq!(held.version, 3);
    let stranger = received(HoldReason::SenderUnlikely.into());
    let (held, _) = stranger.pay(order, None, Actor::Auto, now).unwrap().unpay(Actor::Auto, now).unwrap();
    assert!(held.state.holds().contains(HoldReason::SenderUnlikely));
}

#[test]
fn money_that_waits_for_longer_than_the_window_reads_as_held() {
    let waiting = received(HoldReasons::NONE);
    let day = |n: i64| waiting.details.deposited_at.plus_ms(n * DAY_MS);
    assert_eq!(waiting.state_now(30, day(30)), DepositState::Waiting);
    let stale = waiting.state_now(30, day(30).plus_ms(1));
    assert_eq!(stale, DepositState::Held(HoldReason::OutsideMatchWindow.into()));
}
