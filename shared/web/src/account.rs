//! What a person who types a deposit says of it: the account, and the time.

use domain::time::DAY_MS;
use domain::{Account, AccountId, FieldFault, Timestamp, WorkspaceId};

use crate::field::{Bad, Form};
use crate::form::Sent;
use crate::{App, Problem};

/// The time of a deposit may be up to one day ahead: clocks and time zones differ.
pub fn no_later_than_tomorrow<T: Form>(sent: Sent<T>, now: Timestamp) -> Sent<T> {
    let otherwise = Bad::new(FieldFault::OutOfRange, "지금부터 하루 뒤까지의 시각이어야 합니다.");
    sent.check::<Timestamp>("deposited_at", |at| at <= now.plus_ms(DAY_MS), otherwise)
}

/// The account that a body names. One that the workspace lacks is the body's fault: 400, as the guide tells it.
pub async fn account_of_body(app: &App, workspace: WorkspaceId, account: AccountId) -> Result<Account, Problem> {
    app.store().account(workspace, account).await?.ok_or_else(|| {
        let detail =
            "이 워크스페이스에 등록된 계좌의 id여야 합니다. GET /workspaces/{id}/bank-accounts에서 확인해 주세요.";
        Problem::field("bank_account_id", FieldFault::NotFound, detail)
    })
}
