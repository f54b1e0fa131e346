//! A directory that the release before last wrote, as `kill -9` left it: four deposits, six orders, and a message that
//! was taken off the queue and worked on by nobody.
//!
//! Made by hand with that release (data version 4), and kept without its secrets, which a start makes anew.

use std::io::Cursor;
use std::process::Command;

use domain::{OrderId, OrderStatus, WorkspaceId};
use local::upgrade::{FILE, VERSION};
use store::deposits::DepositFilter;

use crate::support::{open, temporary_dir};

const KEPT: &[u8] = include_bytes!("../../../../tests/upgrade/data-4.zip");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_of_an_earlier_release_is_upgraded_and_loses_nothing() {
    let dir = temporary_dir();
    let data = dir.path().join("data");
    zip::ZipArchive::new(Cursor::new(KEPT)).unwrap().extract(&data).unwrap();
    let mut audit = Command::new(env!("CARGO_BIN_EXE_local"));
    let audit = audit.args(["check", "--data", "data"]).current_dir(dir.path()).output().unwrap();
    let said = String::from_utf8_lossy(&audit.stdout);
    assert!(audit.status.success() && said.contains("2 accounts rewritten") && said.contains("0 findings"), "{said}");
    assert_eq!(std::fs::read_to_string(data.join(FILE)).unwrap(), VERSION);

    let product = open(&data).await;
    let workspace = WorkspaceId::new(1).unwrap();
    let state = async |id: u64| {
        let order = product.app.store().order(workspace, OrderId::new(id).unwrap()).await.unwrap().unwrap();
        order.state.status()
    };
    assert_eq!((state(1).await, state(2).await), (OrderStatus::Matched, OrderStatus::Pending));
    assert_eq!(state(6).await, OrderStatus::Matched, "by hand, a little short");
    product.poller().drain(product.matcher()).await.unwrap();
    let deposits = product.app.store().deposits(workspace, &DepositFilter::default(), None, 100).await.unwrap();
    assert_eq!(deposits.rows.len(), 5, "the message that waited is a deposit");
    assert_eq!(product.audit().await.unwrap(), []);
}
