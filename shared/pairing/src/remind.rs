//! Reminders: the sweeper looks whether there is something that people want to be mailed of.

use domain::Timestamp;
use domain::reminder::Reminder;
use store::StoreError;
use store::events::EventTask;
use store::mail::{Mail, MailTask};
use store::queue::INSURANCE_DELAY_S;

use crate::Pairing;
use crate::passes::{Pass, PassReport, ROWS_A_PAGE, Walk};

/// How old a change must be to be mailed of, in milliseconds: the index may lag, and programs' clocks differ, and what
/// is older than what was told would never be.
const SURELY_SEEN_MS: i64 = 10_000;

impl Pairing {
    /// Looks at the reminders that are due, and begins no page after `until`.
    pub async fn remind(&self, until: Timestamp) -> PassReport {
        let mut walk = Walk::begin(self, Pass::Reminders, 1, until);
        while let Some((shard, after)) = walk.next_page() {
            let page = self.store.reminders_due(&after, self.now(), ROWS_A_PAGE).await;
            let name = |of: &Reminder| format!("workspace {}, user {}", of.workspace, of.user);
            let looks = walk.took(shard, page).into_iter().map(|of| (name(&of), self.clone().look_at_reminder(of)));
            let is_mailed = walk.report.work(looks).await;
            walk.report.done += is_mailed.into_iter().filter(|is_mailed| *is_mailed).count();
        }
        walk.end()
    }

    /// Whether a mail was asked for. Before the write, to be looked at when that is surely done: the notifier drops
    /// what was not written.
    async fn look_at_reminder(self, reminder: Reminder) -> Result<bool, StoreError> {
        let (workspace, user) = (reminder.workspace, reminder.user);
        let (stands, member, kept) = tokio::join!(
            self.store.workspace(workspace),
            self.store.member(workspace, user),
            self.store.reminder(workspace, user),
        );
        // The index lags: what was looked at since would be mailed of twice.
        if kept?.as_ref() != Some(&reminder) {
            return Ok(false);
        }
        let (Some(stands), Some(_)) = (stands?, member?) else {
            self.store.end_reminder(workspace, user).await?;
            return Ok(false);
        };
        let now = self.now();
        if let Some(after) = reminder.put_off(now) {
            self.store.write_reminder(&reminder, &after).await?;
            return Ok(false);
        }
        let seen = now.plus_ms(-SURELY_SEEN_MS);
        let news = self.store.news(&stands, &reminder.kinds, now).await?.into_iter().map(|(_, at)| at);
        let after = reminder.look(news.filter(|at| *at <= seen).max(), now);
        let has_news = reminder.has_news(&after);
        if has_news {
            let (since, told_until) = (reminder.told_until, after.told_until);
            let mail = Mail::DepositsWait { workspace, user, since, told_until };
            let task = MailTask::new(mail, reminder.language, now);
            self.store.events.send(EventTask::Mail(task), INSURANCE_DELAY_S).await?;
        }
        Ok(self.store.write_reminder(&reminder, &after).await? && has_news)
    }
}
