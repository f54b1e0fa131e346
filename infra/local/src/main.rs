//! `cargo run`: the whole product on one machine.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::process::ExitCode;

use anyhow::{Context, Result};
use auditor::Finding;
use clap::Parser;
use domain::Timestamp;
use local::dashboard::{Dashboard, build};
use local::demo::{self, Demo};
use local::flags::{Command, Flags};
use local::product::{Product, engines};
use local::{forgotten, secret, serve, upgrade};
use runtime::config;
use rustix::fs::Mode;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use web::Policy;

#[tokio::main]
async fn main() -> Result<ExitCode> {
    // What is written here is its owner's alone: folders 0700, files 0600.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let flags = Flags::parse();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines.with_filter(runtime::log::filter("warn"))).init();
    match &flags.command {
        Some(Command::Audit { deployed: true, .. }) => {
            let store = config::store()?;
            let (client, table) = store.raw();
            Ok(told(&auditor::audit(&auditor::read_all(client, table).await?, (config::clock())(), None)))
        }
        Some(Command::Audit { data, deployed: false }) => Ok(told(&open_kept(data).await?.audit().await?)),
        Some(Command::Upgrade { deployed: true, .. }) => {
            upgrade::all(&config::store()?, (config::clock())()).await.map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Upgrade { data, deployed: false }) => open_kept(data).await.map(|_| ExitCode::SUCCESS),
        Some(Command::Password { email, end_second_factor, deployed: true, .. }) => {
            password(&config::store()?, email, *end_second_factor, (config::clock())()).await
        }
        Some(Command::Password { email, end_second_factor, data, deployed: false }) => {
            let app = open_kept(data).await?.app;
            password(app.store(), email, *end_second_factor, app.now()).await
        }
        None => run(&flags).await.map(|()| ExitCode::SUCCESS),
    }
}

async fn open(data: Option<&std::path::Path>, policy: Policy) -> Result<Product> {
    if let Some(data) = data.filter(|data| data.join("table.sqlite").is_file()) {
        make_private(data).with_context(|| format!("cannot keep others out of {}", data.display()))?;
    }
    let clock = config::clock();
    let keys = secret::keys(data)?;
    let product = Product::plain(engines(data, &clock)?, keys, policy, clock).await?;
    if let Some(data) = data {
        upgrade::once(product.app.store(), data, product.app.now()).await?;
    }
    Ok(product)
}

/// What a version before wrote may be open to others.
fn make_private(data: &std::path::Path) -> std::io::Result<()> {
    std::fs::set_permissions(data, Permissions::from_mode(0o700))?;
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::set_permissions(entry.path(), Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

async fn run(flags: &Flags) -> Result<()> {
    let data = (!flags.memory).then_some(flags.data.as_path());
    let policy = Policy { loopback_endpoints: flags.allow_loopback_endpoints, ..Policy::default() };
    let product = open(data, policy).await?;
    let demo = if flags.no_demo { None } else { demo::prepare(&product, secret::kept(data, "demo-password")?).await? };
    let listener = TcpListener::bind(flags.listen)
        .await
        .with_context(|| format!("cannot listen on {}: choose another address with --listen", flags.listen))?;
    let address = listener.local_addr()?;
    welcome(address, demo.as_ref(), data, product.app.now());
    if let Some(file) = &flags.ready_file {
        serve::write_ready_file(file, address, demo.as_ref())?;
    }
    let stop = CancellationToken::new();
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked_to_stop().await;
            stop.cancel();
        }
    });
    let dashboard = Dashboard::at(&flags.dashboard.clone().unwrap_or_else(build::built));
    if flags.dashboard.is_none() && !flags.memory {
        tokio::spawn(build::build_if_needed(dashboard.clone(), format!("http://{address}/")));
    }
    serve::serve(&product, dashboard, (listener, &flags.trusted_proxy), stop).await
}

async fn asked_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => terminate.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate => {}
    }
}

fn welcome(address: std::net::SocketAddr, demo: Option<&Demo>, data: Option<&std::path::Path>, now: Timestamp) {
    println!("LunePay: dashboard http://{address}/   API {}", serve::base_url(address));
    match data {
        Some(dir) => println!("Everything is kept in {}/ and survives restarts. Ctrl-C ends.", dir.display()),
        None => println!("Nothing is kept on disk. Ctrl-C ends."),
    }
    if let Some(demo) = demo {
        println!(
            "\nLog in on the dashboard as {} with the password {}   (workspace {}, account 110-123-000000, KB)",
            demo.email, demo.password, demo.workspace_id
        );
        println!("Token: {}\n", demo.token);
        println!("Paste these three: an order is placed, the bank's message comes, the order is MATCHED.\n");
        println!("{}", demo.curls(&serve::base_url(address), now));
    }
}

/// The product over a database that must be there.
async fn open_kept(data: &std::path::Path) -> Result<Product> {
    anyhow::ensure!(data.join("table.sqlite").is_file(), "{} holds no database", data.display());
    open(Some(data), Policy::default()).await
}

async fn password(store: &store::Store, email: &str, end_second_factor: bool, now: Timestamp) -> Result<ExitCode> {
    let password = forgotten::set_anew(store, email, end_second_factor, now).await?;
    println!("{email} logs in with this password from now on, and should change it: {password}");
    Ok(ExitCode::SUCCESS)
}

fn told(findings: &[Finding]) -> ExitCode {
    for finding in findings {
        println!("{finding}");
    }
    println!("{} findings", findings.len());
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
