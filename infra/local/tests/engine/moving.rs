//! The commands that move a workspace: out of data that a program serves, into other data.

use std::path::Path;
use std::process::{Command, Output};

use crate::running::{Running, message, order, pause};
use crate::support::temporary_dir;

fn program(arguments: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_local")).args(arguments).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workspace_is_exported_while_a_program_serves_it_and_imported_elsewhere() {
    let (here, there) = (temporary_dir(), temporary_dir());
    let running = Running::start(Path::new(env!("CARGO_BIN_EXE_local")), here.path()).await;
    let caller = running.caller();
    caller.call("POST", "/workspaces/1/orders", Some(&order(0))).await.unwrap();
    caller.call("POST", "/webhooks/bank-sms", Some(&message(0))).await.unwrap();
    let matched = async || caller.call("GET", "/workspaces/1/orders/1", None).await.unwrap().1["status"] == "MATCHED";
    while !matched().await {
        pause().await;
    }
    let out = there.path().join("shop.zip");
    let export = ["export", out.to_str().unwrap(), "--workspace", "1", "--data", "data"];
    let exported = program(&export, here.path());
    assert!(exported.status.success() && said(&exported).contains("workspace 1"), "{}", said(&exported));
    let again = program(&export, here.path());
    assert!(said(&again).contains("is there already"), "{}", said(&again));
    let none = program(&["export", "none.zip", "--workspace", "7", "--data", "data"], here.path());
    assert!(!none.status.success() && said(&none).contains("there is no workspace 7"), "{}", said(&none));
    let left: Vec<_> = std::fs::read_dir(here.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");

    // Data that serves is nobody else's.
    let served =
        program(&["import", out.to_str().unwrap(), "--owner", "demo@example.com", "--data", "data"], here.path());
    assert!(!served.status.success() && said(&served).contains("another"), "{}", said(&served));
    drop(Running::start(Path::new(env!("CARGO_BIN_EXE_local")), there.path()).await);
    let import = ["import", "shop.zip", "--owner", "demo@example.com", "--data", "data"];
    let imported = program(&import, there.path());
    assert!(imported.status.success(), "{}", said(&imported));
    assert!(said(&imported).contains("workspace 1 is workspace 2 here: 1 orders, 1 deposits."), "{}", said(&imported));
    let audit = program(&["check", "--data", "data"], there.path());
    assert!(audit.status.success() && said(&audit).contains("0 findings"), "{}", said(&audit));
    let twice = program(&import, there.path());
    assert!(!twice.status.success() && said(&twice).contains("is here already"), "{}", said(&twice));
    let elsewhere = Running::start(Path::new(env!("CARGO_BIN_EXE_local")), there.path()).await;
    let moved = elsewhere.caller().call("GET", "/workspaces/2/orders/1", None).await.unwrap();
    assert_eq!((moved.0, &moved.1["status"]), (200, &"MATCHED".into()));
}
