//! The choice: which waiting order does this deposit pay? Pure, and the only place that answers it.
//!
//! Invariant: a choice is `Match` only when exactly one order fits by name (or the workspace asked for the oldest of
//! equals). A wrong automatic match is far worse than a wait.

use bank_sms::name;
use bank_sms::related::without_number;
use strum::{EnumIter, IntoStaticStr};

use crate::deposit::is_stale;
use crate::order::is_overdue;
use crate::time::{DAY_MS, HOUR_MS};
use crate::{
    AccountId, BankCode, CustomerKey, DepositId, DepositorName, NameKey, OrderId, Settings, TiePolicy, Timestamp, Won,
};

mod equals;
mod reason;
mod rule;

pub use equals::choose_among;
pub use rule::{MatchRule, Rule};

/// A waiting order as its waiting entry tells it: all that the choice reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingOrder {
    pub id: OrderId,
    /// What is open of it.
    pub amount: Won,
    pub name_key: NameKey,
    /// What stands in the parentheses that its name ends with: see [`name::qualifier`]. Entries of before have none.
    pub qualifier: Option<String>,
    /// Digits that its payer may write behind the name: see [`crate::codes`]. Sorted.
    pub codes: Vec<String>,
    /// `None`: the shop told nothing of its customer.
    pub customer: Option<CustomerKey>,
    /// No printed name is ever this order's: see [`name::is_readable`].
    pub name_cannot_match: bool,
    /// The account into which it is to be paid; `None`: any.
    pub account: Option<AccountId>,
    pub created_at: Timestamp,
    /// When the customer ordered, where the shop told it.
    pub ordered_at: Option<Timestamp>,
    /// Since when it waits: the match window is counted from here.
    pub waits_since: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// A part of it is paid: `amount` is what is open of it.
    pub has_parts: bool,
}

/// A waiting deposit as its waiting entry tells it: all that the choice reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingDeposit {
    pub id: DepositId,
    pub amount: Won,
    /// The account into which it was paid.
    pub account: AccountId,
    /// The depositor's name as the bank printed it.
    pub printed: DepositorName,
    /// The key under which its waiting entry stands, as it was made when the deposit was told: `related::waiting_key`.
    pub name_key: NameKey,
    pub bank_code: BankCode,
    /// Read by the grammar, not by a known shape: a *cut* name does not count.
    pub by_grammar: bool,
    /// Read by a custom format: digits behind the name do not count.
    pub by_format: bool,
    pub deposited_at: Timestamp,
    pub created_at: Timestamp,
}

/// Why an order fits a deposit, or does not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum MatchReason {
    AmountEqual,
    /// A part of the order is paid, and what is open of it is the deposit's amount.
    Completes,
    NameSame,
    /// The order's name, and behind it one of its codes.
    NameCoded,
    NameCut,
    /// The order's name, and behind it digits that are none of its codes or may not be all that the payer wrote.
    NameSameWithMore,
    /// Another name that is like it: a slip of a finger, Latin letters, the order of words. See [`name::compare`].
    NameLike,
    NameDiffers,
    /// The names are the same, and what stands in their parentheses is not.
    NameQualifierDiffers,
    NameUnreadable,
    /// The order's own name is masked or has too few letters.
    NameCannotMatch,
    OldestOfSeveral,
    /// As many deposits as orders of one name wait.
    AsManyDeposits,
    /// It was paid into another account than the one that the order names.
    OtherAccount,
    DepositedAfterDeadline,
    /// It was made longer before the order than `early_deposit_hours`.
    DepositedLongBeforeOrder,
    OutsideMatchWindow,
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// This order, by this rule.
    Match(OrderId, Rule),
    /// Several fit: a person decides.
    Several(Vec<OrderId>),
    /// None fits by name: the deposit waits.
    None,
}

/// How a printed name and an order's name agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Agreement {
    /// Letter for letter: the key, and what stands in parentheses or that nothing does.
    Exact,
    /// The key; parentheses stand on one side only, or the bank cut them.
    Same,
    /// The key, and behind it one of the order's codes.
    Coded,
    Cut,
    /// The key, and behind it other digits.
    SameWithMore,
    QualifierDiffers,
    Differs,
    Unreadable,
    CannotMatch,
}

/// The printed name of one deposit, read once and compared with many orders.
pub(crate) struct Payer {
    printed: DepositorName,
    readings: name::Readings,
    qualifier: Option<name::Qualifier>,
    readable: bool,
    may_be_cut: bool,
    /// What ends the name as it was read is surely what the payer wrote last.
    is_whole: bool,
}

impl Payer {
    pub(crate) fn of(deposit: &WaitingDeposit) -> Self {
        let bank = deposit.bank_code.bank();
        let cut = |bank: &'static bank_sms::Bank| name::may_be_cut(&deposit.printed, bank);
        Self {
            printed: deposit.printed.clone(),
            readings: name::readings(&deposit.printed),
            qualifier: name::qualifier(&deposit.printed),
            readable: deposit.printed.is_readable(),
            may_be_cut: !deposit.by_grammar && bank.is_some_and(cut),
            is_whole: !deposit.by_grammar && !deposit.by_format && name::is_whole(&deposit.printed, bank),
        }
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        [Some(self.readings.first.as_str()), self.readings.second.as_deref()]
            .into_iter()
            .flatten()
            .filter(|key| !key.is_empty())
    }

