//! SC제일은행. Fields between full-width spaces.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["SC제일은행", "SC제일", "SC은행", "제일은행"],
    senders: &["15881599"],
    masks: "ddd-dd-***ddd",
    packages: &["com.scbank.ma30"],
    shapes: &[
        Shape::sms("sc-fields", "{bank} {date} {time} {?{account} }{name} {type}·{amount}{? {balance}}")
            .ending_in_amount(),
        Shape::sms("sc-direction-first", "{bank} [{type}] {date} {time} {account} {amount} {name}{? {balance}}"),
    ],
    ..Bank::readable("023", "SC제일")
};
