//! Token by token, what a text was understood as: for whoever asks why a message waits.

use crate::peel::peel;
use crate::text::{self, Text};
use crate::{Message, Reading, bank, label, notice, payer, read, token, word};
use std::fmt;

/// What was understood of a text, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// In the text's order; white space between them is left out.
    pub parts: Vec<Part>,
    pub reading: Reading,
}

/// A piece of the text, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub meaning: Meaning,
}

/// What a piece of a text is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Put around the bank's text by a carrier, an app or a forwarder: taken off.
    Wrapping,
    /// The bank's name at the head.
    Bank,
    Date,
    Time,
    Account,
    Amount,
    Balance,
    /// A label: its value follows.
    Label,
    /// 입금, 출금 and their kin, with a channel that is known.
    Direction,
    /// A direction word behind a channel that no list has.
    UnknownChannel,
    /// A word of notices (보류, 예정, 안내): no payer is called so.
    Notice,
    /// Pay, interest, or a channel, standing where a name may stand.
    Kind,
    /// The payer that was read.
    Payer,
    /// Could be a name; nothing says that it is the payer's.
    Words,
    /// Nothing that the reader knows.
    Unknown,
}

impl Meaning {
    /// Each, for documents and tests.
    pub const ALL: [Self; 15] = [
        Self::Wrapping,
        Self::Bank,
        Self::Date,
        Self::Time,
        Self::Account,
        Self::Amount,
        Self::Balance,
        Self::Label,
        Self::Direction,
        Self::UnknownChannel,
        Self::Notice,
        Self::Kind,
        Self::Payer,
        Self::Words,
        Self::Unknown,
    ];

    /// The stable word of the JSON interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wrapping => "wrapping",
            Self::Bank => "bank",
            Self::Date => "date",
            Self::Time => "time",
            Self::Account => "account",
            Self::Amount => "amount",
            Self::Balance => "balance",
            Self::Label => "label",
            Self::Direction => "direction",
            Self::UnknownChannel => "unknown_channel",
            Self::Notice => "notice",
            Self::Kind => "kind",
            Self::Payer => "payer",
            Self::Words => "words",
            Self::Unknown => "unknown",
        }
    }

    /// For shop staff.
    pub const fn korean(self) -> &'static str {
        match self {
            Self::Wrapping => "전달 과정에서 붙은 글",
            Self::Bank => "은행",
            Self::Date => "날짜",
            Self::Time => "시각",
            Self::Account => "계좌",
            Self::Amount => "금액",
            Self::Balance => "잔액",
            Self::Label => "항목 이름",
            Self::Direction => "입금·출금 구분",
            Self::UnknownChannel => "입금 앞의 모르는 말",
            Self::Notice => "안내 문구: 입금자명이 아님",
            Self::Kind => "급여·이자 또는 거래 구분",
            Self::Payer => "입금자명",
            Self::Words => "이름일 수 있으나 입금자라고 볼 근거가 없음",
            Self::Unknown => "알 수 없는 문구",
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            writeln!(f, "{:<16} {:?}  {}", part.meaning.code(), part.text, part.meaning.korean())?;
        }
        let outcome = self.reading.outcome;
        match outcome.why() {
            None => write!(f, "→ {} ({})", outcome.code(), self.reading.shape),
            Some(why) => write!(f, "→ {}: {} {}", outcome.code(), why.code(), why.korean()),
        }
    }
}

/// Reads a message and says what each piece of it was understood as.
pub fn explain(message: &Message<'_>) -> Explanation {
    let reading = read(message);
    let raw = message.raw.get(..text::MAX_BYTES).unwrap_or(message.raw);
    let raw = text::with_line_breaks(raw);
    let text = Text::new(&raw);
    let folded = text.folded();
    let peeled = peel(folded);
    let mut parts = Vec::new();
    let mut tell = |from: usize, to: usize, meaning: Meaning| {
        let printed = text.printed(from..to).trim();
        if !printed.is_empty() {
            parts.push(Part { text: printed.to_owned(), meaning });
        }
    };
    tell(0, peeled.start, Meaning::Wrapping);
    let body = folded.get(..peeled.end).unwrap_or_default();
    let mut at = peeled.start;
    if let Some((_, end)) = bank::header(body, at) {
        tell(at, end, Meaning::Bank);
        at = end;
    }
    loop {
        at = token::spaces(body, at);
        if at >= body.len() {
            break;
        }
        let (end, meaning) = piece(body, at, reading.depositor.as_deref());
        tell(at, end, meaning);
        at = end.max(at + 1);
        while !body.is_char_boundary(at) {
            at += 1;
        }
    }
    tell(peeled.end, folded.len(), Meaning::Wrapping);
    Explanation { parts, reading }
}

/// The piece at `at`: its end, and what it is.
fn piece(text: &str, at: usize, payer: Option<&str>) -> (usize, Meaning) {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(payer) = payer.filter(|payer| rest.starts_with(*payer)) {
        return (at + payer.len(), Meaning::Payer);
    }
    if let Some((_, end)) = token::balance(text, at) {
        return (end, Meaning::Balance);
    }
    if let Some(length) = label::length(rest) {
        return (at + length, Meaning::Label);
    }
    if let Some((_, is_new, end)) = word::direction(text, at) {
        return (end, if is_new { Meaning::UnknownChannel } else { Meaning::Direction });
    }
    if let Some((_, end)) = token::date(text, at) {
        return (end, Meaning::Date);
    }
    if let Some((_, end)) = token::time_of_day(text, at) {
        return (end, Meaning::Time);
    }
    if let Some(end) = token::account(text, at).or_else(|| token::last_four(text, at)) {
        return (end, Meaning::Account);
    }
    if let Some((.., end)) = token::amount(text, at) {
        return (end, Meaning::Amount);
    }
    let end = at + rest.find([' ', '\n']).unwrap_or(rest.len());
    let word = text.get(at..end).unwrap_or_default();
    let meaning = match () {
        () if notice::is_notice(word) => Meaning::Notice,
        () if word::is_kind(word) || word::is_channel(word) => Meaning::Kind,
        () if payer::name_in(word, true).is_some() => Meaning::Words,
        () => Meaning::Unknown,
    };
    (end, meaning)
}
