//! Reminders: the sweeper looks whether there is something that people want to be mailed of.

use domain::reminder::Reminder;
use store::StoreError;
use store::events::EventTask;
use store::mail::{Mail, MailTask};
use store::queue::INSURANCE_DELAY_S;

use crate::Pairing;

/// How old a change must be to be mailed of, in milliseconds: the index may lag, and programs' clocks differ, and what
/// is older than what was told would never be.
const SURELY_SEEN_MS: i64 = 10_000;
/// How many reminders are looked up at once.
const REMINDERS_A_LOOK: i32 = 100;
/// How many looks one run makes before it leaves the rest to the next.
const LOOKS_A_RUN: usize = 3;

impl Pairing {
    /// Looks at the reminders that are due; how many mails were asked for.
    pub async fn remind(&self) -> Result<usize, StoreError> {
        let mut mailed = 0;
        for _ in 0..LOOKS_A_RUN {
            let (due, is_all) = self.store.reminders_due(self.now(), REMINDERS_A_LOOK).await?;
            for reminder in due {
                match self.look_at_reminder(&reminder).await {
                    Ok(is_mailed) => mailed += usize::from(is_mailed),
                    Err(error) => {
                        let workspace = reminder.workspace.get();
                        tracing::error!(workspace.id = workspace, %error, "a reminder is not looked at; skipped");
                    }
                }
            }
            if is_all {
                break;
            }
        }
        Ok(mailed)
    }

    /// Whether a mail was asked for. Before the write, to be looked at when that is surely done: the notifier drops
    /// what was not written.
    async fn look_at_reminder(&self, reminder: &Reminder) -> Result<bool, StoreError> {
        let (workspace, user) = (reminder.workspace, reminder.user);
        let (stands, member, kept) = tokio::join!(
            self.store.workspace(workspace),
            self.store.member(workspace, user),
            self.store.reminder(workspace, user),
        );
        // The index lags: what was looked at since would be mailed of twice.
        if kept?.as_ref() != Some(reminder) {
            return Ok(false);
        }
        let (Some(stands), Some(_)) = (stands?, member?) else {
            self.store.end_reminder(workspace, user).await?;
            return Ok(false);
        };
        let now = self.now();
        if let Some(after) = reminder.put_off(now) {
            self.store.write_reminder(reminder, &after).await?;
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
        Ok(self.store.write_reminder(reminder, &after).await? && has_news)
    }
}
