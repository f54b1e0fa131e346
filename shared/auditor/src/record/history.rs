//! The history inside an order or a deposit.

use domain::{Actor, Change, DepositId, DismissReason, Entry, HoldReason, HoldReasons, OrderId, Rule, What};

use crate::field::{Fields, Read, counted, instant, text, word};

/// The fields of an order that a change may name.
const FIELDS: [&str; 6] = ["amount", "depositor_name", "expires_at", "customer_email", "customer_phone", "memo"];

/// The fields of [`FIELDS`] whose values may stand in history.
const TOLD: [&str; 3] = ["amount", "depositor_name", "expires_at"];

/// One entry.
pub fn entry(mut fields: Fields<'_>) -> Read<Entry> {
    let at = fields.need("t", instant)?;
    let by = fields.need("b", word(Actor::parse))?;
    let what = match fields.need("w", text)?.as_str() {
        "placed" => What::Placed,
        "amended" => What::Amended(fields.rows("c", change)?),
        "paid" => What::Paid { deposit: fields.need("n", counted(DepositId::new))?, rule: rule(&mut fields)? },
        "unpaid" => What::Unpaid { deposit: fields.need("n", counted(DepositId::new))? },
        "cancelled" => What::Cancelled,
        "expired" => What::Expired,
        "reopened" => What::Reopened,
        "received" => What::Received,
        "held" => What::Held(fields.need("r", word(reasons))?),
        "cleared" => What::Cleared(fields.need("r", word(reasons))?),
        "freed" => What::Freed(fields.need("r", word(reasons))?),
        "reported" => What::Reported,
        "linked" => What::Linked(fields.need("n", counted(DepositId::new))?),
        "dismissed" => What::Dismissed(fields.need("r", word(DismissReason::parse))?),
        "restored" => What::Restored,
        "reversed" => What::Reversed { order: fields.maybe("n", counted(OrderId::new))? },
        "payment_reversed" => What::PaymentReversed { deposit: fields.need("n", counted(DepositId::new))? },
        "refund_seen" => What::RefundSeen,
        "matched" => What::Matched { order: fields.need("n", counted(OrderId::new))?, rule: rule(&mut fields)? },
        "redacted" => What::Redacted,
        "unmatched" => What::Unmatched { order: fields.need("n", counted(OrderId::new))? },
        _ => return Err("w is no known word".to_owned()),
    };
    fields.close()?;
    Ok(Entry { at, by, what })
}

/// Reasons with a comma between them, gravest first, none twice.
fn reasons(codes: &str) -> Option<HoldReasons> {
    let reasons = codes.split(',').map(HoldReason::parse).collect::<Option<HoldReasons>>()?;
    (reasons.codes().join(",") == codes).then_some(reasons)
}

/// The rule of an automatic match; a match by hand has none.
fn rule(fields: &mut Fields<'_>) -> Read<Option<Rule>> {
    fields.maybe("r", word(Rule::parse))
}

fn change(mut fields: Fields<'_>) -> Read<Change> {
    let field = fields.need("f", word(|field| FIELDS.into_iter().find(|known| *known == field)))?;
    let (from, to) = (fields.maybe("a", text)?, fields.maybe("z", text)?);
    fields.close()?;
    if !TOLD.contains(&field) && (from.is_some() || to.is_some()) {
        return Err(format!("the values of {field} stand in history"));
    }
    Ok(Change { field, from, to })
}
