//! The command line.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use domain::WorkspaceId;
use runtime::calls::{BadLimit, CallLimit};
use web::Policy;

/// LunePay on one machine: the API, the matcher, the sweeper, a table and a queue in one process.
#[derive(Parser, Debug)]
#[command(name = "lunepay", args_conflicts_with_subcommands = true)]
pub struct Flags {
    #[command(flatten)]
    pub serve: Serve,
    /// Leave an empty database empty.
    #[arg(long)]
    pub no_demo: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How one machine serves.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Where to listen; port 0 picks a free one.
    #[arg(long, env = "LUNEPAY_LISTEN", default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Where everything is kept; it survives restarts.
    #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR", conflicts_with = "memory")]
    pub data: PathBuf,
    /// Keep nothing on disk.
    #[arg(long)]
    pub memory: bool,
    /// Serve the dashboard that is built here. Without this flag it is the program's own; `cargo run` builds the
    /// checkout's with npm when it is not built yet, or no longer up to date, but with `--memory` nothing.
    #[arg(long, env = "LUNEPAY_DASHBOARD", value_name = "DIR")]
    pub dashboard: Option<PathBuf>,
    /// Write one line of JSON here when requests are served.
    #[arg(long, value_name = "FILE")]
    pub ready_file: Option<PathBuf>,
    /// Let webhooks be sent to programs on this machine, over plain HTTP and at any port.
    #[arg(long, env = "LUNEPAY_ALLOW_LOOPBACK_ENDPOINTS")]
    pub allow_loopback_endpoints: bool,
    /// The address of a proxy in front, such as nginx: whom it names in `X-Forwarded-For` is who calls. May be given
    /// several times. Without it every caller behind a proxy counts as the proxy, for the limits of guesses and
    /// messages.
    #[arg(long, env = "LUNEPAY_TRUSTED_PROXY", value_delimiter = ',', value_name = "ADDRESS")]
    pub trusted_proxy: Vec<IpAddr>,
    /// Let no stranger sign up: those who have an account stay.
    #[arg(long, env = "LUNEPAY_CLOSE_SIGNUP")]
    pub close_signup: bool,
    /// Take messages over the phones' own URLs only, none over the URL without a key.
    #[arg(long, env = "LUNEPAY_CLOSE_OPEN_WEBHOOK")]
    pub close_open_webhook: bool,
    /// The mail server: its name and port, such as smtp.example.com:587. TLS is a must but to this machine. Without
    /// this setting each mail becomes a file in the folder `mail` of the data directory.
    #[arg(long, env = "LUNEPAY_SMTP", value_name = "HOST:PORT", requires_all = ["mail_from", "page_url"])]
    pub smtp: Option<String>,
    /// The user at the mail server.
    #[arg(long, env = "LUNEPAY_SMTP_USER", value_name = "NAME", requires_all = ["smtp", "smtp_password_file"])]
    pub smtp_user: Option<String>,
    /// The file with that user's password.
    #[arg(long, env = "LUNEPAY_SMTP_PASSWORD_FILE", value_name = "FILE", requires = "smtp_user")]
    pub smtp_password_file: Option<PathBuf>,
    /// Whom mails are from, such as "LunePay <pay@shop.example>".
    #[arg(long, env = "LUNEPAY_MAIL_FROM", value_name = "ADDRESS", requires = "smtp")]
    pub mail_from: Option<String>,
    /// Where people find the dashboard, such as https://pay.shop.example: the links in mails begin with it. Without
    /// this setting, http:// and `listen`.
    #[arg(long, env = "LUNEPAY_PAGE_URL", value_name = "URL")]
    pub page_url: Option<String>,
    /// Calls that one session or API token may make: a minute in the long run, and at once. `0` is no limit.
    #[arg(long, env = "LUNEPAY_TOKEN_CALLS", default_value_t = Calls(Some(CallLimit::TOKEN)), value_name = "CALLS", value_parser = calls)]
    pub token_calls: Calls,
    /// Calls that all tokens together may make in one workspace.
    #[arg(long, env = "LUNEPAY_WORKSPACE_CALLS", default_value_t = Calls(Some(CallLimit::WORKSPACE)), value_name = "CALLS", value_parser = calls)]
    pub workspace_calls: Calls,
}

/// A limit of calls; within, `None` is no limit.
#[derive(Clone, Copy, Debug)]
pub struct Calls(pub Option<CallLimit>);

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(CallLimit { per_minute, burst }) => write!(f, "{per_minute}/{burst}"),
            None => write!(f, "0"),
        }
    }
}

