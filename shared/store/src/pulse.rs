//! The pulse of a phone: when it was last heard of, what came last, and whether its calls tell their sender.
//!
//! Every call over a phone's URL writes it, in one conditional update that also sees what stood before. So calls that
//! come at once need no lock, and what a call learns (is its sender a new thing?) is true of the calls before it.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::phone::{PhoneStatus, day, patience_minutes};
use domain::{
    Arrival, ArrivalKind, AuditEntry, ClosedSet, MissingSender, PhoneId, PhoneProblem, Pulse, Timestamp, WorkspaceId,
};

use crate::expression::{Expression, Item, n, s};
use crate::phones::Keyed;
use crate::record::phone::{ArrivalRecord, PulseRecord};
use crate::record::{FORMAT, decode};
use crate::transact::Updated;
use crate::{Store, StoreError, key};

/// How often an update is tried anew after the pulse turned out to stand otherwise than was guessed.
const TRIES: usize = 4;
/// From so many arrivals on, those that no page shows are cut off.
const ARRIVALS_MAX: usize = 8;

/// The pulse is of an earlier day, or there is none.
const NEW_DAY: &str = "(attribute_not_exists(#day) OR #day < :day)";
/// The pulse is of this day (or a later one, by another server's clock).
const SAME_DAY: &str = "#day >= :day";
/// [`Arrival::is_unconfirmed`] is false of what stands.
const CONFIRMED: &str = "(attribute_not_exists(#senderless) OR #senderless = :zero \
    OR (#senderless < :senderless_max AND attribute_exists(#told_at)))";
/// [`Arrival::is_unconfirmed`] is true of what stands.
const UNCONFIRMED: &str =
    "(#senderless >= :senderless_max OR (#senderless > :zero AND attribute_not_exists(#told_at)))";

/// What a call learns from its phone's pulse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heard {
    /// The call tells a sender although none of the calls before it did, and the owner has not confirmed that.
    pub sender_unconfirmed: bool,
    /// What becomes of texts without a sender.
    pub sender_missing: MissingSender,
}

/// How the pulse is thought to stand: each guess is a condition, and a refusal tells how it stands in truth.
#[derive(Clone, Copy)]
struct Guess {
    is_same_day: bool,
    is_unconfirmed: bool,
}

impl Guess {
    fn of(stands: Option<&Item>, now: Timestamp) -> Self {
        let number = |name: &str| number::<i64>(stands, name);
        let senderless = number("senderless").map_or(0, |count| u32::try_from(count).unwrap_or(u32::MAX));
        Self {
            is_same_day: number("day").is_some_and(|stands| stands >= day(now)),
            is_unconfirmed: Arrival::is_unconfirmed(senderless, number("told_at").is_some()),
        }
    }
}

impl Store {
    /// The pulses of some phones, at most 100, in their order. One that was never heard of has an empty one.
    pub async fn pulses(&self, workspace: WorkspaceId, phones: &[PhoneId]) -> Result<Vec<Pulse>, StoreError> {
        if phones.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = phones.iter().map(|phone| key::pulse(workspace, *phone)).collect();
        let items = self.get_many(&keys, true).await?.into_iter();
        let read = items.map(|item| decode::<PulseRecord>(item)?.read()).collect::<Result<Vec<_>, _>>()?;
        let of = |phone| read.iter().find(|(id, _)| id == phone).map(|(_, pulse)| pulse.clone()).unwrap_or_default();
        Ok(phones.iter().map(of).collect())
    }

    /// Notes a call, and has the phone looked at when it had been silent. 1 write unit; 1 more for the first call of a
    /// day, for every fourth message (it cuts the arrivals off), and (with its index) after a silence.
    pub async fn beat(&self, keyed: &Keyed, arrival: &Arrival) -> Result<Heard, StoreError> {
        let (before, heard) = self.note(keyed, arrival).await?;
        let last_seen_at = number(before.as_ref(), "last_seen_at").map(Timestamp::from_ms);
        // Whether an order waited is not read here: a look too many finds nothing new.
        let patience = patience_minutes(keyed.silent_after_minutes, true);
        let was = Pulse { last_seen_at, ..Pulse::default() }.status(patience, arrival.at);
        if was == PhoneStatus::Silent
            && let Err(error) = self.look_at_phone(keyed.workspace, keyed.phone, arrival.at).await
        {
            tracing::warn!(%error, "a phone's watch could not be told that it was heard of");
        }
        let kept = before.as_ref().and_then(|item| item.get("arrivals")?.as_l().ok()).map_or(0, Vec::len);
        if arrival.kind != ArrivalKind::Ping
            && kept >= ARRIVALS_MAX
            && let Err(error) = self.cut_arrivals(keyed, kept).await
        {
            tracing::warn!(%error, "a phone's old arrivals could not be cut off");
        }
        Ok(heard)
    }

    /// Notes a call: the pulse before it (what the call changes of it), and what the call learns.
    async fn note(&self, keyed: &Keyed, arrival: &Arrival) -> Result<(Option<Item>, Heard), StoreError> {
        let key = key::pulse(keyed.workspace, keyed.phone);
        let mut guess = Guess { is_same_day: true, is_unconfirmed: false };
        for _ in 0..TRIES {
            match self.update_seeing(&key, &noting(keyed, arrival, guess)?).await? {
                Updated::Done(before) => {
                    let heard = Heard {
                        sender_unconfirmed: tells_sender(arrival) && guess.is_unconfirmed,
                        sender_missing: sender_missing(keyed, arrival, before.as_ref()),
                    };
                    return Ok((before, heard));
                }
                Updated::Refused(stands) => guess = Guess::of(stands.as_ref(), arrival.at),
            }
        }
        Err(StoreError::Contended)
    }

