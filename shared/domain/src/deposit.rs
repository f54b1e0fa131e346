//! Deposits: money that came. *Waiting* (it may pair later by itself), *held* (a person must decide) or *matched*.

use bank_sms::name;
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::history::{self, Actor, Entry, What};
use crate::{AccountId, DepositId, OrderId, Refusal, Rule, Timestamp, WaitingDeposit, Won, WorkspaceId};

/// Money that came into a registered account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deposit {
    pub id: DepositId,
    pub workspace: WorkspaceId,
    pub account: AccountId,
    pub told: Told,
    /// The name key of its guard and of its waiting entry, as it was made when the deposit was recorded.
    pub name_key: String,
    /// Another deposit that may be this very money: see [`HoldReason::PossibleDuplicate`].
    pub twin: Option<DepositId>,
    pub state: DepositState,
    pub created_at: Timestamp,
    /// Counts the entries of this deposit's history, also those that are no longer kept.
    pub version: u64,
    /// Oldest first, the newest [`history::KEPT`].
    pub history: Vec<Entry>,
}

/// What a message, or a person, told of a deposit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    pub amount: Won,
    /// As printed by the bank or typed by a person; `None` when the message prints no name.
    pub depositor_name: Option<String>,
    pub deposited_at: Timestamp,
    pub source: Source,
    pub via: Via,
    /// In KRW, when the message told it; can be negative.
    pub balance: Option<i64>,
    /// The account's institution: its messages cut long names in their own way.
    pub bank_code: String,
    /// The text was read by the grammar, not by a known shape: it pairs on a *same* name only.
    pub by_grammar: bool,
    pub raw_sms: Option<String>,
}

/// Who told of the deposit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Source {
    Sms,
    Manual,
}

impl Source {
    /// The machine word: `SMS` or `MANUAL`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sms => "SMS",
            Self::Manual => "MANUAL",
        }
    }

    /// The source of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Sms, Self::Manual].into_iter().find(|source| source.code() == code)
    }
}

/// By which way it came.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Via {
    /// The public webhook, where anybody may post.
    Open,
    /// A phone's own webhook URL.
    Keyed,
    /// A phone's own webhook URL, with a signature over the body.
    Signed,
    /// The REST API.
    Api,
}

impl Via {
    /// The machine word: `open`, `keyed`, `signed` or `api`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Keyed => "keyed",
            Self::Signed => "signed",
            Self::Api => "api",
        }
    }

    /// The way of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Open, Self::Keyed, Self::Signed, Self::Api].into_iter().find(|via| via.code() == code)
    }
}

/// The state of a deposit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DepositState {
    Waiting,
    Held(HoldReason),
    Matched { order: OrderId },
}

impl DepositState {
    /// The state without what it carries.
    pub fn status(&self) -> DepositStatus {
        match self {
            Self::Waiting => DepositStatus::Waiting,
            Self::Held(_) => DepositStatus::Held,
            Self::Matched { .. } => DepositStatus::Matched,
        }
    }

    /// The machine word of the status.
    pub fn code(&self) -> &'static str {
        self.status().code()
    }
}

/// The state of a deposit, without what it carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DepositStatus {
    Waiting,
    Held,
    Matched,
}

impl DepositStatus {
    /// The machine word: `WAITING`, `HELD` or `MATCHED`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "WAITING",
            Self::Held => "HELD",
            Self::Matched => "MATCHED",
        }
    }

    /// The status of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Held, Self::Matched].into_iter().find(|status| status.code() == code)
    }
}

/// Why a person must decide. In order of gravity: the gravest of several is told first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumString, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum HoldReason {
    /// The bank took it back.
    Reversed,
    /// Another report of the same account and amount may tell of this very deposit.
    PossibleDuplicate,
    /// The text cannot come from the bank: see [`crate::SenderVerdict::Unlikely`].
    SenderUnlikely,
    /// The call told no sender: see [`crate::SenderVerdict::Missing`].
    SenderMissing,
    /// The sender is on no list: see [`crate::SenderVerdict::Unlisted`].
    SenderUnlisted,
    /// Its printed time lies more than a day ahead of our clock.
    TimeUnlikely,
    /// It was made longer ago than the workspace's match window.
    OutsideMatchWindow,
    /// Money of the same name and amount went out again after it.
    RefundSeen,
    /// It came over the open URL, where anybody may post, and lies above the workspace's `auto_match_limit`.
    OverLimit,
    /// The printed name is masked, missing, or has fewer than two letters.
    UnreadableName,
    /// One won: a bank's or an app's proof of account, not a payment.
    OneWon,
    /// A person dismissed it and restored it.
    Restored,
    /// Its match was undone by a person.
    UnmatchedByHand,
}

/// What a new deposit is held against, besides itself.
#[derive(Clone, Copy, Default, Debug)]
pub struct Scrutiny {
    /// Another deposit that may be this very money.
    pub twin: Option<DepositId>,
    /// [`crate::Settings::auto_match_limit`].
    pub limit: Option<Won>,
}

