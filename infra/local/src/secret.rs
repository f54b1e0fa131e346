//! Secrets of this machine: made once, kept beside the data, readable by their owner only.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};

/// A new secret of 256 random bits, as 64 hexadecimal digits.
pub fn new() -> Result<String> {
    Ok(hex::encode(web::keys::random::<32>()?))
}

/// The secret in a file of the data directory, made when there is none. Without a directory it lives as long as the
/// program.
pub fn kept(data: Option<&Path>, name: &str) -> Result<String> {
    let Some(dir) = data else { return new() };
    let file = dir.join(name);
    match fs::read_to_string(&file) {
        Ok(secret) => Ok(secret.trim().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret = new()?;
            fs::create_dir_all(dir)?;
            let mut made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
            made.write_all(secret.as_bytes())?;
            made.sync_all()?;
            Ok(secret)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}
