//! Secrets that must be read again (a phone's signing secret, a webhook endpoint's), sealed before they are stored:
//! ChaCha20-Poly1305 (RFC 8439) under a key that is derived from the newest of its purpose. The context, such as the
//! owner's id, is authenticated too, so that a sealed secret cannot be moved to another owner.
//!
//! A rotation keeps the old key for a while; what is opened with it is `stale`, and its owner seals it anew.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

use crate::keys::{NoKey, Purpose, random};

/// Seals and opens with the keys of one purpose.
pub struct Sealer<'a> {
    /// Newest first.
    pub(crate) keys: &'a [[u8; 32]],
    pub(crate) purpose: Purpose,
}

/// A secret as it was before it was sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    pub secret: Vec<u8>,
    /// It was sealed with the older of two keys.
    pub stale: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unsealable {
    #[error(transparent)]
    NoKey(#[from] NoKey),
    #[error("a secret could not be sealed")]
    Failed,
}

impl Sealer<'_> {
    /// The secret under the newest key: 12 bytes of nonce, the ciphertext, 16 bytes of tag.
    pub fn seal(&self, context: &str, secret: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let nonce = random::<12>().map_err(|_| Unsealable::Failed)?;
        let newest = self.keys.first().ok_or(NoKey(self.purpose))?;
        let key = cipher(*newest).ok_or(Unsealable::Failed)?;
        let mut sealed = secret.to_vec();
        let aad = Aad::from(context.as_bytes());
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .map_err(|_| Unsealable::Failed)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed; `None` when no live key opens it, or it was sealed for another context.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Option<Opened> {
        let (nonce, sealed) = sealed.split_first_chunk::<12>()?;
        self.keys.iter().enumerate().find_map(|(age, key)| {
            let mut bytes = sealed.to_vec();
            let aad = Aad::from(context.as_bytes());
            let secret = cipher(*key)?.open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut bytes).ok()?;
            Some(Opened { secret: secret.to_vec(), stale: age > 0 })
        })
    }

    /// What an older key sealed, under the newest; `None` when it is under the newest, or does not open.
    pub fn sealed_anew(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let opened = self.open(context, sealed).filter(|opened| opened.stale)?;
        self.seal(context, &opened.secret).ok()
    }
}

fn cipher(key: [u8; 32]) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, &key).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keys;

    fn keys(text: &str) -> Keys {
        Keys::default().with(Purpose::Sealing, text).unwrap()
    }

    #[test]
    fn a_sealed_secret_opens_for_its_owner_only_and_tells_when_its_key_is_old() {
        let (old, new) = ("o".repeat(32), "n".repeat(32));
        let before = keys(&old);
        let sealed = before.secrets().seal("phone 1/2", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|bytes| bytes == b"secret"));
        assert_eq!(
            before.secrets().open("phone 1/2", &sealed),
            Some(Opened { secret: b"secret".to_vec(), stale: false })
        );
        assert_eq!(before.secrets().open("phone 1/3", &sealed), None);
        let rotated = keys(&format!("{new},{old}"));
        assert_eq!(rotated.secrets().open("phone 1/2", &sealed).map(|opened| opened.stale), Some(true));
        assert_eq!(keys(&new).secrets().open("phone 1/2", &sealed), None);
        let anew = rotated.secrets().sealed_anew("phone 1/2", &sealed).unwrap();
        assert!(keys(&new).secrets().open("phone 1/2", &anew).is_some_and(|opened| opened.secret == b"secret"));
        assert_eq!(rotated.secrets().sealed_anew("phone 1/2", &anew), None, "once is enough");
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(before.secrets().open("phone 1/2", &bent), None, "byte {at}");
        }
    }
}
