//! The bank that a scenario's messages come from, with what the account holds.

use crate::{BankText, TextSender};
use bank_sms::{Bank, Printed, Transfer, WriteError, write};
use domain::Timestamp;

/// A word that stands in front of 입금 in no list of the reader's.
const NEW_WORD: &str = "별빛";

/// Prints the messages of one account, whose balance follows from them.
#[derive(Clone, Debug)]
pub struct Teller<'a> {
    pub bank: &'static Bank,
    /// The account's whole number.
    pub account: &'a str,
    pub owner: &'a str,
    /// KRW, before the next message.
    pub balance: i64,
}

impl Teller<'_> {
    /// The message about money that moves at this time.
    pub fn print(&mut self, text: &BankText, at: Timestamp) -> Result<Message, WriteError> {
        let amount = text.amount;
        self.balance = text.kind.balance_after(self.balance, amount).unwrap_or(self.balance);
        let transfer = Transfer {
            kind: text.kind,
            amount,
            name: &text.name,
            at: at.datetime(),
            account: self.account,
            owner: self.owner,
            balance: text.has_balance.then_some(self.balance),
        };
        let Printed { raw, sender, .. } = write(self.bank, &transfer)?;
        let raw = if text.has_new_word { raw.replacen("입금", &format!("{NEW_WORD}입금"), 1) } else { raw };
        let sender = match text.from {
            TextSender::Bank => sender,
            TextSender::Other(number) => Some(number),
        };
        Ok(Message { raw, sender })
    }
}

/// A text, and whom the phone says it is from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub raw: String,
    /// `None` where nobody knows the bank's number.
    pub sender: Option<&'static str>,
}
