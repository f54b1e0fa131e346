//! BNK부산은행. One line, no 원 anywhere; a rich message with labels and no bank name.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["BNK부산은행", "BNK부산", "부산은행", "부산"],
    senders: &["15446200", "15886200"],
    masks: "ddddddddd***d",
    packages: &["kr.co.busanbank.mbp", "kr.co.bnkbank.push.customer"],
    shapes: &[
        Shape::sms("busan-line", "{bank}·{date} {time} {account}{? {name}} {type}·{amount}{? {balance}}"),
        Shape::rcs("busan-labelled", "{type} {date} {time} {amount} 계좌 {account} 내용 {name} {balance}"),
    ],
    ..Bank::readable("032", "부산")
};
