//! NH농협은행 (011) and 지역농축협 (012): one text, one family. Accounts of 012 begin with 351, 352, 355 or 356; the
//! text says 농협 for both, and so does the code here.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["NH농협은행", "NH농협", "농협은행", "농협", "NH"],
    senders: &["15882100", "16613000", "16612100", "15442100"],
    masks: "ddd-****-dddd-dd",
    packages: &["com.nh.mobilenoti", "nh.smart.banking", "com.nonghyup.nhallonebank"],
    shapes: &[
        Shape::sms("nh-amount-first", "{bank}·{type}·{amount} {date} {time} {account}{? {name}}{? {balance}}"),
        Shape::sms("nh-lines", "{bank}·{date} {time} {account} {type}·{amount}{? {name}}{? {balance}}"),
        Shape::sms("nh-name-last", "{bank}·{date} {time} {account} {type}·{amount} {balance} {name}"),
        Shape::sms("nh-payee", "{bank}·{date} {time} {account} {type}·{amount}·({name}){? {balance}}"),
    ],
    ..Bank::readable("011", "농협")
};
