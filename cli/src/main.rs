//! `lunepay`: the whole product in one program, for a server of one's own.

mod check;
mod settings;

use std::process::ExitCode;

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};
use local::program::{self, Manner};
use settings::{Job, Log, ServeSettings};
use tempfile::TempDir;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The dashboard, as it was built before this program was.
static DASHBOARD: Dir<'_> = include_dir!("$OUT_DIR/dashboard");

fn main() -> ExitCode {
    program::on_threads(run()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

async fn run() -> ExitCode {
    program::keep_others_out();
    let done = match settings::of_command_line() {
        (Job::Serve(settings), sources) if settings.check => check::run(&settings, &sources).await,
        (Job::Serve(settings), _) => serve(&settings).await,
        (Job::Look(command), _) => {
            lines(Log::Text);
            program::run(&command).await
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

async fn serve(settings: &ServeSettings) -> Result<ExitCode> {
    lines(settings.log);
    let own = own_dashboard()?;
    // Without one built in, a folder that is not there: the page says what to do.
    let dashboard = own.as_ref().map_or_else(|| "no-dashboard".into(), |own| own.path().to_owned());
    let manner = Manner { demo: settings.demo, greets: settings.log == Log::Text, dashboard: Some(dashboard) };
    program::serve(&settings.serve, &manner).await?;
    Ok(ExitCode::SUCCESS)
}

fn lines(log: Log) {
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
