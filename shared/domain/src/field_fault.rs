//! What is wrong with a field of a body or a query.

use bank_sms::custom::FormatError;

/// What is wrong with a field of a body or a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FieldFault {
    Required,
    WrongType,
    TooShort,
    TooLong,
    OutOfRange,
    Invalid,
    /// It names what the workspace does not have.
    NotFound,
    /// It never changes.
    Fixed,
    /// There is no such field.
    Unknown,
    /// A password that would be guessed first.
    TooWeak,
    ForbiddenCharacter,
    /// A depositor's name in which no letter could be compared.
    NameCannotMatch,
    /// An app did not fill in what stands for the message.
    Placeholder,
    // Why marks make no format, as the reader says it.
    NotUnread,
    MarkOutside,
    MarksOverlap,
    MarkedTwice,
    NoAmount,
    NotSuch,
    MarksTouch,
    NameWithoutEnd,
    NumberAtEnd,
    Unmarked,
    NoDirection,
    ForbiddenWord,
    TooFewWords,
    NoBank,
    Braces,
    ReadsOtherwise,
}

impl From<&FormatError> for FieldFault {
    fn from(error: &FormatError) -> Self {
        match error {
            FormatError::TooLong => Self::TooLong,
            FormatError::NotUnread => Self::NotUnread,
            FormatError::MarkOutside(_) => Self::MarkOutside,
            FormatError::Overlap(..) => Self::MarksOverlap,
            FormatError::MarkedTwice(_) => Self::MarkedTwice,
            FormatError::NoAmount => Self::NoAmount,
            FormatError::NotSuch(_) => Self::NotSuch,
            FormatError::Touching(..) => Self::MarksTouch,
            FormatError::NameWithoutEnd => Self::NameWithoutEnd,
            FormatError::NumberAtEnd(_) => Self::NumberAtEnd,
            FormatError::Unmarked(_) => Self::Unmarked,
            FormatError::NoDirection => Self::NoDirection,
            FormatError::ForbiddenWord(_) => Self::ForbiddenWord,
            FormatError::TooFewWords => Self::TooFewWords,
            FormatError::NoBank => Self::NoBank,
            FormatError::Braces => Self::Braces,
            FormatError::ReadsOtherwise => Self::ReadsOtherwise,
        }
    }
}
