//! IBK기업은행. No header: the date carries a year, and the bank's name is the last line.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["IBK기업은행", "IBK기업", "기업은행", "IBK", "기업"],
    senders: &["15662566", "15882588"],
    masks: "ddd***dddddddd",
    packages: &["com.IBK.SmartPush.app", "com.ibk.android.ionebank", "com.ibk.neobanking"],
    name_limit: Some(20),
    prints_won: true,
    shapes: &[
        Shape::sms("ibk-lines", "{date} {time} {type}·{amount}{? {balance}}{? {name}} {account} {=기업은행|기업|IBK}"),
        Shape::sms("ibk-glued", "{date} {time}{type}·{won}{?{balance}}{name}{account=ddd***dddddddd}기업"),
        Shape::sms("ibk-headed", "{bank}·{date} {time} {type}·{amount} {name}{? {balance}} {account}"),
        Shape::sms("ibk-headed-account-first", "{bank}·{date} {time} {account} {type}·{amount}{? {name}}{? {balance}}"),
        Shape::sms("ibk-headed-memo", "{bank}·{date} {time} {type}·{won} {name} {memo} {account}"),
        Shape::sms(
            "ibk-date-last",
            "{bank} {type} {account=ddddddddd|dddddddddd|ddddddddddd|dddddddddddd} {name} {won} {date} {time}",
        ),
        Shape::anonymous("ibk-dated", "{date} {time}\n{type} {won}\n{name}"),
        Shape::push("ibk-push", "{type} {amount} {name} {account=ddd-dddddd-dd-ddd}"),
    ],
    ..Bank::readable("003", "기업")
};
