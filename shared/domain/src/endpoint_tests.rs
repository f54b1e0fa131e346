use super::*;
use crate::delivery::Broken;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(1_700_000_000_000 + ms)
}

pub fn endpoint() -> Endpoint {
    let secret = SealedSecret { sealed: vec![1], until: None };
    Endpoint {
        url: Some("https://shop.example/hook".into()),
        events: vec![EventType::OrderMatched],
        ..Endpoint::new(WorkspaceId::new(1).unwrap(), EndpointId::new(1).unwrap(), secret, at(0))
    }
}

const TIMEOUT: TryResult = TryResult::Broke(Broken::Timeout);

#[test]
fn an_endpoint_that_is_well_and_answers_well_is_not_written() {
    assert_eq!(endpoint().heard(TryResult::Answered(204), None, at(1)), None);
    let failing = endpoint().heard(TryResult::Answered(500), None, at(1)).unwrap();
    assert_eq!(failing.failing_since, Some(at(1)));
    assert_eq!(failing.heard(TryResult::Answered(500), None, at(2)), None, "it fails since the first");
    let well = failing.heard(TryResult::Answered(200), None, at(3)).unwrap();
    assert_eq!((well.failing_since, well.version), (None, 3));
}

#[test]
fn a_410_disables_at_once_and_five_days_of_failing_do() {
    let gone = endpoint().heard(TryResult::Answered(410), None, at(7)).unwrap();
    assert_eq!(gone.disabled, Some(Disabled { at: at(7), reason: DisabledReason::Gone }));
    assert_eq!(gone.event().unwrap().id.to_string(), "evt_1_e1_1");
    let failing = endpoint().heard(TryResult::Answered(500), None, at(0)).unwrap();
    assert_eq!(failing.heard(TryResult::Answered(500), None, at(FAILING_FOR_MS - 1)), None);
    let disabled = failing.heard(TryResult::Answered(500), None, at(FAILING_FOR_MS)).unwrap();
    assert_eq!(disabled.disabled.map(|disabled| disabled.reason), Some(DisabledReason::Failing));
    assert_eq!(disabled.enabled().disabled, None);
    assert_eq!(disabled.enabled().heard(TryResult::Answered(410), None, at(9)).unwrap().times_disabled, 2);
}

/// A chat answers so once the URL was withdrawn there; a shop's server may while it is being set up.
#[test]
fn a_404_disables_a_chat_only() {
    assert_eq!(endpoint().heard(TryResult::Answered(404), None, at(7)).unwrap().disabled, None);
    let chat = Endpoint { format: EndpointFormat::Discord, ..endpoint() };
    let gone = chat.heard(TryResult::Answered(404), None, at(7)).unwrap();
    assert_eq!(gone.disabled, Some(Disabled { at: at(7), reason: DisabledReason::Gone }));
}

#[test]
fn pauses_double_up_to_a_quarter_of_an_hour_and_one_delivery_goes_ahead() {
    let mut slow = endpoint();
    let mut pauses = Vec::new();
    for _ in 0..10 {
        slow = slow.heard(TIMEOUT, None, at(0)).unwrap();
        pauses.push(slow.paused_until.unwrap().ms() - at(0).ms());
    }
    assert_eq!(pauses[..4], [5_000, 10_000, 20_000, 40_000]);
    assert_eq!(pauses[9], 15 * MINUTE_MS);
    let slow = endpoint().heard(TryResult::Answered(429), Some(60_000), at(0)).unwrap();
    assert_eq!(
        (slow.gate(EventType::OrderMatched, at(59_999)), slow.gate(EventType::OrderMatched, at(60_000))),
        (Gate::Wait(at(60_000)), Gate::Probe)
    );
    assert_eq!(
        slow.probed(at(60_000)).gate(EventType::OrderMatched, at(60_001)),
        Gate::Wait(at(90_000)),
        "the others wait for the one"
    );
    assert_eq!(
        slow.heard(TryResult::Answered(200), None, at(1)).unwrap().gate(EventType::OrderMatched, at(1)),
        Gate::Open
    );
}

