//! How a printed name and an order's agree, in words for a person.

use bank_sms::name;

use super::{Agreement, MatchReason, Payer, WaitingOrder};
use crate::DepositorName;

impl Payer {
    /// How the printed name and that of an order agree, whose payer is expected under the name `typed`.
    pub(crate) fn reason(&self, order: &WaitingOrder, typed: &DepositorName) -> MatchReason {
        match self.agrees(order) {
            Agreement::Exact | Agreement::Same => MatchReason::NameSame,
            Agreement::Coded if self.is_whole => MatchReason::NameCoded,
            Agreement::Coded | Agreement::SameWithMore => MatchReason::NameSameWithMore,
            Agreement::Cut => MatchReason::NameCut,
            Agreement::QualifierDiffers => MatchReason::NameQualifierDiffers,
            Agreement::Differs if name::compare(&self.printed, typed).is_likely() => MatchReason::NameLike,
            Agreement::Differs => MatchReason::NameDiffers,
            Agreement::Unreadable => MatchReason::NameUnreadable,
            Agreement::CannotMatch => MatchReason::NameCannotMatch,
        }
    }

    /// The same for a proposal: a name whose masked letters may be the other's is like it.
    pub(crate) fn likeness(&self, order: &WaitingOrder, typed: &DepositorName) -> MatchReason {
        let reason = self.reason(order, typed);
        let is_masked = matches!(reason, MatchReason::NameUnreadable | MatchReason::NameCannotMatch);
        if is_masked && name::compare(&self.printed, typed).is_likely() { MatchReason::NameLike } else { reason }
    }

    /// The same where the names agree by the rules of a match; `None` where they do not.
    pub(crate) fn agreement(&self, order: &WaitingOrder) -> Option<MatchReason> {
        match self.agrees(order) {
            Agreement::Exact | Agreement::Same => Some(MatchReason::NameSame),
            Agreement::Coded if self.is_whole => Some(MatchReason::NameCoded),
            Agreement::Cut => Some(MatchReason::NameCut),
            Agreement::Coded | Agreement::SameWithMore | Agreement::QualifierDiffers => None,
            Agreement::Differs | Agreement::Unreadable | Agreement::CannotMatch => None,
        }
    }
}
