//! What the queue must not forget when the process dies: JSON lines, appended and handed to the operating system before
//! anything is acknowledged. That outlives the process, not a power cut; nothing calls `fsync` per message.
//!
//! Visibility is deliberately not in it: whoever had received a message died with the process, so at the next start it
//! is delivered again at once. Its number of receives is, or a message that kills the process would never reach the
//! DLQ.
use super::messages::Message;
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

const FORMAT: u32 = 1;
/// A file below this size is not worth a rewrite.
const WORTH_COMPACTING_BYTES: u64 = 1024 * 1024;

/// Which of the two queues.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Which {
    Main,
    Dead,
}

/// One line.
#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "did", rename_all = "lowercase")]
pub(super) enum Entry<'a> {
    Format {
        version: u32,
    },
    Send {
        queue: Which,
        visible_at_ms: i64,
        message: Cow<'a, Message>,
    },
    Receive {
        queue: Which,
        id: Cow<'a, str>,
        at_ms: i64,
    },
    Delete {
        queue: Which,
        id: Cow<'a, str>,
    },
    /// From the main queue to the dead-letter queue.
    Bury {
        id: Cow<'a, str>,
        at_ms: i64,
    },
}

#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    bytes: u64,
    compacted_bytes: u64,
    /// A torn line could not be taken back; a line after it would never be read again.
    torn: bool,
}

impl Journal {
    /// Every entry of the file at `path`, oldest first; none if there is no file. A last line without its end is the
    /// write that the process died in: it was never acknowledged, so it is left out. Any other unreadable line is an
    /// error.
    pub fn read(path: &Path) -> Result<Vec<Entry<'static>>> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let lines = text[..whole].split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let entries = lines.enumerate().map(|(nth, line)| {
            serde_json::from_slice(line).with_context(|| format!("{}, line {}, is damaged", path.display(), nth + 1))
        });
        let entries: Vec<Entry<'static>> = entries.collect::<Result<_>>()?;
        match entries.first() {
            None | Some(Entry::Format { version: FORMAT }) => Ok(entries),
            Some(_) => bail!("{} was written by another version of LunePay", path.display()),
        }
    }

    /// A file at `path` that holds `entries` and nothing else. The old file stays until the new one is whole.
    pub fn write<'a>(path: &Path, entries: impl Iterator<Item = Entry<'a>>) -> Result<Self> {
        let lines = lines(std::iter::once(Entry::Format { version: FORMAT }).chain(entries))?;
        let new = path.with_extension("new");
        fs::write(&new, &lines).with_context(|| format!("cannot write {}", new.display()))?;
        let file = File::options().append(true).open(&new)?;
        file.sync_all()?;
        fs::rename(&new, path).with_context(|| format!("cannot replace {}", path.display()))?;
        let bytes = u64::try_from(lines.len())?;
        Ok(Self { path: path.to_owned(), file, bytes, compacted_bytes: bytes, torn: false })
    }

    /// Returns when the operating system has all of `entries`, or fails and has none of them.
    pub fn append<'a>(&mut self, entries: impl Iterator<Item = Entry<'a>>) -> Result<()> {
        ensure!(!self.torn, "{} ends in a torn line", self.path.display());
        let lines = lines(entries)?;
        if let Err(error) = self.file.write_all(&lines) {
            self.torn = self.file.set_len(self.bytes).is_err();
            return Err(error).with_context(|| format!("cannot write {}", self.path.display()));
        }
        self.bytes += u64::try_from(lines.len())?;
        Ok(())
    }

    /// Whether most of the file is about messages that are gone.
    pub fn is_worth_compacting(&self) -> bool {
        self.bytes > WORTH_COMPACTING_BYTES + 2 * self.compacted_bytes
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn lines<'a>(entries: impl Iterator<Item = Entry<'a>>) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for entry in entries {
        serde_json::to_writer(&mut lines, &entry)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
