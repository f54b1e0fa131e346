//! The settings of a mail server, read and refused.

use std::net::IpAddr;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use runtime::MailSettings;

/// Where mail is handed in (RFC 6409).
const SUBMISSION: u16 = 587;
/// Where TLS begins with the first byte (RFC 8314).
const SUBMISSIONS: u16 = 465;

/// Settings that no mail can be sent with.
#[derive(Debug, thiserror::Error)]
pub enum BadMailSettings {
    #[error("`{0}` is no mail server: write its name and port, such as smtp.example.com:587")]
    Server(String),
    #[error("`{0}` is no sender of mail: write a name and an address, such as LunePay <pay@shop.example>")]
    From(String),
    #[error("`{0}` is no address of the dashboard: write it as a browser shows it, such as https://pay.shop.example")]
    PageUrl(String),
    #[error("TLS to `{0}` cannot be set up")]
    Tls(String),
}

/// How a server is talked to.
#[derive(PartialEq, Eq, Debug)]
enum Encryption {
    /// On this machine: nobody listens in between.
    None,
    FirstByte,
    StartTls,
}

pub fn mailbox(text: &str) -> Result<Mailbox, BadMailSettings> {
    text.parse().map_err(|_| BadMailSettings::From(text.to_owned()))
}

/// Without what would double the `/` in a link.
pub fn page_url(text: &str) -> Result<String, BadMailSettings> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_host = |host: &str| {
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    };
    match host.is_some_and(is_host) {
        true => Ok(url.to_owned()),
        false => Err(BadMailSettings::PageUrl(text.to_owned())),
    }
}

pub fn transport(
    settings: &MailSettings,
    from: &Mailbox,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, BadMailSettings> {
    let (host, port) = host_and_port(&settings.server)?;
    let parameters = || TlsParameters::new(host.clone()).map_err(|_| BadMailSettings::Tls(host.clone()));
    let tls = match encryption(&host, port) {
        Encryption::None => Tls::None,
        Encryption::FirstByte => Tls::Wrapper(parameters()?),
        Encryption::StartTls => Tls::Required(parameters()?),
    };
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host.clone()).port(port).tls(tls);
    let builder = builder.hello_name(ClientId::Domain(from.email.domain().to_owned()));
    let login = settings.login.clone().map(|(user, password)| Credentials::new(user, password));
    Ok(match login {
        Some(login) => builder.credentials(login),
        None => builder,
    }
    .build())
}

fn host_and_port(server: &str) -> Result<(String, u16), BadMailSettings> {
    let bad = || BadMailSettings::Server(server.to_owned());
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') => (host, port.parse().map_err(|_| bad())?),
        Some(_) | None => (server, SUBMISSION),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    if is_host && port > 0 { Ok((host.to_owned(), port)) } else { Err(bad()) }
}

fn encryption(host: &str, port: u16) -> Encryption {
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match port {
        _ if is_here => Encryption::None,
        SUBMISSIONS => Encryption::FirstByte,
        _ => Encryption::StartTls,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_leaves_this_machine_encrypted_only() {
        for (server, host, port, expected) in [
            ("smtp.example.com", "smtp.example.com", 587, Encryption::StartTls),
            ("smtp.example.com:25", "smtp.example.com", 25, Encryption::StartTls),
            ("smtp.example.com:465", "smtp.example.com", 465, Encryption::FirstByte),
            ("10.0.0.7:25", "10.0.0.7", 25, Encryption::StartTls),
            ("127.0.0.1.example.com:25", "127.0.0.1.example.com", 25, Encryption::StartTls),
            ("127.0.0.1:25", "127.0.0.1", 25, Encryption::None),
            ("[::1]:2525", "::1", 2525, Encryption::None),
            ("localhost:25", "localhost", 25, Encryption::None),
        ] {
            assert_eq!(host_and_port(server).unwrap(), (host.to_owned(), port));
            assert_eq!(encryption(host, port), expected, "{server}");
        }
        for bad in ["", ":587", "smtp.example.com:", "smtp.example.com:0", "smtp.example.com:smtp", "a b:1", "u@h:1"] {
            assert!(host_and_port(bad).unwrap_err().to_string().starts_with(&format!("`{bad}` is no mail")), "{bad}");
        }
    }

    #[test]
    fn a_page_s_address_is_one_that_links_can_be_made_of() {
        assert_eq!(page_url("https://pay.shop.example/").unwrap(), "https://pay.shop.example");
        assert_eq!(page_url("http://127.0.0.1:8787").unwrap(), "http://127.0.0.1:8787");
        for bad in ["", "pay.shop.example", "https://", "ftp://pay.shop.example", "https://pay.shop.example/a b"] {
            assert!(page_url(bad).is_err(), "{bad}");
        }
        assert!(mailbox("LunePay").is_err() && mailbox("LunePay <pay@shop.example>\r\nBcc: a@b.example").is_err());
    }
}
