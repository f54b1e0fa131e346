use super::*;
use crate::endpoint::tests::endpoint;
use crate::endpoint::{Disabled, DisabledReason};
use crate::{Actor, EndpointKind};

const NOW: i64 = 1_700_000_000_000;

fn delivery() -> Delivery {
    made(&endpoint())
}

fn made(endpoint: &Endpoint) -> Delivery {
    let (id, now) = (EventId::parse("evt_1_o55_3").unwrap(), Timestamp::from_ms(NOW));
    let event = Event { id, kind: EventType::OrderMatched, at: now, by: Actor::Auto };
    Delivery::make(endpoint, &event, "{}".into(), now)
}

fn attempt(result: TryResult) -> Attempt {
    Attempt { at: Timestamp::from_ms(NOW), duration_ms: 0, result, answer: String::new() }
}

fn wait_ms(delivery: &Delivery) -> i64 {
    match delivery.state {
        DeliveryState::Pending { next_at } => next_at.ms() - NOW,
        DeliveryState::Offered { until } => until.ms() - NOW,
        DeliveryState::Succeeded | DeliveryState::Failed | DeliveryState::Missed => panic!("{:?}", delivery.state),
    }
}

#[test]
fn a_failing_delivery_is_tried_ten_times_by_the_schedule() {
    let mut delivery = delivery();
    let mut waits = vec![wait_ms(&delivery)];
    while delivery.tries < 9 {
        delivery = delivery.tried(attempt(TryResult::Answered(500)), None, 0);
        waits.push(wait_ms(&delivery));
    }
    assert_eq!(waits, DELAYS_MS);
    let last = delivery.tried(attempt(TryResult::Answered(500)), None, 0);
    assert_eq!((last.state, last.attempts.len()), (DeliveryState::Failed, 10));
    let again = last.again(&endpoint(), Timestamp::from_ms(NOW));
    assert_eq!((again.tries, wait_ms(&again), again.attempts.len()), (0, 0, 10));
}

#[test]
fn jitter_adds_up_to_a_tenth() {
    let failed = |jitter| wait_ms(&delivery().tried(attempt(TryResult::Broke(Broken::Timeout)), None, jitter));
    assert_eq!((failed(0), failed(500), failed(1_000), failed(60_000)), (5_000, 5_250, 5_500, 5_500));
}

#[test]
fn retry_after_is_honoured_up_to_a_day_and_never_shortens_a_wait() {
    let asked = |ms| wait_ms(&delivery().tried(attempt(TryResult::Answered(429)), Some(ms), 0));
    assert_eq!((asked(120_000), asked(1), asked(-5), asked(i64::MAX)), (120_000, 5_000, 5_000, DAY_MS));
}

#[test]
fn only_a_2xx_is_success() {
    for status in [200, 201, 204, 299] {
        assert_eq!(delivery().tried(attempt(TryResult::Answered(status)), None, 0).state, DeliveryState::Succeeded);
    }
    for status in [100, 199, 300, 301, 302, 307, 308, 400, 410, 500] {
        assert!(wait_ms(&delivery().tried(attempt(TryResult::Answered(status)), None, 0)) > 0, "{status}");
    }
}

#[test]
fn an_id_is_read_back_and_nothing_else_is_one() {
    let delivery = delivery();
    let text = "dlv_1700000000000_1_o55_3";
    assert_eq!(delivery.id().to_string(), text);
    assert_eq!(DeliveryId::parse(text), Some(delivery.id()));
    for bent in ["", "dlv_", "dlv_1_1_o55_3", "dlv_1700000000000_1_o55", "dlv_1700000000000_evt_1_o55_3"] {
        assert_eq!(DeliveryId::parse(bent), None, "{bent:?}");
    }
}

#[test]
fn the_newest_tries_are_kept() {
    let mut delivery = delivery();
    for n in 0..30 {
        let attempt = Attempt { duration_ms: n, ..attempt(TryResult::Answered(500)) };
        delivery = delivery.again(&endpoint(), Timestamp::from_ms(NOW)).tried(attempt, None, 0);
    }
    let kept: Vec<_> = delivery.attempts.iter().map(|attempt| attempt.duration_ms).collect();
    assert_eq!(kept, (10..30).collect::<Vec<_>>());
}

#[test]
fn what_is_fetched_waits_for_as_long_as_ten_tries_take() {
    let pull = Endpoint { url: None, ..endpoint() };
    let offered = made(&pull);
    assert_eq!(pull.kind(), EndpointKind::Pull);
    assert_eq!(wait_ms(&offered), DELAYS_MS.iter().sum::<i64>());
    assert_eq!(offered.state.status(), DeliveryStatus::Pending);
    let taken = offered.acknowledged();
    assert_eq!((taken.state, taken.version), (DeliveryState::Succeeded, 2));
    assert_eq!(offered.lapsed().state, DeliveryState::Failed);
    assert_eq!(taken.again(&pull, Timestamp::from_ms(NOW)).state, offered.state, "asked for again, it is offered anew");
    let disabled = Some(Disabled { at: Timestamp::from_ms(NOW), reason: DisabledReason::ByHand });
    for off in [Endpoint { disabled, ..pull.clone() }, Endpoint { disabled, ..endpoint() }] {
        assert_eq!(made(&off).state, DeliveryState::Missed);
    }
}
