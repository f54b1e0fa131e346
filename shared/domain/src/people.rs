//! People: who may log in, and what they may do in a workspace.

use crate::text;
use strum::{EnumIter, IntoStaticStr};

/// An e-mail address, lower case, as it identifies a user.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Email(String);

impl Email {
    /// `None` unless the text is a plain `local@domain.tld` of at most 254 visible ASCII characters: two addresses that
    /// look alike are one. Whether mail arrives there is not for a parser to know (RFC 5321 allows nearly anything
    /// before the `@`).
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim();
        let (local, domain) = address.rsplit_once('@')?;
        let plain = |part: &str| {
            !part.is_empty() && !part.chars().any(|c| !c.is_ascii_graphic() || "<>()[],;:\\\"".contains(c))
        };
        let is_label = |label: &str| {
            let inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            !label.is_empty() && inner && !label.starts_with('-') && !label.ends_with('-')
        };
        let dotted = domain.contains('.') && domain.split('.').all(is_label);
        let fits = address.chars().count() <= text::EMAIL && !local.contains('@');
        (plain(local) && plain(domain) && dotted && fits).then(|| Self(address.to_lowercase()))
    }

    /// An address as it was kept: one of before may be of another form than is taken today.
    pub fn kept(address: &str) -> Self {
        Self(address.to_owned())
    }

    /// The address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The language that a mail is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Language {
    Ko,
    En,
}

/// What a member may do in a workspace. The order is the order of power.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Role {
    /// Reads.
    Viewer,
    /// The work of the day: orders, deposits, matches, messages.
    Member,
    /// Everything, also what decides whose money counts: accounts, phones, senders, settings, members. One a workspace.
    Owner,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(Email::parse(" Owner@Shop.Example ").unwrap().as_str(), "owner@shop.example");
        for bent in ["", "a", "a@b", "@shop.example", "a@", "a b@shop.example", "a@shop..example", "a@b@shop.example"] {
            assert_eq!(Email::parse(bent), None, "{bent:?}");
        }
        // Attack 03: letters of another script, nothing that shows, a domain that no mail server has.
        for alike in [
            "v\u{131}ctim@shop.example",
            "\u{ff56}ictim@shop.example",
            "victim@shop\u{200b}.example",
            "vic\u{ad}tim@shop.example",
            "victim@shop\u{ff0e}example",
            "victim@shop.example.",
            "victim@xn--shop-.example",
            "victim@-shop.example",
        ] {
            assert_eq!(Email::parse(alike), None, "{alike:?}");
        }
    }
}
