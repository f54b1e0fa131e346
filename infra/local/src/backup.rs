//! A backup: one ZIP archive with all that a data directory holds, made while a program serves it.
//!
//! The queues are copied before the table. What a queue held then and the table learned meanwhile is delivered once
//! more after a restore, and known by its receipt; in the other order a message that was taken off the queue in between
//! would be lost. The table is copied within one transaction of SQLite's, beside its writers.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipArchive, ZipWriter};

use crate::upgrade;

/// The database of a data directory.
pub const TABLE: &str = "table.sqlite";
/// What is copied as it lies there, in this order. The secrets are part of it: without them nothing sealed opens.
const FILES: [&str; 7] =
    ["queue.journal", "events.journal", "signing-key", "sealing-key", "receipt-key", "demo-password", upgrade::FILE];
/// The archive's own list: each file's SHA-256.
const MANIFEST: &str = "manifest.json";
/// How many characters a key has at least.
const KEY_MIN: usize = 32;

#[derive(Default, Serialize, Deserialize)]
struct Manifest {
    /// The program that made it.
    lunepay: String,
    /// Of each file, in hexadecimal digits.
    sha256: BTreeMap<String, String>,
}

/// The key in a file.
pub fn key(file: Option<&Path>) -> Result<Option<String>> {
    let Some(file) = file else { return Ok(None) };
    let key = fs::read_to_string(file).with_context(|| format!("cannot read the key in {}", file.display()))?;
    let key = key.trim().to_owned();
    let length = key.chars().count();
    ensure!(length >= KEY_MIN, "the key in {} has {length} characters, not {KEY_MIN} or more", file.display());
    Ok(Some(key))
}

/// Writes a backup of `data`, reads it back, and tells its size in bytes. What fails leaves no file.
pub fn write(data: &Path, file: &Path, key: Option<&str>) -> Result<u64> {
    ensure!(data.join(TABLE).is_file(), "{} holds no database", data.display());
    ensure!(!file.exists(), "{} is there already: choose another name", file.display());
    let new = beside(file, "part");
    let copy = beside(file, "table");
    let written = archive(data, &new, &copy, key).and_then(|()| verify(&new, key));
    let _ = fs::remove_file(&copy);
    let done = written.and_then(|()| {
        fs::rename(&new, file).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(fs::metadata(file)?.len())
    });
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}

/// A file beside another, under its name and an end.
pub fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(end);
    file.with_file_name(name)
}

fn archive(data: &Path, new: &Path, copy: &Path, key: Option<&str>) -> Result<()> {
    let made = File::options().read(true).write(true).create_new(true).open(new);
    let made = made.with_context(|| format!("cannot make {}", new.display()))?;
    let mut archive = Archive { zip: ZipWriter::new(made), key, manifest: Manifest::default() };
    for name in FILES {
        match File::open(data.join(name)) {
            Ok(file) => archive.add(name, file)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot read {name}")),
        }
    }
    snapshot(&data.join(TABLE), copy)?;
    archive.add(TABLE, File::open(copy)?)?;
    archive.finish()
}

/// A copy of a database as it is at one instant, whoever writes to it.
pub fn snapshot(database: &Path, copy: &Path) -> Result<()> {
    let open = |path: &Path| Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let reading = open(database).with_context(|| format!("cannot open {}", database.display()))?;
    let name = copy.to_str().with_context(|| format!("the path {} is not UTF-8", copy.display()))?;
    reading.execute("VACUUM INTO ?1", [name]).with_context(|| format!("cannot copy the table to {name}"))?;
    let sound: String = open(copy)?.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    ensure!(sound == "ok", "the table's copy is damaged: {sound}");
    Ok(())
}

struct Archive<'k> {
    zip: ZipWriter<File>,
    key: Option<&'k str>,
    manifest: Manifest,
}

impl Archive<'_> {
    fn add(&mut self, name: &str, from: impl Read) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true)
            .unix_permissions(0o600);
        match self.key {
            Some(key) => self.zip.start_file(name, options.with_aes_encryption(AesMode::Aes256, key))?,
            None => self.zip.start_file(name, options)?,
        }
        let digest = copied(from, &mut self.zip).with_context(|| format!("cannot write {name} into the backup"))?;
        self.manifest.sha256.insert(name.to_owned(), digest);
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.manifest.lunepay = env!("CARGO_PKG_VERSION").to_owned();
        let manifest = serde_json::to_vec_pretty(&self.manifest)?;
        self.add(MANIFEST, manifest.as_slice())?;
        self.zip.finish()?.sync_all()?;
        Ok(())
    }
}

