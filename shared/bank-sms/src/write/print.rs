//! Prints a layout operation by operation, as `shape` reads it.

use super::value::{self, grouped};
use super::{Printed, Style, Transfer, TransferKind, WriteError};
use crate::bank::{AGENCY_NOTICE, Bank};
use crate::layout::{Kind, Op, Shape};
use crate::reading::Channel;
use crate::shape::Gap;
use crate::word::Direction;
use crate::{movement, when};
use time::OffsetDateTime;

pub(super) struct Printer<'p> {
    bank: &'p Bank,
    shape: &'p Shape,
    transfer: &'p Transfer<'p>,
    style: &'p Style,
    /// In KST.
    at: OffsetDateTime,
    printed: Printed,
    /// The white space that the layout wants in front of the next piece.
    gap: Gap,
    /// The last piece; `None` for the header.
    before: Option<Kind>,
    /// How many optional parts were met.
    optional: u32,
}

impl<'p> Printer<'p> {
    pub(super) fn new(bank: &'p Bank, shape: &'p Shape, transfer: &'p Transfer<'p>, style: &'p Style) -> Self {
        let number = bank.senders.first().copied();
        let sender = match shape.channel {
            Channel::Push => bank.packages.first().copied().or(number),
            Channel::Sms | Channel::Lms | Channel::Rcs => number,
        };
        let printed = Printed {
            raw: String::new(),
            sender,
            shape: shape.name,
            name: None,
            account: None,
            owner: None,
            balance: None,
            has_date: false,
            has_time: false,
        };
        let at = transfer.at.checked_to_offset(when::KST).unwrap_or(transfer.at);
        Self { bank, shape, transfer, style, at, printed, gap: Gap::None, before: None, optional: 0 }
    }

    pub(super) fn print(mut self) -> Result<Printed, WriteError> {
        let shape = self.shape;
        let ops = shape.pattern().ops;
        if self.style.has_carrier_mark && shape.channel == Channel::Sms {
            self.printed.raw.push_str("[Web발신]\n");
        }
        if shape.is_headed() {
            self.header(ops.first().is_some_and(|op| matches!(op.kind, Kind::Space | Kind::Glue)));
        }
        self.steps(0, ops.len())?;
        if shape.name == AGENCY_NOTICE.name {
            let last = format!("\n{}\n{}", self.bank.header(), self.day8());
            self.printed.raw.push_str(&last);
        }
        Ok(self.printed)
    }

    /// `may_be_bare`: the layout lets white space end it.
    fn header(&mut self, may_be_bare: bool) {
        let header = self.style.header.unwrap_or_else(|| self.bank.header());
        let is_bare = self.style.has_brackets.map_or(self.shape.channel == Channel::Sms, |brackets| !brackets);
        if is_bare && may_be_bare {
            self.printed.raw.push_str(header);
            self.gap = Gap::Space;
        } else {
            self.printed.raw.push_str(&format!("[{header}]"));
        }
    }

    /// The operations from `index` to `end`.
    fn steps(&mut self, mut index: usize, end: usize) -> Result<(), WriteError> {
        let ops = self.shape.pattern().ops;
        while let Some(op) = ops.get(index).filter(|_| index < end) {
            index += 1;
            match op.kind {
                Kind::Space => self.gap = Gap::Space,
                Kind::Line => self.gap = Gap::Line,
                Kind::Glue if self.gap == Gap::None => self.gap = Gap::Glue,
                Kind::Glue => {}
                Kind::Optional => {
                    let behind = usize::from(op.to);
                    self.optional += 1;
                    if self.has_part(ops.get(index..behind).unwrap_or_default()) {
                        self.steps(index, behind)?;
                    }
                    index = behind;
                }
                Kind::Literal
                | Kind::OneOf
                | Kind::In
                | Kind::Out
                | Kind::AccountForm
                | Kind::Date
                | Kind::Day8
                | Kind::Time
                | Kind::Account
                | Kind::Last4
                | Kind::Owner
                | Kind::Name
                | Kind::Own
                | Kind::Memo
                | Kind::Fee
                | Kind::Type
                | Kind::Amount
                | Kind::Won
                | Kind::Balance
                | Kind::Total
                | Kind::Word
                | Kind::Shop
                | Kind::Alias => {
                    let piece = self.piece(*op)?;
                    self.push(op.kind, &piece);
                }
            }
        }
        Ok(())
    }

