//! 하나은행. Header, date and time end in commas; the name stands before or after the balance. The labelled form names
//! no bank at all.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["(구)하나은행", "KEB하나은행", "KEB하나", "하나은행", "하나"],
    senders: &["15991111", "15881111", "15991155"],
    masks: "ddd******ddddd",
    packages: &["com.kebhana.hanapush", "com.hanabank.oqf"],
    name_limit: Some(16),
    prints_won: true,
    shapes: &[
        Shape::sms("hana-lines", "{bank}·{date}·{time} {account} {type}·{amount}{? {name}}{? {balance}}"),
        Shape::sms("hana-name-last", "{bank}·{date}·{time} {account} {type}·{amount} {balance} {name}"),
        Shape::sms("hana-name-first", "{bank}·{date}·{time} {account} {name} {type}·{won}{? {balance}}"),
        Shape::sms("hana-fee", "{bank}·{date}·{time} {account} {type}·{won} 수수료·{fee}{? {name}}{? {balance}}"),
        Shape::push("hana-account-last", "{bank} {type} {won} {name}{? {balance}} {date} {time} {account}"),
        Shape::sms("hana-without-account", "{bank} {date} {time} {type}·{amount} {name} {balance}"),
        Shape::sms("hana-labelled", "일시 {date}·{time} {type} {amount} 계좌번호 {account} 적요 {name}{? {balance}}"),
    ],
    ..Bank::readable("081", "하나")
};