impl HoldReason {
    /// The stable snake_case code.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The reason of a code.
    pub fn parse(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// A sentence fragment for shop staff.
    pub fn korean(self) -> &'static str {
        match self {
            Self::Reversed => "은행이 취소한 입금",
            Self::PossibleDuplicate => "같은 입금이 이미 등록되었을 수 있음",
            Self::SenderUnlikely => "은행이 보낸 문자가 아닐 수 있음",
            Self::SenderMissing => "보낸 번호가 없음",
            Self::SenderUnlisted => "목록에 없는 번호가 보냄",
            Self::TimeUnlikely => "입금 시각이 앞으로의 시각임",
            Self::OutsideMatchWindow => "매칭 기간이 지난 입금",
            Self::RefundSeen => "같은 금액이 다시 출금됨",
            Self::UnreadableName => "입금자명을 확인할 수 없음",
            Self::OneWon => "1원 인증 입금일 수 있음",
            Self::OverLimit => "자동 매칭 한도를 넘는 금액",
            Self::Restored => "제외했다가 되돌린 입금",
            Self::UnmatchedByHand => "매칭이 해제된 입금",
        }
    }
}

impl Told {
    /// The printed name's first reading: the name key of guards and waiting entries. Empty when there is no name.
    pub fn name_key(&self) -> String {
        self.depositor_name.as_deref().map(|printed| name::readings(printed).first).unwrap_or_default()
    }

    /// Why this deposit must wait for a person whatever orders there are.
    pub fn hold(&self, limit: Option<Won>) -> Option<HoldReason> {
        let readable = self.depositor_name.as_deref().is_some_and(name::is_readable);
        let over = self.via == Via::Open && limit.is_some_and(|limit| self.amount > limit);
        match self.amount.get() {
            1 => Some(HoldReason::OneWon),
            _ if !readable => Some(HoldReason::UnreadableName),
            _ => over.then_some(HoldReason::OverLimit),
        }
    }
}

impl Deposit {
    /// A deposit as it is first recorded: held by its scrutiny or by its own nature, otherwise waiting.
    pub fn receive(
        workspace: WorkspaceId,
        account: AccountId,
        id: DepositId,
        told: Told,
        scrutiny: Scrutiny,
        by: Actor,
        now: Timestamp,
    ) -> Self {
        let twin = scrutiny.twin;
        let hold = twin.map(|_| HoldReason::PossibleDuplicate).or_else(|| told.hold(scrutiny.limit));
        let (state, what) = match hold {
            Some(reason) => (DepositState::Held(reason), What::Held(reason)),
            None => (DepositState::Waiting, What::Received),
        };
        Self {
            id,
            workspace,
            account,
            name_key: told.name_key(),
            told,
            twin,
            state,
            created_at: now,
            version: 1,
            history: vec![Entry { at: now, by, what }],
        }
    }

    /// The waiting entry that a waiting deposit has; a held or matched one has none.
    pub fn waiting(&self) -> Option<WaitingDeposit> {
        (self.state == DepositState::Waiting).then(|| self.as_if_waiting())
    }

    /// What the choice reads of this deposit, whatever its state: for showing candidates to a person.
    pub fn as_if_waiting(&self) -> WaitingDeposit {
        WaitingDeposit {
            id: self.id,
            amount: self.told.amount,
            printed: self.told.depositor_name.clone().unwrap_or_default(),
            name_key: self.name_key.clone(),
            bank_code: self.told.bank_code.clone(),
            by_grammar: self.told.by_grammar,
            deposited_at: self.told.deposited_at,
            created_at: self.created_at,
        }
    }

    /// The deposit after it paid `order`. `rule` is `None` for a match by hand.
    pub fn pay(&self, order: OrderId, rule: Option<Rule>, by: Actor, now: Timestamp) -> Result<Self, Refusal> {
        match self.state {
            DepositState::Matched { order } => Err(Refusal::DepositAlreadyMatched(order)),
            DepositState::Waiting | DepositState::Held(_) => {
                let mut after = self.clone();
                after.state = DepositState::Matched { order };
                after.version = self.version + 1;
                history::append(&mut after.history, Entry { at: now, by, what: What::Matched { order, rule } });
                Ok(after)
            }
        }
    }

    /// The deposit without its raw message, once it does not wait and was recorded before `cutoff`; `None` when there is
    /// nothing to forget yet.
    pub fn forget(&self, cutoff: Timestamp, now: Timestamp) -> Option<Self> {
        let due = self.told.raw_sms.is_some() && self.state != DepositState::Waiting && self.created_at < cutoff;
        due.then(|| {
            let mut after = self.clone();
            after.told.raw_sms = None;
            after.version = self.version + 1;
            history::append(&mut after.history, Entry { at: now, by: Actor::Sweeper, what: What::Redacted });
            after
        })
    }

