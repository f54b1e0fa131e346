//! The server's secrets, one for each purpose, and what is derived from them. A program has those of its own work only.

use domain::ClosedSet;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::seal::Sealer;

/// What a secret is for. Its word is the name of the environment variable that holds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::IntoStaticStr, strum::EnumIter)]
pub enum Purpose {
    /// Who is calling: tokens, known devices, cursors, and the kept answers to a caller.
    #[strum(serialize = "SIGNING_KEYS")]
    Sessions,
    /// What is stored and must be read again: secrets of webhook endpoints, of phones and of second factors. And what
    /// mails lead to.
    #[strum(serialize = "SEALING_KEYS")]
    Sealing,
    /// Receipts of the webhook's calls.
    #[strum(serialize = "RECEIPT_KEYS")]
    Receipts,
}

/// One signing key. Its id is a hash of it, so that nobody has to name keys.
#[derive(Clone)]
pub struct SigningKey {
    pub kid: String,
    pub secret: Vec<u8>,
}

/// The keys of each purpose that this program has: none, one or two, newest first. A rotation puts the new one in front
/// and keeps the old until nothing needs it.
#[derive(Default)]
pub struct Keys {
    signing: Vec<SigningKey>,
    cursor: Ring,
    device: Ring,
    answers: Ring,
    sealing: Ring,
    resets: Ring,
    receipts: Ring,
}

/// Keys that were derived for one use, newest first.
type Ring = Vec<[u8; 32]>;

/// Keys that the program refuses to start with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WeakKeys {
    #[error("{name} is empty: set it to one key, or to two separated by a comma, newest first", name = .0.code())]
    None(Purpose),
    #[error("{name} holds more than two keys: keep the newest and the one before it", name = .0.code())]
    TooMany(Purpose),
    #[error(
        "a key in {name} has fewer than 32 characters: 256 bits are needed, for example the output of `openssl rand -hex 32`",
        name = .0.code()
    )]
    Short(Purpose),
}

/// The program has no key of this purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this program has no {name}", name = .0.code())]
pub struct NoKey(pub Purpose);

impl Keys {
    /// These, and the keys of one more purpose from their text form: one or two, newest first, separated by a comma.
    pub fn with(self, purpose: Purpose, text: &str) -> Result<Self, WeakKeys> {
        let secrets: Vec<&[u8]> =
            text.split(',').map(str::trim).filter(|secret| !secret.is_empty()).map(str::as_bytes).collect();
        match secrets.as_slice() {
            [] => return Err(WeakKeys::None(purpose)),
            [_] | [_, _] if secrets.iter().any(|secret| secret.len() < 32) => return Err(WeakKeys::Short(purpose)),
            [_] | [_, _] => {}
            _ => return Err(WeakKeys::TooMany(purpose)),
        }
        let ring = |label: &[u8]| -> Ring { secrets.iter().map(|secret| mac(secret, &[label])).collect() };
        Ok(match purpose {
            Purpose::Sessions => Self {
                signing: secrets
                    .iter()
                    .map(|secret| SigningKey { kid: kid(secret), secret: secret.to_vec() })
                    .collect(),
                cursor: ring(b"cursor"),
                device: ring(b"device"),
                answers: ring(b"seal"),
                ..self
            },
            Purpose::Sealing => Self { sealing: ring(b"seal"), resets: ring(b"reset"), ..self },
            Purpose::Receipts => Self { receipts: ring(b"receipt"), ..self },
        })
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
    pub fn cursor_mac(&self, parts: &[&[u8]]) -> Result<[u8; 16], NoKey> {
        newest_mac(&self.cursor, Purpose::Sessions, parts)
    }

    /// 128 bits by which a device is known on which somebody was logged in.
    pub fn device_mac(&self, parts: &[&[u8]]) -> Result<[u8; 16], NoKey> {
        newest_mac(&self.device, Purpose::Sessions, parts)
    }

    /// Whether these are such bits, by a signing key that lives.
    pub fn is_device_mac(&self, parts: &[&[u8]], given: &[u8]) -> bool {
        self.device.iter().any(|key| is_same(&short(mac(key, parts)), given))
    }

    /// 128 bits by which somebody chooses a new password. Not of [`Purpose::Sessions`]: who sends mail signs no token.
    pub fn reset_mac(&self, parts: &[&[u8]]) -> Result<[u8; 16], NoKey> {
        newest_mac(&self.resets, Purpose::Sealing, parts)
    }

    /// Whether these are such bits, by a sealing key that lives.
    pub fn is_reset_mac(&self, parts: &[&[u8]], given: &[u8]) -> bool {
        self.resets.iter().any(|key| is_same(&short(mac(key, parts)), given))
    }

    /// 128 bits that stand for the parts of a webhook call.
    pub fn receipt_mac(&self, parts: &[&[u8]]) -> Result<[u8; 16], NoKey> {
        newest_mac(&self.receipts, Purpose::Receipts, parts)
    }

    /// Whether these are such bits, by a receipt key that lives.
    pub fn is_receipt_mac(&self, parts: &[&[u8]], given: &[u8]) -> bool {
        self.receipts.iter().any(|key| is_same(&short(mac(key, parts)), given))
    }

    /// What seals the secrets that are stored.
    pub fn secrets(&self) -> Sealer<'_> {
        Sealer { keys: &self.sealing, purpose: Purpose::Sealing }
    }

