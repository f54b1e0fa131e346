//! What a message turned out to say. Plain data: nothing here decides anything.

use crate::account::PrintedAccount;
use crate::bank::Bank;
use time::OffsetDateTime;

/// Everything one bank message tells, and nothing that it doesn't.
///
/// A field is absent exactly when the text does not tell it. `at` is the one inferred value: a bank prints
/// `MM/DD HH:MM` without a year, or only a time, and `received_at` says which year or day that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub outcome: Outcome,
    /// What kind of movement the text tells of; `None` where nothing read it.
    pub movement: Option<Movement>,
    /// The bank whose account moved. From the text; from the sender only where the text names none.
    pub bank: Option<&'static Bank>,
    /// Where the text names no bank and several print it so: the banks that it may be of. Empty where `bank` is known.
    pub banks: Vec<&'static Bank>,
    pub account: Option<PrintedAccount>,
    /// True for a payment agency's notice: `account` and `bank` are the payer's, never the shop's.
    pub account_is_payers: bool,
    /// Whose account it is, as printed: `홍*동`, `홍길*`.
    pub owner: Option<String>,
    /// KRW.
    pub amount: Option<u64>,
    /// The text ends in the amount, and nothing in it tells that this is all of it: `1,234` of `1,234,567`. Such a
    /// deposit needs other evidence, as that the account's other messages end so.
    pub ends_in_amount: bool,
    pub balance: Balance,
    /// The text ends in the balance, and nothing in it tells that this is all of it: `1,234` of `1,234,567`.
    pub ends_in_balance: bool,
    /// The balance does not hold the deposit: amount and balance in each other's place, or an overdraft just lifted.
    /// Such a deposit is `Quarantined`, with everything that was read.
    pub balance_below_amount: bool,
    /// The other side as printed, without a trailing 님.
    pub depositor: Option<String>,
    /// The payer stands where the bank's own layout or a label says so. Otherwise the usual order of the words says it:
    /// such a deposit pairs on the same name only.
    pub is_confirmed: bool,
    /// KST. With a date but no time: midnight. `None` when the text prints neither.
    pub at: Option<OffsetDateTime>,
    pub has_date: bool,
    pub has_time: bool,
    pub channel: Channel,
    /// The sender's number that a forwarder wrote above the text: its word, never proof.
    pub told_sender: Option<String>,
    /// The name of the shape that fits, `grammar`, or empty when nothing read the text.
    pub shape: &'static str,
}

impl Reading {
    /// A reading that says nothing but its outcome.
    pub(crate) fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            movement: None,
            bank: None,
            banks: Vec::new(),
            account: None,
            account_is_payers: false,
            owner: None,
            amount: None,
            ends_in_amount: false,
            balance: Balance::Absent,
            ends_in_balance: false,
            balance_below_amount: false,
            depositor: None,
            is_confirmed: false,
            at: None,
            has_date: false,
            has_time: false,
            channel: Channel::Sms,
            told_sender: None,
            shape: "",
        }
    }
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Money came in, by a text read to its last token.
    Deposit,
    /// Money went out. `reversal`: a deposit taken back (입금취소, 입금정정).
    Withdrawal { reversal: bool },
    /// Understood, and no transfer: a card approval, an advertisement, a code.
    Ignored(Why),
    /// Could be a transfer, but a token is unexplained: a person reads it.
    Quarantined(Why),
}

impl Outcome {
    /// The stable word of the JSON interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Withdrawal { .. } => "withdrawal",
            Self::Ignored(_) => "ignored",
            Self::Quarantined(_) => "quarantined",
        }
    }

    /// Why this is no deposit; `None` for a deposit.
    pub const fn why(self) -> Option<Why> {
        match self {
            Self::Deposit => None,
            Self::Withdrawal { reversal: false } => Some(Why::Withdrawal),
            Self::Withdrawal { reversal: true } => Some(Why::Reversal),
            Self::Ignored(why) | Self::Quarantined(why) => Some(why),
        }
    }
}

/// What kind of movement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Movement {
    Transfer,
    /// The owner's pay: pays no order.
    Salary,
    /// The bank's interest: pays no order.
    Interest,
    /// An own transfer that came back (송금불능입금): pays no order.
    Returned,
    /// A deposit taken back.
    Reversal,
    /// A withdrawal or a card payment taken back.
    Refund,
    Card,
    Fee,
}

impl Movement {
    /// The stable word of the JSON interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Salary => "salary",
            Self::Interest => "interest",
            Self::Returned => "returned",
            Self::Reversal => "reversal",
            Self::Refund => "refund",
            Self::Card => "card",
            Self::Fee => "fee",
        }
    }
}

/// The balance after the transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Balance {
    Absent,
    /// Printed as `****원`.
    Hidden,
    /// Cut off by a preview: `잔액375,...`. The digits that are left mean nothing.
    Cut,
    /// KRW; negative on an overdraft account.
    Known(i64),
}

impl Balance {
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(krw) => Some(krw),
            Self::Absent | Self::Hidden | Self::Cut => None,
        }
    }
}

/// How the message travelled, as far as its text and sender show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Sms,
    Lms,
    Push,
    Rcs,
}

