//! What takes long, told on the standard error output: at a terminal as a line that changes, elsewhere as a line now
//! and then.

use std::io::{IsTerminal, Write, stderr};
use std::time::Duration;

use tokio::time::Instant;

use super::print;

/// How often a line is printed where none can change.
const TELL_EVERY: Duration = Duration::from_secs(15);

/// Ends with its owner: the line that changes is wiped out then.
pub struct Progress {
    is_terminal: bool,
    started: Instant,
    told: Instant,
}

impl Progress {
    pub fn new() -> Self {
        let now = Instant::now();
        Self { is_terminal: stderr().is_terminal(), started: now, told: now }
    }

    /// Minutes and seconds since it began.
    pub fn elapsed(&self) -> String {
        let seconds = self.started.elapsed().as_secs();
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }

    pub fn tell(&mut self, text: &str) {
        if self.is_terminal {
            self.rewrite(text);
        } else if self.told.elapsed() >= TELL_EVERY {
            self.told = Instant::now();
            print::note(text);
        }
    }

    /// Where nobody reads it, nothing is to be told.
    fn rewrite(&self, text: &str) {
        let mut err = stderr();
        let _ = write!(err, "\r\u{1b}[K{text}").and_then(|()| err.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_terminal {
            self.rewrite("");
        }
    }
}
