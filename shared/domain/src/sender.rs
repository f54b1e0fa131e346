//! Who sent the text? A phone forwards texts of anybody; only the bank's own word may pay an order by itself.
//!
//! Invariant: [`judge`] is the one place that tells a bank's number or app from a stranger's, and [`hold`] the one
//! place that says which verdicts are held. Pure: values in, a verdict out.

use bank_sms::Bank;
use bank_sms::sender::{self, App, Number, NumberKind, Sender};
use strum::{EnumIter, IntoStaticStr};

use crate::{BankCode, HoldReason, SenderId, Timestamp, UserId, Via};

/// What a call said of the sender of the text that it carries. Untrusted words, as the forwarder app sent them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SenderClaim {
    /// A sender field: a number, a contact's name, an e-mail address. At most [`crate::text::SENDER`] characters.
    pub sender: Option<String>,
    /// The title of the notification that carried the text.
    pub title: Option<String>,
    /// The Android package whose notification carried the text.
    pub package: Option<String>,
    /// A field stood twice, or two sender fields disagree: the text may have written its own sender.
    pub ambiguous: bool,
    /// A sender appeared although none of the phone's calls before told one, and its owner has not confirmed it.
    pub unconfirmed: bool,
}

impl SenderClaim {
    /// Of a call that tells one sender: a number, a name, or an app's package.
    pub fn told(sender: Option<String>) -> Self {
        match sender.as_deref().is_some_and(sender::is_package) {
            true => Self { package: sender, ..Self::default() },
            false => Self { sender, ..Self::default() },
        }
    }

    /// What tells the reader most of the bank: the app's package, else what was told as the sender.
    pub fn hint(&self) -> Option<&str> {
        self.package.as_deref().or(self.sender.as_deref()).or(self.title.as_deref())
    }
}

/// How far the sender of a text can be believed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SenderVerdict {
    /// A number or an app of the account's own bank.
    Bank,
    /// The owner approved this sender for this bank.
    Approved,
    /// A landline or representative number on no list, or a contact's name beside a messages app.
    Unlisted,
    /// The call told no sender, or one that tells nothing.
    Missing,
    /// A mobile, 070 or foreign number, another bank, another app, an e-mail address.
    Unlikely,
    /// A person typed it, imported it, or resolved a message.
    ByPerson,
    /// Recorded before senders were judged.
    Legacy,
}

impl SenderVerdict {
    /// Whether a withdrawal or a reversal by this sender may change a deposit: only the bank's own word over a phone's
    /// URL, where the sender is not the caller's claim.
    pub fn may_reverse(self, via: Via) -> bool {
        matches!(self, Self::Bank | Self::Approved) && matches!(via, Via::Keyed | Via::Signed)
    }

    /// How little it can be believed: of two verdicts about one text the higher one counts.
    fn doubt(self) -> u8 {
        match self {
            Self::Bank | Self::ByPerson | Self::Legacy => 0,
            Self::Approved => 1,
            Self::Unlisted => 2,
            Self::Missing => 3,
            Self::Unlikely => 4,
        }
    }
}

/// What a phone's owner says of texts whose call tells no sender.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum MissingSender {
    /// They are held.
    Held,
    /// They pay by themselves.
    Allowed,
    /// A phone of before senders were judged, whose first call decides.
    Undecided,
}

/// Which senders of a phone's texts pay by themselves in a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum SenderPolicy {
    /// Banks' own and approved ones.
    Known,
    /// Unlisted ones too.
    Any,
}

/// A sender that the owner approved for a bank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApprovedSender {
    pub id: SenderId,
    pub bank_code: BankCode,
    /// As [`approvable`] writes it.
    pub sender: String,
    pub approved_by: UserId,
    pub approved_at: Timestamp,
}

/// How many senders a workspace can approve.
pub const APPROVED_MAX: usize = 50;

/// Judges the sender of a text about an account of `bank`. `foreign_mark`: the carrier marked the text as sent from
/// abroad (`[국제발신]`).
pub fn judge(claim: &SenderClaim, bank: &Bank, foreign_mark: bool, approved: &[ApprovedSender]) -> SenderVerdict {
    if foreign_mark {
        return SenderVerdict::Unlikely;
    }
    if claim.ambiguous {
        return SenderVerdict::Missing;
    }
    let judge = Judge { bank, approved };
    let verdict = match Origin::of(claim) {
        Origin::App(package, number) => {
            let by_app = judge.app(package);
            number.map_or(by_app, |number| judge.worse(by_app, &number))
        }
        Origin::Numbers(numbers) => {
            numbers.iter().fold(SenderVerdict::Bank, |verdict, number| judge.worse(verdict, number))
        }
        Origin::Contact(name) if judge.is_approved(name) => SenderVerdict::Approved,
        Origin::Contact(_) => SenderVerdict::Unlisted,
        Origin::Email => SenderVerdict::Unlikely,
        Origin::Nothing => SenderVerdict::Missing,
    };
    // A sender that nobody confirmed speaks against a text, never for it.
    if claim.unconfirmed && verdict != SenderVerdict::Unlikely { SenderVerdict::Missing } else { verdict }
}

/// The form in which a sender that a person typed is approved: a number's digits, or a contact's name.
pub fn approvable_text(typed: &str) -> Option<String> {
    match sender::parse(typed) {
        Sender::Number(number) => can_be_banks(number.kind).then(|| number.digits.clone()),
        Sender::Name(name) => Some(name.trim().to_owned()),
        Sender::Package(_) | Sender::Email | Sender::Nothing => None,
    }
}

