//! Reports: what told of a transfer that had been told before. They make no second deposit; they are kept beside the
//! first, which may take the better sender or the whole name from one.

use crate::history::{Actor, DepositEvent};
use crate::hold::{HoldReason, HoldReasons};
use crate::sender::{SenderClaim, SenderVerdict};
use crate::{Deposit, DepositState, DepositorName, NameKey, PhoneId, Timestamp, Via};

/// Another report of a transfer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransferReport {
    pub at: Timestamp,
    pub via: Via,
    pub phone: Option<PhoneId>,
    pub sender: SenderClaim,
    pub verdict: SenderVerdict,
    /// As printed.
    pub depositor_name: Option<DepositorName>,
    /// Read by the grammar, not by a known shape.
    pub by_grammar: bool,
    pub raw_sms: Option<String>,
}

/// The reasons that speak of the sender and of the URL, which a better report takes away.
fn sender_reasons() -> HoldReasons {
    HoldReasons::from_iter(HoldReasons::OF_SENDER).and(HoldReason::OverLimit.into())
}

impl Deposit {
    /// The deposit with another report of its transfer. `payable`: the report's sender may pay by itself. A deposit
    /// whose own sender may not pay takes all the words of such a report; another one takes the whole name from it,
    /// while it is not decided.
    pub fn reported(&self, report: TransferReport, payable: bool, by: &Actor, now: Timestamp) -> Self {
        let mut after = self.stepped(DepositEvent::Reported, by.clone(), now);
        let undecided = self.state.is_undecided();
        let holds = self.state.holds();
        let lifted = payable && !holds.and(self.former_holds).common(sender_reasons()).is_empty();
        let mut cleared = HoldReasons::NONE;
        if lifted {
            after.details.sender = report.sender.clone();
            (after.details.verdict, after.details.via, after.details.phone) =
                (report.verdict, report.via, report.phone);
            // What a person matched or dismissed is judged by its new sender once that is undone.
            cleared = holds.common(sender_reasons());
        }
        if undecided && (lifted || (payable && self.is_told_more_of_by(&report))) {
            after.details.depositor_name.clone_from(&report.depositor_name);
            after.details.by_grammar = report.by_grammar;
            after.name_key = after.details.name_key();
            if after.details.is_readable() {
                cleared = cleared.and(holds.common(HoldReason::UnreadableName.into()));
            }
        }
        after.reports.push(report);
        if after.reports.len() > Self::REPORTS_MAX {
            after.reports.remove(0);
        }
        after.clear(cleared, by, now)
    }

    /// Whether a person dismissed it while its sender could not pay: then a report that may pay is money of its own,
    /// for a person to see.
    pub fn was_dismissed_unproved(&self) -> bool {
        let is_dismissed = matches!(self.state, DepositState::Dismissed(_));
        is_dismissed && !self.former_holds.common(HoldReasons::from_iter(HoldReasons::OF_SENDER)).is_empty()
    }

    /// Whether a report prints a name where this deposit has none that can be read, or the whole of one that was cut.
    fn is_told_more_of_by(&self, report: &TransferReport) -> bool {
        let Some(printed) = report.depositor_name.as_ref().filter(|printed| printed.is_readable()) else {
            return false;
        };
        let (longer, told) = (NameKey::of(printed), self.details.whole_name_key());
        !self.details.is_readable() || (longer.len() > told.len() && longer.starts_with(told.as_str()))
    }
}