impl Channel {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Lms => "lms",
            Self::Push => "push",
            Self::Rcs => "rcs",
        }
    }
}

/// Why a message is no deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    Withdrawal,
    Reversal,
    Empty,
    NotABankMessage,
    Advertisement,
    VerificationCode,
    CardUse,
    Declined,
    Loan,
    Dividend,
    Scheduled,
    Notice,
    Refund,
    Returned,
    PayMoney,
    TooLong,
    NoDirection,
    SeveralDirections,
    AmountUnreadable,
    AmountCut,
    ForeignCurrency,
    AmountOutOfRange,
    SeveralAmounts,
    BalanceBelowAmount,
    SeveralNames,
    SeveralAccounts,
    DateUnreadable,
    UnknownBank,
    UnknownChannel,
    UnknownWords,
    SeveralReadings,
}

impl Why {
    /// Every reason, for documents and tests.
    pub const ALL: [Self; 31] = [
        Self::Withdrawal,
        Self::Reversal,
        Self::Empty,
        Self::NotABankMessage,
        Self::Advertisement,
        Self::VerificationCode,
        Self::CardUse,
        Self::Declined,
        Self::Loan,
        Self::Dividend,
        Self::Scheduled,
        Self::Notice,
        Self::Refund,
        Self::Returned,
        Self::PayMoney,
        Self::TooLong,
        Self::NoDirection,
        Self::SeveralDirections,
        Self::AmountUnreadable,
        Self::AmountCut,
        Self::ForeignCurrency,
        Self::AmountOutOfRange,
        Self::SeveralAmounts,
        Self::BalanceBelowAmount,
        Self::SeveralNames,
        Self::SeveralAccounts,
        Self::DateUnreadable,
        Self::UnknownBank,
        Self::UnknownChannel,
        Self::UnknownWords,
        Self::SeveralReadings,
    ];

    /// A stable code for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdrawal => "withdrawal",
            Self::Reversal => "reversal",
            Self::Empty => "empty",
            Self::NotABankMessage => "not_a_bank_message",
            Self::Advertisement => "advertisement",
            Self::VerificationCode => "verification_code",
            Self::CardUse => "card_use",
            Self::Declined => "declined",
            Self::Loan => "loan",
            Self::Dividend => "dividend",
            Self::Scheduled => "scheduled",
            Self::Notice => "notice",
            Self::Refund => "refund",
            Self::UnknownChannel => "unknown_channel",
            Self::ForeignCurrency => "foreign_currency",
            Self::AmountCut => "amount_cut",
            Self::PayMoney => "pay_money",
            Self::Returned => "returned",
            Self::TooLong => "too_long",
            Self::NoDirection => "no_direction",
            Self::SeveralDirections => "several_directions",
            Self::AmountUnreadable => "amount_unreadable",
            Self::AmountOutOfRange => "amount_out_of_range",
            Self::SeveralAmounts => "several_amounts",
            Self::BalanceBelowAmount => "balance_below_amount",
            Self::SeveralNames => "several_names",
            Self::SeveralAccounts => "several_accounts",
            Self::DateUnreadable => "date_unreadable",
            Self::UnknownBank => "unknown_bank",
            Self::UnknownWords => "unknown_words",
            Self::SeveralReadings => "several_readings",
        }
    }

    /// A sentence fragment for shop staff.
    pub const fn korean(self) -> &'static str {
        match self {
            Self::Withdrawal => "출금 안내",
            Self::Reversal => "입금 취소 안내",
            Self::Empty => "내용이 없음",
            Self::NotABankMessage => "은행 메시지가 아님",
            Self::Advertisement => "광고",
            Self::VerificationCode => "인증번호",
            Self::CardUse => "카드 이용 안내",
            Self::Declined => "거래 거절·실패 안내",
            Self::Loan => "대출 안내",
            Self::Dividend => "배당금 안내",
            Self::Scheduled => "예정된 거래 안내",
            Self::Notice => "거래가 아닌 안내",
            Self::Refund => "결제 취소 환급",
            Self::UnknownChannel => "입금 앞에 모르는 말이 있음",
            Self::ForeignCurrency => "외화 금액",
            Self::AmountCut => "금액이 잘린 것으로 보임",
            Self::PayMoney => "간편결제 머니이고 은행 입금이 아님",
            Self::Returned => "보낸 돈이 되돌아옴",
            Self::TooLong => "은행 메시지로 보기에 너무 김",
            Self::NoDirection => "입금인지 출금인지 알 수 없음",
            Self::SeveralDirections => "입금과 출금이 함께 있음",
            Self::AmountUnreadable => "금액을 읽을 수 없음",
            Self::AmountOutOfRange => "금액이 범위를 벗어남",
            Self::SeveralAmounts => "금액이 둘 이상임",
            Self::BalanceBelowAmount => "잔액이 입금액보다 적음",
            Self::SeveralNames => "이름이 둘 이상임",
            Self::SeveralAccounts => "계좌가 둘 이상임",
            Self::DateUnreadable => "날짜나 시각을 읽을 수 없음",
            Self::UnknownBank => "어느 은행인지 알 수 없음",
            Self::UnknownWords => "모르는 문구가 있음",
            Self::SeveralReadings => "두 가지로 읽힘",
        }
    }
}
