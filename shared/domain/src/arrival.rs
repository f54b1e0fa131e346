//! What came over a phone's URL, for the phone's page: what kind of call it was, what kind of sender it told, and what
//! is to be mended in the phone's set-up. Never a text or a number.

use crate::Timestamp;
use crate::sender::{MissingSender, SenderClaim};
use strum::{EnumIter, IntoStaticStr};

/// A call over a phone's URL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrival {
    pub at: Timestamp,
    pub kind: ArrivalKind,
    pub sender: SenderKind,
    pub problems: Vec<PhoneProblem>,
}

/// What a call over a phone's URL brought.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum ArrivalKind {
    BankMessage,
    /// Some other text.
    Other,
    /// A notification whose text the phone hides from apps.
    Hidden,
    /// A sign of life alone.
    Ping,
    /// The phone's test message.
    Test,
}

/// What kind of sender a call told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SenderKind {
    None,
    /// A notification's title, and neither its app nor a sender.
    Title,
    Name,
    Number,
    Email,
    Package,
}

/// What is to be mended in a phone's set-up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PhoneProblem {
    NoSender,
    NameWithoutPackage,
    AmbiguousSender,
    SenderUnconfirmed,
    NotABankMessage,
    ContentHidden,
}

impl ArrivalKind {
    /// Whether the call carried a text that counts for what the phone tells of senders.
    pub fn is_message(self) -> bool {
        match self {
            Self::BankMessage | Self::Other | Self::Hidden => true,
            Self::Ping | Self::Test => false,
        }
    }
}

impl SenderKind {
    /// What kind of sender a claim names.
    pub fn of(claim: &SenderClaim) -> Self {
        match (&claim.package, &claim.sender, &claim.title) {
            (Some(_), _, _) => Self::Package,
            (None, Some(sender), _) if is_number(sender) => Self::Number,
            (None, Some(sender), _) if sender.contains('@') => Self::Email,
            (None, Some(_), _) => Self::Name,
            (None, None, Some(_)) => Self::Title,
            (None, None, None) => Self::None,
        }
    }

    /// Whether it tells who sent the text: anybody may bear a name.
    pub fn tells_sender(self) -> bool {
        match self {
            Self::Number | Self::Email | Self::Package => true,
            Self::None | Self::Title | Self::Name => false,
        }
    }
}

impl PhoneProblem {
    /// What it is, and what to do.
    pub fn korean(self) -> &'static str {
        match self {
            Self::NoSender => "보낸 번호가 없습니다: 앱의 템플릿에 보낸 번호를 넣어 주세요.",
            Self::NameWithoutPackage => {
                "보낸 번호 대신 이름이나 알림 제목만 왔습니다: 문자는 은행 번호를 연락처에서 지우고, 알림은 앱 패키지를 함께 보내 주세요."
            }
            Self::AmbiguousSender => {
                "보낸 번호가 두 가지로 왔거나 같은 항목이 두 번 왔습니다: 문자는 본문(text/plain)으로, 보낸 번호는 쿼리로 보내 주세요."
            }
            Self::SenderUnconfirmed => {
                "보내지 않던 보낸 번호가 오기 시작했습니다: 앱 설정을 바꾸셨다면 이 화면에서 확인해 주세요."
            }
            Self::ContentHidden => {
                "휴대폰이 알림 내용을 앱에 숨깁니다: 문자(SMS)로 전달하거나, 알림 설정에서 향상된 알림을 꺼 주세요."
            }
            Self::NotABankMessage => "은행 문자가 아닙니다: 앱에서 은행 번호의 문자만 보내도록 거를 수 있습니다.",
        }
    }
}

impl Arrival {
    /// How many a phone's page shows.
    pub const KEPT: usize = 5;
    /// A sender that appears although this many calls before told none waits for the owner's confirmation.
    pub const SENDERLESS_MAX: u32 = 20;

    /// A call that carried a text with this claim.
    pub fn of(kind: ArrivalKind, claim: &SenderClaim, at: Timestamp) -> Self {
        let sender = SenderKind::of(claim);
        let of_sender = match sender {
            _ if claim.ambiguous => Some(PhoneProblem::AmbiguousSender),
            SenderKind::None => Some(PhoneProblem::NoSender),
            SenderKind::Title | SenderKind::Name => Some(PhoneProblem::NameWithoutPackage),
            SenderKind::Number | SenderKind::Email | SenderKind::Package => None,
        };
        let of_text = match kind {
            ArrivalKind::Other => Some(PhoneProblem::NotABankMessage),
            ArrivalKind::Hidden => Some(PhoneProblem::ContentHidden),
            ArrivalKind::BankMessage | ArrivalKind::Ping | ArrivalKind::Test => None,
        };
        Self { at, kind, sender, problems: of_sender.into_iter().chain(of_text).collect() }
    }

    /// A call without a text.
    pub fn ping(at: Timestamp) -> Self {
        Self { at, kind: ArrivalKind::Ping, sender: SenderKind::None, problems: Vec::new() }
    }

