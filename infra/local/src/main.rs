//! `cargo run`: the whole product on one machine.

use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches};
use local::flags::Flags;
use local::program::{self, Manner};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() -> Result<ExitCode> {
    program::on_threads(run())?
}

async fn run() -> Result<ExitCode> {
    program::keep_others_out();
    // The name that `check` had; in `lunepay`, `audit` lists the audit log.
    let command = Flags::command().mut_subcommand("check", |check| check.visible_alias("audit"));
    let flags = Flags::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines.with_filter(runtime::log::filter("warn"))).init();
    match &flags.command {
        Some(command) => program::run(command).await,
        None => {
            let manner = Manner { demo: !flags.no_demo, greets: true, dashboard: None };
            program::serve(&flags.serve, &manner).await.map(|()| ExitCode::SUCCESS)
        }
    }
}
