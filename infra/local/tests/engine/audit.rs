//! `audit --data DIR` over a database on disk: a script reads its exit status.

use std::path::Path;
use std::process::{Command, Output};

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::{OrderId, WorkspaceId};
use local::demo;
use local::product::TABLE;
use serde_json::json;
use store::key;

use crate::support::{open, temporary_dir};

/// A database of the demo shop, where order 1 waits.
async fn with_an_order(data: &Path) {
    let product = open(data).await;
    let demo = demo::prepare(&product, "correct horse battery".to_owned()).await.unwrap().unwrap();
    let order = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동"});
    let request = Request::post("/api/v1/workspaces/1/orders")
        .header(header::AUTHORIZATION, format!("Bearer {}", demo.token))
        .header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(order.to_string())).unwrap();
    let answer = tower::Service::call(&mut product.router(), request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
}

/// Cancels order 1 as no program does: its waiting entry stays.
async fn bend(data: &Path) {
    let (workspace, order) = (WorkspaceId::new(1).unwrap(), OrderId::new(1).unwrap());
    let key = key::order(workspace, order);
    let product = open(data).await;
    let update = product.dynamo().update_item().table_name(TABLE).key("PK", AttributeValue::S(key.pk));
    let update = update.key("SK", AttributeValue::S(key.sk)).update_expression("SET #status = :cancelled");
    let update = update.expression_attribute_names("#status", "status");
    let update = update.expression_attribute_values(":cancelled", AttributeValue::S("CANCELLED".to_owned()));
    update.send().await.unwrap();
}

/// What the real program says.
fn audit(data: &Path) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_local")).args(["audit", "--data"]).arg(data).output();
    let Output { status, stdout, .. } = run.unwrap();
    (status.code(), String::from_utf8(stdout).unwrap())
}

#[tokio::test]
async fn an_audit_of_a_sound_database_exits_with_0_and_one_with_a_finding_with_1() {
    let dir = temporary_dir();
    with_an_order(dir.path()).await;
    assert_eq!(audit(dir.path()), (Some(0), "0 findings\n".to_owned()));
    bend(dir.path()).await;
    let (status, said) = audit(dir.path());
    // A database that cannot be opened exits with 1 too, and finds nothing.
    assert!(status == Some(1) && said.contains("I3"), "{status:?}: {said}");
}

#[tokio::test]
async fn an_audit_of_a_directory_without_a_database_exits_with_1_and_says_no_findings() {
    let dir = temporary_dir();
    assert_eq!(audit(dir.path()), (Some(1), String::new()));
}
