//! The phone that an account is bound to.

use domain::{FieldFault, PhoneId, WorkspaceId};
use web::{App, Problem};

/// The phone that an account is to be bound to is one of the workspace's.
pub(crate) async fn must_stand(app: &App, workspace: WorkspaceId, phone: PhoneId) -> Result<(), Problem> {
    app.store().phone(workspace, phone).await?.map(drop).ok_or_else(no_such_phone)
}

pub(crate) fn no_such_phone() -> Problem {
    let detail =
        "이 워크스페이스에 등록된 휴대폰의 id여야 합니다. GET /workspaces/{id}/phone-numbers에서 확인해 주세요.";
    Problem::field("phone_number_id", FieldFault::NotFound, detail)
}
