//! What a workspace keeps for so many days only is forgotten: the sweeper's work, page by page. The pass of each
//! workspace says where it stands, so a run that dies is simply followed by the next.

use domain::retention::{Stage, cutoff};
use domain::{Retention, Timestamp};
use store::StoreError;

use crate::Pairing;

/// How many rows one page holds.
const ROWS_A_PAGE: i32 = 100;
/// How many pages one run takes, of all workspaces together.
const PAGES_A_RUN: usize = 50;
/// How many writes one run makes before it leaves the rest to the next.
const WRITES_A_RUN: usize = 1_000;
/// How many passes are looked up at once.
const PASSES_A_LOOK: i32 = 10;

/// What a run forgot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Retained {
    pub orders: usize,
    pub deposits: usize,
    pub messages: usize,
    pub pages: usize,
}

impl Retained {
    fn writes(&self) -> usize {
        self.orders + self.deposits + self.messages
    }

    fn is_enough(&self) -> bool {
        self.pages >= PAGES_A_RUN || self.writes() >= WRITES_A_RUN
    }
}

impl Pairing {
    /// Forgets what has stayed long enough in the workspaces whose pass is due. A workspace that is not through keeps
    /// its turn among the others.
    pub async fn retain(&self) -> Result<Retained, StoreError> {
        let mut retained = Retained::default();
        while !retained.is_enough() {
            let due = self.store.retentions_due(self.now(), PASSES_A_LOOK).await?;
            if due.is_empty() {
                break;
            }
            for pass in due {
                self.forget_page(&pass, &mut retained).await?;
            }
        }
        Ok(retained)
    }

    /// One page of a pass. What is written first is forgotten again by nobody; then the pass moves on.
    async fn forget_page(&self, pass: &Retention, retained: &mut Retained) -> Result<(), StoreError> {
        retained.pages += 1;
        let (workspace, now) = (self.store.workspace(pass.workspace).await?, self.now());
        let Some(days) = workspace.and_then(|workspace| workspace.settings.retention_days) else {
            return self.store.end_retention(pass).await;
        };
        let cutoff = cutoff(days, now);
        let more = match pass.stage {
            Stage::Orders => self.forget_customers(pass, cutoff, now, retained).await?,
            Stage::Deposits => self.forget_raw_messages(pass, cutoff, now, retained).await?,
            Stage::Messages => self.forget_inbox(pass, cutoff, retained).await?,
        };
        // A pass that somebody moved or ended meanwhile is no error.
        self.store.write_retention(pass, &pass.after_page(more, now)).await.map(drop)
    }

    async fn forget_customers(
        &self,
        pass: &Retention,
        cutoff: Timestamp,
        now: Timestamp,
        retained: &mut Retained,
    ) -> Result<Option<u64>, StoreError> {
        let page = self.store.old_orders(pass.workspace, pass.after, cutoff, ROWS_A_PAGE).await?;
        for before in &page.rows {
            if let Some(after) = before.forget(cutoff, now) {
                retained.orders += usize::from(self.store.write_order(before, &after).await?);
            }
        }
        Ok(page.more)
    }

    async fn forget_raw_messages(
        &self,
        pass: &Retention,
        cutoff: Timestamp,
        now: Timestamp,
        retained: &mut Retained,
    ) -> Result<Option<u64>, StoreError> {
        let page = self.store.old_deposits(pass.workspace, pass.after, cutoff, ROWS_A_PAGE).await?;
        for before in &page.rows {
            if let Some(after) = before.forget(cutoff, now) {
                retained.deposits += usize::from(self.store.write_forgotten(before, &after).await?);
            }
        }
        Ok(page.more)
    }

    async fn forget_inbox(
        &self,
        pass: &Retention,
        cutoff: Timestamp,
        retained: &mut Retained,
    ) -> Result<Option<u64>, StoreError> {
        let most = usize::try_from(ROWS_A_PAGE).unwrap_or_default();
        let old = self.store.old_messages(pass.workspace, cutoff, most).await?;
        for key in &old {
            self.store.forget_message(key).await?;
        }
        retained.messages += old.len();
        Ok((old.len() == most).then_some(pass.after))
    }
}
