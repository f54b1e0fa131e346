//! From a raw text to a reading: unwrap, try the shapes, then the grammar, else say why not.
//!
//! Invariant: a deposit is only ever answered by a shape or the grammar that explained the text to its last character.

use crate::bank::trees::{self, Tree};
use crate::bank::{self, Bank};
use crate::fit::{Fit, Span};
use crate::peel::{Peeled, peel};
use crate::shape;
use crate::text::{self, Text};
use crate::token::{self, MAX_AMOUNT};
use crate::word::Direction;
use crate::{Balance, Channel, Message, Outcome, PrintedAccount, Reading, Why, grammar, payer, triage, when};
use unicode_normalization::UnicodeNormalization;

/// An SMS ends at 90 bytes of CP949; what is longer travels as an LMS.
const SMS_BYTES: usize = 90;

/// Reads one message. Never fails, never panics, linear in the length of the text.
pub fn read(message: &Message<'_>) -> Reading {
    if message.raw.len() > text::MAX_BYTES {
        return nothing(Outcome::Quarantined(Why::TooLong));
    }
    let text = Text::new(message.raw);
    let peeled = peel(text.folded());
    let app = peeled.app_of.and_then(bank::by_code);
    let sender = message.sender.and_then(bank::by_sender).or(app);
    let context = Context { message, text: &text, peeled, sender };
    context.read()
}

/// Could this be a bank's message? Cheap (no allocation, one pass per word); what answers `false` is not worth storing.
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
    let folded = text.folded();
    let peeled = peel(folded);
    let mut end = peeled.end;
    if peeled.may_have_label && raw.len() <= text::MAX_BYTES {
        let message = Message { raw, sender: None, received_at: time::OffsetDateTime::UNIX_EPOCH };
        end = Context { message: &message, text: &text, peeled, sender: None }.end_of_bank_text();
    }
    let text = text.printed(peeled.start..end);
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A reading that says nothing but its outcome.
fn nothing(outcome: Outcome) -> Reading {
    Reading {
        outcome,
        bank: None,
        account: None,
        account_is_payers: false,
        owner: None,
        amount: None,
        balance: Balance::Absent,
        depositor: None,
        at: None,
        has_date: false,
        has_time: false,
        channel: Channel::Sms,
        shape: "",
    }
}

/// A way to read the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    bank: Option<&'static Bank>,
    shape: &'static str,
    channel: Option<Channel>,
    fit: Fit,
}

struct Context<'a> {
    message: &'a Message<'a>,
    text: &'a Text<'a>,
    peeled: Peeled,
    sender: Option<&'static Bank>,
}

