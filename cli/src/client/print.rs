//! What is printed: results to the standard output, everything else to the standard error output. What came from
//! elsewhere prints harmlessly.

use std::io::{ErrorKind, Write};

use clap_complete::Shell;
use comfy_table::{CellAlignment, Table};
use serde_json::Value;

use super::lang::Lang;
use crate::args;

/// One line of text without anything that a terminal obeys, or that hides what is there: control characters, line
/// breaks, marks of direction and of no width stand as `\u{…}`.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) { cleaned.extend(c.escape_unicode()) } else { cleaned.push(c) }
    }
    cleaned
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// A result. A reader that closed its end, such as `head`, wants no more: that is no error.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        note(&error.to_string());
    }
}

/// What is no result: what was done, what comes next, progress.
pub fn note(text: &str) {
    // Where nobody hears it, nothing is to be said.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// What went wrong.
pub fn problem(lang: Lang, text: &str) {
    note(&format!("{}: {text}", lang.error()));
}

/// JSON that is JSON still when a terminal shows it: what a terminal obeys is escaped.
pub fn json(value: &Value) {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push(c),
            _ if is_unsafe(c) => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }),
            _ => escaped.push(c),
        }
    }
    line(&escaped);
}

/// How a column stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Left,
    Right,
}

/// A table of cells, aligned by how wide they print: 한글 takes two columns.
pub fn table(heads: &[(String, Side)], rows: &[Vec<String>]) {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING).set_header(heads.iter().map(|(head, _)| head));
    for row in rows {
        table.add_row(row.iter().map(|cell| clean(cell)));
    }
    for (column, (_, side)) in table.column_iter_mut().zip(heads) {
        column.set_padding((0, 2));
        column.set_cell_alignment(if *side == Side::Right { CellAlignment::Right } else { CellAlignment::Left });
    }
    for printed in table.lines() {
        line(printed.trim_end());
    }
}

/// Whole KRW with its thousands parted.
pub fn won(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}", bank_sms::grouped(amount.unsigned_abs()))
}

/// A time of the API to the minute, as it stands there: in Korea.
pub fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}

/// What a shell needs to complete this program's commands.
pub fn completions(shell: Shell, lang: Lang) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(lang), "lunepay", &mut script);
    line(String::from_utf8_lossy(&script).trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(clean("\u{1b}[31m빨강\u{7}"), "\\u{1b}[31m빨강\\u{7}");
        assert_eq!(clean("a\nb\u{9b}c\u{202e}d\u{200b}e"), "a\\u{a}b\\u{9b}c\\u{202e}d\\u{200b}e");
        assert_eq!(clean("\"O'Neil\" <!channel>"), "\"O'Neil\" <!channel>");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1000, 14_510, -1_234_567].map(won), ["0", "999", "1,000", "14,510", "-1,234,567"]);
    }

    #[test]
    fn a_time_is_told_to_the_minute() {
        assert_eq!(minute("2026-11-30T13:22:44+09:00"), "2026-11-30 13:22");
        assert_eq!(minute("soon"), "soon");
    }
}