#[test]
fn a_refusal_of_one_event_slows_nothing_down() {
    let refused = endpoint().heard(TryResult::Answered(400), None, at(0)).unwrap();
    assert_eq!(refused.gate(EventType::OrderMatched, at(0)), Gate::Open);
}

#[test]
fn both_secrets_sign_for_a_day_after_a_rotation() {
    let rotated = endpoint().rotated(vec![2], at(0)).unwrap();
    let signing = |ms| rotated.signing(at(ms)).map(|secret| secret.sealed[0]).collect::<Vec<_>>();
    assert_eq!(signing(DAY_MS - 1), [2, 1]);
    assert_eq!(signing(DAY_MS), [2]);
    let again = rotated.rotated(vec![3], at(5)).unwrap();
    let signing = |ms| again.signing(at(ms)).map(|secret| secret.sealed[0]).collect::<Vec<_>>();
    assert_eq!(signing(OLD_SECRET_SIGNS_FOR_MS - 1), [3, 2, 1], "each for as long as it was promised");
    assert_eq!(signing(OLD_SECRET_SIGNS_FOR_MS), [3, 2]);
    assert_eq!(again.rotated(vec![4], at(OLD_SECRET_SIGNS_FOR_MS)).unwrap().secrets.len(), 3, "what ended is gone");
    let many = (2..=10).fold(endpoint(), |endpoint, secret| endpoint.rotated(vec![secret], at(0)).unwrap());
    assert_eq!(many.rotated(vec![11], at(1)), None);
}

#[test]
fn an_endpoint_is_told_of_its_types_since_it_asked_and_never_of_itself() {
    let event = |ms, kind, subject| Event {
        id: EventId { workspace: WorkspaceId::new(1).unwrap(), subject, version: 1 },
        kind,
        at: at(ms),
        by: Actor::Auto,
    };
    let order = || Subject::Order(crate::OrderId::new(1).unwrap());
    let endpoint = Endpoint { events: vec![EventType::OrderMatched, EventType::EndpointDisabled], ..endpoint() };
    assert!(endpoint.wants(&event(0, EventType::OrderMatched, order())));
    assert!(!endpoint.wants(&event(-1, EventType::OrderMatched, order())));
    assert!(!endpoint.wants(&event(0, EventType::OrderExpired, order())));
    assert!(!endpoint.wants(&event(0, EventType::EndpointDisabled, Subject::Endpoint(endpoint.id))));
}

/// Half past ten in the evening until seven, Korea's time; the clock of the tests starts at 07:13:20 there.
#[test]
fn nothing_but_a_test_is_sent_in_quiet_hours() {
    let hour = 3_600_000;
    let quiet = Endpoint { quiet: QuietHours::new(22 * 60 + 30, 7 * 60), ..endpoint() };
    let gate = |ms: i64| quiet.gate(EventType::DepositHeld, at(ms));
    let (evening, morning) = (15 * hour + 16 * 60_000 + 40_000, 23 * hour + 46 * 60_000 + 40_000);
    assert_eq!((gate(0), gate(evening - 1)), (Gate::Open, Gate::Open));
    assert_eq!((gate(evening), gate(morning - 1)), (Gate::Wait(at(morning)), Gate::Wait(at(morning))));
    assert_eq!((gate(morning), quiet.gate(EventType::Ping, at(evening))), (Gate::Open, Gate::Open));
    let noon = Endpoint { quiet: QuietHours::new(12 * 60, 13 * 60), ..endpoint() };
    assert_eq!(noon.gate(EventType::DepositHeld, at(5 * hour)), Gate::Wait(at(5 * hour + 46 * 60_000 + 40_000)));
    assert_eq!(noon.gate(EventType::DepositHeld, at(6 * hour)), Gate::Open);
    assert_eq!((QuietHours::new(60, 60), QuietHours::new(0, 24 * 60)), (None, None));
}
