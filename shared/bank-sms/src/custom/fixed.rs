//! What the fixed text of a format may say: that money came in, and nothing that speaks against it.

use crate::label::{self, Label};
use crate::notice::NO_PAYMENT;
use crate::word::{self, Direction};

/// Parts of words that say, anywhere in fixed text, that no money came, that it went out, or to whom; beside
/// [`NO_PAYMENT`].
const FORBIDDEN: [&str; 17] = [
    "미입금",
    "카드",
    "인증번호",
    "않",
    "못",
    "없",
    "아니",
    "아닙",
    "아닌",
    "안되",
    "안된",
    "안됐",
    "안됨",
    "에게",
    "한테",
    "계좌로",
    "앞으로",
];

/// What holds a forbidden part and says something else: 입출금 is the head of many notices; the others name a giver.
const HARMLESS: [&str; 4] = ["입출금", "에게서", "한테서", "께서"];

/// What may begin a sentence's word for money that came in.
const SENTENCES_IN: [&str; 7] = ["입금되", "입금됐", "입금완료", "보냈", "보내셨", "받았", "들어왔"];

/// Does a word of fixed text say that no money came, that it went out, or to whom?
pub(super) fn is_forbidden(word: &str) -> bool {
    let told = HARMLESS.iter().fold(word.to_owned(), |told, harmless| told.replace(harmless, " "));
    let holds = |part: &str| told.contains(part);
    let is_not = runs(&told).any(|(_, letters)| letters == "안");
    let payee = label::LABELS.iter().any(|(payee, label)| *label == Label::Payee && holds(payee));
    let mut directions = runs(&told).filter_map(|(from, _)| word::direction(&told, from));
    is_not
        || payee
        || NO_PAYMENT.iter().chain(&FORBIDDEN).chain(word::PAID).chain(word::ADDRESSED).any(|part| holds(part))
        || directions.any(|(direction, ..)| direction != Direction::In)
}

/// Does fixed text right behind a name say that whoever is named is paid: `홍길동 님 께`? Then the word that says so.
pub(super) fn payee_behind_name(fixed: &str) -> Option<&str> {
    let behind = fixed.trim_start();
    let behind = behind.strip_prefix('님').map_or(behind, str::trim_start);
    let is_payee = behind.starts_with(['께', '앞']) && !behind.starts_with("께서");
    behind.split_whitespace().next().filter(|_| is_payee)
}

/// Where a word of fixed text says that money came in: 입금, 별빛입금, (입금), [KB]입금, 입금되었습니다.
pub(super) fn direction_in(word: &str) -> Option<(usize, usize)> {
    let is_in = |letters: &str| {
        letters != "입출금" && letters.ends_with("입금")
            || SENTENCES_IN.iter().any(|sentence| letters.starts_with(sentence))
    };
    runs(word).find(|(_, letters)| is_in(letters)).map(|(from, letters)| (from, from + letters.len()))
}

/// The runs of letters of a word, each with its place.
fn runs(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + word.get(at..)?.find(word::is_letter)?;
        let letters = word.get(from..)?;
        at = from + letters.find(|c| !word::is_letter(c)).unwrap_or(letters.len());
        Some((from, word.get(from..at)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CustomFormat;
    use crate::custom::{FormatError, Hole, Mark};
    use crate::{Message, Outcome, read};

    /// The format of a text with this amount and payer marked.
    fn format_of(raw: &str) -> Result<CustomFormat, FormatError> {
        let message = Message { raw, sender: None, received_at: time::OffsetDateTime::UNIX_EPOCH };
        let mark = |hole, piece: &str| {
            let from = raw[..raw.find(piece).unwrap()].chars().count();
            Mark { hole, from, to: from + piece.chars().count() }
        };
        let marks = [mark(Hole::Amount, "50,000원"), mark(Hole::Payer, "홍길동")];
        // What the reader knows needs no format.
        let is_known = matches!(read(&message).outcome, Outcome::Ignored(_) | Outcome::Withdrawal { .. });
        let made = CustomFormat::from_marks(&message, &marks, None);
        if is_known && made == Err(FormatError::NotUnread) {
            Err(FormatError::ForbiddenWord(String::new()))
        } else {
            made
        }
    }

    #[test]
    fn every_forbidden_word_makes_no_format_wherever_it_stands() {
        assert!(format_of("[KB] 별빛입금 50,000원 은하\n홍길동").is_ok());
        for word in
            ["거부", "미입금", "안됨", "에게", "카드", "입금취소", "압류", "안", "받는분", "예정", "없음", "못함"]
        {
            assert!(is_forbidden(word), "{word}");
            for raw in [
                format!("[KB] 별빛입금 50,000원 {word}\n홍길동"),
                format!("[KB] 별빛입금 {word} 50,000원\n홍길동"),
                format!("[KB] 별빛입금 50,000원 ({word})\n홍길동"),
                format!("[KB]{word} 별빛입금 50,000원\n홍길동"),
            ] {
                let error = format_of(&raw);
                assert!(matches!(error, Err(FormatError::ForbiddenWord(_))), "{raw}: {error:?}");
            }
        }
    }

    #[test]
    fn who_gave_is_told_from_who_is_paid() {
        for word in ["입출금알림", "님께서", "에게서", "한테서", "안내", "입금안내"] {
            assert!(!is_forbidden(word), "{word}");
        }
        for (fixed, word) in [("께", "께"), (" 님 께 50", "께"), (" 앞으로", "앞으로"), ("님앞", "앞")] {
            assert_eq!(payee_behind_name(fixed), Some(word), "{fixed}");
        }
        for fixed in ["", "\n", "님", "께서 ", "님께서", "님이 앞"] {
            assert_eq!(payee_behind_name(fixed), None, "{fixed}");
        }
    }

    #[test]
    fn every_run_of_letters_may_say_that_money_came() {
        for (word, said) in [("[KB]별빛입금", "별빛입금"), ("(입금)", "입금"), ("A1입금되었습니다.", "입금되었습니다")]
        {
            assert_eq!(direction_in(word).and_then(|(from, end)| word.get(from..end)), Some(said), "{word}");
        }
        for word in ["", "입출금", "[KB]입출금", "입금자", "[KB]"] {
            assert_eq!(direction_in(word), None, "{word}");
        }
    }
}
