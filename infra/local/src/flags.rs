//! The command line.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// LunePay on one machine: the API, the matcher, the sweeper, a table and a queue in one process.
#[derive(Parser, Debug)]
#[command(name = "lunepay", args_conflicts_with_subcommands = true)]
pub struct Flags {
    /// Where to listen; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Where everything is kept; it survives restarts.
    #[arg(long, default_value = ".lunepay", value_name = "DIR", conflicts_with = "memory")]
    pub data: PathBuf,
    /// Keep nothing on disk.
    #[arg(long)]
    pub memory: bool,
    /// Leave an empty database empty.
    #[arg(long)]
    pub no_demo: bool,
    /// Serve the dashboard that is built here. Without this flag it is the checkout's own, built by npm when it is not
    /// yet, or no longer up to date; with `--memory` nothing is built.
    #[arg(long, value_name = "DIR")]
    pub dashboard: Option<PathBuf>,
    /// Write one line of JSON here when requests are served.
    #[arg(long, value_name = "FILE")]
    pub ready_file: Option<PathBuf>,
    /// Let webhooks be sent to programs on this machine, over plain HTTP and at any port.
    #[arg(long)]
    pub allow_loopback_endpoints: bool,
    /// The address of a proxy in front, such as nginx: whom it names in `X-Forwarded-For` is who calls. May be given
    /// several times. Without it every caller behind a proxy counts as the proxy, for the limits of guesses and
    /// messages.
    #[arg(long, value_name = "ADDRESS")]
    pub trusted_proxy: Vec<IpAddr>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check the invariants over a database that no program has open; exits 1 on a finding.
    Audit {
        /// The directory that `--data` named.
        #[arg(long, default_value = ".lunepay", value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names, while everything is stopped.
        #[arg(long)]
        deployed: bool,
    },
    /// Rewrite, once, what an earlier version wrote in another shape, while nothing else runs. There is no way back but
    /// a backup. `cargo run` does it by itself at its start.
    Upgrade {
        /// The directory that `--data` named.
        #[arg(long, default_value = ".lunepay", value_name = "DIR", conflicts_with = "deployed")]
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
        #[arg(long, default_value = ".lunepay", value_name = "DIR", conflicts_with = "deployed")]
        data: PathBuf,
        /// The table on AWS that the environment names: TABLE_NAME, AWS_REGION and credentials.
        #[arg(long)]
        deployed: bool,
    },
}
