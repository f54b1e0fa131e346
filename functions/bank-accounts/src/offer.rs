//! What a newly active account has done: the unclaimed messages that may be of it are read again.

use domain::Account;
use store::tasks::Task;
use web::App;

/// Has the unclaimed messages offered to an account that takes messages from now on: once before the commit, in half a
/// minute, in case this program dies, and once after it. A queue that is down is logged and stops nothing.
pub(crate) async fn offer(app: &App, account: &Account, delay_s: i32) {
    let offer = Task::Offer { workspace: account.workspace, account: account.id };
    if let Err(error) = app.store().tasks.send(offer, delay_s).await {
        tracing::warn!(workspace.id = account.workspace.get(), %error, "unclaimed messages could not be offered to an account");
    }
}
