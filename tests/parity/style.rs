//! How code and pages are shaped: names that say what a thing is, functions and files that one reads at once, lines of
//! a page that fit.

use std::path::Path;

use tests::documents::root;

use super::house::{product, sources, text};

/// Riddles that were names once, and the plain name of each. A name is given to one thing, and a thing has one name.
const RIDDLES: &[(&str, &str)] = &[
    ("OwnerInPerson", "OwnerSession"),
    ("Manager", "ActiveOwnerSession"),
    ("Present", "MemberSession"),
    ("Once", "IdempotencyContext"),
    ("Marked", "KeyedRequest"),
    ("Try", "Attempt"),
    ("Begun", "Claim"),
    ("ToldDeposit", "AppParsedDeposit"),
    ("What", "OrderEvent or DepositEvent"),
    ("PairedOutcome", "Outcome"),
    ("Seat", "Membership"),
    ("Told", "DepositDetails, AppParsedDeposit or OrderSnapshot"),
    ("AppTold", "AppParsedDeposit"),
    ("Became", "DepositStatusNow"),
    ("Sighting", "DuplicateCheck"),
];

/// Whether a name stands in code as a word of its own.
fn names(code: &str, name: &str) -> bool {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
}

/// A file without its comments and its texts.
fn code_of(path: &Path) -> String {
    let plain = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        code.split('"').step_by(2).collect::<Vec<_>>().join(" ")
    };
    text(path).lines().map(plain).collect::<Vec<_>>().join("\n")
}

#[test]
fn names_are_no_riddles() {
    let mut found = Vec::new();
    for path in product() {
        let (code, file) = (code_of(&path), path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
        for (riddle, plain) in RIDDLES.iter().filter(|(riddle, _)| names(&code, riddle)) {
            found.push(format!("{file} names {riddle}: say {plain}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// How many lines a function may have. One that is a single `match` is a table, and as long as its set.
const FUNCTION_LINES: usize = 60;

#[test]
fn no_function_is_long() {
    for path in product() {
        let text = text(&path);
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let indent = &line[..line.len() - code.len()];
            let Some((_, rest)) = code.split_once("fn ").filter(|(before, _)| before.split(' ').all(is_modifier))
            else {
                continue;
            };
            if code.ends_with(';') {
                continue;
            }
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            let body = lines[at..].iter().take_while(|line| **line != format!("{indent}}}")).count() + 1;
            let body = &lines[at..(at + body).min(lines.len())];
            let rest = body.len() - table_in(body, indent);
            assert!(rest <= FUNCTION_LINES, "{}: {name} has {rest} lines", path.display());
        }
    }
}

/// How many lines a function's own `match` has, the longest.
fn table_in(body: &[&str], indent: &str) -> usize {
    let own = |line: &str| -> Option<String> {
        let code = line.strip_prefix(indent)?.strip_prefix("    ")?;
        (!code.starts_with(' ')).then(|| code.to_owned())
    };
    let starts = |line: &str| own(line).is_some_and(|code| code.contains("match ") && code.ends_with(" {"));
    let ends = |line: &str| own(line).is_some_and(|code| code.starts_with('}'));
    let length = |from: usize| body[from..].iter().take_while(|line| !ends(line)).count() + 1;
    (0..body.len()).filter(|at| starts(body[*at])).map(length).max().unwrap_or(0)
}

fn is_modifier(word: &str) -> bool {
    word.is_empty() || word.starts_with("pub") || matches!(word, "async" | "const")
}

/// Pages of layouts, whose lines are as long as these.
const OF_LAYOUTS: [&str; 1] = ["docs/banks.md"];

/// How many columns a line takes: 한글 takes two.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if matches!(c, '\u{ac00}'..='\u{d7a3}') { 2 } else { 1 }).sum()
}

/// No line of a page is over 120 columns, but rows of tables, and lines that hold an address or code.
#[test]
fn no_line_of_a_page_is_long() {
    for page in pages(&root()) {
        let name = page.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if OF_LAYOUTS.contains(&name.as_str()) {
            continue;
        }
        let mut in_code = false;
        for (nth, line) in text(&page).lines().enumerate() {
            in_code ^= line.trim_start().starts_with("```");
            let whole = in_code || line.starts_with('|') || line.contains("](") || line.contains("    {");
            assert!(whole || columns(line) <= 120, "{name}:{}: {line}", nth + 1);
        }
    }
}

/// No comment is over 120 columns, but rows of tables and lines that hold an address. rustfmt leaves comments alone.
#[test]
fn no_comment_is_long() {
    let mut long = Vec::new();
    for path in sources(&["shared", "functions", "infra", "benches", "tests"]) {
        for (nth, line) in text(&path).lines().enumerate() {
            let code = line.trim_start();
            let whole = code.contains("://") || code.split_once(' ').is_some_and(|(_, said)| said.starts_with('|'));
            if code.starts_with("//") && !whole && columns(line) > 120 {
                long.push(format!("{}:{}: {line}", path.display(), nth + 1));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The pages of the repository.
fn pages(folder: &Path) -> Vec<std::path::PathBuf> {
    let skipped = ["target", "node_modules", ".git", "dist", "snapshots"];
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !skipped.contains(&name.as_str()) {
            found.extend(pages(&path));
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
    found
}
