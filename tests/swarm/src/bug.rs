//! Planted bugs, one of each class, at the wire: what the product would do if a condition, a look, a message or an
//! answer were lost. Each must be found within a thousand seeds, or the swarm looks at nothing.

use serde_json::{Value, json};
use tests::Call;
use tests::mutant::{set_condition, the_write};

/// A bug that is planted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bug {
    /// An order is changed whatever became of it.
    OrderUnconditioned,
    /// A deposit is changed whatever became of it.
    DepositUnconditioned,
    /// A deposit is recorded whatever its occurrence guard says by now.
    GuardUnconditioned,
    /// Whole items are written over whatever stands there: a lost update.
    VersionIgnored,
    /// The look after a change sees nothing, and no later one is queued.
    LookLost,
    /// Looks are answered from what they saw the first time: a stale read.
    LookStale,
    /// Every fifth message is acknowledged by the queue and gone.
    MessageLost,
    /// A message whose handling failed is deleted all the same.
    FailureDeleted,
    /// An update that adds to what stands is applied twice.
    AppliedTwice,
    /// The last write of a transaction is not made.
    TransactionTorn,
    /// Every third new id was given before.
    IdRepeated,
    /// A refused transaction is answered as done.
    RefusalTakenForDone,
    /// A report is recorded whatever told its balance before.
    BalanceUnconditioned,
    /// The name guard remembers nothing.
    GuardForgets,
    /// Reports of strangers stand in the guard as if they could pay: a fake holds the true one.
    FakeHolds,
    /// A deposit keeps another part of what it pays than its order does.
    SidesDiffer,
}

impl Bug {
    pub const ALL: [Self; 16] = [
        Self::OrderUnconditioned,
        Self::DepositUnconditioned,
        Self::GuardUnconditioned,
        Self::VersionIgnored,
        Self::LookLost,
        Self::LookStale,
        Self::MessageLost,
        Self::FailureDeleted,
        Self::AppliedTwice,
        Self::TransactionTorn,
        Self::IdRepeated,
        Self::RefusalTakenForDone,
        Self::BalanceUnconditioned,
        Self::GuardForgets,
        Self::FakeHolds,
        Self::SidesDiffer,
    ];

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bug| format!("{bug:?}") == name)
    }
}

/// What a planted bug does to a request.
pub enum Meddling {
    None,
    Rewrite(Value),
    /// Both are done; the first is answered.
    Twice(Value, Value),
    /// It is answered, and not done.
    Answer(Value),
    /// Its reply is kept for the next of its kind.
    Remember,
    /// It is done or not, and answered as done.
    TakeForDone,
}

/// A bug, and what it remembers.
pub struct Planted {
    bug: Bug,
    seen: u64,
    replies: Vec<(String, Value)>,
    asked: String,
}

impl Planted {
    pub fn new(bug: Bug) -> Self {
        Self { bug, seen: 0, replies: Vec::new(), asked: String::new() }
    }

    pub fn remember(&mut self, reply: Value) {
        self.replies.push((std::mem::take(&mut self.asked), reply));
    }

    /// Counts what the bug waits for: whether this is the one of `every` that it strikes.
    fn strikes(&mut self, every: u64) -> bool {
        self.seen += 1;
        self.seen.is_multiple_of(every)
    }

    pub fn meddle(&mut self, call: &Call) -> Meddling {
        let transaction = call.operation == "TransactWriteItems";
        let bug = self.bug;
        match bug {
            Bug::OrderUnconditioned if transaction => unconditioned(call, |place| place.is_change() && place.is_order),
            Bug::DepositUnconditioned if transaction => {
                unconditioned(call, |place| place.is_change() && place.is_deposit)
            }
            Bug::GuardUnconditioned if transaction => unconditioned(call, |place| place.is_guard),
            Bug::BalanceUnconditioned if transaction => unconditioned(call, |place| place.is_balance),
            Bug::GuardForgets if transaction => occurrences(call, |_| false),
            Bug::FakeHolds if transaction => occurrences(call, pays),
            Bug::SidesDiffer if transaction => sides_differ(call),
            Bug::VersionIgnored if transaction => unconditioned(call, |place| place.is_versioned),
            Bug::LookLost if is_look(call) => Meddling::Answer(json!({"Items": [], "Count": 0, "ScannedCount": 0})),
            Bug::LookLost if task(call, "look") => sent(),
            Bug::LookStale if is_look(call) => self.stale(call),
            Bug::MessageLost if task(call, "sms") && self.strikes(5) => sent(),
            Bug::AppliedTwice if transaction => applied_twice(call),
            Bug::TransactionTorn if transaction && self.strikes(7) => torn(call),
            Bug::IdRepeated if is_count(call) => match self.strikes(3) {
                true => self.stale(call),
                false => self.note(call),
            },
            Bug::RefusalTakenForDone if transaction && self.strikes(2) => Meddling::TakeForDone,
            Bug::OrderUnconditioned
            | Bug::DepositUnconditioned
            | Bug::GuardUnconditioned
            | Bug::VersionIgnored
            | Bug::LookLost
            | Bug::LookStale
            | Bug::MessageLost
            | Bug::FailureDeleted
            | Bug::AppliedTwice
            | Bug::TransactionTorn
            | Bug::IdRepeated
            | Bug::RefusalTakenForDone
            | Bug::BalanceUnconditioned
            | Bug::GuardForgets
            | Bug::FakeHolds
            | Bug::SidesDiffer => Meddling::None,
        }
    }

    /// Answers as the first time, if there was one.
    fn stale(&mut self, call: &Call) -> Meddling {
        let asked = asked(call);
        match self.replies.iter().find(|(kept, _)| *kept == asked) {
            Some((_, reply)) => Meddling::Answer(reply.clone()),
            None => self.note(call),
        }
    }

