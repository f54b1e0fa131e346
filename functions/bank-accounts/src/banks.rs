//! GET /banks

use axum::Json;
use bank_sms::bank;
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::Caller;

/// An institution.
#[derive(Serialize, ToSchema)]
pub struct BankView {
    /// 금융기관공동코드, three digits.
    #[schema(example = "004")]
    pub code: &'static str,
    #[schema(example = "KB국민")]
    pub name: &'static str,
    /// Whether its messages can be read.
    pub readable: bool,
}

/// The institutions whose accounts can be registered, by code.
#[utoipa::path(get, path = "/banks", operation_id = "list_banks", tag = "bank-accounts", responses((status = 200, body = [BankView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn banks(_caller: Caller) -> Json<Vec<BankView>> {
    let mut banks: Vec<_> =
        bank::all().iter().map(|bank| BankView { code: bank.code, name: bank.name, readable: bank.readable }).collect();
    banks.sort_by_key(|bank| bank.code);
    Json(banks)
}
