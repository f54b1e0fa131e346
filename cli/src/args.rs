//! The command line: what the client does, and, in a program with the server inside, what the server does.

use clap::{ArgMatches, Command, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::client;
use crate::client::lang::Lang;

/// LunePay: bank transfers find their orders.
#[derive(Parser, Debug)]
#[command(name = "lunepay", version, arg_required_else_help = true, subcommand_required = true)]
struct Lunepay {
    #[command(subcommand)]
    job: Job,
}

/// What the program is asked to do.
#[derive(Subcommand, Debug)]
pub enum Job {
    #[command(flatten)]
    Client(Box<client::args::Command>),
    /// Serve the API and the dashboard.
    ///
    /// Each setting may stand in a file (TOML, under the flag's name), in the environment, or here; the last wins.
    #[cfg(feature = "server")]
    Serve(Box<crate::server::settings::ServeSettings>),
    #[cfg(feature = "server")]
    #[command(flatten)]
    Look(local::flags::Command),
}

/// All that can be asked, described in a language.
pub fn command(lang: Lang) -> Command {
    client::help::describe(Lunepay::command(), lang)
}

/// What was asked. Ends the program where it makes no sense.
pub fn job(matches: &ArgMatches) -> Job {
    Lunepay::from_arg_matches(matches).map(|given| given.job).unwrap_or_else(|error| error.exit())
}
