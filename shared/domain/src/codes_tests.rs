//! Names with digits behind them, and the orders beside which they are printed: each row with the verdict of a person.

use super::*;
use crate::ClosedSet;

/// A row: the name as printed; the bank (004 where it names none), or what read it; the orders; and which of them is
/// paid by which rule, `several`, `none`, or `more` for none whose name has other digits behind it.
struct Row {
    deposit: WaitingDeposit,
    orders: Vec<WaitingOrder>,
    verdict: String,
}

fn row(line: &str) -> Row {
    let row: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = |value: &serde_json::Value, name: &str| value[name].as_str().map(str::to_owned);
    let orders = row["orders"].as_array().unwrap().iter().zip(1..).map(|(order, nth)| {
        let id = OrderId::new(order["id"].as_u64().unwrap_or(nth)).unwrap();
        let (number, phone) = (text(order, "number").unwrap_or("A-1".to_owned()), text(order, "phone"));
        waiting(id, &text(order, "name").unwrap(), crate::codes::codes(id, &number.into(), phone.as_deref()))
    });
    let (printed, read_by) =
        (DepositorName::from(text(&row, "printed").unwrap()), text(&row, "read_by").unwrap_or_default());
    let bank_code = text(&row, "bank").unwrap_or("004".to_owned()).into();
    let name_key = NameKey::waiting(&printed);
    let deposit = WaitingDeposit {
        id: DepositId::new(1).unwrap(),
        amount: Won::new(14_510).unwrap(),
        account: AccountId::new(1).unwrap(),
        printed,
        name_key,
        bank_code,
        by_grammar: read_by == "grammar",
        by_format: read_by == "format",
        deposited_at: Timestamp::from_ms(0),
        created_at: Timestamp::from_ms(0),
    };
    Row { deposit, orders: orders.collect(), verdict: text(&row, "verdict").unwrap() }
}

fn waiting(id: OrderId, name: &str, codes: Vec<String>) -> WaitingOrder {
    WaitingOrder {
        id,
        amount: Won::new(14_510).unwrap(),
        name_key: NameKey::of(&name.into()),
        qualifier: name::qualifier(name).map(|qualifier| qualifier.text),
        codes,
        customer: None,
        name_cannot_match: !name::is_readable(name),
        account: None,
        created_at: Timestamp::from_ms(0),
        ordered_at: None,
        waits_since: Timestamp::from_ms(0),
        expires_at: None,
        has_parts: false,
    }
}

fn verdict(row: &Row, settings: &Settings) -> String {
    match choose(&row.deposit, &row.orders, settings, Timestamp::from_ms(0)) {
        Choice::Match(id, rule) => {
            let place = row.orders.iter().position(|order| order.id == id).unwrap();
            format!("{} {}", rule.code(), place + 1)
        }
        Choice::Several(_) => "several".to_owned(),
        Choice::None => {
            let has_more = |order: &WaitingOrder| {
                reasons(&row.deposit, order, &order.name_key.as_str().into(), settings)
                    .contains(&MatchReason::NameSameWithMore)
            };
            if row.orders.iter().any(has_more) { "more".to_owned() } else { "none".to_owned() }
        }
    }
}

#[test]
fn three_hundred_names_with_digits_pay_what_a_person_says() {
    let rows: Vec<_> = include_str!("codes_tests.jsonl").lines().map(|line| (line, row(line))).collect();
    assert!(rows.len() >= 300, "{} rows", rows.len());
    let wrong: Vec<_> = rows
        .iter()
        .map(|(line, row)| (line, verdict(row, &Settings::default())))
        .filter(|(line, verdict)| !line.contains(&format!("\"verdict\": \"{verdict}\"")))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (line, row) in &rows {
        for order in &row.orders {
            let alone = Row { orders: vec![order.clone()], deposit: row.deposit.clone(), verdict: String::new() };
            let by_code = verdict(&alone, &Settings::default()) == "coded 1";
            assert!(!by_code || code_behind(&row.deposit.printed, order).is_some(), "{line}");
            let found = lookup_keys(&row.deposit.printed).iter().any(|key| order.name_key.starts_with(key.as_str()));
            assert!(!by_code || (found && may_pay(&row.deposit.printed, &order.name_key)), "{line}");
        }
    }
}

#[test]
fn of_several_orders_with_one_code_the_oldest_is_a_guess_too() {
    let settings = Settings { tie_policy: TiePolicy::Oldest, ..Settings::default() };
    let mut tied = 0;
    for row in include_str!("codes_tests.jsonl").lines().map(row) {
        let is_by_code = row.orders.iter().any(|order| code_behind(&row.deposit.printed, order).is_some());
        if is_by_code && row.verdict == "several" {
            assert_eq!(verdict(&row, &settings), "several", "{}", row.deposit.printed);
            tied += 1;
        }
    }
    assert!(tied > 0);
}

#[test]
fn digits_pay_an_order_of_their_amount_only() {
    let mut row = row(include_str!("codes_tests.jsonl").lines().next().unwrap());
    assert_eq!(verdict(&row, &Settings::default()), "coded 1");
    for amount in [14_509, 14_511, 1, 145_100] {
        row.deposit.amount = Won::new(amount).unwrap();
        assert_eq!(verdict(&row, &Settings::default()), "none", "{amount}");
    }
}

#[test]
fn the_codes_of_an_order_are_those_of_its_phone_its_number_and_its_id() {
    let of = |id: u64, number: &str, phone: Option<&str>| {
        crate::codes::codes(OrderId::new(id).unwrap(), &number.into(), phone).join(" ")
    };
    assert_eq!(of(7, "A-31", None), "");
    assert_eq!(of(7, "A-31", Some("010-1234-4821")), "4821");
    assert_eq!(of(7, "20240201-0031", None), "0031 010031 10031");
    assert_eq!(of(12_345, "A-1", None), "12345");
    assert_eq!(of(4_821, "A-4821", Some("010-0000-4821")), "4821", "each once");
    assert_eq!(of(999, "A-999", Some("119")), "", "three digits are none");
}
