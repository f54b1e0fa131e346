//! `lunepay`: the server for a machine of one's own, and the client for whoever builds on one.

mod args;
mod client;
#[cfg(feature = "server")]
mod server;

use std::process::ExitCode;

use args::Job;
use client::lang::Lang;

fn main() -> ExitCode {
    let given: Vec<_> = std::env::args_os().collect();
    let lang = Lang::chosen(&given);
    let matches = args::command(lang).get_matches_from(&given);
    match args::job(&matches) {
        Job::Client(command) => client::run(*command, lang),
        #[cfg(feature = "server")]
        Job::Serve(said) => server::serve(*said, &given, &matches),
        #[cfg(feature = "server")]
        Job::Look(command) => server::look(&command),
    }
}
