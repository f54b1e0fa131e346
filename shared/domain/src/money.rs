//! Whole Korean won. Never a float, never negative, never zero.

/// An amount of money in whole KRW, 1 … 1,000,000,000,000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Won(u64);

impl Won {
    /// The largest amount that LunePay takes, in KRW.
    pub const MAX: u64 = 1_000_000_000_000;

    /// `None` when the amount is zero or above [`Won::MAX`].
    pub fn new(krw: u64) -> Option<Self> {
        (1..=Self::MAX).contains(&krw).then_some(Self(krw))
    }

    /// The amount in whole KRW.
    pub fn get(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_lies_between_one_won_and_a_trillion() {
        assert_eq!(Won::new(0), None);
        assert_eq!(Won::new(1).map(Won::get), Some(1));
        assert_eq!(Won::new(Won::MAX).map(Won::get), Some(Won::MAX));
        assert_eq!(Won::new(Won::MAX + 1), None);
    }
}
