//! Ids: small positive integers. Workspaces and users count globally, everything inside a workspace per workspace.

use strum::{EnumIter, IntoStaticStr};

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
    /// A workspace: one shop's accounts, orders and deposits. Counts globally. Whether it is real, its id says: those
    /// for trying have ids above [`WorkspaceId::TEST_ABOVE`].
    WorkspaceId
);

impl WorkspaceId {
    /// No real workspace has an id above this.
    pub const TEST_ABOVE: u64 = 9_000_000_000;

    /// The nth workspace of a mode, from 1.
    pub fn nth(mode: WorkspaceMode, n: u64) -> Option<Self> {
        let last = match mode {
            WorkspaceMode::Live => 0,
            WorkspaceMode::Test => Self::TEST_ABOVE,
        };
        n.checked_add(last).and_then(Self::new).filter(|id| n > 0 && id.mode() == mode)
    }

    /// Which of its mode it is, from 1.
    pub fn nth_of_mode(self) -> u64 {
        if self.is_live() { self.0 } else { self.0 - Self::TEST_ABOVE }
    }

    /// Whether real money is told in it.
    pub fn mode(self) -> WorkspaceMode {
        if self.0 > Self::TEST_ABOVE { WorkspaceMode::Test } else { WorkspaceMode::Live }
    }

    /// Whether it is real.
    pub fn is_live(self) -> bool {
        self.mode() == WorkspaceMode::Live
    }
}

/// Whether a workspace is real.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum WorkspaceMode {
    Live,
    /// For trying: no real message reaches it, and what it tells says so.
    Test,
}
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
    fn a_workspaces_id_tells_whether_it_is_real() {
        let [live, test] = [WorkspaceMode::Live, WorkspaceMode::Test].map(|mode| WorkspaceId::nth(mode, 7).unwrap());
        assert_eq!((live.get(), live.mode(), live.nth_of_mode()), (7, WorkspaceMode::Live, 7));
        assert_eq!((test.get(), test.mode(), test.nth_of_mode()), (9_000_000_007, WorkspaceMode::Test, 7));
        assert_eq!(WorkspaceId::nth(WorkspaceMode::Live, WorkspaceId::TEST_ABOVE + 1), None);
        assert_eq!(WorkspaceId::nth(WorkspaceMode::Test, MAX), None);
        assert_eq!(WorkspaceId::nth(WorkspaceMode::Test, 0), None);
    }

    #[test]
    fn an_id_in_a_path_is_plain_decimal() {
        assert_eq!(OrderId::parse("55"), OrderId::new(55));
        for bent in ["", "0", "-1", "+1", "007", "1.0", "1e3", "abc", "99999999999", " 1"] {
            assert_eq!(OrderId::parse(bent), None, "{bent:?}");
        }
    }
}
