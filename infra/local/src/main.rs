//! `cargo run`: the whole product on one machine.

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
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
    let flags = Flags::parse();
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