    /// Is this optional part printed? Usually if it tells something, and the transfer has what it tells.
    fn has_part(&self, ops: &[Op]) -> bool {
        if let Some(bits) = self.style.optional {
            return bits >> (self.optional % u32::BITS) & 1 == 1;
        }
        let mut tells = false;
        for op in ops {
            tells |= match op.kind {
                Kind::Literal | Kind::Space | Kind::Glue | Kind::Line | Kind::Optional | Kind::OneOf => continue,
                Kind::Date | Kind::Day8 | Kind::Time | Kind::In | Kind::Out | Kind::Type | Kind::Amount | Kind::Won => {
                    true
                }
                Kind::Account | Kind::AccountForm | Kind::Last4 => !self.transfer.account.is_empty(),
                Kind::Owner => value::masked_owner(self.transfer.owner).is_some(),
                Kind::Name => !self.name().is_empty(),
                Kind::Balance | Kind::Total => self.transfer.balance.is_some(),
                Kind::Own | Kind::Memo | Kind::Fee | Kind::Word | Kind::Shop | Kind::Alias => false,
            };
            if !tells {
                return false;
            }
        }
        tells
    }

    /// What is printed for an operation.
    fn piece(&mut self, op: Op) -> Result<String, WriteError> {
        let own = self.shape.layout.get(usize::from(op.from)..usize::from(op.to)).unwrap_or_default();
        let (at, transfer) = (self.at, self.transfer);
        let masks = self.style.masks.unwrap_or(self.bank.masks);
        Ok(match op.kind {
            Kind::Literal => own.to_owned(),
            Kind::OneOf => own.split('|').next().unwrap_or_default().to_owned(),
            Kind::In => self.direction_word(own, Direction::In)?,
            Kind::Out => self.direction_word(own, Direction::Out)?,
            Kind::Type if self.could_be_of_name() => return Err(WriteError::Kind),
            Kind::Type => self.type_word(),
            Kind::Date => {
                self.printed.has_date = true;
                format!("{:02}/{:02}", u8::from(at.month()), at.day())
            }
            Kind::Day8 => self.day8(),
            Kind::Time => {
                self.printed.has_time = true;
                format!("{:02}:{:02}", at.hour(), at.minute())
            }
            Kind::Account => self.account(|account| value::shown_account(masks, account))?,
            Kind::AccountForm => self.account(|account| value::account_in(own, account))?,
            Kind::Last4 => self.account(|account| value::account_in("(dddd)", account))?,
            Kind::Owner => {
                let owner = value::masked_owner(transfer.owner).ok_or(WriteError::Owner)?;
                self.printed.owner.insert(owner).clone()
            }
            Kind::Name => {
                let name = Some(self.name()).filter(|name| !name.is_empty()).ok_or(WriteError::Name)?;
                self.printed.name.insert(name).clone()
            }
            Kind::Own => self.printed.name.insert("입출금통장(1234)".to_owned()).clone(),
            Kind::Amount if self.style.has_won => format!("{}원", grouped(transfer.amount)),
            Kind::Amount => grouped(transfer.amount),
            Kind::Won => format!("{}원", grouped(transfer.amount)),
            Kind::Balance | Kind::Total => self.balance(op.kind)?,
            // The reader keeps nothing of these.
            Kind::Memo => "6월회비".to_owned(),
            Kind::Fee => "500원".to_owned(),
            Kind::Word | Kind::Shop => "shop365".to_owned(),
            Kind::Alias => "생활비".to_owned(),
            Kind::Space | Kind::Glue | Kind::Line | Kind::Optional => String::new(),
        })
    }

    fn push(&mut self, kind: Kind, piece: &str) {
        let between = match (std::mem::replace(&mut self.gap, Gap::None), self.style.space) {
            (Gap::None, _) => "",
            (Gap::Glue, _) if self.style.is_glued => "",
            (Gap::Line, _) | (Gap::Space, Some('\n')) => "\n",
            (Gap::Glue, Some(_)) | (Gap::Space, Some(_)) => " ",
            (Gap::Glue | Gap::Space, None) if self.goes_on(kind) => " ",
            (Gap::Glue | Gap::Space, None) => "\n",
        };
        self.printed.raw.push_str(between);
        self.printed.raw.push_str(piece);
        self.before = Some(kind);
    }