fn calls(text: &str) -> Result<Calls, BadLimit> {
    CallLimit::parse(text).map(Calls)
}

impl Serve {
    /// Where everything is kept; `None`: nowhere.
    pub fn data(&self) -> Option<&Path> {
        (!self.memory).then_some(self.data.as_path())
    }

    /// What these flags decide for everybody.
    pub fn policy(&self) -> Policy {
        Policy {
            signup_open: !self.close_signup,
            public_webhook_open: !self.close_open_webhook,
            loopback_endpoints: self.allow_loopback_endpoints,
            page_idle_s: PAGE_IDLE_S,
            mail: self.smtp.is_some() || !self.memory,
            token_calls: self.token_calls.0,
            workspace_calls: self.workspace_calls.0,
            ..Policy::default()
        }
    }
}

/// On one machine no question of an open page costs anything.
const PAGE_IDLE_S: u32 = 2;

fn workspace(text: &str) -> Result<WorkspaceId, &'static str> {
    WorkspaceId::parse(text).ok_or("it is no id of a workspace: a number from 1")
}

/// Where everything is kept unless said otherwise: the same for what serves and for what looks after it.
const DATA: &str = ".lunepay";

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check the invariants over a database that no program has open; exits 1 on a finding.
    Check {
        /// The directory that `--data` named.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names, while everything is stopped.
        #[arg(long)]
        deployed: bool,
    },
    /// Rewrite, once, what an earlier version wrote in another shape, while nothing else runs. There is no way back but
    /// a backup. `cargo run` does it by itself at its start.
    Upgrade {
        /// The directory that `--data` named.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names: TABLE_NAME, AWS_REGION and credentials.
        #[arg(long)]
        deployed: bool,
    },
    /// Give somebody who forgot theirs a new password, over a database that no program has open. It is printed once,
    /// and their sessions and API tokens end.
    Password {
        /// The user's e-mail address.
        #[arg(long)]
        email: String,
        /// Ends their second factor too: they lost their authenticator app and their recovery codes.
        #[arg(long)]
        end_second_factor: bool,
        /// The directory that `--data` named.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names: TABLE_NAME, AWS_REGION and credentials.
        #[arg(long)]
        deployed: bool,
    },
    /// Write all that a data directory holds into one file, also while a program serves it. It is read back before it
    /// counts as a backup.
    Backup {
        /// The file to make: a ZIP archive. One that is there already is refused.
        file: PathBuf,
        /// The directory that `--data` named.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR")]
        data: PathBuf,
        /// Encrypt it (AES-256) with the key in this file: 32 characters or more, such as `openssl rand -hex 32` makes.
        #[arg(long, env = "LUNEPAY_BACKUP_KEY_FILE", value_name = "FILE")]
        key_file: Option<PathBuf>,
    },
    /// Write all of a workspace into a file for `import` into another installation, also while a program serves it.
    ///
    /// Deactivate the workspace before, so that nothing comes in between. Left behind is what opens nothing elsewhere:
    /// logins and API tokens, the keys and secrets of phones, and webhook endpoints.
    Export {
        /// The file to make: a ZIP archive. One that is there already is refused.
        file: PathBuf,
        /// The workspace's id.
        #[arg(long, value_name = "ID", value_parser = workspace)]
        workspace: WorkspaceId,
        /// The directory that `--data` named.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names: TABLE_NAME, AWS_REGION and credentials.
        #[arg(long)]
        deployed: bool,
    },
    /// Let a workspace stand here that another installation exported, while nothing else runs. Nothing is written
    /// before all of it was read and its books were found in order; no endpoint is told of it.
    Import {
        /// What `export` wrote.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The e-mail address of whoever owns it here: they have signed up.
        #[arg(long, value_name = "EMAIL")]
        owner: String,
        /// The directory that `--data` named.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names: TABLE_NAME, AWS_REGION and credentials.
        #[arg(long)]
        deployed: bool,
    },
    /// Make a data directory out of a backup.
    Restore {
        /// What `backup` wrote.
        file: PathBuf,
        /// The directory to make. One that holds anything is refused.
        #[arg(long, env = "LUNEPAY_DATA", default_value = DATA, value_name = "DIR")]
        data: PathBuf,
        /// The key that the backup was encrypted with.
        #[arg(long, env = "LUNEPAY_BACKUP_KEY_FILE", value_name = "FILE")]
        key_file: Option<PathBuf>,
    },
}
