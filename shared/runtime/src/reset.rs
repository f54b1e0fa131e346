//! The token of a forgotten password, which a mail's link carries.
//!
//! It is kept nowhere, not even as a hash: it is a code over the user, its end and the password's hash. So it works
//! once, and not after any other change of the password; and who copies the table has none.

use domain::{Timestamp, User, UserId};

use crate::Keys;
use crate::keys::NoKey;

/// How long its text is: user, end and code in hexadecimal digits.
pub const LENGTH: usize = 64;

/// A token, as it was handed in.
pub struct ResetToken {
    pub user: UserId,
    expires_at: Timestamp,
    code: [u8; 16],
}

/// The token by which a user may choose a new password until then.
pub fn token(keys: &Keys, user: &User, expires_at: Timestamp) -> Result<String, NoKey> {
    let (id, end) = (user.id.get().to_be_bytes(), expires_at.ms().to_be_bytes());
    let code = keys.reset_mac(&[&id, &end, user.password_hash.as_bytes()])?;
    Ok(hex::encode([id.as_slice(), &end, &code].concat()))
}

impl ResetToken {
    /// `None`: it is the text of none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; LENGTH / 2] = hex::decode(text.trim()).ok()?.try_into().ok()?;
        let (id, rest) = bytes.split_first_chunk::<8>()?;
        let (end, code) = rest.split_first_chunk::<8>()?;
        let expires_at = Timestamp::from_ms(i64::from_be_bytes(*end));
        Some(Self { user: UserId::new(u64::from_be_bytes(*id))?, expires_at, code: code.try_into().ok()? })
    }

    /// Whether it lets this user choose a new password now.
    pub fn is_good(&self, keys: &Keys, user: &User, now: Timestamp) -> bool {
        let (id, end) = (user.id.get().to_be_bytes(), self.expires_at.ms().to_be_bytes());
        let is_its = keys.is_reset_mac(&[&id, &end, user.password_hash.as_bytes()], &self.code);
        is_its && user.id == self.user && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use domain::Email;

    use super::*;
    use crate::Purpose;

    fn user(id: u64, password_hash: &str) -> User {
        User {
            id: UserId::new(id).unwrap(),
            email: Email::parse("owner@example.com").unwrap(),
            name: String::new(),
            password_hash: password_hash.to_owned(),
            created_at: Timestamp::from_ms(0),
        }
    }

    #[test]
    fn a_token_is_good_for_its_user_until_its_end_and_while_the_password_stays() {
        let keys = Keys::default().with(Purpose::Sealing, &"k".repeat(32)).unwrap();
        let (one, end) = (user(1, "a"), Timestamp::from_ms(1_000));
        let text = token(&keys, &one, end).unwrap();
        assert_eq!(text.len(), LENGTH);
        let parsed = ResetToken::parse(&format!(" {text}\n")).unwrap();
        assert_eq!(parsed.user, one.id);
        assert!(parsed.is_good(&keys, &one, Timestamp::from_ms(999)));
        assert!(!parsed.is_good(&keys, &one, end));
        assert!(!parsed.is_good(&keys, &user(1, "b"), Timestamp::from_ms(0)));
        assert!(!parsed.is_good(&keys, &user(2, "a"), Timestamp::from_ms(0)));
        let others = Keys::default().with(Purpose::Sealing, &"o".repeat(32)).unwrap();
        assert!(!parsed.is_good(&others, &one, Timestamp::from_ms(0)));
        for at in 0..LENGTH {
            let mut bent = text.clone().into_bytes();
            bent[at] = if bent[at] == b'0' { b'1' } else { b'0' };
            let bent = ResetToken::parse(std::str::from_utf8(&bent).unwrap());
            assert!(bent.is_none_or(|bent| !bent.is_good(&keys, &one, Timestamp::from_ms(0))), "{at}");
        }
        for none in ["", "00", &"0".repeat(LENGTH), &text[1..], &"z".repeat(LENGTH)] {
            assert!(ResetToken::parse(none).is_none(), "{none}");
        }
    }
}