    /// Does a piece usually stand on the line of the one before? A push is one line; an SMS breaks it behind a time,
    /// an account, a name and a sum.
    fn goes_on(&self, kind: Kind) -> bool {
        let is_money = |kind| matches!(kind, Kind::Amount | Kind::Won);
        let is_way = |kind| matches!(kind, Kind::Type | Kind::In | Kind::Out);
        match self.before {
            _ if self.shape.channel == Channel::Push => true,
            None | Some(Kind::Date | Kind::Literal) => true,
            Some(before) => is_money(before) && is_way(kind) || is_way(before) && is_money(kind),
        }
    }

    fn day8(&self) -> String {
        format!("{:04}{:02}{:02}", self.at.year(), u8::from(self.at.month()), self.at.day())
    }

    /// The other side's name as this bank prints it. A fee is known by its name.
    fn name(&self) -> String {
        let name = value::cut_name(self.transfer.name, self.bank.name_limit);
        let is_other = self.transfer.kind == TransferKind::Fee && !name.ends_with("수수료");
        if is_other { "문자수수료".to_owned() } else { name }
    }

    fn account(&mut self, print: impl Fn(&str) -> Option<String>) -> Result<String, WriteError> {
        if let Some(before) = &self.printed.account {
            return Ok(before.clone());
        }
        let account = print(self.transfer.account).ok_or(WriteError::Account)?;
        Ok(self.printed.account.insert(account).clone())
    }

    fn balance(&mut self, kind: Kind) -> Result<String, WriteError> {
        let balance = self.transfer.balance.ok_or(WriteError::Balance)?;
        self.printed.balance = Some(balance);
        let label = match (kind == Kind::Total, self.style.is_glued) {
            (true, _) => "",
            (false, true) => "잔액",
            (false, false) => "잔액 ",
        };
        let (minus, won) = (if balance < 0 { "-" } else { "" }, if self.style.has_won { "원" } else { "" });
        Ok(format!("{label}{minus}{}{won}", grouped(balance.unsigned_abs())))
    }

    /// The first of a layout's words that says this kind of transfer.
    fn direction_word(&self, words: &str, direction: Direction) -> Result<String, WriteError> {
        let kind = self.transfer.kind;
        let is_in = matches!(kind, TransferKind::Deposit | TransferKind::Salary | TransferKind::Interest);
        let is_out = matches!(kind, TransferKind::Withdrawal | TransferKind::Card | TransferKind::Fee);
        let is_way = if direction == Direction::In { is_in } else { is_out };
        let name = if kind == TransferKind::Fee { self.name() } else { String::new() };
        let says = |word: &&str| movement::of_words(direction, word, &name, "") == kind.movement();
        let word = words.split('|').filter(|_| is_way).find(says);
        word.map(str::to_owned).ok_or(WriteError::Kind)
    }

    /// Would the direction word, glued to the name, have two readings: the name's end, and its own beginning?
    fn could_be_of_name(&self) -> bool {
        let has_beginning =
            matches!(self.transfer.kind, TransferKind::Returned | TransferKind::Reversal | TransferKind::Refund);
        has_beginning && self.before == Some(Kind::Name) && self.gap == Gap::None
    }

    /// The word that says this kind of transfer by itself.
    fn type_word(&self) -> String {
        let channel = self.style.channel;
        match self.transfer.kind {
            TransferKind::Deposit => format!("{channel}입금"),
            TransferKind::Withdrawal | TransferKind::Fee => format!("{channel}출금"),
            TransferKind::Salary => "급여입금".to_owned(),
            TransferKind::Interest => "이자입금".to_owned(),
            TransferKind::Returned => "송금불능입금".to_owned(),
            TransferKind::Reversal => "입금취소".to_owned(),
            TransferKind::Card => "카드출금".to_owned(),
            TransferKind::Refund => "출금취소".to_owned(),
        }
    }
}
