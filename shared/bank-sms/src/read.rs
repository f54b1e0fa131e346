//! From a raw text to a reading: unwrap, try the layouts, then the grammar, else say why not.
//!
//! Invariant: a deposit is only ever answered by a layout or the grammar that explained the text to its last character.

use crate::bank::{self, AGENCY_NOTICE, Bank};
use crate::fit::{Fit, Span};
use crate::peel::{Peeled, peel, peel_for_fingerprint};
use crate::shape::{Budget, Gap, Several};
use crate::source::Source;
use crate::text::{self, Text};
use crate::token::{self, MAX_AMOUNT};
use crate::word::Direction;
use crate::{Balance, Channel, Message, Outcome, PrintedAccount, Reading, Shape, Why};
use crate::{account, custom, grammar, money, movement, payer, shape, triage, when};
use unicode_normalization::UnicodeNormalization;

/// An SMS ends at 90 bytes of CP949; what is longer travels as an LMS.
const SMS_BYTES: usize = 90;

/// Reads one message. Never fails, never panics, linear in the length of the text.
pub fn read(message: &Message<'_>) -> Reading {
    if message.raw.len() > text::MAX_BYTES {
        return Reading::of(Outcome::Quarantined(Why::TooLong));
    }
    let raw = text::with_line_breaks(message.raw);
    let text = Text::new(&raw);
    let peeled = peel(text.folded());
    let number = peeled.number.and_then(|(from, to)| text.folded().get(from..to));
    let source = Source::of(message.sender, number, peeled.app_of);
    Context { message, text: &text, peeled, source }.read()
}

/// Could this be a bank's message? Cheap; what answers `false` is not worth storing.
/// A text with a code to type in is never one, whoever sent it: codes must not be stored.
pub fn is_bank_message(raw: &str, sender: Option<&str>) -> bool {
    let head = raw.get(..text::MAX_BYTES).unwrap_or(raw);
    if !head.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
        return false;
    }
    if text::has_jamo(head) {
        let composed: String = head.nfc().collect();
        return triage::mentions_movement(&composed);
    }
    triage::mentions_movement(head)
        || sender.is_some_and(|sender| bank::by_sender(sender).is_some()) && !triage::is_code(head)
}

/// The bank's text by itself: NFKC, without carrier prefixes, forwarder wrapping and white space. The same message over
/// two phones or two apps gives the same string.
pub fn normalised(raw: &str) -> String {
    let text = Text::new(raw);
    let peeled = peel_for_fingerprint(text.folded());
    let mut end = peeled.end;
    if peeled.may_have_label && raw.len() <= text::MAX_BYTES {
        let message = Message { raw, sender: None, received_at: time::OffsetDateTime::UNIX_EPOCH };
        end = Context { message: &message, text: &text, peeled, source: Source::Unknown }.end_of_bank_text();
    }
    let text = text.printed(peeled.start..end);
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A way to read the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) bank: Option<&'static Bank>,
    /// The banks that it may be of, where the text doesn't tell which.
    pub(crate) banks: Vec<&'static Bank>,
    pub(crate) shape: &'static str,
    pub(crate) channel: Option<Channel>,
    /// Messages of this layout were seen that end in the amount, without 원.
    pub(crate) ends_in_amount: bool,
    pub(crate) fit: Fit,
}

pub(crate) struct Context<'a> {
    pub(crate) message: &'a Message<'a>,
    pub(crate) text: &'a Text<'a>,
    pub(crate) peeled: Peeled,
    pub(crate) source: Source,
}