    /// Cuts off the arrivals that no page shows. Those that came since stand in front, so that only old ones go.
    async fn cut_arrivals(&self, keyed: &Keyed, kept: usize) -> Result<(), StoreError> {
        let old: Vec<_> = (Arrival::KEPT..=kept).map(|at| format!("#arrivals[{at}]")).collect();
        let cut = Expression::default().update(&format!("REMOVE {}", old.join(", ")));
        self.update_one(&key::pulse(keyed.workspace, keyed.phone), &cut).await.map(drop)
    }

    /// The owner confirms that a phone tells its sender from now on. Nothing changes where nothing waits for it.
    pub async fn confirm_sender(
        &self,
        workspace: WorkspaceId,
        phone: PhoneId,
        now: Timestamp,
        audit: &[AuditEntry],
    ) -> Result<(), StoreError> {
        let confirmed = Expression::all(&["attribute_exists(#unconfirmed_at)"])
            .update("SET #told_at = :now, #senderless = :zero REMOVE #unconfirmed_at")
            .value(":now", n(now.ms()))
            .value(":zero", n(0));
        let write = self.update(&key::pulse(workspace, phone), &confirmed)?;
        self.transact_audited(vec![write], audit).await.map(drop)
    }
}

/// The update that notes a call, under the conditions of a guess.
fn noting(keyed: &Keyed, arrival: &Arrival, guess: Guess) -> Result<Expression, StoreError> {
    let mut clauses = vec![if guess.is_same_day { SAME_DAY } else { NEW_DAY }];
    let counts = if guess.is_same_day {
        "#messages = #messages + :messages, #others = #others + :others"
    } else {
        "#day = :day, #messages = :messages, #others = :others"
    };
    let mut sets = vec!["#fmt = :fmt", "#last_seen_at = :now", counts];
    let mut noted = arrival.clone();
    let mut values = vec![
        (":fmt", n(FORMAT)),
        (":now", n(arrival.at.ms())),
        (":day", n(day(arrival.at))),
        (":messages", n(u8::from(arrival.kind == ArrivalKind::BankMessage))),
        (":others", n(u8::from(matches!(arrival.kind, ArrivalKind::Other | ArrivalKind::Hidden)))),
    ];
    if tells_sender(arrival) {
        clauses.push(if guess.is_unconfirmed { UNCONFIRMED } else { CONFIRMED });
        values.extend([(":zero", n(0)), (":senderless_max", n(Arrival::SENDERLESS_MAX))]);
        if guess.is_unconfirmed {
            sets.push("#unconfirmed_at = if_not_exists(#unconfirmed_at, :now)");
            noted.problems.push(PhoneProblem::SenderUnconfirmed);
        } else {
            sets.push("#senderless = :zero, #told_at = :now");
        }
    } else if arrival.kind.is_message() && !arrival.is_ambiguous() {
        sets.push("#senderless = if_not_exists(#senderless, :zero) + :one");
        values.extend([(":zero", n(0)), (":one", n(1))]);
    }
    if let (MissingSender::Undecided, Some(decides)) = (keyed.sender_missing, arrival.decides()) {
        sets.push("#decided = if_not_exists(#decided, :decides)");
        values.push((":decides", s(<&str>::from(decides))));
    }
    match arrival.kind {
        ArrivalKind::Ping => sets.push("#ping_at = :now"),
        ArrivalKind::BankMessage | ArrivalKind::Other | ArrivalKind::Hidden | ArrivalKind::Test => {
            sets.push("#arrivals = list_append(:arrival, if_not_exists(#arrivals, :none))");
            values.extend([(":arrival", row(&noted)?), (":none", AttributeValue::L(Vec::new()))]);
        }
    }
    if arrival.kind == ArrivalKind::Test {
        sets.push("#verified_at = if_not_exists(#verified_at, :now)");
    }
    let expression = Expression::all(&clauses).update(&format!("SET {}", sets.join(", ")));
    Ok(values.into_iter().fold(expression, |all, (name, value)| all.value(name, value)))
}

/// The list of one arrival.
fn row(arrival: &Arrival) -> Result<AttributeValue, StoreError> {
    let row: AttributeValue = serde_dynamo::to_attribute_value(ArrivalRecord::of(arrival))
        .map_err(|error| StoreError::Rejected(error.to_string()))?;
    Ok(AttributeValue::L(vec![row]))
}

/// Whether a call tells a sender that counts. One that tells two things counts neither way.
fn tells_sender(arrival: &Arrival) -> bool {
    arrival.kind.is_message() && arrival.sender.tells_sender() && !arrival.is_ambiguous()
}

/// What becomes of texts without a sender: the owner's word, else what the first call since the upgrade decided.
fn sender_missing(keyed: &Keyed, arrival: &Arrival, before: Option<&Item>) -> MissingSender {
    match keyed.sender_missing {
        set @ (MissingSender::Held | MissingSender::Allowed) => set,
        MissingSender::Undecided => {
            let decided = before.and_then(|item| MissingSender::parse(item.get("decided")?.as_s().ok()?));
            decided.or(arrival.decides()).unwrap_or(MissingSender::Held)
        }
    }
}

fn number<T: std::str::FromStr>(item: Option<&Item>, name: &str) -> Option<T> {
    item?.get(name)?.as_n().ok()?.parse().ok()
}
