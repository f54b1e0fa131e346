//! What the programs of one machine do: serve, and look after what they keep.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use auditor::Finding;
use domain::{Timestamp, WorkspaceId};
use runtime::config;
use rustix::fs::Mode;
use store::Store;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use web::Policy;

use crate::dashboard::{Dashboard, build};
use crate::demo::{self, Demo};
use crate::flags::{Command, Serve};
use crate::product::{Product, engines};
use crate::{backup, forgotten, mail, moving, secret, serve, upgrade};

/// What is written from here on is its owner's alone: folders 0700, files 0600.
pub fn keep_others_out() {
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// The stack of each thread, in bytes: an unoptimised build's deepest call comes near the two megabytes of a default.
const STACK: usize = 8 << 20;

/// Runs a program to its end on threads of its own.
pub fn on_threads<T>(program: impl Future<Output = T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build();
    Ok(runtime.context("the program's threads cannot be started")?.block_on(program))
}

/// Does what a command says.
pub async fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Check { deployed: true, .. } => {
            let store = config::store()?;
            let (client, table) = store.raw();
            Ok(told(&auditor::audit(&auditor::read_all(client, table).await?, (config::clock())(), None)))
        }
        Command::Check { data, deployed: false } => Ok(told(&open_kept(data).await?.audit().await?)),
        Command::Upgrade { deployed: true, .. } => {
            upgrade::all(&config::store()?, (config::clock())()).await.map(|()| ExitCode::SUCCESS)
        }
        Command::Upgrade { data, deployed: false } => open_kept(data).await.map(|_| ExitCode::SUCCESS),
        Command::Password { email, end_second_factor, deployed: true, .. } => {
            password(&config::store()?, email, *end_second_factor, (config::clock())()).await
        }
        Command::Password { email, end_second_factor, data, deployed: false } => {
            let app = open_kept(data).await?.app;
            password(app.store(), email, *end_second_factor, app.now()).await
        }
        Command::Backup { file, data, key_file } => {
            let key = backup::key(key_file.as_deref())?;
            let bytes = backup::write(data, file, key.as_deref())?;
            println!("{} holds all of {} ({bytes} bytes), and was read back", file.display(), data.display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Export { file, workspace, deployed: true, .. } => export(&config::store()?, *workspace, file).await,
        Command::Export { file, workspace, data, deployed: false } => export_kept(data, *workspace, file).await,
        Command::Import { files, owner, deployed: true, .. } => import(&config::store()?, files, owner).await,
        Command::Import { files, owner, data, deployed: false } => {
            import(open_kept(data).await?.app.store(), files, owner).await
        }
        Command::Restore { file, data, key_file } => {
            let key = backup::key(key_file.as_deref())?;
            backup::restore(file, data, key.as_deref())?;
            println!("{} is restored; what the invariants say of it:", data.display());
            Ok(told(&open_kept(data).await?.audit().await?))
        }
    }
}

/// How a program serves, beside its flags.
pub struct Manner {
    /// Whether an empty database gets a demonstration.
    pub demo: bool,
    /// Whether whoever started it reads what to do next; a service has a log only.
    pub greets: bool,
    /// Its own dashboard, built; `None`: it is built out of the checkout.
    pub dashboard: Option<PathBuf>,
}

/// Serves until it is asked to stop.
pub async fn serve(flags: &Serve, manner: &Manner) -> Result<()> {
    let data = flags.data();
    let product = open(data, flags.policy()).await?;
    let demo = if manner.demo { demo::prepare(&product, secret::kept(data, "demo-password")?).await? } else { None };
    let listener = TcpListener::bind(flags.listen)
        .await
        .with_context(|| format!("cannot listen on {}: choose another address with --listen", flags.listen))?;
    let address = listener.local_addr()?;
    let product = mail::mailer(flags, address)?.into_iter().fold(product, Product::with_mailer);
    if manner.greets {
        welcome(address, demo.as_ref(), flags, product.app.now());
    }
    let stop = CancellationToken::new();
    // Before anybody is told that it serves: from then on it is asked to stop, and not ended.
    let asked = asked_to_stop().context("the signals to stop cannot be heard")?;
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked.await;
            stop.cancel();
        }
    });
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "serving");
    if let Some(file) = &flags.ready_file {
        serve::write_ready_file(file, address, demo.as_ref())?;
    }
    let own = flags.dashboard.as_ref().or(manner.dashboard.as_ref());
    let dashboard = Dashboard::at(&own.map_or_else(build::built, Clone::clone));
    if own.is_none() && !flags.memory {
        tokio::spawn(build::build_if_needed(dashboard.clone(), format!("http://{address}/")));
    }
    serve::serve(&product, dashboard, (listener, &flags.trusted_proxy), stop).await
}

async fn open(data: Option<&Path>, policy: Policy) -> Result<Product> {
    if let Some(data) = data.filter(|data| data.join(backup::TABLE).is_file()) {
        upgrade::must_be_known(data)?;
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
fn make_private(data: &Path) -> std::io::Result<()> {
    std::fs::set_permissions(data, Permissions::from_mode(0o700))?;
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::set_permissions(entry.path(), Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

/// What ends when the program is asked to stop; it listens at once.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

fn welcome(address: std::net::SocketAddr, demo: Option<&Demo>, flags: &Serve, now: Timestamp) {
    println!("LunePay: dashboard http://{address}/   API {}", serve::base_url(address));
    if let (None, Some(data)) = (&flags.smtp, flags.data()) {
        println!("No mail server is set: each mail becomes a file in {}/.", data.join(mail::FOLDER).display());
    }
    match flags.data() {
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
async fn open_kept(data: &Path) -> Result<Product> {
    anyhow::ensure!(data.join(backup::TABLE).is_file(), "{} holds no database", data.display());
    open(Some(data), Policy::default()).await
}

async fn export(store: &Store, workspace: WorkspaceId, file: &Path) -> Result<ExitCode> {
    let records = moving::export(store, workspace, file, (config::clock())()).await?;
    println!("{} holds workspace {workspace}, {records} records", file.display());
    Ok(ExitCode::SUCCESS)
}

/// Out of a copy: a program may serve the data.
async fn export_kept(data: &Path, workspace: WorkspaceId, file: &Path) -> Result<ExitCode> {
    anyhow::ensure!(data.join(backup::TABLE).is_file(), "{} holds no database", data.display());
    upgrade::must_be_this(data)?;
    let copy = backup::beside(file, "table");
    std::fs::create_dir(&copy).with_context(|| format!("cannot make {}", copy.display()))?;
    let exported = match backup::snapshot(&data.join(backup::TABLE), &copy.join(backup::TABLE)) {
        Ok(()) => match engines(Some(&copy), &config::clock()) {
            Ok(engines) => {
                let (table, queues) = (engines.table.http_client(), engines.queues_http());
                export(&engines.store(table, queues), workspace, file).await
            }
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    let _ = std::fs::remove_dir_all(&copy);
    exported
}

async fn import(store: &Store, files: &[PathBuf], owner: &str) -> Result<ExitCode> {
    println!("{}", moving::import(store, files, owner, (config::clock())()).await?);
    Ok(ExitCode::SUCCESS)
}

async fn password(store: &Store, email: &str, end_second_factor: bool, now: Timestamp) -> Result<ExitCode> {
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
