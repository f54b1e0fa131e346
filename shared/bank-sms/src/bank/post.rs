//! 우체국. A time without a date, name last.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["우체국예금", "우체국"],
    prints_won: true,
    senders: &["15881900"],
    masks: "ddd********ddd",
    packages: &["com.epost.psf.sdsi"],
    shapes: &[Shape::sms("post-lines", "{bank}·{?{date}·}{time} {account} {type}·{amount}{? {balance}}{? {name}}")],
    ..Bank::readable("071", "우체국")
};
