//! 토스뱅크. Pushes only: the amount before the word, the payer before an arrow; or a sentence, where 님이 pays us and 님께 is
//! paid by us.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["토스뱅크"],
    senders: &["16617654", "15994905"],
    packages: &["viva.republica.toss"],
    shapes: &[
        Shape::push("toss-arrow", "{won} {type} {name} → {?내 }토스뱅크{? {=통장|계좌|모임통장}}{? {balance}}"),
        Shape::push("toss-arrow-out", "{?{word} }{won} {type} {?내 }토스뱅크{? {=통장|계좌}} → {name}{? {balance}}"),
        Shape::push("toss-bar", "{won} {type} 토스뱅크{? 체크카드} | {name}{? {balance}}"),
        Shape::push("toss-lines", "{bank} {date} {time} {type} {won} {name}{? {balance}}"),
        Shape::push(
            "toss-sent",
            "{name}님이 {won}을 {?{=우리|내} 계좌로 }{in=보냈어요|보냈습니다|입금했어요|입금했습니다|송금했어요}{?.}",
        ),
        Shape::push(
            "toss-sent-out",
            "{name}님{=께|에게} {won}을 {out=보냈어요|보냈습니다|송금했어요|송금했습니다}{?.}",
        ),
        Shape::push("toss-received", "{name}님{=에게서|에게|께|으로부터} {won}을 {in=받았어요|받았습니다}{?.}"),
    ],
    ..Bank::readable("092", "토스뱅크")
};