/// Copies all of a stream, and tells its SHA-256.
fn copied(mut from: impl Read, to: &mut impl Write) -> io::Result<String> {
    let (mut digest, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        let piece = buffer.get(..read).unwrap_or_default();
        digest.update(piece);
        to.write_all(piece)?;
    }
}

/// Reads a backup to its end, and holds each file against the archive's list.
fn verify(file: &Path, key: Option<&str>) -> Result<()> {
    let mut archive = opened(file)?;
    let manifest = manifest(&mut archive, key)?;
    manifest.sha256.keys().try_for_each(|name| extract(&mut archive, name, key, &manifest, &mut io::sink()))
}

/// Makes a data directory out of a backup. What fails leaves nothing behind.
pub fn restore(file: &Path, data: &Path, key: Option<&str>) -> Result<()> {
    let is_empty = fs::read_dir(data).map_or(true, |mut entries| entries.next().is_none());
    ensure!(is_empty, "{} is not empty: move it away, or restore into another directory", data.display());
    let mut archive = opened(file)?;
    let manifest = manifest(&mut archive, key)?;
    let was_there = data.is_dir();
    // Within it: its owner may be allowed to write nowhere else.
    let new = data.join("restoring");
    fs::create_dir_all(&new).with_context(|| format!("cannot make {}", new.display()))?;
    let restored = unpack(&mut archive, &manifest, &new, key).and_then(|()| {
        // The database last: without it a directory holds none.
        for name in FILES.iter().filter(|name| new.join(name).exists()).chain([&TABLE]) {
            fs::rename(new.join(name), data.join(name)).with_context(|| format!("cannot make {name}"))?;
        }
        Ok(fs::remove_dir(&new)?)
    });
    if restored.is_err() {
        let _ = fs::remove_dir_all(if was_there { &new } else { data });
    }
    restored
}

fn unpack(archive: &mut ZipArchive<File>, manifest: &Manifest, dir: &Path, key: Option<&str>) -> Result<()> {
    for name in manifest.sha256.keys() {
        // Never a path of the archive's choice.
        ensure!(name == TABLE || FILES.contains(&name.as_str()), "the backup holds a file of another kind: {name}");
        let mut made = File::create_new(dir.join(name))?;
        extract(archive, name, key, manifest, &mut made)?;
        made.sync_all()?;
    }
    ensure!(dir.join(TABLE).is_file(), "the backup holds no database");
    upgrade::must_be_known(dir)
}

fn opened(file: &Path) -> Result<ZipArchive<File>> {
    let open = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    ZipArchive::new(open).map_err(|_| anyhow!("{} is no whole backup: it is cut off, or another file", file.display()))
}

fn manifest(archive: &mut ZipArchive<File>, key: Option<&str>) -> Result<Manifest> {
    let mut text = Vec::new();
    entry(archive, MANIFEST, key)?.read_to_end(&mut text).context("the backup is damaged")?;
    serde_json::from_slice(&text).context("the backup's list is damaged")
}

fn extract<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    key: Option<&str>,
    manifest: &Manifest,
    to: &mut impl Write,
) -> Result<()> {
    let digest = copied(entry(archive, name, key)?, to).with_context(|| format!("cannot read {name} of the backup"))?;
    ensure!(manifest.sha256.get(name) == Some(&digest), "{name} of the backup is damaged");
    Ok(())
}

/// One file of an archive.
fn entry<'a, R: Read + Seek>(archive: &'a mut ZipArchive<R>, name: &str, key: Option<&str>) -> Result<impl Read + 'a> {
    let index = archive.index_for_name(name).with_context(|| format!("the backup holds no {name}"))?;
    let found = match key {
        Some(key) => archive.by_index_decrypt(index, key.as_bytes()),
        None => archive.by_index(index),
    };
    match found {
        Ok(file) => Ok(file),
        Err(ZipError::InvalidPassword) => bail!("the key is not the one that the backup was encrypted with"),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            bail!("the backup is encrypted: name its key with --key-file")
        }
        Err(error) => Err(error).context("the backup is damaged"),
    }
}
