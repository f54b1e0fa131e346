//! Where something is sent: the URL, taken apart and held to the rules, and the addresses of its name.
//!
//! Invariant: a name is resolved once for each sending, all its addresses are checked, and one of just these is
//! connected to. A name that resolves otherwise a moment later (DNS rebinding) changes nothing.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use domain::endpoint::URL_MAX;
use http::Uri;

use crate::address::may_connect;

/// A URL that may be sent to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Plain HTTP is for loopback only.
    pub tls: bool,
    /// A name or an address, without brackets.
    pub host: String,
    pub port: u16,
    /// As the header `Host` has it.
    pub authority: String,
    /// Path and query.
    pub path: String,
}

/// Why a URL is none that may be sent to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadUrl {
    Malformed,
    TooLong,
    NotHttps,
    UserInfo,
    Port,
    Address,
}

impl BadUrl {
    /// What to do, in Korean.
    pub fn korean(self) -> &'static str {
        match self {
            Self::Malformed => "올바른 URL이 아닙니다. 한글 도메인은 퓨니코드(xn--)로, 조각(#)은 빼고 보내 주세요.",
            Self::TooLong => "2000자 이하여야 합니다.",
            Self::NotHttps => "https:// 로 시작해야 합니다.",
            Self::UserInfo => "URL에 사용자 이름이나 비밀번호를 넣을 수 없습니다. 서명을 확인해 주세요.",
            Self::Port => "포트는 443 또는 8443이어야 합니다.",
            Self::Address => "공개된 인터넷 주소여야 합니다. 사설, 루프백, 링크 로컬 주소로는 보내지 않습니다.",
        }
    }
}

/// Why a name has no address that may be connected to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsendable {
    /// The name has no address.
    Unresolved,
    /// One of its addresses is not public.
    Refused,
}

impl Target {
    /// Takes a URL apart. `loopback`: programs under development may be sent to on this machine, over plain HTTP and at
    /// any port.
    pub fn parse(url: &str, loopback: bool) -> Result<Self, BadUrl> {
        if url.chars().count() > URL_MAX {
            return Err(BadUrl::TooLong);
        }
        if !url.bytes().all(|byte| byte.is_ascii_graphic()) || url.contains(['#', '\\']) {
            return Err(BadUrl::Malformed);
        }
        let uri: Uri = url.parse().map_err(|_| BadUrl::Malformed)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(if url.starts_with("http") { BadUrl::Malformed } else { BadUrl::NotHttps });
        };
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let address = host.parse::<IpAddr>().ok();
        let at_home = loopback && (host == "localhost" || address.is_some_and(|address| address.is_loopback()));
        let tls = scheme == "https";
        let plain_at_home = at_home && scheme == "http";
        if !tls && !plain_at_home {
            return Err(BadUrl::NotHttps);
        }
        if authority.as_str().contains('@') {
            return Err(BadUrl::UserInfo);
        }
        if host.is_empty() {
            return Err(BadUrl::Malformed);
        }
        let port = uri.port_u16().unwrap_or(if tls { 443 } else { 80 });
        // What is no number is no port to `uri`; it must not be taken for none at all.
        let has_port = authority.as_str().rsplit_once(':').is_some_and(|(_, port)| !port.ends_with(']'));
        if (has_port && uri.port_u16().is_none()) || !(at_home || matches!(port, 443 | 8443)) {
            return Err(BadUrl::Port);
        }
        if address.is_some_and(|address| !may_connect(address, loopback)) {
            return Err(BadUrl::Address);
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { tls, host, port, authority: authority.as_str().to_owned(), path })
    }
}

impl Target {
    /// Where it stands: `https://push.example:8443`.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.tls { "https" } else { "http" }, self.authority)
    }
}

type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Resolves names.
#[derive(Clone)]
pub struct Resolver(Arc<dyn Fn(String) -> Found + Send + Sync>);

impl Resolver {
    /// By the operating system.
    pub fn system() -> Self {
        Self::new(|host| async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }

    /// By a function.
    pub fn new<F, R>(resolve: F) -> Self
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = io::Result<Vec<IpAddr>>> + Send + 'static,
    {
        Self(Arc::new(move |host| Box::pin(resolve(host))))
    }

    /// The addresses of a target, each of them checked: one that is not public refuses them all.
    pub async fn addresses(&self, target: &Target, loopback: bool) -> Result<Vec<SocketAddr>, Unsendable> {
        let found = match target.host.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => (self.0)(target.host.clone()).await.map_err(|_| Unsendable::Unresolved)?,
        };
        if found.is_empty() {
            return Err(Unsendable::Unresolved);
        }
        match found.iter().all(|address| may_connect(*address, loopback)) {
            true => Ok(found.into_iter().map(|address| SocketAddr::new(address, target.port)).collect()),
            false => Err(Unsendable::Refused),
        }
    }
}

