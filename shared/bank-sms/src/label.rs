//! Labels in front of values: `금액: 10,000원`, `보낸분 홍길동`.

use crate::lexicon::Lexicon;
use std::sync::LazyLock;

/// What the label in front promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Account,
    Name,
    /// Whoever is paid: the money goes out, whatever the word says.
    Payee,
    When,
    Amount,
    Bank,
    Direction,
}

/// Longer spellings before their beginnings.
pub(crate) const LABELS: &[(&str, Label)] = &[
    ("계좌번호", Label::Account),
    ("계좌", Label::Account),
    ("받으시는분", Label::Payee),
    ("받는분", Label::Payee),
    ("받는 분", Label::Payee),
    ("받는사람", Label::Payee),
    ("수취인명", Label::Payee),
    ("수취인", Label::Payee),
    ("예금주명", Label::Payee),
    ("예금주", Label::Payee),
    ("보내는분", Label::Name),
    ("보내신분", Label::Name),
    ("보낸분", Label::Name),
    ("보낸이", Label::Name),
    ("입금자명", Label::Name),
    ("입금자", Label::Name),
    ("의뢰인", Label::Name),
    ("거래내용", Label::Name),
    ("기재내용", Label::Name),
    ("내용", Label::Name),
    ("적요", Label::Name),
    ("거래일시", Label::When),
    ("거래시간", Label::When),
    ("거래일", Label::When),
    ("일시", Label::When),
    ("일자", Label::When),
    ("시간", Label::When),
    ("거래금액", Label::Amount),
    ("금액", Label::Amount),
    ("거래은행", Label::Bank),
    ("은행", Label::Bank),
    ("거래구분", Label::Direction),
    ("구분", Label::Direction),
];

static BY_FRONT: LazyLock<Lexicon<Label>> = LazyLock::new(|| Lexicon::with(LABELS.iter().copied()));

/// The label that the text begins with, and its length with its colon.
pub(crate) fn label_in(rest: &str) -> Option<(Label, usize)> {
    BY_FRONT.beginning(rest).find_map(|(word, label, after)| {
        let length = with_colon(rest, after).or_else(|| after.starts_with([' ', '\n']).then_some(word.len()))?;
        Some((label, length))
    })
}

/// Does the text begin with a label and its colon?
pub(crate) fn has_label_with_colon(rest: &str) -> bool {
    BY_FRONT.beginning(rest).any(|(.., after)| with_colon(rest, after).is_some())
}

/// The length with the colon that stands in front of `after`.
fn with_colon(rest: &str, after: &str) -> Option<usize> {
    after.trim_start_matches(' ').strip_prefix(':').map(|value| rest.len() - value.len())
}

/// Is this word a label by itself?
pub(crate) fn is_label(word: &str) -> bool {
    LABELS.iter().any(|(label, _)| *label == word)
}

/// The length of the label that the text begins with.
pub(crate) fn length(rest: &str) -> Option<usize> {
    label_in(rest).map(|(_, length)| length)
}
