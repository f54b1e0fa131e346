//! MG새마을금고. Header in angle brackets glued to the account, date last.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["MG새마을금고", "새마을금고"],
    senders: &["15999000", "15888801"],
    masks: "dddddd**d",
    packages: &["com.smg.mgnoti", "com.smg.spbs"],
    shapes: &[
        Shape::sms("mg-date-last", "{bank}·{account}{? {name}} {type}·{amount}{? {balance}}{? {date} {time}}"),
        Shape::sms("mg-fee", "{bank} {account} {name} {won} {type} {account} {date} {time} {balance}"),
    ],
    ..Bank::readable("045", "새마을금고")
};
