//! The rules of LunePay, as pure code.
//!
//! Everything here is decided from values that are passed in: no clock, no network, no AWS, no environment, no
//! serialisation. A decision is a value too: [`order::Order::amend`] and its kin answer the order as it will be, or a
//! [`Refusal`]; the store turns the difference into a conditional write.
//!
//! Deliberately not here: how a bank message is read (`bank-sms`), what an item looks like (`store::record`), what
//! the JSON looks like (`functions/*`).

pub mod account;
pub mod allocation;
pub mod amendment;
pub mod arrival;
pub mod audit;
pub mod backtest;
pub mod choice;
pub mod closed_set;
pub mod codes;
mod convert;
mod customer;
pub mod decision;
pub mod delivery;
pub mod deposit;
pub mod endpoint;
pub mod event;
mod field_fault;
pub mod format;
pub mod history;
pub mod hold;
pub mod id;
pub mod looks;
pub mod matching;
pub mod message;
pub mod money;
mod name;
mod new_order;
mod newtype;
pub mod occurrence;
pub mod order;
pub mod outcome;
pub mod people;
pub mod phone;
pub mod policy;
pub mod proposal;
pub mod refusal;
pub mod reminder;
pub mod report;
pub mod retention;
pub mod returning;
pub mod scenario;
pub mod scope;
pub mod search;
pub mod second_factor;
pub mod sender;
pub mod settling;
pub mod text;
pub mod time;
pub mod user;
pub mod watch;
pub mod workspace;

pub use account::{Account, BankCode};
pub use allocation::{Allocation, Difference, RestTreatment};
pub use amendment::{Amendment, Metadata};
pub use arrival::{Arrival, ArrivalKind, PhoneProblem, SenderKind};
pub use audit::{AuditEntry, AuditId, AuditedChange, AuditedThing, ChangedField};
pub use choice::{Choice, MatchReason, MatchRule, Rule, WaitingDeposit, WaitingOrder, choose, choose_among};
pub use closed_set::ClosedSet;
pub use convert::Malformed;
pub use customer::CustomerKey;
pub use delivery::{Broken, Delivery, DeliveryId, DeliveryState, DeliveryStatus};
pub use deposit::{Deposit, DepositState, DepositStatus, Source, Via};
pub use endpoint::{DisabledReason, Endpoint, EndpointFormat, EndpointKind};
pub use event::{Event, EventId, EventType, Subject};
pub use field_fault::FieldFault;
pub use format::{MarkKind, MessageFormat, MessageFormats, PieceMeaning};
pub use history::{Actor, Change, DepositEvent, DepositEventKind, Entry, OrderEvent, OrderEventKind, OrderField};
pub use hold::{DismissReason, HoldReason, HoldReasons};
pub use id::{
    AccountId, DepositId, EndpointId, FormatId, InvitationId, OrderId, PhoneId, SenderId, UserId, WorkspaceId,
    WorkspaceMode,
};
pub use looks::Looks;
pub use matching::Matched;
pub use message::{ArrivedMessage, CallId, Message, MessageId, MessageReason, MessageState, MessageStatus};
pub use money::Won;
pub use name::{DepositorName, NameKey};
pub use new_order::NewOrder;
pub use order::{Order, OrderFlag, OrderNumber, OrderState, OrderStatus, OrderWarning, PaymentState};
pub use outcome::{DepositStatusNow, Outcome, Received};
pub use people::{Email, Language, Role};
pub use phone::{Phone, PhoneRef, PhoneStatus, Pulse};
pub use policy::{Policies, PolicyKind, SumPolicy};
pub use proposal::{Proposal, ProposalId, ProposalKind, ProposalOutcome, ProposalReason, Treatment};
pub use refusal::Refusal;
pub use reminder::ReminderKind;
pub use report::TransferReport;
pub use retention::Retention;
pub use scenario::{EndState, Play, PlayEnd, PlayStatus, ScenarioId, ScenarioName};
pub use scope::{Grant, Scope};
pub use second_factor::SecondFactor;
pub use sender::{ApprovedSender, MissingSender, SenderClaim, SenderPolicy, SenderVerdict};
pub use time::{Clock, Day, Timestamp};
pub use user::{Invitation, Member, Token, TokenKind, User};
pub use workspace::{Audience, Intake, Settings, TiePolicy, Workspace};

#[cfg(test)]
mod words_tests;
