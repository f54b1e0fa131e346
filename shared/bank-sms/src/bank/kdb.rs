//! KDB산업은행. The amount on its own line; only a time, after the balance.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["KDB산업은행", "KDB산업", "산업은행", "KDB"],
    prints_won: true,
    senders: &["15881500"],
    masks: "ddd****ddddddd",
    packages: &["co.kr.kdb.android.smartkdb"],
    shapes: &[Shape::sms("kdb-lines", "{bank}·{account} {type} {amount}{? {name}} {balance} {time}")],
    ..Bank::readable("002", "산업")
};
