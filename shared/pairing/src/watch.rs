//! Phones that fall silent, and those that are heard of again: the sweeper's work. Each turn is written, and then told.

use domain::watch::Watch;
use domain::{ClosedSet, Timestamp};
use store::StoreError;
use store::events::Notice;

use crate::Pairing;
use crate::passes::{Pass, PassReport, ROWS_A_PAGE, Walk};

impl Pairing {
    /// Looks at the phones that are due, and begins no page after `until`.
    pub async fn watch_phones(&self, until: Timestamp) -> PassReport {
        let mut walk = Walk::begin(self, Pass::Phones, 1, until);
        while let Some((shard, after)) = walk.next_page() {
            let page = self.store.watches_due(&after, self.now(), ROWS_A_PAGE).await;
            let name = |watch: &Watch| format!("workspace {}, phone {}", watch.workspace, watch.phone);
            let looks = walk.took(shard, page).into_iter().map(|watch| (name(&watch), self.clone().look_at(watch)));
            let turned = walk.report.work(looks).await;
            walk.report.done += turned.into_iter().filter(|turned| *turned).count();
        }
        walk.end()
    }

    /// Whether the phone turned. The index may lag: a watch that moved on since is refused by its version.
    async fn look_at(self, watch: Watch) -> Result<bool, StoreError> {
        let (workspace, phone) = (watch.workspace, watch.phone);
        let phones = [phone];
        let (stands, found, pulses) = tokio::join!(
            self.store.workspace(workspace),
            self.store.phone(workspace, phone),
            self.store.pulses(workspace, &phones),
        );
        let (Some(stands), Some(found)) = (stands?, found?) else {
            self.store.end_watch(&watch).await?;
            return Ok(false);
        };
        let orders_wait = found.silent_after_minutes.is_none() && self.store.an_order_waits(workspace).await?;
        let now = self.now();
        let after = watch.look(&found, pulses?.first().unwrap_or(&domain::Pulse::default()), orders_wait, now);
        if !watch.turned(&after) {
            self.store.write_watch(&watch, &after).await?;
            return Ok(false);
        }
        let notice = Notice::of(workspace, now).phone(phone);
        self.promise(stands.audience(), &notice).await?;
        let written = self.store.write_watch(&watch, &after).await?;
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
