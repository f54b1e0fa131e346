//! The history inside an order or a deposit.

use domain::{
    Actor, Change, ClosedSet, DepositEvent, DepositId, DismissReason, Entry, HoldReason, HoldReasons, OrderEvent,
    OrderField, OrderId, RestTreatment, Rule, Won,
};

use crate::field::{Fields, Read, counted, instant, list, number, text, word};

/// One entry; `what` reads its word and the fields that the word asks for.
fn entry<E>(mut fields: Fields<'_>, what: impl Fn(&str, &mut Fields<'_>) -> Read<E>) -> Read<Entry<E>> {
    let at = fields.need("t", instant)?;
    let by = fields.need("b", word(Actor::parse))?;
    let code = fields.need("w", text)?;
    let what = what(&code, &mut fields)?;
    fields.close()?;
    Ok(Entry { at, by, what })
}

/// One entry of an order.
pub fn of_order(fields: Fields<'_>) -> Read<Entry<OrderEvent>> {
    entry(fields, |word, fields| {
        let deposit = |fields: &mut Fields<'_>| fields.need("n", counted(DepositId::new));
        Ok(match word {
            "placed" => OrderEvent::Placed,
            "amended" => OrderEvent::Amended(fields.rows("c", change)?),
            "paid" => {
                let (deposit, rule) = (deposit(fields)?, rule(fields)?);
                OrderEvent::Matched { deposit, rule, difference: difference(fields, rule)? }
            }
            "part_paid" => {
                OrderEvent::PartiallyPaid { deposit: deposit(fields)?, difference: fields.need("d", number)? }
            }
            "part_removed" => {
                OrderEvent::PaymentRemoved { deposit: deposit(fields)?, difference: fields.need("d", number)? }
            }
            "settled" => OrderEvent::Settled { deposit: deposit(fields)?, difference: fields.need("d", number)? },
            "over_changed" => {
                OrderEvent::OverChanged { deposit: deposit(fields)?, difference: fields.need("d", number)? }
            }
            "unpaid" => OrderEvent::Unmatched { deposit: deposit(fields)? },
            "payment_reversed" => OrderEvent::Reversed { deposit: deposit(fields)? },
            "cancelled" => OrderEvent::Cancelled { received: fields.maybe("d", counted(Won::new))? },
            "expired" => OrderEvent::Expired,
            "reopened" => OrderEvent::Reopened,
            "redacted" => OrderEvent::Redacted,
            _ => return Err("w is no word of an order".to_owned()),
        })
    })
}

/// One entry of a deposit.
pub fn of_deposit(fields: Fields<'_>) -> Read<Entry<DepositEvent>> {
    entry(fields, |code, fields| {
        Ok(match code {
            "received" => DepositEvent::Received,
            "held" => DepositEvent::Held(fields.need("r", word(reasons))?),
            "cleared" => DepositEvent::Cleared(fields.need("r", word(reasons))?),
            "freed" => DepositEvent::Freed(fields.need("r", word(reasons))?),
            "reported" => DepositEvent::Reported,
            "linked" => DepositEvent::Linked(fields.need("n", counted(DepositId::new))?),
            "dismissed" => DepositEvent::Dismissed(fields.need("r", word(DismissReason::parse))?),
            "restored" => DepositEvent::Restored,
            "reversed" => {
                DepositEvent::Reversed { order: fields.maybe("n", counted(OrderId::new))?, others: others(fields)? }
            }
            "order_cancelled" => {
                let (order, others) = (fields.need("n", counted(OrderId::new))?, others(fields)?);
                // Before it was told: beside others it was to be sent back.
                let implied = (!others.is_empty()).then_some(RestTreatment::RefundDue);
                let treatment = fields.maybe("r", word(RestTreatment::parse))?.or(implied);
                DepositEvent::OrderCancelled { order, others, treatment }
            }
            "treated" => DepositEvent::Treated(fields.need("r", word(RestTreatment::parse))?),
            "returned" => DepositEvent::Returned(fields.need("d", counted(Won::new))?),
            "return_undone" => DepositEvent::ReturnUndone(fields.need("d", counted(Won::new))?),
            "refund_seen" => DepositEvent::RefundSeen,
            "matched" => {
                let (order, rule) = (fields.need("n", counted(OrderId::new))?, rule(fields)?);
                DepositEvent::Matched { order, others: others(fields)?, rule, difference: difference(fields, rule)? }
            }
            "unmatched" => {
                DepositEvent::Unmatched { order: fields.need("n", counted(OrderId::new))?, others: others(fields)? }
            }
            "redacted" => DepositEvent::Redacted,
            _ => return Err("w is no word of a deposit".to_owned()),
        })
    })
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

/// The other orders of one press; an empty list does not stand.
fn others(fields: &mut Fields<'_>) -> Read<Vec<OrderId>> {
    match fields.maybe("o", list(counted(OrderId::new)))? {
        Some(others) if others.is_empty() => Err("o is an empty list".to_owned()),
        others => Ok(others.unwrap_or_default()),
    }
}

/// How much more than an order's amount was received. What a rule matched is exact and does not tell it.
fn difference(fields: &mut Fields<'_>, rule: Option<Rule>) -> Read<Option<i64>> {
    match (rule, fields.maybe("d", number)?) {
        (Some(_), Some(0)) => Err("d is told of an exact match".to_owned()),
        (Some(_), told) => Ok(told.or(Some(0))),
        (None, told) => Ok(told),
    }
}

fn change(mut fields: Fields<'_>) -> Read<Change> {
    let field = fields.need("f", word(OrderField::parse))?;
    let (from, to) = (fields.maybe("a", text)?, fields.maybe("z", text)?);
    fields.close()?;
    if !field.is_of_the_payment() && (from.is_some() || to.is_some()) {
        return Err(format!("the values of {} stand in history", field.code()));
    }
    Ok(Change { field, from, to })
}
