//! 수협은행. The channel word is glued behind the name: `김철수오픈뱅킹`.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["Sh수협은행", "Sh수협", "수협은행", "수협"],
    prints_won: true,
    glues_channels: true,
    senders: &["15881515"],
    masks: "ddd*****dddd",
    packages: &["com.suhyup.pesmb", "com.suhyup.psmb"],
    shapes: &[Shape::sms("suhyup-line", "{bank}·{date} {time} {account} {type}·{won}·{name}{?·{balance}}")],
    ..Bank::readable("007", "수협")
};
