//! How many messages one caller may send: a phone by its key, a stranger by the address that the call comes from.
//!
//! A message over the limit is refused with 429, and the phone sends it again: nothing is lost. The messages of a list
//! are counted before the first of them is queued, for sent again they could not all be told from new ones. A limit
//! that cannot be looked at stops no message.

use store::bucket::{Rate, Taken};
use web::caller::Source;
use web::{App, Problem};

use crate::call::Way;

/// A bank tells a busy shop of some deposits a second at most; what a phone sends again after a night offline comes at
/// once.
const BURST: u32 = 300;
const EVERY_MS: u32 = 100;

/// What a message still has to pass before it is queued.
pub enum Limit {
    /// The bucket of this caller.
    Of(String),
    /// Nothing: it was counted with its list, or its caller is this machine itself.
    Passed,
}

impl Limit {
    pub fn of(way: Way, source: &Source) -> Self {
        match (way.phone(), source.stranger()) {
            (Some(phone), _) => Self::Of(format!("phone#{}#{}", phone.workspace, phone.phone)),
            (None, Some(address)) => Self::Of(format!("open#{address}")),
            (None, None) => Self::Passed,
        }
    }

    /// Counts a list of messages, all or none of them.
    pub async fn take_all(&self, app: &App, messages: usize) -> Result<Self, Problem> {
        self.take_many(app, u32::try_from(messages).unwrap_or(BURST)).await?;
        Ok(Self::Passed)
    }

    /// Counts a message that is about to be queued.
    pub async fn take(&self, app: &App) -> Result<(), Problem> {
        self.take_many(app, 1).await
    }

    async fn take_many(&self, app: &App, messages: u32) -> Result<(), Problem> {
        let Self::Of(what) = self else { return Ok(()) };
        let messages = messages.clamp(1, BURST);
        // So many at once are one call of a bucket that is so much coarser.
        let rate = Rate { burst: BURST / messages, every_ms: EVERY_MS * messages };
        match app.store().take(what, rate, app.now()).await {
            Ok(Taken::Yes) => Ok(()),
            Ok(Taken::No { wait_ms }) => Err(Problem::too_many(u64::try_from(wait_ms).unwrap_or(1).div_ceil(1000))),
            Err(error) => {
                tracing::warn!(%error, "a limit could not be counted; the message goes on");
                Ok(())
            }
        }
    }
}
