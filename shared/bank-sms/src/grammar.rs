//! The grammar: a total reader for texts that no shape fits.
//!
//! It answers only if a bank is known, every token is explained, with exactly one direction, one amount and at most one
//! of everything else; the first token that could be two things makes it refuse. A payer without a label is taken only
//! where the usual orders have one: between or beside direction and amount, or on a line of its own. Such a reading is
//! marked and pairs on an equal name only.

use crate::Why;
use crate::bank::{self, Bank};
use crate::fit::{Fit, Span};
use crate::label::{Label, has_label_with_colon, label_in};
use crate::token;
use crate::word::Direction;
use crate::{payer, word};

/// What such a reading names as its shape.
pub(crate) const NAME: &str = "grammar";

/// What has been read, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Direction,
    Amount,
    Name,
    Other,
}

/// The longest payer that the grammar takes.
const NAME_CHARS: usize = 20;

/// Titles: they say what kind of message follows, never which way the money went.
const TITLES: &[&str] =
    &["입출금알림", "입출금 알림", "입출금안내", "입금알림", "입금 알림", "출금알림", "출금 알림", "거래알림"];

/// Reads `text` from `start` to its end. `sender`: the bank that sent it, as far as the sender tells. The error is the
/// first objection.
pub(crate) fn read(
    text: &str,
    start: usize,
    sender: Option<&'static Bank>,
) -> Result<(Option<&'static Bank>, Fit), Why> {
    let fit = Fit::default();
    let mut reader = Reader {
        text,
        at: start,
        fit,
        sender,
        bank: None,
        label: None,
        glued: false,
        is_out: false,
        pieces: Vec::new(),
    };
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
    sender: Option<&'static Bank>,
    bank: Option<&'static Bank>,
    /// A label whose value has not come yet.
    label: Option<Label>,
    /// Is the next token glued to the one before?
    glued: bool,
    /// Somebody is named whom the money goes to.
    is_out: bool,
    pieces: Vec<Piece>,
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
            self.pieces.push(self.piece_since(before));
            self.glued = true;
        }
    }

    /// What was read from `before` to here.
    fn piece_since(&self, before: usize) -> Piece {
        let holds = |span: Option<Span>| span.is_some_and(|span| span.range().start >= before);
        if holds(self.fit.name) {
            Piece::Name
        } else if holds(self.fit.way) {
            Piece::Direction
        } else if self.fit.amount.is_some() && !self.pieces.contains(&Piece::Amount) {
            Piece::Amount
        } else {
            Piece::Other
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
            Label::Name => {
                self.fit.has_label = true;
                self.name(true)?
            }
            Label::Payee => {
                self.is_out = true;
                self.name(true)?
            }
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
            || (!self.glued && (self.owner()? || self.closing_bank() || self.channel_out() || self.name(false)?));
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
        let Some((label, length)) = label_in(self.text.get(self.at..).unwrap_or_default()) else { return false };
        self.label = Some(label);
        self.at += length;
        true
    }

    fn direction(&mut self) -> Result<bool, Why> {
        let Some((direction, is_new, end)) = word::direction(self.text, self.at) else { return Ok(false) };
        // A channel word that no list has could be a name here.
        if is_new {
            return Err(Why::UnknownChannel);
        }
        self.fit.way = Some(Span::new(self.at, end));
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
        self.fit.has_won = won;
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
            Some(_) => masked || self.prints_owner() && self.fit.direction.is_none() && !word.is_empty(),
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

    /// `자동이체`, `현금` where a withdrawal has the other side.
    fn channel_out(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.find([' ', '\n']).unwrap_or(rest.len());
        let is_one = self.fit.direction == Some(Direction::Out) && length > 0 && word::is_channel(&rest[..length]);
        self.at += if is_one { length } else { 0 };
        is_one
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
        let mut span = Span::new(start, end);
        let printed = self.text.get(span.range()).unwrap_or_default();
        if let Some(payee) = word::PAID.iter().find_map(|to| printed.strip_suffix(to)) {
            self.is_out = true;
            span = Span::new(start, start + payee.len());
        }
        let piece = self.text.get(span.range()).unwrap_or_default();
        let Some(name) = payer::name_in(piece, span.is_line_of(self.text)) else { return Err(self.objection()) };
        let is_bank = |word: &str| bank::header(word, 0).is_some_and(|(_, end)| end == word.len());
        let refused = !(2..=NAME_CHARS).contains(&name.chars().count())
            || !labelled && (!name.chars().any(word::is_letter) || name.split(' ').any(is_bank))
            // These banks print the owner with four digits, in front: it looks like a payer.
            || !labelled && self.prints_owner() && (name.ends_with(')') || self.fit.direction.is_none() && !self.glued_name(end));
        if refused {
            return Err(self.objection());
        }
        let lead = piece.len() - piece.trim_start().len();
        self.at = end;
        once(&mut self.fit.name, Span::new(start + lead, start + lead + name.len()), Why::SeveralNames)
    }

    /// Does the amount follow a name right away, as 카카오뱅크 prints it?
    fn glued_name(&self, end: usize) -> bool {
        token::amount(self.text, token::spaces(self.text, end)).is_some_and(|(_, won, _)| won)
    }

    /// Does something that is no part of a name begin at this word?
    fn begins_token(&self, at: usize) -> bool {
        let known_direction = word::direction(self.text, at).is_some_and(|(_, is_new, _)| !is_new);
        let rest = self.text.get(at..).unwrap_or_default();
        let money = token::amount(self.text, at)
            .is_some_and(|(_, won, end)| won || self.text.get(at..end).is_some_and(|text| text.contains(',')));
        known_direction
            || has_label_with_colon(rest)
            || money
            || token::balance(self.text, at).is_some()
            || token::date(self.text, at).is_some()
            || token::time_of_day(self.text, at).is_some()
            || token::account(self.text, at).is_some()
            || self.text.get(at..).is_some_and(|rest| rest.starts_with("잔액"))
    }

    fn verdict(mut self) -> Result<(Option<&'static Bank>, Fit), Why> {
        let Some(direction) = self.fit.direction else { return Err(Why::NoDirection) };
        if self.fit.amount.is_none() {
            return Err(Why::AmountUnreadable);
        }
        if self.bank.or(self.sender).is_none() {
            return Err(Why::UnknownBank);
        }
        if self.is_out {
            if !matches!(direction, Direction::In | Direction::Out) {
                return Err(Why::SeveralDirections);
            }
            self.fit.direction = Some(Direction::Out);
        } else if self.fit.name.is_some() && !self.fit.has_label && !self.is_payers_place() {
            return Err(Why::UnknownWords);
        }
        Ok((self.bank, self.fit))
    }

    /// Does the name stand where the usual orders have the payer? What is a person or a firm for certain may stand by
    /// itself among the other tokens; any other words only beside direction and amount, in a message with a balance.
    fn is_payers_place(&self) -> bool {
        const ORDERS: [[Piece; 3]; 5] = [
            [Piece::Direction, Piece::Name, Piece::Amount],
            [Piece::Name, Piece::Direction, Piece::Amount],
            [Piece::Direction, Piece::Amount, Piece::Name],
            [Piece::Amount, Piece::Direction, Piece::Name],
            [Piece::Name, Piece::Amount, Piece::Direction],
        ];
        let Some(span) = self.fit.name else { return true };
        let name = self.text.get(span.range()).unwrap_or_default();
        let in_order = self.pieces.windows(3).any(|three| ORDERS.iter().any(|order| three == order));
        let is_certain = payer::is_person_with_number(name) || payer::is_firm(name) || word::is_kind(name);
        is_certain || self.fit.balance.is_some() && (in_order || span.is_line_of(self.text))
    }
}

/// Fills a hole that may be filled once.
fn once<T>(hole: &mut Option<T>, value: T, why: Why) -> Result<bool, Why> {
    if hole.replace(value).is_some() { Err(why) } else { Ok(true) }
}
