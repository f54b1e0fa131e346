//! 케이뱅크. Owner with the last four digits; the balance may be `****원`; an LMS puts the name last or nowhere.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["케이뱅크"],
    prints_won: true,
    senders: &["15221000"],
    packages: &["com.kbankwith.smartbank"],
    shapes: &[
        Shape::sms("kbank-lines", "{bank}·{owner}·{last4} {?{date} {time} }{type} {won} {balance}{? {name}}"),
        Shape::sms("kbank-glued", "{bank}{owner}{last4}{type} {won}{balance}{name}"),
        Shape::push("kbank-arrow", "{bank} {in=입금} {won} {name} {=→|->|>} {?내 }{alias}{last4}{? {balance}}"),
        Shape::anonymous(
            "kbank-arrow-headless",
            "{in=입금} {won} {name} {=→|->|>|-} {?내 }{alias}{last4}{? {balance}}",
        ),
        Shape::push("kbank-bar", "{bank} {in=입금} {won} {name} | {?내 }{alias}{last4}{? {balance}}"),
        Shape::anonymous("kbank-bar-headless", "{in=입금} {won} {name} | {?내 }{alias}{last4}{? {balance}}"),
        Shape::push(
            "kbank-bar-out",
            "{bank} {out=출금|결제|송금|이체} {won} {name} | {?내 }{alias}{last4}{? {balance}}",
        ),
        Shape::push(
            "kbank-arrow-out",
            "{bank} {out=출금|결제|송금|이체} {won} {?내 }{alias}{last4} {=→|->|>} {name}{? {balance}}",
        ),
    ],
    ..Bank::readable("089", "케이뱅크")
};
