//! `password --email …` over a database on disk: somebody forgot theirs.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use axum::body::Body;
use axum::http::{Request, header};
use local::demo;
use local::product::Product;
use serde_json::{Value, json};

use crate::support::{open, temporary_dir};

const EMAIL: &str = "demo@example.com";

/// What the real program says: on its output, or on the other one when it fails.
fn password(data: &Path, email: &str) -> Result<String, String> {
    let run =
        Command::new(env!("CARGO_BIN_EXE_local")).args(["password", "--email", email, "--data"]).arg(data).output();
    let Output { status, stdout, stderr } = run.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if status.success() { Ok(text(stdout)) } else { Err(text(stderr)) }
}

async fn log_in(product: &Product, password: &str) -> (u16, Value) {
    let body = json!({"email": EMAIL, "password": password}).to_string();
    let request = Request::post("/api/v1/auth/login").header(header::CONTENT_TYPE, "application/json");
    let answer = tower::Service::call(&mut product.router(), request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

/// What `GET /workspaces/1` answers to a token.
async fn asks(product: &Product, token: &str) -> u16 {
    ask(product, "/api/v1/workspaces/1", &json!(token)).await.0
}

async fn ask(product: &Product, path: &str, token: &Value) -> (u16, Value) {
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    let request = Request::get(path).header(header::AUTHORIZATION, bearer);
    let answer = tower::Service::call(&mut product.router(), request.body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn who_forgot_their_password_gets_a_new_one_and_all_that_acted_for_them_ends() {
    let dir = temporary_dir();
    let product = open(dir.path()).await;
    let demo = demo::prepare(&product, "correct horse battery".to_owned()).await.unwrap().unwrap();
    let (_, session) = log_in(&product, "correct horse battery").await;
    let session = session["access_token"].as_str().unwrap();
    assert_eq!(asks(&product, session).await, 200);
    drop(product);
    let said = password(dir.path(), EMAIL).unwrap();
    let new = said.trim().rsplit(' ').next().unwrap();
    let product = open(dir.path()).await;
    assert_eq!(log_in(&product, "correct horse battery").await.0, 401);
    let (status, session_now) = log_in(&product, new).await;
    assert_eq!(status, 200, "{said}");
    assert_eq!(
        (asks(&product, session).await, asks(&product, &demo.token).await),
        (401, 401),
        "also a token that somebody else may have made"
    );
    let log = ask(&product, "/api/v1/workspaces/1/audit?kind=password.reset", &session_now["access_token"]).await.1;
    assert_eq!(log.as_array().map(Vec::len), Some(1), "{log}");
    assert_eq!((&log[0]["by"], &log[0]["subject_id"]), (&json!("operator"), &json!(1)));
    assert!(product.audit().await.unwrap().is_empty());
}

/// Also what a version before left open to others.
#[tokio::test]
async fn what_is_kept_here_is_its_owners_alone() {
    let dir = temporary_dir();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    std::fs::write(data.join("table.sqlite"), "").unwrap();
    assert!(password(&data, EMAIL).unwrap_err().contains("nobody signed up"));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let made: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(made.len() > 2, "{made:?}");
    for file in made {
        assert_eq!(mode(&file) & 0o077, 0, "{}", file.display());
    }
}

#[tokio::test]
async fn nobody_gets_a_password_who_is_not_there() {
    let dir = temporary_dir();
    assert!(password(dir.path(), EMAIL).unwrap_err().contains("holds no database"));
    drop(open(dir.path()).await);
    assert!(password(dir.path(), EMAIL).unwrap_err().contains("nobody signed up as demo@example.com"));
    assert!(password(dir.path(), "no address").unwrap_err().contains("is no e-mail address"));
}
