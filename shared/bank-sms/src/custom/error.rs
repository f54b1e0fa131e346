//! Why marks make no format.

use super::Hole;

/// Why marks make no format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// The message is longer than any that is read, or the layout than any that is kept.
    TooLong,
    /// The reader reads the message, or knows what it is.
    NotUnread,
    /// A mark without a character, or outside of the bank's text.
    MarkOutside(Hole),
    Overlap(Hole, Hole),
    MarkedTwice(Hole),
    NoAmount,
    /// The marked piece is no amount, account, date, time or name.
    NotSuch(Hole),
    /// A number or a name begins right where another ends.
    Touching(Hole, Hole),
    /// Nothing ends the name: no line end and no fixed text.
    NameWithoutEnd,
    /// The text ends in a number: cut off there, it would be another.
    NumberAtEnd(Hole),
    /// An amount, a date or a time that is not marked would have to be the same in every message.
    Unmarked(String),
    /// No word of the fixed text says that money came in.
    NoDirection,
    /// A word of the fixed text says that none came, or that it went out.
    ForbiddenWord(String),
    /// Fewer than two words besides numbers.
    TooFewWords,
    /// Neither the text nor a believed sender names the bank.
    NoBank,
    /// Braces stand in the text.
    Braces,
    /// The format would not read this very message as marked.
    ReadsOtherwise,
}

impl FormatError {
    /// For shop staff: what is wrong, and what to do.
    pub fn korean(&self) -> String {
        match self {
            Self::TooLong => "은행 문자라고 보기에 너무 길어 형식으로 만들 수 없습니다.".to_owned(),
            Self::NotUnread => "이미 읽을 수 있거나 입금이 아닌 것으로 확인된 문자입니다. 읽지 못한 문자로만 형식을 만들 수 있습니다.".to_owned(),
            Self::MarkOutside(hole) => format!("{} 표시가 은행 문자의 글자를 벗어났습니다. 글자를 다시 선택해 주세요.", hole.korean()),
            Self::Overlap(one, other) => format!("{} 표시와 {} 표시가 겹칩니다. 하나를 지우고 다시 선택해 주세요.", one.korean(), other.korean()),
            Self::MarkedTwice(hole) => format!("{} 표시가 두 번 있습니다. 하나만 남겨 주세요.", hole.korean()),
            Self::NoAmount => "금액이 표시되지 않았습니다. 입금된 금액을 선택해 주세요.".to_owned(),
            Self::NotSuch(hole) => format!("{}(으)로 표시한 글자를 {}(으)로 읽을 수 없습니다. 그 값만 정확히 선택해 주세요.", hole.korean(), hole.korean()),
            Self::Touching(one, other) => format!("{} 바로 뒤에 {}이(가) 붙어 있어 어디서 끝나는지 알 수 없습니다.", one.korean(), other.korean()),
            Self::NameWithoutEnd => "입금자명이 어디서 끝나는지 알 수 없습니다. 이름은 줄 끝이거나, 바뀌지 않는 글자 앞이어야 합니다.".to_owned(),
            Self::NumberAtEnd(hole) => format!("문자가 {}(으)로 끝나 잘려도 알 수 없습니다. 이런 문자는 형식으로 만들 수 없습니다.", hole.korean()),
            Self::Unmarked(text) => format!("'{text}'은(는) 문자마다 바뀌는 값으로 보입니다. 무엇인지 표시해 주세요."),
            Self::NoDirection => "입금되었다는 말이 없습니다. 바뀌지 않는 글자에 '입금'이 있어야 합니다.".to_owned(),
            Self::ForbiddenWord(word) => format!("'{word}'이(가) 있는 문자는 입금이 아닐 수 있어 형식으로 만들 수 없습니다."),
            Self::TooFewWords => "바뀌지 않는 글자가 너무 적습니다. 숫자 말고 낱말이 둘 이상이어야 합니다.".to_owned(),
            Self::NoBank => "어느 은행인지 알 수 없습니다. 문자 첫머리에 은행 이름이 있거나, 은행이 쓰는 번호 또는 승인한 번호가 보낸 문자여야 합니다.".to_owned(),
            Self::Braces => "중괄호가 있는 문자는 형식으로 만들 수 없습니다.".to_owned(),
            Self::ReadsOtherwise => "이 표시로는 이 문자를 표시한 대로 한 가지로 읽을 수 없습니다. 표시를 다시 확인해 주세요.".to_owned(),
        }
    }
}