    fn agrees(&self, order: &WaitingOrder) -> Agreement {
        if !self.readable {
            return Agreement::Unreadable;
        }
        if order.name_cannot_match {
            return Agreement::CannotMatch;
        }
        let is_same = self.keys().any(|key| order.name_key == *key);
        let behind = || self.keys().filter_map(|key| digits_behind(key, &order.name_key));
        let is_code = |digits: &str| order.codes.iter().any(|code| code == digits);
        let by_key = if is_same {
            Agreement::Same
        } else if behind().any(is_code) {
            Agreement::Coded
        } else if behind().next().is_some() {
            Agreement::SameWithMore
        } else if self.may_be_cut && self.keys().any(|key| order.name_key.starts_with(key)) {
            // A cut name has lost its parentheses: they are not compared.
            return Agreement::Cut;
        } else {
            return Agreement::Differs;
        };
        let by_letter = if is_same { Agreement::Exact } else { by_key };
        match (&self.qualifier, &order.qualifier) {
            (None, None) => by_letter,
            (Some(printed), Some(typed)) if printed.text == *typed => by_letter,
            (Some(printed), Some(typed)) if printed.is_whole || !typed.starts_with(&printed.text) => {
                Agreement::QualifierDiffers
            }
            (None, Some(_)) | (Some(_), None | Some(_)) => by_key,
        }
    }
}

/// The digits that a key has behind an order's, if it is that and digits. A number is no name with digits behind it.
fn digits_behind<'a>(key: &'a str, order_key: &str) -> Option<&'a str> {
    let digits = key.strip_prefix(order_key).filter(|rest| !rest.is_empty())?;
    let is_name = order_key.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    (is_name && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// The code of an order that a printed name has behind the order's name: what a pair by [`Rule::Coded`] rests on.
pub fn code_behind<'a>(printed: &DepositorName, order: &'a WaitingOrder) -> Option<&'a str> {
    let name::Readings { first, second } = name::readings(printed);
    let is_behind = |code: &&String| {
        [Some(&first), second.as_ref()]
            .into_iter()
            .flatten()
            .any(|key| digits_behind(key, &order.name_key) == Some(code))
    };
    order.codes.iter().find(is_behind).map(String::as_str)
}

/// The name keys under which the order of a printed name can wait: the prefixes to look up. One or two, none when
/// unreadable. Without the number that ends a name: it may stand behind the order's.
pub fn lookup_keys(printed: &DepositorName) -> Vec<NameKey> {
    if !printed.is_readable() {
        return Vec::new();
    }
    let readings = name::readings(printed);
    let mut keys: Vec<NameKey> =
        [Some(readings.first), readings.second].into_iter().flatten().map(|key| without_number(&key).into()).collect();
    keys.dedup();
    keys
}

/// Whether the choice of a deposit of this printed name can read an order of this key: whatever else it reads, it need
/// not look again when such an order comes, goes or changes.
pub fn may_pay(printed: &DepositorName, order_key: &NameKey) -> bool {
    let readings = name::readings(printed);
    let is_related = |key: &String| {
        let is_number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
        let is_behind =
            order_key.starts_with(without_number(key)) && key.strip_prefix(order_key.as_str()).is_some_and(is_number);
        order_key.starts_with(key) || is_behind
    };
    printed.is_readable() && [Some(readings.first), readings.second].iter().flatten().any(is_related)
}

/// Which of the waiting orders of its amount does this deposit pay? True as of the look: an order placed later is
/// later.
pub fn choose(deposit: &WaitingDeposit, orders: &[WaitingOrder], settings: &Settings, now: Timestamp) -> Choice {
    if is_stale(deposit.deposited_at, settings.match_window_days, now) {
        return Choice::None;
    }
    let payer = Payer::of(deposit);
    let fit = Fit::of(&payer, deposit, orders, settings, now);
    let fitting = |agreement| fit.by(agreement);
    let coded = fitting(Agreement::Coded);
    if !coded.is_empty() {
        let named = [fitting(Agreement::Exact), fitting(Agreement::Same)].concat();
        return by_code(&payer, &coded, &named);
    }
    for agreement in [Agreement::Exact, Agreement::Same] {
        let same = fitting(agreement);
        if !same.is_empty() {
            return pick(&same, settings.tie_policy, Rule::Same, Rule::OldestSame);
        }
    }
    pick(&fitting(Agreement::Cut), settings.tie_policy, Rule::Cut, Rule::OldestCut)
}

/// The orders that a deposit can pay but for their names, each with how its name agrees.
struct Fit<'a> {
    agreed: Vec<(Agreement, &'a WaitingOrder)>,
}

