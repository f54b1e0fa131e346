//! 광주, 경남, 제주: no message of theirs was found. They are read in the form most banks share; see `docs/banks.md`.

use super::Bank;
use crate::layout::Shape;

pub(super) const GWANGJU: Bank = Bank {
    headers: &["광주은행", "광주"],
    senders: &["15883388"],
    packages: &["com.kjbank.asb.pbanking"],
    shapes: &[Shape::sms("gwangju-lines", "{bank} {date} {time} {account} {type}·{amount}{? {name}}{? {balance}}")],
    ..Bank::readable("034", "광주")
};

pub(super) const GYEONGNAM: Bank = Bank {
    headers: &["BNK경남은행", "BNK경남", "경남은행", "경남"],
    senders: &["16008585"],
    packages: &["com.knb.psb", "com.knb.bsp"],
    shapes: &[Shape::sms("gyeongnam-lines", "{bank} {date} {time} {account} {type}·{amount}{? {name}}{? {balance}}")],
    ..Bank::readable("039", "경남")
};

pub(super) const JEJU: Bank = Bank {
    headers: &["제주은행", "제주"],
    senders: &["15880079"],
    packages: &["com.jejubank.smartnew"],
    shapes: &[Shape::sms("jeju-lines", "{bank} {date} {time} {account} {type}·{amount}{? {name}}{? {balance}}")],
    ..Bank::readable("035", "제주")
};
