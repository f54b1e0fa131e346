//! The second factor of a login (TOTP, RFC 6238): a secret that an authenticator app shares, of which each code counts
//! once, and recovery codes for the day on which the app is lost.

use crate::{Timestamp, UserId};

/// SHA-256 of a recovery code.
pub type RecoveryHash = [u8; 32];

/// A person's second factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecondFactor {
    pub user: UserId,
    /// What the app shares, sealed.
    pub secret: Vec<u8>,
    /// When the first code of the app was shown. `None`: it was begun only, and no login asks for it.
    pub confirmed_at: Option<Timestamp>,
    /// The newest time step whose code was used, in steps of 30 seconds since the Unix epoch.
    pub last_step: u64,
    /// The recovery codes that were not used.
    pub recovery: Vec<RecoveryHash>,
    /// Counts its changes; the first is 1.
    pub version: u64,
}

impl SecondFactor {
    /// How many recovery codes a person gets at once.
    pub const RECOVERY_CODES: usize = 10;

    /// Begun: it counts once a code of the app was shown. Begun anew, it is written over `before`.
    pub fn begin(user: UserId, secret: Vec<u8>, before: Option<&Self>) -> Self {
        let version = before.map_or(0, |before| before.version) + 1;
        Self { user, secret, confirmed_at: None, last_step: 0, recovery: Vec::new(), version }
    }

    /// Whether a login asks for it.
    pub fn is_on(&self) -> bool {
        self.confirmed_at.is_some()
    }

    /// As it is once the code of a time step was used. `None`: this code or a later one was used already.
    pub fn after_step(&self, step: u64) -> Option<Self> {
        (step > self.last_step).then(|| Self { last_step: step, ..self.stepped() })
    }

    /// As it is once a recovery code was used. `None`: there is no such code.
    pub fn after_recovery(&self, code: &RecoveryHash) -> Option<Self> {
        let is_left = self.recovery.contains(code);
        let rest = self.recovery.iter().filter(|hash| *hash != code).copied().collect();
        is_left.then(|| Self { recovery: rest, ..self.stepped() })
    }

    /// On, with these recovery codes and no others.
    pub fn confirmed(&self, recovery: Vec<RecoveryHash>, now: Timestamp) -> Self {
        let confirmed_at = self.confirmed_at.or(Some(now));
        Self { confirmed_at, recovery, ..self.clone() }
    }

    fn stepped(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun() -> SecondFactor {
        SecondFactor::begin(UserId::new(1).unwrap(), vec![7], None)
    }

    #[test]
    fn the_code_of_a_step_counts_once_and_no_earlier_one_after_it() {
        let used = begun().after_step(100).unwrap();
        assert_eq!((used.last_step, used.version), (100, 2));
        assert_eq!((used.after_step(100), used.after_step(99)), (None, None));
        assert_eq!(used.after_step(101).map(|next| next.version), Some(3));
    }

    #[test]
    fn a_recovery_code_counts_once() {
        let on = begun().after_step(9).unwrap().confirmed(vec![[1; 32], [2; 32]], Timestamp::from_ms(5));
        assert!(on.is_on() && !begun().is_on());
        let used = on.after_recovery(&[1; 32]).unwrap();
        assert_eq!((used.recovery.as_slice(), used.version), ([[2; 32]].as_slice(), on.version + 1));
        assert_eq!(used.after_recovery(&[1; 32]), None);
        let anew = used.confirmed(vec![[3; 32]], Timestamp::from_ms(6));
        assert_eq!((anew.recovery, anew.confirmed_at), (vec![[3; 32]], Some(Timestamp::from_ms(5))));
    }
}
