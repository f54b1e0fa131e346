//! A mail is written and sent: as what stands now says, and not at all once it is pointless. One that does not leave
//! goes back onto the queue, and comes again later and later, until it leaves or is pointless.

use std::collections::BTreeMap;

use domain::reminder::REMIND_EVERY_MS;
use domain::time::{DAY_MS, MINUTE_MS};
use domain::user::PASSWORD_RESET_WORKS_MS;
use domain::{Email, InvitationId, ReminderKind, Timestamp, UserId, WorkspaceId};
use mail::Letter;
use runtime::keys::sha256;
use runtime::reset;
use store::StoreError;
use store::events::EventTask;
use store::mail::{Mail, MailTask, sealed_for};

use crate::Notifier;

/// How long a mail waits after its first try, in seconds; each further try doubles it, up to what a queue can hold.
const FIRST_WAIT_S: i32 = 15;
const WAIT_MAX_S: i32 = 900;
/// How often a mail is tried that its server refuses: an operator may be mending the server's settings meanwhile.
const TRIES_OF_REFUSED: u32 = 8;
/// How long a mail waits while others are on their way, in seconds.
const BUSY_WAIT_S: i32 = 5;
/// Links for new passwords of all people in the window: more would cost the mail server its reputation.
const RESETS_AT_ONCE: i64 = 500;
const RESETS_WINDOW_MS: i64 = 5 * MINUTE_MS;
/// Test mails of one person in a quarter of an hour.
const TESTS_AT_ONCE: i64 = 3;
/// Mails of invitations to one address, by one person, and of one workspace, in a day: nobody writes to strangers
/// through us.
const INVITATIONS_TO_ONE: i64 = 5;
const INVITATIONS_OF_ONE: i64 = 100;
const INVITATIONS_OF_WORKSPACE: i64 = 100;

impl Notifier {
    /// Writes a mail and sends it.
    pub(crate) async fn mail(&self, task: MailTask) -> Result<(), StoreError> {
        let Some(mailer) = &self.mailer else {
            tracing::warn!("a mail was asked for, and no mail is sent any more");
            return Ok(());
        };
        let Some(_turn) = mailer.turn() else {
            return self.store.events.send(EventTask::Mail(task), BUSY_WAIT_S).await;
        };
        let Some((letter, to)) = self.letter(&task).await? else { return Ok(()) };
        if task.tries == 0
            && let Some(wait_s) = self.wait_s(&task.mail).await?
        {
            return self.store.events.send(EventTask::Mail(task), wait_s).await;
        }
        let failure = match mailer.send(&letter, &to, task.language, task.asked_at).await {
            Ok(()) => {
                tracing::info!(mail.tries = task.tries, "a mail was sent");
                return Ok(());
            }
            Err(failure) => failure,
        };
        let tries = task.tries + 1;
        if failure.is_lasting() && tries >= TRIES_OF_REFUSED {
            tracing::error!(mail.tries = tries, %failure, "a mail could not be sent; it is given up");
            return Ok(());
        }
        tracing::error!(mail.tries = tries, %failure, "a mail could not be sent; it is tried again");
        self.store.events.send(EventTask::Mail(MailTask { tries, ..task }), wait_s(tries)).await
    }

    /// The mail, and whom it is for; `None`: it is pointless.
    async fn letter(&self, task: &MailTask) -> Result<Option<(Letter, Email)>, StoreError> {
        match &task.mail {
            Mail::PasswordReset { email } => {
                let until = task.asked_at.plus_ms(PASSWORD_RESET_WORKS_MS);
                if until <= self.now() {
                    return Ok(None);
                }
                // Nobody, for all that whoever asked is told.
                let Some(user) = self.store.user_by_email(email).await? else { return Ok(None) };
                let token = reset::token(&self.keys, &user, until);
                let token = token.map_err(|error| StoreError::Rejected(error.to_string()))?;
                Ok(Some((Letter::PasswordReset { token, until }, user.email)))
            }
            Mail::Invitation { workspace, invitation, code } => {
                self.invitation(*workspace, *invitation, code, task.tries).await
            }
            Mail::DepositsWait { workspace, user, since, told_until } => {
                self.reminder(*workspace, *user, (*since, *told_until)).await
            }
            Mail::Test { workspace, user } => {
                let member = self.store.member(*workspace, *user).await?;
                Ok(member.map(|member| (Letter::Test { workspace: *workspace }, member.email)))
            }
        }
    }

