//! `lunepay serve --check`: every setting with where it comes from, and whether a server would start with them.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use local::{mail, upgrade};
use tokio::net::TcpListener;

use super::DASHBOARD;
use super::settings::{ServeSettings, Source};

/// Tells all of it; fails where the server would not start.
pub async fn run(settings: &ServeSettings, sources: &[Source]) -> Result<ExitCode> {
    for Source { name, value, from } in sources {
        println!("{name:<26} {value:<28} from {from}");
    }
    println!();
    let mut checks = vec![("the address can be listened on", address(settings).await)];
    if let Some(data) = settings.serve.data() {
        checks.push(("the data directory can be written", directory(data)));
        checks.push(("its data can be read by this version", upgrade::must_be_known(data)));
    }
    checks.push(("there is a dashboard", dashboard(settings)));
    if let Some(found) = mail(settings).await.transpose() {
        checks.push(("the mail server can be logged in to", found));
    }
    for (what, found) in &checks {
        match found {
            Ok(()) => println!("ok    {what}"),
            Err(error) => println!("wrong {what}: {error:#}"),
        }
    }
    let is_good = checks.iter().all(|(_, found)| found.is_ok());
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `None`: no mail server is set.
async fn mail(settings: &ServeSettings) -> Result<Option<()>> {
    match mail::mailer(&settings.serve, settings.serve.listen)?.filter(|_| settings.serve.smtp.is_some()) {
        Some(mailer) => Ok(Some(mailer.check().await?)),
        None => Ok(None),
    }
}

async fn address(settings: &ServeSettings) -> Result<()> {
    let listen = settings.serve.listen;
    TcpListener::bind(listen)
        .await
        .map(drop)
        .with_context(|| format!("{listen} is taken, or no address of this machine"))
}

/// Makes nothing: a directory that is missing must be one that can be made.
fn directory(data: &Path) -> Result<()> {
    let there = data.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
    tempfile::tempfile_in(there).map(drop).with_context(|| format!("{} cannot be written", there.display()))
}

fn dashboard(settings: &ServeSettings) -> Result<()> {
    let found = match &settings.serve.dashboard {
        Some(dir) => dir.join("index.html").is_file(),
        None => DASHBOARD.get_file("index.html").is_some(),
    };
    anyhow::ensure!(found, "none is built in: build it with npm before this program, or name one with `dashboard`");
    Ok(())
}
