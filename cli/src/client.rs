//! The client: commands of a person at a terminal, over the public API alone.

mod api;
pub mod args;
mod ask;
mod doctor;
mod environment;
mod failure;
mod forward;
pub mod help;
mod http;
mod init;
pub mod lang;
mod listen;
mod lists;
mod login;
#[cfg(feature = "server")]
mod month;
mod print;
mod profile;
mod progress;
mod replay;
mod scenario;
mod session;
mod simulate;
mod text;
mod workspace;

use std::process::ExitCode;

use args::Command;
use failure::Failure;
use lang::Lang;

/// Does what was asked, and says in plain words what went wrong.
pub fn run(command: Command, lang: Lang) -> ExitCode {
    let done = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let done = runtime.block_on(until_interrupted(command, lang));
            // A prompt that nobody answers any more is not waited for.
            runtime.shutdown_background();
            done
        }
        Err(error) => Err(Failure::Failed(error.to_string())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if matches!(failure, Failure::Interrupted) {
                print::note(&lang.interrupted());
            } else {
                print::problem(lang, &failure.told(lang));
            }
            failure.exit_code()
        }
    }
}

/// Ctrl-C ends a command at once: each change is one call, and a call that was sent is done or not. Only `listen` has
/// something to finish.
async fn until_interrupted(command: Command, lang: Lang) -> Result<(), Failure> {
    if matches!(command, Command::Listen(_)) {
        return dispatch(command, lang).await;
    }
    tokio::select! {
        // In this order: whoever reads a first line may interrupt from then on.
        biased;
        _ = tokio::signal::ctrl_c() => Err(Failure::Interrupted),
        done = dispatch(command, lang) => done,
    }
}

async fn dispatch(command: Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Login(args) => login::login(&args, lang).await,
        Command::Logout(args) => login::logout(&args, lang).await,
        Command::Init(args) => init::run(&args, lang).await,
        Command::Orders(args) => lists::orders(&args, lang).await,
        Command::Deposits(args) => lists::deposits(&args, lang).await,
        Command::Proposals(args) => lists::proposals(&args, lang).await,
        Command::Audit(args) => lists::audit(&args, lang).await,
        Command::Simulate(args) => simulate::run(&args, lang).await,
        Command::Scenario(asked) => scenario::run(&asked, lang).await,
        Command::Listen(args) => listen::run(&args, lang).await,
        Command::Replay(args) => replay::run(&args, lang).await,
        Command::Doctor(args) => doctor::run(&args, lang).await,
        Command::Completions(args) => {
            print::completions(args.shell, lang);
            Ok(())
        }
    }
}
