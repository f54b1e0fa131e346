//! Hashes that tell whether two texts are the same.

use domain::occurrence::Fingerprint;
use sha2::{Digest, Sha256};

/// 128 bits of SHA-256 over the parts, each with its length, so that no two lists of parts share one input.
pub fn fingerprint(parts: &[&[u8]]) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut short = [0; 16];
    short.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    short.into()
}

/// The fingerprint of a bank's message: its text without carrier prefixes, forwarder wrappers and white space, so that
/// the same message over two phones or two apps is one. `mark` tells apart what the text alone does not.
pub fn message_fingerprint(raw: &str, mark: &[u8]) -> Fingerprint {
    fingerprint(&[b"message", bank_sms::normalised(raw).as_bytes(), mark])
}
