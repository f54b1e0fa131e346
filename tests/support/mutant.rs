//! Mutants at the wire: the product's requests with conditions taken out, so that a test of a condition is seen to fail
//! without it.

use std::ops::Range;

use crate::wire::{Call, Fate};
use serde_json::Value;

/// Takes one clause out of the write at `position` of every transaction.
pub fn without(position: usize, clause: &'static str) -> impl Fn(&Call) -> Fate + Send + Sync + 'static {
    move |call| {
        if call.operation != "TransactWriteItems" {
            return Fate::Pass;
        }
        let mut body = call.body.clone();
        let Some(write) = body["TransactItems"].get_mut(position).and_then(the_write) else { return Fate::Pass };
        let condition = write["ConditionExpression"].as_str().unwrap_or_default().to_owned();
        let clauses: Vec<&str> = condition.split(" AND ").collect();
        assert!(clauses.contains(&clause), "the write at {position} has no clause {clause}: {condition}");
        let kept: Vec<&str> = clauses.into_iter().filter(|kept| *kept != clause).collect();
        set_condition(write, &kept.join(" AND "));
        Fate::Rewrite(body)
    }
}

/// Takes every condition out of every transaction.
pub fn without_conditions(call: &Call) -> Option<Value> {
    without_conditions_at(call, 0..usize::MAX)
}

/// Takes every condition out of the writes at these positions of every transaction.
pub fn without_conditions_at(call: &Call, positions: Range<usize>) -> Option<Value> {
    if call.operation != "TransactWriteItems" {
        return None;
    }
    let mut body = call.body.clone();
    for (position, write) in body["TransactItems"].as_array_mut()?.iter_mut().enumerate() {
        if positions.contains(&position) {
            set_condition(the_write(write)?, "");
        }
    }
    Some(body)
}

/// The `Put`, `Update` or `Delete` of a transaction's item.
pub fn the_write(item: &mut Value) -> Option<&mut Value> {
    item.as_object_mut()?.values_mut().next()
}

/// Sets the condition, and drops the names and values that no expression uses any more, which DynamoDB refuses.
pub fn set_condition(write: &mut Value, condition: &str) {
    let Some(fields) = write.as_object_mut() else { return };
    fields.remove("ConditionExpression");
    if !condition.is_empty() {
        fields.insert("ConditionExpression".to_owned(), condition.into());
    }
    let update = fields.get("UpdateExpression").and_then(Value::as_str).unwrap_or_default();
    let used = words(&format!("{condition} {update}"));
    for kind in ["ExpressionAttributeNames", "ExpressionAttributeValues"] {
        let left = fields.get_mut(kind).and_then(Value::as_object_mut).map(|all| {
            all.retain(|placeholder, _| used.contains(placeholder));
            all.len()
        });
        if left == Some(0) {
            fields.remove(kind);
        }
    }
}

fn words(expression: &str) -> Vec<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | ':');
    expression.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