    /// The mail of an invitation that stands: it was committed, and neither used nor withdrawn.
    async fn invitation(
        &self,
        workspace: WorkspaceId,
        invitation: InvitationId,
        sealed: &[u8],
        tries: u32,
    ) -> Result<Option<(Letter, Email)>, StoreError> {
        let (found, of) =
            tokio::join!(self.store.open_invitation(workspace, invitation), self.store.workspace(workspace));
        let (Some(found), Some(of)) = (found?.filter(|found| found.expires_at > self.now()), of?) else {
            return Ok(None);
        };
        let opened = self.keys.secrets().open(&sealed_for(workspace, invitation), sealed);
        let Some(code) = opened.and_then(|opened| String::from_utf8(opened.secret).ok()) else {
            return Err(StoreError::Rejected("no live key opens the code of an invitation".to_owned()));
        };
        if tries == 0 && !self.may_invite(found.invited_by, workspace, &found.email).await? {
            tracing::warn!(workspace.id = workspace.get(), "an invitation is not mailed: there were too many today");
            return Ok(None);
        }
        Ok(Some((Letter::Invitation { workspace: of.name, code, until: found.expires_at }, found.email)))
    }

    /// The mail of a reminder that is still on and has had no later look, while there is something of it.
    async fn reminder(
        &self,
        workspace: WorkspaceId,
        user: UserId,
        (since, told_until): (Timestamp, Timestamp),
    ) -> Result<Option<(Letter, Email)>, StoreError> {
        let (reminder, member, of) = tokio::join!(
            self.store.reminder(workspace, user),
            self.store.member(workspace, user),
            self.store.workspace(workspace),
        );
        let (Some(reminder), Some(member), Some(of)) = (reminder?, member?, of?) else { return Ok(None) };
        if reminder.told_until != told_until {
            return Ok(None);
        }
        let mut counts = BTreeMap::new();
        for (kind, at) in self.store.news(&of, &reminder.kinds, self.now()).await? {
            // What waits is told as long as it does; what was paid, once.
            if kind != ReminderKind::Orders || at > since {
                *counts.entry(kind).or_insert(0) += 1;
            }
        }
        Ok((!counts.is_empty()).then_some((Letter::News { workspace, counts }, member.email)))
    }

    /// How long a mail waits before it may be sent, in seconds; `None`: it may now. A member who has reminders of
    /// several workspaces gets one in a quarter of an hour; of links for passwords a flood is slowed down.
    async fn wait_s(&self, mail: &Mail) -> Result<Option<i32>, StoreError> {
        let (what, most, window_ms) = match mail {
            Mail::DepositsWait { user, .. } => (format!("mail#reminder#{user}"), 1, REMIND_EVERY_MS),
            Mail::Test { user, .. } => (format!("mail#test#{user}"), TESTS_AT_ONCE, REMIND_EVERY_MS),
            Mail::PasswordReset { .. } => ("mail#reset".to_owned(), RESETS_AT_ONCE, RESETS_WINDOW_MS),
            Mail::Invitation { .. } => return Ok(None),
        };
        let is_over = self.store.count(&what, 1, window_ms, self.now()).await? > most;
        // The window ends by then.
        Ok(is_over.then(|| i32::try_from(window_ms / 1_000).unwrap_or(WAIT_MAX_S).min(WAIT_MAX_S)))
    }

    /// Whether an invitation is mailed. The inviter's own limit is counted first: who is over it uses up neither the
    /// workspace's nor the address's.
    async fn may_invite(&self, by: UserId, workspace: WorkspaceId, to: &Email) -> Result<bool, StoreError> {
        let address = hex::encode(&sha256(to.as_str().as_bytes())[..12]);
        let limits = [
            (format!("mail#by#{by}"), INVITATIONS_OF_ONE),
            (format!("mail#{workspace}"), INVITATIONS_OF_WORKSPACE),
            (format!("mail#{address}"), INVITATIONS_TO_ONE),
        ];
        for (what, most) in limits {
            if self.store.count(&what, 1, DAY_MS, self.now()).await? > most {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// How long a mail waits that was tried so often, in seconds.
fn wait_s(tries: u32) -> i32 {
    let doubled = tries.saturating_sub(1).min(10);
    (FIRST_WAIT_S << doubled).min(WAIT_MAX_S)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_comes_again_later_and_later_up_to_what_a_queue_can_hold() {
        let waits: Vec<_> = (1..=9).map(wait_s).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait_s(u32::MAX), WAIT_MAX_S);
    }
}
