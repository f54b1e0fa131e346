//! A month played against a [`Shop`], and the tables of `docs/automation.md`. They take minutes to compute:
//! `cargo run -p tests --example month -- --write` writes them, and a test holds that they are whole.

use anyhow::Result;
use axum::body::Body;
use axum::http::Request;
use domain::Timestamp;
use month::{Asked, Cause, Figures, Rules, ShopKind, Stage};
use strum::IntoEnumIterator;

use crate::{Shop, no_limits};

/// The page.
pub const PATH: &str = "docs/automation.md";
/// The columns of the table of shops.
pub const SHOPS: [&str; 9] =
    ["shop", "deposits", "automatic", "one press", "search", "call", "left", "wrong payer", "minutes"];
const CAUSES: [&str; 4] = ["cause", "mall", "drop", "fees"];

/// Every answer is one that the document tells of, and every key one that the function may touch.
impl Stage for Shop {
    async fn send(&self, request: Request<Body>) -> Result<month::Answer> {
        let answer = Self::send(self, request).await;
        Ok(month::Answer { status: answer.status, body: answer.body })
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn advance_ms(&self, ms: i64) {
        self.clock.advance_ms(ms);
    }

    async fn drain(&self) -> Result<()> {
        Self::drain(self).await;
        Ok(())
    }

    async fn sweep(&self) -> Result<()> {
        // Nobody reads what went over the wires of a whole month.
        self.wire.taken();
        self.queue_wire.taken();
        Ok(Self::sweep(self).await?)
    }
}

/// Plays a month under these settings, as JSON, beside those of a new workspace: its figures.
pub async fn play(asked: Asked, settings: Option<&str>) -> Figures {
    let shop = Shop::empty(no_limits()).await;
    let figures = month::play(&shop, asked, settings, |_, _| ()).await.unwrap();
    shop.end().await;
    figures
}

/// A row of a table.
pub fn row<T: AsRef<str>>(name: &str, cells: impl IntoIterator<Item = T>) -> String {
    cells.into_iter().fold(format!("| {name} |"), |row, cell| format!("{row} {} |", cell.as_ref()))
}

fn head(columns: &[&str]) -> [String; 2] {
    [row(columns[0], &columns[1..]), format!("|{}", "---|".repeat(columns.len()))]
}

/// The tables of a month of each kind of shop, in their order.
pub fn block(months: &[Figures]) -> String {
    let mut lines = head(&SHOPS).to_vec();
    lines.extend(ShopKind::iter().zip(months).map(|(kind, figures)| row(kind.into(), figures.cells())));
    lines.push(String::new());
    lines.extend(head(&CAUSES));
    for cause in Cause::iter() {
        let shares = |figures: &Figures| figures.by_cause.get(&cause).map(month::Row::shares).unwrap_or_default();
        lines.push(row(cause.into(), months.iter().map(shares)));
    }
    lines.join("\n")
}

/// The page with another block.
pub fn with(page: &str, name: &str, block: &str) -> String {
    let (before, _, after) = split(page, name);
    format!("{before}{block}{after}")
}

fn split<'a>(page: &'a str, name: &str) -> (&'a str, &'a str, &'a str) {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("\n<!-- /{name} -->"));
    let from = page.find(&begin).unwrap_or_else(|| panic!("{PATH} has no block {name}")) + begin.len();
    let to = from + page[from..].find(&end).unwrap_or_else(|| panic!("the block {name} does not end"));
    (&page[..from], &page[from..to], &page[to..])
}

/// Panics unless each block tells of every shop and cause, in order.
pub fn check(page: &str) {
    let first_cells = |text: &str| -> Vec<String> {
        let rows = text.lines().filter(|line| line.starts_with("| "));
        rows.map(|row| row.split('|').nth(1).unwrap_or_default().trim().to_owned()).collect()
    };
    let mut wanted = vec!["shop".to_owned()];
    wanted.extend(ShopKind::iter().map(|kind| <&str>::from(kind).to_owned()));
    wanted.push("cause".to_owned());
    wanted.extend(Cause::iter().map(|cause| <&str>::from(cause).to_owned()));
    for name in Rules::iter().map(<&str>::from) {
        let (_, block, _) = split(page, name);
        let heads = [head(&SHOPS), head(&CAUSES)];
        assert!(heads.iter().all(|head| block.contains(&head.join("\n"))), "{name} has other columns");
        assert_eq!(first_cells(block), wanted, "{name}");
    }
}
