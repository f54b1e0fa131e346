//! Secrets of this machine: made once, kept beside the data, readable by their owner only.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use domain::ClosedSet;
use web::{Keys, Purpose};

/// A new secret of 256 random bits, as 64 hexadecimal digits.
pub fn new() -> Result<String> {
    Ok(hex::encode(web::keys::random::<32>()?))
}

/// The keys of every purpose, each in a file of its own. Up to version 0.2 one secret served all purposes; where it is
/// kept, the others begin as copies of it, so that what was sealed opens.
pub fn keys(data: Option<&Path>) -> Result<Keys> {
    let before = data.map(|dir| dir.join(file_of(Purpose::Sessions))).filter(|file| file.is_file());
    Purpose::all().try_fold(Keys::default(), |keys, purpose| {
        let text = match &before {
            Some(file) => kept_or(data, file_of(purpose), || {
                fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
            }),
            None => kept(data, file_of(purpose)),
        };
        Ok(keys.with(purpose, &text?)?)
    })
}

fn file_of(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Sessions => "signing-key",
        Purpose::Sealing => "sealing-key",
        Purpose::Receipts => "receipt-key",
    }
}

/// The secret in a file of the data directory, made when there is none. Without a directory it lives as long as the
/// program.
pub fn kept(data: Option<&Path>, name: &str) -> Result<String> {
    kept_or(data, name, new)
}

fn kept_or(data: Option<&Path>, name: &str, first: impl FnOnce() -> Result<String>) -> Result<String> {
    let Some(dir) = data else { return first() };
    let file = dir.join(name);
    match fs::read_to_string(&file) {
        Ok(secret) => Ok(secret.trim().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret = first()?.trim().to_owned();
            fs::create_dir_all(dir)?;
            let mut made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
            made.write_all(secret.as_bytes())?;
            made.sync_all()?;
            Ok(secret)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}
