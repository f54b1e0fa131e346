//! Data of an earlier version is rewritten before anything is served. A file beside the database tells which version
//! wrote it, so that this is done once.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::Timestamp;
use store::Store;
use store::upgrade::Upgraded;
pub use store::upgrade::VERSION;

/// The file beside the database that tells its version.
pub const FILE: &str = "data-version";

/// Refuses data of a later version: this program would not know what it reads.
pub fn must_be_known(data: &Path) -> Result<()> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let Some(found) = std::fs::read_to_string(data.join(FILE)).ok().as_deref().and_then(number) else { return Ok(()) };
    ensure!(
        number(VERSION).is_some_and(|own| found <= own),
        "{} was written by a later LunePay (data version {found}, this program knows {VERSION}): start that one, or \
         restore a backup of before",
        data.display()
    );
    Ok(())
}

/// Refuses data of any other version: what an earlier one wrote is rewritten by the start of a program.
pub fn must_be_this(data: &Path) -> Result<()> {
    must_be_known(data)?;
    let is_this = std::fs::read_to_string(data.join(FILE)).is_ok_and(|version| version.trim() == VERSION);
    ensure!(is_this, "{} was written by an earlier LunePay: start this one once, which rewrites it", data.display());
    Ok(())
}

/// Upgrades the data of a directory, unless it was written by this version.
pub async fn once(store: &Store, data: &Path, now: Timestamp) -> Result<()> {
    let file = data.join(FILE);
    if std::fs::read_to_string(&file).is_ok_and(|version| version.trim() == VERSION) {
        return Ok(());
    }
    all(store, now).await?;
    std::fs::write(&file, VERSION).with_context(|| format!("cannot write {}", file.display()))
}

/// Rewrites all that an earlier version wrote, and tells how far it is.
pub async fn all(store: &Store, now: Timestamp) -> Result<()> {
    let tell = |done: &Upgraded| {
        if done.rewritten() > 0 {
            let Upgraded { seen, deposits, guards, orders, waiting, tokens, accounts } = done;
            let deposits = deposits + waiting;
            println!(
                "upgrade: {seen} items seen, {deposits} deposits, {guards} guards, {orders} orders, {tokens} tokens, \
                 {accounts} accounts rewritten"
            );
        }
    };
    store.upgrade(now, tell).await?;
    Ok(())
}
