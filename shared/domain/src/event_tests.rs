use super::*;
use crate::history;
use crate::{Amendment, ClosedSet, NewOrder, OrderStatus, Won};

fn order() -> Order {
    let new = NewOrder::plain("A-1", Won::new(14_510).unwrap(), "홍길동");
    Order::place(WorkspaceId::new(1).unwrap(), OrderId::new(55).unwrap(), new, Actor::Auto, at(0)).unwrap()
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(1_700_000_000_000 + ms)
}

fn to(status: OrderStatus) -> Amendment {
    Amendment { status: Some(status), ..Amendment::default() }
}

fn told(order: &Order) -> Vec<(String, &'static str)> {
    of_order(order).into_iter().map(|(event, _)| (event.id.to_string(), event.kind.code())).collect()
}

#[test]
fn an_id_is_read_back_and_nothing_else_is_one() {
    let ids = ["evt_1_o55_3", "evt_9_d120_1", "evt_1_p2_7", "evt_1_e2_1", "evt_1_t2_12"];
    let message = format!("evt_1_m1700000000000-{}_1", "0f".repeat(16));
    for text in ids.into_iter().chain([message.as_str()]) {
        assert_eq!(EventId::parse(text).unwrap().to_string(), text);
    }
    for bent in ["", "evt_", "evt_1_o55", "evt_1_o55_3_4", "evt_1_x55_3", "evt_0_o55_3", "evt_1_o055_3", "evt_1_o55_+3"]
    {
        assert_eq!(EventId::parse(bent), None, "{bent:?}");
    }
}

#[test]
fn every_type_is_read_back() {
    for kind in EventType::all() {
        assert_eq!(EventType::parse(kind.code()), Some(kind));
    }
    assert_eq!(EventType::parse("order.placed"), None);
}

#[test]
fn each_entry_of_one_write_is_an_event_of_its_own() {
    let change = Amendment { amount: Won::new(9_000), ..to(OrderStatus::Cancelled) };
    let cancelled = order().amend(&change, &Actor::Auto, at(1)).unwrap().unwrap();
    assert_eq!(cancelled.version, 3, "amended and cancelled in one write");
    let open = cancelled.amend(&to(OrderStatus::Pending), &Actor::Auto, at(2)).unwrap().unwrap();
    let expected = [("evt_1_o55_3".to_owned(), "order.cancelled"), ("evt_1_o55_4".to_owned(), "order.reopened")];
    assert_eq!(told(&open), expected);
}

#[test]
fn an_event_keeps_its_id_when_older_entries_are_dropped() {
    let mut order = order();
    for n in 0..60 {
        let status = if n % 2 == 0 { OrderStatus::Cancelled } else { OrderStatus::Pending };
        order = order.amend(&to(status), &Actor::Auto, at(n)).unwrap().unwrap();
    }
    let told = told(&order);
    assert_eq!((order.history.len(), told.len()), (history::KEPT, history::KEPT));
    assert_eq!(told.last().unwrap(), &("evt_1_o55_61".to_owned(), "order.reopened"));
    assert_eq!(told.first().unwrap().0, "evt_1_o55_12");
}
