//! Phones that fall silent, and those that are heard of again: the sweeper's work. Each turn is written, and then told.

use domain::ClosedSet;
use domain::watch::Watch;
use store::StoreError;
use store::events::Notice;

use crate::Pairing;

/// How many watches are looked up at once.
const WATCHES_A_LOOK: i32 = 100;
/// How many looks one run makes before it leaves the rest to the next: orders and retention share its time.
const LOOKS_A_RUN: usize = 3;

impl Pairing {
    /// Looks at the phones that are due; how many turned.
    pub async fn watch_phones(&self) -> Result<usize, StoreError> {
        let mut turned = 0;
        for _ in 0..LOOKS_A_RUN {
            let due = self.store.watches_due(self.now(), WATCHES_A_LOOK).await?;
            if due.is_empty() {
                break;
            }
            for watch in due {
                turned += usize::from(self.look_at(&watch).await?);
            }
        }
        Ok(turned)
    }

    /// Whether the phone turned. The index may lag: a watch that moved on since is refused by its version.
    async fn look_at(&self, watch: &Watch) -> Result<bool, StoreError> {
        let (workspace, phone) = (watch.workspace, watch.phone);
        let phones = [phone];
        let (stands, found, pulses) = tokio::join!(
            self.store.workspace(workspace),
            self.store.phone(workspace, phone),
            self.store.pulses(workspace, &phones),
        );
        let (Some(stands), Some(found)) = (stands?, found?) else {
            self.store.end_watch(watch).await?;
            return Ok(false);
        };
        let orders_wait = found.silent_after_minutes.is_none() && self.store.an_order_waits(workspace).await?;
        let now = self.now();
        let after = watch.look(&found, pulses?.first().unwrap_or(&domain::Pulse::default()), orders_wait, now);
        if !watch.turned(&after) {
            self.store.write_watch(watch, &after).await?;
            return Ok(false);
        }
        let notice = Notice::of(workspace, now).phone(phone);
        self.promise(stands.audience(), &notice).await?;
        let written = self.store.write_watch(watch, &after).await?;
        if written {
            self.give(stands.audience(), notice, true).await?;
            tracing::info!(
                workspace.id = workspace.get(),
                phone.id = phone.get(),
                status = after.status().code(),
                "a phone turned"
            );
        }
        Ok(written)
    }
}
