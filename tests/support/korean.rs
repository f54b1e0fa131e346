//! The OpenAPI document in Korean: each description and summary by the table that is keyed by the English text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::documents::{openapi, read};
use crate::problems;

/// The table: the English text, its lines joined, and the Korean one.
pub const TABLE: &str = "docs/openapi.ko.texts.json";

pub struct Korean {
    table: BTreeMap<String, String>,
    pub missing: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl Korean {
    /// The document, and what the table lacks for it.
    pub fn document() -> (Value, Self) {
        let table = serde_json::from_str(&read(TABLE)).unwrap();
        let mut korean = Self { table, missing: BTreeSet::new(), used: BTreeSet::new() };
        let mut document = openapi();
        korean.translate(&mut document);
        (document, korean)
    }

    /// What is said in English, and in Korean.
    pub fn table(&self) -> &BTreeMap<String, String> {
        &self.table
    }

    /// The texts that no part of the document has.
    pub fn stale(&self) -> Vec<&str> {
        self.table.keys().filter(|english| !self.used.contains(*english)).map(String::as_str).collect()
    }

    fn translate(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.translate(item)),
            Value::Object(fields) => {
                for (name, field) in fields.iter_mut() {
                    match (name.as_str(), &*field) {
                        // What is sent and answered has the same words in every language.
                        ("example" | "examples", _) => {}
                        ("description" | "summary", Value::String(english)) => *field = self.korean(english).into(),
                        _ => self.translate(field),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn korean(&mut self, english: &str) -> String {
        let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
        // Codes follow, which are no words.
        let (text, codes) = match english.strip_prefix(problems::OWN) {
            Some(codes) => (problems::OWN.to_owned(), codes.to_owned()),
            None => (english, String::new()),
        };
        self.used.insert(text.clone());
        match self.table.get(&text) {
            Some(korean) => format!("{korean}{codes}"),
            None => {
                self.missing.insert(text.clone());
                text
            }
        }
    }
}
