//! iM뱅크 (대구은행). No 원, name last.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["iM뱅크", "IM뱅크", "DGB대구은행", "DGB대구", "대구은행", "대구"],
    senders: &["15665050", "15885050"],
    masks: "ddddd*ddddd",
    packages: &["kr.co.dgb.dgbm", "kr.co.dgb.dgbfium"],
    shapes: &[Shape::sms("im-lines", "{bank} {date} {time} {account} {type}·{amount}{? {balance}}{? {name}}")],
    ..Bank::readable("031", "iM뱅크")
};