impl<'a> Fit<'a> {
    fn of(
        payer: &Payer,
        deposit: &WaitingDeposit,
        orders: &'a [WaitingOrder],
        settings: &Settings,
        now: Timestamp,
    ) -> Self {
        let payable = |order: &&WaitingOrder| {
            order.amount == deposit.amount
                && obstacle(deposit, order, settings).is_none()
                && !is_overdue(order.expires_at, now)
        };
        Self { agreed: orders.iter().filter(payable).map(|order| (payer.agrees(order), order)).collect() }
    }

    /// Those whose names agree so, oldest first.
    fn by(&self, agreement: Agreement) -> Vec<&'a WaitingOrder> {
        let mut found: Vec<_> =
            self.agreed.iter().filter(|(how, _)| *how == agreement).map(|(_, order)| *order).collect();
        found.sort_by_key(|order| (order.created_at, order.id));
        found.dedup_by_key(|order| order.id);
        found
    }
}

/// Orders that have the digits as a code, and those that bear them as a part of their name. Two meanings are a guess,
/// and so is the oldest of them: a code tells one order, not one payer.
fn by_code(payer: &Payer, coded: &[&WaitingOrder], named: &[&WaitingOrder]) -> Choice {
    match (coded, named) {
        ([order], []) if payer.is_whole => Choice::Match(order.id, Rule::Coded),
        ([_], []) => Choice::None,
        (_, _) => Choice::Several(coded.iter().chain(named).map(|order| order.id).collect()),
    }
}

/// One fits: it. Several: the oldest, only if the workspace asks for it and all may be of one payer.
fn pick(found: &[&WaitingOrder], policy: TiePolicy, alone: Rule, oldest: Rule) -> Choice {
    match found {
        [] => Choice::None,
        [order] => Choice::Match(order.id, alone),
        [first, ..] => match policy {
            TiePolicy::Oldest if are_of_one_payer(found) => Choice::Match(first.id, oldest),
            // As many as what, the deposit by itself does not know: see [`choose_among`].
            TiePolicy::Oldest | TiePolicy::Hold | TiePolicy::AsMany => {
                Choice::Several(found.iter().map(|order| order.id).collect())
            }
        },
    }
}

/// Whether nothing tells the payers of these orders apart.
fn are_of_one_payer(orders: &[&WaitingOrder]) -> bool {
    orders.iter().all(|one| orders.iter().all(|other| one.may_be_of_payer_of(other)))
}

impl WaitingOrder {
    /// Whether neither the names, nor what stands in their parentheses, nor their customers tell the payers apart.
    pub(crate) fn may_be_of_payer_of(&self, other: &Self) -> bool {
        let is_another = |(own, other): (&CustomerKey, &CustomerKey)| own.is_another(other);
        (&self.name_key, &self.qualifier) == (&other.name_key, &other.qualifier)
            && !self.customer.as_ref().zip(other.customer.as_ref()).is_some_and(is_another)
    }
}

/// What besides the name keeps this order from being paid by this deposit: into which account the money came, and when
/// it was made, whenever we heard of it.
pub(crate) fn obstacle(deposit: &WaitingDeposit, order: &WaitingOrder, settings: &Settings) -> Option<MatchReason> {
    if order.account.is_some_and(|account| account != deposit.account) {
        return Some(MatchReason::OtherAccount);
    }
    let ordered_at = order.ordered_at.unwrap_or(order.created_at);
    if deposit.deposited_at < ordered_at.plus_ms(-i64::from(settings.early_deposit_hours) * HOUR_MS) {
        return Some(MatchReason::DepositedLongBeforeOrder);
    }
    let window_ms = i64::from(settings.match_window_days) * DAY_MS;
    match order.expires_at {
        Some(deadline) if deposit.deposited_at > deadline => Some(MatchReason::DepositedAfterDeadline),
        None if deposit.deposited_at > order.waits_since.plus_ms(window_ms) => Some(MatchReason::OutsideMatchWindow),
        Some(_) | None => None,
    }
}

/// Why an order of this amount, whose payer is expected under the name `typed`, could be, or could not be, the one that
/// a deposit pays. For a person to read.
pub fn reasons(
    deposit: &WaitingDeposit,
    order: &WaitingOrder,
    typed: &DepositorName,
    settings: &Settings,
) -> Vec<MatchReason> {
    let by_name = Payer::of(deposit).reason(order, typed);
    let amount = if order.has_parts { MatchReason::Completes } else { MatchReason::AmountEqual };
    [Some(amount), Some(by_name), obstacle(deposit, order, settings)].into_iter().flatten().collect()
}

/// How unlike two names are, for the order of candidates that no rule tells apart.
pub fn unlikeness(printed: &DepositorName, typed: &DepositorName) -> u32 {
    name::compare(printed, typed).percent()
}

#[cfg(test)]
#[path = "choice_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "codes_tests.rs"]
mod codes_tests;

#[cfg(test)]
#[path = "looks_tests.rs"]
mod looks_tests;
