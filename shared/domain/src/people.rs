//! People: who may log in, and what they may do in a workspace.

use crate::text;
use strum::{EnumIter, IntoStaticStr};

/// An e-mail address, lower case, as it identifies a user.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Email(String);

impl Email {
    /// `None` unless the text is a plain `local@domain.tld` of at most 254 characters. Whether mail arrives there is
    /// not for a parser to know (RFC 5321 allows nearly anything before the `@`).
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim();
        let (local, domain) = address.rsplit_once('@')?;
        let plain = |part: &str| {
            !part.is_empty()
                && !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c))
        };
        let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
        let fits = address.chars().count() <= text::EMAIL && !local.contains('@');
        (plain(local) && plain(domain) && dotted && fits).then(|| Self(address.to_lowercase()))
    }

    /// The address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
    }
}
