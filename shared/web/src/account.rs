//! An account that a body names.

use domain::{Account, AccountId, WorkspaceId, id};
use serde_json::Value;

use crate::body::Fields;
use crate::{App, Code, FieldError, Problem};

/// The id of an account.
pub fn account_id(fields: &mut Fields, name: &str, value: &Value) -> Option<AccountId> {
    fields.integer(name, value, 1, id::MAX).and_then(AccountId::new)
}

/// The account that a body names. One that the workspace lacks is the body's fault: 400, as the guide tells it.
pub async fn account_of_body(app: &App, workspace: WorkspaceId, account: AccountId) -> Result<Account, Problem> {
    app.store().account(workspace, account).await?.ok_or_else(|| {
        let detail =
            "이 워크스페이스에 등록된 계좌의 id여야 합니다. GET /workspaces/{id}/bank-accounts에서 확인해 주세요.";
        let error = FieldError { field: "bank_account_id".to_owned(), code: "not_found", detail: detail.to_owned() };
        Problem::fields(Code::InvalidFields, vec![error])
    })
}
