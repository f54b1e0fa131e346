//! The secrets of each function: those that the template gives to it. The API of a test is served function by function,
//! so a handler that reads a secret of another function's fails in whatever test calls it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Request;
use domain::ClosedSet;
use serde_json::Value;
use tower::ServiceExt;
use web::serve::{BASE_PATH, finish};
use web::{App, Keys, Purpose};

use crate::documents::template;
use crate::rights::{function_of, groups, stem};

/// The newest key of a purpose, in every test.
pub const fn key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Sessions => "a signing key of tests and more than 256 bits long",
        Purpose::Sealing => "a sealing key of tests and more than 256 bits long",
        Purpose::Receipts => "a receipt key of tests and more than 256 bits long",
    }
}

/// The keys of these purposes.
pub fn keys(purposes: impl IntoIterator<Item = Purpose>) -> Keys {
    purposes.into_iter().fold(Keys::default(), |keys, purpose| keys.with(purpose, key(purpose)).unwrap())
}

/// The keys of all purposes, as the program has them that runs all functions.
pub fn every() -> Keys {
    keys(Purpose::all())
}

/// The keys of all purposes, with these of one of them.
pub fn every_but(purpose: Purpose, text: &str) -> Keys {
    every().with(purpose, text).unwrap()
}

static TEMPLATE: LazyLock<Value> = LazyLock::new(template);

/// The purposes whose keys stand in a function's environment.
pub fn purposes(function: &str) -> Vec<Purpose> {
    let resource = &TEMPLATE["Resources"][format!("{}Function", stem(function))];
    let variables = &resource["Properties"]["Environment"]["Variables"];
    Purpose::all().filter(|purpose| variables.get(purpose.code()).is_some()).collect()
}

/// An app as a function has it: with its own keys.
pub fn as_function(app: &App, function: &str) -> App {
    App { keys: Arc::new(keys(purposes(function))), ..app.clone() }
}

/// The API: each path is answered by its function, an unknown one as the gateway sends it on.
pub fn api(app: &App) -> Router {
    let serve = |(function, routes)| (function, finish(routes, as_function(app, function)));
    let functions: Arc<BTreeMap<&str, Router>> = Arc::new(groups().into_iter().map(serve).collect());
    Router::new().fallback(move |request: Request| {
        let path = request.uri().path().strip_prefix(BASE_PATH).unwrap_or_default();
        let other = if path.starts_with("/webhooks/") { "phone-webhook" } else { "workspaces" };
        let function = function_of(path).unwrap_or(other);
        functions[function].clone().oneshot(request)
    })
}