impl Context<'_> {
    fn read(&self) -> Reading {
        let (start, end) = (self.peeled.start, self.peeled.end);
        if self.body(start, end).is_empty() {
            return Reading::of(Outcome::Ignored(Why::Empty));
        }
        let found = match self.labelled(start, end) {
            Ok(None) => self.by_grammar(start, end).or_else(|why| self.below_title(start, end).ok_or(why)),
            Ok(Some(found)) => Ok(found),
            Err(Several) => return self.refused(Outcome::Quarantined(Why::SeveralReadings)),
        };
        match found {
            Ok(found) => self.reading(&found),
            Err(why) => {
                let from_bank = matches!(self.source, Source::Bank(_)) || bank::header(self.folded(), start).is_some();
                self.refused(triage::verdict(self.body(start, end), from_bank, why))
            }
        }
    }

    fn folded(&self) -> &str {
        self.text.folded()
    }

    /// The bank's text from `start`, if it ends at `end`.
    fn body(&self, start: usize, end: usize) -> &str {
        self.folded().get(start..end).unwrap_or_default()
    }

    fn end_without_label(&self, start: usize, end: usize) -> Option<usize> {
        let body = self.body(start, end);
        let label = body.rfind('\n')?;
        // A label is one word.
        if !body.get(label + 1..)?.trim().chars().all(char::is_alphanumeric) {
            return None;
        }
        Some(start + body.get(..label)?.trim_end().len())
    }

    /// The end of the bank's text: before a forwarder's label, if only so a layout fits.
    fn end_of_bank_text(&self) -> usize {
        let (start, end) = (self.peeled.start, self.peeled.end);
        match (self.layouts(start, end), self.end_without_label(start, end)) {
            (Ok(None), Some(short)) if matches!(self.layouts(start, short), Ok(Some(_))) => short,
            _ => end,
        }
    }

    /// The one layout that fits, where the last line may be a forwarder's label. If it may as well be the payer, nobody
    /// can tell: then the message names none.
    fn labelled(&self, start: usize, end: usize) -> Result<Option<Found>, Several> {
        let whole = self.layouts(start, end);
        let short = self.peeled.may_have_label.then(|| self.end_without_label(start, end));
        let Some(short) = short.flatten() else { return whole };
        match (whole?, self.layouts(start, short)?) {
            (Some(whole), None) => Ok(Some(whole)),
            (Some(whole), Some(short)) if short.fit == (Fit { name: None, ..whole.fit }) => Ok(Some(short)),
            (Some(whole), Some(_)) => Ok(Some(whole)),
            (None, short) => Ok(short),
        }
    }

    /// The one layout that fits the text. Two that read it differently are no reading.
    fn layouts(&self, start: usize, end: usize) -> Result<Option<Found>, Several> {
        let text = self.folded().get(..end).unwrap_or_default();
        let mut budget = Budget::WHOLE;
        let mut fits: Vec<(Option<&'static Bank>, &'static Shape, Fit)> = Vec::new();
        if let Some((bank, at)) = bank::header(text, start) {
            for shape in bank.shapes.iter().chain(bank::COMMON) {
                let gap = if shape.is_headed() { Gap::None } else { Gap::Glue };
                if let Some(fit) = shape::fit((shape, Some(bank)), text, at, gap, &mut budget)? {
                    fits.push((Some(bank), shape, fit));
                }
            }
            return only(&fits, |_| (Some(bank), Vec::new()), &budget);
        }
        if let Some((bank, fit)) = bank::agency_notice(text, start, &mut budget) {
            let name = AGENCY_NOTICE.name;
            return Ok(Some(Found {
                bank: Some(bank),
                banks: Vec::new(),
                shape: name,
                channel: Some(Channel::Sms),
                ends_in_amount: false,
                fit,
            }));
        }
        for (bank, shape) in headless(&self.source) {
            if let Some(fit) = shape::fit((shape, bank), text, start, Gap::None, &mut budget)? {
                fits.push((bank, shape, fit));
            }
        }
        only(&fits, |fits| self.bank_of(fits), &budget)
    }

    /// Whose a text without a header is: the sender's, or that of the one layout that no other bank prints. Else the
    /// banks that it may be of.
    fn bank_of(
        &self,
        fits: &[(Option<&'static Bank>, &'static Shape, Fit)],
    ) -> (Option<&'static Bank>, Vec<&'static Bank>) {
        let of = |anonymous: bool| {
            let banks =
                fits.iter().filter(|(_, shape, _)| shape.is_anonymous() == anonymous).filter_map(|(bank, ..)| *bank);
            banks.fold(Vec::new(), |mut all: Vec<&'static Bank>, bank| {
                if !all.contains(&bank) {
                    all.push(bank);
                }
                all
            })
        };
        let (own, shared) = (of(false), of(true));
        match (self.source, own.as_slice(), shared.as_slice()) {
            (Source::Bank(bank), [], []) => (Some(bank), Vec::new()),
            (Source::Bank(bank), own, shared) => {
                // 토스증권 and 토스뱅크 share an app: the layout tells.
                let its = own.iter().chain(shared).find(|its| its.family == bank.family);
                (Some(its.copied().unwrap_or(bank)), Vec::new())
            }
            (_, [bank], _) => (Some(*bank), Vec::new()),
            (_, [], shared) => (None, shared.to_vec()),
            (_, several, _) => (None, several.to_vec()),
        }
    }

    fn by_grammar(&self, start: usize, end: usize) -> Result<Found, Why> {
        let text = self.folded().get(..end).unwrap_or_default();
        let sender = self.source.bank();
        let (bank, fit) = grammar::read(text, start, sender)?;
        let bank = bank.or(sender);
        Ok(Found { bank, banks: Vec::new(), shape: grammar::NAME, channel: None, ends_in_amount: false, fit })
    }

    /// The text below a title that an app puts above its push, `[입금 50,000원]`: the two must say the same.
    fn below_title(&self, start: usize, end: usize) -> Option<Found> {
        let line_end = start + self.body(start, end).find('\n')?;
        let title = self.body(start, line_end).trim();
        let title = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
        let (direction, _, at) = crate::word::direction(title, 0)?;
        let (krw, _, title_end) = token::amount(title, token::spaces(title, at))?;
        let below = token::spaces(self.folded(), line_end);
        let is_title = title_end == title.len() && below < end;
        let layouts = || self.labelled(below, end).ok().flatten();
        let found = is_title.then(layouts)?.or_else(|| self.by_grammar(below, end).ok())?;
        (found.fit.direction == Some(direction) && found.fit.amount == Some(krw)).then_some(found)
    }

    pub(crate) fn reading(&self, found: &Found) -> Reading {
        let fit = &found.fit;
        let (outcome, day) = match (self.day(fit), self.outcome(found)) {
            (Ok(day), outcome) => (outcome, day),
            (Err(why), _) => (Outcome::Quarantined(why), fit.day),
        };
        let printed = |span: Span| self.text.printed(span.range());
        let at = when::infer(day, fit.clock, self.message.received_at);
        let depositor = fit.name.map(printed).map(str::to_owned);
        Reading {
            outcome,
            movement: fit.direction.map(|direction| movement::of(direction, fit, self.folded())),
            bank: found.bank,
            banks: found.banks.clone(),
            account: fit.account.map(printed).and_then(PrintedAccount::of_token),
            account_is_payers: found.shape == AGENCY_NOTICE.name,
            owner: fit.owner.map(printed).map(|owner| owner.trim().trim_end_matches('님').trim().to_owned()),
            amount: fit.amount,
            ends_in_amount: money::ends_in_amount(fit, self.body(self.peeled.start, self.peeled.end), self.peeled.end),
            balance: fit.balance.unwrap_or(Balance::Absent),
            ends_in_balance: money::ends_in_balance(fit, self.body(self.peeled.start, self.peeled.end)),
            balance_below_amount: is_balance_below(fit),
            is_confirmed: depositor.is_some()
                && (fit.has_label || ![grammar::NAME, custom::NAME].contains(&found.shape)),
            depositor,
            at,
            has_date: day.is_some(),
            has_time: fit.clock.is_some(),
            channel: self.channel(found.channel),
            told_sender: self.told_sender(),
            shape: found.shape,
        }
    }

    fn told_sender(&self) -> Option<String> {
        let (from, to) = self.peeled.number?;
        Some(self.text.printed(from..to).trim_end_matches("()").to_owned())
    }

    /// The printed date, completed by a date line that a forwarder put above.
    fn day(&self, fit: &Fit) -> Result<Option<token::Day>, Why> {
        match (fit.day, self.peeled.day) {
            (Some(day), Some(line)) if (day.month, day.day) == (line.month, line.day) => {
                Ok(Some(token::Day { year: day.year.or(line.year), ..day }))
            }
            (Some(_), Some(_)) => Err(Why::DateUnreadable),
            (day, line) => Ok(day.or(line)),
        }
    }

    /// What a text that was read means; the last look before it counts as money.
    fn outcome(&self, found: &Found) -> Outcome {
        let fit = &found.fit;
        let (Some(direction), Some(amount)) = (fit.direction, fit.amount) else {
            return Outcome::Quarantined(Why::NoDirection);
        };
        match direction {
            Direction::Out => return Outcome::Withdrawal { reversal: false },
            Direction::InReversed if fit.account.is_some() => return Outcome::Withdrawal { reversal: true },
            Direction::InReversed => return Outcome::Quarantined(Why::Reversal),
            Direction::OutReversed if fit.has_new_channel => return Outcome::Quarantined(Why::UnknownChannel),
            Direction::OutReversed => return Outcome::Ignored(Why::Refund),
            Direction::Returned => return Outcome::Ignored(Why::Returned),
            Direction::In => {}
        }
        match self.objection(found, amount) {
            None => Outcome::Deposit,
            // Without 입금 nothing but the wallet's own word says that money came.
            Some(Why::PayMoney) if !self.folded().contains("입금") => Outcome::Ignored(Why::PayMoney),
            Some(why) => Outcome::Quarantined(why),
        }
    }

    /// Why a text that tells of money in is kept for a person.
    fn objection(&self, found: &Found, amount: u64) -> Option<Why> {
        let fit = &found.fit;
        let name = fit.name.and_then(|span| self.folded().get(span.range()));
        let has_header = || bank::header(self.folded(), self.peeled.start).is_some();
        let body = self.body(self.peeled.start, self.peeled.end);
        // Folded into one line, a forwarder's label is one more word of a name at the end.
        let label_in_name = self.peeled.may_have_label
            && !body.contains('\n')
            && fit.name.is_some_and(|span| span.range().end == self.peeled.end)
            && name.is_some_and(|name| name.contains(' '));
        let is_of_nobody = found.bank.is_none() && self.source == Source::NoBank;
        // A payment agency's notice prints the year and closes with the payer's bank: without that line it is no
        // bank's.
        let may_be_agencys = found.bank.is_none() && fit.day.is_some_and(|day| day.year.is_some());
        let checks = [
            (Why::PayMoney, self.source == Source::PayService && !has_header()),
            (Why::UnknownBank, is_of_nobody || may_be_agencys),
            (Why::UnknownChannel, fit.has_new_channel),
            (Why::ForeignCurrency, money::has_foreign_currency(body)),
            (Why::AmountCut, money::is_cut(found, body, self.peeled.end)),
            (Why::AmountOutOfRange, amount == 0 || amount > MAX_AMOUNT),
            (Why::SeveralNames, label_in_name),
            (Why::Dividend, name.is_some_and(payer::is_settled_otherwise)),
            (Why::BalanceBelowAmount, is_balance_below(fit)),
        ];
        checks.into_iter().find(|(_, holds)| *holds).map(|(why, _)| why)
    }

    fn refused(&self, outcome: Outcome) -> Reading {
        let header = bank::header(self.folded(), self.peeled.start).map(|(bank, _)| bank);
        let told_sender = self.told_sender();
        Reading {
            bank: header.or(self.source.bank()),
            account: account::only_masked(self.body(self.peeled.start, self.peeled.end)),
            channel: self.channel(None),
            told_sender,
            ..Reading::of(outcome)
        }
    }

    fn channel(&self, shape: Option<Channel>) -> Channel {
        let package = self.message.sender.is_some_and(|sender| sender.contains('.') && !sender.contains('@'));
        match shape {
            _ if package => Channel::Push,
            Some(Channel::Push) if !self.peeled.has_carrier_prefix => Channel::Push,
            Some(Channel::Rcs) => Channel::Rcs,
            _ if self.peeled.has_subject && self.peeled.has_carrier_prefix => Channel::Lms,
            _ if crate::name::cp949_len(self.message.raw) > SMS_BYTES => Channel::Lms,
            _ => Channel::Sms,
        }
    }
}

