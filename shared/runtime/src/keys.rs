//! The server's secrets: the signing keys of tokens, and what is derived from the newest of them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// One signing key. Its id is a hash of it, so that nobody has to name keys.
#[derive(Clone)]
pub struct SigningKey {
    pub kid: String,
    pub secret: Vec<u8>,
}

/// One or two signing keys, newest first: a rotation puts the new one in front and keeps the old until its tokens end.
pub struct Keys {
    signing: Vec<SigningKey>,
    cursor: Vec<u8>,
    receipt: Vec<u8>,
    /// One of each signing key, newest first.
    device: Vec<Vec<u8>>,
}

/// Keys that the program refuses to start with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WeakKeys {
    #[error("SIGNING_KEYS is empty: set it to one key, or to two separated by a comma, newest first")]
    None,
    #[error("SIGNING_KEYS holds more than two keys: keep the newest and the one before it")]
    TooMany,
    #[error(
        "a key in SIGNING_KEYS has fewer than 32 characters: HS256 needs 256 bits, for example the output of `openssl rand -hex 32`"
    )]
    Short,
}

impl Keys {
    /// Reads the keys from their text form: one or two, newest first, separated by a comma.
    pub fn parse(text: &str) -> Result<Self, WeakKeys> {
        let secrets: Vec<&str> = text.split(',').map(str::trim).filter(|secret| !secret.is_empty()).collect();
        match secrets.as_slice() {
            [] => Err(WeakKeys::None),
            [_] | [_, _] if secrets.iter().any(|secret| secret.len() < 32) => Err(WeakKeys::Short),
            [newest] | [newest, _] => {
                let signing = secrets
                    .iter()
                    .map(|secret| SigningKey { kid: kid(secret.as_bytes()), secret: secret.as_bytes().to_vec() })
                    .collect();
                let device = secrets.iter().map(|secret| mac(secret.as_bytes(), &[b"device"]).to_vec()).collect();
                Ok(Self {
                    signing,
                    cursor: mac(newest.as_bytes(), &[b"cursor"]).to_vec(),
                    receipt: mac(newest.as_bytes(), &[b"receipt"]).to_vec(),
                    device,
                })
            }
            _ => Err(WeakKeys::TooMany),
        }
    }

    /// The key that signs.
    pub fn newest(&self) -> Option<&SigningKey> {
        self.signing.first()
    }

    /// The live key of an id.
    pub fn by_kid(&self, kid: &str) -> Option<&SigningKey> {
        self.signing.iter().find(|key| key.kid == kid)
    }

    /// Authenticates the parts of a page's cursor.
    pub fn cursor_mac(&self, parts: &[&[u8]]) -> [u8; 16] {
        short(mac(&self.cursor, parts))
    }

    /// The keys that secrets are sealed with, newest first.
    pub(crate) fn sealing(&self) -> impl Iterator<Item = [u8; 32]> {
        self.signing.iter().map(|key| mac(&key.secret, &[b"seal"]))
    }

    /// 128 bits by which a device is known on which somebody was logged in.
    pub fn device_mac(&self, parts: &[&[u8]]) -> [u8; 16] {
        self.device.first().map(|key| short(mac(key, parts))).unwrap_or_default()
    }

    /// Whether these are such bits, by a signing key that lives.
    pub fn is_device_mac(&self, parts: &[&[u8]], given: &[u8]) -> bool {
        self.device.iter().any(|key| is_same(&short(mac(key, parts)), given))
    }

    /// 128 bits that stand for the parts of a webhook call.
    pub fn receipt_mac(&self, parts: &[&[u8]]) -> [u8; 16] {
        short(mac(&self.receipt, parts))
    }
}

/// SHA-256 of a secret that is kept as a hash only.
pub fn sha256(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

fn kid(secret: &[u8]) -> String {
    hex::encode(&Sha256::digest([b"kid:", secret].concat())[..6])
}

/// HMAC-SHA256 over the parts, each with its length, so that no two lists of parts share one input.
fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of every length, so this never refuses.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether two codes are the same, in a time that tells nothing of where they differ.
pub fn is_same(code: &[u8], given: &[u8]) -> bool {
    code.ct_eq(given).into()
}

fn short(long: [u8; 32]) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&long[..16]);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_at_least_256_bits() {
        let (short, long) = ("x".repeat(31), "y".repeat(32));
        assert_eq!(Keys::parse(&short).err(), Some(WeakKeys::Short));
        assert_eq!(Keys::parse(&format!("{long},{short}")).err(), Some(WeakKeys::Short));
        assert_eq!(Keys::parse(" , ").err(), Some(WeakKeys::None));
        assert_eq!(Keys::parse(&[long.as_str(); 3].join(",")).err(), Some(WeakKeys::TooMany));
        assert!(Keys::parse(&long).is_ok());
    }

    #[test]
    fn each_key_has_an_id_and_each_purpose_a_secret_of_its_own() {
        let (old, new) = ("o".repeat(32), "n".repeat(32));
        let both = Keys::parse(&format!("{new},{old}")).unwrap();
        let only = Keys::parse(&old).unwrap();
        let (newest, older) = (both.newest().unwrap(), only.newest().unwrap());
        assert_eq!((newest.secret.as_slice(), older.secret.as_slice()), (new.as_bytes(), old.as_bytes()));
        for key in [newest, older] {
            assert_eq!(both.by_kid(&key.kid).map(|found| &found.secret), Some(&key.secret));
            assert_eq!(key.kid.len(), 12, "48 bits tell two keys apart");
        }
        assert!(only.by_kid(&newest.kid).is_none());

        let parts: [&[u8]; 2] = [b"ab", b"c"];
        let macs = [
            both.cursor_mac(&parts),
            both.cursor_mac(&[b"a", b"bc"]),
            both.receipt_mac(&parts),
            both.receipt_mac(&[b"a", b"bc"]),
            both.device_mac(&parts),
            only.device_mac(&parts),
            only.cursor_mac(&parts),
            only.receipt_mac(&parts),
        ];
        for (at, mac) in macs.iter().enumerate() {
            assert!(!macs[..at].contains(mac), "{at}");
        }
        assert_eq!(both.receipt_mac(&parts), Keys::parse(&new).unwrap().receipt_mac(&parts));
    }

    #[test]
    fn a_hash_is_sha_256_and_random_bytes_come_once() {
        // FIPS 180-2, B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex::encode(sha256(b"abc")), abc);
        assert_ne!(random::<16>().unwrap(), random::<16>().unwrap());
    }

    #[test]
    fn a_device_is_known_by_each_key_that_lives_and_by_the_whole_of_its_code() {
        let (old, new) = ("o".repeat(32), "n".repeat(32));
        let (before, both) = (Keys::parse(&old).unwrap(), Keys::parse(&format!("{new},{old}")).unwrap());
        let code = before.device_mac(&[b"a"]);
        assert!(both.is_device_mac(&[b"a"], &code) && before.is_device_mac(&[b"a"], &code));
        assert!(!Keys::parse(&new).unwrap().is_device_mac(&[b"a"], &code));
        assert!(!both.is_device_mac(&[b"b"], &code) && !both.is_device_mac(&[b"a"], &code[..15]));
        assert!(!both.is_device_mac(&[b"a"], &[]) && !both.is_device_mac(&[b"a"], &[0; 16]));
    }
}
