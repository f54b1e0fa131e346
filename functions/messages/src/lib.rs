//! The inbox: messages of the workspace's banks that made no deposit. Listed, read beside what the reader makes of them
//! now, read again, typed in as a deposit, or put aside; and the formats that a shop adds for those that nobody can
//! read. In test workspaces, the bank that writes them, and the scenarios that it plays a part in.
//!
//! Deliberately not here: the message of a deposit, which stands on the deposit, and messages of no registered account.

mod aside;
mod deposit;
pub mod format_view;
mod formats;
mod get;
mod list;
mod reread;
mod reversal;
mod scenarios;
pub mod view;

use domain::MessageId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::caller::Named;
use web::{App, Code, Problem};

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(get::get))
        .routes(routes!(reread::reread))
        .routes(routes!(deposit::deposit))
        .routes(routes!(reversal::reversal))
        .routes(routes!(aside::dismiss))
        .routes(routes!(formats::list, formats::add))
        .routes(routes!(formats::test))
        .routes(routes!(formats::remove))
        .merge(sms_webhook::test())
        .routes(routes!(scenarios::start))
        .routes(routes!(scenarios::get))
}

/// The message that a path names.
fn named(named: &Named) -> Result<MessageId, Problem> {
    named.id("message_id", MessageId::parse, Code::MessageNotFound)
}
