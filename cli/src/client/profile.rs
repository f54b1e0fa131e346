//! Logins that are kept: one file each in `lunepay/` of the person's settings, readable by them alone.

use std::fmt;
use std::fs::{self, File, Permissions, TryLockError};
use std::io::{ErrorKind, Write};
use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use hyper::Uri;
use hyper::http::uri::Scheme;
use serde::{Deserialize, Serialize};

use super::environment;
use super::failure::Failure;
use super::lang::Lang;
use super::print;

/// Where the API stands on every server.
const API_PATH: &str = "/api/v1";
/// A server on this machine, as `cargo run` and `lunepay serve` start it.
const HERE: &str = "http://127.0.0.1:8787/api/v1";

/// The name of a login, which is also the name of its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileName(String);

impl FromStr for ProfileName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let fits = (1..=40).contains(&text.len()) && text.chars().all(is_plain);
        if fits { Ok(Self(text.to_owned())) } else { Err("a name has 1 to 40 letters, digits, - or _") }
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of an API, without a slash at its end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiUrl {
    text: String,
    is_https: bool,
    is_here: bool,
}

impl ApiUrl {
    /// Where a server on this machine listens unless told otherwise.
    pub fn here() -> Self {
        Self { text: HERE.to_owned(), is_https: false, is_here: true }
    }

    pub fn is_https(&self) -> bool {
        self.is_https
    }

    /// Whether it is a server on this machine.
    pub fn is_here(&self) -> bool {
        self.is_here
    }

    /// The dashboard of the same server.
    pub fn dashboard(&self) -> String {
        format!("{}/", self.text.trim_end_matches(API_PATH))
    }
}

impl FromStr for ApiUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.trim_end_matches('/').parse().map_err(|_| "it is no URL")?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("it is no URL: it begins with https://");
        };
        let host = authority.host().trim_matches(['[', ']']);
        let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if authority.as_str().contains('@') || uri.query().is_some() {
            return Err("it has a user or a query, which belongs to no server");
        }
        let is_https = *scheme == Scheme::HTTPS;
        if !(is_https || *scheme == Scheme::HTTP && is_here) {
            return Err(
                "it must begin with https://; http:// is for this machine only, since a token would be readable on the way",
            );
        }
        let path = if uri.path() == "/" { API_PATH } else { uri.path() };
        Ok(Self { text: format!("{scheme}://{authority}{path}"), is_https, is_here })
    }
}

impl TryFrom<String> for ApiUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ApiUrl> for String {
    fn from(url: ApiUrl) -> Self {
        url.text
    }
}

impl fmt::Display for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A login that is kept.
#[derive(Clone, Serialize, Deserialize)]
pub struct Profile {
    pub api: ApiUrl,
    pub token: String,
    /// Whose it is, for messages.
    pub email: String,
    /// Device id of the last login. Sent with the next, so that others' failed logins do not lock this person out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The test workspace that commands act on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace: Option<u64>,
    /// At most one of a workspace.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listeners: Vec<Listener>,
}

impl Profile {
    /// The endpoint that `listen` made in a workspace.
    pub fn listener(&self, workspace: u64) -> Option<&Listener> {
        self.listeners.iter().find(|listener| listener.workspace == workspace)
    }

    /// Keeps the endpoint that `listen` made, in place of the workspace's one before.
    pub fn keep_listener(&mut self, made: Listener) {
        self.listeners.retain(|listener| listener.workspace != made.workspace);
        self.listeners.push(made);
    }
}

/// The endpoint of a workspace that `listen` fetches from.
#[derive(Clone, Serialize, Deserialize)]
pub struct Listener {
    pub workspace: u64,
    pub endpoint: u64,
    /// What its webhooks are signed with; the server shows it once.
    pub secret: String,
}

/// Where logins are kept.
pub struct Profiles {
    dir: PathBuf,
    lang: Lang,
}

impl Profiles {
    pub fn of_person(lang: Lang) -> Result<Self, Failure> {
        let dir = environment::config_dir().ok_or_else(|| Failure::Failed(lang.no_home()))?;
        Ok(Self { dir: dir.join("lunepay"), lang })
    }

    fn path(&self, name: &ProfileName) -> PathBuf {
        self.dir.join(format!("{name}.json"))
    }

    /// `None`: nobody is logged in under this name.
    pub fn load(&self, name: &ProfileName) -> Result<Option<Profile>, Failure> {
        let path = self.path(name);
        let unreadable = |cause: String| Failure::Failed(self.lang.cannot_load(path.display(), cause));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        self.close(&path).map_err(|error| unreadable(error.to_string()))?;
        serde_json::from_str(&text).map(Some).map_err(|error| unreadable(error.to_string()))
    }

    /// Others have no business in a login.
    fn close(&self, path: &Path) -> std::io::Result<()> {
        if fs::metadata(path)?.permissions().mode() & 0o077 == 0 {
            return Ok(());
        }
        fs::set_permissions(path, Permissions::from_mode(0o600))?;
        print::note(&self.lang.others_could_read(path.display()));
        Ok(())
    }

    /// Whole or not at all, and never readable by others on the way.
    pub fn save(&self, name: &ProfileName, profile: &Profile) -> Result<(), Failure> {
        let path = self.path(name);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.dir)?;
            fs::set_permissions(&self.dir, Permissions::from_mode(0o700))?;
            let mut file =
                tempfile::Builder::new().permissions(Permissions::from_mode(0o600)).tempfile_in(&self.dir)?;
            file.write_all(&serde_json::to_vec_pretty(profile)?)?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            Ok(())
        };
        write().map_err(|error| Failure::Failed(self.lang.cannot_keep(path.display(), error)))
    }

    /// Held by whoever listens under this name; `None`: somebody does already.
    pub fn lock(&self, name: &ProfileName) -> Result<Option<File>, Failure> {
        let path = self.dir.join(format!("{name}.listens"));
        let locked = File::create(&path).map_err(TryLockError::Error).and_then(|file| file.try_lock().map(|()| file));
        match locked {
            Ok(file) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Failure::Failed(self.lang.cannot_keep(path.display(), error))),
        }
    }

    pub fn forget(&self, name: &ProfileName) -> Result<(), Failure> {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Failure::Failed(self.lang.cannot_keep(path.display(), error)))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_completed_and_only_this_machine_may_be_without_tls() {
        let parse = |text: &str| text.parse::<ApiUrl>().map(|url| url.to_string());
        assert_eq!(parse("https://pay.example.com"), Ok("https://pay.example.com/api/v1".to_owned()));
        assert_eq!(parse("https://pay.example.com/api/v1/"), Ok("https://pay.example.com/api/v1".to_owned()));
        assert_eq!(parse("https://api.example.com/v1"), Ok("https://api.example.com/v1".to_owned()));
        assert_eq!(parse("http://[::1]:8787"), Ok("http://[::1]:8787/api/v1".to_owned()));
        for refused in
            ["http://pay.example.com", "ftp://localhost", "pay.example.com", "", "https://me@host", "https://h/?a=b"]
        {
            assert!(parse(refused).is_err(), "{refused}");
        }
        assert_eq!(ApiUrl::here(), HERE.parse().unwrap());
        assert_eq!(ApiUrl::here().dashboard(), "http://127.0.0.1:8787/");
    }

    #[test]
    fn a_name_is_no_path() {
        for refused in ["", "../x", "a/b", ".", "이름"] {
            assert!(refused.parse::<ProfileName>().is_err(), "{refused}");
        }
        assert!("shop-2_test".parse::<ProfileName>().is_ok());
    }
}