    fn note(&mut self, call: &Call) -> Meddling {
        self.asked = asked(call);
        self.replies.retain(|(kept, _)| *kept != self.asked);
        Meddling::Remember
    }

    /// Whether the handler's failures are to be deleted too.
    pub fn deletes_failures(bug: Option<Bug>) -> bool {
        bug == Some(Bug::FailureDeleted)
    }
}

fn asked(call: &Call) -> String {
    format!("{}{}{}", call.operation, call.body["Key"], call.body["ExpressionAttributeValues"])
}

/// As the queue answers what it took.
fn sent() -> Meddling {
    Meddling::Answer(json!({"MessageId": "00000000-0000-0000-0000-000000000000"}))
}

fn is_look(call: &Call) -> bool {
    call.operation == "Query" && text(&call.body["ExpressionAttributeValues"][":pk"]).contains("#WAIT#")
}

fn is_count(call: &Call) -> bool {
    call.operation == "UpdateItem" && text(&call.body["Key"]["PK"]).starts_with("SEQ#")
}

fn task(call: &Call, kind: &str) -> bool {
    call.operation == "SendMessage"
        && call.body["MessageBody"].as_str().is_some_and(|body| body.contains(&format!("\"kind\":\"{kind}\"")))
}

fn text(value: &Value) -> &str {
    value["S"].as_str().unwrap_or_default()
}

/// What one write of a transaction is about.
struct Place {
    is_order: bool,
    is_deposit: bool,
    is_guard: bool,
    is_balance: bool,
    /// A whole item that is written in place of the one that was read.
    is_versioned: bool,
    /// A change of what stands there, whatever it is.
    is_update: bool,
}

impl Place {
    fn of(item: &Value) -> Self {
        let (kind, write) = item.as_object().and_then(|item| item.iter().next()).unwrap();
        let key = if kind == "Put" { &write["Item"] } else { &write["Key"] };
        let (pk, sk) = (text(&key["PK"]), text(&key["SK"]));
        let waits = pk.contains("#WAIT#");
        let as_read = write["ConditionExpression"].as_str().unwrap_or_default().contains("#version = :version");
        Self {
            is_order: pk.ends_with("#ORDER") || (waits && sk.starts_with("ORDER#")),
            is_deposit: pk.ends_with("#DEPOSIT") || (waits && sk.starts_with("DEPOSIT#")),
            is_guard: pk.ends_with("#SEEN"),
            is_balance: pk.contains("#BALANCE#"),
            is_versioned: waits || as_read,
            is_update: kind == "Update" && !as_read,
        }
    }

    /// Of what stood before.
    fn is_change(&self) -> bool {
        self.is_update || self.is_versioned
    }
}

/// Takes the conditions out of some writes.
fn unconditioned(call: &Call, which: impl Fn(&Place) -> bool) -> Meddling {
    let mut body = call.body.clone();
    for item in body["TransactItems"].as_array_mut().into_iter().flatten() {
        if which(&Place::of(item)) {
            set_condition(the_write(item).unwrap(), "");
        }
    }
    Meddling::Rewrite(body)
}

/// The occurrences of each guard that is written, as `keep` leaves them.
fn occurrences(call: &Call, mut keep: impl FnMut(&mut Value) -> bool) -> Meddling {
    fn each(value: &mut Value, keep: &mut impl FnMut(&mut Value) -> bool) {
        match value {
            Value::Array(list) if list.iter().any(|one| one["M"]["f"]["B"].is_string()) => list.retain_mut(keep),
            Value::Array(list) => list.iter_mut().for_each(|one| each(one, keep)),
            Value::Object(map) => map.values_mut().for_each(|one| each(one, keep)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut body = call.body.clone();
    each(&mut body, &mut keep);
    Meddling::Rewrite(body)
}

/// One won more of what each deposit that is written pays.
fn sides_differ(call: &Call) -> Meddling {
    let mut body = call.body.clone();
    for item in body["TransactItems"].as_array_mut().into_iter().flatten().filter(|item| Place::of(item).is_deposit) {
        let Some(write) = the_write(item) else { continue };
        let kept = write.pointer_mut("/ExpressionAttributeValues/:new_allocations/L");
        for allocation in kept.and_then(Value::as_array_mut).into_iter().flatten() {
            let amount: u64 = allocation["M"]["a"]["N"].as_str().unwrap_or_default().parse().unwrap_or(0);
            allocation["M"]["a"]["N"] = json!((amount + 1).to_string());
        }
    }
    Meddling::Rewrite(body)
}

/// Lets an occurrence pay, its flags in their order.
fn pays(occurrence: &mut Value) -> bool {
    let flags = text(&occurrence["M"]["x"]).to_owned();
    let flags: String = "RMSPT".chars().filter(|flag| *flag == 'P' || flags.contains(*flag)).collect();
    occurrence["M"]["x"] = json!({"S": flags});
    true
}

/// The updates of a transaction once more, under no condition.
fn applied_twice(call: &Call) -> Meddling {
    let mut again = call.body.clone();
    again["ClientRequestToken"] = format!("{:032x}", fastrand::u128(..)).into();
    let Some(items) = again["TransactItems"].as_array_mut() else { return Meddling::None };
    items.retain(|item| Place::of(item).is_update);
    if items.is_empty() {
        return Meddling::None;
    }
    items.iter_mut().for_each(|item| set_condition(the_write(item).unwrap(), ""));
    Meddling::Twice(call.body.clone(), again)
}

fn torn(call: &Call) -> Meddling {
    let mut body = call.body.clone();
    match body["TransactItems"].as_array_mut() {
        Some(items) if items.len() > 1 => drop(items.pop()),
        Some(_) | None => return Meddling::None,
    }
    Meddling::Rewrite(body)
}
