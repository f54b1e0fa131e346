//! Proposals: what the deposits that no rule paired may be, for a person to accept or reject.

mod accept;
mod accept_many;
mod list;
mod of_deposit;
mod reject;
mod view;

use domain::ProposalId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::caller::Named;
use web::{App, Code, Problem};

pub use view::{AcceptedProposal, ProposalView, ProposedDeposit, ProposedOrder};

/// The routes of proposals.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(of_deposit::of_deposit))
        .routes(routes!(accept_many::accept_many))
        .routes(routes!(accept::accept))
        .routes(routes!(reject::reject))
}

/// The proposal that the path names.
fn named(named: &Named) -> Result<ProposalId, Problem> {
    named.id("proposal_id", ProposalId::parse, Code::ProposalNotFound)
}
