//! What the client can be asked, as a command line.

use std::fmt;
use std::str::FromStr;

use bank_sms::TransferKind;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use clap_complete::Shell;
use domain::{ClosedSet, DepositStatus, EventType, OrderStatus, ScenarioName, Timestamp};

use super::forward::Target;
use super::lang::Lang;
use super::profile::{ApiUrl, ProfileName};

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Log in, with an e-mail address and its password, or with an API token.
    Login(Login),
    /// Forget the login, and end its session.
    Logout(Common),
    /// Make or choose a test workspace with an account and a phone, so that `simulate` works. At a server on this
    /// machine it also signs up, where nobody is logged in.
    Init(Init),
    /// Send a test bank message to a test workspace; it is read, matched and reported like a real one.
    Simulate(Simulate),
    /// Play what can happen to money, and say whether what must come out came out.
    #[command(subcommand)]
    Scenario(Scenario),
    /// Fetch the workspace's webhooks, and send each to a server on this machine, which needs no public address. At a
    /// server on this machine it does what `init` does before.
    Listen(Listen),
    /// List orders, newest first.
    Orders(Orders),
    /// List deposits, newest first.
    Deposits(Deposits),
    /// List what deposits that wait for a person may be.
    Proposals(Listed),
    /// List the audit log, newest first: who changed accounts, phones, senders, settings and endpoints.
    Audit(Audit),
    /// Have webhooks sent again: one delivery, one event, or all of a time that failed or were missed.
    Replay(Replay),
    /// Say what is well and what is to be mended: clock, limits, accounts, phones and their senders, endpoints.
    Doctor(In),
    /// Print what a shell needs to complete this program's commands.
    Completions(Completions),
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Which login; each has a name of its own.
    #[arg(long, env = "LUNEPAY_PROFILE", default_value = "default", value_name = "NAME")]
    pub profile: ProfileName,
    /// The server, such as `https://pay.example.com`; without it that of the login, or this machine's.
    #[arg(long, env = "LUNEPAY_URL", value_name = "URL")]
    pub api: Option<ApiUrl>,
    /// In which language to speak; without it LC_ALL, LC_MESSAGES or LANG decides.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
}

/// Which workspace a command is about.
#[derive(Args, Clone, Debug)]
pub struct In {
    #[command(flatten)]
    pub common: Common,
    /// The workspace's id; without it that of `init`, or the only one.
    #[arg(long, env = "LUNEPAY_WORKSPACE", value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub workspace: Option<u64>,
    /// Act on a live workspace: without it only test workspaces are touched.
    #[arg(long)]
    pub live: bool,
}

#[derive(Args, Debug)]
pub struct Login {
    #[command(flatten)]
    pub common: Common,
    /// The e-mail address; asked for without it.
    #[arg(long, value_name = "EMAIL", conflicts_with = "token")]
    pub email: Option<String>,
    /// Take an API token instead, typed or pasted unseen, or from the standard input.
    #[arg(long)]
    pub token: bool,
}

#[derive(Args, Debug)]
pub struct Init {
    #[command(flatten)]
    pub common: Common,
    /// The test workspace to choose; without it one of yours, or a new one.
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub workspace: Option<u64>,
}

#[derive(Args, Debug)]
pub struct Simulate {
    #[command(flatten)]
    pub at: In,
    /// What the bank tells of.
    #[arg(value_name = "KIND", value_parser = among(TransferKind::ALL, TransferKind::code))]
    pub kind: TransferKind,
    /// Whole KRW.
    #[arg(long, default_value_t = 14_510, value_name = "KRW", value_parser = clap::value_parser!(u64).range(1..))]
    pub amount: u64,
    /// The other side, as the bank prints it.
    #[arg(long, default_value = "홍길동", value_name = "NAME")]
    pub name: String,
    /// The bank, by its code or its Korean name, such as 004 or 국민; an account of it is registered if there is none.
    #[arg(long, value_name = "BANK")]
    pub bank: Option<String>,
    /// The time that is printed, such as 2026-02-12T11:05:00+09:00; without it now.
    #[arg(long = "at", value_name = "TIME", value_parser = time)]
    pub printed_at: Option<Timestamp>,
    /// The balance that is printed: auto, none, or whole KRW.
    #[arg(long, value_name = "KRW", allow_hyphen_values = true)]
    pub balance: Option<Balance>,
    /// The layout, by its name; without it the first of the bank's that tells the most.
    #[arg(long, value_name = "NAME")]
    pub shape: Option<String>,
    /// Place an order of this amount and name first, so that the deposit pays it.
    #[arg(long)]
    pub with_order: bool,
    /// Print what the server answered, as JSON.
    #[arg(long)]
    pub json: bool,
}

/// The balance that a bank prints.
#[derive(Clone, Copy, Debug)]
pub enum Balance {
    Auto,
    None,
    Krw(i64),
}

impl FromStr for Balance {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "none" => Ok(Self::None),
            krw => krw.parse().map(Self::Krw).map_err(|_| "it is neither auto nor none nor whole KRW"),
        }
    }
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::None => f.write_str("none"),
            Self::Krw(krw) => krw.fmt(f),
        }
    }
}

