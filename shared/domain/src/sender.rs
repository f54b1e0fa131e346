//! Who sent the text? A phone forwards texts of anybody; only the bank's own word may pay an order by itself.
//!
//! Invariant: [`judge`] is the one place that tells a bank's number or app from a stranger's, and [`hold`] the one place
//! that says which verdicts are held. Pure: values in, a verdict out.

use bank_sms::Bank;
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::{HoldReason, SenderId, Timestamp, UserId, Via};

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
    /// What names the bank best: the package, else the sender, else the title.
    pub fn hint(&self) -> Option<&str> {
        self.package.as_deref().or(self.sender.as_deref()).or(self.title.as_deref())
    }
}

/// How far the sender of a text can be believed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumString, IntoStaticStr, EnumIter)]
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

/// What a phone's owner says of texts whose call tells no sender.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumString, IntoStaticStr, EnumIter)]
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
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumString, IntoStaticStr, EnumIter)]
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
    /// Three digits.
    pub bank_code: String,
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
    let _ = (claim, bank, foreign_mark, approved);
    SenderVerdict::Missing
}

/// The form under which a claim's sender can be approved: a number's digits, or a contact's name. `None` when it cannot
/// be approved: a mobile, 070 or foreign number, an app, an e-mail address, no sender.
pub fn approvable(claim: &SenderClaim) -> Option<String> {
    let _ = claim;
    None
}

/// Why a deposit with this verdict is held; `None`: its sender may pay by itself. `missing`: the phone's own word.
pub fn hold(
    verdict: SenderVerdict,
    via: Via,
    ambiguous: bool,
    missing: MissingSender,
    policy: SenderPolicy,
) -> Option<HoldReason> {
    let _ = (verdict, via, ambiguous, missing, policy);
    None
}