/// The layouts of texts without a header, each with its bank: of the sender's bank only, if the sender shows one.
fn headless(source: &Source) -> impl Iterator<Item = (Option<&'static Bank>, &'static Shape)> {
    let sender = source.bank();
    let is_of = move |bank: &Bank| sender.is_none_or(|sender| sender.family == bank.family || shares_app(sender, bank));
    let of_banks = bank::readable().iter().filter(move |bank| is_of(bank));
    let shapes = of_banks.flat_map(|bank| bank.shapes.iter().map(move |shape| (Some(bank), shape)));
    shapes.filter(|(_, shape)| !shape.is_headed()).chain(bank::NAMELESS.iter().map(|shape| (None, shape)))
}

/// Do the two notify by one app?
fn shares_app(one: &Bank, other: &Bank) -> bool {
    one.packages.iter().any(|package| other.packages.contains(package))
}

/// What all fitting layouts read, if they read the same.
fn only(
    fits: &[(Option<&'static Bank>, &'static Shape, Fit)],
    bank: impl Fn(&[(Option<&'static Bank>, &'static Shape, Fit)]) -> (Option<&'static Bank>, Vec<&'static Bank>),
    budget: &Budget,
) -> Result<Option<Found>, Several> {
    let Some((_, shape, fit)) = fits.first().filter(|_| !budget.is_spent()) else { return Ok(None) };
    if fits.iter().any(|(_, _, other)| other != fit) {
        return Err(Several);
    }
    let (bank, banks) = bank(fits);
    let ends_in_amount = fits.iter().any(|(_, shape, _)| shape.ends_in_amount());
    Ok(Some(Found { bank, banks, shape: shape.name, channel: Some(shape.channel), ends_in_amount, fit: *fit }))
}

/// A balance that does not hold the deposit: amount and balance in each other's place look like this; an overdraft that
/// a deposit just lifted does too.
fn is_balance_below(fit: &Fit) -> bool {
    let Some((Balance::Known(balance), amount)) = fit.balance.zip(fit.amount) else { return false };
    fit.direction == Some(Direction::In) && balance >= 0 && balance.unsigned_abs() < amount
}
