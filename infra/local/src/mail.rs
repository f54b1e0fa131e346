//! How one machine sends mail: over a server, or into files beside the data.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use mail::Mailer;
use runtime::MailSettings;

use crate::flags::Serve;

/// The folder of a data directory that mails are written into.
pub const FOLDER: &str = "mail";

/// What sends mail, as these flags say, of a program that listens there; `None`: nothing does, since nothing is kept on
/// disk either.
pub fn mailer(flags: &Serve, address: SocketAddr) -> Result<Option<Mailer>> {
    let page_url = flags.page_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let Some(server) = flags.smtp.clone() else {
        let folder = flags.data().map(|data| data.join(FOLDER));
        return Ok(folder.map(|folder| Mailer::into_files(folder, &page_url)).transpose()?);
    };
    let login = match (&flags.smtp_user, &flags.smtp_password_file) {
        (Some(user), Some(file)) => {
            let password = std::fs::read_to_string(file);
            let password = password.with_context(|| format!("cannot read the mail password in {}", file.display()))?;
            Some((user.clone(), password.trim_end_matches(['\r', '\n']).to_owned()))
        }
        _ => None,
    };
    let from = flags.mail_from.clone().unwrap_or_default();
    Ok(Some(Mailer::over_smtp(&MailSettings { server, login, from, page_url })?))
}
