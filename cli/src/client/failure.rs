//! What went wrong, in words for a person, and how the program ends for it.

use std::process::ExitCode;

use serde::Deserialize;

use super::lang::Lang;
use super::print::clean;

/// How the program ends; docs/cli.md has the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Exit {
    Failed = 1,
    Usage = 2,
    NotLoggedIn = 3,
    NoServer = 4,
    /// As shells tell of a program that Ctrl-C ended: 128 and the signal's number.
    Interrupted = 130,
}

/// Why a command did not do what was asked. Texts are in the language of the command already.
#[derive(Debug)]
pub enum Failure {
    /// What was asked cannot be done.
    Failed(String),
    /// It is about a live workspace, and nobody said that it may be.
    Live(String),
    /// It was asked wrongly.
    Usage(String),
    /// There is no login, or the server does not take it.
    NotLoggedIn(String),
    /// Nothing answered, or nothing that is LunePay's.
    NoServer(String),
    /// The server refused, and said why.
    Problem(Box<Problem>),
    Interrupted,
}

/// A refusal as the server tells it (RFC 9457).
#[derive(Deserialize, Debug)]
pub struct Problem {
    pub code: String,
    #[serde(default)]
    pub status: u16,
    #[serde(default)]
    pub detail: String,
    #[serde(default)]
    pub request_id: String,
    #[serde(default)]
    pub errors: Vec<FieldError>,
    /// The scope that a token lacks.
    #[serde(default)]
    pub scope: Option<String>,
}

/// A field that the server refused.
#[derive(Deserialize, Debug)]
pub struct FieldError {
    pub field: String,
    #[serde(default)]
    pub detail: String,
}

impl Failure {
    pub fn exit_code(&self) -> ExitCode {
        let exit = match self {
            Self::Failed(_) | Self::Live(_) => Exit::Failed,
            Self::Usage(_) => Exit::Usage,
            Self::NotLoggedIn(_) => Exit::NotLoggedIn,
            Self::NoServer(_) => Exit::NoServer,
            Self::Interrupted => Exit::Interrupted,
            Self::Problem(problem) if problem.status == 401 => Exit::NotLoggedIn,
            Self::Problem(problem) if problem.status >= 500 => Exit::NoServer,
            Self::Problem(_) => Exit::Failed,
        };
        ExitCode::from(exit as u8)
    }

    /// Whether the server refused with this code.
    pub fn is(&self, code: &str) -> bool {
        matches!(self, Self::Problem(problem) if problem.code == code)
    }

    /// Whether the same call may be well in a while: nothing answered, the server failed, or there were too many calls.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::NoServer(_) => true,
            Self::Problem(problem) => problem.status == 429 || problem.status >= 500,
            Self::Failed(_) | Self::Live(_) | Self::Usage(_) | Self::NotLoggedIn(_) | Self::Interrupted => false,
        }
    }

    /// Whether the server does not take the login.
    pub fn is_about_login(&self) -> bool {
        matches!(self, Self::NotLoggedIn(_)) || matches!(self, Self::Problem(problem) if problem.status == 401)
    }

    /// In words for a person, one or several lines.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::Failed(text)
            | Self::Live(text)
            | Self::Usage(text)
            | Self::NotLoggedIn(text)
            | Self::NoServer(text) => text.clone(),
            Self::Interrupted => lang.interrupted(),
            Self::Problem(problem) => problem.told(lang),
        }
    }
}

impl Problem {
    /// What to do in the person's language, then the server's own words, which are Korean.
    fn told(&self, lang: Lang) -> String {
        let mut lines = Vec::new();
        match self.status {
            401 if self.code == "login_failed" => lines.extend((lang == Lang::English).then(|| lang.login_failed())),
            401 if self.code.starts_with("second_factor") => lines.push(lang.second_factor_failed()),
            401 => lines.push(lang.token_refused()),
            403 if self.code == "scope_insufficient" => {
                lines.push(lang.scope_missing(self.scope.as_deref().unwrap_or("?")));
            }
            403 if self.code == "live_workspace" => lines.push(lang.live_takes_no_test()),
            400 if self.code == "signup_closed" => lines.push(lang.signup_closed()),
            403 => lines.push(lang.forbidden()),
            404 if self.code == "workspace_not_found" => lines.push(lang.workspace_unknown()),
            400 if self.code == "test_phone_missing" => lines.push(lang.test_needs_init()),
            404 if self.code == "bank_account_not_found" => lines.push(lang.test_needs_init()),
            409 if self.code == "scenario_exists" => lines.push(lang.scenario_exists()),
            429 => lines.push(lang.too_many_calls()),
            500.. => lines.push(lang.server_failed(self.status)),
            _ => {}
        }
        if !self.detail.is_empty() {
            lines.push(lang.server_says(&self.detail));
        }
        lines.extend(self.errors.iter().map(|error| format!("  {}: {}", clean(&error.field), clean(&error.detail))));
        lines.push(format!("({} {}, {} {})", self.status, clean(&self.code), lang.request(), clean(&self.request_id)));
        lines.join("\n")
    }
}
