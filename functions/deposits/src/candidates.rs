//! GET /workspaces/{id}/deposits/{deposit_id}/candidates

use axum::Json;
use axum::extract::State;
use domain::choice;
use domain::{DepositId, MatchReason, Order, OrderStatus, WaitingOrder, Won, outcome};
use web::caller::{Named, Reader};
use web::{App, Code, Problem};

use crate::view::CandidateView;

/// The orders that a deposit could pay, best first, each with its reasons: the waiting orders of its amount, a hundred
/// at most, those of its own name among them.
#[utoipa::path(get, path = "/workspaces/{id}/deposits/{deposit_id}/candidates", operation_id = "list_candidates", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)),
    responses((status = 200, body = [CandidateView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn candidates(
    State(app): State<App>,
    reader: Reader,
    named: Named,
) -> Result<Json<Vec<CandidateView>>, Problem> {
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let deposit = app.store().deposit(reader.id(), id).await?.ok_or_else(|| Problem::of(Code::DepositNotFound))?;
    let printed = deposit.details.printed();
    let left = Won::new(deposit.rest()).unwrap_or(deposit.details.amount);
    let (amount, keys) = (left, choice::lookup_keys(printed));
    let waiting = app.store().candidates(reader.id(), amount, keys, outcome::CANDIDATES_COUNTED).await?;
    let orders = app.store().orders_of(reader.id(), &waiting.iter().map(|order| order.id).collect::<Vec<_>>()).await?;
    let (payer, settings, now) = (deposit.as_if_waiting(), reader.workspace.settings, app.now());
    let mut rated: Vec<(Vec<MatchReason>, &WaitingOrder, &Order)> = waiting
        .iter()
        .filter_map(|entry| Some((entry, orders.iter().find(|order| order.id == entry.id)?)))
        .filter(|(_, order)| order.status(now) == OrderStatus::Pending)
        .map(|(entry, order)| (choice::reasons(&payer, entry, &order.depositor_name, &settings), entry, order))
        .collect();
    rated.sort_by_cached_key(|(reasons, entry, order)| {
        (rank(reasons), choice::unlikeness(printed, &order.depositor_name), entry.created_at, entry.id)
    });
    let view = |(reasons, _, order): (Vec<MatchReason>, &WaitingOrder, &Order)| CandidateView {
        order_id: order.id.get(),
        order_number: order.number.to_string(),
        amount: order.amount.get(),
        amount_open: order.open(),
        depositor_name: order.depositor_name.to_string(),
        status: order.status(now).into(),
        expires_at: order.expires_at.map(|deadline| deadline.rfc3339()),
        customer_phone: order.customer_phone.clone(),
        memo: order.memo.clone(),
        created_at: order.created_at.rfc3339(),
        reasons: words::list(reasons),
    };
    Ok(Json(rated.into_iter().map(view).collect()))
}

/// Smaller is better: what stands in the way counts first, then the name.
fn rank(reasons: &[MatchReason]) -> u8 {
    let of = |reason: &MatchReason| match reason {
        MatchReason::AmountEqual | MatchReason::Completes | MatchReason::NameCoded | MatchReason::NameSame => 0,
        MatchReason::OldestOfSeveral | MatchReason::AsManyDeposits => 0,
        MatchReason::NameCut | MatchReason::NameSameWithMore => 1,
        MatchReason::NameUnreadable | MatchReason::NameLike => 2,
        MatchReason::NameDiffers | MatchReason::NameQualifierDiffers | MatchReason::NameCannotMatch => 3,
        MatchReason::OtherAccount
        | MatchReason::DepositedAfterDeadline
        | MatchReason::DepositedLongBeforeOrder
        | MatchReason::OutsideMatchWindow => 4,
    };
    reasons.iter().map(of).sum()
}
