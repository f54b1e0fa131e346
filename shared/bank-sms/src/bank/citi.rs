//! 한국씨티은행. The name after the balance in pushes, behind 적요 in messages.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["Citi 씨티은행", "한국씨티은행", "씨티은행", "시티은행", "한국시티은행", "Citi", "씨티"],
    senders: &["15887000"],
    masks: "ddd-dd-d***dd-d",
    packages: &["kr.co.citibank.citimobile"],
    shapes: &[
        Shape::sms("citi-labelled", "{bank} {date} {time} {account} {type}·{amount} 적요 {name}{? {balance}}"),
        Shape::sms("citi-headed", "{bank} {date} {time} {account} {type}·{amount} {name}{? {balance}}"),
        Shape::push("citi-push", "{date} {time} {account=ddd-dd-d***dd-d} {type} {won} {balance} {name}"),
    ],
    ..Bank::readable("027", "씨티")
};
