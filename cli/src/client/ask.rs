//! What a person types. Where the standard input is no terminal, its lines are the answers.

use std::io::{ErrorKind, IsTerminal, Write, stdin};

use super::failure::Failure;
use super::lang::Lang;

/// Asks for a line.
pub async fn line(lang: Lang, prompt: String) -> Result<String, Failure> {
    asked(lang, prompt, shown).await
}

/// Asks for what nobody is to see.
pub async fn secret(lang: Lang, prompt: String) -> Result<String, Failure> {
    asked(lang, prompt, unseen).await
}

/// Reads beside the program's own thread, so that Ctrl-C is heard meanwhile.
async fn asked(lang: Lang, prompt: String, read: fn(&str) -> std::io::Result<String>) -> Result<String, Failure> {
    let what = prompt.clone();
    let read = tokio::task::spawn_blocking(move || read(&prompt)).await;
    let answer = match read {
        Ok(Ok(answer)) => answer.trim_end_matches(['\r', '\n']).to_owned(),
        Ok(Err(error)) if error.kind() == ErrorKind::Interrupted => return Err(Failure::Interrupted),
        Ok(Err(error)) => return Err(Failure::Usage(lang.cannot_read(error))),
        Err(error) => return Err(Failure::Failed(lang.cannot_read(error))),
    };
    if answer.is_empty() { Err(Failure::Usage(lang.nothing_typed(what.trim_end()))) } else { Ok(answer) }
}

fn shown(prompt: &str) -> std::io::Result<String> {
    if stdin().is_terminal() {
        write!(std::io::stderr(), "{prompt}")?;
    }
    next_line()
}

fn unseen(prompt: &str) -> std::io::Result<String> {
    if stdin().is_terminal() { rpassword::prompt_password(prompt) } else { next_line() }
}

fn next_line() -> std::io::Result<String> {
    let mut line = String::new();
    stdin().read_line(&mut line)?;
    Ok(line)
}