#[derive(Subcommand, Debug)]
pub enum Scenario {
    /// Begin a scenario in the test workspace, and wait for its end. A month is played in this program instead: how much
    /// of three invented shops' money is paired by itself.
    Run(RunScenario),
    /// Wait for the end of a scenario that was begun, and say what came out.
    Show(ShowScenario),
}

#[derive(Args, Debug)]
pub struct RunScenario {
    #[command(flatten)]
    pub at: In,
    /// What happens.
    #[arg(value_name = "NAME", value_parser = playable())]
    pub name: Playable,
    /// What its names, amounts and times are drawn from: the same seed, the same scenario.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// How many orders each shop of a month has; without it 1200.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(10..=10_000))]
    pub orders: Option<u64>,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What can be played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Playable {
    Scenario(ScenarioName),
    Month,
}

impl Playable {
    fn code(self) -> &'static str {
        match self {
            Self::Scenario(name) => name.code(),
            Self::Month => "month",
        }
    }
}

#[derive(Args, Debug)]
pub struct ShowScenario {
    #[command(flatten)]
    pub at: In,
    /// The scenario's name and seed, such as split-7.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print what the server answered, as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Listen {
    #[command(flatten)]
    pub at: In,
    /// Where to send them, such as localhost:3000/webhooks.
    #[arg(long, value_name = "URL")]
    pub forward: Target,
    /// Only these types of events; without it all.
    #[arg(long, value_name = "TYPES", value_delimiter = ',', value_parser = event_types())]
    pub events: Vec<EventType>,
}

#[derive(Args, Debug)]
pub struct Replay {
    #[command(flatten)]
    pub at: In,
    /// A delivery (dlv_…) or an event (evt_…).
    #[arg(value_name = "ID", required_unless_present = "since", conflicts_with = "since")]
    pub id: Option<ReplayId>,
    /// All since this time that failed or were missed, such as 2026-02-12T00:00:00+09:00.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub since: Option<Timestamp>,
    /// Only those of this endpoint.
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub endpoint: Option<u64>,
}

/// What is sent again; the server knows which there are.
#[derive(Clone, Debug)]
pub enum ReplayId {
    Delivery(String),
    Event(String),
}

impl FromStr for ReplayId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('_') {
            Some(("dlv", _)) => Ok(Self::Delivery(text.to_owned())),
            Some(("evt", _)) => Ok(Self::Event(text.to_owned())),
            Some(_) | None => Err("an id begins with dlv_ or evt_"),
        }
    }
}

/// How a list is shown.
#[derive(Args, Clone, Debug)]
pub struct Listed {
    #[command(flatten)]
    pub at: In,
    /// How many rows at most.
    #[arg(long, default_value_t = 20, value_name = "ROWS", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub limit: u32,
    /// Print what the server answered, as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Orders {
    #[command(flatten)]
    pub listed: Listed,
    /// Only those of this status.
    #[arg(long, value_name = "STATUS", ignore_case = true, value_parser = words::<OrderStatus>())]
    pub status: Option<OrderStatus>,
}

#[derive(Args, Debug)]
pub struct Deposits {
    #[command(flatten)]
    pub listed: Listed,
    /// Only those of this state.
    #[arg(long, value_name = "STATE", ignore_case = true, value_parser = words::<DepositStatus>())]
    pub state: Option<DepositStatus>,
}

#[derive(Args, Debug)]
pub struct Audit {
    #[command(flatten)]
    pub listed: Listed,
    /// What the invariants of a database were checked with before `check` did.
    #[arg(long, hide = true)]
    pub data: Option<std::path::PathBuf>,
    /// As `data`, of a table on AWS.
    #[arg(long, hide = true)]
    pub deployed: bool,
}

#[derive(Args, Debug)]
pub struct Completions {
    /// Which shell.
    #[arg(value_enum)]
    pub shell: Shell,
    /// In which language the descriptions are.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
}

/// The words of a closed set.
fn words<T: ClosedSet + Send + Sync>() -> impl TypedValueParser<Value = T> {
    among(T::all(), T::code)
}

/// The types that an endpoint can subscribe to.
fn event_types() -> impl TypedValueParser<Value = EventType> {
    among(EventType::subscribable(), EventType::code)
}

fn playable() -> impl TypedValueParser<Value = Playable> {
    among(ScenarioName::all().map(Playable::Scenario).chain([Playable::Month]), Playable::code)
}

/// The words of some values.
fn among<T: Copy + Send + Sync + 'static>(
    values: impl IntoIterator<Item = T>,
    code: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let values: Vec<T> = values.into_iter().collect();
    let codes: Vec<_> = values.iter().map(|value| code(*value)).collect();
    let named = move |word: String| values.iter().copied().find(|value| code(*value).eq_ignore_ascii_case(&word));
    PossibleValuesParser::new(codes).try_map(move |word| named(word).ok_or("no such word"))
}

fn time(text: &str) -> Result<Timestamp, &'static str> {
    Timestamp::parse(text).ok_or("it is no date-time with an offset, such as 2026-02-12T11:05:00+09:00")
}
