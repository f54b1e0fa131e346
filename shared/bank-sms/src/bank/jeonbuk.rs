//! JB전북은행. The account is masked with `#`; the date stands after the balance.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["JB전북은행", "전북은행", "전북"],
    prints_won: true,
    senders: &["15884477"],
    masks: "####ddd",
    packages: &["kr.co.jbbank.privatebank", "kr.co.jbbank.smartbank"],
    shapes: &[Shape::sms("jeonbuk-lines", "{bank}·{account} {type}·{amount}{? {balance}} {date} {time}{? {name}}")],
    ..Bank::readable("037", "전북")
};
