//! The settings of `lunepay serve`: a flag comes before its variable of the environment, that before the file, and the
//! file before the default.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::exit;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use toml::{Table, Value};

use crate::args;
use crate::client::lang::Lang;

/// Where the settings stand unless another file is named.
const FILE: &str = "/etc/lunepay/lunepay.toml";
/// What a file cannot set.
const NOT_OF_A_FILE: [&str; 3] = ["config", "check", "help"];

/// How a server serves.
#[derive(Args, Clone, Debug)]
pub struct ServeSettings {
    #[command(flatten)]
    pub serve: local::flags::Serve,
    /// The file with the settings; without this flag /etc/lunepay/lunepay.toml, where there is one.
    #[arg(long, env = "LUNEPAY_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Tell every setting, where it comes from, and whether the server would start; start nothing.
    #[arg(long)]
    pub check: bool,
    /// Fill an empty database with a demonstration, and print its password and token.
    #[arg(long, env = "LUNEPAY_DEMO")]
    pub demo: bool,
    /// What log lines look like.
    #[arg(long, env = "LUNEPAY_LOG", value_enum, default_value = "text", value_name = "FORM")]
    pub log: Log,
}

/// What log lines look like.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Log {
    /// For a terminal, warnings and errors, to the standard error output.
    Text,
    /// One JSON object a line, to the standard output.
    Json,
}

/// Where a setting comes from.
#[derive(Debug)]
pub struct Source {
    pub name: String,
    pub value: String,
    pub from: String,
}

/// The settings of what serves, with those of the file, and where each comes from. Ends the program where the file makes
/// no sense. `said`: what was said without the file.
pub fn with_file(said: ServeSettings, given: &[OsString], matches: &ArgMatches) -> (ServeSettings, Vec<Source>) {
    let Some(serve) = matches.subcommand_matches("serve") else { return (said, Vec::new()) };
    let Some((file, settings)) = read_file(serve) else { return (said, sources(serve, None)) };
    let added = arguments(&settings, serve).unwrap_or_else(|wrong| refuse(&file, &wrong));
    let whole = given.iter().cloned().chain(added.into_iter().map(Into::into));
    let merged = args::command(Lang::English).try_get_matches_from(whole).unwrap_or_else(|error| {
        // The command line was good by itself.
        eprintln!("{}:", file.display());
        error.exit()
    });
    let Some(merged) = merged.subcommand_matches("serve") else { return (said, Vec::new()) };
    let whole = ServeSettings::from_arg_matches(merged).unwrap_or_else(|error| error.exit());
    (whole, sources(merged, Some((&file, &settings, serve))))
}

fn refuse(file: &Path, wrong: &str) -> ! {
    eprintln!("error: {}: {wrong}", file.display());
    exit(2)
}

/// The file of the settings, and what it says; `None`: there is none, and none was asked for.
fn read_file(serve: &ArgMatches) -> Option<(PathBuf, Table)> {
    let named = serve.get_one::<PathBuf>("config");
    let path = named.cloned().unwrap_or_else(|| FILE.into());
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => refuse(&path, &format!("cannot be read: {error}")),
    };
    match text.parse::<Table>() {
        Ok(settings) => Some((path, settings)),
        Err(error) => refuse(&path, &format!("is no TOML: {error}")),
    }
}

/// All settings that a file may hold.
fn known_settings() -> Vec<Arg> {
    let command = args::command(Lang::English);
    let serve = command.find_subcommand("serve").map(Command::get_arguments);
    serve.into_iter().flatten().filter(|arg| !NOT_OF_A_FILE.contains(&arg.get_id().as_str())).cloned().collect()
}

/// Whether somebody said more than the file does.
fn is_said(serve: &ArgMatches, arg: &Arg) -> bool {
    matches!(serve.value_source(arg.get_id().as_str()), Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}

/// What a file says, as flags: of what neither the command line nor the environment says.
fn arguments(settings: &Table, serve: &ArgMatches) -> Result<Vec<String>, String> {
    let known = known_settings();
    let mut added = Vec::new();
    for (name, value) in settings {
        let Some(arg) = known.iter().find(|arg| arg.get_long() == Some(name.as_str())) else {
            let names: Vec<_> = known.iter().filter_map(Arg::get_long).collect();
            return Err(format!("`{name}` is no setting. There are: {}", names.join(", ")));
        };
        if is_said(serve, arg) {
            continue;
        }
        match (arg.get_action(), value) {
            (ArgAction::SetTrue, Value::Boolean(true)) => added.push(format!("--{name}")),
            (ArgAction::SetTrue, Value::Boolean(false)) => {}
            (ArgAction::SetTrue, _) => return Err(format!("`{name}` is true or false")),
            (_, Value::String(text)) => added.push(format!("--{name}={text}")),
            (ArgAction::Append, Value::Array(list)) => {
                for one in list {
                    let text = one.as_str().ok_or_else(|| format!("`{name}` is a list of texts"))?;
                    added.push(format!("--{name}={text}"));
                }
            }
            (_, _) => return Err(format!("`{name}` is a text in quotes")),
        }
    }
    Ok(added)
}

/// Every setting, and where it comes from. `file`: the settings of a file, and what was said without it.
fn sources(serve: &ArgMatches, file: Option<(&Path, &Table, &ArgMatches)>) -> Vec<Source> {
    let source = |arg: Arg| {
        let id = arg.get_id().as_str();
        let name = arg.get_long().unwrap_or(id).to_owned();
        let raw = serve.get_raw(id).into_iter().flatten();
        let value: Vec<_> = raw.map(|value| value.to_string_lossy().into_owned()).collect();
        let said = file.map_or(serve, |(_, _, alone)| alone).value_source(id);
        let from = match (said, file) {
            (Some(ValueSource::CommandLine), _) => "the command line".to_owned(),
            (Some(ValueSource::EnvVariable), _) => {
                arg.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            (_, Some((path, settings, _))) if settings.contains_key(&name) => path.display().to_string(),
            (_, _) => "the default".to_owned(),
        };
        Source { name, value: value.join(", "), from }
    };
    known_settings().into_iter().map(source).collect()
}
