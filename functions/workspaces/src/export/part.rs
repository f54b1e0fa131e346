//! A part of an export: a zip with a file of JSON Lines and one of CSV for each kind of thing that is in it, and one of
//! the records that another installation imports.

use std::io::{Cursor, Write};

use domain::Timestamp;
use serde_json::{Map, Value};
use store::moving::{self, Begin};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::sheet::table::safe;

/// How many bytes of text a part holds, but for its last row: no zip of it, in base64, is more than the 6 MB that a
/// Lambda function answers, however badly it packs. All that is held in memory is this and its zip.
const BYTES: usize = 4_000_000;

/// A kind of thing, and the files that hold it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum File {
    Workspace,
    Members,
    Accounts,
    Phones,
    Endpoints,
    Senders,
    Formats,
    Orders,
    Deposits,
    Matches,
    Messages,
    AuditLog,
}

impl File {
    pub const ALL: [Self; 12] = [
        Self::Workspace,
        Self::Members,
        Self::Accounts,
        Self::Phones,
        Self::Endpoints,
        Self::Senders,
        Self::Formats,
        Self::Orders,
        Self::Deposits,
        Self::Matches,
        Self::Messages,
        Self::AuditLog,
    ];

    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// The schema of a line, in the OpenAPI document.
    pub fn schema(self) -> &'static str {
        self.row().1
    }

    /// The columns of the CSV file. Its cells are the line's fields, lists and objects as JSON.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        self.row().2.split_whitespace()
    }

    #[rustfmt::skip]
    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Workspace => ("workspace", "WorkspaceView", "id name owner_id role is_active settings created_at mode livemode"),
            Self::Members => ("members", "MemberView", "workspace_id user_id email name role joined_at"),
            Self::Accounts => ("bank-accounts", "AccountView", "id workspace_id bank_code bank_name account_number account_holder is_active overdraft phone_number_id verified_at contested_at created_at livemode"),
            Self::Phones => ("phones", "PhoneView", "id workspace_id phone_number label status last_seen_at messages_today others_today verified_at silent_after_minutes is_signing sender_missing sender_missing_is_assumed sender_unconfirmed last_arrivals keys created_at livemode"),
            Self::Endpoints => ("webhook-endpoints", "EndpointView", "id workspace_id kind url format shows_names description events is_active disabled_reason disabled_at failing_since old_secret_until created_at livemode"),
            Self::Senders => ("senders", "SenderView", "id bank_code sender approved_by approved_at"),
            Self::Formats => ("message-formats", "FormatView", "id bank_code layout proofs proofs_needed created_by created_at corpus_row"),
            Self::Orders => ("orders", "OrderWithHistory", "id workspace_id order_number amount depositor_name status customer_email customer_phone memo metadata bank_account_id expires_at ordered_at waits_since matched_at matched_deposit_id amount_received difference amount_open payment_state flags payments created_at updated_at version warnings livemode"),
            Self::Deposits => ("deposits", "DepositWithHistory", "id workspace_id bank_account_id amount depositor_name deposited_at matched_order_id is_matched allocations amount_rest rest_treatment amount_returned returns raw_sms source state hold_reason hold_reasons dismiss_reason note duplicate_of linked_deposit_ids via phone_id sender sender_verdict sender_ambiguous balance message_format_id created_at version livemode"),
            Self::Matches => ("matches", "ExportedMatch", "deposit_id order_id amount matched_at by rule"),
            Self::Messages => ("messages", "MessageView", "id workspace_id status why raw_sms sender sender_verdict received_at via phone_number_id bank_account_id created_at resolved livemode"),
            Self::AuditLog => ("audit-log", "AuditEntryView", "id at by kind subject_id changes"),
        }
    }
}

/// A line of a file, as JSON.
pub enum Line {
    /// What the API shows.
    View { file: File, json: String },
    /// What the table keeps.
    Record(String),
}

