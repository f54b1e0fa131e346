//! 케이뱅크. Owner with the last four digits; the balance may be `****원`; an LMS puts the name last or nowhere.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["케이뱅크"],
    senders: &["15221000"],
    packages: &["com.kbankwith.smartbank"],
    shapes: &[
        Shape::sms("kbank-lines", "{bank}·{owner}·{last4} {?{date} {time} }{type} {won} {balance}{? {name}}"),
        Shape::sms("kbank-glued", "{bank}{owner}{last4}{type} {won}{balance}{name}"),
        Shape::push("kbank-arrow", "{bank} {type} {won} {name} → {?내 }{alias}{last4}{? {balance}}"),
        Shape::push("kbank-arrow-out", "{bank} {type} {won} {?내 }{alias}{last4} → {name}{? {balance}}"),
    ],
    ..Bank::readable("089", "케이뱅크")
};
