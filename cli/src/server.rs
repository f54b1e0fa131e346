//! What serves, and what looks after the data that a server keeps.

mod check;
pub mod settings;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::ArgMatches;
use include_dir::{Dir, include_dir};
use local::flags::Command;
use local::program::{self, Manner};
use settings::{Log, ServeSettings};
use tempfile::TempDir;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The dashboard, as it was built before this program was.
static DASHBOARD: Dir<'_> = include_dir!("$OUT_DIR/dashboard");

/// Serves as the command line says, with the settings of the file.
pub fn serve(said: ServeSettings, given: &[OsString], matches: &ArgMatches) -> ExitCode {
    let (settings, sources) = settings::with_file(said, given, matches);
    run_to_exit(
        async move { if settings.check { check::run(&settings, &sources).await } else { serving(&settings).await } },
    )
}

/// Does what a command about kept data says.
pub fn look(command: &Command) -> ExitCode {
    run_to_exit(async move {
        init_log(Log::Text);
        program::run(command).await
    })
}

fn run_to_exit(job: impl Future<Output = Result<ExitCode>>) -> ExitCode {
    program::keep_others_out();
    program::on_threads(job).flatten().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

async fn serving(settings: &ServeSettings) -> Result<ExitCode> {
    init_log(settings.log);
    let own = own_dashboard()?;
    // Without one built in, a folder that is not there: the page says what to do.
    let dashboard = own.as_ref().map_or_else(|| "no-dashboard".into(), |own| own.path().to_owned());
    let manner = Manner { demo: settings.demo, greets: settings.log == Log::Text, dashboard: Some(dashboard) };
    program::serve(&settings.serve, &manner).await?;
    Ok(ExitCode::SUCCESS)
}

fn init_log(log: Log) {
    match log {
        Log::Json => runtime::log::to_stdout(),
        Log::Text => {
            let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
            tracing_subscriber::registry().with(lines.with_filter(runtime::log::filter("warn"))).init();
        }
    }
}

/// The built-in dashboard as files, which go when the program ends. `None`: there is none built in.
fn own_dashboard() -> Result<Option<TempDir>> {
    if DASHBOARD.get_file("index.html").is_none() {
        return Ok(None);
    }
    let dir =
        TempDir::with_prefix("lunepay-").context("cannot lay out the dashboard: is the temporary folder full?")?;
    DASHBOARD.extract(dir.path()).context("cannot lay out the dashboard")?;
    Ok(Some(dir))
}
