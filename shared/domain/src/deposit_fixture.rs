//! Deposits for the tests of this crate.

use super::*;
use crate::{NewOrder, Order, UserId};

pub fn at(minute: i64) -> Timestamp {
    Timestamp::from_ms(1_700_000_000_000 + minute * 60_000)
}

pub fn told(amount: u64, name: Option<&str>) -> DepositDetails {
    DepositDetails {
        amount: Won::new(amount).unwrap(),
        depositor_name: name.map(Into::into),
        deposited_at: at(0),
        source: Source::Sms,
        via: Via::Open,
        phone: None,
        sender: SenderClaim::default(),
        verdict: SenderVerdict::Bank,
        balance: None,
        bank_code: "004".into(),
        by_grammar: false,
        format: None,
        raw_sms: None,
    }
}

pub fn deposit(details: DepositDetails, holds: HoldReasons) -> Deposit {
    let place = (WorkspaceId::new(1).unwrap(), AccountId::new(1).unwrap(), DepositId::new(9).unwrap());
    Deposit::receive(place, details, holds, Vec::new(), Actor::Auto, at(0))
}

pub fn received(holds: HoldReasons) -> Deposit {
    deposit(told(500, Some("홍길동")), holds)
}

pub fn person() -> Actor {
    Actor::User(UserId::new(1).unwrap())
}

pub fn money(amount: u64) -> Deposit {
    deposit(told(amount, Some("홍길동")), HoldReasons::NONE)
}

pub fn order(amount: u64) -> Order {
    let new = NewOrder::plain("A-1", Won::new(amount).unwrap(), "김철수");
    Order::place(WorkspaceId::new(1).unwrap(), OrderId::new(5).unwrap(), new, person(), at(0)).unwrap()
}
