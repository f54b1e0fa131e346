//! Why deposits are held.

/// Why a deposit is held: `domain::HoldReason`, as far as the pairing tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Hold {
    /// A linked deposit may be the same transfer.
    Duplicate,
    /// Not later than what the guard has forgotten.
    Forgotten,
    /// Its sender may not pay.
    Sender,
    /// The bank took it back.
    Reversed,
    /// A person dismissed and restored it.
    Restored,
    /// A person undid its match.
    Unmatched,
}

/// The reasons for which a deposit is held, or was when it was matched by hand or dismissed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Holds(u8);

impl Holds {
    pub const NONE: Self = Self(0);

    pub fn has(self, hold: Hold) -> bool {
        self.0 & (1 << hold as u8) != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub fn with(self, hold: Hold) -> Self {
        Self(self.0 | 1 << hold as u8)
    }

    #[must_use]
    pub fn without(self, hold: Hold) -> Self {
        Self(self.0 & !(1 << hold as u8))
    }

    #[must_use]
    pub fn less(self, holds: Self) -> Self {
        Self(self.0 & !holds.0)
    }

    #[must_use]
    pub fn with_if(self, hold: Hold, holds: bool) -> Self {
        if holds { self.with(hold) } else { self }
    }
}
