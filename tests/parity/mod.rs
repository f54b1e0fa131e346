//! What must agree: folders, template, events, routes, permissions, documents, and the arrows between crates.

mod alarms;
mod events;
pub(crate) mod house;
mod openapi;
mod permissions;
mod routes;
mod security;
mod table;

use utoipa_axum::router::OpenApiRouter;
use web::App;

/// The routes of each HTTP function, by its folder.
fn groups() -> [(&'static str, OpenApiRouter<App>); 10] {
    [
        ("auth", auth::router()),
        ("workspaces", workspaces::router()),
        ("bank-accounts", bank_accounts::router()),
        ("phone-numbers", phone_numbers::router()),
        ("orders", orders::router()),
        ("deposits", deposits::router()),
        ("matches", matches::router()),
        ("messages", messages::router()),
        ("sms-webhook", sms_webhook::router()),
        ("webhook-endpoints", webhook_endpoints::router()),
    ]
}

/// The folders of functions/, sorted.
fn functions() -> Vec<String> {
    folders("functions")
}

/// The folders in a folder of the repository, sorted.
fn folders(path: &str) -> Vec<String> {
    let entries = std::fs::read_dir(tests::documents::root().join(path)).unwrap();
    let mut names: Vec<String> = entries
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The stem of a function's SAM resources: `bank-accounts` → `BankAccounts`.
fn stem(function: &str) -> String {
    function.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
