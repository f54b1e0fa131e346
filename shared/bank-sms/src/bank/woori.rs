//! 우리은행. Account as a star and its last six digits; the date first, or last with seconds.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["우리은행", "우리"],
    senders: &["15885000", "15995000"],
    masks: "*dddddd",
    packages: &["com.wooribank.smart.npib", "com.wr.alrim"],
    name_limit: Some(14),
    prints_won: true,
    shapes: &[
        Shape::sms("woori-lines", "{bank}·{date} {time} {account} {type}·{amount}{? {name}}{? {balance}}"),
        Shape::sms("woori-name-last", "{bank}·{date} {time} {account} {type}·{amount} {balance} {name}"),
        Shape::sms("woori-date-last", "{bank} {account} {type}·{amount} {name} {?{balance} }{date} {time}"),
        Shape::sms("woori-without-account", "{bank} {date} {time} {type}·{won} {name} {balance}"),
    ],
    ..Bank::readable("020", "우리")
};
