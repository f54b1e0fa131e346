//! How many messages one caller may send: a phone by its key, a stranger by the address that the call comes from.
//!
//! A message over the limit is refused with 429, and the phone sends it again: nothing is lost. A limit that cannot be
//! looked at stops no message.

use store::bucket::{Rate, Taken};
use web::caller::Source;
use web::{App, Problem};

use crate::call::Call;

/// A bank tells a busy shop of some deposits a second at most; what a phone sends again after a night offline comes at
/// once.
const RATE: Rate = Rate { burst: 300, every_ms: 100 };

/// Counts a message that is about to be queued.
pub async fn take(app: &App, call: &Call, source: &Source) -> Result<(), Problem> {
    let what = match (call.way.phone(), source.stranger()) {
        (Some(phone), _) => format!("phone#{}#{}", phone.workspace, phone.phone),
        (None, Some(address)) => format!("open#{address}"),
        (None, None) => return Ok(()),
    };
    match app.store().take(&what, RATE, app.now()).await {
        Ok(Taken::Yes) => Ok(()),
        Ok(Taken::No { wait_ms }) => Err(Problem::too_many(u64::try_from(wait_ms).unwrap_or(1).div_ceil(1000))),
        Err(error) => {
            tracing::warn!(%error, "a limit could not be counted; the message goes on");
            Ok(())
        }
    }
}
