//! Ids: small positive integers. Workspaces and users count globally, everything inside a workspace per workspace.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(u64);

        impl $name {
            /// `None` for zero and for numbers above 9,999,999,999 (the width of an id in a key).
            pub fn new(n: u64) -> Option<Self> {
                (1..=MAX).contains(&n).then_some(Self(n))
            }

            /// The id as a number.
            pub fn get(self) -> u64 {
                self.0
            }

            /// Reads the id from a path segment: decimal digits without sign or leading zero.
            pub fn parse(text: &str) -> Option<Self> {
                let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
                plain.then(|| text.parse().ok()).flatten().and_then(Self::new)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// The largest id: ten digits, the fixed width of an id in a key.
pub const MAX: u64 = 9_999_999_999;

id!(
    /// A workspace: one shop's accounts, orders and deposits. Counts globally.
    WorkspaceId
);
id!(
    /// A person who logs in. Counts globally.
    UserId
);
id!(
    /// A registered bank account. Counts per workspace.
    AccountId
);
id!(
    /// A phone that forwards messages. Counts per workspace.
    PhoneId
);
id!(
    /// An invitation into a workspace. Counts per workspace.
    InvitationId
);
id!(
    /// An endpoint: a URL of the shop's that is told of events. Counts per workspace.
    EndpointId
);
id!(
    /// A message format that a shop added. Counts per workspace.
    FormatId
);
id!(
    /// An order. Counts per workspace.
    OrderId
);
id!(
    /// A deposit. Counts per workspace.
    DepositId
);

id!(
    /// A sender that a workspace's owner approved. Counts per workspace.
    SenderId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_in_a_path_is_plain_decimal() {
        assert_eq!(OrderId::parse("55"), OrderId::new(55));
        for bent in ["", "0", "-1", "+1", "007", "1.0", "1e3", "abc", "99999999999", " 1"] {
            assert_eq!(OrderId::parse(bent), None, "{bent:?}");
        }
    }
}