impl std::fmt::Debug for Resolver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Resolver")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_taken_apart() {
        let target = Target::parse("https://Shop.example:8443/hook?a=1", false).unwrap();
        let Target { tls, host, port, authority, path } = target;
        assert_eq!(
            (tls, host.as_str(), port, authority.as_str(), path.as_str()),
            (true, "shop.example", 8443, "Shop.example:8443", "/hook?a=1")
        );
        assert_eq!(Target::parse("https://[2606:4700::1111]", false).unwrap().host, "2606:4700::1111");
    }

    #[test]
    fn what_may_not_be_sent_to_is_refused_with_its_reason() {
        let long = format!("https://shop.example/{}", "a".repeat(1980));
        for (url, reason) in [
            ("", BadUrl::Malformed),
            ("shop.example", BadUrl::NotHttps),
            ("/hook", BadUrl::NotHttps),
            ("http://shop.example/", BadUrl::NotHttps),
            ("ftp://shop.example/", BadUrl::NotHttps),
            ("https://", BadUrl::Malformed),
            ("https://shop.example/#part", BadUrl::Malformed),
            ("https://가게.example/", BadUrl::Malformed),
            ("https://shop.example/ hook", BadUrl::Malformed),
            ("https://shop.example\\@10.0.0.1/", BadUrl::Malformed),
            ("https://user:secret@shop.example/", BadUrl::UserInfo),
            ("https://user@shop.example/", BadUrl::UserInfo),
            ("https://shop.example:80/", BadUrl::Port),
            ("https://shop.example:22/", BadUrl::Port),
            ("https://10.0.0.1/", BadUrl::Address),
            ("https://169.254.169.254/latest/meta-data", BadUrl::Address),
            ("https://127.0.0.1/", BadUrl::Address),
            ("https://[::1]/", BadUrl::Address),
            ("https://[::ffff:10.0.0.1]/", BadUrl::Address),
            ("http://127.0.0.1:3000/", BadUrl::NotHttps),
            (long.as_str(), BadUrl::TooLong),
        ] {
            assert_eq!(Target::parse(url, false), Err(reason), "{url:?}");
        }
        assert!(Target::parse(&long[..2000], false).is_ok());
    }

    #[test]
    fn a_program_under_development_is_sent_to_on_this_machine_and_nowhere_else() {
        for url in ["http://127.0.0.1:3000/hook", "http://localhost:3000", "https://[::1]:9/", "https://shop.example/"]
        {
            assert!(Target::parse(url, true).is_ok(), "{url}");
        }
        for (url, reason) in [
            ("http://shop.example/", BadUrl::NotHttps),
            ("https://shop.example:3000/", BadUrl::Port),
            ("http://10.0.0.1:3000/", BadUrl::NotHttps),
            ("https://10.0.0.1/", BadUrl::Address),
            ("http://user@127.0.0.1:3000/", BadUrl::UserInfo),
        ] {
            assert_eq!(Target::parse(url, true), Err(reason), "{url}");
        }
    }

    fn resolving(addresses: &'static [&'static str]) -> Resolver {
        Resolver::new(move |_| async move { Ok(addresses.iter().map(|address| address.parse().unwrap()).collect()) })
    }

    #[tokio::test]
    async fn one_address_that_is_not_public_refuses_the_name() {
        let target = Target::parse("https://shop.example/", false).unwrap();
        let public = resolving(&["93.184.215.14", "2606:4700::1111"]).addresses(&target, false).await;
        assert_eq!(public.unwrap(), ["93.184.215.14:443".parse().unwrap(), "[2606:4700::1111]:443".parse().unwrap()]);
        for bad in [
            &["10.0.0.1"][..],
            &["93.184.215.14", "127.0.0.1"],
            &["::ffff:10.0.0.1"],
            &["64:ff9b::a00:1"],
            &["100.64.0.1"],
            &["169.254.169.254"],
            &["0.0.0.0"],
            &["224.0.0.1"],
            &["fd00:ec2::254"],
        ] {
            assert_eq!(resolving(bad).addresses(&target, false).await, Err(Unsendable::Refused), "{bad:?}");
            let loopback_too = resolving(bad).addresses(&target, true).await;
            assert_eq!(loopback_too.is_ok(), bad == ["93.184.215.14", "127.0.0.1"], "{bad:?}");
        }
        assert_eq!(resolving(&[]).addresses(&target, false).await, Err(Unsendable::Unresolved));
        let broken = Resolver::new(|_| async { Err(io::Error::other("no such name")) });
        assert_eq!(broken.addresses(&target, false).await, Err(Unsendable::Unresolved));
    }

    /// A number is a name to us and an address to some resolvers: what counts is what it resolves to.
    #[tokio::test]
    async fn an_address_in_disguise_is_refused_by_what_it_resolves_to() {
        for url in ["https://2130706433/", "https://0x7f.1/", "https://localhost/"] {
            let target = Target::parse(url, false).unwrap();
            assert_eq!(resolving(&["127.0.0.1"]).addresses(&target, false).await, Err(Unsendable::Refused), "{url}");
        }
    }
}
