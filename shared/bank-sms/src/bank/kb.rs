//! KB국민은행. The SMS puts name, type and amount on lines of their own, without 원; the push begins with the owner.

use super::Bank;
use crate::layout::Shape;

pub(super) const BANK: Bank = Bank {
    headers: &["KB국민은행", "KB국민", "국민은행", "국민", "KB", "kb"],
    senders: &["16449999", "15889999", "15999999"],
    masks: "dddddd**ddd",
    packages: &["com.kbstar.kbbank", "com.kbstar.starpush", "com.kbstar.reboot", "com.kbstar.liivbank"],
    name_limit: Some(20),
    shapes: &[
        Shape::sms("kb-lines", "{bank}·{date} {time} {account} {?{name} }{type}·{amount}{?·{balance}}")
            .ending_in_amount(),
        Shape::sms("kb-glued", "{bank}·{date}·{time}·{account=dddddd**ddd}{name}{type}{amount}{?{balance}}")
            .ending_in_amount(),
        Shape::sms("kb-name-after", "{bank}·{date} {time} {?{account} }{type}·{amount} {name}{? {balance}}"),
        Shape::sms("kb-name-last", "{bank}·{date} {time} {?{account} }{type}·{amount} {balance}{? {name}}"),
        Shape::sms("kb-undated", "{bank} {type} {amount} {balance} {name}"),
        Shape::push(
            "kb-push",
            "{?{owner}님 }{date} {time} {account=dddddd-**-***ddd|ddd-dd-d***-ddd} {?{name} }{type}{?(}·{amount}{?·{balance}}",
        ),
        Shape::sms(
            "kb-other-money",
            "{bank}·{date} {time} {account} {?{name} }{in=급여|상여금|상여|결산이자|예금이자|이자}·{amount}{?·{balance}}",
        ),
        Shape::push(
            "kb-push-other-money",
            "{?{owner}님 }{date} {time} {account=dddddd-**-***ddd|ddd-dd-d***-ddd} {?{name} }{in=급여|상여금|상여|결산이자|예금이자|이자}·{amount}{?·{balance}}",
        ),
        Shape::push(
            "kb-push-titled",
            "{?[}{type} {won}{?]}·{?{owner}님 }{date} {time} {account=dddddd-**-***ddd|ddd-dd-d***-ddd} {?{name} }{type}{?(}·{amount}{?·{balance}}",
        ),
        Shape::push(
            "kb-credited",
            "{bank} 계좌에 {won}{?이} {in=입금됐어요|입금됐습니다|입금되었습니다|입금되었어요|입금되었음}{?.}",
        ),
    ],
    ..Bank::readable("004", "국민")
};
