//! The auditor: is what stands in the table what the design says must stand there?
//!
//! It re-derives the invariants I1–I17 from raw items, with a decoder and a spelling of keys of its own.
//! It depends on neither `store` nor `pairing`, so that a mistake there cannot hide itself here; from `domain` it takes
//! the words (ids, rules, reasons) and `choose`, from `bank-sms` the name keys. Whoever changes an item's shape changes
//! it here too: like a second set of books, this is on purpose.
//!
//! Deliberately not here: repair. A finding is for a person.
//!
//! | | what must hold |
//! |---|---|
//! | `ITEM` | every item has a known key and exactly the attributes of its kind |
//! | `I1` | a guard names a fingerprint once, a deposit is named by each report of it, and what is named stands |
//! | `I2` | an order is MATCHED ⇔ exactly one deposit names it and it names that deposit; an automatic match fits |
//! | `I3` | waiting entries, index attributes and number guards are exactly those of the orders and deposits |
//! | `I4` | no accepted message is lost |
//! | `I5` | at rest, no waiting deposit has an order that it should pay |
//! | `I6` | ids never repeat, and none was given without being counted |
//! | `I7` | after an unmatch, or a reversal, the order waits and the deposit is held |
//! | `I8` | every state is the last entry of its history, and the history is a legal path |
//! | `I9` | a held deposit was never matched by `auto`, and what must be held was held |
//! | `I10` | a delivery names an endpoint and an event that stand; at rest, what was asked for has its delivery |
//! | `I11` | an automatic match names a deposit whose sender may pay by itself, made inside its order's window |
//! | `I12` | two deposits that tell of one transfer are never both matched by `auto`, unless a person told them apart |
//! | `I13` | a dismissed or reversed deposit has no waiting entry and no order |
//! | `I14` | what decides whose money counts came with its entry in the audit log, and settings stand as it tells |
//! | `I15` | a balance item names a deposit of its balance, and stands in its shard |
//! | `I16` | why a deposit is held is what its history explains |
//! | `I17` | what was sent back of a deposit is what its history tells |

mod book;
mod check;
mod field;
mod place;
mod record;
mod scan;

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Timestamp;
use domain::occurrence::ReceiptId;

pub use scan::{ReadError, read_all};

/// One DynamoDB item, as it stands.
pub type Item = HashMap<String, AttributeValue>;

/// The messages that the webhook accepted, for I4.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Accepted {
    /// The receipts that the webhook gave out.
    pub receipts: Vec<ReceiptId>,
    /// Those of them that are still on the queue or in the dead-letter queue.
    pub in_flight: Vec<ReceiptId>,
}

/// Something that must not be. Its text holds ids, codes, amounts and times, never names or messages; `key` is the
/// item's key as it stands, and a key may hold a name key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// `I1` … `I17`, `PHONE`, or `ITEM` for an item that cannot be read.
    pub invariant: &'static str,
    /// Partition key and sort key: `PK / SK`.
    pub key: String,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.invariant, self.key, self.what)
    }
}

/// What was found so far.
#[derive(Default)]
struct Report(Vec<Finding>);

impl Report {
    fn add(&mut self, invariant: &'static str, key: &str, what: impl Into<String>) {
        self.0.push(Finding { invariant, key: key.to_owned(), what: what.into() });
    }
}

/// Every violation of the invariants in a whole table's items; nothing is what is hoped for.
///
/// I5 and the second half of I10 hold *at rest* only: no operation is under way, no look is queued, and the sweeper has
/// come by since the last deadline passed. A caller that is not at rest leaves them out. `now` is read by these two,
/// and by I15 for how long its items stand. I4 is judged when `accepted` is given.
pub fn audit(items: &[Item], now: Timestamp, accepted: Option<&Accepted>) -> Vec<Finding> {
    let mut report = Report::default();
    let book = book::Book::read(items, &mut report);
    check::occurrence::check(&book, &mut report);
    check::pair::check(&book, &mut report);
    check::policy::check(&book, &mut report);
    check::allocation::check(&book, &mut report);
    check::waiting::check(&book, &mut report);
    check::index::check(&book, &mut report);
    check::intake::check(&book, accepted, &mut report);
    check::rest::check(&book, now, &mut report);
    check::webhook::check(&book, now, &mut report);
    check::id::check(&book, &mut report);
    check::unmatch::check(&book, &mut report);
    check::phone::check(&book, &mut report);
    check::order_history::check(&book, &mut report);
    check::deposit_history::check(&book, &mut report);
    check::evidence::check(&book, &mut report);
    check::transfer::check(&book, &mut report);
    check::set_aside::check(&book, &mut report);
    check::balance::check(&book, now, &mut report);
    check::holds::check(&book, &mut report);
    check::returned::check(&book, &mut report);
    check::audit::check(&book, &mut report);
    report.0
}
