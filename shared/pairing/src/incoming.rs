//! A deposit as it comes in: what it tells, what tells it from others, and on whose word it comes.

use domain::deposit::DepositDetails;
use domain::occurrence::{Fingerprint, ReceiptId};
use domain::{
    Account, AccountId, Actor, DepositorName, DismissReason, Message, MissingSender, SenderClaim, SenderVerdict, Source,
};
use domain::{Timestamp, Via, Won};

/// A deposit as it comes in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incoming {
    pub account: AccountId,
    /// When that account was added.
    pub account_added: Timestamp,
    /// A balance below the amount says nothing against money of that account.
    pub has_overdraft: bool,
    /// A format of the shop's own read it, and people have not yet pressed for enough of its readings.
    pub is_unproved: bool,
    /// Its text ends in the amount, which may be the beginning of a longer one.
    pub may_be_cut: bool,
    /// Its verdict is made here, unless a person tells it.
    pub details: DepositDetails,
    pub identity: Identity,
    pub evidence: Evidence,
    /// Why it pays no order, as the bank's own text says: pay, interest, an own transfer that came back.
    pub settled: Option<DismissReason>,
    /// The webhook call that brought it; `None` for a deposit typed by hand.
    pub receipt: Option<ReceiptId>,
    pub by: Actor,
}

/// A deposit as a person types it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    pub amount: Won,
    pub depositor_name: DepositorName,
    pub deposited_at: Timestamp,
    /// The bank's message that the person read.
    pub raw_sms: Option<String>,
}

impl Incoming {
    /// A deposit on a person's word, recognised by `fingerprint`.
    pub fn typed(account: &Account, fingerprint: Fingerprint, by: Actor, typed: Typed) -> Self {
        Self {
            account: account.id,
            account_added: account.created_at,
            has_overdraft: account.has_overdraft,
            is_unproved: false,
            may_be_cut: false,
            identity: Identity {
                fingerprint,
                words: None,
                has_time: true,
                is_stamped: false,
                balance_may_be_cut: false,
            },
            evidence: Evidence::Person,
            settled: None,
            receipt: None,
            by,
            details: DepositDetails {
                amount: typed.amount,
                depositor_name: Some(typed.depositor_name),
                deposited_at: typed.deposited_at,
                source: Source::Manual,
                via: Via::Api,
                phone: None,
                sender: SenderClaim::default(),
                verdict: SenderVerdict::ByPerson,
                balance: None,
                bank_code: account.bank_code.clone(),
                by_grammar: false,
                format: None,
                raw_sms: typed.raw_sms,
            },
        }
    }

    /// A deposit on the word of a person who read a message of the inbox: under the fingerprint that the message was
    /// kept under, so that two messages of one wording stay two.
    pub fn read_by_person(message: &Message, account: &Account, by: Actor, typed: Typed) -> Self {
        let typed = Typed { raw_sms: Some(message.raw.clone()), ..typed };
        let mut incoming = Self::typed(account, message.id.fingerprint, by, typed);
        (incoming.details.phone, incoming.details.sender) = (message.phone, message.sender.clone());
        incoming
    }
}

/// What tells a report from others of the same money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
    pub fingerprint: Fingerprint,
    /// The text alone, where it prints no date.
    pub words: Option<Fingerprint>,
    /// The text prints its minute.
    pub has_time: bool,
    /// The call told when the phone got the text, or an id of it.
    pub is_stamped: bool,
    /// The text ends in the balance: it may be cut.
    pub balance_may_be_cut: bool,
}

/// On whose word a deposit comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evidence {
    /// A text says so: what its call told of the sender is judged.
    Text {
        /// It says itself that no bank sent it: the carrier marked it as sent from abroad, or a forwarder wrote a
        /// sender above it that cannot be the bank's.
        is_marked: bool,
        /// What its phone says of calls that tell no sender.
        missing: MissingSender,
    },
    /// A person typed it.
    Person,
}
