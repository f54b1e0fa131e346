//! What bodies say of a phone.

use domain::{ClosedSet, FieldFault, MissingSender, Phone, text};
use web::field::{Bad, Choices, Described, Field, Integer, Line, Name, Prose, Value};

/// Digits, hyphens, spaces, and a `+` in front.
pub struct PhoneNumber;

impl Field for PhoneNumber {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let number = Line::<{ text::PHONE }, 3>::read(value)?;
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let fits = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '))
            && digits.contains(|c: char| c.is_ascii_digit());
        if fits {
            Ok(number)
        } else {
            Err(Bad::new(FieldFault::Invalid, "숫자와 하이픈으로 된 전화번호여야 합니다."))
        }
    }

    fn schema() -> Described {
        Line::<{ text::PHONE }, 3>::schema()
    }
}

/// What its people call a phone; may be empty.
pub struct Label;

impl Field for Label {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let is_empty = value.as_str().is_some_and(|label| label.trim().is_empty());
        if is_empty { Ok(String::new()) } else { Name::read(value) }
    }

    fn schema() -> Described {
        Prose::<{ text::NAME }>::schema()
    }
}

/// Minutes of silence after which a phone is reported.
pub type SilentAfter =
    Integer<{ *Phone::SILENT_AFTER_MINUTES.start() as u64 }, { *Phone::SILENT_AFTER_MINUTES.end() as u64 }, u32>;

/// What a phone's app signs its calls with.
pub type SigningSecret = Line<128, 8>;

/// What an owner may choose for texts without a sender: a phone of before is undecided by itself only.
pub struct ChosenMissingSender;

impl Choices for ChosenMissingSender {
    type Of = MissingSender;

    fn all() -> impl Iterator<Item = MissingSender> {
        MissingSender::all().filter(|choice| *choice != MissingSender::Undecided)
    }
}
