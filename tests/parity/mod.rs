//! What must agree: folders, template, events, routes, permissions, documents, and the arrows between crates.

mod alarms;
mod events;
pub(crate) mod house;
mod openapi;
mod permissions;
mod routes;
mod security;
mod table;

use tests::rights::{groups, stem};

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
