//! 신한은행. Header glued to the date, account often unmasked, amount right-aligned without 원, name last.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["신한은행", "신한"],
    senders: &["15778000", "15998000", "15448000"],
    packages: &["com.shinhan.sbanking", "com.shinhan.smartcaremgr"],
    name_limit: Some(14),
    shapes: &[
        Shape::sms("shinhan-lines", "{bank}·{date} {time} {?[}{account}{?]} {type}·{amount}{? {balance}}{? {name}}"),
        Shape::sms("shinhan-balance-last", "{bank}·{date} {time} {?[}{account}{?]} {type}·{amount} {name} {balance}"),
        Shape::sms("shinhan-payee", "{bank}·{date} {time} {?[}{account}{?]} {type}·{amount} ({name})"),
        Shape::sms("shinhan-twice-named", "{bank}·{date} {time} {account} {type} {name} {amount}{? {balance}} {name}"),
        Shape::sms("shinhan-amount-first", "{bank} {type} {amount} {date} {time} {name} {balance}"),
        Shape::sms("shinhan-memo", "{bank}·{date} {time} {?[}{account}{?]} {type}·{amount}{? {balance}} {name} {memo}"),
        Shape::sms("shinhan-date-last", "{bank} {type} {amount} {name} {balance} {date}{? {time}}"),
        Shape::sms("shinhan-name-first", "{bank} {type} {name} {amount} {balance}{? {date} {time}}"),
        Shape::push("shinhan-app", "{bank} {type} {amount} {name} {account} {date} {time}{? {balance}}"),
        Shape::push("shinhan-app-name-last", "{bank} {type} {amount} {account} {date} {time} {name}{? {balance}}"),
        Shape::push("shinhan-app-headless", "{type} {won} {name} {account} {date} {time}{? {balance}}"),
        Shape::push("shinhan-app-headless-name-last", "{type} {won} {account} {date} {time} {name}{? {balance}}"),
        Shape::push("shinhan-undated", "{bank} {won} {type} {name} {balance}"),
    ],
    ..Bank::readable("088", "신한")
};
