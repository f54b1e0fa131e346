//! The grammar: a total reader for texts that no shape fits.
//!
//! It knows the tokens, not their order. It answers only if every token is explained, with exactly one direction, one
//! amount and at most one of everything else; the first token that could be two things makes it refuse. What it reads is
//! marked, and pairs on an equal name only.

use crate::Why;
use crate::bank::{self, Bank};
use crate::fit::{Fit, Span};
use crate::token;
use crate::words::Words;
use crate::{payer, word};

/// What such a reading names as its shape.
pub(crate) const NAME: &str = "grammar";

/// What the label in front promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Account,
    Name,
    When,
    Amount,
    Bank,
    Direction,
}

/// Longer spellings before their beginnings.
const LABELS: &[(&str, Label)] = &[
    ("계좌번호", Label::Account),
    ("계좌", Label::Account),
    ("보내는분", Label::Name),
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

/// Titles: they say what kind of message follows, never which way the money went.
const TITLES: &[&str] =
    &["입출금알림", "입출금 알림", "입출금안내", "입금알림", "입금 알림", "출금알림", "출금 알림", "거래알림"];

/// A name that has one of these in it is a sentence, a product or a remark.
static NO_NAMES: Words<40> = Words::new([
    "안내",
    "알림",
    "고객",
    "완료",
    "승인",
    "카드",
    "결제",
    "이용",
    "되었",
    "됐",
    "했",
    "니다",
    "세요",
    "하면",
    "신청",
    "누적",
    "일시불",
    "수수료",
    "이자",
    "한도",
    "가능",
    "입금",
    "출금",
    "이체",
    "지급",
    "대출",
    "배당",
    "환불",
    "취소",
    "혜택",
    "금액",
    "계좌",
    "잔고",
    "http",
    "문의",
    "바랍",
    "까지",
    "으로",
    "에서",
    "에게",
]);

/// Reads `text` from `start` to its end, in any order. The error is the first objection.
pub(crate) fn read(text: &str, start: usize) -> Result<(Option<&'static Bank>, Fit), Why> {
    let mut reader = Reader { text, at: start, fit: Fit::default(), bank: None, label: None, glued: false };
    if let Some((bank, end)) = bank::header(text, start) {
        reader.bank = Some(bank);
        reader.at = end;
        reader.glued = true;
    }
    reader.tokens()?;
    reader.verdict()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    fit: Fit,
    bank: Option<&'static Bank>,
    /// A label whose value has not come yet.
    label: Option<Label>,
    /// Is the next token glued to the one before?
    glued: bool,
}

impl Reader<'_> {
    fn tokens(&mut self) -> Result<(), Why> {
        loop {
            let next = token::spaces(self.text, self.at);
            self.glued &= next == self.at;
            self.at = next;
            if next == self.text.len() {
                return if self.label.is_none() { Ok(()) } else { Err(Why::UnknownWords) };
            }
            let before = self.at;
            match self.label {
                Some(label) => self.labelled(label)?,
                None => self.token()?,
            }
            if self.at <= before {
                return Err(Why::UnknownWords);
            }
            self.glued = true;
        }
    }

    /// The value that a label promised.
    fn labelled(&mut self, label: Label) -> Result<(), Why> {
        self.label = None;
        let done = match label {
            Label::Account => self.account()?,
            Label::When => self.when()?,
            Label::Amount => self.amount(true)?,
            Label::Direction => self.direction()?,
            Label::Name => self.name(true)?,
            Label::Bank => match (bank::header(self.text, self.at), self.bank) {
                (Some((bank, end)), None) => {
                    (self.bank, self.at) = (Some(bank), end);
                    true
                }
                (Some(_), Some(_)) | (None, _) => false,
            },
        };
        if done { Ok(()) } else { Err(Why::UnknownWords) }
    }

    fn token(&mut self) -> Result<(), Why> {
        let after_direction = self.fit.direction.is_some() && self.fit.amount.is_none();
        let read = self.balance()?
            || (!self.glued && (self.title() || self.label()))
            || self.direction()?
            || self.when()?
            || self.account()?
            || self.amount(after_direction)?
            || (!self.glued && (self.owner()? || self.closing_bank() || self.name(false)?));
        if read { Ok(()) } else { Err(self.objection()) }
    }

    /// What is wrong with the text here.
    fn objection(&self) -> Why {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            Some(c) if c.is_ascii_digit() && rest.get(2..3) == Some("/") => Why::DateUnreadable,
            Some(c) if c.is_ascii_digit() => Why::AmountUnreadable,
            Some(_) | None => Why::UnknownWords,
        }
    }

    fn balance(&mut self) -> Result<bool, Why> {
        let Some((value, end)) = token::balance(self.text, self.at) else { return Ok(false) };
        self.at = end;
        once(&mut self.fit.balance, value, Why::SeveralAmounts)
    }

    fn title(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let title =
            TITLES.iter().find(|title| rest.strip_prefix(**title).is_some_and(|rest| rest.starts_with([' ', '\n'])));
        self.at += title.map_or(0, |title| title.len());
        title.is_some()
    }

    /// A label and its colon; the value follows, on this line or the next.
    fn label(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, label) in LABELS {
            let Some(after) = rest.strip_prefix(word) else { continue };
            let colon = after.trim_start_matches(' ').starts_with(':');
            if colon || after.starts_with([' ', '\n']) {
                self.label = Some(*label);
                self.at += word.len();
                if colon {
                    self.at += after.len() - after.trim_start_matches(' ').len() + 1;
                }
                return true;
            }
        }
        false
    }

    fn direction(&mut self) -> Result<bool, Why> {
        let Some((direction, end)) = word::direction(self.text, self.at) else { return Ok(false) };
        // A channel word that no list has could be a name here.
        if !self.text.get(self.at..end).is_some_and(word::is_known_direction) {
            return Ok(false);
        }
        self.at = end;
        once(&mut self.fit.direction, direction, Why::SeveralDirections)
    }

    fn when(&mut self) -> Result<bool, Why> {
        if let Some((day, end)) = token::date(self.text, self.at).filter(|(_, end)| self.ends_number(*end)) {
            self.at = end;
            return once(&mut self.fit.day, day, Why::DateUnreadable);
        }
        let Some((clock, end)) = token::time_of_day(self.text, self.at).filter(|(_, end)| self.ends_number(*end))
        else {
            return Ok(false);
        };
        self.at = end;
        once(&mut self.fit.clock, clock, Why::DateUnreadable)
    }

    /// A number does not go on in digits.
    fn ends_number(&self, end: usize) -> bool {
        self.text.as_bytes().get(end).is_none_or(|b| !b.is_ascii_digit())
    }

    fn account(&mut self) -> Result<bool, Why> {
        let bracket = usize::from(self.text.as_bytes().get(self.at) == Some(&b'['));
        let start = self.at + bracket;
        let Some(mut end) = token::account(self.text, start) else { return Ok(false) };
        let span = Span::new(start, end);
        if bracket == 1 {
            if self.text.as_bytes().get(end) != Some(&b']') {
                return Ok(false);
            }
            end += 1;
        }
        self.at = end;
        once(&mut self.fit.account, span, Why::SeveralAccounts)
    }

    /// An amount with 원 or grouping; a bare number only where one is expected.
    fn amount(&mut self, expected: bool) -> Result<bool, Why> {
        let Some((krw, won, end)) = token::amount(self.text, self.at) else { return Ok(false) };
        let grouped = self.text.get(self.at..end).is_some_and(|text| text.contains(','));
        if !(won || grouped || expected) || !self.ends_word(end) {
            return Ok(false);
        }
        self.at = end;
        once(&mut self.fit.amount, krw, Why::SeveralAmounts)
    }

    /// White space, a parenthesis or another known token may follow; letters could be a unit.
    fn ends_word(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or_default();
        rest.is_empty() || rest.starts_with([' ', '\n', '(']) || rest.starts_with("잔액")
    }

    /// `홍*동(3823)`, `홍*동님`, and for banks that print it so `홍길동(1234)`.
    fn owner(&mut self) -> Result<bool, Why> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let letters = rest.find(|c: char| !(word::is_letter(c) || c == '*')).unwrap_or(rest.len());
        let word = &rest[..letters];
        let masked = word.contains('*') && word.chars().any(word::is_letter);
        let last_four = token::last_four(self.text, self.at + letters);
        let owner = match last_four {
            Some(_) => masked || self.prints_owner() && !word.is_empty(),
            None => masked && word.ends_with('님'),
        };
        if !owner {
            return Ok(false);
        }
        let owner_end = self.at + letters;
        once(&mut self.fit.owner, Span::new(self.at, owner_end), Why::SeveralNames)?;
        self.at = owner_end;
        if let Some(end) = last_four {
            once(&mut self.fit.account, Span::new(owner_end, end), Why::SeveralAccounts)?;
            self.at = end;
        }
        Ok(true)
    }

    /// 케이뱅크 and 카카오뱅크 begin with the owner.
    fn prints_owner(&self) -> bool {
        self.bank.is_some_and(|bank| matches!(bank.code, "089" | "090"))
    }

    /// IBK's way: the bank's name alone on the last line.
    fn closing_bank(&mut self) -> bool {
        if self.bank.is_some() || token::char_before(self.text, self.at) != Some('\n') {
            return false;
        }
        match bank::header(self.text, self.at) {
            Some((bank, end)) if end == self.text.len() => {
                (self.bank, self.at) = (Some(bank), end);
                true
            }
            Some(_) | None => false,
        }
    }

    /// The words of a line up to the next token. With a label in front, whatever stands there.
    fn name(&mut self, labelled: bool) -> Result<bool, Why> {
        let start = self.at;
        let mut end = start;
        let mut next = start;
        while next < self.text.len() && (next == start || !self.begins_token(next)) {
            let rest = self.text.get(next..).unwrap_or_default();
            end = next + rest.find([' ', '\n']).unwrap_or(rest.len());
            let gap = self.text.get(end..).unwrap_or_default();
            next = end + gap.len() - gap.trim_start_matches(' ').len();
            if self.text.as_bytes().get(next) == Some(&b'\n') {
                break;
            }
        }
        let printed = self.text.get(start..end).unwrap_or_default();
        let refused = !payer::may_be_name(printed)
            || printed.chars().count() > 20
            || NO_NAMES.stand_in(printed)
            || !labelled && !printed.chars().any(word::is_letter)
            || printed.split(' ').any(|word| bank::header(word, 0).is_some_and(|(_, end)| end == word.len()))
            // These banks print the owner in front; without its account number it looks like a payer.
            || !labelled && self.prints_owner() && self.fit.direction.is_none();
        if refused {
            return Err(self.objection());
        }
        self.at = end;
        once(&mut self.fit.name, Span::new(start, end), Why::SeveralNames)
    }

    /// Does something that is no part of a name begin at this word?
    fn begins_token(&self, at: usize) -> bool {
        let known_direction = word::direction(self.text, at)
            .is_some_and(|(_, end)| self.text.get(at..end).is_some_and(word::is_known_direction));
        let money = token::amount(self.text, at)
            .is_some_and(|(_, won, end)| won || self.text.get(at..end).is_some_and(|text| text.contains(',')));
        known_direction
            || money
            || token::balance(self.text, at).is_some()
            || token::date(self.text, at).is_some()
            || token::time_of_day(self.text, at).is_some()
            || token::account(self.text, at).is_some()
            || self.text.get(at..).is_some_and(|rest| rest.starts_with("잔액"))
    }

    fn verdict(self) -> Result<(Option<&'static Bank>, Fit), Why> {
        let fit = self.fit;
        if fit.direction.is_none() {
            return Err(Why::NoDirection);
        }
        if fit.amount.is_none() {
            return Err(Why::AmountUnreadable);
        }
        let dated = fit.day.is_some() && fit.clock.is_some();
        if self.bank.is_none() && fit.account.is_none() && !dated {
            return Err(Why::UnknownBank);
        }
        Ok((self.bank, fit))
    }
}

/// Fills a hole that may be filled once.
fn once<T>(hole: &mut Option<T>, value: T, why: Why) -> Result<bool, Why> {
    if hole.replace(value).is_some() { Err(why) } else { Ok(true) }
}
