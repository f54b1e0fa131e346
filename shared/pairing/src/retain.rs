//! What a workspace keeps for so many days only is forgotten: the sweeper's work, page by page. The pass of each
//! workspace says where it stands, so a run that dies is simply followed by the next.

use domain::retention::{Stage, cutoff};
use domain::{Retention, Timestamp};
use store::StoreError;

use crate::Pairing;
use crate::passes::{Pass, PassReport, ROWS_A_PAGE, Walk};

/// What became of a page of one workspace.
#[derive(Default)]
struct Forgotten {
    rows: usize,
    /// Of a row that could not be written. Tomorrow's pass tries it again.
    fault: Option<StoreError>,
    /// The next page is due.
    goes_on: bool,
}

impl Forgotten {
    fn note(&mut self, row: u64, written: Result<bool, StoreError>) {
        match written {
            Ok(written) => self.rows += usize::from(written),
            Err(error) => {
                tracing::error!(row, %error, "a row could not be forgotten; left to tomorrow's pass");
                self.fault.get_or_insert(error);
            }
        }
    }
}

impl Pairing {
    /// Forgets what has stayed long enough in the workspaces whose pass is due: a page of each in turn, until none has
    /// more. Nothing is begun after `until`.
    pub async fn retain(&self, until: Timestamp) -> PassReport {
        let mut walk = Walk::begin(self, Pass::Retention, 1, until);
        loop {
            let mut go_on = 0;
            while let Some((shard, after)) = walk.next_page() {
                let due = self.store.retentions_due(&after, self.now(), ROWS_A_PAGE).await;
                let (due, deadline) = (walk.took(shard, due), walk.deadline.clone());
                // A page of a workspace may take seconds.
                let pages = due.into_iter().take_while(|_| !deadline.is_over());
                let pages = pages.map(|pass| (pass.workspace.to_string(), self.clone().forget_page(pass)));
                for page in walk.report.work(pages).await {
                    walk.report.done += page.rows;
                    go_on += usize::from(page.goes_on);
                    page.fault.into_iter().for_each(|fault| walk.report.fail(fault));
                }
            }
            // Those that go on stand behind the others. A page that the index does not show yet is the next run's.
            if go_on == 0 {
                return walk.end();
            }
            walk.again();
        }
    }

    /// One page of a pass. What is written first is forgotten again by nobody; then the pass moves on.
    async fn forget_page(self, pass: Retention) -> Result<Forgotten, StoreError> {
        let (workspace, now) = (self.store.workspace(pass.workspace).await?, self.now());
        let Some(days) = workspace.and_then(|workspace| workspace.settings.retention_days) else {
            self.store.end_retention(&pass).await?;
            return Ok(Forgotten::default());
        };
        let (cutoff, mut page) = (cutoff(days, now), Forgotten::default());
        let more = match pass.stage {
            Stage::Orders => self.forget_customers(&pass, cutoff, now, &mut page).await?,
            Stage::Deposits => self.forget_raw_messages(&pass, cutoff, now, &mut page).await?,
            Stage::Messages => self.forget_inbox(&pass, cutoff, &mut page).await?,
        };
        // Nothing can be written now: the next run takes this page again.
        if let Some(fault) = page.fault.take_if(|fault| page.rows == 0 && fault.is_passing()) {
            return Err(fault);
        }
        let after = pass.after_page(more, now);
        // A pass that somebody moved or ended meanwhile is no error.
        let is_moved = self.store.write_retention(&pass, &after).await?;
        Ok(Forgotten { goes_on: is_moved && after.due_at <= now, ..page })
    }

    async fn forget_customers(
        &self,
        pass: &Retention,
        cutoff: Timestamp,
        now: Timestamp,
        forgotten: &mut Forgotten,
    ) -> Result<Option<u64>, StoreError> {
        let page = self.store.old_orders(pass.workspace, pass.after, cutoff, ROWS_A_PAGE).await?;
        for before in &page.rows {
            if let Some(after) = before.forget(cutoff, now) {
                forgotten.note(before.id.get(), self.store.write_order(before, &after).await);
            }
        }
        Ok(page.more)
    }

    async fn forget_raw_messages(
        &self,
        pass: &Retention,
        cutoff: Timestamp,
        now: Timestamp,
        forgotten: &mut Forgotten,
    ) -> Result<Option<u64>, StoreError> {
        let page = self.store.old_deposits(pass.workspace, pass.after, cutoff, ROWS_A_PAGE).await?;
        for before in &page.rows {
            if let Some(after) = before.forget(cutoff, now) {
                forgotten.note(before.id.get(), self.store.write_forgotten(before, &after).await);
            }
        }
        Ok(page.more)
    }

    async fn forget_inbox(
        &self,
        pass: &Retention,
        cutoff: Timestamp,
        forgotten: &mut Forgotten,
    ) -> Result<Option<u64>, StoreError> {
        let most = usize::try_from(ROWS_A_PAGE).unwrap_or_default();
        let old = self.store.old_messages(pass.workspace, cutoff, most).await?;
        for key in &old {
            self.store.forget_message(key).await?;
        }
        forgotten.rows += old.len();
        Ok((old.len() == most).then_some(pass.after))
    }
}