/// The form under which a claim's sender can be approved: a number's digits, or a contact's name. `None` when it cannot
/// be approved: a mobile, 070 or foreign number, an app, an e-mail address, no sender.
pub fn approvable(claim: &SenderClaim) -> Option<String> {
    if claim.ambiguous || claim.unconfirmed {
        return None;
    }
    match Origin::of(claim) {
        Origin::Numbers(numbers) => match numbers.as_slice() {
            [number] => can_be_banks(number.kind).then(|| number.digits.clone()),
            _ => None,
        },
        Origin::Contact(name) => Some(name.to_owned()),
        Origin::App(..) | Origin::Email | Origin::Nothing => None,
    }
}

/// Why a deposit with this verdict is held; `None`: its sender may pay by itself. `missing`: the phone's own word.
pub fn hold(
    verdict: SenderVerdict,
    via: Via,
    ambiguous: bool,
    missing: MissingSender,
    policy: SenderPolicy,
) -> Option<HoldReason> {
    let over_phone = match via {
        Via::Api => return None,
        Via::Open => false,
        Via::Keyed | Via::Signed => true,
    };
    match verdict {
        SenderVerdict::Bank | SenderVerdict::Approved | SenderVerdict::ByPerson | SenderVerdict::Legacy => None,
        SenderVerdict::Unlikely => Some(HoldReason::SenderUnlikely),
        SenderVerdict::Unlisted => (over_phone && policy == SenderPolicy::Known).then_some(HoldReason::SenderUnlisted),
        SenderVerdict::Missing => {
            let allowed = missing == MissingSender::Allowed && !ambiguous;
            (over_phone && !allowed).then_some(HoldReason::SenderMissing)
        }
    }
}

/// Where a claim says that its text comes from.
enum Origin<'a> {
    /// An app other than those for messages, and the number that the call told beside it.
    App(&'a str, Option<Number>),
    /// Never empty; two when sender and title tell different ones.
    Numbers(Vec<Number>),
    /// A name that a messages app showed.
    Contact(&'a str),
    Email,
    Nothing,
}

impl<'a> Origin<'a> {
    fn of(claim: &'a SenderClaim) -> Self {
        let parsed = |field: &'a Option<String>| field.as_deref().map_or(Sender::Nothing, sender::parse);
        let package = claim.package.as_deref().map(str::trim).filter(|package| !package.is_empty());
        match (package, parsed(&claim.sender)) {
            (Some(package), sender) => Self::beside(package, sender, parsed(&claim.title)),
            (None, Sender::Package(package)) => Self::beside(package, Sender::Nothing, parsed(&claim.title)),
            (None, Sender::Number(number)) => Self::Numbers(vec![number]),
            (None, Sender::Email) => Self::Email,
            (None, Sender::Name(_) | Sender::Nothing) => Self::Nothing,
        }
    }

    /// What a notification of the app `package` tells by its sender field and its title.
    fn beside(package: &'a str, sender: Sender<'a>, title: Sender<'a>) -> Self {
        match (sender::app(package), sender) {
            (App::Messages, sender) => Self::in_messages(package, sender, title),
            (App::Bank | App::PayService | App::Messenger | App::Unlisted, sender) => match sender {
                Sender::Number(number) => Self::App(package, Some(number)),
                Sender::Email => Self::Email,
                Sender::Package(_) | Sender::Name(_) | Sender::Nothing => Self::App(package, None),
            },
        }
    }

    /// Messages apps show a number, or the contact's name in its place: a number outweighs the names beside it.
    fn in_messages(package: &str, sender: Sender<'a>, title: Sender<'a>) -> Self {
        let (mut numbers, mut contact) = (Vec::new(), None);
        for told in [sender, title] {
            match told {
                Sender::Number(number) if !numbers.contains(&number) => numbers.push(number),
                Sender::Number(_) | Sender::Nothing => {}
                Sender::Email => return Self::Email,
                Sender::Package(own) if own == package => {}
                Sender::Package(name) | Sender::Name(name) => contact = Some(name),
            }
        }
        match contact {
            _ if !numbers.is_empty() => Self::Numbers(numbers),
            Some(name) => Self::Contact(name),
            None => Self::Nothing,
        }
    }
}

/// One bank's view of senders.
struct Judge<'a> {
    bank: &'a Bank,
    approved: &'a [ApprovedSender],
}

impl Judge<'_> {
    fn app(&self, package: &str) -> SenderVerdict {
        if sender::is_app_of(package, self.bank) { SenderVerdict::Bank } else { SenderVerdict::Unlikely }
    }

    fn number(&self, number: &Number) -> SenderVerdict {
        match number.digits.as_str() {
            _ if !can_be_banks(number.kind) => SenderVerdict::Unlikely,
            digits if sender::is_number_of(digits, self.bank) => SenderVerdict::Bank,
            digits if self.is_approved(digits) => SenderVerdict::Approved,
            digits if sender::is_listed_number(digits) => SenderVerdict::Unlikely,
            _ => SenderVerdict::Unlisted,
        }
    }

    fn worse(&self, verdict: SenderVerdict, number: &Number) -> SenderVerdict {
        let other = self.number(number);
        if other.doubt() > verdict.doubt() { other } else { verdict }
    }

    fn is_approved(&self, sender: &str) -> bool {
        let is_of_bank = |code: &BankCode| code.bank().is_some_and(|bank| bank.family == self.bank.family);
        self.approved.iter().any(|approved| approved.sender == sender && is_of_bank(&approved.bank_code))
    }
}

/// Banks send from landlines and representative numbers; anybody can have any other.
fn can_be_banks(kind: NumberKind) -> bool {
    match kind {
        NumberKind::Landline | NumberKind::Representative => true,
        NumberKind::Mobile | NumberKind::Voip | NumberKind::Foreign | NumberKind::Other => false,
    }
}

#[cfg(test)]
#[path = "sender_tests.rs"]
mod tests;
