//! 카카오뱅크. The account shows as its last four digits behind the masked owner; pushes draw an arrow from payer to
//! account.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["카카오뱅크"],
    prints_won: true,
    senders: &["15993333"],
    masks: "dddd-**-ddddddd",
    packages: &["com.kakaobank.channel"],
    shapes: &[
        Shape::sms("kakao-lines", "{bank}·{owner}{last4} {date} {time} {type} {amount}{? {name}}{? {balance}}"),
        Shape::sms(
            "kakao-notice",
            "{bank} {=입금알림|출금알림|입출금알림}{? {owner}{last4}} {date} {time} {type} {amount}{? {name}}{? {balance}}",
        ),
        Shape::sms("kakao-card", "{bank} {type} {owner}{last4} {date} {time} {won} {name} {balance}"),
        Shape::anonymous(
            "kakao-arrow",
            "{?{date} {time} }{in=입금} {won} {name} {=→|->|>|-} {?내 }{alias}{last4}{? {balance}}",
        ),
        Shape::push("kakao-own", "{in=입금} {won} {own} {=→|->|>} {?내 }{alias}{last4}{? {balance}}"),
        Shape::anonymous(
            "kakao-arrow-out",
            "{?{date} {time} }{out=출금|결제|송금|이체|자동이체} {won} {?내 }{alias}{last4} {=→|->|>|-} {name}{? {balance}}",
        ),
        Shape::anonymous("kakao-dated", "{date} {time}\n{type} {won}\n{name}"),
        Shape::push("kakao-undated", "{bank} {type} {won} {name} {balance}"),
        Shape::anonymous("kakao-undated-headless", "{type} {won} {name} {balance}"),
        Shape::sms("kakao-name-first", "{bank} {name} {won} {in=입금}{? {balance}}"),
        Shape::push(
            "kakao-sentence",
            "{bank} {name}님이 {account} 계좌로 {won}을 {in=입금했어요|입금했습니다|보냈어요|보냈습니다}{?.}",
        ),
    ],
    ..Bank::readable("090", "카카오뱅크")
};