impl Context<'_> {
    fn read(&self) -> Reading {
        let body = self.body(self.peeled.end);
        if body.is_empty() {
            return nothing(Outcome::Ignored(Why::Empty));
        }
        let found = match self.shapes(self.peeled.end) {
            Ok(None) if self.peeled.may_have_label => match self.end_without_label() {
                Some(end) => self.shapes(end),
                None => Ok(None),
            },
            found => found,
        };
        match found {
            Err(why) => self.refused(Outcome::Quarantined(why)),
            Ok(Some(found)) => self.reading(&found),
            Ok(None) => {
                match grammar::read(self.text.folded().get(..self.peeled.end).unwrap_or_default(), self.peeled.start) {
                    Ok((bank, fit)) => {
                        self.reading(&Found { bank: bank.or(self.sender), shape: grammar::NAME, channel: None, fit })
                    }
                    Err(why) => {
                        let from_bank =
                            self.sender.is_some() || bank::header(self.text.folded(), self.peeled.start).is_some();
                        self.refused(triage::verdict(body, from_bank, why))
                    }
                }
            }
        }
    }

    /// The bank's text, if it ends at `end`.
    fn body(&self, end: usize) -> &str {
        self.text.folded().get(self.peeled.start..end).unwrap_or_default()
    }

    fn end_without_label(&self) -> Option<usize> {
        let body = self.body(self.peeled.end);
        let label = body.rfind('\n')?;
        Some(self.peeled.start + body.get(..label)?.trim_end().len())
    }

    /// The end of the bank's text: before a forwarder's label, if only so a shape fits.
    fn end_of_bank_text(&self) -> usize {
        match (self.shapes(self.peeled.end), self.end_without_label()) {
            (Ok(None), Some(end)) if matches!(self.shapes(end), Ok(Some(_))) => end,
            _ => self.peeled.end,
        }
    }

    /// The one shape that fits the text up to `end`. Two that read it differently are no reading.
    fn shapes(&self, end: usize) -> Result<Option<Found>, Why> {
        let text = self.text.folded().get(..end).unwrap_or_default();
        let start = self.peeled.start;
        let found = match bank::headed(text, start) {
            Some((tree, bank, at)) => {
                let found = shape::fit(tree.root(), text, at, tree.out_of_question(self.text.signs));
                found.map(|found| found.map(|found| (Some(bank), found)))
            }
            None => {
                // A layout shows its bank as long as the sender doesn't show another.
                let others = self.sender.map_or(0, trees::headless_of_others);
                let out = others | Tree::HEADLESS.out_of_question(self.text.signs);
                let found = shape::fit(Tree::HEADLESS.root(), text, start, out);
                let notice = bank::agency_notice(text, start).map(|(bank, found)| (Some(bank), found));
                found.map(|found| notice.or(found.map(|found| (trees::entry(found.number).bank, found))))
            }
        };
        let found = found.map_err(|shape::Several| Why::SeveralReadings)?;
        Ok(found.map(|(bank, found)| {
            let shape = trees::entry(found.number).shape;
            Found { bank, shape: shape.name, channel: Some(shape.channel), fit: found.fit }
        }))
    }

    fn reading(&self, found: &Found) -> Reading {
        let fit = &found.fit;
        let (outcome, day) = match (self.day(fit), self.outcome(found)) {
            (Ok(day), outcome) => (outcome, day),
            (Err(why), _) => (Outcome::Quarantined(why), fit.day),
        };
        let printed = |span: Span| self.text.printed(span.range());
        let at = when::infer(day, fit.clock, self.message.received_at);
        let depositor = match fit.name {
            Some(span) if fit.has_usual_name => Some(printed(span).to_owned()),
            name => name.and_then(|span| self.name(span)),
        };
        Reading {
            outcome,
            bank: found.bank,
            account: fit.account.map(printed).and_then(PrintedAccount::of_token),
            account_is_payers: found.shape == bank::AGENCY_NOTICE.name,
            owner: fit.owner.map(printed).map(|owner| owner.trim().trim_end_matches('님').trim().to_owned()),
            amount: fit.amount,
            balance: fit.balance.unwrap_or(Balance::Absent),
            depositor,
            at,
            has_date: day.is_some(),
            has_time: fit.clock.is_some(),
            channel: self.channel(found.channel),
            shape: found.shape,
        }
    }

    /// The name in a span of the folded text, as printed.
    fn name(&self, span: Span) -> Option<String> {
        let folded = self.text.folded().get(span.range())?;
        let name = payer::bare(folded);
        let start = span.range().start + folded.len() - folded.trim_start().len();
        Some(self.text.printed(start..start + name.len()).to_owned())
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
            Direction::InReversed => return Outcome::Ignored(Why::Reversal),
            Direction::OutReversed => return Outcome::Ignored(Why::Refund),
            Direction::In => {}
        }
        // A channel word that no list has, and no name: it may be the name.
        if fit.has_new_channel && fit.name.is_none() {
            return Outcome::Quarantined(Why::UnknownWords);
        }
        if amount == 0 || amount > MAX_AMOUNT {
            return Outcome::Quarantined(Why::AmountOutOfRange);
        }
        // Amount and balance in each other's place look like this; an overdraft that a deposit just lifted does too, and
        // goes to a person with it.
        if let Some(Balance::Known(balance)) = fit.balance
            && balance >= 0
            && balance.unsigned_abs() < amount
        {
            return Outcome::Quarantined(Why::BalanceBelowAmount);
        }
        let name = fit.name.and_then(|span| self.text.folded().get(span.range()));
        // Folded into one line, a forwarder's label is one more word of a name at the end.
        let label_in_name = self.peeled.may_have_label
            && !self.body(self.peeled.end).contains('\n')
            && fit.name.is_some_and(|span| span.range().end == self.peeled.end)
            && name.is_some_and(|name| name.contains(' '));
        if label_in_name {
            return Outcome::Quarantined(Why::SeveralNames);
        }
        let refused = name.filter(|_| !fit.has_usual_name).and_then(triage::refused_payer);
        refused.map_or(Outcome::Deposit, Outcome::Ignored)
    }

    fn refused(&self, outcome: Outcome) -> Reading {
        let header = bank::header(self.text.folded(), self.peeled.start).map(|(bank, _)| bank);
        Reading { bank: header.or(self.sender), channel: self.channel(None), ..nothing(outcome) }
    }

    fn channel(&self, shape: Option<Channel>) -> Channel {
        let package = self.message.sender.is_some_and(|sender| sender.contains('.') && !sender.contains('@'));
        match shape {
            _ if package => Channel::Push,
            Some(Channel::Push) if !self.peeled.has_carrier_prefix => Channel::Push,
            Some(Channel::Rcs) => Channel::Rcs,
            _ if self.peeled.has_subject && self.peeled.has_carrier_prefix => Channel::Lms,
            _ if self.text.is_longer(self.message.raw, SMS_BYTES) => Channel::Lms,
            _ => Channel::Sms,
        }
    }
}
