//! The sender of a deposit that was recorded is judged again, as if its text had just come: by what the workspace and
//! the phone say now.

use bank_sms::sender::has_foreign_mark;
use domain::{Deposit, MissingSender, PhoneId, SenderVerdict, Workspace, WorkspaceId, sender};
use store::StoreError;

use crate::Pairing;

impl Pairing {
    /// A deposit that is held after its match or its dismissal was undone, held by what its sender is worth now: an
    /// approval or a phone's word may have come or gone since.
    pub(crate) async fn judged_again(&self, shop: &Workspace, held: Deposit) -> Result<Deposit, StoreError> {
        let details = &held.details;
        let (Some(bank), Some(raw)) = (details.bank_code.bank(), details.raw_sms.as_deref()) else {
            // What its text was marked with is forgotten.
            return Ok(held);
        };
        match details.verdict {
            SenderVerdict::ByPerson | SenderVerdict::Legacy => return Ok(held),
            SenderVerdict::Bank | SenderVerdict::Approved | SenderVerdict::Unlisted => {}
            SenderVerdict::Missing | SenderVerdict::Unlikely => {}
        }
        let verdict = sender::judge(&details.sender, bank, has_foreign_mark(raw), &shop.senders);
        let missing = self.missing_sender(shop.id, details.phone).await?;
        let hold = sender::hold(verdict, details.via, details.sender.ambiguous, missing, shop.settings.senders);
        Ok(held.judged(verdict, hold, self.now()))
    }

    /// What a phone says now of calls that tell no sender.
    pub(crate) async fn missing_sender(
        &self,
        workspace: WorkspaceId,
        phone: Option<PhoneId>,
    ) -> Result<MissingSender, StoreError> {
        let Some(phone) = phone else { return Ok(MissingSender::Held) };
        let phones = [phone];
        let (phone, pulses) = tokio::join!(self.store.phone(workspace, phone), self.store.pulses(workspace, &phones));
        let pulse = pulses?.into_iter().next().unwrap_or_default();
        Ok(phone?.map_or(MissingSender::Held, |phone| pulse.sender_missing(&phone)))
    }
}
