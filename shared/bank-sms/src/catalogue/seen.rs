//! How many messages of each bank the corpus has, by where they come from.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io;

/// The corpus of this checkout: `docs` writes the page of the repository that it was built in.
const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus");

/// Messages of one bank.
#[derive(Default, Clone, Copy)]
struct Count {
    /// Printed by a bank, with names and digits changed.
    real: usize,
    /// A form out of a public parser's tests or rules.
    public: usize,
    /// Made by us after a form that is known.
    derived: usize,
}

/// The messages of all banks, by the bank's code.
pub(super) struct Seen(BTreeMap<String, Count>);

impl Seen {
    pub(super) fn of_corpus() -> io::Result<Self> {
        let mut files: Vec<_> =
            std::fs::read_dir(CORPUS)?.map(|file| file.map(|file| file.path())).collect::<Result<_, _>>()?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        for file in files {
            for line in std::fs::read_to_string(file)?.lines().filter(|line| !line.is_empty()) {
                let row: Value = serde_json::from_str(line)?;
                let code = [&row["expected"]["bank_code"], &row["bank_code"]].into_iter().find_map(Value::as_str);
                let count = counts.entry(code.unwrap_or_default().to_owned()).or_default();
                match row["provenance"].as_str() {
                    Some("real") => count.real += 1,
                    Some("fixture" | "regex") => count.public += 1,
                    Some(_) | None => count.derived += 1,
                }
            }
        }
        Ok(Self(counts))
    }

    /// `12 real, 5 public, 3 derived`; what nobody but us wrote was not seen.
    pub(super) fn of(&self, code: &str) -> String {
        let Count { real, public, derived } = self.0.get(code).copied().unwrap_or_default();
        if real + public == 0 {
            return "not seen".to_owned();
        }
        let told = [(real, "real"), (public, "public"), (derived, "derived")];
        let told: Vec<_> =
            told.iter().filter(|(count, _)| *count > 0).map(|(count, of)| format!("{count} {of}")).collect();
        told.join(", ")
    }
}
