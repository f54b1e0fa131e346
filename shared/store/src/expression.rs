//! Condition and update expressions. Attribute names and values always go by placeholder, so that no reserved word and
//! no caller's text ever stands in an expression.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

/// One DynamoDB item.
pub type Item = HashMap<String, AttributeValue>;

/// A number attribute.
pub fn n(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A string attribute.
pub fn s(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// Which sort keys of a partition a query reads.
#[derive(Clone, Debug)]
pub(crate) enum Range {
    /// All that begin so.
    Prefix(String),
    /// All from the first to the second, both included.
    Between(String, String),
}

/// The names and values that an expression's placeholders stand for. `#word` stands for the attribute `word`.
#[derive(Clone, Default, Debug)]
pub struct Expression {
    pub condition: String,
    pub update: String,
    pub values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// All clauses must hold. Each clause names one condition, so that a test can take it out and see what breaks.
    pub fn all(clauses: &[&str]) -> Self {
        Self { condition: clauses.join(" AND "), ..Self::default() }
    }

    /// With an update expression.
    pub fn update(mut self, update: &str) -> Self {
        update.clone_into(&mut self.update);
        self
    }

    /// With the value of a placeholder, `:word`.
    pub fn value(mut self, placeholder: &str, value: AttributeValue) -> Self {
        self.values.insert(placeholder.to_owned(), value);
        self
    }

    /// The attribute names: every `#word` that the expressions hold.
    pub fn names(&self) -> HashMap<String, String> {
        let words = |text: &str| -> Vec<String> {
            text.split('#')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
                .collect()
        };
        [&self.condition, &self.update]
            .into_iter()
            .flat_map(|text| words(text))
            .map(|word| (format!("#{word}"), word))
            .collect()
    }

    /// The condition, when there is one.
    pub fn condition(&self) -> Option<String> {
        (!self.condition.is_empty()).then(|| self.condition.clone())
    }

    /// The names, when there are any: DynamoDB refuses an empty map.
    pub fn some_names(&self) -> Option<HashMap<String, String>> {
        Some(self.names()).filter(|names| !names.is_empty())
    }

    /// The values, when there are any: DynamoDB refuses an empty map.
    pub fn some_values(&self) -> Option<HashMap<String, AttributeValue>> {
        Some(self.values.clone()).filter(|values| !values.is_empty())
    }
}
