//! The threat model in `SECURITY.md`, the promises in `docs/reliability.md`, the list in `docs/conditions.md`, and the
//! tests that they name.

use std::collections::BTreeSet;

use tests::documents::read;

use super::house::{sources, text};

/// The names in backticks of the last cell of each row of the threats.
fn named() -> Vec<String> {
    let page = read("SECURITY.md");
    let rows = page.lines().skip_while(|line| !line.starts_with("| threat |")).skip(2);
    let cells =
        rows.take_while(|line| line.starts_with('|')).map(|row| row.rsplit('|').nth(1).unwrap_or_default().to_owned());
    cells
        .flat_map(|cell| {
            let names: Vec<String> = cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            assert!(!names.is_empty(), "a line of SECURITY.md names no test: {cell}");
            names
        })
        .collect()
}

/// Every function that is a test.
fn tests_of_the_repository() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in sources(&["shared", "functions", "infra/local", "tests"]) {
        let text = text(&path);
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                is_test = true;
            } else if let Some(name) = line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn ")) {
                if is_test {
                    found.insert(name.split('(').next().unwrap_or_default().to_owned());
                }
                is_test = false;
            }
        }
    }
    found
}

#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let (named, there) = (named(), tests_of_the_repository());
    assert!(named.len() > 40, "only {} tests are named", named.len());
    let commands = ["cargo deny check"];
    let gone: Vec<_> =
        named.iter().filter(|name| !there.contains(*name) && !commands.contains(&name.as_str())).collect();
    assert!(gone.is_empty(), "SECURITY.md names tests that are not there: {gone:#?}");
}

/// The tests that the macro of `tests/pairing/conditions.rs` makes: `name: position condition, …`.
fn tests_of_conditions() -> BTreeSet<String> {
    let text = read("tests/pairing/conditions.rs");
    let (_, rows) = text.split_once("conditions! {").unwrap();
    let name = |line: &str| {
        let (name, rest) = line.strip_prefix("    ")?.split_once(": ")?;
        (!name.starts_with(' ') && rest.starts_with(|c: char| c.is_ascii_digit())).then(|| name.to_owned())
    };
    rows.lines().filter_map(name).collect()
}

#[test]
fn every_condition_is_in_the_list_of_the_page_and_every_test_that_the_page_names_is_there() {
    let page = read("docs/reliability.md") + &read("docs/conditions.md");
    let conditions = tests_of_conditions();
    assert!(conditions.len() > 35, "only {} conditions were found", conditions.len());
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let last_cells = rows.map(|row| row.rsplit('|').nth(1).unwrap_or_default());
    // Names of tests are sentences.
    let is_sentence = |name: &&str| name.matches('_').count() >= 3 && !name.contains([' ', '.', '/', ':']);
    let named: BTreeSet<String> =
        last_cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).filter(is_sentence)).map(str::to_owned).collect();
    let there = &tests_of_the_repository() | &conditions;
    let gone: Vec<_> = named.difference(&there).collect();
    assert!(gone.is_empty(), "reliability.md or conditions.md names tests that are not there: {gone:#?}");
    let unlisted: Vec<_> = conditions.difference(&named).collect();
    assert!(unlisted.is_empty(), "docs/conditions.md lists no such condition: {unlisted:#?}");
}