    /// Whether the call's sender cannot be told for sure.
    pub fn is_ambiguous(&self) -> bool {
        self.problems.contains(&PhoneProblem::AmbiguousSender)
    }

    /// What this call decides for a phone added before senders were judged: one that tells no sender goes on to pay.
    pub fn decides(&self) -> Option<MissingSender> {
        match self.sender {
            _ if !self.kind.is_message() => None,
            SenderKind::Name | SenderKind::Number | SenderKind::Email | SenderKind::Package => {
                Some(MissingSender::Held)
            }
            SenderKind::None | SenderKind::Title if self.is_ambiguous() => None,
            SenderKind::None | SenderKind::Title => Some(MissingSender::Allowed),
        }
    }

    /// Whether a sender that this call tells waits for the owner: none of the calls before told one. `senderless`: how
    /// many in a row told none; `told_before`: one did before these.
    pub fn is_unconfirmed(senderless: u32, told_before: bool) -> bool {
        senderless >= Self::SENDERLESS_MAX || (senderless > 0 && !told_before)
    }
}

/// Digits, blanks, `-`, `()` and a `+` in front: anything more is no number.
pub fn is_number(text: &str) -> bool {
    let rest = text.trim().strip_prefix('+').unwrap_or(text.trim());
    rest.bytes().any(|byte| byte.is_ascii_digit())
        && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'(' | b')'))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    fn claim(sender: Option<&str>, title: Option<&str>, package: Option<&str>) -> SenderClaim {
        let text = |it: Option<&str>| it.map(str::to_owned);
        SenderClaim { sender: text(sender), title: text(title), package: text(package), ..SenderClaim::default() }
    }

    #[test]
    fn a_claim_is_of_one_kind_and_its_problems_say_what_to_mend() {
        let app = Some("com.example.bank");
        for (claim, kind, problems) in [
            (claim(None, None, None), SenderKind::None, vec![PhoneProblem::NoSender]),
            (claim(None, Some("1644-9999"), None), SenderKind::Title, vec![PhoneProblem::NameWithoutPackage]),
            (claim(Some("국민은행"), None, None), SenderKind::Name, vec![PhoneProblem::NameWithoutPackage]),
            (claim(Some("+82 1644-9999"), None, None), SenderKind::Number, vec![]),
            (claim(Some("a@example.com"), None, None), SenderKind::Email, vec![]),
            (claim(None, Some("국민은행"), app), SenderKind::Package, vec![]),
        ] {
            let arrival = Arrival::of(ArrivalKind::BankMessage, &claim, Timestamp::EARLIEST);
            assert_eq!((arrival.sender, &arrival.problems), (kind, &problems), "{claim:?}");
            let other = Arrival::of(ArrivalKind::Other, &claim, Timestamp::EARLIEST);
            assert_eq!(other.problems.last(), Some(&PhoneProblem::NotABankMessage));
        }
        let ambiguous = SenderClaim { ambiguous: true, ..claim(Some("16449999"), None, None) };
        let arrival = Arrival::of(ArrivalKind::BankMessage, &ambiguous, Timestamp::EARLIEST);
        assert_eq!(arrival.problems, [PhoneProblem::AmbiguousSender]);
    }

    #[test]
    fn the_first_call_of_an_undecided_phone_decides_unless_it_is_no_message_or_tells_two_things() {
        let decides = |kind, claim: &SenderClaim| Arrival::of(kind, claim, Timestamp::EARLIEST).decides();
        let none = claim(None, None, None);
        assert_eq!(decides(ArrivalKind::BankMessage, &none), Some(MissingSender::Allowed));
        assert_eq!(decides(ArrivalKind::Other, &claim(None, Some("알림"), None)), Some(MissingSender::Allowed));
        assert_eq!(decides(ArrivalKind::BankMessage, &claim(Some("국민"), None, None)), Some(MissingSender::Held));
        assert_eq!(decides(ArrivalKind::Test, &none), None);
        assert_eq!(decides(ArrivalKind::BankMessage, &SenderClaim { ambiguous: true, ..none }), None);
        assert_eq!(Arrival::ping(Timestamp::EARLIEST).decides(), None);
    }

    #[test]
    fn a_sender_is_unconfirmed_when_none_of_the_last_twenty_calls_told_one() {
        for (senderless, told_before, unconfirmed) in [
            (0, false, false),
            (1, false, true),
            (19, false, true),
            (1, true, false),
            (19, true, false),
            (20, true, true),
            (u32::MAX, true, true),
        ] {
            assert_eq!(Arrival::is_unconfirmed(senderless, told_before), unconfirmed, "{senderless} {told_before}");
        }
    }

    #[test]
    fn a_number_is_digits_and_what_stands_between_them() {
        for number in ["16449999", "1644-9999", " 1644 9999", "+82-2-1234-5678", "(02) 1234", "+82 (0)10"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "-", "KB1644", "1644.9999", "1644+9999", "１６４４", "1644-9999 국민"] {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn every_problem_says_what_to_do() {
        for problem in PhoneProblem::iter() {
            assert!(problem.korean().contains(": ") && problem.korean().ends_with('.'), "{problem:?}");
        }
    }
}
