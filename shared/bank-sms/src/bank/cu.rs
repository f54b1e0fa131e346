//! 신협. One line, the bank glued to the account.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["신협"],
    prints_won: true,
    senders: &["15666000"],
    masks: "ddd*****dddd",
    packages: &["kr.co.cu.onbank", "com.cu.sbank"],
    shapes: &[Shape::sms("cu-line", "{bank}·{account} {date} {time} {type}·{amount}{? {name}}{? {balance}}")],
    ..Bank::readable("048", "신협")
};
