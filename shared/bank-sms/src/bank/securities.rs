//! Securities firms whose deposit notices were seen.

use super::Bank;
use crate::layout::Shape;

pub(super) const KOREA_INVESTMENT: Bank = Bank {
    headers: &["한국투자증권", "한국투자"],
    senders: &["15445000", "15880023"],
    masks: "dd****dd-dd",
    shapes: &[Shape::sms("kis-lines", "{bank}·{time} {account} {type} {amount} {balance}{? {name}}")],
    ..Bank::readable("243", "한국투자증권")
};

pub(super) const NH_INVESTMENT: Bank = Bank {
    headers: &["NH투자증권"],
    senders: &["15440000"],
    masks: "ddd-dd-dd***d",
    shapes: &[Shape::sms("nhis-labelled", "{bank} {in=입금안내|입금 안내} 금액 {won} {name}")],
    ..Bank::readable("247", "NH투자증권")
};

pub(super) const MIRAE: Bank =
    Bank {
        headers: &["미래에셋증권", "미래에셋"], senders: &["15886800"], ..Bank::readable("238", "미래에셋증권")
    };

/// Its messages are notices of the same app as 토스뱅크's.
pub(super) const TOSS: Bank = Bank {
    headers: &["토스증권"],
    senders: &["15997987"],
    packages: &["viva.republica.toss"],
    ..Bank::readable("271", "토스증권")
};