    /// The deposit after its match was undone, with the order that it paid: held, for a person to decide again.
    pub fn unpay(&self, by: Actor, now: Timestamp) -> Result<(Self, OrderId), Refusal> {
        match self.state {
            DepositState::Waiting | DepositState::Held(_) => Err(Refusal::DepositNotMatched(self.id)),
            DepositState::Matched { order } => {
                let mut after = self.clone();
                after.state = DepositState::Held(HoldReason::UnmatchedByHand);
                after.version = self.version + 1;
                history::append(&mut after.history, Entry { at: now, by, what: What::Unmatched { order } });
                Ok((after, order))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    fn told(amount: u64, name: Option<&str>) -> Told {
        Told {
            amount: Won::new(amount).unwrap(),
            depositor_name: name.map(str::to_owned),
            deposited_at: Timestamp::from_ms(1_700_000_000_000),
            source: Source::Sms,
            via: Via::Open,
            balance: None,
            bank_code: "004".into(),
            by_grammar: false,
            raw_sms: None,
        }
    }

    fn received(told: Told, twin: Option<DepositId>) -> Deposit {
        let (ws, account, id) = (WorkspaceId::new(1).unwrap(), AccountId::new(1).unwrap(), DepositId::new(9).unwrap());
        let scrutiny = Scrutiny { twin, limit: Won::new(900) };
        Deposit::receive(ws, account, id, told, scrutiny, Actor::Auto, Timestamp::from_ms(1_700_000_000_000))
    }

    #[test]
    fn what_a_person_must_look_at_is_held_and_has_no_waiting_entry() {
        let twin = DepositId::new(3);
        let held = [
            (received(told(1, Some("홍길동")), None), HoldReason::OneWon),
            (received(told(500, None), None), HoldReason::UnreadableName),
            (received(told(500, Some("홍*동")), None), HoldReason::UnreadableName),
            (received(told(500, Some("1234")), None), HoldReason::UnreadableName),
            (received(told(500, Some("홍길동")), twin), HoldReason::PossibleDuplicate),
            (received(told(901, Some("홍길동")), None), HoldReason::OverLimit),
        ];
        for (deposit, reason) in held {
            assert_eq!(deposit.state, DepositState::Held(reason));
            assert_eq!(deposit.waiting(), None);
        }
        let waiting = received(told(900, Some("홍 길동")), None).waiting().unwrap();
        assert_eq!((waiting.printed.as_str(), waiting.name_key.as_str()), ("홍 길동", "홍길동"));
        assert_eq!((told(900, None).name_key().as_str(), waiting.amount), ("", Won::new(900).unwrap()));
        for via in [Via::Keyed, Via::Signed, Via::Api] {
            let over = Told { via, ..told(901, Some("홍길동")) };
            assert!(received(over, None).waiting().is_some(), "{via:?}");
        }
    }

    #[test]
    fn staff_read_of_each_reason_another_sentence() {
        let told: std::collections::BTreeSet<_> = HoldReason::iter().map(HoldReason::korean).collect();
        assert_eq!(told.len(), HoldReason::iter().count());
        assert!(told.iter().all(|sentence| sentence.chars().any(|c| ('가'..='힣').contains(&c))), "{told:?}");
    }

    #[test]
    fn a_raw_message_is_forgotten_when_its_time_is_over_and_the_deposit_does_not_wait() {
        let now = Timestamp::from_ms(1_700_000_001_000);
        let told = |name| Told { raw_sms: Some("국민 입금".into()), ..told(500, Some(name)) };
        let (waiting, held) = (received(told("홍길동"), None), received(told("홍*동"), None));
        assert_eq!(waiting.forget(now, now), None);
        assert_eq!(held.forget(held.created_at, now), None);
        let forgotten = held.forget(now, now).unwrap();
        assert_eq!((&forgotten.told.raw_sms, forgotten.version, forgotten.state), (&None, 2, held.state));
        assert_eq!(forgotten.history.last().map(|entry| &entry.what), Some(&What::Redacted));
        assert_eq!(forgotten.forget(now, now), None);
    }

    #[test]
    fn a_deposit_pays_once_and_is_held_after_unmatching() {
        let (order, now) = (OrderId::new(5).unwrap(), Timestamp::from_ms(1_700_000_001_000));
        let waiting = received(told(500, Some("홍길동")), None);
        assert_eq!(waiting.unpay(Actor::Auto, now), Err(Refusal::DepositNotMatched(waiting.id)));
        let matched = waiting.pay(order, None, Actor::Auto, now).unwrap();
        assert_eq!(matched.pay(order, None, Actor::Auto, now), Err(Refusal::DepositAlreadyMatched(order)));
        let (held, paid) = matched.unpay(Actor::Auto, now).unwrap();
        assert_eq!((held.state, paid, held.version), (DepositState::Held(HoldReason::UnmatchedByHand), order, 3));
    }
}
