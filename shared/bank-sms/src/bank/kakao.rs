//! 카카오뱅크. The account shows as its last four digits behind the masked owner; pushes draw an arrow from payer to account.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["카카오뱅크"],
    senders: &["15993333"],
    packages: &["com.kakaobank.channel"],
    shapes: &[
        Shape::sms("kakao-lines", "{bank}·{owner}{last4} {date} {time} {type} {amount}{? {name}}{? {balance}}"),
        Shape::sms(
            "kakao-notice",
            "{bank} {=입금알림|출금알림|입출금알림}{? {owner}{last4}} {date} {time} {type} {amount}{? {name}}{? {balance}}",
        ),
        Shape::sms("kakao-card", "{bank} {type} {owner}{last4} {date} {time} {won} {name} {balance}"),
        Shape::push("kakao-arrow", "{?{date} {time} }{type} {won} {name} → {?내 }{alias}{last4}{? {balance}}"),
        Shape::push("kakao-arrow-out", "{?{date} {time} }{type} {won} {?내 }{alias}{last4} → {name}{? {balance}}"),
        Shape::push("kakao-dated", "{date} {time}\n{type} {won}\n{name}"),
        Shape::push(
            "kakao-sentence",
            "{bank} {name}님이 {account} 계좌로 {won}을 {in=입금했어요|입금했습니다|보냈어요|보냈습니다}{?.}",
        ),
    ],
    ..Bank::readable("090", "카카오뱅크")
};
