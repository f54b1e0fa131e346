//! 토스뱅크. Pushes only: the amount before the word, the payer before an arrow; or a sentence, where 님이 pays us and
//! 님께 is paid by us.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["토스뱅크"],
    prints_won: true,
    senders: &["16617654", "15994905"],
    packages: &["viva.republica.toss"],
    shapes: &[
        Shape::push(
            "toss-arrow",
            "{won} {in=입금} {name} {=→|->|>} {?내 }토스뱅크{? {=통장|계좌|모임통장}}{? {balance}}",
        ),
        Shape::push(
            "toss-arrow-out",
            "{?{word} }{won} {out=출금|결제|송금|이체|납부} {?내 }토스뱅크{? {=통장|계좌|모임통장}} {=→|->|>} {name}{? {balance}}",
        ),
        Shape::anonymous("toss-arrow-mine", "{won} {in=입금} {name} {=→|->|>} 내 {=통장|계좌}{? {balance}}"),
        Shape::push("toss-bar", "{won} {type} 토스뱅크{? 체크카드} | {name}{? {balance}}"),
        Shape::push("toss-lines", "{bank} {date} {time} {type} {won} {name}{? {balance}}"),
        Shape::anonymous("toss-titled", "{in=입금} {won} {name}님이 {=보냈어요|보냈습니다}{?.}{? {=·}}{? {balance}}"),
        Shape::push(
            "toss-into-account",
            "{bank} {alias}통장에 {won}이 {in=입금됐어요|입금됐습니다|입금되었습니다|입금되었어요|입금되었음}{?.}",
        ),
        Shape::anonymous(
            "toss-sent",
            "{name}님이 {won}을 {?{=우리|내} 계좌로 }{in=보냈어요|보냈습니다|입금했어요|입금했습니다|송금했어요}{?.}",
        ),
        Shape::anonymous(
            "toss-sent-out",
            "{name}님{=께|에게} {won}을 {out=보냈어요|보냈습니다|송금했어요|송금했습니다}{?.}",
        ),
        Shape::anonymous("toss-received", "{name}님{=에게서|에게|께|으로부터} {won}을 {in=받았어요|받았습니다}{?.}"),
    ],
    ..Bank::readable("092", "토스뱅크")
};
