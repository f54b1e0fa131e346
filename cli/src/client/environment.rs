//! What surrounds the client: variables of the environment, and the clock.
#![allow(clippy::disallowed_methods, reason = "the one place of the client that reads them")]

use std::path::PathBuf;

/// A variable that is set and not empty.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Seconds since 1970, by this machine's clock.
pub fn now_s() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}

/// Where programs keep what a person set up (the XDG base directories).
pub fn config_dir() -> Option<PathBuf> {
    // The specification ignores a path that is not absolute.
    let named = variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    named.or_else(|| variable("HOME").map(|home| PathBuf::from(home).join(".config")))
}
