//! What must agree: folders, template, events, routes, permissions, documents, and the arrows between crates.

mod alarms;
mod chains;
mod events;
mod examples;
pub(crate) mod house;
mod openapi;
mod permissions;
mod routes;
mod secrets;
mod security;
mod style;
mod table;

use tests::rights::{groups, stem};

/// The programs of functions/, sorted: each has the name of its folder, but for the second one of the webhook's.
fn functions() -> Vec<String> {
    let mut names = folders("functions");
    names.push("phone-webhook".to_owned());
    names.sort();
    names
}

/// The folder of a program.
fn folder(function: &str) -> &str {
    if function == "phone-webhook" { "sms-webhook" } else { function }
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
