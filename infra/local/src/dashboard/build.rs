//! Builds the dashboard out of the checkout with npm, on the first run and after its sources changed. It takes a while,
//! so the API serves meanwhile. Nothing here runs when `--dashboard` names a directory: tests need no npm and no
//! network.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result, bail};
use tokio::process::Command;

use super::Dashboard;

/// The dashboard's sources in the checkout that this program was built from.
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dashboard");
/// What the built files are made of.
const INPUTS: [&str; 5] = ["src", "public", "index.html", "package-lock.json", "vite.config.ts"];
/// How much of npm's output is shown when it fails.
const LINES_SHOWN: usize = 20;

/// Where the checkout's built files are, or will be.
pub fn built() -> PathBuf {
    Path::new(SOURCES).join("dist")
}

/// Builds what is missing or older than its sources. Tells the terminal what it does and how it ended; never fails the
/// program, whose API needs no dashboard.
pub async fn build_if_needed(dashboard: Dashboard, page: String) {
    let sources = Path::new(SOURCES);
    if !sources.join("package.json").is_file() || !is_stale(sources) {
        return;
    }
    if run(sources, &["--version"]).await.is_err() {
        println!("Dashboard: npm is missing, so {page} only says how to build it. The API works.");
        return;
    }
    dashboard.set_building(true);
    let started = Instant::now();
    match build(sources).await {
        Ok(()) => println!("Dashboard: ready on {page} after {} s.", started.elapsed().as_secs()),
        Err(error) => eprintln!("Dashboard: it could not be built; the API works without it. {error:#}"),
    }
    dashboard.set_building(false);
}

async fn build(sources: &Path) -> Result<()> {
    if needs_packages(sources) {
        println!("Dashboard: 1/2 npm ci (its packages, once) …");
        run(sources, &["ci", "--no-audit", "--no-fund"]).await?;
    }
    println!("Dashboard: 2/2 npm run build …");
    // Beside the files that are served, so that nobody meets a half-built page.
    let fresh = format!("dist.{}", std::process::id());
    run(sources, &["run", "build", "--", "--outDir", &fresh]).await?;
    let built = built();
    if built.exists() {
        tokio::fs::remove_dir_all(&built).await.context("the old files cannot be removed")?;
    }
    tokio::fs::rename(sources.join(fresh), built).await.context("the new files cannot be put in place")
}

async fn run(sources: &Path, arguments: &[&str]) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(arguments).current_dir(sources).stdin(Stdio::null()).kill_on_drop(true);
    let output = npm.output().await.context("npm cannot be started")?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    let last = lines.get(lines.len().saturating_sub(LINES_SHOWN)..).unwrap_or_default().join("\n");
    bail!("`npm {}` failed:\n{last}", arguments.join(" "))
}

fn is_stale(sources: &Path) -> bool {
    let newest = INPUTS.iter().filter_map(|input| newest(&sources.join(input))).max();
    modified(&built().join("index.html")).is_none_or(|built| newest.is_some_and(|newest| newest > built))
}

fn needs_packages(sources: &Path) -> bool {
    let installed = modified(&sources.join("node_modules/.package-lock.json"));
    installed.is_none_or(|at| modified(&sources.join("package-lock.json")).is_some_and(|locked| locked > at))
}

fn modified(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|about: Metadata| about.modified()).ok()
}

/// When anything in a folder, or a file, was last changed.
fn newest(path: &Path) -> Option<SystemTime> {
    let Ok(entries) = std::fs::read_dir(path) else { return modified(path) };
    entries.flatten().filter_map(|entry| newest(&entry.path())).chain(modified(path)).max()
}
