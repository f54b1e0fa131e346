//! JSON as it stands in items: history entries, and the attributes that are made of it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_types::Blob;
use serde_json::{Value, json};

use crate::shop::T0;

/// An entry of a history: when, by whom, what.
pub fn entry(t: i64, by: &str, what: &str) -> Value {
    json!({"t": t, "b": by, "w": what})
}

/// An entry that names the other side, and by which rule.
pub fn pairing(t: i64, by: &str, what: &str, other: u64, rule: Option<&str>) -> Value {
    let mut entry = entry(t, by, what);
    entry["n"] = json!(other);
    if let Some(rule) = rule {
        entry["r"] = json!(rule);
    }
    entry
}

/// An entry of a match by hand, which received so much more than its order's amount.
pub fn forced(what: &str, other: u64, difference: i64) -> Value {
    let mut entry = pairing(T0 + 5, "user:1", what, other, None);
    entry["d"] = json!(difference);
    entry
}

/// What a match by hand pays, as one of its sides keeps it.
pub fn allocation(with: u64, amount: u64) -> Value {
    json!({"w": with, "a": amount, "t": T0 + 5, "b": "user:1"})
}

/// An entry of a deposit that is held by `auto`.
pub fn held(t: i64, reasons: &str) -> Value {
    with_reasons(t, "auto", "held", reasons)
}

/// An entry with reasons.
pub fn with_reasons(t: i64, by: &str, what: &str, reasons: &str) -> Value {
    let mut entry = entry(t, by, what);
    entry["r"] = json!(reasons);
    entry
}

/// An entry of an amended amount.
pub fn amended(t: i64) -> Value {
    let mut entry = entry(t, "user:1", "amended");
    entry["c"] = json!([{"f": "amount", "a": "1000", "z": "14510"}, {"f": "memo"}]);
    entry
}

/// 32 hexadecimal digits.
pub fn hex(id: u64) -> String {
    format!("{id:032x}")
}

/// Sixteen bytes, for [`attribute`] to make a B of.
pub fn bytes(id: u64) -> String {
    format!("0x{}", hex(id))
}

/// Lays the fields of one object over another's.
pub fn merge(item: &mut Value, more: &Value) {
    let fields = more.as_object().unwrap().clone();
    item.as_object_mut().unwrap().extend(fields);
}

/// Takes a field away.
pub fn drop_field(item: &mut Value, field: &str) {
    item.as_object_mut().unwrap().remove(field).unwrap();
}

pub fn pick(item: &Value, fields: &[&str]) -> Value {
    fields.iter().filter_map(|field| Some(((*field).to_owned(), item.get(*field)?.clone()))).collect()
}

pub fn attribute(value: &Value) -> AttributeValue {
    match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(flag) => AttributeValue::Bool(*flag),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::String(text) => match text.strip_prefix("0x") {
            Some(hex) => {
                let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
                AttributeValue::B(Blob::new((0..hex.len()).step_by(2).map(byte).collect::<Vec<u8>>()))
            }
            None => AttributeValue::S(text.clone()),
        },
        Value::Array(rows) => AttributeValue::L(rows.iter().map(attribute).collect()),
        Value::Object(fields) => AttributeValue::M(
            fields.iter().map(|(name, value)| (name.clone(), attribute(value))).collect::<HashMap<_, _>>(),
        ),
    }
}
