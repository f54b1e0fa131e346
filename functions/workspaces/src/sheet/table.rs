//! A table of cells, as the two kinds of files that spreadsheets open.

use domain::{Language, Timestamp};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::labels::Label;

/// How wide a column is, in characters.
const WIDTH: u8 = 18;

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    Empty,
    Text(String),
    /// Whole KRW; can be below zero.
    Won(i64),
    /// A number that names something.
    Number(u64),
    At(Timestamp),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub fn won(amount: u64) -> Self {
        i64::try_from(amount).map_or(Self::Number(amount), Self::Won)
    }

    pub fn at(moment: Option<Timestamp>) -> Self {
        moment.map_or(Self::Empty, Self::At)
    }
}

/// Rows under their headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What its rows are.
    pub name: &'static str,
    pub head: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn new(name: Label, head: &[Label], rows: Vec<Vec<Cell>>, language: Language) -> Self {
        Self { name: name.to(language), head: head.iter().map(|label| label.to(language)).collect(), rows }
    }

    /// As CSV (RFC 4180), with the mark by which Excel knows UTF-8.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".into());
        out.write_record(&self.head)?;
        for row in &self.rows {
            out.write_record(row.iter().map(plain))?;
        }
        out.into_inner().map_err(|error| error.into_error().into())
    }

    /// As a workbook of one sheet, whose texts are texts, whatever they begin with.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let (bold, won) = (Format::new().set_bold(), Format::new().set_num_format("#,##0"));
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name(self.name)?.set_freeze_panes(1, 0)?;
        for (column, heading) in (0..).zip(&self.head) {
            sheet.write_with_format(0, column, *heading, &bold)?.set_column_width(column, WIDTH)?;
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                write(sheet, (line, column), cell, &won, &time)?;
            }
        }
        book.save_to_buffer()
    }
}

fn write(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    cell: &Cell,
    won: &Format,
    time: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => drop(sheet.write(line, column, text)?),
        Cell::Won(amount) => drop(sheet.write_with_format(line, column, *amount, won)?),
        Cell::Number(number) => drop(sheet.write(line, column, *number)?),
        Cell::At(moment) => match date_time(*moment) {
            Ok(moment) => drop(sheet.write_with_format(line, column, moment, time)?),
            // Excel knows no year before 1900 or after 9999.
            Err(_) => drop(sheet.write(line, column, plain(cell))?),
        },
    }
    Ok(())
}

/// A moment as spreadsheets count it, in Korean standard time.
fn date_time(moment: Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let at = moment.datetime();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, at.month().into(), at.day())?;
    day.and_hms(at.hour().into(), at.minute(), at.second())
}

/// A cell as a line of text holds it.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => safe(text),
        Cell::Won(amount) => amount.to_string(),
        Cell::Number(number) => number.to_string(),
        // `2024-02-12 09:00:00`, which spreadsheets take for a time.
        Cell::At(moment) => moment.rfc3339().chars().take(19).map(|c| if c == 'T' { ' ' } else { c }).collect(),
    }
}

/// A text that a spreadsheet would run as a formula gets an apostrophe, which spreadsheets take for "this is text".
pub fn safe(text: &str) -> String {
    const BEGINS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '|'];
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let before = text.len() - rest.len();
    let is_formula = rest.starts_with(BEGINS) || text.get(..before).is_some_and(|blank| blank.contains(['\t', '\r']));
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_run_as_a_formula() {
        for text in ["=1+1", "+82", "-5", "@SUM(A1)", "\t=1", "\rx", " =1", "\u{a0}=1", "\u{feff}=1", "＝1", "|calc"] {
            assert_eq!(safe(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "홍길동", "a=b", "1-2", "'=1", " x"] {
            assert_eq!(safe(text), text);
        }
        assert_eq!(plain(&Cell::Won(-5)), "-5", "a number is a number");
    }

    #[test]
    fn a_time_is_read_by_spreadsheets_and_stands_in_korea() {
        let at = Cell::At(Timestamp::from_ms(1_707_703_201_000));
        assert_eq!(plain(&at), "2024-02-12 11:00:01");
        let far = Cell::At(Timestamp::from_ms(-3_000_000_000_000));
        let table = Table { name: "x", head: vec!["a", "b"], rows: vec![vec![at, far]] };
        assert_eq!(table.csv().unwrap(), "\u{feff}a,b\r\n2024-02-12 11:00:01,1874-12-08 03:40:00\r\n".as_bytes());
        assert!(table.xlsx().unwrap().starts_with(b"PK"));
    }
}