/// What went wrong with a part: a fault of ours, whatever it holds.
#[derive(Debug, thiserror::Error)]
pub enum PartError {
    #[error("a row is no JSON object: {0}")]
    Json(#[from] serde_json::Error),
    #[error("a row is no CSV: {0}")]
    Csv(#[from] csv::Error),
    #[error("a part cannot be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("a part cannot be written: {0}")]
    Io(#[from] std::io::Error),
}

/// The two texts of a kind of thing.
struct Written {
    file: File,
    lines: String,
    table: csv::Writer<Vec<u8>>,
}

impl Written {
    fn new(file: File) -> Result<Self, PartError> {
        // The mark by which Excel knows UTF-8.
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".into());
        table.write_record(file.columns())?;
        Ok(Self { file, lines: String::new(), table })
    }
}

/// A part that is being filled.
#[derive(Default)]
pub struct Part {
    files: Vec<Written>,
    records: String,
    bytes: usize,
}

impl Part {
    pub fn is_full(&self) -> bool {
        self.bytes >= BYTES
    }

    /// Writes the lines of a row.
    pub fn add(&mut self, lines: &[Line]) -> Result<(), PartError> {
        for line in lines {
            match line {
                Line::View { file, json } => self.add_view(*file, json)?,
                Line::Record(json) => {
                    self.records.push_str(json);
                    self.records.push('\n');
                    self.bytes += json.len() + 1;
                }
            }
        }
        Ok(())
    }

    fn add_view(&mut self, file: File, json: &str) -> Result<(), PartError> {
        let at = match self.files.iter().position(|written| written.file == file) {
            Some(at) => at,
            None => {
                self.files.push(Written::new(file)?);
                self.files.len() - 1
            }
        };
        let Some(written) = self.files.get_mut(at) else { return Ok(()) };
        let object: Map<String, Value> = serde_json::from_str(json)?;
        let cells: Vec<_> = file.columns().map(|column| object.get(column).map(cell).unwrap_or_default()).collect();
        written.table.write_record(&cells)?;
        written.lines.push_str(json);
        written.lines.push('\n');
        // A cell takes two quotes and a comma, and a quote in it stands twice.
        let of_cell = |cell: &String| cell.len() + cell.matches('"').count() + 3;
        self.bytes += json.len() + 1 + cells.iter().map(of_cell).sum::<usize>() + 1;
        Ok(())
    }

    /// The part as a zip whose files bear its number. `is_last`: no other follows.
    pub fn zip(self, begin: &Begin, is_last: bool, now: Timestamp) -> Result<Vec<u8>, PartError> {
        let number = begin.part;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(time_of(now).unwrap_or_default());
        for Written { file, lines, table } in self.files {
            let name = file.name();
            zip.start_file(format!("{name}-{number:03}.jsonl"), options)?;
            zip.write_all(lines.as_bytes())?;
            zip.start_file(format!("{name}-{number:03}.csv"), options)?;
            zip.write_all(&table.into_inner().map_err(|error| error.into_error())?)?;
        }
        if is_last || !self.records.is_empty() {
            zip.start_file(format!("records-{number:03}.jsonl"), options)?;
            writeln!(zip, "{}", serde_json::to_string(&moving::Line::Begin(begin.clone()))?)?;
            zip.write_all(self.records.as_bytes())?;
            if is_last {
                writeln!(zip, "{}", serde_json::to_string(&moving::Line::End)?)?;
            }
        }
        Ok(zip.finish()?.into_inner())
    }
}

/// A time as zips keep it: to two seconds, in Korean standard time as all that is in it.
fn time_of(now: Timestamp) -> Option<zip::DateTime> {
    let at = now.datetime();
    let year = u16::try_from(at.year()).ok()?;
    zip::DateTime::from_date_and_time(year, at.month().into(), at.day(), at.hour(), at.minute(), at.second()).ok()
}

/// A value as a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{AuditId, WorkspaceId};

    use super::*;

    /// Text that packs badly, and quotes, which stand twice: no part is more than a function answers.
    #[test]
    fn however_badly_it_packs_a_part_fits_an_answer() {
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        let mut part = Part::default();
        while !part.is_full() {
            let mut text = || -> String {
                let letter = |_| {
                    dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    char::from_u32(0xac00 + u32::try_from(dice >> 33).unwrap_or(0) % 11_172).unwrap_or('"')
                };
                (0..4_000).map(letter).collect()
            };
            let raw = [text(), "\"".repeat(4_000)].concat();
            let json = serde_json::json!({"id": 1, "raw_sms": raw, "sender": text()}).to_string();
            part.add(&[Line::View { file: File::Messages, json }]).unwrap();
        }
        let now = Timestamp::from_ms(1_707_703_200_000);
        let begin = Begin::now(WorkspaceId::new(1).unwrap(), AuditId { at: now, nonce: 1 }, 1, false);
        let zip = part.zip(&begin, true, now).unwrap();
        let in_base64 = zip.len().div_ceil(3) * 4;
        assert!((2_000_000..6_000_000).contains(&in_base64), "{in_base64}");
    }
}