    /// What seals the kept answers to a caller.
    pub fn answers(&self) -> Sealer<'_> {
        Sealer { keys: &self.answers, purpose: Purpose::Sessions }
    }
}

fn newest_mac(ring: &Ring, purpose: Purpose, parts: &[&[u8]]) -> Result<[u8; 16], NoKey> {
    ring.first().map(|key| short(mac(key, parts))).ok_or(NoKey(purpose))
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

    fn keys(text: &str) -> Keys {
        Purpose::all().fold(Keys::default(), |keys, purpose| keys.with(purpose, text).unwrap())
    }

    #[test]
    fn a_key_has_at_least_256_bits() {
        let (short, long) = ("x".repeat(31), "y".repeat(32));
        for purpose in Purpose::all() {
            let refused = |text: &str| Keys::default().with(purpose, text).err();
            assert_eq!(refused(&short), Some(WeakKeys::Short(purpose)));
            assert_eq!(refused(&format!("{long},{short}")), Some(WeakKeys::Short(purpose)));
            assert_eq!(refused(" , "), Some(WeakKeys::None(purpose)));
            assert_eq!(refused(&[long.as_str(); 3].join(",")), Some(WeakKeys::TooMany(purpose)));
            assert_eq!(refused(&long), None);
        }
        assert!(WeakKeys::Short(Purpose::Sealing).to_string().contains("in SEALING_KEYS has"));
    }

    #[test]
    fn each_key_has_an_id_and_each_use_a_secret_of_its_own() {
        let (old, new) = ("o".repeat(32), "n".repeat(32));
        let (both, only) = (keys(&format!("{new},{old}")), keys(&old));
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
            assert!(mac.is_ok() && !macs[..at].contains(mac), "{at}");
        }
        assert_eq!(both.receipt_mac(&parts), keys(&new).receipt_mac(&parts));
    }

    #[test]
    fn a_program_that_lacks_a_purpose_can_do_nothing_of_it() {
        let secret = "k".repeat(32);
        let sealed = keys(&secret).secrets().seal("a", b"secret").unwrap();
        let sessions = Keys::default().with(Purpose::Sessions, &secret).unwrap();
        assert_eq!(sessions.receipt_mac(&[b"a"]), Err(NoKey(Purpose::Receipts)));
        assert!(!sessions.is_receipt_mac(&[b"a"], &keys(&secret).receipt_mac(&[b"a"]).unwrap()));
        assert!(sessions.secrets().seal("a", b"secret").is_err() && sessions.secrets().open("a", &sealed).is_none());
        assert!(sessions.answers().seal("a", b"secret").is_ok());
        let rest = Keys::default().with(Purpose::Sealing, &secret).unwrap().with(Purpose::Receipts, &secret).unwrap();
        assert!(rest.newest().is_none() && rest.answers().seal("a", b"secret").is_err());
        assert_eq!(rest.cursor_mac(&[b"a"]), Err(NoKey(Purpose::Sessions)));
        assert_eq!(rest.device_mac(&[b"a"]), Err(NoKey(Purpose::Sessions)));
        assert!(rest.secrets().open("a", &sealed).is_some() && rest.receipt_mac(&[b"a"]).is_ok());
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
        let (before, both) = (keys(&old), keys(&format!("{new},{old}")));
        let code = before.device_mac(&[b"a"]).unwrap();
        assert!(both.is_device_mac(&[b"a"], &code) && before.is_device_mac(&[b"a"], &code));
        assert!(!keys(&new).is_device_mac(&[b"a"], &code));
        assert!(!both.is_device_mac(&[b"b"], &code) && !both.is_device_mac(&[b"a"], &code[..15]));
        assert!(!both.is_device_mac(&[b"a"], &[]) && !both.is_device_mac(&[b"a"], &[0; 16]));
    }
}
