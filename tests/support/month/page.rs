//! The tables of `docs/automation.md`. They take minutes to compute: `cargo run -p tests --example month -- --write`
//! writes them, and a test holds that they are whole.

use strum::IntoEnumIterator;

use super::{Cause, Figures, Row, ShopKind};

/// The page.
pub const PATH: &str = "docs/automation.md";
/// Its blocks, and the settings of each beside those of a new workspace.
pub const BLOCKS: [(&str, Option<&str>); 4] = [
    ("without policies", None),
    ("the oldest of equal orders", Some(r#"{"tie_policy": "OLDEST"}"#)),
    ("as many deposits as orders", Some(r#"{"tie_policy": "AS_MANY"}"#)),
    ("every policy", Some(EVERY_POLICY)),
];
/// `AS_MANY`, and each policy as wide as most shops would have it.
const EVERY_POLICY: &str = r#"{"tie_policy": "AS_MANY", "policies": {"short": {"up_to": 5000, "percent": 10},
    "over": {"up_to": 5000, "treat": "CREDIT"}, "late": {"within_hours": 72}, "combined": "AUTO", "split": "AUTO"}}"#;

/// The columns of the table of shops.
pub const SHOPS: &str = "| shop | deposits | automatic | one press | search | call | left | wrong payer | minutes |";
const CAUSES: &str = "| cause | mall | drop | fees |";

/// The tables of a month of each kind of shop, in their order.
pub fn block(months: &[Figures]) -> String {
    let mut lines = vec![SHOPS.to_owned(), rule(SHOPS)];
    lines.extend(ShopKind::iter().zip(months).map(|(kind, figures)| figures.summary(kind.into())));
    lines.extend([String::new(), CAUSES.to_owned(), rule(CAUSES)]);
    for cause in Cause::iter() {
        let cells = months.iter().map(|figures| figures.by_cause.get(&cause).map_or_else(String::new, cell));
        let name: &str = cause.into();
        lines.push(format!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | ")));
    }
    lines.join("\n")
}

/// Automatic, one press, and what needs more, of how many.
fn cell(row: &Row) -> String {
    let share = |part| (row.per_mille(part) + 5) / 10;
    let more = row.search + row.call + row.left;
    format!("{} · {} · {} of {}", share(row.automatic), share(row.press), share(more), row.deposits)
}

fn rule(head: &str) -> String {
    format!("|{}", "---|".repeat(head.matches('|').count() - 1))
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
    for (name, _) in BLOCKS {
        let (_, block, _) = split(page, name);
        assert!(block.contains(SHOPS) && block.contains(CAUSES), "{name} has other columns");
        assert_eq!(first_cells(block), wanted, "{name}");
    }
}
