//! One process at a time holds a data directory: two would each believe their own caches, and lose what the other
//! wrote.
use anyhow::{Context, Result, bail};
use std::{
    fs::{File, TryLockError},
    path::Path,
    thread,
    time::Duration,
};

/// The operating system lets go of it with the process, however that ends.
pub(super) type Held = File;

/// A program that is being stopped may need a moment to end: someone who restarts it should not meet an error.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(25);

/// Takes the lock that `path` stands for, or says that another process has it.
pub(super) fn hold(path: &Path) -> Result<Held> {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    let file = file.with_context(|| format!("cannot write {}", path.display()))?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
    }
    bail!("{} is in use: another LunePay runs on this directory; stop it, or choose another directory", path.display())
}
